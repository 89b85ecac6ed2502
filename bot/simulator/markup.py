"""Telegram's HTML into text and entities, refusing what Telegram refuses and in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.links import WrongLinkError, checked_link

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
KNOWN_REFERENCES = MappingProxyType({"lt": "<", "gt": ">", "amp": "&", "quot": '"'})
LAST_CHARACTER = 0x10FFFF
UNMATCHED_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>b|strong|i|em|u|ins|s|strike|del|code|pre|tg-spoiler|blockquote)>"  # the usual ones
    r"|<|&(?P<reference>#x[0-9a-f]+|#\d+|[a-z]+);?",
    re.IGNORECASE,
)
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s*(?P<name>[^\s=>]*)\s*(?P<equals>=\s*)?")
_VALUE = re.compile(r"""(?P<quoted>"[^"]*"|'[^']*')|(?P<token>[a-z0-9.\-]*)""", re.IGNORECASE)
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_SURROGATE = re.compile("[\ud800-\udfff]")


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
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # a language counts only for code inside pre
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        text = "".join(self.parts)
        if _SURROGATE.search(text):
            raise _unparsable(UNMATCHED_SURROGATE)
        return text, self.entities

    def _append(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += utf16_length(text)

    def _reference(self, match: re.Match[str]) -> str:
        """The character meant; Telegram shows an unknown name as typed, strictly it is a forgotten escape."""
        name, written = match["reference"], match.group()
        if name[0] == "#":
            code = int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:])
            return chr(code) if 0 < code < LAST_CHARACTER else written
        if name in KNOWN_REFERENCES:
            return KNOWN_REFERENCES[name]
        if self.strict and written.endswith(";"):
            raise _unparsable(f'Unsupported entity "{written}" at byte offset {self._byte(match.start())}')
        return written

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
            if match["name"]:
                found[match["name"].lower()], at = self._value(begin, at) if match["equals"] else ("", at)
            elif self.source[at] == ">" and not match["equals"]:
                return found, at + 1
            else:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')

    def _value(self, begin: int, at: int) -> tuple[str, int]:
        match = _VALUE.match(self.source, at)
        assert match is not None
        after = self.source[match.end() : match.end() + 1]
        if match["quoted"] and after:
            return unescape(match["quoted"][1:-1]), match.end()
        if match["quoted"] or self.source[at] in "\"'":
            raise _unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if after != ">" and not after.isspace():
            raise _unparsable(f"Unexpected end of name token at byte offset {self._byte(at)}")
        return match["token"].lower(), match.end()

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
            url = _link(opened.argument or self._since(opened.start))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and opened.argument is not None:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self._add(entity)

    def _add(self, entity: Json) -> None:
        """Code with a language and nothing else inside pre, or around it, becomes one entity."""
        inner = self.entities[-1] if self.entities else {}
        same_range = (inner.get("offset"), inner.get("length")) == (entity["offset"], entity["length"])
        language = inner.get("language") or entity.get("language")
        if same_range and language and {inner["type"], entity["type"]} == {"pre", "code"}:
            self.entities[-1] = entity | {"type": "pre", "language": language}
        else:
            self.entities.append(entity)

    def _since(self, start: int) -> str:
        return "".join(self.parts).encode("utf-16-le")[start * 2 :].decode("utf-16-le")

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


def _link(url: str) -> str | None:
    """One that leads nowhere is dropped without a word."""
    try:
        return checked_link(url)
    except WrongLinkError:
        return None


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str, *, strict: bool) -> tuple[str, list[Json]]:
    """Plain text and its entities, offsets in UTF-16 units."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source, strict=strict).parse()
