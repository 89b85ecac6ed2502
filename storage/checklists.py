"""What somebody has ticked of the papers and steps of a route; theirs to come back to and to delete."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import upsert
from storage.schema import checklists


class Checklists:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, telegram_id: int) -> dict[str, frozenset[str]]:
        """The ticked items by route, the route touched last first."""
        rows = (
            select(checklists.c.route, checklists.c.ticked)
            .where(checklists.c.telegram_id == telegram_id)
            .order_by(checklists.c.changed_at.desc())
        )
        return {row.route: frozenset(row.ticked) for row in await self._connection.execute(rows)}

    async def put(self, telegram_id: int, route: str, ticked: Iterable[str], now: datetime) -> None:
        statement = upsert(
            self._connection.dialect.name, checklists, key=["telegram_id", "route"], columns=["ticked", "changed_at"]
        )
        row = {"telegram_id": telegram_id, "route": route, "ticked": sorted(ticked), "changed_at": now}
        await self._connection.execute(statement, row)

    async def forget(self, telegram_id: int) -> None:
        await self._connection.execute(delete(checklists).where(checklists.c.telegram_id == telegram_id))

    async def purge(self, before: datetime) -> int:
        gone = delete(checklists).where(checklists.c.changed_at < before)
        return (await self._connection.execute(gone)).rowcount
