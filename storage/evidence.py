"""Photographs and documents of a session. The files stay at Telegram; here is only what finds them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.field_schema import evidence
from storage.schema import drafts, sessions


@dataclass(frozen=True)
class Evidence:
    kind: str  # photo, document
    file_id: str
    unique_id: str


class EvidenceStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, submission_key: str, piece: Evidence, *, by: int, now: datetime) -> bool:
        """Keep it with the session of this key, saved or not yet; False where it was there already."""
        row = {
            "submission_key": submission_key,
            "kind": piece.kind,
            "file_id": piece.file_id,
            "file_unique_id": piece.unique_id,
            "added_by": by,
            "added_at": now,
        }
        statement = insert_or_ignore(self._connection.dialect.name, evidence)
        return (await self._connection.execute(statement, row)).rowcount > 0

    async def of(self, submission_key: str) -> list[Evidence]:
        """What belongs to a session, in the order it came."""
        rows = select(evidence).where(evidence.c.submission_key == submission_key).order_by(evidence.c.id)
        return [Evidence(row.kind, row.file_id, row.file_unique_id) for row in await self._connection.execute(rows)]

    async def count(self, submission_key: str) -> int:
        rows = select(func.count()).select_from(evidence).where(evidence.c.submission_key == submission_key)
        return int((await self._connection.execute(rows)).scalar_one())

    async def without_hash(self, *, most: int) -> list[tuple[int, str]]:
        """Numbers and Telegram's file ids of what has not been hashed, the oldest first."""
        rows = select(evidence.c.id, evidence.c.file_id).where(evidence.c.sha256.is_(None))
        return [
            (row.id, row.file_id) for row in await self._connection.execute(rows.order_by(evidence.c.id).limit(most))
        ]

    async def keep_hashes(self, hashes: Mapping[int, str]) -> None:
        """Note hashes; one that stands is never changed."""
        for number, digest in hashes.items():
            unhashed = (evidence.c.id == number, evidence.c.sha256.is_(None))
            await self._connection.execute(update(evidence).where(*unhashed).values(sha256=digest))

    async def purge(self, before: datetime) -> int:
        """Forget what belongs to no session and no open form any more."""
        kept = select(sessions.c.submission_key).union(select(drafts.c.key))
        gone = delete(evidence).where(evidence.c.added_at < before, evidence.c.submission_key.not_in(kept))
        return (await self._connection.execute(gone)).rowcount
