"""From what people type to a place: by code, by name, by a misspelt name, by name and region.

`match` is given only for a code or an exact name that is the only one, be it thanks to the region named
with it. Everything else comes back as `choices` to be confirmed, or as `unknown`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from content.places.codes import code_in
from content.places.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from content.places.codes import Level
    from content.places.register import Place, Register

OFFERED: Final = 5
MOST_SIGNS: Final = 150  # a longer text is no name
MOST_MISSPELT: Final = 10  # words: reading more of them with all their slips would take long


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant; `score` is 1.0 for an exact name and falls with every slip."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What was found. `place` is set for "match" only; `candidates`, best first, for all but "unknown"."""

    kind: Literal["match", "choices", "unknown"]
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()

    def as_json(self, register: Register) -> dict[str, Any]:
        """What `main.py place` prints; a district or regency that does not apply is null."""
        return {
            "kind": self.kind,
            "code": self.place.code if self.place else None,
            "candidates": [_described(register, candidate) for candidate in self.candidates],
        }


UNKNOWN: Final = PlaceMatch("unknown")


def search(
    register: Register, text: str, *, prefer: Collection[str] = (), levels: Sequence[Level] = ("village",)
) -> PlaceMatch:
    """The place of one of these levels that `text` means. Never raises, whatever the text.

    `prefer` holds codes of villages or regions the asker serves: ranked first among equals, no more.
    `choices` are at most five, but all the namesakes of an exact name.
    """
    if len(text) > MOST_SIGNS:
        return UNKNOWN
    if (code := code_in(text)) is not None:
        return _by_code(register, code, levels)
    words = register.words.split(text)
    if not any(map(str.isalpha, words)):
        return UNKNOWN
    finder = Finder(register.names, register.words, levels)
    wordings = tuple(dict.fromkeys((words, register.words.spelt_out(words))))
    if exact := finder.exact(wordings):
        return _settled(_ranked(register, exact, prefer))
    if len(words) > MOST_MISSPELT or finder.only_regions(wordings):
        return UNKNOWN
    return _choices(_ranked(register, finder.near(wordings), prefer)[:OFFERED])


def _by_code(register: Register, code: str, levels: Sequence[Level]) -> PlaceMatch:
    place = register.get(code)
    return _settled((Candidate(place, 1.0),)) if place and place.level in levels else UNKNOWN


def _ranked(register: Register, prices: Mapping[str, float], prefer: Collection[str]) -> tuple[Candidate, ...]:
    def order(code: str) -> tuple[float, bool, str]:
        return round(prices[code], 2), not code.startswith(tuple(prefer)), code

    places = filter(None, map(register.get, sorted(prices, key=order)))
    return tuple(Candidate(place, round(1 / (1 + prices[place.code] / 4), 2)) for place in places)


def _settled(candidates: tuple[Candidate, ...]) -> PlaceMatch:
    if len(candidates) > 1:
        return _choices(candidates)
    return PlaceMatch("match", candidates[0].place, candidates)


def _choices(candidates: tuple[Candidate, ...]) -> PlaceMatch:
    return PlaceMatch("choices", None, candidates) if candidates else UNKNOWN


def _described(register: Register, candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    district, regency = register.at("district", place), register.at("regency", place)
    return {
        "code": place.code,
        "name": place.name,
        "district": district.name if district else None,
        "regency": regency.name if regency else None,
        "score": candidate.score,
    }
