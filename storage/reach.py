"""What sessions add up to, read from the sums and the ledger that `storage/reach_ledger.py` keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.figure_schema import reach_entries, reach_totals
from storage.reach_ledger import APPROVED, COUNTS, DAY, MONTH, UNREVIEWED
from storage.schema import session_versions, sessions


class Cell(NamedTuple):
    """People of one mode at one place in some days, and how many sessions that is."""

    place_code: str
    from_on: date
    to_on: date
    mode: str
    men: int
    women: int
    unspecified: int
    sessions: int


class Behind(NamedTuple):
    """A session that a number is made of."""

    code: str
    held_on: date
    place_code: str  # its own, or the first of those it is split by
    people: int


@dataclass(frozen=True)
class Change:
    """By how much an act changed what counts: its session, who did it and when, and why if they said so."""

    code: str
    version: int
    cause: str
    held_on: date
    place_code: str
    mode: str
    standing: str
    men: int
    women: int
    unspecified: int
    sessions: int
    changed_by: int
    changed_at: datetime
    reason: str | None


_WITH_SESSIONS = reach_entries.join(sessions, sessions.c.id == reach_entries.c.session_id)


class Reach:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def cells(
        self,
        codes: Sequence[str],
        months: Sequence[date],
        days: Sequence[tuple[date, date]],
        *,
        unreviewed: bool,
        known_at: datetime | None = None,
    ) -> list[Cell]:
        """What counts at these places, all of one level: a cell for each of the months and for each day of `days`.

        `known_at` takes out, as cells of their days, what changed after that moment.
        """
        if not codes or not (months or days):
            return []
        standings = [APPROVED, UNREVIEWED] if unreviewed else [APPROVED]
        keys = [reach_totals.c[name] for name in ("place_code", "grain", "from_on", "mode")]
        rows = (
            select(*keys, *(func.sum(reach_totals.c[name]).label(name) for name in COUNTS))
            .where(reach_totals.c.place_code.in_(codes), reach_totals.c.standing.in_(standings), _within(months, days))
            .group_by(*keys)
        )
        cells = [_cell(row, row.place_code, row.grain) for row in await self._connection.execute(rows)]
        if known_at is None:
            return cells
        return cells + [c for code in codes for c in await self._after(code, months, days, standings, known_at)]

    async def began_by(self, day: date) -> bool:
        """Whether any session was ever logged of a day up to then, whatever became of it."""
        first = select(reach_totals.c.from_on).where(reach_totals.c.place_code == "53", reach_totals.c.grain == DAY)
        return await self._connection.scalar(first.where(reach_totals.c.from_on <= day).limit(1)) is not None

    async def pending(self, code: str, from_on: date, to_on: date) -> tuple[int, int]:
        """People in counted sessions of the days that nobody has approved, and how many sessions these are."""
        people = reach_totals.c.men_count + reach_totals.c.women_count + reach_totals.c.unspecified_count
        months, days = whole_months(from_on, to_on)
        rows = select(
            func.coalesce(func.sum(people), 0).label("people"),
            func.coalesce(func.sum(reach_totals.c.session_count), 0).label("sessions"),
        ).where(reach_totals.c.place_code == code, reach_totals.c.standing == UNREVIEWED, _within(months, days))
        row = (await self._connection.execute(rows)).one()
        return int(row.people), int(row.sessions)

    async def sessions_behind(
        self,
        code: str,
        stretches: Sequence[tuple[date, date]],
        *,
        most: int,
        skip: int = 0,
        unreviewed: bool = True,
        mode: str | None = None,
        counts: Sequence[str] = COUNTS[:3],
        known_at: datetime | None = None,
    ) -> list[Behind]:
        """The sessions that make up the number of a place, newest first, with their people there.

        As for `cells`: of these days, in this standing and mode, of these columns, as known at a moment.
        """
        conditions = [or_(*(reach_entries.c.held_on.between(*stretch) for stretch in stretches))]
        conditions += [] if unreviewed else [reach_entries.c.standing == APPROVED]
        conditions += [] if mode is None else [reach_entries.c.mode == mode]
        conditions += [] if known_at is None else [reach_entries.c.changed_at <= known_at]
        people = func.sum(sum((reach_entries.c[name] for name in counts), start=literal(0)))
        rows = (
            select(
                reach_entries.c.held_on,
                reach_entries.c.session_id,
                func.min(reach_entries.c.place_code).label("place_code"),
                people.label("people"),
            )
            .where(*_at(code), *conditions)
            .group_by(reach_entries.c.held_on, reach_entries.c.session_id)
            .having(or_(people != 0, func.sum(reach_entries.c.session_count) != 0))
            .order_by(reach_entries.c.held_on.desc(), reach_entries.c.session_id.desc())
            .limit(most)
            .offset(skip)
        ).subquery()
        columns = (sessions.c.code, rows.c.held_on, rows.c.place_code, rows.c.people)
        named = select(*columns).join(rows, rows.c.session_id == sessions.c.id)
        ordered = named.order_by(rows.c.held_on.desc(), rows.c.session_id.desc())
        return [
            Behind(row.code, row.held_on, row.place_code, int(row.people))
            for row in await self._connection.execute(ordered)
        ]

    async def changes(
        self, code: str, from_on: date, to_on: date, *, after: datetime, until: datetime | None, most: int
    ) -> list[Change]:
        """What changed the number of a place between two moments, the latest first; at most `most` of them."""
        version = and_(
            session_versions.c.session_id == reach_entries.c.session_id,
            session_versions.c.version == reach_entries.c.version,
        )
        inside = [
            reach_entries.c.month_on.in_(_months_touched(from_on, to_on)),
            reach_entries.c.held_on.between(from_on, to_on),
            reach_entries.c.changed_at > after,
        ]
        names = ("version", "cause", "held_on", "place_code", "mode", "standing", *COUNTS, "changed_by", "changed_at")
        rows = (
            select(sessions.c.code, *(reach_entries.c[name] for name in names), session_versions.c.reason)
            .select_from(_WITH_SESSIONS.join(session_versions, version))
            .where(*_at(code), *inside)
            .order_by(reach_entries.c.id.desc())
            .limit(most)
        )
        if until is not None:
            rows = rows.where(reach_entries.c.changed_at <= until)
        return [Change(*values) for values in map(tuple, await self._connection.execute(rows))]

    async def _after(
        self,
        code: str,
        months: Sequence[date],
        days: Sequence[tuple[date, date]],
        standings: Sequence[str],
        known_at: datetime,
    ) -> list[Cell]:
        within: list[ColumnElement[bool]] = [reach_entries.c.month_on.in_(months)] if months else []
        within += [
            and_(
                reach_entries.c.month_on.in_(_months_touched(first, last)),
                reach_entries.c.held_on.between(first, last),
            )
            for first, last in days
        ]
        keys = (reach_entries.c.held_on.label("from_on"), reach_entries.c.mode)
        rows = (
            select(*keys, *((-func.sum(reach_entries.c[name])).label(name) for name in COUNTS))
            .where(
                *_at(code), or_(*within), reach_entries.c.changed_at > known_at, reach_entries.c.standing.in_(standings)
            )
            .group_by(*keys)
        )
        return [_cell(row, code, DAY) for row in await self._connection.execute(rows)]


def whole_months(from_on: date, to_on: date, cuts: Iterable[date] = ()) -> tuple[list[date], list[tuple[date, date]]]:
    """The days as whole months and the stretches left over; a month in which one of `cuts` begins is left over, too."""
    inside = {day.replace(day=1) for day in cuts if day.day != 1}
    months: list[date] = []
    days: list[tuple[date, date]] = []
    start = from_on
    while start <= to_on:
        next_month = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        end = min(next_month - timedelta(days=1), to_on)
        if start.day == 1 and end + timedelta(days=1) == next_month and start not in inside:
            months.append(start)
        else:
            days.append((start, end))
        start = next_month
    return months, days


def _cell(row: Any, code: str, grain: str) -> Cell:
    end = row.from_on if grain == DAY else _end_of_month(row.from_on)
    return Cell(code, row.from_on, end, row.mode, *(int(getattr(row, name)) for name in COUNTS))


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _within(months: Sequence[date], days: Sequence[tuple[date, date]]) -> ColumnElement[bool]:
    grains = [and_(reach_totals.c.grain == MONTH, reach_totals.c.from_on.in_(months))] if months else []
    grains += [and_(reach_totals.c.grain == DAY, reach_totals.c.from_on.between(*stretch)) for stretch in days]
    return or_(*grains)


def _at(code: str) -> tuple[ColumnElement[bool], ...]:
    """Entries at a place or below it; the province holds all there are, and an index is better used without it."""
    if "." not in code:
        return ()
    return (reach_entries.c.place_code >= code, reach_entries.c.place_code < f"{code}/")  # "/" follows "."


def _months_touched(first: date, last: date) -> list[date]:
    months, days = whole_months(first.replace(day=1), last)
    return [*months, *(start for start, _ in days)]


def _people() -> ColumnElement[int]:
    return reach_entries.c.men_count + reach_entries.c.women_count + reach_entries.c.unspecified_count
