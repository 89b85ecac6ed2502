"""Who did what to what, and when. Append-only, and without what people typed."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import audit


class Audit:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, actor: int | None, action: str, what: str, now: datetime, **detail: Any) -> None:
        """Write down an act in the same transaction as the act itself."""
        row = {"at": now, "actor": actor, "action": action, "object": what, "detail": detail}
        await self._connection.execute(audit.insert(), row)
