"""Figures and targets of a file beside the books: what is new, what stands already, what must not get in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from bot.achievements.checking import Objection, against
from bot.imports.figures import Judged, Number
from bot.imports.outcome import KNOWN, NEW, REFUSED, BadRow, Counted, refuse_any
from content.indicators import Indicator
from storage import Unit
from storage.figure import CANCELLED, Conflict, Figure
from storage.targets import Target

Parts = tuple[tuple[str, str], ...]
Identity = tuple[str, str, str, date, date, Parts]  # indicator, kind, place, days, dimensions
MOST_LOOKED_AT = 1_000  # new figures each held against all others
OF_TARGETS = ""  # their kind, for they have none


async def compared(unit: Unit, rows: Sequence[Judged], indicators: Mapping[str, Indicator]) -> list[Judged]:
    """The rows beside the books and beside each other; what is new and would go beyond its whole is refused last."""
    plan = _Plan(unit, await _books(unit, rows))
    placed = [await plan.place(row) for row in rows]
    beyond = dict(_beyond_whole(plan.books, plan.lines)) or dict(_objected(plan.books, plan.lines, indicators))
    return [
        replace(row, becomes=REFUSED, reason=beyond[row.line], number=None)
        if row.line in beyond and row.becomes == NEW
        else row
        for row in placed
    ]


async def store(
    unit: Unit,
    path: Path,
    rows: Sequence[Judged],
    indicators: Mapping[str, Indicator],
    *,
    by: int | None,
    now: datetime,
) -> Counted:
    """Store what is new; raises `BadRow` at the first row that is refused, and nothing of the file is stored."""
    await unit.figures.hold()
    judged = await compared(unit, rows, indicators)
    refuse_any(path, judged)
    numbers = [(row.line, row.number) for row in judged if row.becomes == NEW]
    new = await unit.figures.record_many([n for _, n in numbers if isinstance(n, Figure)], by=by, now=now)
    for line, number in numbers:
        if isinstance(number, Target):
            try:
                new += await unit.targets.set(number, by=by, now=now)
            except Conflict as conflict:
                raise BadRow(path, line, _stands(conflict.stored, number)) from None
    if new:
        await unit.audit.note(by, "import_figures", f"file:{path.name}", now, rows=len(rows), new=new)
    return Counted(new, len(rows) - new)


@dataclass
class _Plan:
    """The books as they would be after each row."""

    unit: Unit
    books: dict[Identity, Number]
    lines: dict[Identity, int] = field(default_factory=dict)  # of the rows that are new
    _closed: dict[tuple[date, date], str] = field(default_factory=dict)

    async def place(self, row: Judged) -> Judged:
        """The row with what becomes of it; what is new stands in the books from now on."""
        if row.number is None or row.becomes != NEW:
            return row
        number, identity = row.number, _identity(row.number)
        stored = self.books.get(identity) or await self._target(number)
        if stored is not None and not _is_cancelled(stored):
            line = self.lines.get(identity)
            if _says(stored) == _says(number):
                return replace(row, becomes=KNOWN, reason=f"the same as row {line}" if line else "")
            return replace(row, becomes=REFUSED, reason=_stands(stored, number, line), number=None)
        if code := await self._closed_as(number.from_on, number.to_on):
            days = f"{number.from_on} to {number.to_on}"
            reason = f"{number.indicator}: {days} is closed as {code}; an addition is made with {_command(number)}"
            return replace(row, becomes=REFUSED, reason=reason, number=None)
        if stored is not None:
            number = replace(number, revision=stored.revision + 1)
        self.books[identity] = number
        self.lines[identity] = row.line
        return replace(row, number=number)

    async def _target(self, number: Number) -> Target | None:
        """The target that stands in its place; figures were all read at once."""
        if isinstance(number, Figure):
            return None
        revisions = await self.unit.targets.revisions(number)
        return revisions[-1] if revisions else None

    async def _closed_as(self, from_on: date, to_on: date) -> str:
        """The code of the publication that closed these days; empty where none did."""
        days = from_on, to_on
        if days not in self._closed:
            publication = await self.unit.publications.covering(*days)
            self._closed[days] = publication.code if publication else ""
        return self._closed[days]


async def _books(unit: Unit, rows: Iterable[Judged]) -> dict[Identity, Number]:
    """The figures that stand, or were cancelled, of the indicators and years of these rows."""
    days: dict[str, tuple[date, date]] = {}
    for row in rows:
        if isinstance(row.number, Figure):
            first, last = days.get(row.number.indicator, (date.max, date.min))
            year = date(row.number.from_on.year, 1, 1), date(row.number.to_on.year, 12, 31)
            days[row.number.indicator] = min(first, year[0]), max(last, year[1])
    books: dict[Identity, Number] = {}
    for indicator, between in days.items():
        books |= {_identity(figure): figure for figure in await unit.figures.latest(indicator, *between)}
    return books


def _beyond_whole(books: Mapping[Identity, Number], lines: Mapping[Identity, int]) -> Iterator[tuple[int, str]]:
    """The last row of each whole that its parts, those stored before too, are more than; and why."""
    sums: dict[tuple[Identity, str], tuple[int, int]] = {}
    for identity, part in books.items():
        for whole, name in _wholes(identity):
            if whole in books and part.value:
                total, last = sums.get((whole, name), (0, lines.get(whole, 0)))
                sums[whole, name] = total + part.value, max(last, lines.get(identity, 0))
    for (whole, name), (total, last) in sums.items():
        stated = books[whole].value
        if last and stated is not None and total > stated:
            yield last, f"{whole[0]}: the parts by {name} add up to {total}, above the whole of {stated}"


def _objected(
    books: Mapping[Identity, Number], lines: Mapping[Identity, int], indicators: Mapping[str, Indicator]
) -> Iterator[tuple[int, str]]:
    """What /catat would refuse, too: the same as another kind, parts of other days beyond a whole.

    Of a large file only what `_beyond_whole` sees, which looks at wholes and parts of the same days.
    """
    new = [(books[identity], line) for identity, line in lines.items()]
    if len(new) > MOST_LOOKED_AT:
        return
    for figure, line in new:
        if not isinstance(figure, Figure):
            continue
        same = [
            f
            for f in books.values()
            if isinstance(f, Figure) and f.indicator == figure.indicator and not _is_cancelled(f)
        ]
        for objection in against(indicators[figure.indicator], figure, same):
            yield line, _objection(figure, objection)


def _objection(figure: Figure, objection: Objection) -> str:
    if objection.key == "figure.other_kind":
        return f"{figure.indicator}: the same number stands as another kind (flow or cumulative)"
    whole = objection.values["whole"]
    stated = whole.value if isinstance(whole, Figure) else None
    return f"{figure.indicator}: the parts add up to {objection.values['parts']}, above the whole of {stated}"


def _wholes(identity: Identity) -> Iterator[tuple[Identity, str]]:
    """What a figure is a part of: of its place, by its dimensions; of the place above, by place."""
    indicator, kind, place, from_on, to_on, dimensions = identity
    if kind == OF_TARGETS:
        return
    if dimensions:
        yield (indicator, kind, place, from_on, to_on, ()), " and ".join(name for name, _ in dimensions)
    if "." in place:
        yield (indicator, kind, place.rpartition(".")[0], from_on, to_on, dimensions), "place"


def _identity(number: Number) -> Identity:
    kind = number.kind if isinstance(number, Figure) else OF_TARGETS
    parts = tuple(sorted(number.dimensions.items()))
    return number.indicator, kind, number.place_code, number.from_on, number.to_on, parts


def _is_cancelled(number: Number) -> bool:
    return isinstance(number, Figure) and number.state == CANCELLED


def _says(number: Number) -> tuple[object, ...]:
    return number.says if isinstance(number, Figure) else (number.value, number.basis)


def _stands(stored: Number, number: Number, line: int | None = None) -> str:
    """Why a number is refused in whose place another stands."""
    value = "not reported" if stored.value is None else stored.value
    where = f" in row {line}" if line else ""
    other = " with another source or note" if stored.value == number.value else ""
    by_hand = f"a correction is not an import, it is made with {_command(number)}"
    return f"{stored.indicator}: {value} stands already{where}{other}; {by_hand}"


def _command(number: Number) -> str:
    return "/catat" if isinstance(number, Figure) else "/target"
