"""Figures and targets that a second member of staff is to look at before they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.figure_schema import proposals

WAITING, APPROVED, REJECTED = "waiting", "approved", "rejected"


@dataclass(frozen=True)
class Proposal:
    id: int
    submission_key: str
    kind: str  # figure, target
    data: Mapping[str, Any]
    state: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None


class Proposals:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def propose(self, key: str, kind: str, data: Mapping[str, Any], *, by: int, now: datetime) -> bool:
        """Keep it until it is decided; False where the same form was sent before."""
        row = {
            "submission_key": key,
            "kind": kind,
            "data": dict(data),
            "state": WAITING,
            "proposed_by": by,
            "proposed_at": now,
        }
        add = insert_or_ignore(self._connection.dialect.name, proposals)
        return (await self._connection.execute(add, row)).rowcount > 0

    async def waiting(self, *, most: int) -> list[Proposal]:
        """The oldest first."""
        rows = select(proposals).where(proposals.c.state == WAITING).order_by(proposals.c.id).limit(most)
        return [Proposal(**row._asdict()) for row in await self._connection.execute(rows)]

    async def get(self, proposal_id: int) -> Proposal | None:
        row = (await self._connection.execute(select(proposals).where(proposals.c.id == proposal_id))).first()
        return None if row is None else Proposal(**row._asdict())

    async def by_key(self, key: str) -> Proposal | None:
        row = (await self._connection.execute(select(proposals).where(proposals.c.submission_key == key))).first()
        return None if row is None else Proposal(**row._asdict())

    async def decide(self, proposal: Proposal, state: str, *, by: int, now: datetime) -> bool:
        """Approve or reject it; False where it was decided before. A constraint refuses approval by its own author."""
        statement = (
            update(proposals)
            .where(proposals.c.id == proposal.id, proposals.c.state == WAITING)
            .values(state=state, decided_by=by, decided_at=now)
        )
        return (await self._connection.execute(statement)).rowcount > 0
