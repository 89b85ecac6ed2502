"""A typed text as plain words on a sheet: every reader strikes out what it has read, what is left was not understood.

Each word stands in the one form readers know it by, with its place in what was typed. A word that could be two known
ones by a slip is none: it keeps both, to be asked about.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from bot.forms.line.paper import STRUCK, Paper
from bot.queries.words import FILLERS, SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST: Final = 400  # signs; a longer text is no question
_LEXEME: Final = re.compile(
    r"(?P<passed>\A\s*/[a-z_]+(?:@[a-z0-9_]+)?|(?<![^\W\d_])se ?- ?(?=[a-z]))"
    r"|(?P<until>(?<![^\W\d_])s ?[./] ?d(?![^\W\d_])\.?)"
    r"|(?P<short>'[0-9]{2}(?![0-9]))"
    r"|[0-9]+(?:[.,][0-9]+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|(?P<sign>[^\s\w]|_)"
    r"|\S"
)
_BEFORE_A_MONTH: Final = frozenset({"-", "sd", "sampai", "hingga", "bulan"})
_SEPARATORS: Final = frozenset(",;:=")
_SILENT: Final = frozenset(".()!?\"'*_|[]{}\\“”«»…•·")

Meant = tuple[str, ...]  # the known word a typed one stands for; several where it could be each of them


@dataclass(frozen=True, slots=True)
class Word:
    plain: str
    start: int  # in what was typed
    end: int
    meant: Meant = ()
    is_spaced: bool = True  # blanks on both sides; of interest for a dash only
    is_minus: bool = False


class Sheet:
    def __init__(self, typed: str, meaning: Callable[[str], Meant] = lambda word: (word,)) -> None:
        self.typed = typed
        self.words = tuple(_told_apart([*_words(typed, meaning)]))
        self._starts = [0, *accumulate(len(word.plain) + 1 for word in self.words)]
        self._free = [True] * len(self.words)
        self._kept = [False] * len(self.words)
        self._text: str | None = None

    @property
    def text(self) -> str:
        """What is still to be read, one blank between words; what is struck out stands as NUL."""
        if self._text is None:
            self._text = " ".join(
                word.plain if self.is_free(number) else STRUCK * len(word.plain)
                for number, word in enumerate(self.words)
            )
        return self._text

    def finds(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in what is there now; striking them while they come is safe."""
        return pattern.finditer(self.text)

    def strike_all(self, pattern: re.Pattern[str]) -> bool:
        """Strike all matches; whether there was any."""
        found = [match.span() for match in self.finds(pattern)]
        for span in found:
            self.strike(*span)
        return bool(found)

    def strike(self, start: int, end: int) -> None:
        """Strike the words between two places of `text`."""
        self.strike_words(self.at(start), self.at(end - 1) + 1)

    def strike_words(self, first: int, last: int) -> None:
        self._free[first:last] = [False] * (last - first)
        self._text = None

    def keep(self, first: int, last: int) -> None:
        """Hide words from all readers but the one that asks `is_open`."""
        self._kept[first:last] = [True] * (last - first)
        self._text = None

    def at(self, place: int) -> int:
        """The number of the word at a place of `text`."""
        return bisect_right(self._starts, place) - 1

    def place(self, number: int) -> int:
        return self._starts[number]

    def is_free(self, number: int) -> bool:
        return self._free[number] and not self._kept[number]

    def is_kept(self, number: int) -> bool:
        return self._free[number] and self._kept[number]

    def left(self, passed_over: frozenset[str] = FILLERS) -> list[int]:
        """The numbers of the words nobody read, without separators and those that say nothing."""
        return [
            number
            for number, word in enumerate(self.words)
            if self._free[number] and word.plain not in passed_over and not _separates(word)
        ]

    def written(self, first: int, last: int | None = None) -> str:
        """A word, or all from the first up to before the last, as they were typed."""
        end = self.words[first if last is None else last - 1].end
        return self.typed[self.words[first].start : end]


def phrase(pattern: str) -> re.Pattern[str]:
    """A pattern for whole words of a sheet."""
    return re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])")


@lru_cache(maxsize=4096)
def plain_words(name: str) -> tuple[str, ...]:
    """A name or a word of the content as it would stand on a sheet, without dashes between."""
    return tuple(word.plain for word in _words(name, lambda word: (word,)) if word.plain not in {"-", ",", "/"})


def _told_apart(words: list[Word]) -> Iterator[Word]:
    """As they are, but "des" is December beside a number or in a pair of months; else it may be a village's."""
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        beside = {before.plain if before else "", after.plain if after else ""}
        if word.plain == "des":
            is_month = any(plain[:1].isdigit() for plain in beside) or (before and before.plain in _BEFORE_A_MONTH)
            meant = () if is_month else ("desember", "desa")
            yield replace(word, plain="desember" if is_month else "des", meant=meant)
        else:
            yield word


def _words(typed: str, meaning: Callable[[str], Meant]) -> Iterator[Word]:
    folded = Paper(typed).folded
    for match in _LEXEME.finditer(folded):
        written, (start, end) = match.group(), match.span()
        if match["sign"]:
            if plain := _sign(written):
                spaced = folded[start - 1 : start] in {"", " "} and folded[end : end + 1] in {"", " "}
                minus = folded[start - 1 : start] in {"", " ", ":", "="} and folded[end : end + 1].isdigit()
                yield Word(plain, start, end, is_spaced=spaced, is_minus=plain == "-" and minus)
        elif match["until"]:
            yield Word("sd", start, end)
        elif not match["passed"]:
            meant = (written,) if match["short"] or written[0].isdigit() else meaning(_spelt(written))
            yield Word(meant[0] if len(meant) == 1 else written, start, end, meant if len(meant) > 1 else ())


def _spelt(written: str) -> str:
    return SPELLINGS.get(written, written)


def _sign(sign: str) -> str:
    """Signs that only set words apart become a comma or nothing; the others stay and want to be understood."""
    if sign in _SEPARATORS:
        return ","
    if sign == "&":
        return "dan"
    return (
        "" if sign in _SILENT or unicodedata.category(sign)[0] in "MC" or unicodedata.category(sign) == "So" else sign
    )


def _separates(word: Word) -> bool:
    return word.plain == "," or (word.plain == "-" and word.is_spaced and not word.is_minus)
