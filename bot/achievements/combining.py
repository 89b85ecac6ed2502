"""How stored numbers combine. Pure: no clock, no database; an oracle in the tests recomputes it independently.

A number is asked for a place and a selection of dimensions: a node. What is said of the node itself comes first, the
longest periods before the shorter, no day twice. On the days it leaves open, the largest sum of parts that is known
counts: by one dimension or by the places below; where parts reach from open days into others, the larger of the two
readings of all those days. Where sessions are counted, they fill the open days instead.
Of stands, the latest one holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.achievements.nodes import Node, Nodes, grouped, node_of
from bot.achievements.pieces import Days, Piece, left_open, merged, touch
from content.indicators import Indicator
from storage.figure import Figure
from storage.reach import Cell

SEXES = {"men": "men", "women": "women", "not_stated": "unspecified"}  # what a cell calls them


@dataclass(frozen=True)
class Number:
    """What a node adds up to; None where nothing is known."""

    value: int | None = None
    covered_to: date | None = None  # the last day it speaks of
    figures: tuple[Figure, ...] = ()  # that it is made of
    sessions: int | None = None  # how many were counted; None where none were to be counted
    counted: tuple[Days, ...] = ()  # the days on which sessions were counted
    summed_by: frozenset[str] = frozenset()  # the dimensions, or "place", by which parts were added up


@dataclass(frozen=True)
class Known:
    """All that is known of one indicator: figures in force, and what sessions add up to at some places."""

    indicator: Indicator
    figures: Sequence[Figure] = ()
    cells: Sequence[Cell] = ()
    as_of: date = date.max  # no session is counted after this day

    def number(self, place: str, selection: Mapping[str, str], days: Days) -> Number:
        """What the node adds up to within the days, or stands at on the last of them; reckoned once."""
        key = node_of(place, selection), days
        if key not in self._numbers:
            is_stand = self.indicator.over_time == "latest"
            number = self._stand(place, selection, days[1]) if is_stand else self._flow(place, selection, days)
            self._numbers[key] = number
        return self._numbers[key]

    def direct(self, place: str, selection: Mapping[str, str]) -> Sequence[Figure]:
        """What is said of the node itself."""
        return self._nodes.said.get(node_of(place, selection), ())

    @cached_property
    def _nodes(self) -> Nodes:
        return Nodes(self.figures)

    @cached_property
    def _cells(self) -> Mapping[str, Sequence[Cell]]:
        return grouped((cell.place_code, cell) for cell in self.cells)

    @cached_property
    def _numbers(self) -> dict[tuple[Node, Days], Number]:
        """Numbers as they are reckoned; to begin with, what is said of just the days of a node, which is the number."""
        if self.indicator.over_time == "latest":
            return {}
        said = ((node, f) for node, same in self._nodes.said.items() for f in reversed(same) if f.value is not None)
        return {(node, (f.from_on, f.to_on)): Number(f.value, f.to_on, (f,)) for node, f in said}

    def open_days(self, place: str, selection: Mapping[str, str], days: Days) -> list[Days]:
        """The days of which nothing is said of the node itself."""
        return left_open((piece.days for piece in self._chosen(place, selection, days)), days)

    def _flow(self, place: str, selection: Mapping[str, str], days: Days) -> Number:
        chosen = self._chosen(place, selection, days)
        chosen.sort(key=lambda piece: piece.days)
        said = [piece.days for piece in chosen]
        if self.indicator.is_counted_from_sessions:
            until = [(first, min(last, self.as_of)) for first, last in left_open(said, days) if first <= self.as_of]
            return _added([*map(_said, chosen), *(self._counted(place, selection, gap) for gap in until)])
        blocks = self._straddled(place, selection, days, said)
        apart = [piece for piece in chosen if not any(touch(piece.days, block) for block in blocks)]
        alone = self._filled(place, selection, left_open([*blocks, *(piece.days for piece in apart)], days))
        return _added([*map(_said, apart), *alone, *(self._larger(place, selection, b, chosen) for b in blocks)])

    def _counted(self, place: str, selection: Mapping[str, str], days: Days) -> Number:
        cells = [
            cell
            for cell in self._cells.get(place, ())
            if days[0] <= cell.from_on and cell.to_on <= days[1] and selection.get("mode", cell.mode) == cell.mode
        ]
        people = sum(getattr(cell, column) for cell in cells for column in columns_of(selection))
        return Number(people, days[1], (), sum(cell.sessions for cell in cells), (days,))

    def _stand(self, place: str, selection: Mapping[str, str], last: date) -> Number:
        found = [f for f in self.direct(place, selection) if f.value is not None and f.to_on <= last]
        latest = max(found, key=lambda f: (f.to_on, f.from_on), default=None)
        if latest is None:
            return self._from_parts(place, selection, (date.min, last))
        stand = Number(latest.value, latest.to_on, (latest,))
        if self.indicator.list_of is None:
            return stand
        changes = [
            self._stand_change(member, selection, latest.to_on, last)
            for member in sorted({code for code, _ in self._nodes.within.get(place, ()) if code != place})
        ]
        return _added([stand, *filter(None, changes)])

    def _stand_change(self, member: str, selection: Mapping[str, str], since: date, last: date) -> Number | None:
        """What joined the list after a stand, or left it; only of members named themselves, not of places between."""
        if not self.indicator.list_of or member.count(".") != LEVEL_DOTS[self.indicator.list_of]:
            return None
        before, after = self._stand(member, selection, since), self._stand(member, selection, last)
        change = (after.value or 0) - (before.value or 0)
        return Number(change, after.covered_to, after.figures) if change else None

    def _from_parts(self, place: str, selection: Mapping[str, str], days: Days) -> Number:
        """The largest sum of parts; the first of those that are equal."""
        sums = [
            _added([self.number(*node, days) for node in nodes], summed_by=by)
            for by, nodes in self.partitions(place, selection)
            if nodes
        ]
        known = [one for one in sums if one.value is not None]
        return max(known, key=lambda one: one.value or 0, default=Number())

    def partitions(
        self, place: str, selection: Mapping[str, str]
    ) -> Iterator[tuple[str, list[tuple[str, Mapping[str, str]]]]]:
        for key, dimension in self.indicator.dimensions.items():
            if key not in selection:
                yield key, [(place, {**selection, key: value}) for value in dimension.values]
        if self.indicator.over_place == "sum":
            yield "place", [(code, selection) for code in self._nodes.below.get(place, ())]

    def _filled(self, place: str, selection: Mapping[str, str], gaps: Iterable[Days]) -> list[Number]:
        """What parts say of open days, cut where no part straddles the cut: either side may come from other parts."""
        node = node_of(place, selection)
        stretches = [one for gap in gaps for one in merged(self._nodes.days_of_parts(node, gap))]
        return [self._from_parts(place, selection, stretch) for stretch in stretches]

    def _straddled(self, place: str, selection: Mapping[str, str], days: Days, said: Sequence[Days]) -> list[Days]:
        """Stretches in which parts reach from open days into days of which something is said, with all they touch."""
        if not said:
            return []
        parts, open_days = self._nodes.days_of_parts(node_of(place, selection), days), left_open(said, days)
        blocks = merged(
            one for one in parts if any(touch(one, o) for o in open_days) and any(touch(one, s) for s in said)
        )
        while True:
            wider = merged([*blocks, *(one for one in (*said, *parts) if any(touch(one, block) for block in blocks))])
            if wider == blocks:
                return blocks
            blocks = wider

    def _larger(self, place: str, selection: Mapping[str, str], block: Days, chosen: Sequence["Piece"]) -> Number:
        """What is said of the node with its gaps filled, or what its parts say of all the days: the larger."""
        inside = [piece for piece in chosen if touch(piece.days, block)]
        said = _added(
            [*map(_said, inside), *self._filled(place, selection, left_open((piece.days for piece in inside), block))]
        )
        parts = self._from_parts(place, selection, block)
        return parts if (parts.value or 0) > (said.value or 0) else said

    def _chosen(self, place: str, selection: Mapping[str, str], days: Days) -> "list[Piece]":
        """Of what is said of the node, what adds up without counting a day twice: the longest periods first."""
        taken: list[Piece] = []
        for piece in self._nodes.inside(node_of(place, selection), days):
            if not any(touch(piece.days, other.days) for other in taken):
                taken.append(piece)
        return taken


LEVEL_DOTS = {"province": 0, "regency": 1, "district": 2, "village": 3}  # dots in the code of a place


def columns_of(selection: Mapping[str, str]) -> list[str]:
    """What cells and changes call the people that are chosen: those of one sex, or all."""
    return [SEXES[selection["sex"]]] if "sex" in selection else list(SEXES.values())


def _said(piece: Piece) -> Number:
    return Number(piece.value, piece.days[1], piece.figures)


def _added(numbers: Sequence[Number], *, summed_by: str | None = None) -> Number:
    """Their sum; what is not known adds nothing, and all unknown is unknown."""
    if len(numbers) == 1 and not summed_by:
        return numbers[0]
    known = [number for number in numbers if number.value is not None]
    counted = [number.sessions for number in known if number.sessions is not None]
    if not known:
        return Number()
    by = frozenset().union(*(number.summed_by for number in known)) | ({summed_by} if summed_by else set())
    return Number(
        sum(number.value or 0 for number in known),
        max((number.covered_to for number in known if number.covered_to), default=None),
        tuple({id(figure): figure for number in known for figure in number.figures}.values()),
        sum(counted) if counted else None,
        tuple(days for number in known for days in number.counted),
        by,
    )
