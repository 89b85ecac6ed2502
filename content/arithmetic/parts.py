"""Which figures of a sentence are parts of a whole, and of which sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from content.arithmetic import cues
from content.arithmetic.phrases import find
from content.arithmetic.roles import Role, direction, is_after, is_before, is_from, own_lead, own_tail, role
from content.arithmetic.targets import is_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.arithmetic.sentences import Spot, Words

_STOPS: Final = frozenset(
    {"dibanding", "dibandingkan", "total", "totalnya", "ketimbang", "jumlah", "selain", "selanjutnya"}
)
_TURNS: Final = frozenset({"serta", "juga", "selain", "kemudian", "adapun", "sementara", "sedangkan", ";"})
_JOINS: Final = frozenset({",", "dan", "serta", ";", "sedangkan", "sementara"})
_NO_VERBS: Final = frozenset({"melalui", "mencapai", "mereka", "merupakan", "menurut", "menjadi", "meliputi", "menuju"})
_SHORTEST_VERB: Final = 6
_CLOSE: Final = 4  # words in which "perempuan" belongs to the number


@dataclass(frozen=True)
class Row:
    """Parts listed from figure `start` on, in groups that are each to make the whole."""

    start: int
    groups: tuple[tuple[Spot, ...], ...]
    is_certain: bool  # the words say so; else only if they are of the size of the whole
    is_exhaustive: bool  # nothing says that there are more


def listed(spots: Sequence[Spot]) -> Iterator[Row]:
    """Every list of parts in a sentence, or in a line with the rows below it."""
    for spot in spots:
        gap = spot.sentence.gap(spot.place)
        is_certain, is_likely = find(gap, cues.CERTAIN) >= 0, find(gap, cues.LIKELY) >= 0
        has_rows = ":" in gap
        if not (is_certain or is_likely or has_rows):
            continue
        parts, is_whole_list = _run(spots[spot.place :])
        says_all = find(gap, cues.ONLY_SOME) < 0 and "masing-masing" not in spot.sentence.all_words
        is_exhaustive = (is_certain or is_likely) and is_whole_list and says_all
        groups = tuple(_groups(parts))
        if groups:
            yield Row(spot.place, groups, is_certain, is_exhaustive)


def _run(spots: Sequence[Spot]) -> tuple[list[Spot], bool]:
    """The figures that can be parts, up to where the sentence turns to something else; False if that is unclear."""
    first, found = spots[0], [spots[0]]
    depth = first.sentence.depths[first.place]
    for spot in spots[1:]:
        gap = spot.sentence.gap(spot.place)
        if spot.sentence.depths[spot.place] < depth:
            break
        if find(gap, cues.ONLY_SOME) >= 0 or find(gap, (*cues.CERTAIN, *cues.LIKELY)) >= 0:
            return found, False
        if _STOPS & set(gap) or direction(gap) or _turns(gap, first.sentence.gap(first.place)):
            break
        if spot.sentence.depths[spot.place] == depth:
            found.append(spot)
    return found, True


def turns(part: Spot) -> bool:
    """Whether the words before a figure may lead away from the parts before it."""
    gap = part.sentence.gap(part.place)
    return bool(_TURNS & set(gap)) or _has_verb(gap)


def _turns(gap: Words, first: Words) -> bool:
    """Whether a verb begins something else: "dan memberdayakan 513 orang"; unless the first part had one, too."""
    return _has_verb(gap) and not _has_verb(first)


def _has_verb(gap: Words) -> bool:
    joins = [at for at, word in enumerate(gap) if word in _JOINS]
    behind = gap[joins[-1] + 1 :] if joins else ()
    return any(
        word.startswith(("me", "ber", "ter")) and len(word) > _SHORTEST_VERB and word not in _NO_VERBS
        for word in behind
        if not word.startswith(("terdiri", "termasuk", "bernama"))
    )


def _groups(parts: Sequence[Spot]) -> Iterator[tuple[Spot, ...]]:
    """The parts by what they count, and by pairs such as sex and formality where several stand in one list."""
    counts = [part for part in parts if is_count(part)]
    while counts:
        alike = [part for part in counts if part.amount.counts_like(counts[0].amount)]
        counts = [part for part in counts if part not in alike]
        group = [part for at, part in enumerate(alike) if _is_part(part, alike[at - 1] if at else None)]
        rows = {(side(part) or (-1, 0))[0] for part in group}
        if len(rows) > 1 and -1 not in rows:
            for row in sorted(rows):
                paired = tuple(part for part in group if (side(part) or (-1, 0))[0] == row)
                if len(paired) > 1:
                    yield paired
        elif len(group) > 1:
            yield tuple(group)


def _is_part(part: Spot, before: Spot | None) -> bool:
    """Not a target, not "60 dari 140", not the last one put differently."""
    gap = part.sentence.gap(part.place)
    if role(*part) is Role.TARGET or gap[-1:] == ("atau",):
        return False
    return before is None or before.place != part.place - 1 or not is_from(*part)


def without_others(spots: Sequence[Spot], whole: Spot) -> list[Spot]:
    """The counts among these that can be parts of the whole."""
    found: list[Spot] = []
    for spot in spots:
        if is_count(spot) and spot.amount.counts_like(whole.amount) and _is_part(spot, found[-1] if found else None):
            found.append(spot)
    return found


def is_free(parts: Sequence[Spot]) -> bool:
    """Whether no part is anything else besides: where a change began or ended, by how much, what was reached."""
    return not any(
        is_after(*part) or (is_before(*part) and not is_from(*part)) or direction(own_lead(*part)) for part in parts
    )


def side(spot: Spot) -> tuple[int, int] | None:
    """Which row of the words that exhaust a whole it is named by, and which side of it."""
    tail, lead = own_tail(*spot), own_lead(*spot)
    for near in (_until_join(tail), tuple(reversed(_until_join(tuple(reversed(lead)))))):
        for row, sides in enumerate(cues.PAIRS):
            for at, names in enumerate(sides):
                if names & set(near):
                    return row, at
    return None


def are_sides(parts: Sequence[Spot]) -> bool:
    """Whether these are the two sides of one row: men and women, formal and informal."""
    sides = [one for part in parts if (one := side(part)) is not None]
    return len(parts) == len(sides) == 2 and sides[0] != sides[1] and sides[0][0] == sides[1][0]


def _until_join(near: Words) -> Words:
    ends = [at for at, word in enumerate(near[:_CLOSE]) if word in _JOINS]
    return near[: ends[0]] if ends else near[:_CLOSE]
