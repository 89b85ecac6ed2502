"""What is said of stretches of days: which touch, what they leave open, what lies between cumulative numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from storage.figure import CUMULATIVE, Figure

DAY = timedelta(days=1)
Days = tuple[date, date]  # both included


@dataclass(frozen=True)
class Piece:
    days: Days
    value: int
    figures: tuple[Figure, ...]


def differences(said: Iterable[Figure]) -> Iterator[Piece]:
    """What lies between two cumulative numbers that began on the same day; one that fell says nothing of the days."""
    by_start: dict[date, list[Figure]] = {}
    for figure in said:
        if figure.kind == CUMULATIVE:
            by_start.setdefault(figure.from_on, []).append(figure)
    for same in by_start.values():
        ordered = sorted(same, key=lambda f: f.to_on)
        for earlier, later in pairwise(ordered):
            change = (later.value or 0) - (earlier.value or 0)
            if change >= 0:
                yield Piece((earlier.to_on + DAY, later.to_on), change, (earlier, later))


def length(piece: Piece) -> Any:
    return piece.days[0] - piece.days[1], piece.days[0]


def touch(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def merged(stretches: Iterable[Days]) -> list[Days]:
    """The stretches with those that share a day made one, in their order."""
    found: list[Days] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def left_open(covered: Iterable[Days], days: Days) -> list[Days]:
    """The stretches of the days that are not covered; those that cover do not touch each other."""
    found, start = [], days[0]
    for first, last in sorted(covered):
        if first > start:
            found.append((start, first - DAY))
        start = last + DAY
    return [*found, (start, days[1])] if start <= days[1] else found
