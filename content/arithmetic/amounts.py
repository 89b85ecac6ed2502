"""What a number in a text can mean: "78,46 miliar" is anything that rounds to it, "lebih dari 117" all above it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

PEOPLE, CASES, VILLAGES, RUPIAH, PERCENT = "people", "cases", "villages", "rupiah", "percent"
POINTS, TIMES = "points", "times"  # "poin persen", "kali lipat"
Number = Fraction | float  # a float only for infinity
_NONE: Final = Fraction(-1)  # below everything that is counted
_MOST_DECIMALS: Final = 6
_SHORTEST_SLIP: Final = 3  # digits of a number in which a slip can be told from another number
SLACK: Final = Fraction(1, 10)  # the most that "about" and "nearly" may be off


class Bound(Enum):
    """How a number is hedged."""

    EXACT, ABOVE, BELOW, AT_LEAST, AT_MOST, NEARLY, ABOUT = range(7)


@dataclass(frozen=True)
class Range:
    """All numbers from `low` to `high`; the ends themselves are left out of an open one."""

    low: Number
    high: Number
    is_open: bool = False

    def meets(self, other: Range) -> bool:
        if self.is_open or other.is_open:
            return self.low < other.high and other.low < self.high
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return Range(self.low - other.high, self.high - other.low)

    def share_of(self, whole: Range) -> Range:
        """In percent; both are positive."""
        return Range(_ratio(self.low, whole.high) * 100, _ratio(self.high, whole.low) * 100)

    def change_to(self, after: Range) -> Range:
        """By how many percent it rises (falls, if negative) to `after`; both are positive."""
        share = after.share_of(self)
        return Range(share.low - 100, share.high - 100)


def exactly(value: int | Decimal | Fraction) -> Range:
    return Range(Fraction(value), Fraction(value))


@dataclass(frozen=True)
class Amount:
    """A number as written: its value, the last place written (0: every place), how it is hedged and what it counts.

    `upto` is the end of a range such as 30-40; `spelled` what brackets behind it say in words. `first` and `last` bound
    its tokens, hedge and currency included, `start` and `end` its letters.
    """

    value: Fraction
    step: Fraction
    bound: Bound
    unit: str
    noun: str
    first: int
    last: int
    start: int
    end: int
    upto: Fraction | None = None
    spelled: int | None = None

    @property
    def means(self) -> Range:
        """What it says of the true number."""
        value, half = self.value, self.step / 2
        if self.upto is not None:
            return Range(value, self.upto)
        return {
            Bound.EXACT: Range(value - half, value + half),
            Bound.ABOVE: Range(value, math.inf, is_open=True),
            Bound.BELOW: Range(_NONE, value, is_open=True),
            Bound.AT_LEAST: Range(value, math.inf),
            Bound.AT_MOST: Range(_NONE, value),
            Bound.NEARLY: Range(value - self._slack, value, is_open=True),
            Bound.ABOUT: Range(value - self._slack, value + self._slack),
        }[self.bound]

    @property
    def is_firm(self) -> bool:
        """Neither hedged nor a range: a number to compute with."""
        return self.bound is Bound.EXACT and self.upto is None

    @property
    def is_zero(self) -> bool:
        return self.value == 0

    @property
    def is_percent(self) -> bool:
        return self.unit == PERCENT

    def may_be(self, truth: Range) -> bool:
        return self.means.meets(truth)

    def was_cut(self, truth: Fraction) -> bool:
        """Whether it is the truth with its last places cut off instead of rounded."""
        return self.is_firm and self.step > 0 and self.value <= truth < self.value + self.step

    def counts_like(self, other: Amount) -> bool:
        """Whether the two count the same sort of thing, as far as their words say."""
        if {PERCENT, POINTS, TIMES} & {self.unit, other.unit}:
            return self.unit == other.unit
        if not self.unit or not other.unit:
            return RUPIAH not in {self.unit, other.unit}
        return self.unit == other.unit

    @property
    def shown(self) -> int | Decimal:
        return shown(self.value)

    @property
    def _slack(self) -> Fraction:
        """How far about and nearly reach: one of the last place that is not zero, or five of it, a tenth at most.

        A percentage and a count are off by one at least, for people round to whole ones.
        """
        if not self.value:
            return self.step or Fraction(1)
        place = self.step or Fraction(1)
        while self.value % (place * 10) == 0:
            place *= 10
        if self.value % (place * 5) == 0:
            place *= 5
        least = self.step if self.is_percent else Fraction(0 if self.step else 1)
        return max(min(place, self.value * SLACK), least)


def shown(value: Number, places: int = 2) -> int | Decimal:
    """For people to read: rounded half up, whole numbers without decimals."""
    scaled = Fraction(value) * 10**places
    rounded = math.floor(abs(scaled) + Fraction(1, 2)) * (1 if scaled >= 0 else -1)
    whole, rest = divmod(rounded, 10**places)
    return Decimal(rounded).scaleb(-places).normalize() if rest else whole


def are_alike(one: Fraction, other: Fraction) -> bool:
    """Whether one number can be the other with two digits swapped or, of four or more, one mistyped."""
    first, second = (str(int(number * 10**_MOST_DECIMALS)).rstrip("0") for number in (one, other))
    if len(first) != len(second) or len(first) < _SHORTEST_SLIP:
        return False
    wrong = sum(a != b for a, b in zip(first, second, strict=True))
    return (wrong == 2 and sorted(first) == sorted(second)) or (wrong == 1 and len(first) > _SHORTEST_SLIP)


def _ratio(part: Number, whole: Number) -> Number:
    if whole <= 0 or (part == math.inf and whole != math.inf):
        return math.inf
    return Fraction(0) if whole == math.inf else Fraction(part) / Fraction(whole)
