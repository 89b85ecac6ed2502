"""Numbers of a run of words joined to the words they count: in the one way that leaves fewest over, or in none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.forms.line.words import SEXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST: Final = 16  # words in a gap, numbers in a run: more is no report

Way = tuple[float, tuple[str, ...]]  # how far-fetched it is, and what each number counts


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def joined(run: Sequence[Token]) -> tuple[str, ...] | None:
    """What each number counts ("" for one without a word); None where two ways are equally good."""
    gaps, numbers = _gaps(run)
    if any(len(gap) > MOST for gap in gaps):
        return None
    # (cost, what each counts) by the place in the coming gap up to which its words are used
    ways: dict[int, list[Way]] = {start: [(_unused(gaps[0][:start]), ())] for start in range(len(gaps[0]) + 1)}
    for at, number in enumerate(numbers):
        after = gaps[at + 1]
        following: dict[int, list[Way]] = {}
        for start, reached in ways.items():
            for end in range(len(after) + 1):
                price, sex = _price(gaps[at][start:], number, after[:end])
                if sex is not None:
                    following.setdefault(end, []).extend((cost + price, (*way, sex)) for cost, way in reached)
        ways = {end: _best(found) for end, found in following.items()}
    last = gaps[-1]
    ends = _best([(cost + _unused(last[end:]), way) for end, found in ways.items() for cost, way in found])
    return ends[0][1] if len(ends) == 1 or (ends and ends[0][0] < ends[1][0] - 0.05) else None


def _best(ways: Iterable[Way]) -> list[Way]:
    """The cheapest two different outcomes."""
    cheapest: dict[tuple[str, ...], float] = {}
    for cost, way in ways:
        cheapest[way] = min(cost, cheapest.get(way, cost))
    return sorted((cost, way) for way, cost in cheapest.items())[:3]


def _gaps(run: Sequence[Token]) -> tuple[list[list[Token]], list[Token]]:
    gaps: list[list[Token]] = [[]]
    numbers = []
    for token in run:
        if token.kind == "number":
            numbers.append(token)
            gaps.append([])
        else:
            gaps[-1].append(token)
    return gaps, numbers


def _unused(tokens: Sequence[Token]) -> float:
    return sum(1.5 if token.kind in {"men", "women"} else 0.2 for token in tokens if token.kind in SEXES)


_CROSSING: Final = {"heavy": 2.0, "light": 1.0}


def _price(before: Sequence[Token], number: Token, behind: Sequence[Token]) -> tuple[float, str | None]:
    """How far-fetched it is that these words belong to the number, and what it then counts; None if it cannot be."""
    cost, kinds = 0.0, set()
    for side in (list(reversed(before)), list(behind)):
        crossed = 0.0
        for token in side:
            crossed += _CROSSING.get(token.kind, 0.0)
            if token.kind in SEXES:
                cost += crossed
                kinds.add(token.kind)
    sexes = kinds - {"unspecified"}
    if len(sexes) > 1:
        return 0.0, None
    if not kinds:
        return (1.0 if number.text[:1].isalpha() else 3.0), ""
    return cost, next(iter(sexes), "unspecified")
