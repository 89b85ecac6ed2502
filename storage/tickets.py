"""What people asked us to pass on to staff: questions without an answer, and calls for help.

Who asked is known only while the ticket is open; ending it forgets them in the same statement, with the words of a
call for help and the numbers in a question. The submission key makes ten taps on "Kirim" one ticket.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.codes import code_lengths, code_of
from storage.engine import insert_or_ignore
from storage.schema import tickets

QUESTION, ALERT = "question", "alert"
WAITING, ACKNOWLEDGED, ANSWERED, CLOSED, EXPIRED = "waiting", "acknowledged", "answered", "closed", "expired"
OPEN = (WAITING, ACKNOWLEDGED)
LONG_NUMBER = re.compile(r"\+?\d(?:[ \u00a0./()–-]{0,3}\d){7,}")  # telephone and identity numbers, however set


@dataclass(frozen=True)
class Ticket:
    id: int
    code: str
    kind: str
    state: str
    asker_id: int | None
    asker_name: str | None
    language: str
    text: str
    topic: str | None
    danger: str | None
    country: str | None
    regency_code: str | None
    level: int
    handled_by: int | None
    created_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True)
class Request:
    """What somebody wants passed on, from which message of which chat."""

    kind: str
    chat_id: int
    message_id: int
    language: str
    text: str
    asker_name: str | None = None
    topic: str | None = None
    danger: str | None = None
    country: str | None = None


class Tickets:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, request: Request, *, now: datetime, due_at: datetime) -> tuple[Ticket, bool]:
        """The ticket of this message, and whether it is new: the same message twice is the same ticket."""
        key = sha256(f"{request.kind}:{request.chat_id}:{request.message_id}".encode()).hexdigest()
        statement = insert_or_ignore(self._connection.dialect.name, tickets)
        for length in code_lengths():
            row = {
                "code": code_of(key, length),
                "kind": request.kind,
                "state": WAITING,
                "submission_key": key,
                "asker_id": request.chat_id,
                "asker_name": request.asker_name,
                "language": request.language,
                "text": request.text,
                "topic": request.topic,
                "danger": request.danger,
                "country": request.country,
                "level": 0,
                "due_at": due_at,
                "created_at": now,
                "changed_at": now,
            }
            is_new = (await self._connection.execute(statement, row)).rowcount > 0
            found = await self._where(tickets.c.submission_key == key)
            if found:
                return found[0], is_new
        raise RuntimeError("no free code for a ticket")

    async def by_code(self, code: str) -> Ticket | None:
        return next(iter(await self._where(tickets.c.code == code.upper())), None)

    async def waiting(self, kind: str) -> list[Ticket]:
        """Open tickets of a kind, oldest first."""
        return await self._where(tickets.c.kind == kind, tickets.c.state.in_(OPEN))

    async def due(self, now: datetime, *, most: int = 50) -> list[Ticket]:
        """Open tickets whose hour has come, the longest overdue first."""
        rows = (
            select(tickets)
            .where(tickets.c.due_at <= now, tickets.c.state.in_(OPEN))
            .order_by(tickets.c.due_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return [_ticket(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def raise_level(self, ticket: Ticket, *, due_at: datetime | None) -> None:
        """Note that the clock acted, and when it looks again."""
        await self._change(ticket, {"level": ticket.level + 1, "due_at": due_at})

    async def acknowledge(self, ticket: Ticket, *, by: int, now: datetime, due_at: datetime) -> bool:
        """Somebody takes care of it; False where it is no longer as `ticket` says: somebody else was first."""
        values = {"state": ACKNOWLEDGED, "handled_by": by, "due_at": due_at, "changed_at": now}
        as_read = (tickets.c.id == ticket.id, tickets.c.state == ticket.state, tickets.c.handled_by.is_(None))
        statement = update(tickets).where(*as_read).values(**values)
        return (await self._connection.execute(statement)).rowcount > 0

    async def release(self, officer: int, *, now: datetime) -> int:
        """Give back what somebody took care of who no longer may: it waits again, and the clock is due at once."""
        mine = (tickets.c.handled_by == officer, tickets.c.state == ACKNOWLEDGED)
        values = {"state": WAITING, "handled_by": None, "due_at": now, "changed_at": now}
        return (await self._connection.execute(update(tickets).where(*mine).values(**values))).rowcount

    async def name_regency(self, ticket: Ticket, code: str) -> None:
        await self._change(ticket, {"regency_code": code})

    async def end(self, ticket: Ticket, state: str, *, by: int | None, now: datetime) -> bool:
        """End it and forget who asked, and what a person in danger wrote; False where it had ended already."""
        values = {
            "state": state,
            "handled_by": by,
            "asker_id": None,
            "asker_name": None,
            "submission_key": None,
            "text": "" if ticket.kind == ALERT else masked(ticket.text),
            "due_at": None,
            "changed_at": now,
        }
        statement = update(tickets).where(tickets.c.id == ticket.id, tickets.c.state.in_(OPEN)).values(**values)
        return (await self._connection.execute(statement)).rowcount > 0

    async def of(self, asker_id: int) -> list[Ticket]:
        """What this person has open."""
        return await self._where(tickets.c.asker_id == asker_id)

    async def purge(self, before: datetime) -> int:
        """Delete tickets that ended before then; how many."""
        gone = delete(tickets).where(tickets.c.state.not_in(OPEN), tickets.c.changed_at < before)
        return (await self._connection.execute(gone)).rowcount

    async def _where(self, *conditions: ColumnElement[bool]) -> list[Ticket]:
        rows = select(tickets).where(*conditions).order_by(tickets.c.id)
        return [_ticket(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def _change(self, ticket: Ticket, values: dict[str, object]) -> None:
        await self._connection.execute(update(tickets).where(tickets.c.id == ticket.id).values(**values))


def masked(text: str) -> str:
    """The text without telephone and identity numbers: an ended question is kept for its words, not for whose it is."""
    return LONG_NUMBER.sub("•••", text)


def _ticket(row: RowMapping) -> Ticket:
    return Ticket(**{name: row[name] for name in Ticket.__dataclass_fields__})
