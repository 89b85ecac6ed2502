"""How a name is written down: its letters, and how dearly one writing can be taken for another.

`slips` prices the way from a name to what was typed, in slips: 1.0 is one ordinary slip of the finger
(a letter missing, two exchanged), a change that people make by ear costs about half. The prices follow
what the older decrees attest (Nawokote for Nawakote, Tuagoetobi for Tuwagoetobi, Walang Sawah for
Walangsawa) and how keys lie beside each other. They have to order candidates, no more.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise, permutations
from types import MappingProxyType
from typing import Final

FAINTLY_HEARD, SOUND = 0.55, 0.65
MISSING, EXCHANGED, NEIGHBOUR, EXTRA, OTHER = 1.0, 1.0, 1.15, 1.5, 1.6

KEYBOARD: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS_ALIKE: Final = ("ae", "ao", "ou", "ei", "iy", "jy", "jc", "sz", "rl", "fp", "bp", "fv", "vw", "dt", "gk")
FAINT: Final = frozenset({"ng", "dh", "bh", "gh", "kh", "th", "k$", "h$"})  # the second letter is
MUTED: Final = frozenset({"mb", "nd", "dj", "tj"})  # the first letter is
GLIDES: Final = frozenset({"uw", "iy", "ow", "ey"})

NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Lower case and without accents; everything else stays."""
    if text.isascii():
        return text.lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))


def letters(text: str) -> str:
    """Only a-z and 0-9: names that differ in case, spaces or punctuation become one."""
    return NOT_LETTERS.sub("", plain(text))


def _keys_side_by_side() -> set[str]:
    same_row = {a + b for row in KEYBOARD for a, b in pairwise(row)}
    below = {upper[at] + lower[at] for upper, lower in pairwise(KEYBOARD) for at in range(len(lower))}
    askew = {upper[at + 1] + lower[at] for upper, lower in pairwise(KEYBOARD) for at in range(len(lower))}
    return same_row | below | askew


def _both_ways(pairs: set[str] | tuple[str, ...], price: float) -> dict[str, float]:
    return {a + b: price for pair in pairs for a, b in permutations(pair)}


BESIDE: Final = frozenset(_both_ways(_keys_side_by_side(), NEIGHBOUR))
CHANGED: Final = MappingProxyType(
    _both_ways(_keys_side_by_side(), NEIGHBOUR)
    | _both_ways(SOUNDS_ALIKE, SOUND)
    | {letter * 2: 0.0 for row in KEYBOARD for letter in row}
)


def slips(typed: str, name: str) -> float:
    """The price of taking `name` for `typed`, both as `letters` gives them; 0.0 only where they are equal."""
    start, typed_end, name_end = _where_they_differ(typed, name)
    added = [_added(typed, at) for at in range(start, typed_end)]
    row = [sum(added[:at]) for at in range(len(added) + 1)]
    above = row
    for at in range(start, name_end):
        row, above = _next_row(typed[start:typed_end], added, name, at, row, above, at > start), row
    return row[-1]


def _next_row(typed, added, name, at, row, above, may_swap):
    letter, lost = name[at], _lost(name, at)
    following = [row[0] + lost]
    for column, sign in enumerate(typed):
        price = min(
            row[column] + CHANGED.get(sign + letter, OTHER),
            row[column + 1] + lost,
            following[column] + added[column],
        )
        if may_swap and column and sign == name[at - 1] and typed[column - 1] == letter:
            price = min(price, above[column - 1] + EXCHANGED)
        following.append(price)
    return following


def _where_they_differ(typed: str, name: str) -> tuple[int, int, int]:
    start, end = 0, 0
    shorter = min(len(typed), len(name))
    while start < shorter and typed[start] == name[start]:
        start += 1
    while end < shorter - start and typed[-1 - end] == name[-1 - end]:
        end += 1
    return start, len(typed) - end, len(name) - end


def _lost(name: str, at: int) -> float:
    return _hardly_heard(name, at) or MISSING


def _added(typed: str, at: int) -> float:
    if price := _hardly_heard(typed, at):
        return price
    around = typed[at - 1 : at] + typed[at + 1 : at + 2]
    return NEIGHBOUR if any(typed[at] + other in BESIDE for other in around) else EXTRA


def _hardly_heard(word: str, at: int) -> float:
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2] or "$"
    if letter in (before, after):
        return FAINTLY_HEARD
    if before + letter in FAINT or letter + after in FAINT | MUTED:
        return SOUND
    return FAINTLY_HEARD if before + letter in GLIDES else 0.0
