"""What was recorded stays recorded: the database itself refuses to change or delete it, on both kinds."""

from datetime import date

import pytest
from sqlalchemy import Executable, select, text
from sqlalchemy.exc import DBAPIError

from storage import Store, Unavailable
from storage.figure import Figure, Source
from storage.migrations.m0001_initial import APPEND_ONLY
from storage.schema import metadata
from storage.sessions import Report
from storage.targets import Target
from tests.conftest import Clock

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
CHANGED = {"session_versions": "men_count", "figures": "value", "targets": "value", "audit": "actor"}


async def fill(store: Store, clock: Clock) -> None:
    """One row in every append-only table."""
    async with store.begin() as unit:
        report = Report(date(2026, 11, 23), "online", "53.02.07.2015", 35, 40)
        await unit.sessions.record("key", report, by=1, now=clock())
        source = Source("a document")
        await unit.figures.record(Figure("training", "flow", "53", *YEAR, 10, source), by=1, now=clock())
        await unit.targets.set(Target("training", "53", *YEAR, 20, source), by=1, now=clock())
        await unit.audit.note(1, "record_session", "session:X", clock(), version=1)


async def rows(store: Store) -> dict[str, list[tuple[str, ...]]]:
    async with store.begin() as unit:
        kept = {}
        for table in APPEND_ONLY:
            found = await unit._connection.execute(select(metadata.tables[table]))
            kept[table] = [tuple(map(str, row)) for row in found]
    return kept


async def is_refused(store: Store, statement: Executable) -> None:
    before = await rows(store)
    with pytest.raises((DBAPIError, Unavailable)) as refused:
        async with store.begin() as unit:
            await unit._connection.execute(statement)
    assert "append-only" in f"{refused.value} {refused.value.__cause__}"
    assert await rows(store) == before
    assert all(before.values())


def test_every_table_of_the_invariant_is_append_only() -> None:
    assert set(APPEND_ONLY) == CHANGED.keys()


async def test_nothing_recorded_is_changed_or_deleted(store: Store, clock: Clock) -> None:
    await fill(store, clock)
    for name in APPEND_ONLY:
        table = metadata.tables[name]
        await is_refused(store, table.update().values({CHANGED[name]: 99}))
        await is_refused(store, table.delete())


async def test_nothing_recorded_is_truncated_or_replaced(store: Store, clock: Clock) -> None:
    """TRUNCATE, and SQLite's INSERT OR REPLACE, are a DELETE by another name."""
    await fill(store, clock)
    for name in APPEND_ONLY:
        table = metadata.tables[name]
        if store._engine.dialect.name == "postgresql":
            await is_refused(store, text(f"TRUNCATE {name}"))
        else:
            same = table.insert().prefix_with("OR REPLACE").from_select(list(table.c.keys()), select(table))
            await is_refused(store, same)
