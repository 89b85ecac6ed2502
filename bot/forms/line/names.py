"""The exact names of places among the words of a message, and the words around them.

A word of everyday talk is no name unless something announces it; "Takari" may be a village and a district at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.forms.line.words import DIRECTIONS, EVERYDAY_VILLAGES, GLUE, MARKERS, NUMERALS
from content.places.spelling import letters, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.places import Level, Register

_WORD: Final = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_LONGEST: Final = 5  # words of a name
_VILLAGE: Final[tuple[Level, ...]] = ("village",)
_REGION: Final[tuple[Level, ...]] = ("district", "regency")


@dataclass(frozen=True)
class Word:
    text: str  # with its abbreviation written out
    start: int
    end: int
    joined: bool  # nothing but blanks between it and the word before


@dataclass(frozen=True)
class Hit:
    """Words of the message that are the exact name of places."""

    first: int
    last: int  # behind the last word
    villages: tuple[str, ...]
    regions: tuple[str, ...]
    marker: str


@dataclass(frozen=True)
class Wording:
    """The words of a message that are still there, with the register to look them up in."""

    words: Sequence[Word]
    register: Register

    @classmethod
    def of(cls, text: str, register: Register) -> Wording:
        return cls(_words(text, register), register)

    def hits(self) -> Iterator[Hit]:
        at = 0
        while at < len(self.words):
            hit = self._hit(at)
            if hit is not None:
                yield hit
            at = hit.last if hit is not None else at + 1

    def _hit(self, first: int) -> Hit | None:
        """The longest exact name that begins at this word."""
        marker = self._marker(first)
        names = self.register.names
        for length in range(_LONGEST, 0, -1):
            words = self.words[first : first + length]
            if len(words) < length or not all(word.joined for word in words[1:]):
                continue
            form = letters("".join(word.text for word in words))
            villages = tuple(names.called(form, _VILLAGE, marker)) if marker not in {"kec", "kab"} else ()
            if villages and self._is_talk(first, length, villages, marker):
                villages = ()
            regions = tuple(names.called(form, _REGION, marker)) if marker not in {"desa", "kel"} else ()
            if villages or (regions and not self._is_glue(words)):
                return Hit(first, first + length, villages, regions, marker)
        return None

    def _marker(self, first: int) -> str:
        before = self.words[first - 1].text if first else ""
        return before if before in MARKERS and self.words[first].joined else ""

    @staticmethod
    def _is_glue(words: Sequence[Word]) -> bool:
        return all(word.text in GLUE for word in words)

    def _is_talk(self, first: int, length: int, codes: Sequence[str], marker: str) -> bool:
        """Whether these words say something else unless they are announced ("tentang", "di rumah", "Lia")."""
        words = self.words[first : first + length]
        if length > 1:
            small = {word.text for word in words} & (GLUE - DIRECTIONS - NUMERALS - {"kota", "kel", "desa"})
            named = {tuple(plain(place.name).split()) for place in map(self.register.get, codes) if place}
            return bool(small) and tuple(word.text for word in words) not in named
        word, everyday = words[0].text, self.register.words.everyday
        if marker:
            return word in everyday & GLUE or word in {"setempat", "itu", "ini"}
        if word in GLUE:
            return True
        is_short = len(letters(word)) < 4 and not (first and self.words[first - 1].text == "di")
        return (is_short or word in everyday | EVERYDAY_VILLAGES) and not self._is_located(first + 1, codes)

    def _is_located(self, behind: int, codes: Sequence[str]) -> bool:
        """Whether a region in which one of these villages lies is named right behind."""
        words = [word.text for word in self.words[behind : behind + 4] if word.text not in {"kec", "kab"}]
        regions = (self.register.names.called("".join(words[:size]), _REGION) for size in range(1, len(words) + 1))
        return any(code.startswith(region) for found in regions for region in found for code in codes)

    def numbers(self) -> list[tuple[int, int]]:
        """Where numbers stand that belong to a name ("Naikoten 1") and so count nobody."""
        return [(word.start, word.end) for at, word in enumerate(self.words) if self._ends_name(at)]

    def _ends_name(self, at: int) -> bool:
        if self.words[at].text not in NUMERALS or not self.words[at].text.isdigit():
            return False
        for first in range(max(0, at - 3), at):
            words = self.words[first : at + 1]
            base = "".join(word.text for word in words[:-1])
            whole = self.register.names.called(base + words[-1].text, _VILLAGE)
            if whole and all(word.joined for word in words[1:]) and not self.register.names.called(base, _VILLAGE):
                return True
        return False


def _words(text: str, register: Register) -> list[Word]:
    """The words still there, markers in their one form, abbreviations written out."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        cut = register.words.spelt_out(register.words.split(match.group()))
        between = text[end : match.start()]
        sign = between.strip(" ")
        joined = (
            bool(found) and "\n" not in between and (sign in {"", "-"} or (sign == "." and len(found[-1].text) < 5))
        )
        if len(cut) == 1:
            found.append(Word(cut[0], match.start(), match.end(), joined))
            end = match.end()
    return found
