"""Telegram's HTML into text and entities, refusing what Telegram refuses and in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from bot.simulator.errors import ApiError, Json

ENTITY_OF_TAG = MappingProxyType(
    {
        "b": "bold",
        "strong": "bold",
        "i": "italic",
        "em": "italic",
        "u": "underline",
        "ins": "underline",
        "s": "strikethrough",
        "strike": "strikethrough",
        "del": "strikethrough",
        "tg-spoiler": "spoiler",
        "span": "spoiler",
        "code": "code",
        "pre": "pre",
        "a": "text_link",
        "blockquote": "blockquote",
    }
)
KNOWN_REFERENCES = frozenset({"lt", "gt", "amp", "quot"})

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>b|strong|i|em|u|ins|s|strike|del|code|pre|tg-spoiler|blockquote)>"  # the usual ones
    r"|<|&(?P<reference>#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]*);",
    re.IGNORECASE,
)
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]*)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.\-]+(?=[\s>])))?""", re.ASCII)
_END_TAG = re.compile(r"</([^\s>]*)\s*>")


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: an emoji is two."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str | None
    start: int


class _Parser:
    def __init__(self, source: str, *, strict: bool) -> None:
        self.source = source
        self.strict = strict
        self.parts: list[str] = []
        self.length = 0
        self.entities: list[Json] = []
        self.open: list[_Open] = []

    def parse(self) -> tuple[str, list[Json]]:
        at = 0
        while match := _TOKEN.search(self.source, at):
            begin = match.start()
            self._append(self.source[at:begin])
            if match["reference"]:
                self._append(self._reference(match))
                at = match.end()
            elif match["end"] or self.source.startswith("</", begin):
                at = self._end_tag(begin)
            elif match["tag"]:
                self.open.append(_Open(match["tag"].lower(), None, self.length))
                at = match.end()
            else:
                at = self._start_tag(begin)
        self._append(self.source[at:])
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.parts), self.entities

    def _append(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += utf16_length(text)

    def _reference(self, match: re.Match[str]) -> str:
        """The character meant; Telegram shows an unknown name as typed, strictly it is a forgotten escape."""
        name = match["reference"]
        if name[0] == "#" or name in KNOWN_REFERENCES:
            return unescape(match.group())
        if self.strict:
            raise _unparsable(f'Unsupported entity "{match.group()}" at byte offset {self._byte(match.start())}')
        return match.group()

    def _start_tag(self, begin: int) -> int:
        name = _TAG_NAME.match(self.source, begin + 1)
        assert name is not None
        tag, at = name.group().lower(), name.end()
        if at == len(self.source):
            raise _unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in ENTITY_OF_TAG:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes, at = self._attributes(tag, begin, at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, _argument(tag, attributes), self.length))
        return at

    def _attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            match = _ATTRIBUTE.match(self.source, at)
            assert match is not None
            at = match.end()
            if at == len(self.source):
                raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            if not match.group(1):
                if self.source[at] == ">":
                    return found, at + 1
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            found[match.group(1).lower()] = unescape((match.group(2) or "").strip("\"'"))

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._byte(begin)}")
        match = _END_TAG.match(self.source, begin)
        if match is None:
            raise _unparsable(f"Unclosed end tag at byte offset {self._byte(begin)}")
        found, expected = match.group(1).lower(), self.open[-1].tag
        if found not in {"", expected}:
            raise _unparsable(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{expected}>", found "</{found}>"'
            )
        self._close(self.open.pop())
        return match.end()

    def _close(self, opened: _Open) -> None:
        length = self.length - opened.start
        if not length:
            return
        entity: Json = {"type": ENTITY_OF_TAG[opened.tag], "offset": opened.start, "length": length}
        if opened.tag == "a":
            url = opened.argument or "".join(self.parts).encode("utf-16-le")[opened.start * 2 :].decode("utf-16-le")
            if "." not in url and "://" not in url and not url.startswith("tg:"):
                return  # Telegram drops a link that leads nowhere, silently
            entity["url"] = url if ":" in url.split("/", 1)[0] else f"http://{url}"
        elif opened.tag == "blockquote" and opened.argument is not None:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self._wraps_code(entity):
            entity["language"] = self.entities.pop()["language"]
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _wraps_code(self, pre: Json) -> bool:
        inner = self.entities[-1] if self.entities else {}
        same_range = (inner.get("offset"), inner.get("length")) == (pre["offset"], pre["length"])
        return same_range and inner.get("type") == "code" and "language" in inner

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())


def _argument(tag: str, attributes: dict[str, str]) -> str | None:
    if tag == "a":
        return attributes.get("href")
    if tag == "blockquote":
        return attributes.get("expandable")
    if tag == "code" and attributes.get("class", "").startswith("language-"):
        return attributes["class"].removeprefix("language-")
    return None


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str, *, strict: bool) -> tuple[str, list[Json]]:
    """Plain text and its entities, offsets in UTF-16 units."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source, strict=strict).parse()
