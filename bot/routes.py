"""The one ordered table: which update goes to which handler. The first that matches gets it."""

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
from bot.handlers import achievements, answers, privacy, sessions, staff, start
from bot.replies import Reply, card
from bot.turn import Turn

COMMANDS: dict[tuple[str, ...], Handler] = {
    ("start",): start.start,
    ("menu",): start.menu,
    ("bantuan", "help"): start.show_help,
    ("darurat",): answers.emergency,
    ("kontak",): answers.contacts,
    ("bahasa",): start.language,
    ("privasi",): privacy.privacy,
    ("hapus_data",): privacy.ask_to_forget,
    ("batal",): start.cancel,
    ("sesi",): sessions.begin,
    ("sesi_saya",): sessions.mine,
    ("capaian",): achievements.capaian,
    ("undang",): staff.invite,
}

BUTTONS: dict[str, Handler] = {
    "menu": start.menu,
    "group": answers.show_group,
    "topic": answers.show_topic,
    "more": answers.show_more,
    "none": answers.none_of_these,
    "emergency": answers.emergency,
    "contacts": answers.contacts,
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

FORMS: dict[str, Handler] = {sessions.FORM: sessions.typed, sessions.REASON_FORM: sessions.reason_typed}
IN_GROUPS = frozenset({"darurat", "kontak"})  # everything else stays between two


async def text(turn: Turn) -> Reply:
    """Free text: a call for help before anything else, then the open form, then a question."""
    if turn.draft is None or turn.draft.form not in FORMS:
        return await answers.ask(turn)
    if turn.role < Role.FACILITATOR:  # the role is gone; what it left open must not stand in the way
        await turn.unit.drafts.discard(turn.person.telegram_id)
        return await answers.ask(turn)
    if turn.incoming.is_edit:
        return card(turn.say("session.edit_unread"))
    hotlines = answers.danger(turn)
    if hotlines is not None and not sessions.takes_a_story(turn):
        return hotlines
    reply = await FORMS[turn.draft.form](turn)
    return reply if hotlines is None else Reply((*reply.cards, *hotlines.cards))


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
        MessageHandler(~filters.StatusUpdate.ALL & private, endpoint(answers.not_text)),
        TypeHandler(Update, endpoint(start.ignore)),
    ]
