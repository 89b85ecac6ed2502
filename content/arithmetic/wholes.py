"""What could be a whole and its parts: "140 orang, terdiri dari 80 dan 60", "A, B, dan C, sehingga total D"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic import cues
from content.arithmetic.amounts import are_alike
from content.arithmetic.parts import are_sides, is_free, listed, side, without_others
from content.arithmetic.phrases import find
from content.arithmetic.roles import Role, is_from, role
from content.arithmetic.sentences import Spot
from content.arithmetic.targets import is_count, is_parted, only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.sentences import Sentence

_FAR_OFF: Final = 4  # times larger or smaller: parts of something else
_LINKS: Final = frozenset({"dan", "serta", "+", "sedangkan", "sementara", *cues.REST})
_OPENING: Final = 5  # words in which a sentence takes up the one before
_NEAR: Final = 5  # words between "total" and its number


class Sum(NamedTuple):
    """Parts and what they may make, the likeliest first; where that is not certain they can only be confirmed."""

    wholes: Sequence[Spot]
    parts: Sequence[Spot]
    is_certain: bool


def sums_of(sentence: Sentence, before: Sequence[Spot], *, has_rows: bool) -> Iterator[Sum]:
    """Every sum a sentence may speak of; `before` are the figures of the one before it."""
    spots = tuple(Spot(sentence, place) for place in range(len(sentence.amounts)))
    yield from _added(spots)
    yield from _listed(spots, before)
    yield from _bracketed(spots)
    yield from _paired(spots)
    yield from _with_rest(spots, before)
    yield from _totalled(spots, before, has_rows=has_rows)


def _added(spots: Sequence[Spot]) -> Iterator[Sum]:
    """80 + 60 = 140."""
    parts: list[Spot] = []
    for spot in spots:
        gap = set(spot.sentence.gap(spot.place))
        if "=" in gap and len(parts) > 1:
            yield Sum([spot], parts, is_certain=True)
        parts = [*parts, spot] if "+" in gap else [spot]


def _listed(spots: Sequence[Spot], before: Sequence[Spot]) -> Iterator[Sum]:
    """140 orang, terdiri dari 80 dan 60; a line and the rows below it."""
    for row in listed(spots):
        for group in row.groups:
            earlier = [one for one in reversed(spots[: row.start]) if not is_parted(one, group[0])]
            wholes = [one for one in earlier if _is_whole(one, group)] or _before(before, group)
            wholes.sort(key=lambda one: role(*one) is Role.TARGET)
            is_tied = bool(wholes) and (wholes[0].sentence is group[0].sentence or _takes_up(group[0], wholes[0]))
            is_sized = row.is_certain or (is_tied and _is_near(wholes[0], group))
            yield Sum(wholes, group, is_certain=row.is_exhaustive and is_tied and is_sized)


def _before(before: Sequence[Spot], parts: Sequence[Spot]) -> list[Spot]:
    """The whole in the sentence before: the only one it can be, or the only one that was reached."""
    wholes = [one for one in before if _is_whole(one, parts) and role(*one) is not Role.TARGET]
    sole = only(wholes) or only([one for one in wholes if role(*one) is Role.REALIZED])
    return [sole] if sole else []


def _takes_up(part: Spot, whole: Spot) -> bool:
    """Whether a sentence takes up the whole of the one before: "jumlah itu", "rinciannya", "peserta terdiri dari"."""
    opening = set(part.sentence.words(part.sentence.first, part.amount.first)[:_OPENING])
    return bool(opening & (cues.BACK | {whole.amount.noun})) or bool(whole.sentence.subjects & part.sentence.subjects)


def _bracketed(spots: Sequence[Spot]) -> Iterator[Sum]:
    """140 orang (80 perempuan dan 60 laki-laki)."""
    for whole in spots:
        if "(" not in whole.sentence.gap(whole.place + 1)[:4]:
            continue
        depths, behind = whole.sentence.depths, spots[whole.place + 1 :]
        end = next((at for at, one in enumerate(behind) if depths[one.place] <= depths[whole.place]), len(behind))
        counts = [one for one in behind[:end] if is_count(one)]
        parts = without_others(counts, whole)
        if len(parts) == len(counts) > 1 and _is_whole(whole, parts):
            is_joined = bool(_LINKS & set(parts[-1].sentence.gap(parts[-1].place)))
            is_all = are_sides(parts) or (is_joined and _is_slip(whole, parts))
            yield Sum([whole], parts, is_certain=is_all and _is_near(whole, parts) and is_free(parts))


def _paired(spots: Sequence[Spot]) -> Iterator[Sum]:
    """1.305 orang, 1.211 perempuan dan 94 laki-laki: two words that leave nobody out."""
    counts = [spot for spot in spots if is_count(spot)]
    for whole, *parts in zip(counts, counts[1:], counts[2:], strict=False):
        if not are_sides(parts) or side(whole) or not _is_whole(whole, parts) or is_parted(whole, parts[0]):
            continue
        is_all = find(whole.sentence.gap(parts[0].place), cues.ONLY_SOME) < 0 and role(*whole) is not Role.TARGET
        yield Sum([whole], parts, is_certain=is_all and _is_near(whole, parts) and is_free(parts))


def _with_rest(spots: Sequence[Spot], before: Sequence[Spot]) -> Iterator[Sum]:
    """Dari 140 peserta, 80 perempuan, sisanya 60 laki-laki."""
    for spot in spots:
        if not cues.REST & set(spot.sentence.gap(spot.place)) or not is_count(spot):
            continue
        earlier = [one for one in spots[: spot.place] or before if _is_whole(one, [spot])]
        start = next((at for at in range(len(earlier) - 1, -1, -1) if is_from(*earlier[at])), len(earlier))
        parts = [*earlier[start + 1 :], spot]
        if len(parts) > 1:
            yield Sum([earlier[start]], parts, is_certain=_is_near(earlier[start], parts) and is_free(parts))


def _totalled(spots: Sequence[Spot], before: Sequence[Spot], *, has_rows: bool) -> Iterator[Sum]:
    """80 di Kupang dan 60 di Fatuleu, sehingga total 140; a row of the total below others."""
    phrases = (*cues.SUMMED, ("jumlah",)) if has_rows else cues.SUMMED
    for spot in spots:
        lead = spot.sentence.gap(spot.place)[-_NEAR:]
        at = find(lead, phrases)
        if at < 0 or not is_count(spot) or "dari" in lead or cues.PARTIAL_TIME & set(lead[at:]):
            continue
        parts = [one for one in without_others(spots[: spot.place] or before, spot) if _is_whole(spot, [one])]
        parts = [one for one in parts if one.sentence.depths[one.place] == 0]
        if len(parts) > 1:
            yield Sum([spot], parts, is_certain=spot.place > 0 and is_free(parts) and _is_near(spot, parts))


def _is_whole(whole: Spot, parts: Sequence[Spot]) -> bool:
    """Whether it can be the whole of these parts: three regencies are not that of their people."""
    counts = is_count(whole) and all(whole.amount.counts_like(part.amount) for part in parts)
    is_noun = bool(whole.amount.noun) and whole.amount.unit == whole.amount.noun
    return counts and not (is_noun and any(not part.amount.unit for part in parts))


def _total(parts: Sequence[Spot]) -> Fraction:
    return sum((part.amount.value for part in parts), Fraction(0))


def _is_near(whole: Spot, parts: Sequence[Spot]) -> bool:
    """Whether the parts are of the size of the whole."""
    return _total(parts) <= _FAR_OFF * whole.amount.value <= _FAR_OFF * _FAR_OFF * _total(parts)


def _is_slip(whole: Spot, parts: Sequence[Spot]) -> bool:
    """Whether brackets that may name only some parts still contradict the whole: too many, or a digit mistyped."""
    return _total(parts) > whole.amount.value or are_alike(_total(parts), whole.amount.value)
