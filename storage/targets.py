"""Targets: append-only revisions, each with its basis; the latest one holds, and all are kept beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.figure import Conflict, Source, dimensions_key
from storage.publications import moment
from storage.schema import targets

IDENTITY = ("indicator", "place_code", "from_on", "to_on")


@dataclass(frozen=True)
class Target:
    indicator: str
    place_code: str
    from_on: date
    to_on: date
    value: int | None
    basis: Source
    dimensions: Mapping[str, str] = field(default_factory=dict)
    revision: int = 1
    id: int | None = field(default=None, compare=False)
    recorded_by: int | None = field(default=None, compare=False)  # None: it came in a document
    recorded_at: datetime | None = field(default=None, compare=False)
    approved_by: int | None = field(default=None, compare=False)


class Targets:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def set(self, target: Target, *, by: int | None, now: datetime, key: str | None = None) -> bool:
        """Store a target not known before; False where the very same stands already, `Conflict` where another does."""
        revisions = await self.revisions(target)
        if not revisions:
            await self._append(target, by, now, key, None)
            return True
        stored = revisions[-1]
        if (stored.value, stored.basis) != (target.value, target.basis):
            raise Conflict(stored)
        return False

    async def revise(
        self, seen: Target | None, target: Target, *, by: int, now: datetime, key: str | None, approved_by: int | None
    ) -> None:
        """The revision after the one that was seen (None: there was none); `Conflict` where another came first."""
        number = 1 if seen is None else seen.revision + 1
        await self._append(replace(target, revision=number), by, now, key, approved_by)

    async def revisions(self, target: Target, *, known_at: datetime | None = None) -> list[Target]:
        """Every revision of the target of the same period, place and dimensions, the first first."""
        same = [targets.c[name] == getattr(target, name) for name in IDENTITY]
        rows = select(targets).where(*same, targets.c.dimensions == dimensions_key(target.dimensions))
        return await self._read(rows, known_at)

    async def of(
        self,
        indicator: str,
        place_code: str,
        from_on: date,
        to_on: date,
        dimensions: Mapping[str, str],
        *,
        known_at: datetime | None = None,
    ) -> list[Target]:
        """Every revision of the target set for exactly this, the first first."""
        asked = Target(indicator, place_code, from_on, to_on, None, Source(""), dimensions)
        return await self.revisions(asked, known_at=known_at)

    async def by_key(self, key: str) -> list[Target]:
        """What a form became, if it was saved."""
        return await self._read(select(targets).where(targets.c.submission_key == key), None)

    async def _append(
        self, target: Target, by: int | None, now: datetime, key: str | None, approved_by: int | None
    ) -> None:
        row = {name: getattr(target, name) for name in IDENTITY} | {
            "dimensions": dimensions_key(target.dimensions),
            "revision": target.revision,
            "value": target.value,
            "basis": target.basis.title,
            "basis_url": target.basis.url,
            "basis_dated": target.basis.dated,
            "recorded_by": by,
            "recorded_at": await moment(self._connection, now),
            "approved_by": approved_by,
            "submission_key": key,
        }
        added = await self._connection.execute(insert_or_ignore(self._connection.dialect.name, targets), row)
        if added.rowcount == 0:
            raise Conflict((await self.revisions(target))[-1])

    async def _read(self, rows: Select[Any], known_at: datetime | None) -> list[Target]:
        until = and_(True) if known_at is None else targets.c.recorded_at <= known_at
        found = await self._connection.execute(rows.where(until).order_by(targets.c.revision))
        return [_target(row) for row in found]


def _target(row: Any) -> Target:
    basis = Source(row.basis, row.basis_url, row.basis_dated)
    names = (*IDENTITY, "value", "revision", "id", "recorded_by", "recorded_at", "approved_by")
    values = {name: getattr(row, name) for name in names}
    return Target(**values, basis=basis, dimensions=json.loads(row.dimensions))
