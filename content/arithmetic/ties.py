"""Which number of the store a figure speaks of, as the words, the year and the unit around it say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from content.arithmetic import cues
from content.arithmetic.amounts import PERCENT, RUPIAH, exactly
from content.arithmetic.roles import Role, direction, is_after, is_before, is_from, own_lead, role
from content.arithmetic.scope import (
    breath,
    is_first_of_its_sort,
    is_of_part_of_year,
    is_partial,
    names_place,
    next_like,
    said,
    with_partner,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from content.arithmetic.amounts import Amount
    from content.arithmetic.findings import Known
    from content.arithmetic.sentences import Sentence, Spot, Text


class Tie(NamedTuple):
    """A figure that speaks of a number of the store; one that is not sure can only be confirmed."""

    spot: Spot
    known: Known
    is_sure: bool


@dataclass(frozen=True)
class Ties:
    """The ties of a text: `wholes` has the whole of each part, `beside` the target or what was reached of it."""

    text: Text
    known: Sequence[Known]
    wholes: Mapping[int, Amount]
    beside: Mapping[int, Spot]

    def all(self) -> Iterator[Tie]:
        for at, spots in enumerate(self.text.spots):
            around = self.text.sentences[max(0, at - 1) : at + 2]
            heard = frozenset[str]().union(*(sentence.vocabulary for sentence in around)) if spots else frozenset()
            named = [known for known in self.known if heard & self._first_words[known]]
            for spot in spots:
                for known in named:
                    tie = self._tie(at, spot, known)
                    if tie is not None:
                        yield tie

    @cached_property
    def _names(self) -> Mapping[Known, frozenset[str]]:
        """What each number is called: its words, and those of the same family ("penempatan", "menempatkan")."""
        return {
            known: frozenset(map(str.casefold, known.words)).union(
                *(family for family in cues.SUBJECTS.values() if family & set(map(str.casefold, known.words)))
            )
            for known in self.known
        }

    @cached_property
    def _first_words(self) -> Mapping[Known, frozenset[str]]:
        firsts = {known: {name.split()[0] for name in names if name.strip()} for known, names in self._names.items()}
        return {known: frozenset([*words, *(f"{word}nya" for word in words)]) for known, words in firsts.items()}

    def _tie(self, at: int, spot: Spot, known: Known) -> Tie | None:
        amount = spot.amount
        if amount.unit != known.unit and (amount.unit or known.unit in {RUPIAH, PERCENT} or amount.noun):
            return None
        if is_before(*spot) and not is_from(*spot):
            return None
        ways = {"target": self._is_target, "rate": self._is_rate, "part": self._is_part}
        is_sure = ways.get(known.what, self._is_whole)(at, spot, known)
        year = None if is_sure is None else year_of(self.text, at, spot)
        if is_sure is None or year not in {None, 0, known.year}:
            return None
        return Tie(spot, known, is_sure and year != 0)

    # Each says whether the figure can only be that number, or None where it is not that number at all.

    def _is_whole(self, at: int, spot: Spot, known: Known) -> bool | None:
        del at
        if role(*spot) is Role.TARGET or not self._is_called_at_all(spot, known):
            return None
        is_divided = is_from(*spot) and next_like(spot) < spot.sentence.last
        is_other = is_divided or is_after(*spot) or direction(own_lead(*spot)) != 0
        is_other = is_other or role(*spot) is Role.UNSURE or self._is_called_part(spot, known)
        return not is_other and self._is_all(spot)

    def _is_target(self, at: int, spot: Spot, known: Known) -> bool | None:
        del at
        if role(*spot) is not Role.TARGET or not self._is_called_at_all(spot, known):
            return None
        return self._is_all(spot)

    def _is_rate(self, at: int, spot: Spot, known: Known) -> bool | None:
        del at
        if role(*spot) is Role.TARGET or direction(own_lead(*spot)):
            return None
        if not cues.TARGET & spot.sentence.vocabulary or not self._is_called(spot, known):
            return None
        return self._is_all(spot)

    def _is_part(self, at: int, spot: Spot, known: Known) -> bool | None:
        """Named like the part, where its sentence names the indicator, or the one before does and it is in a list."""
        sentence, near = spot.sentence, breath(spot)
        if not _says(sentence, _part_names(known), *near) or self._has_rival(spot, known):
            return None
        whole = self.wholes.get(spot.amount.first)
        before = sentence if whole is None or not at else self.text.sentences[at - 1]
        if not any(_says(one, self._names[known], one.first, one.last) for one in (sentence, before)):
            return None
        is_other = role(*spot) is Role.TARGET or direction(own_lead(*spot)) != 0
        is_other = is_other or bool(cues.NOT_YET & set(sentence.words(*near))) or is_of_part_of_year(sentence)
        return not is_other and self._is_of_whole(spot, whole, known)

    def _is_of_whole(self, spot: Spot, whole: Amount | None, known: Known) -> bool:
        """Whether the whole of a part is the indicator's; where none is told, whether no place narrows it down."""
        if whole is None:
            besides = {word for name in _part_names(known) for word in name.casefold().split()}
            return not names_place(spot.sentence, spot.sentence.first, spot.sentence.last, besides)
        totals = [one for one in self.known if one.indicator == known.indicator and one.what == "realization"]
        return any(whole.may_be(exactly(one.value)) for one in totals)

    def _has_rival(self, spot: Spot, known: Known) -> bool:
        """Whether the figure is named like another part of the indicator, too, and as well as like this one.

        "15.345 orang secara tatap muka dan daring" is neither part.
        """
        sentence, near = spot.sentence, breath(spot)
        own = _longest(sentence, _part_names(known), *near)
        is_behind = _says(sentence, _part_names(known), spot.amount.last, near.last)
        further = near.last, next_like(spot) if is_behind else near.last
        rivals = (one for one in self.known if one.what == "part" and one.indicator == known.indicator)
        return any(
            _longest(sentence, _part_names(one), *near) >= own or _says(sentence, _part_names(one), *further)
            for one in rivals
            if (one.unit, one.value) != (known.unit, known.value)
        )

    def _is_all(self, spot: Spot) -> bool:
        """Whether it is no part of anything, nor a bare number in a row with others."""
        alike = [one for one in spot.sentence.amounts if one.counts_like(spot.amount)]
        is_bare = not spot.amount.unit and len(alike) > 1
        return not is_bare and spot.amount.first not in self.wholes and not is_partial(spot)

    def _reach(self, spot: Spot, names: Collection[str]) -> tuple[int, int] | None:
        """The stretch in which these names speak of the figure: its breath, or what leads to the first of its sort."""
        near = breath(spot)
        if _says(spot.sentence, names, *near):
            return near
        longer = spot.sentence.first, near.last
        return longer if is_first_of_its_sort(spot) and _says(spot.sentence, names, *longer) else None

    def _is_called(self, spot: Spot, known: Known) -> bool:
        """Whether words near the figure call it by the indicator, and by no other of its unit."""
        reach = self._reach(spot, self._names[known])
        rivals = (one for one in self.known if one.indicator != known.indicator and one.unit == known.unit)
        return reach is not None and not any(
            _says(spot.sentence, self._names[one], *stretch)
            for one in rivals
            if one.what != "part"
            for stretch in (reach, with_partner(spot))
        )

    def _is_called_at_all(self, spot: Spot, known: Known) -> bool:
        """Whether it is called so, or is the target of what is, or was reached of such a target."""
        beside = self.beside.get(spot.amount.first)
        is_theirs = beside is not None and self._is_all(beside) and self._is_called(beside, known)
        return self._is_called(spot, known) or is_theirs

    def _is_called_part(self, spot: Spot, known: Known) -> bool:
        reach = self._reach(spot, self._names[known]) or breath(spot)
        parts = (one for one in self.known if one.indicator == known.indicator and one.what == "part")
        return any(_says(spot.sentence, _part_names(one), *reach) and not self._has_rival(spot, one) for one in parts)


def _part_names(known: Known) -> tuple[str, ...]:
    return (known.name, *known.part_words)


def _longest(sentence: Sentence, names: Iterable[str], first: int, last: int) -> int:
    """How many words the longest of these names has that is said between two tokens."""
    return max((len(name.split()) for name in names if _says(sentence, [name], first, last)), default=0)


def _says(sentence: Sentence, names: Iterable[str], first: int, last: int) -> bool:
    """Whether any of these names is said between two tokens."""
    return any(said(sentence, name.casefold().split(), first, last) >= 0 for name in names if name.strip())
