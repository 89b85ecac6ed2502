# ruff: noqa: S608  names of tables and columns of our own
"""What sessions add up to: the sums are those of the ledger and of the sessions, whatever came before and at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import Store, Unit
from storage.figure import Conflict, Figure, Source
from storage.migrations.m0004_figures_whole import BACKFILL, TOTALS, WORDS
from storage.publications import INSTANT, Publication
from storage.reach import whole_months
from storage.sessions import Report
from tests.conftest import Clock
from tests.reach import reached

DAY = date(2026, 11, 20)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SPLIT = {"53.02.07.2015": (3, 4, 0), "53.71.01.1001": (0, 5, 6)}


@pytest.fixture
async def second(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Another process on the same database."""
    del store  # migrated first
    opened = Store(database_url)
    yield opened
    await opened.close()


async def log(unit: Unit, clock: Clock, key: str, *, mode: str = "face_to_face", **counts: Any) -> Any:
    report = Report(DAY, mode, counts.pop("place", "53.02.07.2015"), **counts)
    return (await unit.sessions.record(key, report, by=1, now=clock()))[0]


async def various(unit: Unit, clock: Clock) -> None:
    """Sessions of every standing, one of them split over villages."""
    seen = [await log(unit, clock, f"k{n}", men_count=n, women_count=1) for n in range(6)]
    await log(
        unit,
        clock,
        "split",
        mode="online",
        place="53.02",
        men_count=3,
        women_count=9,
        unspecified_count=6,
        shares=SPLIT,
    )
    await unit.sessions.cancel(seen[0], reason="salah", by=1, now=clock())
    await unit.reviews.judge([seen[1]], "approved", by=2, now=clock())
    await unit.reviews.judge([seen[2]], "returned", by=2, now=clock())
    await unit.reviews.rule_same(seen[3], seen[4], rulings=0, by=2, now=clock())
    await unit.sessions.correct(
        seen[5], Report(DAY - timedelta(40), "online", "53.71.01.1001", 7), reason="x", by=1, now=clock()
    )


async def table(unit: Unit, name: str, columns: str) -> list[tuple[Any, ...]]:
    rows = await unit._connection.execute(text(f"SELECT {columns} FROM {name} ORDER BY {columns}"))
    return [tuple(str(value) for value in row) for row in rows]


KEY = "place_code, grain, from_on, mode, standing"
COUNTS = "men_count, women_count, unspecified_count, session_count"


async def sums(unit: Unit) -> list[tuple[Any, ...]]:
    """The sums that are not all zero: a key whose sessions went leaves zeros behind."""
    rows = await table(unit, "reach_totals", f"{KEY}, {COUNTS}")
    return [row for row in rows if set(row[-4:]) != {"0"}]


