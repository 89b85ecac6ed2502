"""An achievement: what was realized against what was set as target, with its parts and where each comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from bot.achievements.combining import Number
from content.indicators import Indicator
from storage.figure import Figure, Source
from storage.targets import Target

REST = "unspecified"
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Part:
    """One share of a number; `key` is REST for what the parts do not reach, `value` None for not reported."""

    key: str
    value: int | None


@dataclass(frozen=True)
class Closing:
    """The publication a number was frozen in, and what it would be by all that is known now."""

    code: str
    hash: str
    closed_at: datetime
    now: int | None
    target_now: int | None
    parts_now: Mapping[str, tuple[Part, ...]]


@dataclass(frozen=True)
class Achievement:
    indicator: Indicator
    place: str
    number: Number
    selection: Mapping[str, str] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()  # every revision, the one that holds last
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    pending: tuple[int, int] = (0, 0)  # people and sessions not approved yet, on the days the bot counted
    counts_pending: bool = True  # whether the realization holds them
    before: int | None = None  # the number of the same days a year ago; None where it cannot be compared
    year_before: int | None = None  # the number of all of last year
    closing: Closing | None = None
    others: tuple[Figure, ...] = ()  # behind the parts, besides those the number is made of

    @property
    def realization(self) -> int | None:
        return self.number.value

    @property
    def covered_to(self) -> date | None:
        return self.number.covered_to

    @property
    def target(self) -> int | None:
        return self.targets[-1].value if self.targets else None

    @property
    def rate(self) -> Decimal | None:
        return achievement_rate(self.realization, self.target, self.indicator.better)

    @property
    def first_rate(self) -> Decimal | None:
        """The rate against the target as it was first set; None where it was never revised."""
        if len(self.targets) < 2:
            return None
        return achievement_rate(self.realization, self.targets[0].value, self.indicator.better)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(f.source for f in self.number.figures))

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f.note for f in self.number.figures if f.note))

    @property
    def erratum(self) -> int | None:
        """By how much what is known now differs from what was published; None where it does not."""
        if self.closing is None or self.closing.now == self.realization:
            return None
        return (self.closing.now or 0) - (self.realization or 0)

    @property
    def is_corrected(self) -> bool:
        """Whether anything that was published would be different now: the number, its target, a part."""
        closing = self.closing
        if closing is None:
            return False
        parts_differ = bool(self.parts) and closing.parts_now != self.parts
        return self.erratum is not None or closing.target_now != self.target or parts_differ

    def excess(self, dimension: str) -> int:
        """By how much the parts go beyond the whole; 0 where they do not."""
        parts = sum(part.value or 0 for part in self.parts.get(dimension, ()))
        return max(parts - (self.realization or 0), 0)


def achievement_rate(realization: int | None, target: int | None, better: str = "more") -> Decimal | None:
    """Percent with two decimals, rounded half-up; None where it cannot be computed: no target, or target 0.

    Where fewer are better, a realization below the target is above 100: (1 + (1 - real / target)) x 100.
    """
    if realization is None or not target:
        return None
    rate = Decimal(realization) * 100 / target
    return (rate if better == "more" else 200 - rate).quantize(HUNDREDTH, ROUND_HALF_UP)


def with_rest(known: list[Part], whole: int | None) -> tuple[Part, ...]:
    """The parts, and what they leave of the whole as one more."""
    rest = (whole or 0) - sum(part.value or 0 for part in known)
    return (*known, Part(REST, rest)) if rest > 0 else tuple(known)
