"""What the office chose while the bot runs, each choice under its name."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import upsert
from storage.schema import options


class Options:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> Any:
        """The value chosen, or None."""
        return await self._connection.scalar(select(options.c.value).where(options.c.name == name))

    async def put(self, name: str, value: Any, *, by: int | None, now: datetime) -> None:
        statement = upsert(
            self._connection.dialect.name, options, key=["name"], columns=["value", "changed_by", "changed_at"]
        )
        row = {"name": name, "value": value, "changed_by": by, "changed_at": now}
        await self._connection.execute(statement, row)

    async def drop(self, name: str) -> None:
        await self._connection.execute(delete(options).where(options.c.name == name))
