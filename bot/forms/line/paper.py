"""A message as a sheet on which every reader strikes out what it has read; what nobody read is the rest."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.forms.line.words import GLUE

if TYPE_CHECKING:
    from collections.abc import Iterator

STRUCK: Final = "\0"
_WORD: Final = re.compile(r"[^\s,;:()/.!?\"=+&*|_-]+(?:[.,:/'-][^\s,;:()/.!?\"=+&*|_-]+)*")


class Paper:
    """`text` is lower case and as long as the original, so that a place in one is the same place in the other."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded = "".join(map(_folded, original))
        self._signs = list(self.folded)
        self._read = [False] * len(original)
        self._text: str | None = self.folded

    @property
    def text(self) -> str:
        """What is still there to be read; what is struck out stands as NUL, which no pattern matches."""
        if self._text is None:
            self._text = "".join(self._signs)
        return self._text

    def strike(self, start: int, end: int) -> None:
        """Read: neither another reader's nor part of the rest."""
        self.close(start, end)
        self._read[start:end] = [True] * (end - start)

    def close(self, start: int, end: int) -> None:
        """Nobody's to read, but not understood either ("RT 05"): it stays in the rest."""
        self._signs[start:end] = STRUCK * (end - start)
        self._text = None

    def finds(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in what is there now; striking them while they come is safe."""
        return pattern.finditer(self.text)

    def struck(self, pattern: re.Pattern[str]) -> bool:
        """Strike all matches; whether there was any."""
        found = list(self.finds(pattern))
        for match in found:
            self.strike(*match.span())
        return bool(found)

    @property
    def rest(self) -> str:
        """The words nobody read, as they were written, without those that say nothing by themselves."""
        left = "".join(" " if read else sign for sign, read in zip(self.original, self._read, strict=True))
        words = [match.group() for match in _WORD.finditer(left)]
        kept = [word for word in words if "".join(map(_folded, word)).strip("'’") not in GLUE]
        return " ".join(word for word, after in pairwise([*kept, ""]) if word != after or word.isdigit())


def _folded(sign: str) -> str:
    """One sign for one sign: lower case, without its accent; a sign that would become several stays."""
    if sign in "\0\n\t\r":
        return "\n" if sign == "\n" else " "
    if sign in "–—−‐‑":
        return "-"
    if sign in "’‘ʼ`´":
        return "'"
    lower = sign if sign.isascii() else unicodedata.normalize("NFKD", sign)
    bare = [part for part in lower.lower() if not unicodedata.combining(part)]
    return bare[0] if len(bare) == 1 else sign
