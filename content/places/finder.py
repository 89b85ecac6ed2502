"""Prices of places for a text, in slips: those exactly named, or those whose name comes near.

How far off a name may be (`ALLOWED`) was set on some thousand names misspelt by rule, against as many
villages of other provinces, words of Kupang Malay and questions to the bot: of what is typed with one
slip, or with two in eight letters, hardly anything is refused; of the others nearly everything is. Short
names cannot have both, so words of everyday talk (`words.toml`) are never taken for a slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from content.places.codes import consistent, is_urban, within
from content.places.names import ANNOUNCES
from content.places.reading import accounts, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from content.places.codes import Codes, Level
    from content.places.names import Names
    from content.places.reading import Reading, Regions, Wording
    from content.places.words import Words

    Prices = dict[str, float]

# Slips allowed by letters typed, the last number for all longer names.
ALLOWED: Final = (0.0, 0.0, 0.0, 0.6, 1.0, 1.7, 1.7, 1.7, 2.6, 2.8, 3.2)
ALLOWED_IN_SCOPE: Final = (0.0, 0.0, 1.2, 1.2, 1.7, 2.2, 2.2, 2.2, 3.3, 3.6, 4.0)  # a region was read as well
ALLOWED_OF_REGION: Final = (0.0, 0.0, 0.0, 1.2, 1.2, 1.2, 1.2, 1.2, 1.7, 2.2)
LONG: Final = 8  # a name of so many letters is allowed its two slips even where they leave it six

OUTSIDE: Final = 2.0  # slips: the name is right, the region named with it is not
OTHER_KIND: Final = 0.01  # "desa" said of a kelurahan: no more than an order among equals
PLAY: Final = re.compile(r"(.{1,3})\1\1+")  # "hahaha", "zzzz"
REGIONS: Final[tuple[Level, ...]] = ("district", "regency", "province")


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds places of some levels by their names. A wording is a text as `Words` cuts it."""

    names: Names
    words: Words
    levels: Sequence[Level]

    def exact(self, wordings: Iterable[Wording]) -> Prices:
        """The places the first wording that names any names exactly, in the regions written with them."""
        return next(filter(None, map(self._exact, wordings)), {})

    def near(self, wordings: Iterable[Wording]) -> Prices:
        """The places whose name comes near, or is right although they lie outside the regions written."""
        found: Prices = {}
        regions = cache(self._near_regions)
        for reading in chain.from_iterable(self._readings(wording, regions) for wording in wordings):
            if self._may_be_misspelt(reading):
                for code, price in (self._near(reading) | self._outside(reading)).items():
                    _offer(found, code, reading.price + price)
        return found

    def only_regions(self, wordings: Iterable[Wording]) -> bool:
        """Whether some wording says all through where, and nowhere what."""
        ways = chain.from_iterable(accounts(wording, self._regions, self.words.fillers) for wording in wordings)
        return any(consistent(scope) for scope, _ in ways)

    def _exact(self, wording: Wording) -> Prices:
        if whole := self.names.called("".join(wording), self.levels):
            return dict.fromkeys(whole, 0.0)
        found: Prices = {}
        for reading in self._readings(wording, self._regions):
            for code in _of_kind(self._inside(reading), reading.marker):
                _offer(found, code, reading.price + _other_kind(code, reading.marker))
        return found

    def _readings(self, wording: Wording, regions: Regions) -> Iterator[Reading]:
        return readings(wording, regions, self.words.fillers)

    def _inside(self, reading: Reading) -> list[str]:
        named = self.names.called(reading.form, self.levels, reading.marker)
        return [code for code in named if within(code, reading.scope)]

    def _outside(self, reading: Reading) -> Prices:
        named = self.names.called(reading.form, self.levels, reading.marker)
        return {code: OUTSIDE for code in named if not within(code, reading.scope)}

    def _near(self, reading: Reading) -> Prices:
        limits = ALLOWED_IN_SCOPE if reading.scope else ALLOWED
        near = self.names.near(reading.form, self.levels, reading.scope, reading.marker)
        return {
            code: price + _other_kind(code, reading.marker)
            for price, code, name in sorted(near, reverse=True)  # of two prices the lower one stays
            if price <= _allowed(limits, reading.form, name)
        }

    def _may_be_misspelt(self, reading: Reading) -> bool:
        said = self.words.everyday.issuperset(reading.name) or PLAY.fullmatch(reading.form)
        return reading.form.isalpha() and not said and ANNOUNCES.keys().isdisjoint(reading.name)

    def _regions(self, form: str, marker: str) -> tuple[Codes, float]:
        return self.names.called(form, REGIONS, marker), 0.0

    def _near_regions(self, form: str, marker: str) -> tuple[Codes, float]:
        if codes := self.names.called(form, REGIONS, marker):
            return codes, 0.0
        near = sorted(self.names.near(form, ("district", "regency"), marker=marker))
        if not near or near[0].price > _allowed(ALLOWED_OF_REGION, form, near[0].form):
            return (), 0.0
        return tuple(code for price, code, _ in near if price == near[0].price), near[0].price


def _allowed(limits: Sequence[float], typed: str, name: str) -> float:
    size = max(len(typed), len(name)) if len(name) >= LONG else len(typed)
    return limits[min(size, len(limits) - 1)]


def _other_kind(code: str, marker: str) -> float:
    return OTHER_KIND if marker in {"desa", "kel"} and is_urban(code) != (marker == "kel") else 0.0


def _of_kind(codes: list[str], marker: str) -> list[str]:
    """Inside one district only the kind tells namesakes apart, and nobody says kelurahan of a desa."""
    urban = [code for code in codes if is_urban(code)]
    return urban if marker == "kel" and urban and len({code[:8] for code in codes}) == 1 else codes


def _offer(prices: Prices, code: str, price: float) -> None:
    prices[code] = min(price, prices.get(code, price))
