"""Which figure was reached of which target, in one sentence or in two that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic import words
from content.arithmetic.amounts import TIMES
from content.arithmetic.roles import Role, is_after, is_before, role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.sentences import Spot, Text

_BACK: Final = frozenset({"itu", "tersebut", "ini", "angka", "jumlah", "melampaui", "melebihi", "capaian"})


class Pair(NamedTuple):
    """What was reached and its target, with the numbers of the sentences they stand in."""

    realized: Spot
    target: Spot
    at: int


def pairs(text: Text) -> Iterator[Pair]:
    """Every target of the text with what was reached of it, where only one figure can be that."""
    for at, spots in enumerate(text.spots):
        for spot in spots:
            if is_count(spot) and role(*spot) is Role.TARGET:
                realized = _reached(text, at, spot)
                if realized is not None:
                    yield Pair(realized, spot, at)


def is_count(spot: Spot) -> bool:
    """Whether it counts something, and is no percentage and no "kali lipat"."""
    return spot.amount.unit not in {"percent", "points", TIMES}


def only(spots: Sequence[Spot]) -> Spot | None:
    """The one spot there is; None where there are several to choose from."""
    return spots[0] if len(spots) == 1 else None


def neighbours(text: Text, at: int) -> tuple[Sequence[Spot], Sequence[Spot]]:
    """The figures of the sentence before and of the one behind."""
    return (
        text.spots[at - 1] if at else (),
        text.spots[at + 1] if at + 1 < len(text.spots) else (),
    )


def _reached(text: Text, at: int, target: Spot) -> Spot | None:
    inside = [spot for spot in _candidates(text.spots[at], target) if not is_parted(spot, target)]
    if inside:
        return _best(inside, target)
    before, behind = neighbours(text, at)
    points_back = bool(_BACK & set(target.sentence.words(target.sentence.first, target.amount.first)))
    for spots in (before, behind) if points_back else (behind, before):
        found = [spot for spot in _candidates(spots, target) if _is_of_one(spot, target) and not is_before(*spot)]
        realized = [spot for spot in found if role(*spot) is Role.REALIZED]
        chosen = only(realized) or only(found)
        if chosen is not None:
            return chosen
    return None


def _candidates(spots: Sequence[Spot], target: Spot) -> list[Spot]:
    """Figures that could be what was reached: no targets, of the same sort, not of another year."""
    return [
        spot
        for spot in spots
        if is_count(spot)
        and spot.amount.counts_like(target.amount)
        and role(*spot) is not Role.TARGET
        and not (spot.year and target.year and spot.year != target.year)
    ]


def _best(spots: Sequence[Spot], target: Spot) -> Spot | None:
    """What stands next to the target, first where words say that it was reached."""
    realized = [spot for spot in spots if role(*spot) is Role.REALIZED]
    beside = [spot for spot in realized or spots if not _between(spot, target)]
    steady = [spot for spot in beside if not is_before(*spot) and not is_after(*spot)]
    left = [spot for spot in steady if spot.place < target.place]
    if len(steady) > 1 and left and "dari" in target.sentence.gap(target.place):
        return left[-1]
    return only(steady) or only(realized)


def _between(spot: Spot, target: Spot) -> list[int]:
    """Other counts between the two."""
    first, last = sorted((spot.place, target.place))
    return [at for at in range(first + 1, last) if spot.sentence.amounts[at].counts_like(target.amount)]


def is_parted(one: Spot, other: Spot) -> bool:
    """Whether a word between the two figures of a sentence begins another thought."""
    first, last = sorted((one.place, other.place))
    return any(words.BREAKS & set(one.sentence.gap(at)) for at in range(first + 1, last + 1))


def _is_of_one(one: Spot, other: Spot) -> bool:
    """Whether two sentences can speak of one thing."""
    return not (one.sentence.subjects and other.sentence.subjects) or bool(
        one.sentence.subjects & other.sentence.subjects
    )
