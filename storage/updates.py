"""What must be known of an update before it is handled, in one question to the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.drafts import Draft
from storage.people import Person
from storage.schema import conversations, drafts, outbox, people

_one = select(literal(1).label("one")).subquery()
_OPENING = select(
    exists().where(outbox.c.update_id == bindparam("update"), outbox.c.sequence == 0).label("settled"),
    people.c.name,
    people.c.role,
    people.c.places,
    people.c.language,
    people.c.on_duty_since,
    drafts.c.form,
    drafts.c.key,
    drafts.c.data,
    drafts.c.changed_at,
    conversations.c.topic,
    conversations.c.changed_at.label("read_at"),
).select_from(
    _one.outerjoin(people, people.c.telegram_id == bindparam("person"))
    .outerjoin(drafts, drafts.c.telegram_id == bindparam("person"))
    .outerjoin(conversations, conversations.c.telegram_id == bindparam("person"))
)


@dataclass(frozen=True)
class Opening:
    settled: bool  # its outcome is committed: this is a redelivery
    person: Person
    draft: Draft | None
    topic: str | None  # what they read last
    read_at: datetime | None


class Updates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, update_id: int, telegram_id: int) -> Opening:
        """Whether the update is settled already, who sent it, and the form that person has open."""
        row = (await self._connection.execute(_OPENING, {"update": update_id, "person": telegram_id})).one()
        person = Person(telegram_id, row.name, row.role, tuple(row.places or ()), row.language, row.on_duty_since)
        draft = Draft(row.form, row.key, row.data, row.changed_at) if row.form else None
        return Opening(bool(row.settled), person, draft, row.topic, row.read_at)
