"""Percentages of a whole or of a target: "2.226 orang dari target 1.960, atau 113,57 persen"."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from content.arithmetic import cues
from content.arithmetic.amounts import RUPIAH, shown
from content.arithmetic.findings import Judgement
from content.arithmetic.roles import (
    Role,
    direction,
    is_after,
    is_change,
    is_from,
    is_put_differently,
    is_step,
    own_lead,
    own_tail,
    role,
)
from content.arithmetic.sentences import Spot
from content.arithmetic.targets import Pair, is_count, is_parted, opens_parts, pair_of, pairs, taken_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.findings import Value
    from content.arithmetic.sentences import Text, Words

_OPENING: Final = 6  # words in which a sentence takes up the one before
_LONGEST_OF: Final = 7  # words between "dari" and its number


def ratios(text: Text) -> Iterator[Judgement]:
    """Every percentage whose part and whole stand in the text for certain, recomputed."""
    known = tuple(pairs(text))
    for at, spots in enumerate(text.spots):
        for spot in spots:
            if spot.amount.is_percent and role(*spot) is not Role.TARGET and not is_change(*spot):
                part, wholes = _operands(text, at, spot, known)
                if part is not None and wholes:
                    judged = [_judged(spot, part, whole) for whole in wholes]
                    yield next((one for one in judged if one.follows), judged[0])


def _judged(spot: Spot, part: Spot, whole: Spot) -> Judgement:
    stated, part_value, whole_value = spot.amount.value, part.amount.value, whole.amount.value
    values: dict[str, Value] = {
        "computed": shown(part_value / whole_value * 100),
        "currency": "Rp" if whole.amount.unit == RUPIAH else "",
    }
    is_rate = role(*whole) is Role.TARGET
    if is_rate:
        values |= {"realization": part.amount.shown, "target": whole.amount.shown}
        values |= {"needed_realization": math.floor(whole_value * stated / 100)}
        values |= {"needed_target": math.floor(part_value * 100 / stated) if stated else 0}
    else:
        values |= {"part": part.amount.shown, "whole": whole.amount.shown}
    follows = spot.amount.may_be(part.amount.means.share_of(whole.amount.means))
    others = (part.amount, whole.amount)
    return Judgement("rate" if is_rate else "share", follows, spot.sentence, spot.amount, others, values)


def _operands(text: Text, at: int, spot: Spot, known: Sequence[Pair]) -> tuple[Spot | None, Sequence[Spot]]:
    """The part and what it can be of, the likeliest first; nothing where that is not certain."""
    part, whole = _beside(spot)
    if part is not None and (is_step(*part) or part.amount.is_zero):
        return None, ()
    wholes = [whole] if whole is not None else []
    if part is not None and whole is None:
        wholes = [one for one in _wholes(text, at, spot, part) if _is_that(spot, one)]
    if part is not None and wholes:
        is_level = role(*wholes[0]) is Role.TARGET or not (is_after(*part) or direction(own_lead(*wholes[0])))
        return (part, wholes) if is_level else (None, ())
    pair = pair_of(at, spot, part, whole, known)
    return (pair.realized, [pair.target]) if pair is not None else (None, ())


def _beside(spot: Spot) -> tuple[Spot | None, Spot | None]:
    """The part, the whole or both from what stands right beside a percentage."""
    sentence, place = spot
    left, right = Spot(sentence, place - 1), Spot(sentence, place + 1)
    if place and is_count(left) and is_put_differently(sentence, place):
        if not is_from(*left) and role(*left) is not Role.TARGET:
            return left, None
        earlier = Spot(sentence, place - 2)
        fits = place > 1 and is_count(earlier) and _fits(left, earlier) and not is_parted(earlier, left)
        return (earlier if fits else None), left
    if place + 1 < len(sentence.amounts) and is_count(right):
        if _says_again(sentence.gap(place + 1)):
            return right, None
        if _is_of(sentence.gap(place + 1)):
            return None, right
    return None, None


def _says_again(gap: Words) -> bool:
    """Whether these words lead from a percentage to the count it stands for: "atau", ", yaitu", an open bracket."""
    says = bool(cues.EITHER & set(gap[:1])) or (gap[:1] == (",",) and bool({"yakni", "yaitu", "atau"} & set(gap)))
    return says and set(gap) <= cues.FILLERS | cues.EITHER | {","}


def _is_of(gap: Words) -> bool:
    """Whether what follows is the whole: "dari target penempatan"."""
    of = gap[1:] if gap[:1] == (")",) else gap
    return bool(cues.FROM & set(of[:1])) and len(of) <= _LONGEST_OF and not {",", "atau", "("} & set(of)


def _wholes(text: Text, at: int, spot: Spot, part: Spot) -> Sequence[Spot]:
    """What a part can be of: "dari 140" behind or before it, a whole whose parts are listed, the sentence before."""
    sentence = spot.sentence
    behind = Spot(sentence, max(spot.place, part.place) + 1)
    if behind.place < len(sentence.amounts) and _fits(behind, part) and is_from(*behind) and _is_of(_from_on(behind)):
        return [behind]
    among = bool({"antaranya", "diantaranya"} & set(own_tail(*part)))
    between: list[Spot] = []
    for place in range(min(spot.place, part.place) - 1, -1, -1):
        whole = Spot(sentence, place)
        if is_parted(whole, part):
            break
        if _fits(whole, part):
            if among or is_from(*whole) or role(*whole) is Role.TARGET or opens_parts(whole):
                return [whole, *between]
            between.append(whole)
    return _wholes_before(text, at, spot, part) if at else []


def _wholes_before(text: Text, at: int, spot: Spot, part: Spot) -> Sequence[Spot]:
    """What the sentence before can be the whole of: "dari jumlah itu"; where it began "Dari 127", its counts, too."""
    opening = spot.sentence.words(spot.sentence.first, part.amount.first)[:_OPENING]
    if cues.BACK & {*opening, *own_tail(*spot)}:
        sole = taken_up(text, at, lambda one: _fits(one, part))
        return [sole] if sole else []
    before = [one for one in text.spots[at - 1] if _fits(one, part) and role(*one) is not Role.TARGET]
    goes_on = len(opening) < _OPENING and before and text.sentences[at - 1].all_words[0] == "dari"
    return before if goes_on and before[0].place == 0 and is_from(*before[0]) else []


def _is_that(spot: Spot, whole: Spot) -> bool:
    """Whether "dari total peserta" behind a percentage can mean this whole; without such words it can."""
    tail = own_tail(*spot)
    if whole.place == spot.place + 1 or not {"dari", "total"} & set(tail[:1]):
        return True
    return bool({whole.amount.noun, "tersebut", "itu", "target"} & set(tail))


def _from_on(spot: Spot) -> Words:
    """The words before a figure from "dari" on, where only a noun stands before that."""
    gap = spot.sentence.gap(spot.place)
    at = next((at for at, word in enumerate(gap[:3]) if word in cues.FROM), 0)
    return gap[at:]


def _fits(whole: Spot, part: Spot) -> bool:
    amount = whole.amount
    return is_count(whole) and amount.counts_like(part.amount) and amount.is_firm and not amount.is_zero
