"""Outreach sessions. Each change is a new version; nothing reported is ever overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.codes import code_lengths, code_of
from storage.engine import insert_or_ignore
from storage.reach_ledger import settle
from storage.schema import session_versions, sessions

RECORDED, CANCELLED = "recorded", "cancelled"
NEW, APPROVED, RETURNED, DUPLICATE = "new", "approved", "returned", "duplicate"


class StaleVersion(Exception):
    """Somebody changed the session since it was read; nothing was written."""


@dataclass(frozen=True)
class Report:
    """What a facilitator says of one session. Counts are people; men + women + unspecified is the total."""

    held_on: date
    mode: str
    place_code: str
    men_count: int = 0
    women_count: int = 0
    unspecified_count: int = 0
    materials: tuple[str, ...] = ()
    note: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)  # the other fields of a report, those given
    shares: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)  # of several places: counts by code

    @property
    def total(self) -> int:
        return self.men_count + self.women_count + self.unspecified_count


@dataclass(frozen=True)
class Session:
    id: int
    code: str  # the receipt people hold
    version: int
    state: str
    reported_by: int
    received_at: datetime
    reason: str | None
    report: Report
    review: str  # of this version: new, approved, returned, duplicate
    submission_key: str


CURRENT = session_versions.join(  # the version that stands of each session
    sessions,
    and_(
        sessions.c.id == session_versions.c.session_id,
        sessions.c.current_version == session_versions.c.version,
    ),
)


class Sessions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(self, key: str, report: Report, *, by: int, now: datetime) -> tuple[Session, bool]:
        """Store the session of this submission key; whether it was new. The same key twice is the same session."""
        statement = insert_or_ignore(self._connection.dialect.name, sessions)
        for length in code_lengths():
            head = {
                "code": code_of(key, length),
                "submission_key": key,
                "reported_by": by,
                "current_version": 1,
                "created_at": now,
            }
            is_new = (await self._connection.execute(statement, head)).rowcount > 0
            stored = (await self._connection.execute(select(sessions).where(sessions.c.submission_key == key))).first()
            if stored is not None:
                break
        else:
            raise RuntimeError("no free code for a session")
        if is_new:
            await self._add_version(stored.id, 1, RECORDED, report, by=by, now=now)
            await settle(self._connection, [stored.id], RECORDED, by=by, now=now)
        return await self._one(sessions.c.id == stored.id), is_new

    async def cancel(self, session: Session, *, reason: str, by: int, now: datetime) -> Session:
        """A version that says the session does not count; raises `StaleVersion` where it was changed meanwhile."""
        return await self._change(session, CANCELLED, session.report, reason=reason, by=by, now=now)

    async def correct(self, session: Session, report: Report, *, reason: str, by: int, now: datetime) -> Session:
        """A version with other contents; also brings back a cancelled one. `StaleVersion` as for `cancel`."""
        return await self._change(session, RECORDED, report, reason=reason, by=by, now=now)

    async def _change(
        self, session: Session, state: str, report: Report, *, reason: str, by: int, now: datetime
    ) -> Session:
        """The next version. What staff said was about the one before, so it is to be reviewed anew."""
        version = session.version + 1
        head = (
            update(sessions)
            .where(sessions.c.id == session.id, sessions.c.current_version == session.version)
            .values(current_version=version, review=NEW)
        )
        if (await self._connection.execute(head)).rowcount == 0:
            raise StaleVersion
        await self._add_version(session.id, version, state, report, by=by, now=now, reason=reason)
        cause = CANCELLED if state == CANCELLED else "corrected"
        await settle(self._connection, [session.id], cause, by=by, now=now)
        return await self._one(sessions.c.id == session.id)

    async def versions(self, session: Session) -> list[Session]:
        """Every version there was, the first first; `review` is that of the current one."""
        rows = (
            select(
                sessions.c.code, sessions.c.reported_by, sessions.c.review, sessions.c.submission_key, session_versions
            )
            .select_from(session_versions.join(sessions, sessions.c.id == session_versions.c.session_id))
            .where(sessions.c.id == session.id)
            .order_by(session_versions.c.version)
        )
        return [as_session(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def by_code(self, code: str) -> Session | None:
        row = (await self._connection.execute(current().where(sessions.c.code == code.upper()))).first()
        return None if row is None else as_session(row._mapping)  # noqa: SLF001

    async def by_key(self, key: str) -> Session | None:
        """The session a form became, if it was saved."""
        row = (await self._connection.execute(current().where(sessions.c.submission_key == key))).first()
        return None if row is None else as_session(row._mapping)  # noqa: SLF001

    async def same_event(self, report: Report) -> Session | None:
        """The latest counted session at the same place on the same day, whoever reported it."""
        same = (session_versions.c.place_code == report.place_code, *counted(report.held_on, report.held_on))
        row = (await self._connection.execute(current().where(*same).order_by(sessions.c.id.desc()).limit(1))).first()
        return None if row is None else as_session(row._mapping)  # noqa: SLF001

    async def of(self, reporter: int, *, most: int) -> list[Session]:
        """The reporter's latest sessions, newest first, the cancelled ones too."""
        rows = current().where(sessions.c.reported_by == reporter).order_by(sessions.c.id.desc()).limit(most)
        return [as_session(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def places_of(self, reporter: int, *, most: int) -> list[str]:
        """Codes of the places this reporter used last, newest first."""
        latest = func.max(sessions.c.id)
        rows = (
            select(session_versions.c.place_code)
            .select_from(CURRENT)
            .where(sessions.c.reported_by == reporter)
            .group_by(session_versions.c.place_code)
            .order_by(latest.desc())
            .limit(most)
        )
        return list(await self._connection.scalars(rows))

    async def _add_version(self, session_id: int, version: int, state: str, report: Report, **about: Any) -> None:
        await self._connection.execute(
            session_versions.insert(), version_row(session_id, version, state, report, **about)
        )

    async def _one(self, condition: Any) -> Session:
        return as_session((await self._connection.execute(current().where(condition))).one()._mapping)  # noqa: SLF001


def counted(from_on: date, to_on: date, *, unreviewed: bool = True) -> tuple[ColumnElement[bool], ...]:
    """Its current version, not cancelled, not the losing side of a ruled duplicate; or else only what is approved."""
    return (
        session_versions.c.state == RECORDED,
        sessions.c.review != DUPLICATE if unreviewed else sessions.c.review == APPROVED,
        session_versions.c.held_on.between(from_on, to_on),
    )


def current() -> Select[Any]:
    about = (sessions.c.code, sessions.c.reported_by, sessions.c.review, sessions.c.submission_key)
    return select(*about, session_versions).select_from(CURRENT)


def version_row(
    session_id: int, version: int, state: str, report: Report, *, by: int, now: datetime, reason: str | None = None
) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "version": version,
        "state": state,
        "held_on": report.held_on,
        "mode": report.mode,
        "place_code": report.place_code,
        "men_count": report.men_count,
        "women_count": report.women_count,
        "unspecified_count": report.unspecified_count,
        "materials": list(report.materials),
        "note": report.note,
        "details": dict(report.details) or None,
        "shares": {code: list(counts) for code, counts in report.shares.items()} or None,
        "reason": reason,
        "recorded_by": by,
        "received_at": now,
    }


def as_report(row: RowMapping) -> Report:
    return Report(
        row["held_on"],
        row["mode"],
        row["place_code"],
        row["men_count"],
        row["women_count"],
        row["unspecified_count"],
        tuple(row["materials"]),
        row["note"],
        row["details"] or {},
        {code: (men, women, rest) for code, (men, women, rest) in (row["shares"] or {}).items()},
    )


def as_session(row: RowMapping) -> Session:
    return Session(
        row["session_id"],
        row["code"],
        row["version"],
        row["state"],
        row["reported_by"],
        row["received_at"],
        row["reason"],
        as_report(row),
        row["review"],
        row["submission_key"],
    )
