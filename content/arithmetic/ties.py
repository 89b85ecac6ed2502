"""Which number of the store a figure speaks of, as the words, the year and the unit around it say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from content.arithmetic import cues
from content.arithmetic.amounts import PERCENT, RUPIAH
from content.arithmetic.roles import Role, direction, is_after, is_before, is_from, own_lead, role
from content.arithmetic.scope import breath, is_first_of_its_sort, is_of_part_of_year, is_partial, said, year_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from content.arithmetic.findings import Known
    from content.arithmetic.sentences import Sentence, Spot, Text


class Tie(NamedTuple):
    """A figure that speaks of a number of the store; one that is not sure can only be confirmed."""

    spot: Spot
    known: Known
    is_sure: bool


@dataclass(frozen=True)
class Ties:
    """The ties of a text: `parts` are the figures that are parts of a whole, `reached` what was reached of a target."""

    text: Text
    known: Sequence[Known]
    parts: Collection[int]
    reached: Mapping[int, Spot]

    def all(self) -> Iterator[Tie]:
        for at, spots in enumerate(self.text.spots):
            around = self.text.sentences[max(0, at - 1) : at + 2]
            heard = frozenset[str]().union(*(sentence.vocabulary for sentence in around)) if spots else frozenset()
            named = [known for known in self.known if heard & _first_words(known)]
            for spot in spots:
                for known in named:
                    tie = self._tie(at, spot, known)
                    if tie is not None:
                        yield tie

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
        if role(*spot) is Role.TARGET or not self._is_called(spot, known):
            return None
        is_other = is_from(*spot) or is_after(*spot) or direction(own_lead(*spot)) != 0
        return not is_other and role(*spot) is not Role.UNSURE and self._is_all(spot)

    def _is_target(self, at: int, spot: Spot, known: Known) -> bool | None:
        del at
        if role(*spot) is not Role.TARGET:
            return None
        realized = self.reached.get(spot.amount.first)
        if self._is_called(spot, known):
            return self._is_all(spot)
        if realized is not None and self._is_called(realized, known):
            return self._is_all(spot) and self._is_all(realized)
        return None

    def _is_rate(self, at: int, spot: Spot, known: Known) -> bool | None:
        del at
        if role(*spot) is Role.TARGET or direction(own_lead(*spot)):
            return None
        if not cues.TARGET & set(spot.sentence.all_words) or not self._is_called(spot, known):
            return None
        return self._is_all(spot)

    def _is_part(self, at: int, spot: Spot, known: Known) -> bool | None:
        """Named like the part, where its sentence names the indicator, or the one before does and it is in a list."""
        sentence, near = spot.sentence, breath(spot)
        rivals = [
            one for one in self.known if one.what == "part" and (one.unit, one.value) != (known.unit, known.value)
        ]
        if not _names(sentence, _part_names(known), *near) or any(
            one.unit == known.unit and _names(sentence, _part_names(one), *near) for one in rivals
        ):
            return None
        before = self.text.sentences[at - 1] if at and spot.amount.first in self.parts else sentence
        if not any(_names(one, known.words, one.first, one.last) for one in (sentence, before)):
            return None
        is_other = role(*spot) is Role.TARGET or direction(own_lead(*spot)) != 0
        is_planned = bool(cues.NOT_YET & set(sentence.words(*near)))
        return not (is_other or is_planned or is_of_part_of_year(sentence))

    def _is_all(self, spot: Spot) -> bool:
        return spot.amount.first not in self.parts and not is_partial(spot)

    def _is_called(self, spot: Spot, known: Known) -> bool:
        """Whether words near the figure call it by the indicator, and by no other of its unit."""
        near = breath(spot)
        first, name = near.first, _names(spot.sentence, known.words, *near)
        if not name and is_first_of_its_sort(spot):
            first = spot.sentence.first
            name = _names(spot.sentence, known.words, first, near.last)
        rivals = (
            one
            for one in self.known
            if one.indicator != known.indicator and one.unit == known.unit and one.what != "part"
        )
        return bool(name) and not any(_names(spot.sentence, one.words, first, near.last) for one in rivals)


def _first_words(known: Known) -> frozenset[str]:
    firsts = [name.casefold().split()[0] for name in known.words if name.strip()]
    return frozenset([*firsts, *(f"{first}nya" for first in firsts)])


def _part_names(known: Known) -> tuple[str, ...]:
    return (known.name, *known.part_words)


def _names(sentence: Sentence, names: Iterable[str], first: int, last: int) -> bool:
    """Whether any of these names is said between two tokens."""
    return any(said(sentence, name.casefold().split(), first, last) >= 0 for name in names)
