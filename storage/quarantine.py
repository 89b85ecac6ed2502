"""Updates nobody could read or settle, kept raw so that an engineer can; personal data, so for a while only."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.schema import quarantine


class Quarantine:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, update_id: int | None, raw: str, error: str, now: datetime) -> bool:
        """Keep it once, however often it is delivered; whether it was new."""
        statement = insert_or_ignore(self._connection.dialect.name, quarantine)
        row = {
            "update_id": update_id,
            "digest": sha256(raw.encode(errors="surrogatepass")).hexdigest(),
            "raw": raw.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}"),
            "error": error,
            "received_at": now,
        }
        return (await self._connection.execute(statement, row)).rowcount > 0

    async def purge(self, before: datetime) -> int:
        gone = quarantine.delete().where(quarantine.c.received_at < before)
        return (await self._connection.execute(gone)).rowcount
