"""Percentages that say how much of a whole or of a target something is: "2.226 dari target 1.960, atau 113,57 persen"."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from content.arithmetic import words
from content.arithmetic.amounts import RUPIAH, shown
from content.arithmetic.findings import Judgement
from content.arithmetic.phrases import find
from content.arithmetic.roles import Role, direction, is_after, is_from, is_put_differently, is_step, own_lead, own_tail, role
from content.arithmetic.sentences import Spot
from content.arithmetic.targets import Pair, is_count, is_parted, neighbours, only, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.findings import Value
    from content.arithmetic.sentences import Text, Words

_FARTHEST: Final = 2  # sentences between a percentage and the numbers it is of
_REACHED: Final = words.REALIZED | frozenset({"persentase", "persentasenya", "kinerja", "capai", "serapan", "memenuhi"})
_BACK: Final = frozenset({"itu", "tersebut", "ini", "antaranya", "diantaranya", "rinciannya", "mereka"})
_OPENING: Final = 6  # words in which a sentence takes up the one before
_LONGEST_OF: Final = 7


def ratios(text: Text) -> Iterator[Judgement]:
    """Every percentage whose part and whole stand in the text for certain, recomputed."""
    known = tuple(pairs(text))
    for at, spots in enumerate(text.spots):
        for spot in spots:
            if spot.amount.is_percent and role(*spot) is not Role.TARGET and not _is_change(spot):
                part, whole = _operands(text, at, spot, known)
                if part is not None and whole is not None and whole.amount.value > 0:
                    yield _judged(spot, part, whole)


def _is_change(spot: Spot) -> bool:
    tail = own_tail(*spot)
    compares = tail[:1] == ("lebih",) and bool(set(tail[1:2]) & (words.MORE_THAN | words.LESS_THAN))
    return compares or (direction(own_lead(*spot)) != 0 and not is_after(*spot))


def _judged(spot: Spot, part: Spot, whole: Spot) -> Judgement:
    truth = part.amount.means.share_of(whole.amount.means)
    stated, part_value, whole_value = spot.amount.value, part.amount.value, whole.amount.value
    computed = shown(part_value / whole_value * 100)
    currency = "Rp" if whole.amount.unit == RUPIAH else ""
    is_rate = role(*whole) is Role.TARGET
    values: dict[str, Value] = {"computed": computed, "currency": currency}
    if is_rate:
        values |= {"realization": part.amount.shown, "target": whole.amount.shown}
        values |= {"needed_realization": math.floor(whole_value * stated / 100)}
        values |= {"needed_target": math.floor(part_value * 100 / stated) if stated else 0}
    else:
        values |= {"part": part.amount.shown, "whole": whole.amount.shown}
    follows = spot.amount.may_be(truth)
    others = (part.amount, whole.amount)
    return Judgement("rate" if is_rate else "share", follows, spot.sentence, spot.amount, others, values)


def _operands(text: Text, at: int, spot: Spot, known: Sequence[Pair]) -> tuple[Spot | None, Spot | None]:
    part, whole = _beside(spot)
    if part is not None and whole is None:
        whole = _whole(text, at, spot, part)
        whole = whole if whole is None or _is_that(spot, whole) else None
    if part is not None and is_step(*part):
        return None, None
    if part is not None and whole is not None:
        is_level = role(*whole) is Role.TARGET or not (is_after(*part) or direction(own_lead(*whole)))
        return (part, whole) if is_level else (None, None)
    pair = _pair(at, spot, part, whole, known)
    if pair is not None:
        return pair.realized, pair.target
    if whole is not None and part is None and role(*whole) is Role.NONE:
        return None, None
    return part, whole


def _beside(spot: Spot) -> tuple[Spot | None, Spot | None]:
    """The part, the whole or both from what stands right beside a percentage."""
    sentence, index = spot
    left, right = Spot(sentence, index - 1), Spot(sentence, index + 1)
    has_right = index + 1 < len(sentence.amounts) and is_count(right)
    if index and is_count(left) and is_put_differently(sentence, index):
        if not is_from(*left) and role(*left) is not Role.TARGET:
            return left, None
        earlier = Spot(sentence, index - 2)
        fits = index > 1 and is_count(earlier) and earlier.amount.counts_like(left.amount)
        return (earlier, left) if fits and not is_parted(earlier, left) else (None, left)
    if has_right and set(sentence.gap(index + 1)) <= words.FILLERS | words.EITHER and (
        words.EITHER & set(sentence.gap(index + 1)[:1])
    ):
        return right, None
    if has_right and _is_of(sentence.gap(index + 1)):
        return None, right
    return None, None


def _is_of(gap: Words) -> bool:
    """ "dari target penempatan": what follows is the whole."""
    of = gap[1:] if gap[:1] == (")",) else gap
    return of[:1] in {("dari",), ("terhadap",)} and len(of) <= _LONGEST_OF and not {",", "atau", "("} & set(of)


def _whole(text: Text, at: int, spot: Spot, part: Spot) -> Spot | None:
    """What a part is of: behind it "dari 140", before it "Dari 140", a whole with its parts, the sentence before."""
    sentence = spot.sentence
    behind = max(spot.place, part.place) + 1
    if behind < len(sentence.amounts) and _fits(Spot(sentence, behind), part) and is_from(sentence, behind):
        if _is_of(_from_of(sentence.gap(behind))):
            return Spot(sentence, behind)
    for index in range(min(spot.place, part.place) - 1, -1, -1):
        whole = Spot(sentence, index)
        if is_parted(whole, part):
            break
        if _fits(whole, part) and (is_from(*whole) or role(*whole) is Role.TARGET or _opens_parts(whole)):
            return whole
    opening = sentence.words(sentence.first, part.amount.first)[:_OPENING]
    if at and _BACK & {*opening, *own_tail(*spot)}:
        before = [one for one in text.spots[at - 1] if _fits(one, part) and role(*one) is not Role.TARGET]
        return only(before)
    return None


def _is_that(spot: Spot, whole: Spot) -> bool:
    """Whether "dari total peserta" behind a percentage can mean this whole; without such words it can."""
    tail = own_tail(*spot)
    if whole.place == spot.place + 1 or not {"dari", "total"} & set(tail[:1]):
        return True
    return bool({whole.amount.noun, "tersebut", "itu", "target"} & set(tail))


def _from_of(gap: Words) -> Words:
    """The words from "dari" on, where only a noun stands before it."""
    at = next((at for at, word in enumerate(gap[:3]) if word in {"dari", "terhadap"}), 0)
    return gap[at:]


def _fits(whole: Spot, part: Spot) -> bool:
    return is_count(whole) and whole.amount.counts_like(part.amount) and whole.amount.is_firm


def _opens_parts(whole: Spot) -> bool:
    """Whether parts are listed behind it: "140 orang, terdiri dari"."""
    gap = whole.sentence.gap(whole.place + 1)
    return find(gap, words.CERTAIN) >= 0 or find(gap, words.LIKELY) >= 0


def _pair(at: int, spot: Spot, part: Spot | None, whole: Spot | None, known: Sequence[Pair]) -> Pair | None:
    """The target and what was reached of it that the percentage is about."""
    if part is not None:
        return next((pair for pair in known if pair.realized == part), None)
    if whole is not None:
        return next((pair for pair in known if pair.target == whole), None)
    if not _is_rate(spot):
        return None
    near = [pair for pair in known if 0 <= at - pair.at <= _FARTHEST]
    if near:
        return near[-1]
    subjects = spot.sentence.subjects
    of_one = [pair for pair in known if not subjects or subjects & _subjects(pair)]
    return of_one[0] if len(of_one) == 1 and _names_target(spot) else None


def _is_rate(spot: Spot) -> bool:
    return bool(_REACHED & set(own_lead(*spot))) or _names_target(spot)


def _names_target(spot: Spot) -> bool:
    return bool(words.TARGET & {*own_tail(*spot), *own_lead(*spot)})


def _subjects(pair: Pair) -> frozenset[str]:
    return pair.realized.sentence.subjects | pair.target.sentence.subjects
