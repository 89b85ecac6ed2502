"""Single-use invitations to a role. Only the hash of a token is kept: a stolen database invites nobody."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import invitations


@dataclass(frozen=True)
class Invitation:
    role: str
    places: tuple[str, ...]
    created_by: int


class Invitations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, token: str, invitation: Invitation, *, now: datetime, expires_at: datetime) -> None:
        await self._connection.execute(
            invitations.insert(),
            {
                "token_hash": _hash(token),
                "role": invitation.role,
                "places": list(invitation.places),
                "created_by": invitation.created_by,
                "created_at": now,
                "expires_at": expires_at,
            },
        )

    async def redeem(self, token: str, *, by: int, now: datetime) -> Invitation | None:
        """Use the invitation up; None where it is unknown, expired or used. One of two who race gets it."""
        mine = (
            update(invitations)
            .where(
                invitations.c.token_hash == _hash(token),
                invitations.c.used_by.is_(None),
                invitations.c.expires_at > now,
            )
            .values(used_by=by, used_at=now)
        )
        if (await self._connection.execute(mine)).rowcount == 0:
            return None
        row = (
            await self._connection.execute(select(invitations).where(invitations.c.token_hash == _hash(token)))
        ).one()
        return Invitation(row.role, tuple(row.places), row.created_by)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
