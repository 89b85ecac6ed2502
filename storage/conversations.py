"""Where a conversation stands: the topic read last, so that "kalau Taiwan?" is understood. Kept for a day at most."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import upsert
from storage.schema import conversations


class Conversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, telegram_id: int, topic: str, now: datetime) -> None:
        statement = upsert(
            self._connection.dialect.name, conversations, key=["telegram_id"], columns=["topic", "changed_at"]
        )
        row = {"telegram_id": telegram_id, "topic": topic, "changed_at": now}
        await self._connection.execute(statement, row)

    async def rate(self, telegram_id: int, message_id: int, topic: str, now: datetime) -> bool:
        """Note that the answer in this message was rated; False where it was the one rated last."""
        statement = upsert(
            self._connection.dialect.name,
            conversations,
            key=["telegram_id"],
            columns=["topic", "rated_message", "changed_at"],
        )
        last = select(conversations.c.rated_message).where(conversations.c.telegram_id == telegram_id)
        if await self._connection.scalar(last) == message_id:
            return False
        row = {"telegram_id": telegram_id, "topic": topic, "rated_message": message_id, "changed_at": now}
        await self._connection.execute(statement, row)
        return True

    async def forget(self, telegram_id: int) -> None:
        await self._connection.execute(delete(conversations).where(conversations.c.telegram_id == telegram_id))

    async def purge(self, before: datetime) -> int:
        gone = delete(conversations).where(conversations.c.changed_at < before)
        return (await self._connection.execute(gone)).rowcount
