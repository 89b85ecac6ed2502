"""What a message is for: a ticket, a session, a call for help, an open form, an offer, or a question; in that order.

The buttons and commands of `routes.py` need no such thought; free words do.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.access import Role
from bot.endpoint import Handler
from bot.handlers import (
    achievements,
    answers,
    attendance,
    figure_sources,
    figures,
    handover,
    media,
    offers,
    publications,
    releases,
    reviews,
    session_book,
    session_changes,
    session_media,
    sessions,
    start,
    tickets,
)
from bot.replies import SILENCE, Reply, card
from bot.session_flow import FORM as SESSION
from bot.short_forms import ENTRIES, SHORT, is_over
from bot.turn import Turn
from bot.words.attendance import DOOR_LINK
from bot.words.sharing import TOPIC_LINK


async def started(turn: Turn) -> Reply:
    """/start: an introduction, an invitation, or what a shared link leads to."""
    payload = turn.incoming.arguments
    if payload.startswith(TOPIC_LINK):
        return await answers.show_linked(turn, payload.removeprefix(TOPIC_LINK))
    if payload.startswith(DOOR_LINK):
        return await attendance.arrive(turn, payload.removeprefix(DOOR_LINK))
    return await (answers.emergency(turn) if payload == "darurat" else start.start(turn))


async def text(turn: Turn) -> Reply:
    """Free text: an answer to a ticket's message, a call for help, the open form, then a question."""
    if (reply := await _answer_to_ours(turn)) is not None:
        return reply
    form = FORMS.get(turn.draft.form) if turn.draft is not None else None
    if turn.draft is None or form is None:
        return await asked(turn)
    has_ended = turn.draft.form == tickets.FORM and not await tickets.is_waited_for(turn)
    if turn.role < form.role or is_over(turn, turn.draft) or has_ended:  # it must not stand in the way
        await turn.unit.drafts.discard(turn.person.telegram_id)
        return await asked(turn)
    hotlines = await answers.danger(turn) if form.hears_danger(turn) else None
    if hotlines is not None and not sessions.takes_a_story(turn):
        return hotlines
    if turn.incoming.is_edit and turn.draft.form not in SHORT:
        return card(turn.say("session.edit_unread"))
    reply = await form.typed(turn)
    return _with(hotlines, reply)


def _with(hotlines: Reply | None, reply: Reply) -> Reply:
    return reply if hotlines is None else Reply((*reply.cards, *hotlines.cards))


async def _answer_to_ours(turn: Turn) -> Reply | None:
    """What goes on with a ticket, or corrects or adds to a session, whatever form is open; None for anything else."""
    if (ticket := await tickets.quoted_ticket(turn)) is not None:
        return await tickets.replied(turn, ticket)
    if turn.role < Role.FACILITATOR:
        return None
    reply = await session_media.add_file(turn) if turn.incoming.file is not None else None
    if reply is None:
        reply = await (session_changes.edited(turn) if turn.incoming.is_edit else session_changes.replied(turn))
    return None if reply is None else _with(await answers.danger(turn) if _is_certain(turn) else None, reply)


async def session_command(turn: Turn) -> Reply:
    """/sesi, or the message that began with it, changed afterwards."""
    if turn.incoming.is_edit and (reply := await session_changes.edited(turn)) is not None:
        return reply
    return await sessions.begin(turn)


async def attached(turn: Turn) -> Reply:
    """A picture, a document or a place: part of a session where one is open or answered, else what it is."""
    if turn.incoming.is_edit:  # a place that moves with a telephone comes again and again
        return SILENCE
    kept = await session_media.add_file(turn) or await session_media.locate(turn)
    return kept or await media.not_text(turn)


async def asked(turn: Turn) -> Reply:
    """A question, or a facilitator's report; an offer that is passed on is checked, a typed one may be."""
    is_offer = turn.library.offers.is_offer(turn.incoming.text)
    if not is_offer and "?" not in turn.incoming.text and (report := await session_changes.reported(turn)) is not None:
        return _with(await answers.danger(turn), report)
    await attendance.count_question(turn)
    if turn.incoming.is_forwarded and is_offer:
        return await answers.danger(turn) or await offers.check(turn)
    reply = await answers.ask(turn)
    return offers.with_check(turn, reply) if is_offer else reply


async def capaian(turn: Turn) -> Reply:
    """/capaian and words: all indicators of a period, one of them opened, or why it changed."""
    query = achievements.read(turn)
    if isinstance(query, Reply):
        return query
    if query.since is not None:
        return await figure_sources.explain(turn, query, query.since)
    return await achievements.show_query(turn, query)


def heard(handler: Handler) -> Handler:
    """The handler of a command behind which a call for help is heard, too: "/kontak tolong, saya dikurung"."""

    async def listening(turn: Turn) -> Reply:
        if turn.incoming.arguments and _is_certain(turn):
            return await answers.danger(turn) or await handler(turn)
        return await handler(turn)

    listening.__qualname__ = handler.__qualname__
    return listening


def _is_certain(turn: Turn) -> bool:
    """Danger in words that may be a village, numbers, or a note about the subject."""
    return turn.library.answering.alarm.is_certain(turn.incoming.text)


def _is_heard(turn: Turn) -> bool:
    return turn.library.answering.alarm.find(turn.incoming.text) is not None


def _is_passed_on(_: Turn) -> bool:
    """What goes to the officers needs no card that says to call them."""
    return False


@dataclass(frozen=True)
class Form:
    """What answers an open form, the least role that may have it open, and how danger is heard in it."""

    role: Role
    typed: Handler
    hears_danger: Callable[[Turn], bool]


async def command_with_question(turn: Turn) -> Reply:
    """/tanya: a question in a group, where the bot hears nothing but its commands, mentions and replies to it."""
    if not turn.incoming.arguments:
        return card(turn.say("answer.smalltalk"))
    return await answers.ask(replace(turn, incoming=replace(turn.incoming, text=turn.incoming.arguments)))


async def text_in_group(turn: Turn) -> Reply:
    """In a group only when addressed: by name, or by answering the bot. Who answers a ticket's card answers it."""
    if (ticket := await tickets.quoted_ticket(turn)) is not None:
        return await tickets.replied(turn, ticket)
    mention = f"@{turn.house.bot_username}"
    spoken_to = turn.incoming.quoted is not None and turn.incoming.quoted.is_ours
    if mention.casefold() not in turn.incoming.text.casefold() and not spoken_to:
        return SILENCE
    bare = " ".join(word for word in turn.incoming.text.split() if word.casefold() != mention.casefold())
    return await answers.ask(replace(turn, incoming=replace(turn.incoming, text=bare)))


FORMS = {
    SESSION: Form(Role.FACILITATOR, sessions.typed, _is_certain),
    session_book.FORM: Form(Role.FACILITATOR, session_book.reason_typed, _is_certain),
    **{form: Form(Role.STAFF, figures.typed, _is_certain) for form in ENTRIES},
    publications.FORM: Form(Role.STAFF, publications.reason_typed, _is_certain),
    releases.FORM: Form(Role.STAFF, releases.text_typed, _is_passed_on),
    reviews.FORM: Form(Role.STAFF, reviews.note_typed, _is_certain),
    tickets.FORM: Form(Role.PUBLIC, tickets.typed, _is_passed_on),
    handover.FORM: Form(Role.PUBLIC, handover.typed, _is_heard),
    offers.FORM: Form(Role.PUBLIC, offers.typed, _is_heard),
}
