"""Sessions counted from above agree with a recount by hand; digests and nudges are claimed once, whoever asks."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from storage import Store, Unit
from storage.schema import options, sessions
from storage.session_overview import DAILY, WEEKLY, Tally
from storage.sessions import DUPLICATE, RETURNED, Report, Session
from tests.conftest import Clock

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
PLACES = ("53.02.07.2015", "53.02.01.2012", "53.02.01.2013", "53.04.12.2001", "53.71.01.1001", "53.04")


@pytest.fixture
async def second(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Another worker on the same database."""
    del store  # migrated first
    opened = Store(database_url)
    yield opened
    await opened.close()


async def record(unit: Unit, clock: Clock, key: str, report: Report, *, by: int = 1, review: str = "new") -> Session:
    session, _ = await unit.sessions.record(key, report, by=by, now=clock())
    rule = update(sessions).where(sessions.c.id == session.id).values(review=review)
    await unit._connection.execute(rule)
    return session


def some_report(chance: random.Random) -> Report:
    day = FIRST + timedelta(days=chance.randrange(-40, 120))
    men, women, rest = (chance.randrange(50) for _ in range(3))
    shares = {}
    if chance.random() < 0.2:
        shares = {"53.04.12.2001": (men // 2, 0, 0), "53.02.01.2012": (0, women, 0), "53.02.01.2013": (0, 0, 1)}
    return Report(day, "online", chance.choice(PLACES), men, women, rest + 1, shares=shares)


async def test_every_count_agrees_with_a_recount(store: Store, clock: Clock) -> None:
    """Corrected, cancelled, ruled a duplicate, over several places, on either side of the quarter's ends."""
    chance = random.Random(20261124)
    counted: list[tuple[int, Report]] = []
    async with store.begin() as unit:
        for number in range(150):
            by, report = chance.randrange(1, 4), some_report(chance)
            review = chance.choice(["new", "approved", RETURNED, DUPLICATE])
            session = await record(unit, clock, str(number), report, by=by)
            if chance.random() < 0.3:
                report = some_report(chance)
                session = await unit.sessions.correct(session, report, reason="typo", by=by, now=clock())
            is_cancelled = chance.random() < 0.2
            if is_cancelled:
                await unit.sessions.cancel(session, reason="twice", by=by, now=clock())
            await unit._connection.execute(update(sessions).where(sessions.c.id == session.id).values(review=review))
            if not is_cancelled and review != DUPLICATE:
                counted.append((by, report))
        within = [(by, report) for by, report in counted if FIRST <= report.held_on <= LAST]
        assert within
        overview = unit.overview
        assert await overview.tally(FIRST, LAST) == tally(report for _, report in within)
        for by in (1, 2, 3):
            mine = [report for who, report in within if who == by]
            assert await overview.tally(FIRST, LAST, by=by) == tally(mine)
            assert (await overview.by_reporter(FIRST, LAST))[by] == tally(mine)
            latest = max(report.held_on for who, report in counted if who == by)
            assert (await overview.last_held(FIRST))[by] == latest
            assert await overview.last_held(latest, by=by) == {by: latest}
            assert by not in await overview.last_held(latest + timedelta(days=1))
            assert await overview.reached(FIRST, LAST, by=by) == {c for r in mine for c in (r.place_code, *r.shares)}
        people: Counter[str] = Counter()
        for _, report in within:
            people[report.place_code[:5]] += report.total - sum(map(sum, report.shares.values()))
            people.update({code[:5]: 0 for code in report.shares})
            for code, counts in report.shares.items():
                people[code[:5]] += sum(counts)
        by_regency = await overview.by_place(FIRST, LAST, width=5)
        assert {code: one.people for code, one in by_regency.items()} == people


def tally(reports: object) -> Tally:
    total = Tally()
    for report in reports:  # type: ignore[attr-defined]
        total += Tally(1, report.men_count, report.women_count, report.unspecified_count)
    return total


async def test_nothing_is_zero_and_not_an_error(store: Store) -> None:
    async with store.begin() as unit:
        assert await unit.overview.tally(FIRST, LAST) == Tally()
        assert await unit.overview.by_place(FIRST, LAST, width=5) == {}
        assert await unit.overview.to_review() == 0
        assert await unit.overview.returned() == {}


async def test_a_session_over_two_villages_of_a_regency_is_one_session_of_it(store: Store, clock: Clock) -> None:
    shares = {"53.02.01.2012": (3, 4, 0), "53.02.01.2013": (5, 0, 0)}
    async with store.begin() as unit:
        await record(unit, clock, "a", Report(FIRST, "online", "53.02.01.2012", 8, 4, shares=shares))
        assert await unit.overview.by_place(FIRST, LAST, width=5) == {"53.02": Tally(1, 8, 4)}
        assert await unit.overview.reached(FIRST, LAST) == set(shares)


async def test_what_was_sent_back_waits_until_it_is_corrected(store: Store, clock: Clock) -> None:
    report = Report(FIRST, "online", PLACES[0], 3, 4)
    async with store.begin() as unit:
        session = await record(unit, clock, "a", report, review=RETURNED)
        await record(unit, clock, "b", report, review=RETURNED, by=2)
        assert await unit.overview.returned() == {1: 1, 2: 1}
        assert [one.code for one in await unit.overview.returned_to(1)] == [session.code]
        assert await unit.overview.to_review() == 0
        await unit.sessions.correct(session, report, reason="typo", by=1, now=clock())
        assert await unit.overview.returned_to(1) == []
        assert await unit.overview.to_review() == 1


# Digests


async def test_a_digest_is_due_once_a_day(store: Store, clock: Clock) -> None:
    today, monday = date(2026, 11, 24), date(2026, 11, 23)
    days = {DAILY: today, WEEKLY: monday}
    async with store.begin() as unit:
        await unit.reminders.choose(1, DAILY, told_on=monday, now=clock())
        await unit.reminders.choose(2, WEEKLY, told_on=monday, now=clock())
        await unit.reminders.choose(3, WEEKLY, told_on=monday - timedelta(days=1), now=clock())
        await unit.options.put("digestion", {"every": DAILY, "last": "2020-01-01"}, by=1, now=clock())
        assert await unit.reminders.due(days) == [(1, DAILY), (3, WEEKLY)]
        assert await unit.reminders.claim(1, DAILY, today)
        assert not await unit.reminders.claim(1, DAILY, today)
        assert not await unit.reminders.claim(3, DAILY, today)
        assert await unit.reminders.due(days) == [(3, WEEKLY)]


async def test_choosing_anew_does_not_make_a_told_day_due(store: Store, clock: Clock) -> None:
    today, before = date(2026, 11, 24), date(2026, 11, 23)
    async with store.begin() as unit:
        await unit.reminders.choose(1, DAILY, told_on=before, now=clock())
        assert await unit.reminders.claim(1, DAILY, today)
        await unit.reminders.choose(1, WEEKLY, told_on=before, now=clock())
        await unit.reminders.choose(1, DAILY, told_on=before, now=clock())
        assert await unit.reminders.wish(1) == DAILY
        assert await unit.reminders.due({DAILY: today, WEEKLY: before}) == []
        await unit.reminders.choose(1, None, told_on=before, now=clock())
        assert await unit.reminders.wish(1) is None


async def test_of_two_workers_one_claims_a_digest_and_a_nudge(store: Store, second: Store, clock: Clock) -> None:
    today = date(2026, 11, 24)
    async with store.begin() as unit:
        await unit.reminders.choose(1, DAILY, told_on=today - timedelta(days=1), now=clock())

    async def attempt(worker: Store) -> tuple[bool, bool]:
        async with worker.begin() as unit:
            told = await unit.reminders.claim(1, DAILY, today)
            await asyncio.sleep(0)
            return told, await unit.reminders.nudge(2, by=9, now=clock(), not_since=clock() - timedelta(days=7))

    done = await asyncio.gather(*(attempt(worker) for worker in (store, second, store, second)))
    assert [sum(told for told, _ in done), sum(nudged for _, nudged in done)] == [1, 1]


async def test_a_nudge_may_be_repeated_after_its_pause(store: Store, clock: Clock) -> None:
    async def nudge() -> bool:
        async with store.begin() as unit:
            return await unit.reminders.nudge(2, by=9, now=clock(), not_since=clock() - timedelta(days=7))

    assert await nudge()
    clock.passes(days=6, hours=23)
    assert not await nudge()
    clock.passes(hours=1)
    assert await nudge()
    assert not await nudge()


async def test_nothing_is_kept_of_who_wants_no_digest(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        await unit.reminders.choose(1, DAILY, told_on=FIRST, now=clock())
        await unit.reminders.choose(1, None, told_on=FIRST, now=clock())
        assert (await unit._connection.execute(options.select())).all() == []
