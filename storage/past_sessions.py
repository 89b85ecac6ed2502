"""Sessions from documents of the past: many at a time, each once.

They are approved by the document they stand in, so that thousands of them do not wait for staff before what
facilitators send today; a review row says so. One that may be the same event as a session already there waits all
the same. Once corrected in the chat they are reviewed like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.codes import code_lengths, code_of
from storage.engine import insert_or_ignore
from storage.field_schema import reviews
from storage.reach_ledger import settle
from storage.schema import session_versions, sessions
from storage.sessions import APPROVED, CURRENT, NEW, RECORDED, Report, as_report, counted, version_row

DOCUMENT = 0  # who reported and approved what stands in a document; no person has this Telegram id
MOST = 5_000  # parameters of one statement, well below what either database takes


Some = TypeVar("Some")


@dataclass(frozen=True)
class PastSession:
    key: str
    report: Report
    is_doubtful: bool = False  # staff are to look at it: another session stands at its place and day


_VERSIONS = select(session_versions).select_from(
    session_versions.join(sessions, sessions.c.id == session_versions.c.session_id)
)


class PastSessions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self, keys: Sequence[str], codes: Sequence[str]) -> dict[str, list[Report]]:
        """What the sessions of these submission keys or codes say or ever said: every version, by what was asked."""
        found: dict[str, list[Report]] = {}
        for column, wanted in ((sessions.c.submission_key, keys), (sessions.c.code, codes)):
            for some in _chunks(wanted):
                rows = _VERSIONS.add_columns(column.label("name")).where(column.in_(some))
                for row in (await self._connection.execute(rows)).mappings():
                    found.setdefault(row["name"], []).append(as_report(row))
        return found

    async def standing(self, from_on: date, to_on: date) -> dict[tuple[str, date], str]:
        """The code of a counted session at each place and day between these that has one."""
        about = select(sessions.c.code, session_versions.c.place_code, session_versions.c.held_on)
        rows = about.select_from(CURRENT).where(*counted(from_on, to_on))
        return {(row.place_code, row.held_on): row.code for row in await self._connection.execute(rows)}

    async def record(self, past: Sequence[PastSession], *, note: str, now: datetime) -> set[str]:
        """Store those whose key is not there yet; the keys of these. `note` says where they come from."""
        new: dict[str, int] = {}
        waiting = {one.key: one for one in past}
        for length in code_lengths():
            new |= await self._add_heads(waiting, length, now)
            there = await self.known([key for key in waiting if key not in new], [])
            waiting = {key: one for key, one in waiting.items() if key not in new and key not in there}
            if not waiting:
                break
        else:
            raise RuntimeError("no free code for a session")
        stored = [one for one in past if one.key in new]
        for some in _chunks(stored):
            versions = [version_row(new[one.key], 1, RECORDED, one.report, by=DOCUMENT, now=now) for one in some]
            await self._connection.execute(session_versions.insert(), versions)
        for some in _chunks([one for one in stored if not one.is_doubtful]):
            await self._connection.execute(reviews.insert(), [_review(new[one.key], note, now) for one in some])
        await settle(self._connection, sorted(new.values()), RECORDED, by=DOCUMENT, now=now)
        return set(new)

    async def _add_heads(self, waiting: dict[str, PastSession], length: int, now: datetime) -> dict[str, int]:
        """Heads for these keys with codes of this length; ids of the new ones. The constraints leave out the rest."""
        add = insert_or_ignore(self._connection.dialect.name, sessions).returning(
            sessions.c.submission_key, sessions.c.id
        )
        added: dict[str, int] = {}
        for some in _chunks(list(waiting.values())):
            rows = await self._connection.execute(add, [_head(one, length, now) for one in some])
            added |= {row.submission_key: row.id for row in rows}
        return added


def _head(past: PastSession, length: int, now: datetime) -> dict[str, Any]:
    return {
        "code": code_of(past.key, length),
        "submission_key": past.key,
        "reported_by": DOCUMENT,
        "current_version": 1,
        "created_at": now,
        "review": NEW if past.is_doubtful else APPROVED,
    }


def _review(session_id: int, note: str, now: datetime) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "version": 1,
        "verdict": APPROVED,
        "note": note,
        "reviewed_by": DOCUMENT,
        "reviewed_at": now,
    }


def _chunks(values: Sequence[Some]) -> Iterator[Sequence[Some]]:
    return (values[start : start + MOST] for start in range(0, len(values), MOST))
