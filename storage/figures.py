"""Stored numbers and their targets: append-only revisions, each with its source, the latest one in force.

A number is identified by indicator, kind, place, period and dimensions; correcting it adds a revision. A value
of NULL says "not reported"; zero is a number. People and rupiah are integers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import figures, targets


class Conflict(Exception):
    """Another revision of the same number was recorded first, or another value stands; nothing was written."""

    def __init__(self, stored: "Figure | Target") -> None:
        super().__init__("another value is in force")
        self.stored = stored


@dataclass(frozen=True)
class Source:
    """Where a number comes from: a document, with its date (YYYY, YYYY-MM or YYYY-MM-DD) and address if it has them."""

    title: str
    url: str | None = None
    dated: str | None = None


@dataclass(frozen=True)
class Figure:
    indicator: str
    kind: str  # flow: happened within the period; cumulative: from its start to date; snapshot: stood at its end
    place_code: str
    from_on: date
    to_on: date
    value: int | None
    source: Source
    dimensions: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    revision: int = 1


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


class Figures:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(self, figure: Figure, *, by: int | None, now: datetime) -> bool:
        """Store a number not known before; False where the very same stands already, `Conflict` where another does."""
        stored = await self._latest_figure(figure)
        if stored is None:
            await self._connection.execute(figures.insert(), _figure_row(figure, by, now))
            return True
        if (stored.value, stored.source, stored.note) != (figure.value, figure.source, figure.note):
            raise Conflict(stored)
        return False

    async def set_target(self, target: Target, *, by: int | None, now: datetime) -> bool:
        """Store a target not known before; False where the very same stands already, `Conflict` where another does."""
        stored = await self._latest_target(target)
        if stored is None:
            await self._connection.execute(targets.insert(), _target_row(target, by, now))
            return True
        if (stored.value, stored.basis) != (target.value, target.basis):
            raise Conflict(stored)
        return False

    async def within(self, indicator: str, from_on: date, to_on: date) -> list[Figure]:
        """The numbers in force whose period lies inside the given one."""
        inside = and_(figures.c.indicator == indicator, figures.c.from_on >= from_on, figures.c.to_on <= to_on)
        rows = select(figures).where(inside, _is_latest(figures, ("kind",))).order_by(figures.c.id)
        return [_figure(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def targets_for(self, indicator: str, from_on: date, to_on: date) -> list[Target]:
        """The targets in force set for exactly this period."""
        same = and_(targets.c.indicator == indicator, targets.c.from_on == from_on, targets.c.to_on == to_on)
        rows = select(targets).where(same, _is_latest(targets)).order_by(targets.c.id)
        return [_target(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def _latest_figure(self, figure: Figure) -> Figure | None:
        same = and_(figures.c.kind == figure.kind, _same(figures, figure))
        row = (
            await self._connection.execute(select(figures).where(same).order_by(figures.c.revision.desc()).limit(1))
        ).first()
        return None if row is None else _figure(row._mapping)  # noqa: SLF001

    async def _latest_target(self, target: Target) -> Target | None:
        latest = select(targets).where(_same(targets, target)).order_by(targets.c.revision.desc()).limit(1)
        row = (await self._connection.execute(latest)).first()
        return None if row is None else _target(row._mapping)  # noqa: SLF001


def _same(table: Table, number: Figure | Target) -> ColumnElement[bool]:
    return and_(
        table.c.indicator == number.indicator,
        table.c.place_code == number.place_code,
        table.c.from_on == number.from_on,
        table.c.to_on == number.to_on,
        table.c.dimensions == _key(number.dimensions),
    )


def _is_latest(table: Table, also: Sequence[str] = ()) -> ColumnElement[bool]:
    """Whether a row is the latest revision of its number."""
    other = table.alias()
    identity = ("indicator", "place_code", "from_on", "to_on", "dimensions", *also)
    later = select(func.max(other.c.revision)).where(*(other.c[name] == table.c[name] for name in identity))
    return table.c.revision == later.scalar_subquery()


def _key(dimensions: Mapping[str, str]) -> str:
    return json.dumps(dict(dimensions), sort_keys=True)


def _figure_row(figure: Figure, by: int | None, now: datetime) -> dict[str, Any]:
    return _number_row(figure, by, now) | {
        "kind": figure.kind,
        "source": figure.source.title,
        "source_url": figure.source.url,
        "source_dated": figure.source.dated,
        "note": figure.note,
    }


def _target_row(target: Target, by: int | None, now: datetime) -> dict[str, Any]:
    return _number_row(target, by, now) | {
        "basis": target.basis.title,
        "basis_url": target.basis.url,
        "basis_dated": target.basis.dated,
    }


def _number_row(number: Figure | Target, by: int | None, now: datetime) -> dict[str, Any]:
    return {
        "indicator": number.indicator,
        "place_code": number.place_code,
        "from_on": number.from_on,
        "to_on": number.to_on,
        "dimensions": _key(number.dimensions),
        "revision": number.revision,
        "value": number.value,
        "recorded_by": by,
        "recorded_at": now,
    }


def _figure(row: RowMapping) -> Figure:
    return Figure(
        row["indicator"],
        row["kind"],
        row["place_code"],
        row["from_on"],
        row["to_on"],
        row["value"],
        Source(row["source"], row["source_url"], row["source_dated"]),
        json.loads(row["dimensions"]),
        row["note"],
        row["revision"],
    )


def _target(row: RowMapping) -> Target:
    return Target(
        row["indicator"],
        row["place_code"],
        row["from_on"],
        row["to_on"],
        row["value"],
        Source(row["basis"], row["basis_url"], row["basis_dated"]),
        json.loads(row["dimensions"]),
        row["revision"],
    )
