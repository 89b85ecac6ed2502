"""What rose or fell: "turun 55,4 persen dari 866 menjadi 386", "bertambah 825", "dua kali lipat", "selisih"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from content.arithmetic import words
from content.arithmetic.amounts import RUPIAH, TIMES, Range, exactly, shown
from content.arithmetic.findings import Judgement
from content.arithmetic.roles import Role, direction, is_after, is_before, is_put_differently, is_step, own_lead, own_tail, role
from content.arithmetic.sentences import Spot
from content.arithmetic.targets import is_count, is_parted, neighbours, only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.sentences import Text, Words

_EARLIER: Final = frozenset({"sebelumnya", "lalu", "semula"})
_BACK: Final = frozenset({"itu", "tersebut", "ini", "angka", "jumlah", "jumlahnya", "angkanya", "capaian", "nilainya"})
_STEADY: Final = frozenset(
    """
    , dari dibanding dibandingkan dengan tahun sebelumnya yang sebanyak lalu periode sama pada ketimbang jumlah mencapai
    hanya sebesar orang kasus pmi
    """.split()
)
_PER_PERCENT: Final = Range(Fraction(1, 100), Fraction(1, 100))


def changes(text: Text) -> Iterator[Judgement]:
    """Every rise, fall and difference whose beginning and end stand in the text for certain, recomputed."""
    for at, spots in enumerate(text.spots):
        settled: set[tuple[int, int]] = set()
        for spot in spots:
            for judgement, ends in _of(text, at, spot):
                settled.add(ends)
                yield judgement
        yield from (judgement for judgement, ends in _directions(spots) if ends not in settled)
        yield from _differences(spots)


def _of(text: Text, at: int, spot: Spot) -> Iterator[tuple[Judgement, tuple[int, int]]]:
    sign = _sign(spot)
    if not sign and spot.amount.unit != TIMES:
        return
    before, after = _ends(text, at, spot)
    if before is None or after is None or before.amount.value <= 0 or after.amount.value <= 0:
        return
    ends = (before.place, after.place) if before.sentence is after.sentence is spot.sentence else (-1, -1)
    if spot.amount.is_percent:
        yield _in_percent(spot, before, after, sign), ends
    elif spot.amount.unit == TIMES:
        yield _in_times(spot, before, after, sign), ends
    elif before.sentence is after.sentence is spot.sentence and spot.amount.counts_like(before.amount):
        yield _in_numbers(spot, before, after, sign), ends


def _sign(spot: Spot) -> int:
    """Whether a figure is by how much something rose (1) or fell (-1)."""
    lead, tail = own_lead(*spot), own_tail(*spot)
    if tail[:1] == ("lebih",) or spot.amount.is_percent and "lebih" in tail[1:2]:
        compared = set(tail[:3])
        return 1 if compared & words.MORE_THAN else -1 if compared & words.LESS_THAN else 0
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
    own = [
        one
        for one in text.spots[at]
        if one.place != spot.place and is_count(one) and not is_parted(one, spot) and not is_step(*one)
    ]
    before, after = _nearest(own, spot, is_before), _nearest(own, spot, is_after)
    if before is not None and after is None:
        earlier = [one for one in own if one.place < spot.place and one.place != before.place]
        after = earlier[-1] if earlier else _of_sentence_before(text, at)
        if after is not None and (role(*after) is Role.TARGET or is_before(*after)):
            after = None
    if before is None and after is None and spot.amount.is_percent:
        left = [one for one in own if one.place == spot.place - 1]
        after = left[0] if left and {",", "atau"} & set(spot.sentence.gap(spot.place)) else None
        before = _earlier(text, at) if after is not None and _EARLIER & set(spot.sentence.all_words) else None
    if before is None or after is None or not before.amount.counts_like(after.amount):
        return None, None
    return before, after


def _nearest(spots: Sequence[Spot], spot: Spot, is_end: object) -> Spot | None:
    assert callable(is_end)
    found = [one for one in spots if is_end(*one)]
    return min(found, key=lambda one: (abs(one.place - spot.place), one.place < spot.place), default=None)


def _of_sentence_before(text: Text, at: int) -> Spot | None:
    """What "jumlah itu" means: the only count of the sentence before."""
    sentence = text.sentences[at]
    if not at or not _BACK & set(sentence.all_words[:3]):
        return None
    return only([one for one in text.spots[at - 1] if is_count(one)])


def _earlier(text: Text, at: int) -> Spot | None:
    """The count of the year before where only a neighbouring sentence has it."""
    found = [
        one
        for spots in neighbours(text, at)
        for one in spots
        if is_count(one) and _EARLIER & {*own_lead(*one), *own_tail(*one)}
    ]
    return only(found)


def _in_percent(spot: Spot, before: Spot, after: Spot, sign: int) -> Judgement:
    truth = before.amount.means.change_to(after.amount.means)
    change = (after.amount.value - before.amount.value) / before.amount.value * 100
    if change * sign < 0:
        return _turned(spot, before, after, sign)
    facing = truth if sign > 0 else Range(-truth.high, -truth.low)
    return _judged("change", spot, before, after, follows=spot.amount.may_be(facing), computed=abs(change))


def _in_times(spot: Spot, before: Spot, after: Spot, sign: int) -> Judgement:
    first, last = (before, after) if sign >= 0 else (after, before)
    share = last.amount.means.share_of(first.amount.means)
    truth = Range(share.low / 100, share.high / 100)
    computed = last.amount.value / first.amount.value
    return _judged("times", spot, before, after, follows=spot.amount.may_be(truth), computed=computed)


def _in_numbers(spot: Spot, before: Spot, after: Spot, sign: int) -> Judgement:
    change = after.amount.value - before.amount.value
    if change * sign < 0:
        return _turned(spot, before, after, sign)
    first, last = (before, after) if sign > 0 else (after, before)
    truth = last.amount.means - first.amount.means
    return _judged("difference", spot, before, after, follows=spot.amount.may_be(truth), computed=abs(change))


def _turned(spot: Spot, before: Spot, after: Spot, sign: int) -> Judgement:
    key = "not_risen" if sign > 0 else "not_fallen"
    change = (after.amount.value - before.amount.value) / before.amount.value * 100
    return _judged(key, spot, before, after, follows=False, computed=abs(change))


def _judged(key: str, spot: Spot, before: Spot, after: Spot, *, follows: bool, computed: Fraction) -> Judgement:
    values = {
        "computed": shown(computed),
        "before": before.amount.shown,
        "after": after.amount.shown,
        "currency": "Rp" if before.amount.unit == RUPIAH else "",
    }
    return Judgement(key, follows, spot.sentence, spot.amount, (before.amount, after.amount), values)


def _directions(spots: Sequence[Spot]) -> Iterator[tuple[Judgement, tuple[int, int]]]:
    """ "naik dari 866 menjadi 386" without saying by how much."""
    for before, after in zip(spots, spots[1:], strict=False):
        if not (is_count(before) and is_count(after) and before.amount.counts_like(after.amount)):
            continue
        if is_before(*before) and is_after(*after):
            sign, first, last = direction(own_lead(*before)), before, after
        elif is_before(*after) and _is_steady(after.sentence.gap(after.place)):
            sign, first, last = direction(after.sentence.gap(after.place)), after, before
        else:
            continue
        if not sign or not first.amount.is_firm or not last.amount.is_firm or not first.amount.value:
            continue
        ends = (first.place, last.place)
        if (last.amount.value - first.amount.value) * sign < 0:
            yield _turned(last, first, last, sign), ends


def _is_steady(gap: Words) -> bool:
    """Whether nothing but the comparison stands between two figures."""
    plain = {word for word in gap if word not in words.RISE | words.FALL and not word.isdecimal()}
    return "," in gap and plain <= _STEADY


def _differences(spots: Sequence[Spot]) -> Iterator[Judgement]:
    """ "selisih 250 antara 2.250 dan 2.000", "selisih antara 2.250 dan 2.000 sebanyak 250"."""
    counts = [spot for spot in spots if is_count(spot) and spot.amount.is_firm]
    for at in range(len(counts) - 2):
        first, second, third = counts[at : at + 3]
        lead = own_lead(*first)
        if not words.DIFFERENCE & set(lead) or is_parted(first, third):
            continue
        stated, one, other = (third, first, second) if "antara" in lead else (first, second, third)
        if "antara" not in {*lead, *second.sentence.gap(second.place)}:
            continue
        if not (one.amount.counts_like(other.amount) and stated.amount.counts_like(one.amount)):
            continue
        change = abs(one.amount.value - other.amount.value)
        step = one.amount.step + other.amount.step
        truth = Range(change - step / 2, change + step / 2) if step else exactly(change)
        yield _judged("difference", stated, one, other, follows=stated.amount.may_be(truth), computed=change)
