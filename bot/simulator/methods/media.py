"""Messages with files: photos, documents, voice, stickers, albums."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.entities import outgoing_caption
from bot.simulator.errors import bad_request
from bot.simulator.fields import ALBUM_ITEM
from bot.simulator.files import image_size
from bot.simulator.methods.sending import deliver
from bot.simulator.params import Params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator.errors import Json
    from bot.simulator.files import StoredFile, Upload
    from bot.simulator.world import World

SIDES = (90, 320, 800, 1280)
ALBUM_LIMIT = 10
MIXABLE = frozenset({"photo", "video", "live_photo"})


def photo_content(stored: StoredFile) -> Json:
    """A photo in the sizes Telegram makes of it, largest last."""
    width, height = image_size(stored.data)
    longest = max(width, height)
    sides = [side for side in SIDES if side < longest] + [min(longest, SIDES[-1])]
    return {
        "photo": [
            stored.reference() | {"width": max(1, width * side // longest), "height": max(1, height * side // longest)}
            for side in sorted(set(sides))
        ]
    }


def document_content(stored: StoredFile) -> Json:
    """A file with its name and type."""
    return {"document": stored.reference() | {"file_name": stored.name, "mime_type": stored.mime}}


def voice_content(stored: StoredFile, duration: int = 1) -> Json:
    """A voice note."""
    return {"voice": stored.reference() | {"duration": duration, "mime_type": stored.mime}}


def sticker_content(stored: StoredFile, emoji: str | None = None) -> Json:
    """A sticker, as large as stickers are."""
    sticker = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
    return {"sticker": stored.reference() | sticker | ({"emoji": emoji} if emoji else {})}


def send_photo(world: World, params: Params) -> Json:
    """A picture with a caption."""
    return _send(world, params, _media(world, "photo", params["photo"], params.uploads), params)


def send_document(world: World, params: Params) -> Json:
    """A file with a caption."""
    return _send(world, params, _media(world, "document", params["document"], params.uploads), params)


def send_voice(world: World, params: Params) -> Json:
    """A voice note with a caption."""
    stored = world.files.resolve(params["voice"], "voice", params.uploads)
    return _send(world, params, voice_content(stored, params.get("duration", 1)), params)


def send_sticker(world: World, params: Params) -> Json:
    """A sticker."""
    stored = world.files.resolve(params["sticker"], "stickers", params.uploads)
    return deliver(world, params, sticker_content(stored, params.get("emoji")))


def send_media_group(world: World, params: Params) -> list[Json]:
    """An album: up to ten, photos together, documents together; all or nothing."""
    items = params["media"]
    if not isinstance(items, list) or not items:
        raise bad_request("there are no messages to send")
    if len(items) > ALBUM_LIMIT:
        raise bad_request("too many messages to send as an album")
    world.reach(params["chat_id"])
    contents = [item_content(world, item, params.uploads) for item in items]
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and not kinds <= MIXABLE:
        raise bad_request(f"{min(kinds - MIXABLE)} can't be mixed with other media types")
    if len(contents) > 1:
        group = {"media_group_id": str(10**16 + next(world.album_numbers))}
        contents = [group | content for content in contents]
    return [deliver(world, params, content) for content in contents]


def item_content(world: World, item: Any, uploads: Mapping[str, Upload]) -> Json:
    """The content of one InputMedia."""
    if not isinstance(item, dict) or item.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: Unsupported type specified")
    unknown = item.keys() - ALBUM_ITEM
    if world.strict and unknown:
        raise bad_request(f'unknown field "{min(unknown)}" in InputMedia (Telegram would ignore it)')
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    params = Params(item)
    return _captioned(world, _media(world, item["type"], item["media"], uploads), params)


def _send(world: World, params: Params, content: Json, about: Params) -> Json:
    return deliver(world, params, _captioned(world, content, about))


def _media(world: World, kind: str, value: Any, uploads: Mapping[str, Upload]) -> Json:
    if kind == "photo":
        return photo_content(world.files.resolve(value, "photos", uploads))
    return document_content(world.files.resolve(value, "documents", uploads))


def _captioned(world: World, content: Json, params: Params) -> Json:
    caption, entities = outgoing_caption(params, strict=world.strict)
    if caption:
        content["caption"] = caption
    if entities:
        content["caption_entities"] = entities
    if params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


METHODS = MappingProxyType(
    {
        "sendPhoto": send_photo,
        "sendDocument": send_document,
        "sendVoice": send_voice,
        "sendSticker": send_sticker,
        "sendMediaGroup": send_media_group,
    }
)
