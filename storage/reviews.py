"""What staff say of sessions: the queue to review, verdicts kept for good, pairs that may be one event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.field_schema import reviews
from storage.reach_ledger import settle
from storage.review_history import History, histories
from storage.schema import audit, options, people, session_versions, sessions
from storage.sessions import (
    CANCELLED,
    CURRENT,
    DUPLICATE,
    NEW,
    RECORDED,
    RETURNED,
    Session,
    StaleVersion,
    as_session,
)

SEPARATE = "separate"
COUNT_UNREVIEWED = "count_unreviewed"  # the option: whether figures count what nobody has approved yet


@dataclass(frozen=True)
class Entry:
    """A session as staff look at it."""

    session: Session
    reporter: str | None  # their name
    recorded_at: datetime  # when its first version came; a later correction does not make it late
    waits: bool  # in the queue


@dataclass(frozen=True)
class Verdict:
    """What was said of a session last, and by whom."""

    verdict: str
    version: int
    field: str | None
    note: str | None
    by: str | None
    at: datetime
    other_code: str | None


class Reviews:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(self, *, most: int, up_to: int | None = None) -> list[Entry]:
        """The queue, oldest first, as far as the session with the id `up_to`."""
        until = () if up_to is None else (sessions.c.id <= up_to,)
        rows = _entries().where(_waits(), *until).order_by(sessions.c.id).limit(most)
        return [_entry(row) for row in await self._connection.execute(rows)]

    async def counts(self) -> tuple[int, int]:
        """How many sessions wait for review, and how many for the correction their reporter was asked for."""
        returned = and_(session_versions.c.state == RECORDED, sessions.c.review == RETURNED)
        counts = [select(func.count()).select_from(CURRENT).where(which) for which in (_waits(), returned)]
        waiting, asked = [int((await self._connection.execute(count)).scalar_one()) for count in counts]
        return waiting, asked

    async def entry(self, code: str) -> Entry | None:
        row = (await self._connection.execute(_entries().where(sessions.c.code == code.upper()))).first()
        return None if row is None else _entry(row)

    async def histories(self, looked_at: Sequence[Session]) -> Mapping[int, History]:
        """What the books hold beside each of them, by its id."""
        return await histories(self._connection, looked_at)

    async def around(self, session: Session) -> tuple[str | None, str | None]:
        """Codes of the sessions before and after it in the queue, whether or not it still waits itself."""
        code = select(sessions.c.code).select_from(CURRENT).where(_waits()).limit(1)
        before = code.where(sessions.c.id < session.id).order_by(sessions.c.id.desc())
        after = code.where(sessions.c.id > session.id).order_by(sessions.c.id)
        return await self._connection.scalar(before), await self._connection.scalar(after)

    async def last(self, session: Session) -> Verdict | None:
        other = sessions.alias()
        rows = (
            select(reviews, people.c.name, other.c.code)
            .select_from(
                reviews.outerjoin(people, people.c.telegram_id == reviews.c.reviewed_by).outerjoin(
                    other, other.c.id == reviews.c.other_session_id
                )
            )
            .where(reviews.c.session_id == session.id)
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(rows)).first()
        if row is None:
            return None
        return Verdict(row.verdict, row.version, row.field, row.note, row.name, row.reviewed_at, row.code)

    async def losers(self, session: Session) -> list[str]:
        """Codes of the sessions that count no more because this one does."""
        rows = (
            select(sessions.c.code)
            .join(reviews, and_(reviews.c.session_id == sessions.c.id, reviews.c.version == sessions.c.current_version))
            .where(
                sessions.c.review == DUPLICATE,
                reviews.c.verdict == DUPLICATE,
                reviews.c.other_session_id == session.id,
            )
            .distinct()
        )
        return sorted(await self._connection.scalars(rows))

    async def judge(
        self,
        seen: Sequence[Session],
        verdict: str,
        *,
        by: int,
        now: datetime,
        field: str | None = None,
        note: str | None = None,
    ) -> None:
        """Approve or return these sessions as they were seen; `StaleVersion` where one of them is different now."""
        await self._hold(seen)
        said = {"verdict": verdict, "field": field, "note": note, "reviewed_by": by, "reviewed_at": now}
        rows = [_about(session) | said | {"other_session_id": None} for session in seen]
        await self._connection.execute(reviews.insert(), rows)
        await self._set(seen, verdict, by=by, now=now)

    async def rule_same(self, loser: Session, winner: Session, *, rulings: int, by: int, now: datetime) -> None:
        """The two are one event, of which the winner counts. `StaleVersion` where another ruling came before.

        `rulings` is what the method of that name said when the pair was looked at.
        """
        await self._hold_pair(loser, winner, rulings)
        said = {"verdict": DUPLICATE, "other_session_id": winner.id, "reviewed_by": by, "reviewed_at": now}
        await self._connection.execute(reviews.insert(), _about(loser) | said)
        await self._set([loser], DUPLICATE, by=by, now=now)

    async def rule_separate(self, one: Session, other: Session, *, rulings: int, by: int, now: datetime) -> None:
        """The two are different events, and both count; noted of each. `StaleVersion` as for `rule_same`."""
        await self._hold_pair(one, other, rulings)
        said = {"verdict": SEPARATE, "reviewed_by": by, "reviewed_at": now}
        rows = [_about(a) | said | {"other_session_id": b.id} for a, b in ((one, other), (other, one))]
        await self._connection.execute(reviews.insert(), rows)

    async def rulings(self, one: Session, other: Session) -> int:
        """A number that grows with every ruling upon the pair, whichever way."""
        pair = or_(
            and_(reviews.c.session_id == one.id, reviews.c.other_session_id == other.id),
            and_(reviews.c.session_id == other.id, reviews.c.other_session_id == one.id),
        )
        return int((await self._connection.execute(select(func.count()).where(pair))).scalar_one())

    async def counts_unreviewed(self, at: datetime | None = None) -> bool:
        """Whether figures count sessions before they are approved; they do unless the office chose otherwise.

        What it was at a moment stands in the audit.
        """
        if at is None:
            chosen = await self._connection.scalar(select(options.c.value).where(options.c.name == COUNT_UNREVIEWED))
            return chosen is not False
        acts = select(audit.c.detail).where(audit.c.action == COUNT_UNREVIEWED, audit.c.at <= at)
        detail = await self._connection.scalar(acts.order_by(audit.c.id.desc()).limit(1))
        return detail is None or detail["value"] is not False

    async def _hold_pair(self, one: Session, other: Session, rulings: int) -> None:
        await self._hold([one, other])
        if await self.rulings(one, other) != rulings:
            raise StaleVersion

    async def _hold(self, seen: Sequence[Session]) -> None:
        """Let nobody else change these sessions before we commit; raises `StaleVersion` where somebody has."""
        heads = (
            select(sessions.c.id, sessions.c.current_version, sessions.c.review)
            .where(sessions.c.id.in_([session.id for session in seen]))
            .order_by(sessions.c.id)  # everybody in the same order, so that none waits for another in a circle
            .with_for_update()
        )
        held = {tuple(row) for row in await self._connection.execute(heads)}
        if held != {(session.id, session.version, session.review) for session in seen}:
            raise StaleVersion

    async def _set(self, held: Sequence[Session], review: str, *, by: int, now: datetime) -> None:
        ids = [session.id for session in held]
        await self._connection.execute(update(sessions).where(sessions.c.id.in_(ids)).values(review=review))
        await settle(self._connection, ids, review, by=by, now=now)


def _waits() -> ColumnElement[bool]:
    """Recorded and not reviewed yet, or ruled the duplicate of a session that was cancelled since: then neither counts.

    Written as ids, so that the index of what is new finds them.
    """
    new = select(sessions.c.id).where(sessions.c.review == NEW)
    winner, said = sessions.alias(), session_versions.alias()
    cancelled = and_(
        said.c.session_id == winner.c.id, said.c.version == winner.c.current_version, said.c.state == CANCELLED
    )
    latest = select(func.max(reviews.c.id)).where(reviews.c.verdict == DUPLICATE).group_by(reviews.c.session_id)
    orphans = (
        select(reviews.c.session_id)
        .join(winner, winner.c.id == reviews.c.other_session_id)
        .join(said, cancelled)
        .where(reviews.c.id.in_(latest))
    )
    lost = and_(sessions.c.review == DUPLICATE, sessions.c.id.in_(orphans))
    return and_(session_versions.c.state == RECORDED, or_(sessions.c.id.in_(new), lost))


def _entries() -> Select[Any]:
    columns = (sessions.c.code, sessions.c.reported_by, sessions.c.review, sessions.c.submission_key)
    more = (sessions.c.created_at, people.c.name, _waits().label("waits"))
    named = CURRENT.outerjoin(people, people.c.telegram_id == sessions.c.reported_by)
    return select(*columns, *more, session_versions).select_from(named)


def _entry(row: Any) -> Entry:
    return Entry(as_session(row._mapping), row.name, row.created_at, bool(row.waits))  # noqa: SLF001


def _about(session: Session) -> dict[str, Any]:
    return {"session_id": session.id, "version": session.version}
