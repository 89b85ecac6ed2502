"""The same thing said twice with different numbers: "2.226" and, further on, "2.262 orang ditempatkan"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.arithmetic import cues
from content.arithmetic.amounts import RUPIAH, are_alike
from content.arithmetic.findings import Judgement
from content.arithmetic.roles import Role, direction, is_after, is_before, own_lead, role
from content.arithmetic.scope import breath, is_partial, subjects, year_of
from content.arithmetic.targets import is_count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from content.arithmetic.findings import Value
    from content.arithmetic.sentences import Spot, Text

_MOST: Final = 60  # figures set against each other


def twice(text: Text, parts: Collection[int]) -> Iterator[Judgement]:
    """Figures of one subject, year and kind in two sentences that differ by a slip, or both claim to be all of it."""
    whole = [
        (at, spot)
        for at, spots in enumerate(text.spots)
        for spot in spots
        if spot.amount.first not in parts and _stands_alone(spot)
    ][:_MOST]
    told: set[int] = set()
    for place, (at, spot) in enumerate(whole):
        for earlier_at, earlier in whole[:place]:
            if earlier_at == at or spot.amount.first in told or not _contradict(earlier, spot):
                continue
            if year_of(text, earlier_at, earlier) == year_of(text, at, spot) != 0:
                told.add(spot.amount.first)
                yield _judged(earlier, spot)


def _stands_alone(spot: Spot) -> bool:
    if not is_count(spot) or not spot.amount.is_firm or is_before(*spot) or is_after(*spot):
        return False
    return not direction(own_lead(*spot)) and bool(subjects(spot)) and not is_partial(spot)


def _contradict(one: Spot, other: Spot) -> bool:
    first, second = one.amount, other.amount
    if not first.counts_like(second) or first.may_be(second.means):
        return False
    if first.was_cut(second.value) or second.was_cut(first.value):
        return False
    if subjects(one) != subjects(other) or (role(*one) is Role.TARGET) != (role(*other) is Role.TARGET):
        return False
    return are_alike(first.value, second.value) or (_is_all(one) and _is_all(other))


def _is_all(spot: Spot) -> bool:
    return bool(cues.ALL_OF_IT & set(spot.sentence.words(*breath(spot))))


def _judged(earlier: Spot, later: Spot) -> Judgement:
    values: dict[str, Value] = {
        "first": earlier.amount.shown,
        "first_written": earlier.written,
        "first_excerpt": earlier.sentence.excerpt([earlier.amount]),
        "currency": "Rp" if later.amount.unit == RUPIAH else "",
    }
    return Judgement("twice", False, later.sentence, later.amount, (earlier.amount,), values)
