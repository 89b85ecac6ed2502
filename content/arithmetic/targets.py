"""Which figure was reached of which target, in one sentence or in two that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from content.arithmetic import cues
from content.arithmetic.amounts import PERCENT, POINTS, TIMES
from content.arithmetic.phrases import find
from content.arithmetic.roles import Role, is_after, is_before, own_lead, own_tail, role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from content.arithmetic.sentences import Sentence, Spot, Text

_T = TypeVar("_T")
_FARTHEST: Final = 2  # sentences between a figure and the numbers it is of
_OPENING: Final = 3  # words in which a sentence takes up the one before


class Pair(NamedTuple):
    """What was reached and its target, with the number of the target's sentence."""

    realized: Spot
    target: Spot
    at: int


def pairs(text: Text) -> Iterator[Pair]:
    """Every target of the text with what was reached of it, where only one figure can be that."""
    for at, spots in enumerate(text.spots):
        for spot in spots:
            if is_count(spot) and role(*spot) is Role.TARGET and not spot.amount.is_zero:
                realized = _reached(text, at, spot)
                if realized is not None:
                    yield Pair(realized, spot, at)


def pair_of(at: int, spot: Spot, part: Spot | None, whole: Spot | None, known: Sequence[Pair]) -> Pair | None:
    """The pair a percentage in sentence `at` is about, if its part or its whole is known or it is called a rate."""
    if part is not None:
        return next((pair for pair in known if pair.realized == part), None)
    if whole is not None:
        return next((pair for pair in known if pair.target == whole), None)
    names_target = bool(cues.TARGET & {*own_tail(*spot), *own_lead(*spot)})
    if not names_target and not _is_called_rate(spot):
        return None
    beside = [pair for pair in known if spot.sentence in {pair.target.sentence, pair.realized.sentence}]
    if beside:
        return min(beside, key=lambda pair: _distance(spot, pair))
    before = [pair for pair in known if 0 < at - pair.at <= _FARTHEST and is_of_one(spot.sentence, pair)]
    if before:
        return only([pair for pair in before if pair.at == before[-1].at])
    return only([pair for pair in known if is_of_one(spot.sentence, pair)]) if names_target else None


def is_count(spot: Spot) -> bool:
    """Whether it counts something, and is no percentage and no "kali lipat"."""
    return spot.amount.unit not in {PERCENT, POINTS, TIMES}


def only(choices: Sequence[_T]) -> _T | None:
    """The one there is; None where there are several to choose from."""
    return choices[0] if len(choices) == 1 else None


def neighbours(text: Text, at: int) -> tuple[Sequence[Spot], Sequence[Spot]]:
    """The figures of the sentence before and of the one behind."""
    return (
        text.spots[at - 1] if at else (),
        text.spots[at + 1] if at + 1 < len(text.spots) else (),
    )


def taken_up(text: Text, at: int, fits: Callable[[Spot], bool]) -> Spot | None:
    """What "jumlah itu" at the beginning of a sentence means: the only such figure before, or the one with its parts.

    Where the sentence before takes something up itself ("mereka terdiri dari"), it is what that means.
    """
    for before in range(at - 1, max(-1, at - 1 - _FARTHEST), -1):
        spots = [
            spot for spot in text.spots[before] if is_count(spot) and fits(spot) and role(*spot) is not Role.TARGET
        ]
        sole = only(spots) or only([spot for spot in spots if opens_parts(spot)])
        if sole is not None or not cues.BACK & set(text.sentences[before].all_words[:_OPENING]):
            return sole
    return None


def opens_parts(whole: Spot) -> bool:
    """Whether parts are listed behind it: "140 orang, terdiri dari"."""
    gap = whole.sentence.gap(whole.place + 1)
    return find(gap, (*cues.CERTAIN, *cues.LIKELY)) >= 0 or ":" in gap


def is_parted(one: Spot, other: Spot) -> bool:
    """Whether a word between the two figures of a sentence begins another thought."""
    first, last = sorted((one.place, other.place))
    return any(cues.BREAKS & set(one.sentence.gap(at)) for at in range(first + 1, last + 1))


def is_of_one(sentence: Sentence, pair: Pair) -> bool:
    """Whether a sentence can speak of what a pair is about."""
    subjects = pair.realized.sentence.subjects | pair.target.sentence.subjects
    return not sentence.subjects or not subjects or bool(sentence.subjects & subjects)


def _is_called_rate(spot: Spot) -> bool:
    """Whether the words before a percentage call it an achievement, and of nothing else: "capaian itu setara"."""
    lead = set(own_lead(*spot))
    return bool(lead & cues.RATE) and lead <= cues.RATE | cues.RATE_WORDS | cues.FILLERS | cues.EITHER | cues.BACK


def _distance(spot: Spot, pair: Pair) -> int:
    return min(abs(spot.place - one.place) for one in pair[:2] if one.sentence is spot.sentence)


def _reached(text: Text, at: int, target: Spot) -> Spot | None:
    inside = [spot for spot in _candidates(text.spots[at], target) if not is_parted(spot, target)]
    if inside:
        return _best(inside, target)
    before, behind = neighbours(text, at)
    points_back = bool(cues.PASSED_BACK & set(target.sentence.words(target.sentence.first, target.amount.first)))
    for spots in (before, behind) if points_back else (behind, before):
        found = [spot for spot in _candidates(spots, target) if _share_subject(spot, target) and not is_before(*spot)]
        chosen = only([spot for spot in found if role(*spot) is Role.REALIZED]) or only(found)
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
        and role(*spot) not in {Role.TARGET, Role.UNSURE}
        and not cues.SURPLUS & set(own_lead(*spot))
        and not (spot.year and target.year and spot.year != target.year)
    ]


def _best(spots: Sequence[Spot], target: Spot) -> Spot | None:
    """What stands next to the target, first where words say that it was reached."""
    realized = [spot for spot in spots if role(*spot) is Role.REALIZED]
    beside = [spot for spot in realized or spots if not _is_far(spot, target)]
    steady = [spot for spot in beside if not is_before(*spot) and not is_after(*spot)]
    left = [spot for spot in steady if spot.place < target.place]
    if len(steady) > 1 and left and "dari" in target.sentence.gap(target.place):
        return left[-1]
    return only(steady) or only(realized)


def _is_far(spot: Spot, target: Spot) -> bool:
    """Whether another count of the sort stands between the two."""
    first, last = sorted((spot.place, target.place))
    return any(spot.sentence.amounts[at].counts_like(target.amount) for at in range(first + 1, last))


def _share_subject(one: Spot, other: Spot) -> bool:
    first, second = one.sentence.subjects, other.sentence.subjects
    return not first or not second or bool(first & second)
