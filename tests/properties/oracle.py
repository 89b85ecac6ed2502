"""An independent recomputation of achievements: events replayed, days in sets, sums in loops. Knows nothing of SQL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from content.indicators import Indicator
from storage.figure import Figure

SESSION_ACTS = ("recorded", "corrected", "cancelled", "approved", "returned", "duplicate")


@dataclass
class Held:
    """A session as it stood after an act."""

    on: date
    mode: str
    place: str
    counts: tuple[int, int, int]
    state: str = "recorded"
    review: str = "new"
    shares: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def by_place(self) -> dict[str, tuple[int, int, int]]:
        return self.shares or {self.place: self.counts}


@dataclass
class Books:
    """Everything that ever happened, with the moment it happened."""

    sessions: list[tuple[datetime, int, Held]] = field(default_factory=list)
    figures: list[tuple[datetime, Figure, str]] = field(default_factory=list)  # the figure, and whether it stands
    targets: list[tuple[datetime, Any]] = field(default_factory=list)

    def held(self, until: datetime) -> list[Held]:
        latest = {number: held for at, number, held in self.sessions if at <= until}
        return [one for one in latest.values() if one.state == "recorded" and one.review != "duplicate"]

    def in_force(self, until: datetime) -> list[Figure]:
        latest: dict[str, tuple[Figure, str]] = {}
        for at, figure, state in self.figures:
            if at <= until:
                about = (figure.indicator, figure.kind, figure.place_code, figure.from_on, figure.to_on)
                latest[repr((about, sorted(figure.dimensions.items())))] = (figure, state)
        return [figure for figure, state in latest.values() if state == "recorded"]


@dataclass
class Oracle:
    indicator: Indicator
    figures: list[Figure]
    held: list[Held]
    as_of: date
    unreviewed: bool = True

    def number(self, place: str, selection: dict[str, str], first: date, last: date) -> int | None:
        if self.indicator.over_time == "latest":
            return self._stand(place, selection, last)
        days = set(range(first.toordinal(), last.toordinal() + 1))
        total: int | None = None
        taken = self._taken(place, selection, days)
        if self.indicator.counted == "recorded":
            for block in self._across(place, selection, days, taken):
                reading = self._larger(place, selection, block, [one for one in taken if one[0] & block])
                total = (total or 0) + reading
                taken = [one for one in taken if not one[0] & block]
                days -= block
        for piece, value in taken:
            days -= piece
            total = (total or 0) + value
        if self.indicator.counted == "sessions":
            for day in sorted(days):
                if day <= self.as_of.toordinal():
                    total = (total or 0) + self._people(place, selection, day)
            return total
        for block in self._blocks(place, selection, days):
            edges = date.fromordinal(min(block)), date.fromordinal(max(block))
            best = self._best(place, selection, *edges)
            if best is not None:
                total = (total or 0) + best
        return total

    def _across(
        self, place: str, selection: dict[str, str], days: set[int], taken: list[tuple[set[int], int]]
    ) -> list[set[int]]:
        """Days that a part holds together across what is said and what is not."""
        said = set().union(*(piece for piece, _ in taken))
        parts = self._parts(place, selection, days)
        blocks = _together([part for part in parts if part & said and part - said])
        while True:
            grown = _together(
                [*blocks, *(one for one in (*parts, *(piece for piece, _ in taken)) if any(one & b for b in blocks))]
            )
            if sorted(map(sorted, grown)) == sorted(map(sorted, blocks)):
                return blocks
            blocks = grown

    def _larger(
        self, place: str, selection: dict[str, str], block: set[int], inside: list[tuple[set[int], int]]
    ) -> int:
        left = block - set().union(*(piece for piece, _ in inside))
        said = sum(value for _, value in inside)
        for gap in self._blocks(place, selection, left):
            said += self._best(place, selection, date.fromordinal(min(gap)), date.fromordinal(max(gap))) or 0
        edges = date.fromordinal(min(block)), date.fromordinal(max(block))
        return max(said, self._best(place, selection, *edges) or 0)

    def is_said(self, place: str, selection: dict[str, str], first: date, last: date) -> bool:
        return bool(self._taken(place, selection, _days(first, last)))

    def sessions(self, place: str, days: Iterable[int]) -> int:
        wanted = set(days)
        return sum(self._counts(one) and _under(one.place, place) and one.on.toordinal() in wanted for one in self.held)

    def _counts(self, one: Held) -> bool:
        return self.unreviewed or one.review == "approved"

    def _people(self, place: str, selection: dict[str, str], day: int) -> int:
        total = 0
        for one in self.held:
            if one.on.toordinal() != day or not self._counts(one) or selection.get("mode", one.mode) != one.mode:
                continue
            for where, counts in one.by_place.items():
                if _under(where, place):
                    sexes = dict(zip(("men", "women", "not_stated"), counts, strict=True))
                    total += sexes[selection["sex"]] if "sex" in selection else sum(counts)
        return total

    def _said(self, place: str, selection: dict[str, str]) -> list[Figure]:
        return [f for f in self.figures if f.place_code == place and dict(f.dimensions) == selection]

    def _pieces(self, place: str, selection: dict[str, str]) -> Iterator[tuple[bool, set[int], int]]:
        """Whether it is a difference, its days, its value."""
        said = [f for f in self._said(place, selection) if f.value is not None]
        for figure in said:
            yield False, _days(figure.from_on, figure.to_on), figure.value or 0
        for later in said:
            earlier = [
                f
                for f in said
                if f.kind == later.kind == "cumulative" and f.from_on == later.from_on and f.to_on < later.to_on
            ]
            if earlier:
                previous = max(earlier, key=lambda f: f.to_on)
                change = (later.value or 0) - (previous.value or 0)
                if change >= 0:
                    yield True, _days(previous.to_on, later.to_on) - {previous.to_on.toordinal()}, change

    def _taken(self, place: str, selection: dict[str, str], days: set[int]) -> list[tuple[set[int], int]]:
        inside = [piece for piece in self._pieces(place, selection) if piece[1] <= days]
        free, taken = set(days), []
        for _, piece, value in sorted(inside, key=lambda one: (one[0], -len(one[1]), min(one[1]))):
            if piece <= free:
                free -= piece
                taken.append((piece, value))
        return taken

    def _blocks(self, place: str, selection: dict[str, str], gap: set[int]) -> list[set[int]]:
        """Days of the gap that parts speak of, together where a part holds them together."""
        return _together([part for part in self._parts(place, selection, gap) if _in_one_stretch(part, gap)])

    def _parts(self, place: str, selection: dict[str, str], days: set[int]) -> list[set[int]]:
        """The days of everything said within these of places below or of more dimensions."""
        return [
            piece
            for code in {f.place_code for f in self.figures}
            for side in _unique(f.dimensions for f in self.figures)
            if _under(code, place) and selection.items() <= side.items() and (code, side) != (place, selection)
            for _, piece, _ in self._pieces(code, side)
            if piece <= days
        ]

    def _best(self, place: str, selection: dict[str, str], first: date, last: date) -> int | None:
        sums = []
        for key, dimension in self.indicator.dimensions.items():
            if key not in selection:
                values = [self.number(place, {**selection, key: value}, first, last) for value in dimension.values]
                sums.append(_total(values))
        codes = sorted({_child(f.place_code, place) for f in self.figures if _under(f.place_code, place)} - {place})
        sums.append(_total([self.number(code, selection, first, last) for code in codes]))
        known = [one for one in sums if one is not None]
        return max(known) if known else None

    def _stand(self, place: str, selection: dict[str, str], last: date) -> int | None:
        said = [f for f in self._said(place, selection) if f.value is not None and f.to_on <= last]
        if not said:
            return self._best(place, selection, date.min, last)
        latest = max(said, key=lambda f: (f.to_on, f.from_on))
        total = latest.value or 0
        if self.indicator.list_of is None:
            return total
        for code in sorted({f.place_code for f in self.figures}):
            if code.count(".") == 3 and code != place and _under(code, place):
                now, then = (self._stand(code, selection, day) or 0 for day in (last, latest.to_on))
                total += now - then
        return total


def _together(sets: list[set[int]]) -> list[set[int]]:
    """Sets that share a day made one."""
    found: list[set[int]] = []
    for one in sets:
        touching = [other for other in found if other & one]
        found = [other for other in found if not other & one] + [one.union(*touching)]
    return found


def _days(first: date, last: date) -> set[int]:
    return set(range(first.toordinal(), last.toordinal() + 1))


def _in_one_stretch(piece: set[int], gap: set[int]) -> bool:
    return all(day in gap for day in range(min(piece), max(piece) + 1))


def _under(code: str, place: str) -> bool:
    return code == place or code[: len(place) + 1] == place + "."


def _child(code: str, place: str) -> str:
    steps = code[len(place) :].split(".")
    return place + "." + steps[1] if len(steps) > 1 else place


def _unique(sides: Iterable[Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for side in sides:
        if dict(side) not in found:
            found.append(dict(side))
    return found


def _total(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
