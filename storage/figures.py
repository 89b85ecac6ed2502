"""Stored numbers: append-only revisions, each with its source, the latest one in force.

A number is identified by indicator, kind, place, period and dimensions; correcting or cancelling it adds a revision
with a reason. A value of NULL says "not reported"; zero is a number. People and rupiah are integers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import hold_books, insert_or_ignore
from storage.figure import (
    CANCELLED,
    CUMULATIVE,
    IDENTITY,
    READ,
    RECORDED,
    Conflict,
    Figure,
    figure_of,
    identity,
    row_of,
)
from storage.publications import moment
from storage.schema import figures

MOST = 1_000  # rows of one statement
OTHER = figures.alias()  # other revisions of the same number; made once, which takes longer than to use it


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

    async def cancel(
        self,
        seen: Figure,
        *,
        reason: str,
        by: int,
        now: datetime,
        key: str | None = None,
        approved_by: int | None = None,
    ) -> None:
        """A revision that says the number no longer stands; `Conflict` as for `correct`."""
        gone = replace(seen, value=None, state=CANCELLED)
        await self.correct(seen, gone, reason=reason, by=by, now=now, key=key, approved_by=approved_by)

    async def hold(self) -> None:
        """Let nobody else write in the books until this unit ends, so that what was checked stays true."""
        await hold_books(self._connection, alone=True)

    async def standing(self, figure: Figure) -> Figure | None:
        """The latest revision of the same number, a cancelled one too."""
        same = and_(*(figures.c[name] == value for name, value in identity(figure).items()))
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
        touching: tuple[date, date] | None = None,
        known_at: datetime | None = None,
    ) -> list[Figure]:
        """The numbers of a place, or of all below it too, whose period lies inside the given one.

        Of stands all up to its end; and cumulative numbers that began before, for what lies between two of them.
        With `touching` only those that speak of any of these days.
        """
        place = figures.c.place_code == place_code
        if below:  # "/" follows "."
            place = or_(place, and_(figures.c.place_code > f"{place_code}.", figures.c.place_code < f"{place_code}/"))
        begun = _begun(from_on, is_stand=is_stand)
        if touching is not None:
            begun = and_(begun, figures.c.from_on <= touching[1], figures.c.to_on >= touching[0])
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
        same = and_(*(figures.c[name] == value for name, value in identity(figure).items()))
        return await self._read(select(figures).where(same).order_by(figures.c.revision))

    async def get(self, figure_id: int) -> Figure | None:
        return _first(await self._read(select(figures).where(figures.c.id == figure_id)))

    async def by_key(self, key: str) -> list[Figure]:
        """What a form became, if it was saved."""
        return await self._read(select(figures).where(figures.c.submission_key == key).order_by(figures.c.id))

    async def changes(
        self,
        indicator: str,
        place_code: str,
        from_on: date,
        to_on: date,
        *,
        is_stand: bool = False,
        after: datetime,
        until: datetime | None,
    ) -> list[Figure]:
        """Revisions recorded between two moments, of numbers inside the period and place; the latest first."""
        place = or_(figures.c.place_code == place_code, figures.c.place_code.startswith(f"{place_code}."))
        inside = (figures.c.indicator == indicator, place, _begun(from_on, is_stand=is_stand), figures.c.to_on <= to_on)
        rows = select(figures).where(*inside, figures.c.recorded_at > after).order_by(figures.c.id.desc())
        return await self._read(rows if until is None else rows.where(figures.c.recorded_at <= until))

    async def record_many(self, numbers: Sequence[Figure], *, by: int | None, now: datetime) -> int:
        """Store numbers known to be new, in few statements; how many. `Conflict` where one was recorded meanwhile."""
        at = await moment(self._connection, now)
        add = insert_or_ignore(self._connection.dialect.name, figures).returning(figures.c.id)
        for start in range(0, len(numbers), MOST):
            some = numbers[start : start + MOST]
            added = await self._connection.execute(add, [row_of(figure, by, at) for figure in some])
            if len(added.all()) != len(some):
                raise Conflict(some[0])
        return len(numbers)

    async def _append(
        self, figure: Figure, by: int | None, now: datetime, key: str | None, approved_by: int | None
    ) -> None:
        row = row_of(figure, by, await moment(self._connection, now)) | {
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
        return [figure_of(row, shared) for row in found.columns(*READ)]


def _begun(from_on: date, *, is_stand: bool) -> ColumnElement[bool]:
    """Whether a number can speak of days from then on: any stand, a cumulative number that has not ended before."""
    if is_stand:
        return figures.c.from_on >= date.min
    not_ended_before = figures.c.to_on >= from_on - timedelta(
        days=1
    )  # of all, so that the index can pass over the rest
    return and_(not_ended_before, or_(figures.c.from_on >= from_on, figures.c.kind == CUMULATIVE))


def _is_latest(known_at: datetime | None) -> ColumnElement[bool]:
    """Whether a row is the latest revision of its number, among those recorded up to a moment."""
    later = select(func.max(OTHER.c.revision)).where(*(OTHER.c[name] == figures.c[name] for name in IDENTITY))
    if known_at is not None:
        later = later.where(OTHER.c.recorded_at <= known_at)
    return figures.c.revision == later.scalar_subquery()


def _first(found: Iterable[Figure]) -> Figure | None:
    return next(iter(found), None)
