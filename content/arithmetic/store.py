"""Figures of a text against those of the store, where words, unit, year and scope tie them for certain."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from content.arithmetic.amounts import RUPIAH, Range, are_alike
from content.arithmetic.findings import Judgement
from content.arithmetic.targets import pairs
from content.arithmetic.ties import Tie, Ties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from content.arithmetic.amounts import Amount
    from content.arithmetic.findings import Known, Value
    from content.arithmetic.sentences import Spot, Text

_KEYS: Final = {"target": "known_target", "rate": "known_rate", "part": "known_part"}


def against_store(
    text: Text, known: Sequence[Known], wholes: Mapping[int, Amount], rates: Collection[int]
) -> Iterator[Judgement]:
    """Every figure tied to a number of the store; `wholes` has the whole of parts, `rates` were recomputed already."""
    beside: dict[int, Spot] = {}
    for realized, target, _ in pairs(text):
        beside |= {target.amount.first: realized, realized.amount.first: target}
    tied: dict[Known, list[Tie]] = defaultdict(list)
    for tie in Ties(text, known, wholes, beside).all():
        if tie.known.what != "rate" or tie.spot.amount.first not in rates:
            tied[tie.known].append(tie)
    told: set[int] = set()
    for judgement in (one for ties in tied.values() for one in _judged(ties)):
        if judgement.stated.first not in told:
            told.add(judgement.stated.first)
            yield judgement


def _judged(ties: Sequence[Tie]) -> Iterator[Judgement]:
    """What agrees is confirmed. Where several figures are tied, only what can be a slip is told."""
    agreeing = [tie for tie in ties if _agrees(tie)]
    for tie in agreeing:
        yield _told(tie, follows=True)
    differing = [tie for tie in ties if tie.is_sure and not _agrees(tie)]
    is_alone = not agreeing and len({tie.spot.amount.value for tie in differing}) == 1
    for tie in differing[:1] if is_alone else filter(_is_slip, differing):
        yield _told(tie, follows=False)


def _told(tie: Tie, *, follows: bool) -> Judgement:
    known, amount = tie.known, tie.spot.amount
    key = _KEYS.get(known.what, "known")
    values: dict[str, Value] = {
        "stored": known.value,
        "indicator": known.indicator,
        "name": known.name,
        "year": str(known.year),
        "currency": "Rp" if amount.unit == RUPIAH else "",
    }
    is_cut = follows and not amount.may_be(_truth(known))
    return Judgement("cut" if is_cut else key, follows, tie.spot.sentence, amount, (), values)


def _truth(known: Known) -> Range:
    """What the store says; a rate was rounded."""
    value, half = Fraction(known.value), Fraction(0)
    if known.what == "rate" and isinstance(known.value, Decimal):
        half = Fraction(1, 2 * 10 ** max(0, -int(known.value.as_tuple().exponent)))
    return Range(value - half, value + half)


def _agrees(tie: Tie) -> bool:
    """Equal, equal within its rounding, or an amount of money with its last places cut off instead."""
    amount, known = tie.spot.amount, tie.known
    return amount.may_be(_truth(known)) or (amount.unit == RUPIAH and amount.was_cut(Fraction(known.value)))


def _is_slip(tie: Tie) -> bool:
    amount = tie.spot.amount
    return amount.is_firm and amount.step == 0 and are_alike(amount.value, Fraction(tie.known.value))
