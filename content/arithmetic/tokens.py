"""A text as words, numbers, signs and line ends, each with its place in the text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

NUMBER, WORD, SIGN, LINE = "number", "word", "sign", "line"
_TOKEN: Final = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<name>(?!(?i:rp|idr|rm|usd)[0-9])[^\W\d_]+(?:[0-9]{1,3}[^\W\d_]+)+)"  # BP3MI, G2G
    r"|(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)|(?P<line>\n)|(?P<sign>[^\s\w]|[\w])"
)
# Quotes, bold and invisible signs stand anywhere and mean nothing here; a star may be a bullet where a line begins.
_SILENT: Final = frozenset("_~\"“”„'‘’`«»\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff\u00ad")


class Token(NamedTuple):
    text: str
    low: str
    start: int
    end: int
    kind: str


NOTHING: Final = Token("", "", -1, -1, "")  # what stands before the first and behind the last


class Tokens(tuple[Token, ...]):
    """All tokens of a text; beyond either end there is `NOTHING`."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Tokens:
        kept: list[Token] = []
        for match in _TOKEN.finditer(text):
            kind = WORD if match["name"] else match.lastgroup or SIGN
            token = Token(match[0], match[0].casefold(), match.start(), match.end(), kind)
            if token.text not in _SILENT and not (token.text == "*" and kept and kept[-1].kind != LINE):
                kept.append(token)
        return cls(kept)

    def at(self, index: int) -> Token:
        return self[index] if 0 <= index < len(self) else NOTHING

    def low(self, index: int) -> str:
        return self.at(index).low

    def is_glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        before = self.at(index - 1)
        return before is not NOTHING and before.end == self.at(index).start and before.kind != LINE

    def starts_line(self, index: int) -> bool:
        return index == 0 or self.at(index - 1).kind == LINE

    def skip(self, index: int, words: frozenset[str], *, back: bool = False) -> int:
        """The first index from here on whose token is none of these words."""
        step = -1 if back else 1
        while self.low(index) in words:
            index += step
        return index
