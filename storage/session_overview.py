"""Sessions seen from above, counted in the database; and who wants to hear of it how often.

Counted are current versions that are neither cancelled nor the losing side of a duplicate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.schema import options, session_versions, sessions
from storage.sessions import CURRENT, NEW, RECORDED, RETURNED, Session, as_session, counted, current

DAILY, WEEKLY = "daily", "weekly"
DIGEST, NUDGE = "digest:", "nudge:"  # options, one a person

_COUNTS: Final = (
    func.count().label("sessions"),
    func.coalesce(func.sum(session_versions.c.men_count), 0).label("men"),
    func.coalesce(func.sum(session_versions.c.women_count), 0).label("women"),
    func.coalesce(func.sum(session_versions.c.unspecified_count), 0).label("unspecified"),
)
_IS_SHARED: Final = func.coalesce(cast(session_versions.c.shares, Text), "null") != "null"  # JSON has a null of its own


@dataclass(frozen=True)
class Tally:
    """Sessions, and the people at them."""

    sessions: int = 0
    men: int = 0
    women: int = 0
    unspecified: int = 0

    @property
    def people(self) -> int:
        return self.men + self.women + self.unspecified

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.sessions + other.sessions,
            self.men + other.men,
            self.women + other.women,
            self.unspecified + other.unspecified,
        )


class SessionOverview:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def tally(self, from_on: date, to_on: date, *, by: int | None = None) -> Tally:
        """All sessions of the days, or those of one reporter; each counts once."""
        rows = select(*_COUNTS).select_from(CURRENT).where(*_of(by), *counted(from_on, to_on))
        return _tally((await self._connection.execute(rows)).one())

    async def by_reporter(self, from_on: date, to_on: date) -> dict[int, Tally]:
        rows = (
            select(sessions.c.reported_by, *_COUNTS)
            .select_from(CURRENT)
            .where(*counted(from_on, to_on))
            .group_by(sessions.c.reported_by)
        )
        return {row.reported_by: _tally(row) for row in await self._connection.execute(rows)}

    async def by_place(self, from_on: date, to_on: date, *, width: int) -> dict[str, Tally]:
        """By the first `width` characters of the place code: 5 for regencies.

        People of a session over several places are counted at each where they were, the session at each of these;
        so people add up to the whole, and such sessions do not.
        """
        code = func.substr(session_versions.c.place_code, 1, width)
        rows = (
            select(code.label("code"), *_COUNTS)
            .select_from(CURRENT)
            .where(*counted(from_on, to_on), ~_IS_SHARED)
            .group_by(code)
        )
        found = {row.code: _tally(row) for row in await self._connection.execute(rows)}
        for session in await self._shared(from_on, to_on):
            for place, tally in _spread(session, width).items():
                found[place] = found.get(place, Tally()) + tally
        return found

    async def reached(self, from_on: date, to_on: date, *, by: int | None = None) -> set[str]:
        """Codes of the places with a session in those days."""
        conditions = (*_of(by), *counted(from_on, to_on))
        rows = select(session_versions.c.place_code).distinct().select_from(CURRENT).where(*conditions)
        shared = await self._shared(from_on, to_on, by=by)
        return {*await self._connection.scalars(rows), *(code for one in shared for code in one.report.shares)}

    async def last_held(self, since: date, *, by: int | None = None) -> dict[int, date]:
        """The day of the latest session of each reporter, or of one, who held any since then."""
        rows = (
            select(sessions.c.reported_by, func.max(session_versions.c.held_on).label("held_on"))
            .select_from(CURRENT)
            .where(*_of(by), *counted(since, date.max))
            .group_by(sessions.c.reported_by)
        )
        return {row.reported_by: row.held_on for row in await self._connection.execute(rows)}

    async def to_review(self) -> int:
        """How many sessions staff have not looked at."""
        waiting = (sessions.c.review == NEW, session_versions.c.state == RECORDED)
        rows = select(func.count()).select_from(CURRENT).where(*waiting)
        return int((await self._connection.execute(rows)).scalar_one())

    async def returned(self) -> dict[int, int]:
        """How many sessions each reporter was asked to correct and has not."""
        rows = (
            select(sessions.c.reported_by, func.count().label("count"))
            .select_from(CURRENT)
            .where(sessions.c.review == RETURNED, session_versions.c.state == RECORDED)
            .group_by(sessions.c.reported_by)
        )
        return {row.reported_by: row._mapping["count"] for row in await self._connection.execute(rows)}  # noqa: SLF001

    async def returned_to(self, reporter: int) -> list[Session]:
        """Those of one reporter, the oldest first."""
        waiting = (sessions.c.review == RETURNED, session_versions.c.state == RECORDED)
        return await self._sessions(sessions.c.reported_by == reporter, *waiting)

    async def _shared(self, from_on: date, to_on: date, *, by: int | None = None) -> list[Session]:
        """The few sessions held over several places."""
        return await self._sessions(*_of(by), *counted(from_on, to_on), _IS_SHARED)

    async def _sessions(self, *conditions: ColumnElement[bool]) -> list[Session]:
        rows = current().where(*conditions).order_by(sessions.c.id)
        return [as_session(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001


class Reminders:
    """Digests somebody asked for and nudges somebody was sent: at most one each in its time, as the database says."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def wish(self, telegram_id: int) -> str | None:
        """How often this person wants a digest; None for never."""
        value = await self._value(telegram_id)
        return None if value is None else str(value["every"])

    async def choose(self, telegram_id: int, every: str | None, *, told_on: date, now: datetime) -> None:
        """Want it so often, or (None) no more. `told_on` counts as told, unless they were told later already."""
        name = f"{DIGEST}{telegram_id}"
        if every is None:
            await self._connection.execute(delete(options).where(options.c.name == name))
            return
        wanted = {"every": every, "last": told_on.isoformat()}
        row = {"name": name, "value": wanted, "changed_by": telegram_id, "changed_at": now}
        if (await self._connection.execute(self._add(), row)).rowcount > 0:
            return
        kept = await self._value(telegram_id, is_to_change=True)
        last = max(wanted["last"], kept["last"]) if kept else wanted["last"]
        change = update(options).where(options.c.name == name)
        await self._connection.execute(change.values(value={**wanted, "last": last}, changed_at=now))

    async def forget(self, telegram_id: int) -> None:
        """What they want to hear of, and that they were reminded."""
        names = (f"{DIGEST}{telegram_id}", f"{NUDGE}{telegram_id}")
        await self._connection.execute(delete(options).where(options.c.name.in_(names)))

    async def due(self, days: Mapping[str, date]) -> list[tuple[int, str]]:
        """Who was not told since the day their digest fell due, with how often they want it."""
        is_due = [and_(_every() == every, _last() < day.isoformat()) for every, day in days.items()]
        rows = select(options.c.name, _every().label("every")).where(
            options.c.name.startswith(DIGEST, autoescape=True), or_(*is_due)
        )
        found = await self._connection.execute(rows.order_by(options.c.name))
        return [(int(row.name.removeprefix(DIGEST)), row.every) for row in found]

    async def claim(self, telegram_id: int, every: str, day: date) -> bool:
        """Take it upon this unit to tell them; False where another did, or where they want it otherwise now."""
        statement = (
            update(options)
            .where(options.c.name == f"{DIGEST}{telegram_id}", _every() == every, _last() < day.isoformat())
            .values(value={"every": every, "last": day.isoformat()})
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def nudge(self, telegram_id: int, *, by: int, now: datetime, not_since: datetime) -> bool:
        """Note that they are reminded; False where they were after `not_since`."""
        row = {"name": f"{NUDGE}{telegram_id}", "value": {}, "changed_by": by, "changed_at": now}
        if (await self._connection.execute(self._add(), row)).rowcount > 0:
            return True
        statement = (
            update(options)
            .where(options.c.name == row["name"], options.c.changed_at <= not_since)
            .values(changed_by=by, changed_at=now)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    def _add(self) -> Any:
        return insert_or_ignore(self._connection.dialect.name, options)

    async def _value(self, telegram_id: int, *, is_to_change: bool = False) -> dict[str, Any] | None:
        rows = select(options.c.value).where(options.c.name == f"{DIGEST}{telegram_id}")
        return await self._connection.scalar(rows.with_for_update() if is_to_change else rows)


def _every() -> ColumnElement[str]:
    return options.c.value["every"].as_string()  # type: ignore[no-any-return]


def _last() -> ColumnElement[str]:
    """An ISO date, which sorts as text."""
    return options.c.value["last"].as_string()  # type: ignore[no-any-return]


def _of(reporter: int | None) -> Iterable[ColumnElement[bool]]:
    return () if reporter is None else (sessions.c.reported_by == reporter,)


def _tally(row: Any) -> Tally:
    return Tally(row.sessions, int(row.men), int(row.women), int(row.unspecified))


def _spread(session: Session, width: int) -> dict[str, Tally]:
    """What each place has of a session over several; people of no named place are where the session was."""
    report = session.report
    rest = Tally(0, report.men_count, report.women_count, report.unspecified_count)
    places: dict[str, Tally] = {}
    for code, (men, women, unspecified) in report.shares.items():
        places[code[:width]] = places.get(code[:width], Tally()) + Tally(0, men, women, unspecified)
        rest += Tally(0, -men, -women, -unspecified)
    if rest != Tally():
        home = report.place_code[:width]
        places[home] = places.get(home, Tally()) + rest
    return {code: tally + Tally(1) for code, tally in places.items()}
