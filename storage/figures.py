"""Stored numbers: append-only revisions, each with its source, the latest one in force.

A number is identified by indicator, kind, place, period and dimensions; correcting or cancelling it adds a revision
with a reason. A value of NULL says "not reported"; zero is a number. People and rupiah are integers.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.publications import moment
from storage.schema import figures

RECORDED, CANCELLED = "recorded", "cancelled"
FLOW, CUMULATIVE, SNAPSHOT = "flow", "cumulative", "snapshot"
IDENTITY = ("indicator", "kind", "place_code", "from_on", "to_on", "dimensions")
MOST = 1_000  # rows of one statement


class Conflict(Exception):
    """Another revision of the same number was recorded first, or another value stands; nothing was written."""

    def __init__(self, stored: Any) -> None:
        super().__init__("another value is in force")
        self.stored = stored


@dataclass(frozen=True)
class Source:
    """Where a number comes from: a document, with its date (YYYY, YYYY-MM or YYYY-MM-DD) and address if it has them."""

    title: str
    url: str | None = None
    dated: str | None = None


@dataclass(frozen=True)
class Figure:
    indicator: str
    kind: str  # flow: happened within the period; cumulative: from its start to date; snapshot: stood at its end
    place_code: str
    from_on: date
    to_on: date
    value: int | None
    source: Source
    dimensions: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    revision: int = 1
    state: str = RECORDED
    reason: str | None = None  # why this revision differs from the one before
    id: int | None = field(default=None, compare=False)
    recorded_by: int | None = field(default=None, compare=False)  # None: it came in a document
    recorded_at: datetime | None = field(default=None, compare=False)
    approved_by: int | None = field(default=None, compare=False)  # the second person, where one was asked

    @property
    def says(self) -> tuple[Any, ...]:
        return self.value, self.source, self.note, self.state


class Figures:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(
        self, figure: Figure, *, by: int | None, now: datetime, key: str | None = None, approved_by: int | None = None
    ) -> bool:
        """Store a number not known before; False where the very same stands already, `Conflict` where another does."""
        stored = await self.standing(figure)
        if stored is not None and stored.state == RECORDED:
            if stored.says != figure.says:
                raise Conflict(stored)
            return False
        revision = 1 if stored is None else stored.revision + 1
        await self._append(replace(figure, revision=revision, state=RECORDED), by, now, key, approved_by)
        return True

    async def correct(
        self,
        seen: Figure,
        figure: Figure,
        *,
        reason: str,
        by: int,
        now: datetime,
        key: str | None = None,
        approved_by: int | None = None,
    ) -> None:
        """Replace the revision that was seen; `Conflict` where somebody replaced it first."""
        later = replace(figure, revision=seen.revision + 1, reason=reason)
        await self._append(later, by, now, key, approved_by)

    async def cancel(self, seen: Figure, *, reason: str, by: int, now: datetime) -> None:
        """A revision that says the number no longer stands; `Conflict` as for `correct`."""
        await self.correct(seen, replace(seen, value=None, state=CANCELLED), reason=reason, by=by, now=now)

    async def standing(self, figure: Figure) -> Figure | None:
        """The latest revision of the same number, a cancelled one too."""
        same = and_(*(figures.c[name] == value for name, value in _identity(figure).items()))
        rows = select(figures).where(same).order_by(figures.c.revision.desc()).limit(1)
        return _first(await self._read(rows))

    async def in_force(
        self,
        indicator: str,
        place_code: str,
        from_on: date,
        to_on: date,
        *,
        is_stand: bool = False,
        below: bool = False,
        known_at: datetime | None = None,
    ) -> list[Figure]:
        """The numbers of a place, or of all below it too, whose period lies inside the given one.

        Of stands all up to its end; and cumulative numbers that began before, for what lies between two of them.
        """
        place = figures.c.place_code == place_code
        if below:  # "/" follows "."
            place = or_(place, and_(figures.c.place_code > f"{place_code}.", figures.c.place_code < f"{place_code}/"))
        began_before = and_(figures.c.kind == CUMULATIVE, figures.c.to_on >= from_on - timedelta(days=1))
        begun = figures.c.from_on >= date.min if is_stand else or_(figures.c.from_on >= from_on, began_before)
        rows = (
            select(figures)
            .where(figures.c.indicator == indicator, place, figures.c.to_on <= to_on, begun)
            .where(figures.c.state == RECORDED, _is_latest(known_at))
            .order_by(figures.c.id)
        )
        return await self._read(rows)

    async def latest(self, indicator: str, from_on: date, to_on: date) -> list[Figure]:
        """The latest revision of each number inside the period, the cancelled ones too."""
        inside = (figures.c.indicator == indicator, figures.c.from_on >= from_on, figures.c.to_on <= to_on)
        return await self._read(select(figures).where(*inside, _is_latest(None)).order_by(figures.c.id))

    async def history(self, figure: Figure) -> list[Figure]:
        """Every revision of a number, the first first."""
        same = and_(*(figures.c[name] == value for name, value in _identity(figure).items()))
        return await self._read(select(figures).where(same).order_by(figures.c.revision))

    async def get(self, figure_id: int) -> Figure | None:
        return _first(await self._read(select(figures).where(figures.c.id == figure_id)))

    async def by_key(self, key: str) -> list[Figure]:
        """What a form became, if it was saved."""
        return await self._read(select(figures).where(figures.c.submission_key == key).order_by(figures.c.id))

    async def changes(
        self, indicator: str, place_code: str, from_on: date, to_on: date, *, after: datetime, until: datetime | None
    ) -> list[Figure]:
        """Revisions recorded between two moments, of numbers inside the period and place; the latest first."""
        place = or_(figures.c.place_code == place_code, figures.c.place_code.startswith(f"{place_code}."))
        inside = (figures.c.indicator == indicator, place, figures.c.from_on >= from_on, figures.c.to_on <= to_on)
        rows = select(figures).where(*inside, figures.c.recorded_at > after).order_by(figures.c.id.desc())
        return await self._read(rows if until is None else rows.where(figures.c.recorded_at <= until))

    async def record_many(self, numbers: Sequence[Figure], *, by: int | None, now: datetime) -> int:
        """Store numbers known to be new, in few statements; how many. `Conflict` where one was recorded meanwhile."""
        at = await moment(self._connection, now)
        add = insert_or_ignore(self._connection.dialect.name, figures).returning(figures.c.id)
        for start in range(0, len(numbers), MOST):
            some = numbers[start : start + MOST]
            added = await self._connection.execute(add, [_row(figure, by, at) for figure in some])
            if len(added.all()) != len(some):
                raise Conflict(some[0])
        return len(numbers)

    async def _append(
        self, figure: Figure, by: int | None, now: datetime, key: str | None, approved_by: int | None
    ) -> None:
        row = _row(figure, by, await moment(self._connection, now)) | {
            "submission_key": key,
            "approved_by": approved_by,
        }
        added = await self._connection.execute(insert_or_ignore(self._connection.dialect.name, figures), row)
        if added.rowcount == 0:
            raise Conflict(await self.standing(figure))

    async def _read(self, rows: Select[Any]) -> list[Figure]:
        """What many rows have in common is kept once: a document may hold a hundred thousand numbers."""
        shared: dict[Any, Any] = {}
        found = await self._connection.execute(rows)
        return [_figure(row._mapping, shared) for row in found]  # noqa: SLF001


def dimensions_key(dimensions: Mapping[str, str]) -> str:
    """The dimensions as they stand in their column: the same for the same, whatever their order."""
    return json.dumps(dict(dimensions), sort_keys=True)


def _is_latest(known_at: datetime | None) -> ColumnElement[bool]:
    """Whether a row is the latest revision of its number, among those recorded up to a moment."""
    other = figures.alias()
    later = select(func.max(other.c.revision)).where(*(other.c[name] == figures.c[name] for name in IDENTITY))
    if known_at is not None:
        later = later.where(other.c.recorded_at <= known_at)
    return figures.c.revision == later.scalar_subquery()


def _identity(figure: Figure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in IDENTITY} | {"dimensions": dimensions_key(figure.dimensions)}


def _row(figure: Figure, by: int | None, at: datetime) -> dict[str, Any]:
    return _identity(figure) | {
        "revision": figure.revision,
        "value": figure.value,
        "source": figure.source.title,
        "source_url": figure.source.url,
        "source_dated": figure.source.dated,
        "note": figure.note,
        "state": figure.state,
        "reason": figure.reason,
        "recorded_by": by,
        "recorded_at": at,
    }


def _figure(row: RowMapping, shared: dict[Any, Any]) -> Figure:
    about_source, dimensions = (row["source"], row["source_url"], row["source_dated"]), row["dimensions"]
    if about_source not in shared:
        shared[about_source] = Source(*about_source)
    if dimensions not in shared:
        shared[dimensions] = json.loads(dimensions)
    names = ("indicator", "kind", "place_code", "from_on", "to_on", "value", "note", "revision", "state", "reason")
    about = ("id", "recorded_by", "recorded_at", "approved_by")
    values = {name: row[name] for name in (*names, *about)}
    return Figure(**values, source=shared[about_source], dimensions=shared[dimensions])


def _first(found: Iterable[Figure]) -> Figure | None:
    return next(iter(found), None)
