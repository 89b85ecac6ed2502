"""What a message says: its text, its formatting, and the commands and links found in it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request
from bot.simulator.fields import names
from bot.simulator.links import WrongLinkError, checked_link
from bot.simulator.markup import parse_html, utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.simulator.errors import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TYPES = names(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler "
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji"
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINK_END = r"[^\s<>\".,;:!?)\]']"
_DOMAIN_END = r"\.(?:com|org|net|int|info|id|me|gov|edu)\b"
_WORTH_LOOKING = re.compile(rf"[/@#]|{_DOMAIN_END}")
_PATTERNS = MappingProxyType(  # in order of precedence: what an earlier one takes, a later one leaves
    {
        "email": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w"),
        "url": re.compile(
            rf"https?://[^\s<>\"]*{_LINK_END}"
            rf"|(?<![\w@/.-])(?:[\w-]+\.)*[\w-]+{_DOMAIN_END}(?:/[^\s<>\"]*{_LINK_END})?"
        ),
        "bot_command": re.compile(r"(?<![\w/<])/\w{1,64}(?:@\w{3,32})?"),
        "mention": re.compile(r"(?<!\w)@[a-zA-Z]\w{3,31}"),
        "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
    }
)
_SIGNS = MappingProxyType(  # without one of these in the text its pattern cannot match
    {"email": ("@",), "url": ("://", "."), "bot_command": ("/",), "mention": ("@",), "hashtag": ("#",)}
)


def outgoing_text(params: Json, *, strict: bool) -> tuple[str, list[Json]]:
    """Text and entities of a bot's message, or Telegram's refusal of them."""
    source = params.get("text") or ""
    if not source:
        raise bad_request("message text is empty")
    text, entities = _formatted(source, params, "entities", strict=strict)
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) * 2 > TEXT_LIMIT and utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def outgoing_caption(params: Json, *, strict: bool) -> tuple[str, list[Json]]:
    """Caption and entities; no caption at all is fine."""
    text, entities = _formatted(params.get("caption") or "", params, "caption_entities", strict=strict)
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def found_in(text: str, formatting: Sequence[Json] = ()) -> list[Json]:
    """Commands, links, mentions, tags and addresses, where no other formatting forbids it."""
    if not _WORTH_LOOKING.search(text):
        return []
    taken = [_span(e) for e in formatting if e["type"] in {"code", "pre", "text_link", "text_mention"}]
    found = []
    for kind, pattern in _PATTERNS.items():
        if any(sign in text for sign in _SIGNS[kind]):
            for match in pattern.finditer(text):
                entity = _entity(kind, text, match)
                start, end = _span(entity)
                if all(end <= other or until <= start for other, until in taken):
                    taken.append((start, end))
                    found.append(entity)
    return sorted(found, key=lambda e: e["offset"])


def _entity(kind: str, text: str, match: re.Match[str]) -> Json:
    return {
        "type": kind,
        "offset": utf16_length(text[: match.start()]),
        "length": utf16_length(match.group()),
    }


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _formatted(source: str, params: Json, entities_field: str, *, strict: bool) -> tuple[str, list[Json]]:
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    mode = (params.get("parse_mode") or "").lower()
    if mode not in {"", "html"}:
        raise bad_request("unsupported parse_mode")
    if mode:
        text, entities = parse_html(source, strict=strict)
    else:
        text, entities = source, _checked(params.get(entities_field) or [], source)
    text, entities = _trimmed(_CONTROL.sub(" ", text), entities)
    found = found_in(text, entities)
    if found:
        entities = sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"]))
    return text, entities


def _checked(entities: list[Json], text: str) -> list[Json]:
    end = utf16_length(text)
    for entity in entities:
        offset, length = _number(entity, "offset"), _number(entity, "length")
        if entity.get("type") not in TYPES:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if entity["type"] == "text_link" and "url" not in entity:
            raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if length < 0:
            raise bad_request(f"receive an entity with incorrect length {length}")
        if offset > end:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > end:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} "
                f"ends after the end of the text at UTF-16 offset {offset + length}"
            )
    return sorted(map(_with_link_checked, entities), key=lambda e: (e["offset"], -e["length"]))


def _with_link_checked(entity: Json) -> Json:
    if entity["type"] != "text_link":
        return entity
    try:
        return entity | {"url": checked_link(str(entity["url"]))}
    except WrongLinkError as error:
        raise bad_request(f"entity URL '{entity['url']}' is invalid: {error}") from error


def _number(entity: Json, field: str) -> int:
    value: Any = entity.get(field)
    if not isinstance(value, int):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    return value


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts space around a message; formatting shrinks and moves with it."""
    kept = text.strip()
    if kept == text or not entities:
        return kept, entities
    cut, end = utf16_length(text[: len(text) - len(text.lstrip())]), utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        length = min(end, entity["offset"] + entity["length"] - cut) - start
        if length > 0:
            moved.append({**entity, "offset": start, "length": length})
    return kept, moved
