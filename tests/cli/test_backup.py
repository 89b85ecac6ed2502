"""main.py backup and restore: all or nothing, of either database into either, while the bot runs."""

import asyncio
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage import Store, Unit
from storage.backup import Damaged, NotEmpty, back_up, restore
from storage.figure import Figure, Source
from storage.people import Person
from storage.schema import metadata
from storage.sessions import Report
from tests.cli.processes import run
from tests.conftest import Clock

DAY = date(2026, 11, 20)


async def fill(store: Store, clock: Clock, *, sessions: int = 3) -> None:
    async with store.begin() as unit:
        await unit.people.put(Person(7, "Maria 🌧 'x'", "facilitator", ("53.02.07",)), clock())
        for number in range(sessions):
            report = Report(DAY, "online", "53.02.07.2015", number, 1, 0, ("other",), "catatan", {"venue": "balai"})
            session, _ = await unit.sessions.record(f"k{number}", report, by=7, now=clock())
        await unit.reviews.judge([session], "approved", by=8, now=clock())
        figure = Figure("placement", "flow", "53", DAY, DAY, 78_468_365_801, Source("dokumen"), {"scheme": "g_to_g"})
        await unit.figures.record(figure, by=7, now=clock())


async def everything(store: Store) -> dict[str, list[str]]:
    found = {}
    async with store.begin() as unit:
        for name, table in metadata.tables.items():
            if name != "migrations":
                rows = await unit.connection.execute(select(table).order_by(*table.primary_key.columns))
                found[name] = [repr(dict(row)) for row in rows.mappings()]
    return found


async def count(unit: Unit, name: str) -> int:
    return int(await unit.connection.scalar(select(func.count()).select_from(metadata.tables[name])) or 0)


async def test_a_backup_of_either_database_is_restored_into_either(store: Store, clock: Clock, tmp_path: Path) -> None:
    await fill(store, clock)
    before = await everything(store)
    rows = await back_up(store, tmp_path / "backup.db", clock())
    assert rows == sum(map(len, before.values()))
    again = Store(f"sqlite+aiosqlite:///{tmp_path / 'again.db'}")
    try:
        assert await restore(again, tmp_path / "backup.db", clock()) == rows
        assert await everything(again) == before
        await fill_more(again, clock)
    finally:
        await again.close()


async def test_what_is_restored_goes_on_counting(store: Store, clock: Clock, tmp_path: Path) -> None:
    """Into whichever database: the next session, figure and audit row get ids of their own."""
    other = Store(f"sqlite+aiosqlite:///{tmp_path / 'other.db'}")
    await other.migrate(clock())
    await fill(other, clock)
    await back_up(other, tmp_path / "backup.db", clock())
    before = await everything(other)
    await other.close()
    await restore(store, tmp_path / "backup.db", clock())
    assert await everything(store) == before
    await fill_more(store, clock)


async def fill_more(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        await unit.sessions.record("later", Report(DAY, "online", "53.02.07.2015", 5), by=7, now=clock())
        await unit.audit.note(7, "test", "x", clock())
        assert await count(unit, "sessions") == 4


async def test_a_backup_while_people_write_is_a_consistent_prefix(store: Store, clock: Clock, tmp_path: Path) -> None:
    """The sums in the copy are those of its own sessions."""

    async def write() -> None:
        for number in range(40):
            async with store.begin() as unit:
                await unit.sessions.record(f"w{number}", Report(DAY, "online", "53.02.07.2015", 1), by=7, now=clock())

    writing = asyncio.create_task(write())
    await back_up(store, tmp_path / "backup.db", clock())
    await writing
    with sqlite3.connect(tmp_path / "backup.db") as copy:
        (sessions,), (people,) = (
            copy.execute(statement).fetchone()
            for statement in (
                "SELECT count(*) FROM sessions",
                "SELECT coalesce(sum(men_count), 0) FROM reach_totals WHERE place_code = '53' AND grain = 'day'",
            )
        )
    copy.close()
    assert sessions == people


async def test_nothing_is_overwritten(store: Store, clock: Clock, tmp_path: Path) -> None:
    await fill(store, clock)
    there = tmp_path / "there.db"
    there.write_text("precious")
    with pytest.raises(NotEmpty):
        await back_up(store, there, clock())
    assert there.read_text() == "precious"
    await back_up(store, tmp_path / "backup.db", clock())
    before = await everything(store)
    with pytest.raises(NotEmpty):
        await restore(store, tmp_path / "backup.db", clock())
    assert await everything(store) == before
    assert {path.name for path in tmp_path.glob("*")} >= {"there.db", "backup.db"}  # noqa: ASYNC240
    assert not (tmp_path / "backup.db.part").exists()


@pytest.mark.parametrize("harm", ["cut", "letter", "other database"])
async def test_a_damaged_file_restores_nothing(store: Store, clock: Clock, tmp_path: Path, harm: str) -> None:
    path = tmp_path / "backup.db"
    if harm == "cut":
        other = Store(f"sqlite+aiosqlite:///{tmp_path / 'other.db'}")
        await other.migrate(clock())
        await fill(other, clock, sessions=200)
        await back_up(other, path, clock())
        await other.close()
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "letter":
        path.write_text("Yang terhormat, " * 500)
    else:
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE x (y)")
        made.close()
    with pytest.raises(Damaged):
        await restore(store, path, clock())
    async with store.begin() as unit:
        assert await count(unit, "sessions") == 0


def test_on_the_command_line(tmp_path: Path) -> None:
    database, copy = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", str(tmp_path / "b.db")
    assert run("import", "content/figures/2025.csv", database=database).status == 0
    done = run("backup", copy, database=database)
    assert (done.status, done.err) == (0, "")
    assert "rows, checked" in done.out
    again = run("backup", copy, database=database)
    assert (again.status, again.err.strip()) == (1, f"{copy} is there already")
    into = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    assert run("restore", copy, database=into).status == 0
    assert '"realization": 2226' in run("capaian", "2025", database=into).out
    assert run("restore", str(tmp_path / "none.db"), database=into).status == 2
