"""Backups: always one SQLite file, whichever database it is of, so that one can be restored into the other.

Everything is copied as of one moment. A file appears under its name only once it is whole and checked; a restore
is one transaction into an empty database.
"""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Table, func, select, text

from storage import field_schema, figure_schema  # noqa: F401  their tables join the metadata
from storage.engine import POSTGRESQL
from storage.schema import metadata, migrations
from storage.unit import Store, Unit

MOST = 2_000  # rows of one statement


class NotEmpty(Exception):
    """The database to restore into, or the file to write, holds something already; nothing was touched."""


class Damaged(Exception):
    """The file is no backup that could be read whole."""


async def back_up(store: Store, path: Path, now: datetime) -> int:
    """Write everything to a new file; how many rows."""
    part = _begin(path)
    try:
        if (source := store.sqlite_path) is not None:
            await asyncio.to_thread(_copy_file, source, part)
        else:
            await _copy_rows(store, f"sqlite+aiosqlite:///{part}", now)
        rows = await asyncio.to_thread(_checked, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return rows


async def restore(store: Store, path: Path, now: datetime) -> int:
    """Bring a backup, an older one too, into an empty database, whole or not at all; how many rows."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"  # brought up to date there, so that the backup itself stays as it is
        try:
            await asyncio.to_thread(_copy_file, path, copy)
            await asyncio.to_thread(_checked, copy)
        except sqlite3.Error as error:
            raise Damaged(f"{path}: {error}") from None
        source = Store(f"sqlite+aiosqlite:///{copy}")
        try:
            await source.migrate(now)
            await store.migrate(now)
            async with source.begin() as given, store.begin() as taken:
                return await _copy(given, taken)
        finally:
            await source.close()


async def _copy_rows(store: Store, url: str, now: datetime) -> None:
    target = Store(url)
    try:
        await target.migrate(now)
        async with store.begin() as given, target.begin() as taken:
            await given.connection.execute(
                text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            )  # one moment for all
            await _copy(given, taken)
    finally:
        await target.close()


async def _copy(given: Unit, taken: Unit) -> int:
    """Every row of every table, those that others refer to first."""
    tables = [table for table in metadata.sorted_tables if table is not migrations]
    for table in tables:
        if await taken.connection.scalar(select(func.count()).select_from(table)):
            raise NotEmpty(f"the database holds {table.name} already; restore into an empty one")
    rows = 0
    for table in tables:
        rows += await _copy_table(given, taken, table)
    return rows


async def _copy_table(given: Unit, taken: Unit, table: Table) -> int:
    copied = 0
    found = await given.connection.execute(select(table))
    for some in found.mappings().partitions(MOST):
        await taken.connection.execute(table.insert(), [dict(row) for row in some])
        copied += len(some)
    if taken.connection.dialect.name == POSTGRESQL and table.primary_key.columns.keys() == ["id"] and copied:
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        await taken.connection.execute(text(f"SELECT setval({sequence}, (SELECT max(id) FROM {table.name}))"))  # noqa: S608
    return copied


def _begin(path: Path) -> Path:
    """The name to write under until the file is whole."""
    if path.exists():
        raise NotEmpty(f"{path} is there already")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    return part


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's own online backup: a consistent copy while others write."""
    if not source.is_file():
        raise FileNotFoundError(f"{source}: no such file")
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)
        taken.execute("PRAGMA journal_mode = DELETE")


def _checked(path: Path) -> int:
    """How many rows there are; raises where the file is damaged or no database of ours."""
    with closing(sqlite3.connect(path)) as opened:
        ((verdict,),) = opened.execute("PRAGMA integrity_check(1)").fetchall()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if "migrations" not in names:
            raise sqlite3.DatabaseError("is no database of this bot")
        ours = [name for name in names if name in metadata.tables and name != "migrations"]
        return sum(opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ours)  # noqa: S608
