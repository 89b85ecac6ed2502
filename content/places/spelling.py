"""How a name is written down: its letters, and how dearly one writing can be taken for another.

`slips` prices the way from a name to what was typed, in slips: 1.0 is one ordinary slip of the finger
(a letter missing, two exchanged), a change that people make by ear costs about half. The prices follow
what the older decrees attest (Kawuta for Kewuta, Bayuntaa for Bajuntaa, Walang Sawah for
Walangsawa) and how keys lie beside each other. They have to order candidates, no more.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise, permutations
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FAINTLY_HEARD, SOUND = 0.55, 0.65  # a letter one hardly hears, or takes for another
MISSING, EXCHANGED, NEIGHBOUR, EXTRA, OTHER = 1.0, 1.0, 1.15, 1.5, 1.6  # NEIGHBOUR: the key beside

KEYBOARD: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUND_ALIKE: Final = (
    "ae",
    "ao",
    "ou",
    "ei",
    "iy",
    "jy",
    "jc",
    "sz",
    "rl",
    "fp",
    "bp",
    "fv",
    "vw",
    "dt",
    "gk",
)
SECOND_FAINT: Final = frozenset({"ng", "dh", "bh", "gh", "kh", "th", "h$", "k$"})  # $ is the end
FIRST_FAINT: Final = frozenset({"mb", "nd", "dj", "tj"})
GLIDES: Final = frozenset({"uw", "ow", "iy", "ey"})

NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Lower case and without accents; everything else stays."""
    if text.isascii():
        return text.lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))


def letters(text: str) -> str:
    """Only a-z and 0-9: names that differ in case, spaces or punctuation become one."""
    return NOT_LETTERS.sub("", plain(text))


def slips(typed: str, name: str) -> float:
    """The price of taking `name` for `typed`, both as `letters` gives them; 0.0 only where they are equal.

    The usual table of edit distances, one row for each letter of the name, from where the two begin to
    differ to where they cease to.
    """
    start, typed_end, name_end = _difference(typed, name)
    extra = [_extra(typed, at) for at in range(start, typed_end)]
    before: list[float] = []
    row = list(accumulate(extra, initial=0.0))
    for at in range(start, name_end):
        before, row = row, _next_row(typed[start:typed_end], extra, name, at, row, before)
    return row[-1]


def _next_row(
    typed: str, extra: list[float], name: str, at: int, above: list[float], two_above: list[float]
) -> list[float]:
    letter, missing = name[at], _missing(name, at)
    row = [above[0] + missing]
    for column, sign in enumerate(typed):
        price = min(
            above[column] + CHANGED.get(sign + letter, OTHER),
            above[column + 1] + missing,
            row[column] + extra[column],
        )
        if two_above and column and sign == name[at - 1] and typed[column - 1] == letter:
            price = min(price, two_above[column - 1] + EXCHANGED)
        row.append(price)
    return row


def _difference(typed: str, name: str) -> tuple[int, int, int]:
    """Where the two begin to differ, and where in each they cease to."""
    start = end = 0
    shorter = min(len(typed), len(name))
    while start < shorter and typed[start] == name[start]:
        start += 1
    while end < shorter - start and typed[-1 - end] == name[-1 - end]:
        end += 1
    return start, len(typed) - end, len(name) - end


def _missing(name: str, at: int) -> float:
    return _barely_heard(name, at) or MISSING


def _extra(typed: str, at: int) -> float:
    around = typed[max(at - 1, 0) : at] + typed[at + 1 : at + 2]
    slipped = any(typed[at] + other in BESIDE for other in around)
    return _barely_heard(typed, at) or (NEIGHBOUR if slipped else EXTRA)


def _barely_heard(word: str, at: int) -> float:
    """The price of a letter one hardly hears at this place, 0.0 if one does hear it."""
    letter, before, after = word[at], word[max(at - 1, 0) : at], word[at + 1 : at + 2] or "$"
    if letter in (before, after) or before + letter in GLIDES:
        return FAINTLY_HEARD
    faint = before + letter in SECOND_FAINT or letter + after in SECOND_FAINT or letter + after in FIRST_FAINT
    return SOUND if faint else 0.0


def _side_by_side() -> Iterator[str]:
    for row in KEYBOARD:
        yield from map("".join, pairwise(row))
    for upper, lower in pairwise(KEYBOARD):
        yield from map("".join, zip(upper, lower, strict=False))
        yield from map("".join, zip(upper[1:], lower, strict=False))


def _both_ways(pairs: Iterable[str]) -> Iterator[str]:
    return ("".join(way) for pair in pairs for way in permutations(pair))


BESIDE: Final = frozenset(_both_ways(_side_by_side()))
CHANGED: Final = MappingProxyType(
    dict.fromkeys(BESIDE, NEIGHBOUR)
    | dict.fromkeys(_both_ways(SOUND_ALIKE), SOUND)
    | {letter * 2: 0.0 for letter in "".join(KEYBOARD)}
)
