"""New messages of the bot: text, places, and messages passed on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator import keyboards
from bot.simulator.entities import outgoing_caption, outgoing_text
from bot.simulator.errors import bad_request
from bot.simulator.fields import LINK_PREVIEW, REPLY_PARAMETERS

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.errors import Json
    from bot.simulator.params import Params
    from bot.simulator.world import World

MEDIA = ("photo", "document", "voice", "sticker", "location", "contact", "video", "audio")
ABOUT = ("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler")


def deliver(world: World, params: Params, content: Json) -> Json:
    """Put one message of the bot into its chat, with all that goes around the content."""
    chat = world.reach(params["chat_id"])
    markup = keyboards.checked(params.get("reply_markup"), strict=world.strict)
    around = _around(world, chat, params)
    world.limits.charge(chat.id, is_private=chat.is_private)
    if markup is None:
        return world.post(chat, world.bot, around | content)
    if "inline_keyboard" in markup:
        return world.post(chat, world.bot, around | content | {"reply_markup": markup})
    message = world.post(chat, world.bot, around | content)
    world.show_keyboard(chat, None if "remove_keyboard" in markup else markup)
    return message


def send_message(world: World, params: Params) -> Json:
    """Text, formatted or plain."""
    text, entities = outgoing_text(params, strict=world.strict)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = checked_preview(preview, strict=world.strict)
    return deliver(world, params, content)


def send_location(world: World, params: Params) -> Json:
    """A point on the map."""
    latitude, longitude = params["latitude"], params["longitude"]
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong parameter latitude or longitude specified")
    return deliver(world, params, {"location": {"latitude": latitude, "longitude": longitude}})


def forward_message(world: World, params: Params) -> Json:
    """A message as it is, naming its author; buttons stay behind."""
    source, original = _source(world, params, "forward")
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    content = {"forward_origin": original.get("forward_origin", origin)} | _body(original)
    del source
    return deliver(world, params, content)


def copy_message(world: World, params: Params) -> Json:
    """The content alone, with its own caption and buttons if given."""
    _, original = _source(world, params, "copy")
    content = _body(original)
    if "caption" in params and "text" not in content:
        caption, entities = outgoing_caption(params, strict=world.strict)
        content |= {"caption": caption, "caption_entities": entities}
    return {"message_id": deliver(world, params, content)["message_id"]}


def checked_preview(preview: Any, *, strict: bool) -> Json:
    """Link preview options as Telegram takes them."""
    if not isinstance(preview, dict):
        raise bad_request("object expected as link preview options")
    unknown = preview.keys() - LINK_PREVIEW
    if strict and unknown:
        raise bad_request(f'unknown field "{min(unknown)}" in link_preview_options (Telegram would ignore it)')
    for name, value in preview.items():
        if name != "url" and not isinstance(value, bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    return preview


def _source(world: World, params: Params, act: str) -> tuple[Chat, Json]:
    chat = world.find(params["from_chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request(f"message to {act} not found")
    if message.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if act == 'copy' else 'forwarded'}")
    return chat, message


def _body(message: Json) -> Json:
    kept = ("text", "entities", "link_preview_options", *MEDIA, *ABOUT)
    return {name: message[name] for name in kept if name in message}


def _around(world: World, chat: Chat, params: Params) -> Json:
    around: Json = {}
    if params.get("business_connection_id"):
        raise bad_request("business connection not found")
    if params.get("message_thread_id"):
        raise bad_request("message thread not found")
    if params.get("protect_content"):
        around["has_protected_content"] = True
    if effect := params.get("message_effect_id"):
        around["effect_id"] = effect
    if reply := params.get("reply_parameters"):
        around |= _reply(chat, reply, strict=world.strict)
    return around


def _reply(chat: Chat, reply: Any, *, strict: bool) -> Json:
    if not isinstance(reply, dict) or "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    unknown = reply.keys() - REPLY_PARAMETERS
    if strict and unknown:
        raise bad_request(f'unknown field "{min(unknown)}" in reply_parameters (Telegram would ignore it)')
    original = chat.find(reply["message_id"])
    if original is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": quoted(original)}


def quoted(message: Json) -> Json:
    """A message as it appears inside its answer: one level deep."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


METHODS = MappingProxyType(
    {
        "sendMessage": send_message,
        "sendLocation": send_location,
        "forwardMessage": forward_message,
        "copyMessage": copy_message,
    }
)
