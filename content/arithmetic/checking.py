"""The check of a text: everything said of its figures that can be recomputed, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.arithmetic.changes import changes
from content.arithmetic.findings import Checked, Judgement
from content.arithmetic.ratios import ratios
from content.arithmetic.sentences import Text
from content.arithmetic.store import against_store
from content.arithmetic.sums import sums
from content.arithmetic.twice import twice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.findings import Known

LONGEST: Final = 10_000


def check(text: str, known: Sequence[Known] = ()) -> Checked:
    """What follows in a text and what does not; total, pure, and quick on any text.

    What it cannot tie for certain it leaves alone. Where numbers contradict each other it says so, and never which one
    is wrong.
    """
    read = Text.of(text[:LONGEST])
    added = list(sums(read))
    wholes = {part.first: judgement.stated for judgement in added for part in judgement.others}
    inside = [*ratios(read), *changes(read), *added, *spelled(read), *twice(read, wholes.keys())]
    rates = {judgement.stated.first for judgement in inside}
    judged = sorted([*inside, *against_store(read, known, wholes, rates)], key=lambda one: one.stated.start)
    tied = {amount.first for one in judged for amount in (one.stated, *one.others)}
    return Checked(
        tuple(one.finding() for one in judged if not one.follows),
        tuple(one.finding() for one in judged if one.follows),
        len(read.amounts),
        len(read.amounts) - len(tied),
    )


def spelled(text: Text) -> Iterator[Judgement]:
    """12 (dua belas): a number and the words for it in brackets."""
    for amount in text.amounts:
        if amount.spelled is not None:
            follows = amount.value == amount.spelled
            yield Judgement("spelled", follows, text.sentence_of(amount), amount, (), {"computed": amount.spelled})
