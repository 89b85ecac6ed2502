"""The one ordered table: which update goes to which handler. The first that matches gets it."""

from dataclasses import replace
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
from bot.sharing import TOPIC_LINK
from bot.turn import Turn


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
    if turn.draft is None or turn.draft.form not in FORMS:
        return await asked(turn)
    role, form = FORMS[turn.draft.form]
    if turn.role < role:  # the role is gone; what it left open must not stand in the way
        await turn.unit.drafts.discard(turn.person.telegram_id)
        return await asked(turn)
    if turn.incoming.is_edit and turn.draft.form not in CORRECTABLE:
        return card(turn.say("session.edit_unread"))
    is_danger = turn.draft.form != tickets.FORM and turn.library.answering.alarm.is_certain(turn.incoming.text)
    hotlines = await answers.danger(turn) if is_danger else None
    if hotlines is not None and not sessions.takes_a_story(turn):
        return hotlines
    reply = await form(turn)
    return reply if hotlines is None else Reply((*reply.cards, *hotlines.cards))


async def asked(turn: Turn) -> Reply:
    """A question; an offer that is passed on is checked, one that is typed is answered and may be checked."""
    if not turn.library.offers.is_offer(turn.incoming.text):
        return await answers.ask(turn)
    if turn.incoming.is_forwarded:
        return await answers.danger(turn) or await offers.check(turn)
    return offers.with_check(turn, await answers.ask(turn))


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
    "alert": handover.offer_alert,
    "alert_yes": handover.send_alert,
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

# What answers an open form, and the least role that may have it open.
FORMS: dict[str, tuple[Role, Handler]] = {
    sessions.FORM: (Role.FACILITATOR, sessions.typed),
    sessions.REASON_FORM: (Role.FACILITATOR, sessions.reason_typed),
    tickets.FORM: (Role.PUBLIC, tickets.typed),
    handover.FORM: (Role.PUBLIC, handover.typed),
    offers.FORM: (Role.PUBLIC, offers.typed),
}
CORRECTABLE = frozenset({handover.FORM, offers.FORM})  # an edited message is as good an answer as a new one
IN_GROUPS = frozenset({"darurat", "kontak", "tanya", "meja"})  # everything else stays between two


def handlers(endpoint: Endpoint) -> list[BaseHandler[Any, Any, Any]]:
    """The table as python-telegram-bot reads it: the first handler that matches settles the update."""
    private = filters.ChatType.PRIVATE  # where an edited message is asked anew
    called = filters.ChatType.GROUPS & ~filters.UpdateType.EDITED_MESSAGE
    return [
        *(
            CommandHandler(names, endpoint(handler), filters=private | called if IN_GROUPS & {*names} else private)
            for names, handler in COMMANDS.items()
        ),
        *(CallbackQueryHandler(endpoint(handler), pattern=rf"^{name}(:|$)") for name, handler in BUTTONS.items()),
        CallbackQueryHandler(endpoint(start.unknown_button)),
        MessageHandler(filters.COMMAND & private, endpoint(start.unknown_command)),
        MessageHandler(filters.TEXT & private, endpoint(text)),
        MessageHandler(filters.CAPTION & private, endpoint(text)),
        MessageHandler(filters.TEXT & called, endpoint(text_in_group)),
        MessageHandler(~filters.StatusUpdate.ALL & private, endpoint(media.not_text)),
        TypeHandler(Update, endpoint(start.ignore)),
    ]
