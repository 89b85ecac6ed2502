"""Wholes against the sum of their parts: right, right within rounding, or not."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING

from content.arithmetic.amounts import RUPIAH, exactly, shown
from content.arithmetic.findings import Judgement
from content.arithmetic.parts import turns
from content.arithmetic.wholes import sums_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.findings import Value
    from content.arithmetic.sentences import Spot, Text
    from content.arithmetic.wholes import Sum


def sums(text: Text) -> Iterator[Judgement]:
    """Every whole whose parts are listed for certain, added up."""
    told: set[tuple[int, int]] = set()
    starts = {sentence.first: at for at, sentence in enumerate(text.sentences)}
    for has_rows, sentence in chain(zip(repeat(True), text.blocks), zip(repeat(False), text.sentences)):
        at = starts[sentence.first]
        for one in sums_of(sentence, text.spots[at - 1] if at else (), has_rows=has_rows):
            judgement = _judge(one)
            if judgement is not None and _ends(judgement) not in told:
                told.add(_ends(judgement))
                yield judgement


def _ends(judgement: Judgement) -> tuple[int, int]:
    return judgement.stated.first, judgement.others[0].first


def _judge(one: Sum) -> Judgement | None:
    """The first whole that the parts make, or those before a turn; else the likeliest whole, if all is certain."""
    ends = [end for end in range(len(one.parts), 1, -1) if end == len(one.parts) or turns(one.parts[end])]
    for whole in one.wholes:
        judged = (_judged(whole, one.parts[:end]) for end in ends)
        following = next((judgement for judgement in judged if judgement.follows), None)
        if following is not None:
            return following
        if round_one := _repeated(whole, one.parts):
            return _judged(whole, round_one)
    is_firm = all(part.amount.is_firm for part in one.parts)
    return _judged(one.wholes[0], one.parts) if one.wholes and one.is_certain and is_firm else None


def _repeated(whole: Spot, parts: Sequence[Spot]) -> Sequence[Spot]:
    """The first round of parts that make the whole several times over, as by sex and again by age; else nothing."""
    ends, total = [0], Fraction(0)
    for end, part in enumerate(parts, start=1):
        total += part.amount.value
        if total == whole.amount.value:
            ends.append(end)
            total = Fraction(0)
    sizes = [end - start for start, end in pairwise(ends)]
    return parts[: ends[1]] if len(sizes) > 1 and min(sizes) > 1 and ends[-1] == len(parts) else ()


def _judged(whole: Spot, parts: Sequence[Spot]) -> Judgement:
    total = exactly(0)
    for part in parts:
        total += part.amount.means
    computed = sum((part.amount.value for part in parts), Fraction(0))
    values: dict[str, Value] = {
        "computed": shown(computed),
        "difference": shown(abs(computed - whole.amount.value)),
        "parts": " + ".join(part.written for part in parts),
        "currency": "Rp" if whole.amount.unit == RUPIAH else "",
    }
    others = tuple(part.amount for part in parts)
    return Judgement("sum", whole.amount.may_be(total), whole.sentence, whole.amount, others, values)
