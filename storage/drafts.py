"""The form a person has open. One each; it survives restarts and days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import upsert
from storage.schema import drafts


@dataclass(frozen=True)
class Draft:
    form: str
    key: str  # becomes the submission key: what makes ten taps on "Simpan" one session
    data: dict[str, Any]
    changed_at: datetime


class Drafts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, telegram_id: int) -> Draft | None:
        """What that person has open."""
        row = (await self._connection.execute(select(drafts).where(drafts.c.telegram_id == telegram_id))).first()
        return None if row is None else Draft(row.form, row.key, row.data, row.changed_at)

    async def put(self, telegram_id: int, draft: Draft) -> None:
        await self._connection.execute(
            upsert(
                self._connection.dialect.name,
                drafts,
                key=["telegram_id"],
                columns=["form", "key", "data", "changed_at"],
            ),
            {
                "telegram_id": telegram_id,
                "form": draft.form,
                "key": draft.key,
                "data": draft.data,
                "changed_at": draft.changed_at,
            },
        )

    async def purge(self, forms: Collection[str], before: datetime) -> int:
        """Forget drafts of these forms that were left open since before then; how many."""
        gone = delete(drafts).where(drafts.c.form.in_(forms), drafts.c.changed_at < before)
        return (await self._connection.execute(gone)).rowcount

    async def discard(self, telegram_id: int) -> bool:
        """Close the form unsaved; whether one was open."""
        gone = await self._connection.execute(delete(drafts).where(drafts.c.telegram_id == telegram_id))
        return gone.rowcount > 0
