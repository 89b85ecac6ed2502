"""What the books hold beside a session that is being reviewed: its village, its reporter, its day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.field_schema import reviews
from storage.schema import session_versions, sessions
from storage.sessions import CURRENT, DUPLICATE, RECORDED, RETURNED, Session

REMEMBERED = 40  # sessions of a reporter, the latest
DOCUMENT = 0  # reports for a document that was imported, not for a person


@dataclass(frozen=True)
class History:
    """Totals are numbers of people."""

    village_totals: tuple[int, ...] = ()  # of the village's sessions on earlier days
    reporter_totals: tuple[int, ...] = ()  # of the reporter's latest sessions before this one
    elsewhere: tuple[str, ...] = ()  # codes of other places where the reporter was on that day
    twins: tuple[str, ...] = ()  # codes of sessions that may be the same event: place and day are the same


async def histories(connection: AsyncConnection, looked_at: Sequence[Session]) -> Mapping[int, History]:
    """The history of each by its id, in four queries however many they are."""
    if not looked_at:
        return {}
    places = {session.report.place_code for session in looked_at}
    days = {session.report.held_on for session in looked_at}
    reporters = {session.reported_by for session in looked_at} - {DOCUMENT}
    there, mine, that_day = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in await _rows(connection, session_versions.c.place_code.in_(places)):
        there[row.place_code].append(row)
    for row in await _latest_of(connection, reporters):
        mine[row.reported_by].append(row)
    same = and_(session_versions.c.held_on.in_(days), sessions.c.reported_by.in_(reporters))
    for row in await _rows(connection, same):
        that_day[row.reported_by, row.held_on].append(row)
    apart = await _ruled_separate(connection, [session.id for session in looked_at])
    return {
        session.id: _history(
            session,
            there[session.report.place_code],
            mine[session.reported_by],
            that_day[session.reported_by, session.report.held_on],
            apart,
        )
        for session in looked_at
    }


@dataclass(frozen=True)
class _Row:
    id: int
    code: str
    reported_by: int
    review: str
    held_on: date
    place_code: str
    total: int


def _history(
    session: Session,
    there: Iterable[_Row],
    mine: Iterable[_Row],
    that_day: Iterable[_Row],
    apart: Collection[tuple[int, int]],
) -> History:
    """What is doubted itself, returned to its reporter, is no measure for others."""
    there = list(there)
    day = session.report.held_on
    before = [row for row in there if row.held_on < day and row.review != RETURNED]
    alike = [row for row in there if row.held_on == day and row.id != session.id and (session.id, row.id) not in apart]
    return History(
        tuple(row.total for row in before),
        tuple(row.total for row in mine if row.id < session.id),
        tuple(sorted({row.place_code for row in that_day if row.id != session.id})),
        tuple(sorted(row.code for row in alike)) if _counts(session) else (),
    )


def _counts(session: Session) -> bool:
    return session.state == RECORDED and session.review != DUPLICATE


_COUNTED = and_(session_versions.c.state == RECORDED, sessions.c.review != DUPLICATE)
_COLUMNS = (
    sessions.c.id,
    sessions.c.code,
    sessions.c.reported_by,
    sessions.c.review,
    session_versions.c.held_on,
    session_versions.c.place_code,
    (session_versions.c.men_count + session_versions.c.women_count + session_versions.c.unspecified_count).label(
        "total"
    ),
)


async def _rows(connection: AsyncConnection, which: ColumnElement[bool]) -> list[_Row]:
    found = select(*_COLUMNS).select_from(CURRENT).where(_COUNTED, which).order_by(sessions.c.id)
    return [_Row(*row) for row in await connection.execute(found)]


async def _latest_of(connection: AsyncConnection, reporters: Collection[int]) -> list[_Row]:
    """Ranked among all heads, which an index holds, and only then looked up."""
    place = func.row_number().over(partition_by=sessions.c.reported_by, order_by=sessions.c.id.desc()).label("place")
    ranked = select(sessions.c.id, place).where(sessions.c.reported_by.in_(reporters)).subquery()
    latest = select(ranked.c.id).where(ranked.c.place <= REMEMBERED)
    return await _rows(connection, sessions.c.id.in_(latest))


async def _ruled_separate(connection: AsyncConnection, ids: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of ids, each both ways round, as they are written down."""
    found = select(reviews.c.session_id, reviews.c.other_session_id).where(
        reviews.c.session_id.in_(ids), reviews.c.verdict == "separate"
    )
    return {(row.session_id, row.other_session_id) for row in await connection.execute(found)}
