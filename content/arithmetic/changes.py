"""What rose or fell: "turun 55,4 persen dari 866 menjadi 386", "bertambah 825", "dua kali lipat", "selisih"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from content.arithmetic import cues, words
from content.arithmetic.amounts import RUPIAH, TIMES, Range, shown
from content.arithmetic.findings import Judgement
from content.arithmetic.roles import (
    Role,
    direction,
    is_after,
    is_before,
    is_from,
    is_put_differently,
    is_step,
    own_lead,
    own_tail,
    role,
)
from content.arithmetic.sentences import Spot
from content.arithmetic.targets import is_count, is_parted, neighbours, only, pairs, taken_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from content.arithmetic.sentences import Sentence, Text, Words

_EARLIER: Final = frozenset({"sebelumnya", "lalu", "semula"})
_OPENING: Final = 3  # words in which a sentence takes up the one before


def changes(text: Text) -> Iterator[Judgement]:
    """Every rise, fall and difference whose beginning and end stand in the text for certain, recomputed."""
    for at, spots in enumerate(text.spots):
        sized = [judgement for spot in spots if (judgement := _sized(text, at, spot)) is not None]
        settled = {one.others for one in sized}
        yield from sized
        yield from (one for one in _directions(spots) if one.others not in settled)
        yield from _differences(spots)
    yield from _surpluses(text)


def _sized(text: Text, at: int, spot: Spot) -> Judgement | None:
    """The change a figure gives the size of: in percent, in numbers or in times."""
    sign = _sign(spot)
    if not sign and spot.amount.unit != TIMES:
        return None
    before, after = _ends(text, at, spot)
    if before is None or after is None or before.amount.is_zero or after.amount.is_zero:
        return None
    first, last = (before, after) if sign >= 0 else (after, before)
    if spot.amount.unit == TIMES:
        share = last.amount.means.share_of(first.amount.means)
        truth = Range(share.low / 100, share.high / 100)
        return _judged("times", spot, before, after, truth, last.amount.value / first.amount.value)
    difference = last.amount.means - first.amount.means
    if difference.high < 0:
        return _turned(spot, before, after, sign)
    change = abs(after.amount.value - before.amount.value)
    if spot.amount.is_percent:
        rise = before.amount.means.change_to(after.amount.means)
        truth = rise if sign > 0 else Range(-rise.high, -rise.low)
        return _judged("change", spot, before, after, truth, change / before.amount.value * 100)
    is_told_together = before.sentence is after.sentence is spot.sentence and spot.amount.counts_like(before.amount)
    return _judged("difference", spot, before, after, difference, change) if is_told_together else None


def _sign(spot: Spot) -> int:
    """Whether a figure is by how much something rose (1) or fell (-1)."""
    lead, tail = own_lead(*spot), own_tail(*spot)
    if tail[:1] == ("lebih",):
        return 1 if words.MORE_THAN & set(tail[1:2]) else -1 if words.LESS_THAN & set(tail[1:2]) else 0
    if role(*spot) is Role.TARGET or is_after(*spot) or is_before(*spot):
        return 0
    if is_count(spot):
        return direction(lead) if is_step(*spot) else 0
    left = Spot(spot.sentence, spot.place - 1)
    if spot.place and is_count(left) and is_step(*left) and is_put_differently(*spot):
        return direction(own_lead(*left))
    return direction(lead)


def _ends(text: Text, at: int, spot: Spot) -> tuple[Spot | None, Spot | None]:
    """Where the change began and where it ended."""
    others = [one for one in text.spots[at] if one.place != spot.place and is_count(one)]
    own = [one for one in others if not is_parted(one, spot) and not is_step(*one)]
    before, after = _nearest(own, spot, is_before), _nearest(own, spot, is_after)
    if before is not None and after is None:
        # "Dari 140 peserta, 80 lulus, naik 10 persen" does not begin with 140.
        is_base = before.place > spot.place or not is_from(*before)
        after = _ended(text, at, spot, before, [one for one in own if one != before]) if is_base else None
    elif before is None and after is None and spot.amount.is_percent:
        left = [one for one in own if one.place == spot.place - 1]
        after = left[0] if left and {",", "atau"} & set(spot.sentence.gap(spot.place)) else None
        before = _earlier(text, at) if after is not None and _EARLIER & spot.sentence.vocabulary else None
    if before is None or after is None or not before.amount.counts_like(after.amount):
        return None, None
    return before, after


def _ended(text: Text, at: int, spot: Spot, base: Spot, own: Sequence[Spot]) -> Spot | None:
    """What rose or fell: the count before the figure, or what "jumlah itu" at the beginning means."""
    left = [one for one in own if one.place < spot.place]
    if left:
        return None if role(*left[-1]) is Role.TARGET or is_before(*left[-1]) else left[-1]
    takes_up = bool(cues.BACK & set(text.sentences[at].all_words[:_OPENING]))
    return taken_up(text, at, lambda one: one.amount.counts_like(base.amount)) if takes_up else None


def _nearest(spots: Sequence[Spot], spot: Spot, is_end: Callable[[Sentence, int], bool]) -> Spot | None:
    found = [one for one in spots if is_end(*one)]
    return min(found, key=lambda one: (abs(one.place - spot.place), one.place < spot.place), default=None)


def _earlier(text: Text, at: int) -> Spot | None:
    """The count of the year before where only a neighbouring sentence has it."""
    found = [
        one
        for spots in neighbours(text, at)
        for one in spots
        if is_count(one) and _EARLIER & {*own_lead(*one), *own_tail(*one)}
    ]
    return only(found)


def _turned(spot: Spot, before: Spot, after: Spot, sign: int) -> Judgement:
    """A rise that is a fall, or the other way round."""
    key, change = "not_risen" if sign > 0 else "not_fallen", abs(after.amount.value - before.amount.value)
    return _judged(key, spot, before, after, None, change / before.amount.value * 100)


def _judged(key: str, spot: Spot, before: Spot, after: Spot, truth: Range | None, computed: Fraction) -> Judgement:
    """With no truth it cannot be, whatever was stated."""
    follows = truth is not None and spot.amount.may_be(truth)
    values = {
        "computed": shown(computed),
        "before": before.amount.shown,
        "after": after.amount.shown,
        "currency": "Rp" if before.amount.unit == RUPIAH else "",
    }
    return Judgement(key, follows, spot.sentence, spot.amount, (before.amount, after.amount), values)


def _directions(spots: Sequence[Spot]) -> Iterator[Judgement]:
    """Wrong turns without a size: "naik dari 866 menjadi 386", "naik menjadi 386 dari 866", "386, naik dari 866"."""
    for left, right in pairwise(spots):
        if not (is_count(left) and is_count(right) and left.amount.counts_like(right.amount)):
            continue
        if is_before(*left) and is_after(*right):
            sign, before, after = direction(own_lead(*left)), left, right
        elif is_after(*left) and is_from(*right):
            sign, before, after = direction(own_lead(*left)), right, left
        elif is_before(*right) and _is_compared(right.sentence.gap(right.place)):
            sign, before, after = direction(right.sentence.gap(right.place)), right, left
        else:
            continue
        first, last = (before, after) if sign > 0 else (after, before)
        if sign and not before.amount.is_zero and (last.amount.means - first.amount.means).high < 0:
            yield _turned(after, before, after, sign)


def _is_compared(gap: Words) -> bool:
    """Whether nothing but the comparison stands between two figures."""
    plain = {word for word in gap if word not in cues.RISE | cues.FALL and not word.isdecimal()}
    return "," in gap and plain <= cues.STEADY


def _differences(spots: Sequence[Spot]) -> Iterator[Judgement]:
    """What is called a difference: "selisih 250 antara 2.250 dan 2.000", "selisih antara 2.250 dan 2.000 ialah 250"."""
    counts = [spot for spot in spots if is_count(spot) and spot.amount.is_firm]
    for first, second, third in zip(counts, counts[1:], counts[2:], strict=False):
        lead = own_lead(*first)
        between = {*lead, *second.sentence.gap(second.place)}
        if not cues.DIFFERENCE & set(lead) or "antara" not in between or is_parted(first, third):
            continue
        stated, one, other = (third, first, second) if "antara" in lead else (first, second, third)
        if one.amount.counts_like(other.amount) and stated.amount.counts_like(one.amount):
            low, high = sorted((one, other), key=lambda spot: spot.amount.value)
            truth = high.amount.means - low.amount.means
            yield _judged("difference", stated, one, other, truth, high.amount.value - low.amount.value)


def _surpluses(text: Text) -> Iterator[Judgement]:
    """By how much a target was passed or missed: "melebihi target 1.960 orang, atau surplus 266 orang"."""
    for realized, target, at in pairs(text):
        for spot in text.spots[at]:
            is_beside = is_count(spot) and spot.amount.counts_like(target.amount) and not is_parted(spot, target)
            if is_beside and spot not in {target, realized} and cues.SURPLUS & set(own_lead(*spot)):
                low, high = sorted((target, realized), key=lambda one: one.amount.value)
                truth = high.amount.means - low.amount.means
                yield _judged("difference", spot, target, realized, truth, high.amount.value - low.amount.value)
