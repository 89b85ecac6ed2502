"""Telegram's update -> what a handler may know of it."""

from telegram import CallbackQuery, Message, Update, User

from bot.turn import Incoming, IncomingFile, Quoted

_ATTACHMENTS = (
    "photo",
    "voice",
    "audio",
    "video",
    "video_note",
    "document",
    "sticker",
    "location",
    "contact",
    "animation",
    "poll",
    "dice",
)


def read_incoming(update: Update) -> Incoming:
    """Total: every update has an `Incoming`, those nobody waits for an empty one."""
    if (query := update.callback_query) is not None:
        return _pressed(update.update_id, query)
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        chat, user = update.effective_chat, update.effective_user
        return Incoming(update.update_id, chat.id if chat else 0, user.id if user else 0, "")
    return _written(update.update_id, message, message.from_user, is_edit=update.edited_message is not None)


def _pressed(update_id: int, query: CallbackQuery) -> Incoming:
    chat = query.message.chat if query.message else None
    return Incoming(
        update_id,
        chat.id if chat else query.from_user.id,
        query.from_user.id,
        clean(query.from_user.full_name),
        is_private=chat is None or chat.type == chat.PRIVATE,
        pressed=clean(query.data or ""),
        press_id=query.id,
        message_id=query.message.message_id if query.message else None,
        quoted=_quoted(query.message) if isinstance(query.message, Message) else None,
    )


def _written(update_id: int, message: Message, user: User, *, is_edit: bool) -> Incoming:
    text = clean(message.text or message.caption or "")
    command, *rest = text.split(maxsplit=1) or [""]
    return Incoming(
        update_id,
        message.chat_id,
        user.id,
        clean(user.full_name),
        is_private=message.chat.type == message.chat.PRIVATE,
        text=text,
        arguments=rest[0].strip() if rest and command.startswith("/") else "",
        attachment=next((name for name in _ATTACHMENTS if getattr(message, name)), None),
        is_edit=is_edit,
        sent_at=message.date,  # an edited "kemarin" is still the day before it was written
        message_id=message.message_id,
        quoted=_quoted(message),
        is_forwarded=message.forward_origin is not None,
        file=_file(message),
        album=message.media_group_id,
        location=(message.location.latitude, message.location.longitude) if message.location else None,
    )


def _file(message: Message) -> IncomingFile | None:
    """The picture in its largest size, or the document."""
    if message.photo:
        largest = message.photo[-1]
        return IncomingFile("photo", largest.file_id, largest.file_unique_id)
    document = message.document
    return IncomingFile("document", document.file_id, document.file_unique_id) if document else None


def _quoted(message: Message) -> Quoted | None:
    original = message.reply_to_message
    if original is None:
        return None
    author = original.from_user
    is_ours = author is not None and author.id == message.get_bot().id
    return Quoted(clean(original.text or original.caption or ""), is_ours, original.message_id)


def clean(text: str) -> str:
    """Text that every database and Telegram can hold: no NUL, no half of a character pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
