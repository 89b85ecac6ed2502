"""SQLite made fit for many small units: one trip a statement, and one COMMIT for all who wait.

Through aiosqlite every call is a trip to another thread, and SQLAlchemy asks for four a statement; `Trip` makes
it one and lets BEGIN, SAVEPOINT and RELEASE ride along. There is one writer, so units wait for each other;
`GroupCommit` lets those who wait share one COMMIT and its flush to the disk, each within a savepoint of its own.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import aiosqlite
from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import await_only

MOST_IN_A_GROUP = 32
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "busy_timeout=5000")
SWITCHES = 200  # tries to change to WAL, a hundredth of a second apart
BEGIN, SAVEPOINT, RELEASE = "BEGIN IMMEDIATE", "SAVEPOINT unit", "RELEASE unit"


def sqlite_engine(url: URL) -> AsyncEngine:
    """An engine over one connection: a second writer would only wait less fairly."""
    file = Path(url.database or "")

    def connect(*_: Any, **__: Any) -> "Trip":
        file.parent.mkdir(parents=True, exist_ok=True)
        trip = Trip(lambda: sqlite3.connect(file, isolation_level=None, check_same_thread=False), 64)
        trip._thread.daemon = True  # noqa: SLF001  a forgotten connection must not keep the process alive
        return trip

    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={"async_creator_fn": connect},
        pool_size=1,
        max_overflow=0,
        pool_reset_on_return=None,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", lambda connection: _trip(connection).due.append(BEGIN))
    return engine


class CommitFailed(Exception):
    """The COMMIT of a group did not succeed: none of its units happened."""


class GroupCommit:
    """Hands out units one after another; each is durable when its block ends, whole or not at all."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._group: _Group | None = None

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[AsyncConnection]:
        """A savepoint in the group's transaction; returns when the group is committed, raises if that failed."""
        await self._wait_for_turn()
        try:
            group = self._group = self._group or await _Group.open(self._engine)
            try:
                group.trip.due.append(SAVEPOINT)
                yield group.connection
                group.trip.due.append(RELEASE)
                group.size += 1
            except BaseException:
                await group.trip.undo()
                raise
            finally:
                if not self._waiting or group.size >= MOST_IN_A_GROUP or not group.trip.in_transaction:
                    self._group = None
                    group.close()
        finally:
            self._turn.release()
        await asyncio.shield(group.committed)

    async def _wait_for_turn(self) -> None:
        self._waiting += 1
        try:
            await self._turn.acquire()
        except BaseException:
            if self._waiting == 1 and self._group is not None and not self._turn.locked():
                self._group.close()  # it was left open for us
                self._group = None
            raise
        finally:
            self._waiting -= 1


class _Group:
    """Units that share a transaction."""

    def __init__(self, connection: AsyncConnection, trip: "Trip") -> None:
        self.connection, self.trip = connection, trip
        self.size = 0
        self.committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, engine: AsyncEngine) -> Self:
        connection = await engine.connect()
        await connection.begin()
        driver = (await connection.get_raw_connection()).driver_connection
        assert isinstance(driver, Trip)
        return cls(connection, driver)

    def close(self) -> None:
        """Commit in a task of its own: whoever is cancelled meanwhile must not leave the others waiting."""
        self._closing = asyncio.ensure_future(self._close())

    async def _close(self) -> None:
        try:
            await self.connection.commit()
        except BaseException as error:  # noqa: BLE001  it belongs to all units of the group
            failure = CommitFailed(type(error).__name__)
            failure.__cause__ = error
            self.committed.set_exception(failure)
            self.committed.exception()  # a group may have nobody left to hear it
            await self.connection.invalidate()
        else:
            self.committed.set_result(None)
        await self.connection.close()


class Trip(aiosqlite.Connection):
    """A connection whose cursors fetch and close in the same trip to the thread as they execute."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.due: list[str] = []  # goes along with the next statement

    @property
    def in_transaction(self) -> bool:
        """Whether there is a transaction, or will be with the next statement; a full disk ends it unasked."""
        return bool(self.due) or (self._connection is not None and self._connection.in_transaction)

    def cursor(self) -> "TripCursor":  # type: ignore[override]
        return TripCursor(self)

    async def commit(self) -> None:
        if BEGIN in self.due:  # nothing was asked of the transaction
            self.due.clear()
        else:
            await self.travel(lambda connection: connection.execute("COMMIT"))

    async def rollback(self) -> None:
        self.due.clear()
        await self.travel(lambda connection: connection.rollback())

    async def undo(self) -> None:
        """Take back what was done since the savepoint."""
        if SAVEPOINT in self.due:
            self.due = self.due[: len(self.due) - self.due[::-1].index(SAVEPOINT) - 1]
        elif self.in_transaction:
            self.due.append("ROLLBACK TO unit")
            await self.travel(lambda connection: connection.execute(RELEASE))

    async def travel(self, errand: Any) -> Any:
        """Do what is due and then the errand, in one trip."""
        due, self.due = self.due, []

        def trip() -> Any:
            while due:
                try:
                    self._conn.execute(due[0])
                except sqlite3.Error:
                    self.due = due  # nothing may happen outside the transaction that did not begin
                    raise
                del due[0]
            return errand(self._conn)

        return await self._execute(trip)  # type: ignore[no-untyped-call]


class TripCursor:
    """The part of a cursor SQLAlchemy uses, filled in by one trip."""

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "TripCursor":
        await self._trip.travel(lambda connection: self._keep(connection.execute(sql, parameters)))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> "TripCursor":
        await self._trip.travel(lambda connection: self._keep(connection.executemany(sql, parameters)))
        return self

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """Closed already, at the end of its trip."""

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        self._rows = cursor.fetchall() if cursor.description else []
        cursor.close()


def _prepare(adapted: Any, _: Any) -> None:
    cursor = adapted.cursor()
    for pragma in PRAGMAS:
        _set(cursor, pragma)
    cursor.close()


def _set(cursor: Any, pragma: str) -> None:
    """Of processes that change a new file to WAL in the same moment all but one are refused at once; they try again."""
    for _ in range(SWITCHES):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            await_only(asyncio.sleep(0.01))
        else:
            return
    cursor.execute(f"PRAGMA {pragma}")


def _trip(connection: Any) -> Trip:
    trip = connection.connection.driver_connection
    assert isinstance(trip, Trip)
    return trip
