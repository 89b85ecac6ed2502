"""Bot API calls waiting to be made. The row with sequence 0 of an update is its one outcome.

A second outcome for the same update violates `outbox_one_outcome` and undoes the whole unit: that constraint,
not a look beforehand, is what makes effects happen exactly once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import outbox


@dataclass(frozen=True)
class Call:
    """One method of the Bot API with its parameters; files stand in it as the data to draw them from.

    `then` holds the calls that follow once this one is `sent`, or has `failed` for good: a receipt, another way.
    """

    chat_id: int | None
    method: str
    params: dict[str, Any]
    then: "Mapping[str, tuple[Call, ...]]" = field(default_factory=dict)


@dataclass(frozen=True)
class Pending:
    id: int
    call: Call


@dataclass(frozen=True)
class Done:
    """How a call ended: `sent`, or `failed` for good with Telegram's reason."""

    id: int
    state: str
    error: str | None = None
    message_id: int | None = None
    then: tuple[Call, ...] = ()


_ADD = outbox.insert().returning(outbox.c.id)
_PENDING = (
    select(outbox.c.id, outbox.c.chat_id, outbox.c.method, outbox.c.params, outbox.c.then_calls)
    .where(outbox.c.state == "pending")
    .order_by(outbox.c.id)
)
_MARK = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == "pending")
    .values(
        state=bindparam("how"),
        error=bindparam("why"),
        message_id=bindparam("message"),
        done_at=bindparam("at"),
        params=None,
        then_calls=None,
        chat_id=None,
    )
)


class Outbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def settle(self, update_id: int, calls: Sequence[Call], now: datetime) -> list[Pending]:
        """Store the outcome of an update: its calls in order, or silence. A second time is refused."""
        return await self._add(update_id, calls, now)

    async def add(self, calls: Sequence[Call], now: datetime) -> list[Pending]:
        """Store calls that answer no update: an alert, a digest."""
        return await self._add(None, calls, now) if calls else []

    async def pending(self, update_id: int | None = None) -> list[Pending]:
        """Calls not yet made, oldest first; of one update where it is named."""
        statement = _PENDING if update_id is None else _PENDING.where(outbox.c.update_id == update_id)
        rows = await self._connection.execute(statement)
        return [Pending(row.id, Call(row.chat_id, row.method, row.params, _then(row.then_calls or {}))) for row in rows]

    async def mark(self, done: Sequence[Done], now: datetime) -> list[Pending]:
        """Note how calls ended and forget what they said; the calls that follow from it, stored.

        Noting the same twice (after a commit whose end was not heard) leads to nothing twice.
        """
        plain = [_mark(one, now) for one in done if not one.then]
        if plain:
            await self._connection.execute(_MARK, plain)
        leading = [one for one in done if one.then]
        first = [one for one in leading if (await self._connection.execute(_MARK, _mark(one, now))).rowcount > 0]
        return await self.add([call for one in first for call in one.then], now)

    async def purge(self, before: datetime) -> int:
        """Forget outcomes older than any redelivery; how many."""
        gone = outbox.delete().where(outbox.c.state != "pending", outbox.c.created_at < before)
        return (await self._connection.execute(gone)).rowcount

    async def _add(self, update_id: int | None, calls: Sequence[Call], now: datetime) -> list[Pending]:
        if not calls:
            await self._connection.execute(_ADD, _row(update_id, 0, None, now))
        added = []
        for sequence, call in enumerate(calls):  # one or two as a rule; a bulk insert costs more to prepare
            number = await self._connection.execute(_ADD, _row(update_id, sequence, call, now))
            added.append(Pending(number.scalar_one(), call))
        return added


def _mark(done: Done, now: datetime) -> dict[str, Any]:
    return {"row": done.id, "how": done.state, "why": done.error, "message": done.message_id, "at": now}


def _row(update_id: int | None, sequence: int, call: Call | None, now: datetime) -> dict[str, Any]:
    """A call to be made, or for no call the note that there is nothing to say."""
    return {
        "update_id": update_id,
        "sequence": sequence,
        "chat_id": call.chat_id if call else None,
        "method": call.method if call else None,
        "params": call.params if call else None,
        "then_calls": _then_json(call.then) if call and call.then else None,
        "state": "pending" if call else "silent",
        "created_at": now,
    }


def _then_json(then: Mapping[str, tuple[Call, ...]]) -> dict[str, Any]:
    """What follows does not itself lead further: one step is enough, and a loop of calls cannot be made."""
    return {state: [[call.chat_id, call.method, call.params] for call in calls] for state, calls in then.items()}


def _then(kept: Mapping[str, list[list[Any]]]) -> dict[str, tuple[Call, ...]]:
    return {state: tuple(Call(*parts) for parts in calls) for state, calls in kept.items()}
