"""What may leave the office: small counts of cases in villages are hidden, with what would give them away."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.achievements.model import REST, Achievement, Part
from content.indicators import Indicator

FEWEST = 5  # cases in a village below which somebody could be recognised


@dataclass(frozen=True)
class Shareable:
    """A part as it may be shown; `is_hidden` where its number is not."""

    key: str
    value: int | None
    is_hidden: bool = False


def is_small(one: Achievement, value: int | None) -> bool:
    """Whether a number of a single village is too small to be shown outside the office."""
    return one.indicator.unit == "cases" and one.place.count(".") == 3 and 0 < (value or 0) < FEWEST


def shareable(parts: Sequence[Part], indicator: Indicator, level: str) -> list[Shareable]:
    """The parts, with counts of cases from 1 to 4 in a village hidden.

    One hidden alone could be had by taking the others from the whole, so the next smallest is hidden with it; what
    the parts leave of the whole would give it away as well, and is hidden, too.
    """
    if indicator.unit != "cases" or level != "village":
        return [Shareable(part.key, part.value) for part in parts]
    hidden = {part.key for part in parts if part.key != REST and 0 < (part.value or 0) < FEWEST}
    others = sorted((part.value, part.key) for part in parts if part.value and part.key not in {*hidden, REST})
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    if hidden:
        hidden |= {part.key for part in parts if part.key == REST}
    return [Shareable(p.key, None if p.key in hidden else p.value, p.key in hidden) for p in parts]
