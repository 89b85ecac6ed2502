"""The fields of each method we answer, trimmed from the machine-readable Bot API 10.1.

A line is `name:kind`, `!` marking what must be given. Kinds: i integer, s string, b boolean, f number,
c chat id or @username, j JSON value, F file (upload, attach://, or file_id).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method."""

    kind: str
    required: bool


_TO = "chat_id:c! business_connection_id:s message_thread_id:i direct_messages_topic_id:i "
_HOW = (
    "disable_notification:b protect_content:b allow_paid_broadcast:b message_effect_id:s "
    "suggested_post_parameters:j reply_parameters:j reply_markup:j "
)
_SEND = _TO + _HOW
_CAPTION = "caption:s parse_mode:s caption_entities:j "
_EDIT = "business_connection_id:s chat_id:c message_id:i inline_message_id:s reply_markup:j "
_ALBUM = _SEND.replace("reply_markup:j ", "").replace("suggested_post_parameters:j ", "")
_RESENT = "chat_id:c! message_thread_id:i direct_messages_topic_id:i from_chat_id:c! message_id:i! "

_METHODS = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:i limit:i timeout:i allowed_updates:j",
    "setWebhook": "url:s certificate:F ip_address:s max_connections:i allowed_updates:j "
    "drop_pending_updates:b secret_token:s",
    "deleteWebhook": "drop_pending_updates:b",
    "getWebhookInfo": "",
    "setMyCommands": "commands:j! scope:j language_code:s",
    "getMyCommands": "scope:j language_code:s",
    "deleteMyCommands": "scope:j language_code:s",
    "setMyName": "name:s language_code:s",
    "getMyName": "language_code:s",
    "setMyDescription": "description:s language_code:s",
    "getMyDescription": "language_code:s",
    "setMyShortDescription": "short_description:s language_code:s",
    "getMyShortDescription": "language_code:s",
    "setChatMenuButton": "chat_id:i menu_button:j",
    "getChatMenuButton": "chat_id:i",
    "sendMessage": _SEND + "text:s! parse_mode:s entities:j link_preview_options:j",
    "sendPhoto": _SEND + _CAPTION + "photo:F! show_caption_above_media:b has_spoiler:b",
    "sendDocument": _SEND + _CAPTION + "document:F! thumbnail:F disable_content_type_detection:b",
    "sendVoice": _SEND + _CAPTION + "voice:F! duration:i",
    "sendSticker": _SEND + "sticker:F! emoji:s",
    "sendLocation": _SEND
    + "latitude:f! longitude:f! horizontal_accuracy:f live_period:i heading:i proximity_alert_radius:i",
    "sendMediaGroup": _ALBUM + "media:j!",
    "sendChatAction": "business_connection_id:s chat_id:c! message_thread_id:i action:s!",
    "editMessageText": _EDIT + "text:s parse_mode:s entities:j link_preview_options:j rich_message:j",
    "editMessageCaption": _EDIT + _CAPTION + "show_caption_above_media:b",
    "editMessageMedia": _EDIT + "media:j!",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id:c! message_id:i!",
    "deleteMessages": "chat_id:c! message_ids:j!",
    "answerCallbackQuery": "callback_query_id:s! text:s show_alert:b url:s cache_time:i",
    "copyMessage": _RESENT + _HOW + _CAPTION + "show_caption_above_media:b video_start_timestamp:i",
    "forwardMessage": _RESENT
    + "disable_notification:b protect_content:b message_effect_id:s suggested_post_parameters:j "
    "video_start_timestamp:i",
    "getFile": "file_id:s!",
    "getChat": "chat_id:c!",
    "getChatMember": "chat_id:c! user_id:i!",
    "leaveChat": "chat_id:c!",
    "pinChatMessage": "business_connection_id:s chat_id:c! message_id:i! disable_notification:b",
    "unpinChatMessage": "business_connection_id:s chat_id:c! message_id:i",
    "unpinAllChatMessages": "chat_id:c!",
    "setMessageReaction": "chat_id:c! message_id:i! reaction:j is_big:b",
}


def names(line: str) -> frozenset[str]:
    """A set of names from one readable line."""
    return frozenset(line.split())


def _field(written: str) -> tuple[str, Field]:
    name, kind = written.split(":")
    return name, Field(kind[0], kind.endswith("!"))


FIELDS: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {method: MappingProxyType(dict(map(_field, line.split()))) for method, line in _METHODS.items()}
)
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {method: tuple(name for name, field in fields.items() if field.required) for method, fields in FIELDS.items()}
)
METHOD_NAMES: Mapping[str, str] = MappingProxyType({method.lower(): method for method in FIELDS})

ALBUM_ITEM = names(
    "type media thumbnail caption parse_mode caption_entities show_caption_above_media has_spoiler "
    "disable_content_type_detection"
)
REPLY_PARAMETERS = names(
    "message_id chat_id allow_sending_without_reply quote quote_parse_mode quote_entities quote_position "
    "checklist_task_id poll_option_id"
)
LINK_PREVIEW = names("is_disabled url prefer_small_media prefer_large_media show_above_text")
