"""Closed periods: every number as it stood when the period was closed, never changed again.

What is written later stands in the books after the closing, so that "as known when it was closed" gives the
published numbers for ever; a difference to what is known now is an erratum, told wherever the number is shown.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import hold_books
from storage.figure_schema import publications

INSTANT = timedelta(microseconds=1)  # the least by which two moments in the books differ


@dataclass(frozen=True)
class Publication:
    code: str
    from_on: date
    to_on: date
    revision: int
    counts_unreviewed: bool
    reason: str | None
    content: Any  # every number, as JSON
    hash: str
    closed_by: int
    closed_at: datetime


class Publications:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def covering(self, from_on: date, to_on: date) -> Publication | None:
        """The latest closing of exactly these days, or else of a period that they lie in; without its long content."""
        inside = (publications.c.from_on <= from_on, publications.c.to_on >= to_on)
        is_exact = case((and_(publications.c.from_on == from_on, publications.c.to_on == to_on), 0), else_=1)
        head = [column for column in publications.c if column is not publications.c.content]
        rows = (
            select(*head, null().label("content"))
            .where(*inside)
            .order_by(is_exact, publications.c.closed_at.desc())
            .limit(1)
        )
        row = (await self._connection.execute(rows)).first()
        return None if row is None else _publication(row)

    async def within(self, from_on: date, to_on: date) -> list[str]:
        """Codes of the latest closings of other periods that lie in these days."""
        inside = (publications.c.from_on >= from_on, publications.c.to_on <= to_on)
        rows = select(publications.c.code, publications.c.from_on, publications.c.to_on).where(*inside)
        latest = {
            (row.from_on, row.to_on): row.code
            for row in await self._connection.execute(rows.order_by(publications.c.id))
        }
        return [code for days, code in latest.items() if days != (from_on, to_on)]

    async def by_code(self, code: str) -> Publication | None:
        rows = select(publications).where(publications.c.code == code.upper())
        row = (await self._connection.execute(rows)).first()
        return None if row is None else _publication(row)

    async def all(self, *, most: int) -> list[Publication]:
        """The latest first."""
        rows = select(publications).order_by(publications.c.id.desc()).limit(most)
        return [_publication(row) for row in await self._connection.execute(rows)]

    async def hold(self, now: datetime) -> datetime:
        """Let nobody write in the books until this unit ends; the moment to close them at."""
        await hold_books(self._connection, alone=True)
        return await _after_closings(self._connection, now)

    async def close(self, publication: Publication) -> None:
        """Keep it; the constraint refuses a second closing of the same revision."""
        row = {**vars(publication), "counts_unreviewed": int(publication.counts_unreviewed)}
        await self._connection.execute(publications.insert(), row)

    async def revisions(self, from_on: date, to_on: date) -> int:
        """How often exactly this period was closed."""
        same = (publications.c.from_on == from_on, publications.c.to_on == to_on)
        return int((await self._connection.execute(select(func.count()).where(*same))).scalar_one())


async def moment(connection: AsyncConnection, now: datetime) -> datetime:
    """The moment to write in the books: now, yet after every closing, which is kept away until this unit ends."""
    await hold_books(connection, alone=False)
    return await _after_closings(connection, now)


async def _after_closings(connection: AsyncConnection, now: datetime) -> datetime:
    latest = await connection.scalar(select(func.max(publications.c.closed_at)))
    return now if latest is None else max(now, latest + INSTANT)


def _publication(row: Any) -> Publication:
    about = row._asdict()
    about.pop("id")
    return Publication(**{**about, "counts_unreviewed": bool(row.counts_unreviewed)})