async def test_the_migration_adds_up_what_was_there_as_it_is_added_up_now(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        await various(unit, clock)
        kept = await sums(unit)
        assert kept
        dialect = unit._connection.dialect.name
        for name in ("reach_entries", "reach_totals"):
            await unit._connection.execute(text(f"CREATE TABLE kept_{name} AS SELECT * FROM {name} WHERE 1 = 0"))
        for statement in (*BACKFILL, *TOTALS):
            aside = statement.format(**WORDS[dialect]) if statement in BACKFILL else statement
            for name in ("reach_entries", "reach_totals"):
                aside = aside.replace(f" {name}", f" kept_{name}")
            await unit._connection.exec_driver_sql(aside)
        rows = await table(unit, "kept_reach_totals", f"{KEY}, {COUNTS}")
        assert [row for row in rows if set(row[-4:]) != {"0"}] == kept


async def test_the_sums_are_those_of_the_ledger(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        await various(unit, clock)
        for width in (2, 5, 8, 13):
            rows = await unit._connection.execute(
                text(
                    f"SELECT substr(place_code, 1, {width}), sum(men_count + women_count), sum(session_count)"
                    f" FROM reach_entries WHERE length(place_code) >= {width} GROUP BY 1 ORDER BY 1"
                )
            )
            ledger = [(row[0], int(row[1]), int(row[2])) for row in rows]
            kept = await unit._connection.execute(
                text(
                    "SELECT place_code, sum(men_count + women_count), sum(session_count) FROM reach_totals"
                    f" WHERE grain = 'month' AND length(place_code) = {width} GROUP BY 1 ORDER BY 1"
                )
            )
            assert [(row[0], int(row[1]), int(row[2])) for row in kept] == ledger


async def test_as_known_on_a_day_is_what_was_known_then(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        session = await log(unit, clock, "a", men_count=10)
        first = clock()
        clock.passes(hours=1)
        await unit.sessions.correct(
            session, Report(DAY, "face_to_face", "53.02.07.2015", 4), reason="x", by=1, now=clock()
        )
        months, days = whole_months(*YEAR)

        async def men(known_at: datetime | None) -> int:
            cells = await unit.reach.cells(["53"], months, days, unreviewed=True, known_at=known_at)
            return sum(cell.men for cell in cells)

        assert [await men(at) for at in (first - INSTANT, first, clock(), None)] == [0, 10, 4, 4]


async def test_many_at_once_lose_nothing(store: Store, second: Store, clock: Clock) -> None:
    """Two processes log at the same places and days; the sums hold every one."""

    async def some(which: Store, name: str) -> None:
        for number in range(10):
            async with which.begin() as unit:
                await log(unit, clock, f"{name}{number}", men_count=1)

    await asyncio.gather(some(store, "a"), some(second, "b"), some(store, "c"))
    async with store.begin() as unit:
        assert await reached(unit, DAY) == {"face_to_face": 30}


@pytest.mark.parametrize("name", ["reach_entries", "publications"])
async def test_ledger_and_publications_are_append_only(store: Store, clock: Clock, name: str) -> None:
    async with store.begin() as unit:
        await log(unit, clock, "a", men_count=10)
        await unit.publications.close(closing(clock()))
    for statement in (f"DELETE FROM {name}", f"UPDATE {name} SET id = id + 1"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with store.begin() as unit:
                await unit._connection.execute(text(statement))


def closing(at: datetime, revision: int = 1) -> Publication:
    return Publication(f"T-2026-{revision}", *YEAR, revision, True, None, {"a": 1}, "h", 1, at)


async def test_what_is_written_while_a_period_closes_is_known_before_or_after_it_and_never_both(
    store: Store, second: Store, clock: Clock
) -> None:
    """The clock stands still: only the order of the transactions tells what the closing held."""
    held: list[int] = []

    async def close() -> None:
        async with store.begin() as unit:
            at = await unit.publications.hold(clock())
            cells = await unit.reach.cells(["53"], *whole_months(*YEAR), unreviewed=True, known_at=at)
            held.append(sum(cell.men for cell in cells))
            await unit.publications.close(closing(at))

    async def write(which: Store, name: str) -> None:
        for number in range(8):
            async with which.begin() as unit:
                await log(unit, clock, f"{name}{number}", men_count=1)
                figure = Figure("placement", "flow", "53", *YEAR, 1, Source("x"), {"scheme": f"{name}{number}"})
                await unit.figures.record(figure, by=1, now=clock())

    await asyncio.gather(write(store, "a"), close(), write(second, "b"))
    async with store.begin() as unit:
        published = await unit.publications.by_code("T-2026-1")
        assert published is not None
        at = published.closed_at
        cells = await unit.reach.cells(["53"], *whole_months(*YEAR), unreviewed=True, known_at=at)
        assert sum(cell.men for cell in cells) == held[0]
        known = await unit.figures.in_force("placement", "53", *YEAR, known_at=at)
        assert len(known) == held[0], "figures and sessions stand on the same side of the closing"
        assert await reached(unit, DAY) == {"face_to_face": 16}


async def test_a_revision_is_refused_where_another_came_first(store: Store, second: Store, clock: Clock) -> None:
    figure = Figure("placement", "flow", "53", *YEAR, 1, Source("x"))
    async with store.begin() as unit:
        await unit.figures.record(figure, by=1, now=clock())

    async def correct(which: Store, value: int) -> None:
        async with which.begin() as unit:
            later = Figure("placement", "flow", "53", *YEAR, value, Source("x"))
            await unit.figures.correct(figure, later, reason="y", by=1, now=clock())

    ends = await asyncio.gather(correct(store, 2), correct(second, 3), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["Conflict", "NoneType"]
    assert any(isinstance(end, Conflict) for end in ends)
    async with store.begin() as unit:
        assert len(await unit.figures.history(figure)) == 2


@pytest.mark.parametrize(
    ("first", "last", "cuts", "months", "days"),
    [
        ("2026-01-01", "2026-02-28", [], ["2026-01-01", "2026-02-01"], []),
        ("2026-01-02", "2026-02-28", [], ["2026-02-01"], [("2026-01-02", "2026-01-31")]),
        ("2026-01-01", "2026-02-27", [], ["2026-01-01"], [("2026-02-01", "2026-02-27")]),
        ("2026-01-10", "2026-01-10", [], [], [("2026-01-10", "2026-01-10")]),
        ("2026-01-01", "2026-02-28", ["2026-01-15"], ["2026-02-01"], [("2026-01-01", "2026-01-31")]),
        ("2026-01-01", "2026-01-31", ["2026-01-01", "2026-02-01"], ["2026-01-01"], []),
        ("2026-02-01", "2026-01-31", [], [], []),
        ("2024-02-01", "2024-02-29", [], ["2024-02-01"], []),
    ],
)
def test_days_become_whole_months_and_the_rest(
    first: str, last: str, cuts: list[str], months: list[str], days: Any
) -> None:
    found = whole_months(date.fromisoformat(first), date.fromisoformat(last), map(date.fromisoformat, cuts))
    assert found == (
        [date.fromisoformat(month) for month in months],
        [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in days],
    )
