"""Migrations: safe to repeat and to run side by side, and they make exactly the tables queries expect."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Inspector, UniqueConstraint, inspect

from storage import (
    Store,
    Unavailable,
    field_schema,  # noqa: F401  its tables join the metadata
    figure_schema,  # noqa: F401  as do these
)
from storage.migrations import MIGRATIONS
from storage.schema import metadata
from tests.conftest import Clock

NAMES = [name for name, _ in MIGRATIONS]


async def inspected(store: Store, look: Any) -> Any:
    async with store.begin() as unit:
        return await unit._connection.run_sync(lambda sync: look(inspect(sync)))


async def test_migrating_again_applies_nothing(database_url: str, clock: Clock) -> None:
    store = Store(database_url)
    assert await store.migrate(clock()) == NAMES
    assert await store.migrate(clock()) == []
    await store.close()
    again = Store(database_url)
    assert await again.migrate(clock()) == []
    await again.close()


async def test_workers_that_start_together_migrate_once(database_url: str, clock: Clock) -> None:
    """Several workers on one new database: each starts, each migration is applied by one of them."""
    stores = [Store(database_url) for _ in range(3)]
    try:
        applied = await asyncio.gather(*(store.migrate(clock()) for store in stores))
    finally:
        for store in stores:
            await store.close()
    assert sorted(name for names in applied for name in names) == NAMES


async def test_migrations_are_in_order_and_named_once() -> None:
    assert sorted(set(NAMES)) == NAMES


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Yang terhormat, " * 100)
    store = Store(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(Unavailable):
        await store.migrate(clock())
    await store.close()
    assert path.read_text() == "Yang terhormat, " * 100


async def test_the_tables_are_those_of_the_schema(store: Store) -> None:
    found = await inspected(store, Inspector.get_table_names)
    assert set(found) - {"sqlite_sequence"} == set(metadata.tables)


async def test_each_table_is_as_the_schema_says(store: Store) -> None:
    """Columns in order, nullability, types, primary key, unique constraints and references."""
    for name in metadata.tables:
        await is_as_the_schema_says(store, name)


async def is_as_the_schema_says(store: Store, name: str) -> None:
    table = metadata.tables[name]
    dialect = store._engine.dialect

    def look(inspector: Inspector) -> dict[str, Any]:
        columns = inspector.get_columns(name)
        return {
            "columns": [column["name"] for column in columns],
            "nullable": {c["name"]: c["nullable"] for c in columns if not table.c[c["name"]].primary_key},
            "types": {c["name"]: c["type"].compile(dialect) for c in columns},
            "key": inspector.get_pk_constraint(name)["constrained_columns"],
            "unique": {tuple(found["column_names"]) for found in inspector.get_unique_constraints(name)},
            "references": {
                (*key["constrained_columns"], key["referred_table"], *key["referred_columns"])
                for key in inspector.get_foreign_keys(name)
            },
        }

    found = await inspected(store, look)
    if dialect.name == "sqlite":  # has no types, only leanings; TIMESTAMP and DATETIME are one to SQLAlchemy
        del found["types"]
    assert found == {
        "columns": [column.name for column in table.c],
        "nullable": {column.name: column.nullable for column in table.c if not column.primary_key},
        "key": [column.name for column in table.primary_key],
        "unique": _unique(name),
        "references": {(key.parent.name, *key.target_fullname.split(".")) for key in table.foreign_keys},
    } | ({"types": {c.name: c.type.compile(dialect) for c in table.c}} if "types" in found else {})


def _unique(name: str) -> set[tuple[str, ...]]:
    table = metadata.tables[name]
    several = {
        tuple(column.name for column in found.columns)
        for found in table.constraints
        if isinstance(found, UniqueConstraint)
    }
    return several | {(column.name,) for column in table.c if column.unique}
