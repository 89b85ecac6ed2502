"""Where the dialects differ: connections, transactions and the words of a CREATE TABLE."""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import Executable, Insert, Table, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.sqlite import CommitFailed, GroupCommit, sqlite_engine

SQLITE, POSTGRESQL = "sqlite", "postgresql"
PASSING_STATES = {"08", "40", "53", "55", "57", "58"}  # classes of SQLSTATE: connection, resources, operator, system


class Unavailable(Exception):
    """The database could not be reached or could not write (locked, full, gone): nothing was committed."""


class UnusableUrl(Exception):
    """DATABASE_URL names no database this programme can use."""


def create_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite://…` or `postgresql+asyncpg://…`; nothing is connected yet.

    Statement parameters are hidden from errors and logs: they are people's data.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnusableUrl(str(error)) from None
    if parsed.drivername == "sqlite+aiosqlite" and parsed.database not in {None, "", ":memory:"}:
        return sqlite_engine(parsed)
    if parsed.drivername == "postgresql+asyncpg":
        planned = {"server_settings": {"plan_cache_mode": "force_custom_plan"}}  # by the place asked for, not any place
        return create_async_engine(
            parsed, hide_parameters=True, pool_size=8, max_overflow=8, pool_pre_ping=True, connect_args=planned
        )
    raise UnusableUrl(f"{parsed.drivername!r} is neither sqlite+aiosqlite with a file nor postgresql+asyncpg")


class Transactions:
    """Units of one database. Each holds its write lock from its first statement to the end of its block."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._group = GroupCommit(engine) if engine.dialect.name == SQLITE else None

    @asynccontextmanager
    async def begin(self, chat_id: int | None = None) -> AsyncIterator[AsyncConnection]:
        """One transaction, durable when the block has ended, without a trace of a block that raised.

        `chat_id` keeps the updates of one chat in order among several PostgreSQL workers. Raises `Unavailable`
        where the database fails for now; what no repetition mends (an `IntegrityError`, a value it cannot
        hold) passes through.
        """
        try:
            async with self._open() as connection:
                if chat_id is not None and self._group is None:
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:chat)"), {"chat": chat_id})
                yield connection
        except (PoolTimeout, CommitFailed, PendingRollbackError, OSError) as error:
            raise Unavailable(type(error).__name__) from error
        except (DBAPIError, sqlite3.Error) as error:
            if _will_pass(error):
                raise Unavailable(type(error).__name__) from error
            raise

    def _open(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return self._group.unit() if self._group else self._engine.begin()


def _will_pass(error: DBAPIError | sqlite3.Error) -> bool:
    """Whether the same might succeed later: a lost connection, a lock, a full disk; not a wrong statement or value."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        cause = error.orig
    else:
        cause = error
    if type(cause) is sqlite3.DatabaseError:  # the file is damaged, or no database: an operator may mend it
        return True
    if isinstance(cause, sqlite3.Error):
        return isinstance(cause, sqlite3.OperationalError) and not str(cause).startswith(("no such", "near "))
    state = str(getattr(cause, "sqlstate", None) or "")
    return state[:2] in PASSING_STATES


def insert_or_ignore(dialect: str, table: Table) -> Insert:
    """INSERT that leaves an existing row alone; the row count tells whether it was new."""
    make = postgresql.insert if dialect == POSTGRESQL else sqlite.insert
    return make(table).on_conflict_do_nothing()


def upsert(dialect: str, table: Table, *, key: Sequence[str], columns: Sequence[str]) -> Executable:
    """INSERT that overwrites `columns`, and only those, of the row of the same `key`."""
    make = postgresql.insert if dialect == POSTGRESQL else sqlite.insert
    statement = make(table)
    return statement.on_conflict_do_update(
        index_elements=list(key), set_={name: statement.excluded[name] for name in columns}
    )


def add_up(dialect: str, table: Table, *, key: Sequence[str], columns: Sequence[str]) -> Executable:
    """INSERT that adds its `columns` to those of the row of the same `key`."""
    make = postgresql.insert if dialect == POSTGRESQL else sqlite.insert
    statement = make(table)
    totals = {name: table.c[name] + statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=list(key), set_=totals)


async def hold_books(connection: AsyncConnection, *, alone: bool) -> None:
    """Until this transaction ends: nobody closes a period meanwhile or, `alone`, nobody writes in the books at all.

    SQLite has one writer anyhow.
    """
    if connection.dialect.name == POSTGRESQL:
        lock = "pg_advisory_xact_lock(54)" if alone else "pg_advisory_xact_lock_shared(54)"
        await connection.execute(text(f"SELECT {lock}"))


def ddl(dialect: str, statement: str) -> str:
    """Fill in the three words of a CREATE TABLE that the dialects spell differently."""
    words = {
        SQLITE: {"serial": "INTEGER PRIMARY KEY AUTOINCREMENT", "timestamp": "TIMESTAMP", "json": "JSON"},
        POSTGRESQL: {
            "serial": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            "timestamp": "TIMESTAMPTZ",
            "json": "JSONB",
        },
    }
    return statement.format(**words[dialect])


def append_only(dialect: str, table: str) -> Iterable[str]:
    """Triggers that refuse UPDATE and DELETE on `table`: what was recorded stays recorded."""
    if dialect == SQLITE:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    yield (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
