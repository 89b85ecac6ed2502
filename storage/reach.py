"""What sessions add up to, read from the sums and the ledger that `storage/reach_ledger.py` keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.figure_schema import reach_entries, reach_totals
from storage.reach_conditions import Days, above, at, held, sums_of
from storage.reach_ledger import APPROVED, COUNTS, DAY, UNREVIEWED
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

        As known at a moment, in cells of days: what changed since is taken out. Of what begins after that moment, where
        nearly everything changed since, what was known by then is added up instead, which is the same.
        """
        if not codes or not (months or days):
            return []
        standings = [APPROVED, UNREVIEWED] if unreviewed else [APPROVED]
        if known_at is None:
            return await self._sums(codes, months, days, standings)
        day = known_at.date()
        begun = [m for m in months if m <= day], [d for d in days if d[0] <= day]
        later = [m for m in months if m > day], [d for d in days if d[0] > day]
        sums = await self._sums(codes, *begun, standings)
        since = await self._entries(codes, *begun, standings, reach_entries.c.changed_at > known_at)
        until = await self._entries(codes, *later, standings, reach_entries.c.changed_at <= known_at)
        return [*sums, *(_taken_out(cell) for cell in since), *until]

    async def began_by(self, day: date) -> bool:
        """Whether any session was ever logged of a day up to then, whatever became of it."""
        first = select(reach_totals.c.from_on).where(reach_totals.c.place_code == "53", reach_totals.c.grain == DAY)
        return await self._connection.scalar(first.where(reach_totals.c.from_on <= day).limit(1)) is not None

    async def pending(self, code: str, from_on: date, to_on: date) -> tuple[int, int]:
        """People in counted sessions of the days that nobody has approved, and how many sessions these are."""
        people = reach_totals.c.men_count + reach_totals.c.women_count + reach_totals.c.unspecified_count
        here = (reach_totals.c.place_code == code, reach_totals.c.standing == UNREVIEWED)
        rows = select(people.label("people"), reach_totals.c.session_count).where(*here)
        found = union_all(*(rows.where(*grain) for grain in sums_of(*whole_months(from_on, to_on)))).subquery()
        sums = select(*(func.coalesce(func.sum(column), 0) for column in found.c))
        people_count, session_count = (await self._connection.execute(sums)).one()
        return int(people_count), int(session_count)

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
            .where(*at(code, (stretches[0][0], stretches[-1][1])), *conditions)
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
        inside = [*at(code, (from_on, to_on)), held(*whole_months(from_on, to_on)), reach_entries.c.changed_at > after]
        inside += [] if until is None else [reach_entries.c.changed_at <= until]
        latest = select(reach_entries.c.id).where(*inside).order_by(reach_entries.c.id.desc()).limit(most)
        version = and_(
            session_versions.c.session_id == reach_entries.c.session_id,
            session_versions.c.version == reach_entries.c.version,
        )
        names = ("version", "cause", "held_on", "place_code", "mode", "standing", *COUNTS, "changed_by", "changed_at")
        rows = (
            select(sessions.c.code, *(reach_entries.c[name] for name in names), session_versions.c.reason)
            .select_from(_WITH_SESSIONS.join(session_versions, version))
            .where(reach_entries.c.id.in_(latest))  # found before anything is joined to them
            .order_by(reach_entries.c.id.desc())
        )
        return [Change(*values) for values in map(tuple, await self._connection.execute(rows))]

    async def _sums(
        self, codes: Sequence[str], months: Sequence[date], days: Sequence[Days], standings: Sequence[str]
    ) -> list[Cell]:
        if not (months or days):
            return []
        keys = [reach_totals.c[name] for name in ("place_code", "grain", "from_on", "mode")]
        rows = (
            select(*keys, *(func.sum(reach_totals.c[name]).label(name) for name in COUNTS))
            .where(reach_totals.c.place_code.in_(codes), reach_totals.c.standing.in_(standings))
            .group_by(*keys)
        )
        all_of_them = union_all(*(rows.where(*grain) for grain in sums_of(months, days)))
        return [_cell(row, row.grain) for row in await self._connection.execute(all_of_them)]

    async def _entries(
        self,
        codes: Sequence[str],
        months: Sequence[date],
        days: Sequence[Days],
        standings: Sequence[str],
        changed: ColumnElement[bool],
    ) -> list[Cell]:
        """What entries at these places add up to, in cells of their days; asked for all places at once."""
        if not (months or days):
            return []
        place = func.substr(reach_entries.c.place_code, 1, len(codes[0])).label("place_code")
        keys = (place, reach_entries.c.held_on.label("from_on"), reach_entries.c.mode)
        ends = [(month, end_of_month(month)) for month in months] + [*days]
        inside = at(above(codes), (min(ends)[0], max(last for _, last in ends)))
        rows = (
            select(*keys, *(func.sum(reach_entries.c[name]).label(name) for name in COUNTS))
            .where(*inside, held(months, days), changed, reach_entries.c.standing.in_(standings))
            .group_by(*keys)
        )
        wanted = set(codes)
        return [_cell(row, DAY) for row in await self._connection.execute(rows) if row.place_code in wanted]


def whole_months(from_on: date, to_on: date, cuts: Iterable[date] = ()) -> tuple[list[date], list[tuple[date, date]]]:
    """The days as whole months and the stretches left over; a month in which one of `cuts` begins is left over, too."""
    inside = {day.replace(day=1) for day in cuts if day.day != 1}
    months: list[date] = []
    days: list[tuple[date, date]] = []
    start = from_on
    while start <= to_on:
        last = end_of_month(start)
        if start.day == 1 and last <= to_on and start not in inside:
            months.append(start)
        else:
            days.append((start, min(last, to_on)))
        start = last + timedelta(days=1)
    return months, days


def _cell(row: Any, grain: str) -> Cell:
    end = row.from_on if grain == DAY else end_of_month(row.from_on)
    return Cell(row.place_code, row.from_on, end, row.mode, *(int(getattr(row, name)) for name in COUNTS))


def _taken_out(cell: Cell) -> Cell:
    return cell._replace(men=-cell.men, women=-cell.women, unspecified=-cell.unspecified, sessions=-cell.sessions)


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
