"""Wholes and their parts: "140 orang, terdiri dari 80 dan 60", "A, B, dan C, sehingga total D"."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING, Final

from content.arithmetic import words
from content.arithmetic.amounts import RUPIAH, exactly, shown
from content.arithmetic.findings import Judgement
from content.arithmetic.parts import is_free, listed, side, turns, without_others
from content.arithmetic.phrases import find
from content.arithmetic.roles import Role, is_from, own_lead, role
from content.arithmetic.sentences import Spot
from content.arithmetic.targets import is_count, is_parted, only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from content.arithmetic.findings import Value
    from content.arithmetic.sentences import Sentence, Text

_FAR_OFF: Final = 4  # times larger or smaller: parts of something else
_LINKS: Final = frozenset({"dan", "serta", "+", "sedangkan", "sementara", "sisanya", "selebihnya"})
_BACK: Final = frozenset({"itu", "tersebut", "ini", "mereka", "rinciannya", "rincian", "jumlahnya", "masing-masing"})
_OPENING: Final = 5
_NEAR: Final = 5  # words between "total" and its number
Spots = "Sequence[Spot]"


def sums(text: Text) -> Iterator[Judgement]:
    """Every whole whose parts are listed for certain, added up."""
    done: set[tuple[int, int]] = set()
    starts = {sentence.first: at for at, sentence in enumerate(text.sentences)}
    for has_rows, sentence in chain(zip(repeat(True), text.blocks), zip(repeat(False), text.sentences)):
        at = starts[sentence.first]
        for judgement in _of(sentence, text.spots[at - 1] if at else (), has_rows=has_rows):
            key = (judgement.stated.first, judgement.others[0].first)
            if key not in done:
                done.add(key)
                yield judgement


def _of(sentence: Sentence, before: Sequence[Spot], *, has_rows: bool) -> Iterator[Judgement]:
    spots = tuple(Spot(sentence, index) for index in range(len(sentence.amounts)))
    yield from _added(spots)
    yield from _listed(spots, before)
    yield from _bracketed(spots)
    yield from _paired(spots)
    yield from _rest(spots, before)
    yield from _totalled(spots, before, has_rows=has_rows)


def _judge(wholes: Sequence[Spot], parts: Sequence[Spot], *, is_certain: bool) -> Judgement | None:
    """The first whole that the parts make; else the first whole of all, if everything is certain."""
    ends = [end for end in range(len(parts), 1, -1) if end == len(parts) or turns(parts[end])]
    for whole in wholes:
        for end in ends:
            judgement = _judged(whole, parts[:end])
            if judgement.follows:
                return judgement
        if (round_one := _repeated(whole, parts)) is not None:
            return _judged(whole, round_one)
    if not wholes or not is_certain or not all(part.amount.is_firm for part in parts):
        return None
    return _judged(wholes[0], parts)


def _repeated(whole: Spot, parts: Sequence[Spot]) -> Sequence[Spot] | None:
    """The first round of parts that make the whole several times over, as by sex and again by age."""
    ends, total = [0], Fraction(0)
    for end, part in enumerate(parts, start=1):
        total += part.amount.value
        if total == whole.amount.value:
            ends.append(end)
            total = Fraction(0)
    steps = [end - start for start, end in pairwise(ends)]
    return parts[: ends[1]] if len(steps) > 1 and ends[-1] == len(parts) and min(steps) > 1 else None


def _judged(whole: Spot, parts: Sequence[Spot]) -> Judgement:
    total = exactly(0)
    for part in parts:
        total += part.amount.means
    computed = sum((part.amount.value for part in parts), Fraction(0))
    written = (part.sentence.text[part.amount.start : part.amount.end] for part in parts)
    values: dict[str, Value] = {
        "computed": shown(computed),
        "difference": shown(abs(computed - whole.amount.value)),
        "parts": " + ".join(" ".join(one.split()) for one in written),
        "currency": "Rp" if whole.amount.unit == RUPIAH else "",
    }
    others = tuple(part.amount for part in parts)
    return Judgement("sum", whole.amount.may_be(total), whole.sentence, whole.amount, others, values)


def _is_near(wholes: Sequence[Spot], parts: Sequence[Spot]) -> bool:
    """Whether the parts are of the size of the whole."""
    total = sum((part.amount.value for part in parts), Fraction(0))
    return bool(wholes) and total <= _FAR_OFF * wholes[0].amount.value <= _FAR_OFF * _FAR_OFF * total


def _listed(spots: Sequence[Spot], before: Sequence[Spot]) -> Iterator[Judgement]:
    """Parts behind "terdiri dari", "yakni", or in the rows below a line."""
    for row in listed(spots):
        for group in row.groups:
            wholes = [one for one in reversed(spots[: row.start]) if _is_whole(one, group) and not is_parted(one, group[0])]
            if not wholes:
                behind = [one for one in before if _is_whole(one, group) and role(*one) is not Role.TARGET]
                reached = [one for one in behind if role(*one) is Role.REALIZED]
                sole = only(behind) or only(reached)
                wholes = [sole] if sole else []
            wholes.sort(key=lambda one: role(*one) is Role.TARGET)
            is_tied = bool(wholes) and (wholes[0].sentence is group[0].sentence or _points_back(wholes[0], group[0]))
            is_certain = row.is_exhaustive and is_tied and (row.is_certain or _is_near(wholes, group))
            judgement = _judge(wholes, group, is_certain=is_certain)
            if judgement is not None:
                yield judgement


def _points_back(whole: Spot, part: Spot) -> bool:
    """Whether a sentence takes up the whole of the one before: "jumlah itu", "rinciannya", "peserta terdiri dari"."""
    opening = set(part.sentence.words(part.sentence.first, part.amount.first)[:_OPENING])
    return bool(opening & (_BACK | {whole.amount.noun})) or bool(whole.sentence.subjects & part.sentence.subjects)


def _is_whole(whole: Spot, parts: Sequence[Spot]) -> bool:
    """Whether it can be the whole of these parts: three regencies are not that of their people."""
    counts = is_count(whole) and all(whole.amount.counts_like(part.amount) for part in parts)
    is_noun = whole.amount.unit and whole.amount.unit == whole.amount.noun and whole.amount.noun in words.COUNTED
    return counts and not (is_noun and any(not part.amount.unit for part in parts))


def _bracketed(spots: Sequence[Spot]) -> Iterator[Judgement]:
    """140 orang (80 perempuan dan 60 laki-laki)."""
    for whole in spots:
        depths = whole.sentence.depths
        if whole.place + 2 >= len(spots) or "(" not in whole.sentence.gap(whole.place + 1)[:4]:
            continue
        inside = []
        for part in spots[whole.place + 1 :]:
            if depths[part.place] <= depths[whole.place]:
                break
            inside.append(part)
        parts = without_others(inside, whole)
        if len(parts) > 1 and len(parts) == len([one for one in inside if is_count(one)]) and _is_whole(whole, parts):
            last = set(parts[-1].sentence.gap(parts[-1].place))
            is_sure = bool(_LINKS & last) or _is_pair(parts)
            judgement = _judge([whole], parts, is_certain=is_sure and _is_near([whole], parts) and is_free(parts))
            if judgement is not None:
                yield judgement


def _is_pair(parts: Sequence[Spot]) -> bool:
    sides = [side(part) for part in parts]
    return len(parts) == 2 and None not in sides and sides[0] != sides[1] and sides[0][:1] == sides[1][:1]  # type: ignore[index]


def _paired(spots: Sequence[Spot]) -> Iterator[Judgement]:
    """1.305 orang, 1.211 perempuan dan 94 laki-laki: two words that leave nobody out."""
    counts = [spot for spot in spots if is_count(spot)]
    for whole, first, second in zip(counts, counts[1:], counts[2:], strict=False):
        parts = [first, second]
        if not _is_pair(parts) or side(whole) or not _is_whole(whole, parts) or is_parted(whole, first):
            continue
        between = whole.sentence.gap(first.place)
        is_certain = find(between, words.ONLY_SOME) < 0 and _is_near([whole], parts) and is_free(parts)
        judgement = _judge([whole], parts, is_certain=is_certain and role(*whole) is not Role.TARGET)
        if judgement is not None:
            yield judgement


def _rest(spots: Sequence[Spot], before: Sequence[Spot]) -> Iterator[Judgement]:
    """Dari 140 peserta, 80 perempuan, sisanya 60 laki-laki."""
    for spot in spots:
        if not words.REST & set(spot.sentence.gap(spot.place)) or not is_count(spot):
            continue
        earlier = [one for one in spots[: spot.place] if _is_whole(one, [spot])]
        if not earlier and spot.place == 0:
            earlier = [one for one in before if _is_whole(one, [spot])]
        start = next((at for at in range(len(earlier) - 1, -1, -1) if is_from(*earlier[at])), None)
        if start is None or start + 1 == len(earlier):
            continue
        whole, parts = earlier[start], [*earlier[start + 1 :], spot]
        judgement = _judge([whole], parts, is_certain=_is_near([whole], parts) and is_free(parts))
        if judgement is not None:
            yield judgement


def _totalled(spots: Sequence[Spot], before: Sequence[Spot], *, has_rows: bool) -> Iterator[Judgement]:
    """80 di Kupang dan 60 di Fatuleu, sehingga total 140; a row of the total below others."""
    for spot in spots:
        lead = spot.sentence.gap(spot.place)[-_NEAR:]
        at = find(lead, (*words.SUMMED, ("jumlah",)) if has_rows else words.SUMMED)
        if at < 0 or not is_count(spot) or words.PARTIAL_TIME & set(lead[at:]) or "dari" in lead:
            continue
        earlier = spots[: spot.place] or before
        parts = [one for one in without_others(earlier, spot) if _is_whole(spot, [one])]
        depth = [one for one in parts if one.sentence.depths[one.place] == 0]
        if len(depth) < 2:
            continue
        is_certain = is_free(depth) and _is_near([spot], depth) and bool(spots[: spot.place])
        judgement = _judge([spot], depth, is_certain=is_certain)
        if judgement is not None:
            yield judgement


def _added(spots: Sequence[Spot]) -> Iterator[Judgement]:
    """80 + 60 = 140."""
    parts: list[Spot] = []
    for spot in spots:
        gap = set(spot.sentence.gap(spot.place))
        if "=" in gap and len(parts) > 1:
            yield _judged(spot, parts)
        parts = [*parts, spot] if "+" in gap else [spot]
