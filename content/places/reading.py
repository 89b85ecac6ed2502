"""The ways a text can be read as the name of a place and the regions it lies in.

People write "desa X kecamatan Y kab Z", "Z X", "X - Y - Z", "X (Y)". A reading takes some words as the
name sought and must account for all the others, as regions or as words that say nothing. What leaves a
word unaccounted for ("X Jakarta") is no reading: better no answer than a namesake of what was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from content.places.names import ANNOUNCES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from content.places.codes import Codes, Scope

    Wording = tuple[str, ...]
    Regions = Callable[[str, str], tuple[Codes, float]]

INVERTED: Final = 0.02  # slips: a region unannounced before the name is rarer than one behind it
REGION_WORDS, REGION_LETTERS = 5, 24  # no region has a longer name


class Reading(NamedTuple):
    """Words taken for the name sought, what announced it, where it lies, and the price of reading so."""

    name: Wording
    marker: str
    scope: Scope
    price: float

    @property
    def form(self) -> str:
        """The letters of the name sought."""
        return "".join(self.name)


def readings(words: Wording, regions: Regions, fillers: Collection[str]) -> Iterator[Reading]:
    """Every reading; `regions(letters, marker)` says what regions some words mean, at what price in slips."""
    size = len(words)
    behind = {end: _accounts_behind(words[end:], regions, fillers) for end in range(1, size + 1)}
    for start in range(size):
        marker, before = _announcement(words[:start])
        for outside, paid in accounts(before, regions, fillers):
            inverted = INVERTED if outside and not marker else 0.0
            for end in range(size, start, -1):
                for inside, also in behind[end]:
                    yield Reading(words[start:end], marker, (*outside, *inside), paid + also + inverted)


def accounts(words: Wording, regions: Regions, fillers: Collection[str]) -> Iterator[tuple[Scope, float]]:
    """Every way to read all of these words as regions or fillers, with its price; for no words, one."""
    if not words:
        yield (), 0.0
        return
    if words[0] in fillers:
        yield from accounts(words[1:], regions, fillers)
    marker, rest = (words[0], words[1:]) if words[0] in {"kec", "kab"} else ("", words)
    for end in range(1, min(len(rest), REGION_WORDS) + 1):
        codes, price = _region("".join(rest[:end]), marker, regions)
        if codes:
            for scope, more in accounts(rest[end:], regions, fillers):
                yield (codes, *scope), price + more


def _region(form: str, marker: str, regions: Regions) -> tuple[Codes, float]:
    return regions(form, marker) if len(form) <= REGION_LETTERS else ((), 0.0)


def _accounts_behind(words: Wording, regions: Regions, fillers: Collection[str]) -> list[tuple[Scope, float]]:
    """Behind a name a filler leads to a region; the last word of all is part of the name ("Compang Dari")."""
    return [] if words and words[-1] in fillers else list(accounts(words, regions, fillers))


def _announcement(words: Wording) -> tuple[str, Wording]:
    if words and words[-1] in ANNOUNCES:
        return words[-1], words[:-1]
    return "", words
