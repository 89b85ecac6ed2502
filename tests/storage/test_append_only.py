"""What was recorded stays recorded: the database itself refuses to change or delete it, on both kinds."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import Store, Unavailable
from storage.figures import Figure, Source, Target
from storage.migrations.m0001_initial import APPEND_ONLY
from storage.sessions import Report
from tests.conftest import Clock

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
CHANGES = {
    "session_versions": "UPDATE session_versions SET men_count = 99",
    "figures": "UPDATE figures SET value = 99",
    "targets": "UPDATE targets SET value = 99",
    "audit": "UPDATE audit SET actor = 99",
}


async def fill(store: Store, clock: Clock) -> None:
    """One row in every append-only table."""
    async with store.begin() as unit:
        report = Report(date(2026, 11, 23), "online", "53.02.07.2015", 35, 40)
        await unit.sessions.record("key", report, by=1, now=clock())
        source = Source("a document")
        await unit.figures.record(Figure("training", "flow", "53", *YEAR, 10, source), by=1, now=clock())
        await unit.figures.set_target(Target("training", "53", *YEAR, 20, source), by=1, now=clock())
        await unit.audit.note(1, "record_session", "session:X", clock(), version=1)


async def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    async with store.begin() as unit:
        kept = {}
        for table in APPEND_ONLY:
            found = await unit._connection.execute(text(f"SELECT * FROM {table}"))
            kept[table] = [tuple(map(str, row)) for row in found]
    return kept


async def is_refused(store: Store, statement: str) -> None:
    before = await rows(store)
    with pytest.raises((DBAPIError, Unavailable)) as refused:
        async with store.begin() as unit:
            await unit._connection.execute(text(statement))
    assert "append-only" in f"{refused.value} {refused.value.__cause__}"
    assert await rows(store) == before
    assert all(before.values())


def test_every_table_of_the_invariant_is_append_only() -> None:
    assert set(APPEND_ONLY) == CHANGES.keys()


@pytest.mark.parametrize("table", APPEND_ONLY)
async def test_nothing_recorded_is_changed_or_deleted(store: Store, clock: Clock, table: str) -> None:
    await fill(store, clock)
    await is_refused(store, CHANGES[table])
    await is_refused(store, f"DELETE FROM {table}")


async def test_nothing_recorded_is_truncated_or_replaced(store: Store, clock: Clock) -> None:
    """TRUNCATE, and SQLite's INSERT OR REPLACE, are a DELETE by another name."""
    await fill(store, clock)
    for table in APPEND_ONLY:
        if store._engine.dialect.name == "postgresql":
            await is_refused(store, f"TRUNCATE {table}")
        else:
            await is_refused(store, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
