"""Participants who check themselves in by their own telephone, beside the headcount and never added to it.

Nobody's account is stored with an attendance: a hash of the door's token and the account makes one person one
row. A month after a door has closed its token is forgotten, and then no hash can be tried against accounts.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Label, RowMapping, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore, upsert
from storage.field_schema import attendance, attendance_doors, origins

SEXES = ("men", "women", "unspecified")
GONE = "gone:"  # before the key, in place of a forgotten token; no link and no button can name it


@dataclass(frozen=True)
class Door:
    """What participants of one session come in by, and how many did."""

    submission_key: str
    token: str
    place_code: str
    held_on: date
    opened_by: int
    opened_at: datetime
    closes_at: datetime
    card_message_id: int | None  # of the card in the chat of whoever opened it, once it is known
    questions_count: int  # asked by those who came, within a month
    men_count: int
    women_count: int
    unspecified_count: int

    @property
    def total(self) -> int:
        return self.men_count + self.women_count + self.unspecified_count

    def is_open(self, now: datetime) -> bool:
        return now < self.closes_at


def _counted(sex: str) -> Label[int]:
    own = (attendance.c.submission_key == attendance_doors.c.submission_key, attendance.c.sex == sex)
    return select(func.count()).where(*own).scalar_subquery().label(f"{sex}_count")


_DOORS = select(attendance_doors, *map(_counted, SEXES))


class Attendance:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(
        self, key: str, *, place_code: str, held_on: date, by: int, now: datetime, closes_at: datetime
    ) -> tuple[Door, bool]:
        """The door of this submission key and whether it is new; one that was there learns a corrected place or day."""
        row = {
            "submission_key": key,
            "token": secrets.token_urlsafe(12),
            "place_code": place_code,
            "held_on": held_on,
            "opened_by": by,
            "opened_at": now,
            "closes_at": closes_at,
        }
        added = await self._connection.execute(insert_or_ignore(self._connection.dialect.name, attendance_doors), row)
        is_new = added.rowcount > 0
        if not is_new:
            await self._change(key, place_code=place_code, held_on=held_on)
        return await self._one(attendance_doors.c.submission_key == key), is_new

    async def of(self, key: str) -> Door | None:
        """The door of a session or of an open form, with its counts."""
        return await self._find(attendance_doors.c.submission_key == key)

    async def by_token(self, token: str) -> Door | None:
        """The door a link or a button names, which anybody may have made up."""
        return await self._find(attendance_doors.c.token == token)

    async def set_closing(self, door: Door, closes_at: datetime) -> Door:
        """Close it now, or open it again."""
        await self._change(door.submission_key, closes_at=closes_at)
        return await self._one(attendance_doors.c.submission_key == door.submission_key)

    async def note_card(self, door: Door, message_id: int) -> None:
        """Which message shows the count and is kept up to date."""
        await self._change(door.submission_key, card_message_id=message_id)

    async def check_in(self, door: Door, telegram_id: int, sex: str, now: datetime) -> bool:
        """Count this person once; False where they are counted already. Their questions count from now on."""
        came = {
            "submission_key": door.submission_key,
            "participant_hash": _hash(door, telegram_id),
            "sex": sex,
            "attended_at": now,
        }
        dialect = self._connection.dialect.name
        if (await self._connection.execute(insert_or_ignore(dialect, attendance), came)).rowcount == 0:
            return False
        statement = upsert(dialect, origins, key=["telegram_id"], columns=["submission_key", "since_at"])
        origin = {"telegram_id": telegram_id, "submission_key": door.submission_key, "since_at": now}
        await self._connection.execute(statement, origin)
        return True

    async def has(self, door: Door, telegram_id: int) -> bool:
        """Whether this person is counted; only to greet them, for counting decides by itself."""
        own = (
            attendance.c.submission_key == door.submission_key,
            attendance.c.participant_hash == _hash(door, telegram_id),
        )
        return await self._connection.scalar(select(literal(1)).where(*own)) is not None

    async def count_question(self, telegram_id: int, since: datetime) -> None:
        """Add one to the questions of the session this person came from, if they came from one since then.

        Nothing is kept of the question, nor who asked it.
        """
        came_from = select(origins.c.submission_key).where(
            origins.c.telegram_id == telegram_id, origins.c.since_at >= since
        )
        own = attendance_doors.c.submission_key == came_from.scalar_subquery()
        one_more = attendance_doors.c.questions_count + 1
        await self._connection.execute(update(attendance_doors).where(own).values(questions_count=one_more))

    async def forget(self, telegram_id: int) -> None:
        """Which session this person came from."""
        await self._connection.execute(origins.delete().where(origins.c.telegram_id == telegram_id))

    async def purge(self, before: datetime) -> None:
        """Forget who came from where before then, and the tokens of doors closed before then."""
        await self._connection.execute(origins.delete().where(origins.c.since_at < before))
        old = (attendance_doors.c.closes_at < before, attendance_doors.c.token.not_like(f"{GONE}%"))
        gone = literal(GONE) + attendance_doors.c.submission_key
        await self._connection.execute(update(attendance_doors).where(*old).values(token=gone))

    async def _change(self, key: str, **values: Any) -> None:
        statement = update(attendance_doors).where(attendance_doors.c.submission_key == key)
        await self._connection.execute(statement.values(**values))

    async def _find(self, condition: ColumnElement[bool]) -> Door | None:
        row = (await self._connection.execute(_DOORS.where(condition))).first()
        return None if row is None else _door(row._mapping)  # noqa: SLF001

    async def _one(self, condition: ColumnElement[bool]) -> Door:
        return _door((await self._connection.execute(_DOORS.where(condition))).one()._mapping)  # noqa: SLF001


def _door(row: RowMapping) -> Door:
    return Door(**row)


def _hash(door: Door, telegram_id: int) -> str:
    return sha256(f"{door.token}:{telegram_id}".encode()).hexdigest()
