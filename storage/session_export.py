"""Sessions to take away: what stands now of every session of a period, the cancelled ones too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import people, session_versions, sessions
from storage.sessions import CURRENT, DUPLICATE, RECORDED


@dataclass(frozen=True)
class SessionLine:
    code: str
    version: int
    state: str
    held_on: date
    place_code: str
    mode: str
    men_count: int
    women_count: int
    unspecified_count: int
    materials: list[str]
    note: str | None
    details: Mapping[str, Any] | None
    shares: Mapping[str, list[int]] | None  # of several places: men, women, unspecified by code
    review: str
    created_at: datetime  # when its first version was reported
    reported_by: int
    reporter: str | None  # unknown once they are forgotten

    @property
    def total(self) -> int:
        return self.men_count + self.women_count + self.unspecified_count

    @property
    def people_by_place(self) -> list[tuple[str, int]]:
        """All its people, each at one place; those of no share are at the place of the session."""
        shares = [(code, sum(counts)) for code, counts in (self.shares or {}).items()]
        rest = self.total - sum(people for _, people in shares)
        return [*shares, (self.place_code, rest)] if rest or not shares else shares

    @property
    def counts(self) -> bool:
        """Whether its people are among those reached: not cancelled, not the losing side of a duplicate."""
        return self.state == RECORDED and self.review != DUPLICATE


_LINES = (
    select(
        sessions.c.code,
        session_versions.c.version,
        session_versions.c.state,
        session_versions.c.held_on,
        session_versions.c.place_code,
        session_versions.c.mode,
        session_versions.c.men_count,
        session_versions.c.women_count,
        session_versions.c.unspecified_count,
        session_versions.c.materials,
        session_versions.c.note,
        session_versions.c.details,
        session_versions.c.shares,
        sessions.c.review,
        sessions.c.created_at,
        sessions.c.reported_by,
        people.c.name.label("reporter"),
    )
    .select_from(CURRENT.outerjoin(people, people.c.telegram_id == sessions.c.reported_by))
    .order_by(session_versions.c.held_on, sessions.c.id)
)


class SessionExport:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def within(self, from_on: date, to_on: date, *, most: int | None = None) -> list[SessionLine]:
        """The sessions held in these days, by day; not more than `most`."""
        rows = _LINES.where(session_versions.c.held_on.between(from_on, to_on)).limit(most)
        return [SessionLine(**row) for row in (await self._connection.execute(rows)).mappings()]
