"""Ordered changes of the database, each applied together with its record in one transaction.

A migration that has been released is never edited; a later one changes what it made.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema
from storage.engine import POSTGRESQL, Transactions, ddl
from storage.migrations import m0001_initial, m0002_conversations, m0003_sessions_whole, m0004_figures_whole

Migration = Callable[[AsyncConnection], Awaitable[None]]

MIGRATIONS: tuple[tuple[str, Migration], ...] = (
    ("0001_initial", m0001_initial.apply),
    ("0002_conversations", m0002_conversations.apply),
    ("0003_sessions_whole", m0003_sessions_whole.apply),
    ("0004_figures_whole", m0004_figures_whole.apply),
)


async def migrate(transactions: Transactions, now: datetime) -> list[str]:
    """Apply what is missing, in order; the names applied. Safe to repeat and to interrupt."""
    applied = []
    for name, apply in MIGRATIONS:
        async with transactions.begin() as connection:
            if name in await _recorded(connection):
                continue
            await apply(connection)
            await connection.execute(schema.migrations.insert(), {"name": name, "applied_at": now})
        applied.append(name)
    return applied


async def _recorded(connection: AsyncConnection) -> set[str]:
    if connection.dialect.name == POSTGRESQL:  # workers may start together
        await connection.exec_driver_sql("SELECT pg_advisory_xact_lock(53)")
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("migrations")):
        table = ddl(
            connection.dialect.name,
            "CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at {timestamp} NOT NULL)",
        )
        await connection.exec_driver_sql(table)
    return set(await connection.scalars(select(schema.migrations.c.name)))
