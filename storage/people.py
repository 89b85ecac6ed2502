"""Those who hold a role or chose a language. Nobody else is remembered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import upsert
from storage.schema import people


@dataclass(frozen=True)
class Person:
    telegram_id: int
    name: str | None = None
    role: str | None = None
    places: tuple[str, ...] = ()  # codes of the villages or regencies a facilitator serves
    language: str | None = None
    on_duty_since: datetime | None = None


class People:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, telegram_id: int) -> Person | None:
        row = (await self._connection.execute(select(people).where(people.c.telegram_id == telegram_id))).first()
        return None if row is None else _person(row._mapping)  # noqa: SLF001

    async def names(self, telegram_ids: Iterable[int | None]) -> dict[int, str]:
        """What these people are called, those whose name is known."""
        wanted = {one for one in telegram_ids if one is not None}
        if not wanted:
            return {}
        rows = select(people.c.telegram_id, people.c.name).where(people.c.telegram_id.in_(wanted))
        return {row.telegram_id: row.name for row in await self._connection.execute(rows) if row.name}

    async def put(self, person: Person, now: datetime) -> None:
        """Remember name, role and places as given; the language somebody chose is theirs."""
        await self._write(person, ["name", "role", "places", "changed_at"], now)

    async def set_language(self, telegram_id: int, language: str | None, now: datetime) -> None:
        """Remember the language and touch nothing else: a role revoked meanwhile stays revoked."""
        await self._write(Person(telegram_id, language=language), ["language", "changed_at"], now)

    async def with_roles(self) -> list[Person]:
        """Facilitators and staff, by role and name."""
        rows = select(people).where(people.c.role.is_not(None)).order_by(people.c.role, people.c.name)
        return [_person(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def set_duty(self, telegram_id: int, since: datetime | None, now: datetime) -> None:
        """Put somebody on duty, or (None) take them off."""
        person = Person(telegram_id, on_duty_since=since)
        await self._write(person, ["on_duty_since", "changed_at"], now)

    async def on_duty(self) -> list[Person]:
        """Those who put themselves on duty; whether they still may be asked is for the caller to know."""
        rows = select(people).where(people.c.on_duty_since.is_not(None)).order_by(people.c.on_duty_since)
        return [_person(row._mapping) for row in await self._connection.execute(rows)]  # noqa: SLF001

    async def revoke(self, telegram_id: int, now: datetime) -> bool:
        """Take the role away, at once and everywhere; whether there was one."""
        statement = (
            update(people)
            .where(people.c.telegram_id == telegram_id, people.c.role.is_not(None))
            .values(role=None, places=[], on_duty_since=None, changed_at=now)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def forget(self, telegram_id: int) -> bool:
        """Delete what is known of a person without a role; whether there was anything."""
        nobody = delete(people).where(people.c.telegram_id == telegram_id, people.c.role.is_(None))
        gone = await self._connection.execute(nobody)
        return gone.rowcount > 0

    async def _write(self, person: Person, columns: list[str], now: datetime) -> None:
        statement = upsert(self._connection.dialect.name, people, key=["telegram_id"], columns=columns)
        row = {
            "telegram_id": person.telegram_id,
            "name": person.name,
            "role": person.role,
            "places": list(person.places),
            "language": person.language,
            "on_duty_since": person.on_duty_since,
            "changed_at": now,
        }
        await self._connection.execute(statement, row)


def _person(row: RowMapping) -> Person:
    return Person(
        row["telegram_id"], row["name"], row["role"], tuple(row["places"]), row["language"], row["on_duty_since"]
    )
