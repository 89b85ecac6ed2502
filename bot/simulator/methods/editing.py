"""Changing and taking back what was sent, and answering pressed buttons."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.simulator import keyboards
from bot.simulator.entities import outgoing_caption, outgoing_text
from bot.simulator.errors import bad_request
from bot.simulator.methods.media import item_content
from bot.simulator.methods.sending import checked_preview

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.errors import Json
    from bot.simulator.params import Params
    from bot.simulator.world import World

DELETABLE_FOR = 48 * 3600
ANSWERABLE_FOR = 15 * 60
ANSWER_LIMIT = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
SAID = ("text", "entities", "link_preview_options")
CAPTIONED = ("caption", "caption_entities", "show_caption_above_media")
SHOWN = (*CAPTIONED, "photo", "document", "has_media_spoiler")


def edit_text(world: World, params: Params) -> Json:
    """New text; without `reply_markup` the buttons go too."""
    text, entities = outgoing_text(params, strict=world.strict)
    chat, message = _own(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = checked_preview(preview, strict=world.strict)
    return _edit(world, chat, message, params, SAID, content)


def edit_caption(world: World, params: Params) -> Json:
    """New caption, or none."""
    caption, entities = outgoing_caption(params, strict=world.strict)
    chat, message = _own(world, params)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    content: Json = {"caption": caption} if caption else {}
    if entities:
        content["caption_entities"] = entities
    return _edit(world, chat, message, params, CAPTIONED, content)


def edit_media(world: World, params: Params) -> Json:
    """Another photo or document in place of the one shown."""
    chat, message = _own(world, params)
    content = item_content(world, params["media"], params.uploads)
    if "text" in message:
        message = {name: value for name, value in message.items() if name not in SAID}
    return _edit(world, chat, message, params, SHOWN, content)


def edit_reply_markup(world: World, params: Params) -> Json:
    """Other buttons, or none."""
    chat, message = _own(world, params)
    return _edit(world, chat, message, params, (), {})


def delete_message(world: World, params: Params) -> bool:
    """Gone for everyone; in a private chat the person's messages too, within two days."""
    chat = world.find(params["chat_id"])
    _delete(world, chat, params["message_id"])
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Several at once; those not found are skipped."""
    chat = world.find(params["chat_id"])
    for message_id in params["message_ids"]:
        if chat.find(message_id):
            _delete(world, chat, message_id)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the spinner on a button, with a toast or an alert if there is text."""
    query = world.queries.get(params["callback_query_id"])
    if query is None or world.clock() - query.at > ANSWERABLE_FOR:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.get("text") or "") > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if (url := params.get("url")) and f"t.me/{world.bot['username']}" not in url:
        raise bad_request("URL_INVALID")
    query.answer = {name: value for name, value in params.items() if name != "callback_query_id"}
    where = {"chat_id": query.chat_id, "message_id": query.message_id, "data": query.data}
    world.events.tell("answered", account_id=query.account_id, **where, answer=query.answer)
    return True


def _own(world: World, params: Params) -> tuple[Chat, Json]:
    if params.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = world.reach(params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(world: World, chat: Chat, message: Json, params: Params, replaced: tuple[str, ...], content: Json) -> Json:
    markup = keyboards.checked(params.get("reply_markup"), strict=world.strict, inline_only=True)
    edited = {
        name: value for name, value in message.items() if name not in {*replaced, "reply_markup", "edit_date"}
    } | content
    if markup:
        edited["reply_markup"] = markup
    if edited == {name: value for name, value in message.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    world.limits.charge(chat.id, is_private=chat.is_private)
    return world.replace(chat, edited | {"edit_date": world.now()})


def _delete(world: World, chat: Chat, message_id: int) -> None:
    message = chat.find(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    is_own = message["from"]["id"] == world.bot["id"]
    if world.clock() - message["date"] > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    if not is_own and not chat.is_private and world.bot["id"] not in chat.admins:
        raise bad_request("message can't be deleted")
    world.remove(chat, message_id)


METHODS = MappingProxyType(
    {
        "editMessageText": edit_text,
        "editMessageCaption": edit_caption,
        "editMessageMedia": edit_media,
        "editMessageReplyMarkup": edit_reply_markup,
        "deleteMessage": delete_message,
        "deleteMessages": delete_messages,
        "answerCallbackQuery": answer_callback_query,
    }
)
