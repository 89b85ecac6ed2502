"""The one ordered table: which update goes to which handler. The first that matches gets it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.access import Role
from bot.endpoint import Endpoint, Handler
from bot.handlers import (
    achievements,
    alerts,
    answers,
    board,
    guide,
    handover,
    media,
    offers,
    privacy,
    quality,
    ratings,
    sessions,
    staff,
    start,
    tickets,
)
from bot.replies import SILENCE, Reply, card
from bot.short_forms import SHORT, is_over
from bot.turn import Turn
from bot.words.sharing import TOPIC_LINK


async def started(turn: Turn) -> Reply:
    """/start: an introduction, an invitation, or what a shared link leads to."""
    payload = turn.incoming.arguments
    if payload.startswith(TOPIC_LINK):
        return await answers.show_linked(turn, payload.removeprefix(TOPIC_LINK))
    return await (answers.emergency(turn) if payload == "darurat" else start.start(turn))


async def text(turn: Turn) -> Reply:
    """Free text: an answer to a ticket's message, a call for help, the open form, then a question."""
    if (ticket := await tickets.quoted_ticket(turn)) is not None:
        return await tickets.replied(turn, ticket)
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
    return reply if hotlines is None else Reply((*reply.cards, *hotlines.cards))


async def asked(turn: Turn) -> Reply:
    """A question; an offer that is passed on is checked, one that is typed is answered and may be checked."""
    if turn.incoming.is_forwarded and turn.library.offers.is_offer(turn.incoming.text):
        return await answers.danger(turn) or await offers.check(turn)
    reply = await answers.ask(turn)
    return offers.with_check(turn, reply) if turn.library.offers.is_offer(turn.incoming.text) else reply


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


COMMANDS: dict[tuple[str, ...], Handler] = {
    ("start",): started,
    ("tanya",): command_with_question,
    ("menu",): start.menu,
    ("bantuan", "help"): start.show_help,
    ("darurat",): answers.emergency,
    ("kontak",): answers.contacts,
    ("jalur",): guide.begin,
    ("tawaran",): offers.begin,
    ("bahasa",): start.language,
    ("privasi",): privacy.privacy,
    ("hapus_data",): privacy.ask_to_forget,
    ("batal",): start.cancel,
    ("sesi",): sessions.begin,
    ("sesi_saya",): sessions.mine,
    ("capaian",): achievements.capaian,
    ("undang",): staff.invite,
    ("pertanyaan",): board.board,
    ("piket",): board.duty,
    ("meja",): board.place_desk,
    ("jawaban",): quality.report,
}

BUTTONS: dict[str, Handler] = {
    "menu": start.menu,
    "group": answers.show_group,
    "topic": answers.show_topic,
    "more": answers.show_more,
    "copy": answers.copy,
    "none": answers.none_of_these,
    "rate": ratings.rate,
    "why": ratings.why,
    "emergency": answers.emergency,
    "alert": alerts.offer,
    "alert_yes": alerts.send,
    "contacts": answers.contacts,
    "pass_on": handover.offer,
    "pass_on_yes": handover.send,
    "pass_on_no": handover.keep_to_oneself,
    "regencies": handover.list_regencies,
    "regency": handover.name_regency,
    "withdraw": handover.withdraw,
    "ticket_take": tickets.take,
    "ticket_reply": tickets.begin_reply,
    "ticket_send": tickets.send_typed,
    "ticket_topic": tickets.send_topic,
    "ticket_close": tickets.close,
    "board": board.board,
    "waiting": board.open_group,
    "waiting_write": board.write,
    "duty": board.change_duty,
    "desk_remove": board.remove_desk,
    "offer": offers.begin,
    "offer_check": offers.check_quoted,
    "guide": guide.answer,
    "route": guide.show_list,
    "tick": guide.tick,
    "languages": start.language,
    "language": start.choose_language,
    "forget": privacy.ask_to_forget,
    "forget_yes": privacy.forget,
    "forget_no": privacy.keep,
    "discard": start.cancel,
    "session_new": sessions.begin,
    "session_mine": sessions.mine,
    "session": sessions.show,
    "session_cancel": sessions.ask_to_cancel,
    "session_keep": sessions.keep,
    "session_reason": sessions.cancel_for_reason,
    "form": sessions.tapped,
    "capaian": achievements.capaian,
    "capaian_open": achievements.open_indicator,
    "people": staff.people,
    "revoke": staff.ask_to_revoke,
    "revoke_yes": staff.revoke,
}

FORMS = {
    sessions.FORM: Form(Role.FACILITATOR, sessions.typed, _is_certain),
    sessions.REASON_FORM: Form(Role.FACILITATOR, sessions.reason_typed, _is_certain),
    tickets.FORM: Form(Role.PUBLIC, tickets.typed, _is_passed_on),
    handover.FORM: Form(Role.PUBLIC, handover.typed, _is_heard),
    offers.FORM: Form(Role.PUBLIC, offers.typed, _is_heard),
}
IN_GROUPS = frozenset({"darurat", "kontak", "tanya", "meja"})  # everything else stays between two


def handlers(endpoint: Endpoint) -> list[BaseHandler[Any, Any, Any]]:
    """The table as python-telegram-bot reads it: the first handler that matches settles the update."""
    private = filters.ChatType.PRIVATE  # where an edited message is asked anew
    called = filters.ChatType.GROUPS & ~filters.UpdateType.EDITED_MESSAGE
    anywhere = private | called
    return [
        *(
            CommandHandler(names, endpoint(heard(handler)), filters=anywhere if IN_GROUPS & {*names} else private)
            for names, handler in COMMANDS.items()
        ),
        *(CallbackQueryHandler(endpoint(handler), pattern=rf"^{name}(:|$)") for name, handler in BUTTONS.items()),
        CallbackQueryHandler(endpoint(start.unknown_button)),
        MessageHandler(filters.COMMAND & private, endpoint(heard(start.unknown_command))),
        MessageHandler(filters.TEXT & private, endpoint(text)),
        MessageHandler(filters.CAPTION & private, endpoint(text)),
        MessageHandler((filters.TEXT | filters.CAPTION) & called, endpoint(text_in_group)),
        MessageHandler(~filters.StatusUpdate.ALL & private, endpoint(media.not_text)),
        TypeHandler(Update, endpoint(start.ignore)),
    ]
