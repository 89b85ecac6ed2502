"""Reviews in the database: one verdict a version, pairs ruled once, what counts and what does not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError

from storage import Store, Unavailable, Unit
from storage.field_schema import reviews
from storage.people import Person
from storage.reviews import COUNT_UNREVIEWED
from storage.sessions import APPROVED, DUPLICATE, NEW, RETURNED, Report, Session, StaleVersion
from tests.conftest import Clock
from tests.reach import held, reached

DAY = date(2026, 11, 23)
HERE, THERE = "53.02.07.2015", "53.04.01.2001"
MARIA, BEN, YOS, RUT = 1, 2, 8, 9


@pytest.fixture
async def second(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Another worker on the same database."""
    del store
    opened = Store(database_url)
    yield opened
    await opened.close()


async def record(
    store: Store, clock: Clock, key: str, people: int = 75, *, place: str = HERE, on: date = DAY, by: int = MARIA
) -> Session:
    async with store.begin() as unit:
        report = Report(on, "face_to_face", place, 0, 0, people)
        return (await unit.sessions.record(key, report, by=by, now=clock()))[0]


async def reach(unit: Unit, *, unreviewed: bool = True) -> int:
    return sum((await reached(unit, DAY, unreviewed=unreviewed)).values())


async def codes(unit: Unit) -> list[str]:
    return [entry.session.code for entry in await unit.reviews.waiting(most=99)]


async def test_the_queue_holds_what_is_new_oldest_first_and_no_more(store: Store, clock: Clock) -> None:
    first, second, third, fourth = [await record(store, clock, key) for key in "abcd"]
    async with store.begin() as unit:
        await unit.people.put(Person(MARIA, "Maria", "facilitator"), clock())
        await unit.sessions.cancel(fourth, reason="twice", by=MARIA, now=clock())
        await unit.reviews.judge([first], APPROVED, by=YOS, now=clock())
        await unit.reviews.judge([second], RETURNED, by=YOS, now=clock(), field="people", note="kurang")
        assert await codes(unit) == [third.code]
        assert await unit.reviews.counts() == (1, 1)
        assert await unit.reviews.around(second) == (None, third.code)
        clock.passes(days=20)
        seen = await unit.sessions.by_code(second.code)
        assert seen is not None
        await unit.sessions.correct(seen, seen.report, reason="diperbaiki", by=MARIA, now=clock())
        assert await codes(unit) == [second.code, third.code]
        entry = await unit.reviews.entry(second.code.lower())
    assert entry is not None
    assert (entry.reporter, entry.waits) == ("Maria", True)
    assert entry.recorded_at == clock() - timedelta(days=20), "a correction does not make it late"


async def test_a_verdict_is_kept_with_its_version_and_its_author(store: Store, clock: Clock) -> None:
    session = await record(store, clock, "a")
    async with store.begin() as unit:
        await unit.people.put(Person(YOS, "Yos", "staff"), clock())
        await unit.reviews.judge([session], RETURNED, by=YOS, now=clock(), field="place", note="desa mana?")
        last = await unit.reviews.last(session)
    assert last is not None
    assert (last.verdict, last.version, last.field, last.note, last.by) == (RETURNED, 1, "place", "desa mana?", "Yos")


async def _judge(store: Store, clock: Clock, seen: list[Session], verdict: str, by: int) -> str:
    async with store.begin() as unit:
        await unit.reviews.judge(seen, verdict, by=by, now=clock())
    return verdict


async def test_of_two_officers_one_wins_and_the_other_is_told(store: Store, second: Store, clock: Clock) -> None:
    for number in range(6):
        seen = await record(store, clock, f"key {number}")
        work = (_judge(store, clock, [seen], APPROVED, YOS), _judge(second, clock, [seen], RETURNED, RUT))
        ends = await asyncio.gather(*work, return_exceptions=True)
        assert sorted(type(end).__name__ for end in ends) == ["StaleVersion", "str"]
        async with store.begin() as unit:
            stored, last = await unit.sessions.by_code(seen.code), await unit.reviews.last(seen)
        assert stored is not None
        assert last is not None
        assert [stored.review] == [end for end in ends if isinstance(end, str)] == [last.verdict]


async def test_a_batch_is_all_or_nothing(store: Store, clock: Clock) -> None:
    seen = [await record(store, clock, key) for key in "abc"]
    await _judge(store, clock, [seen[1]], RETURNED, RUT)
    with pytest.raises(StaleVersion):
        await _judge(store, clock, seen, APPROVED, YOS)
    async with store.begin() as unit:
        assert await codes(unit) == [seen[0].code, seen[2].code]
        assert await unit.reviews.last(seen[0]) is None
    await _judge(store, clock, [seen[0], seen[2]], APPROVED, YOS)
    async with store.begin() as unit:
        assert await codes(unit) == []


async def test_batches_that_overlap_neither_hang_nor_approve_twice(store: Store, second: Store, clock: Clock) -> None:
    seen = [await record(store, clock, f"key {number}") for number in range(20)]
    work = (_judge(store, clock, seen, APPROVED, YOS), _judge(second, clock, seen[::-1], APPROVED, RUT))
    async with asyncio.timeout(20):
        ends = await asyncio.gather(*work, return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["StaleVersion", "str"]


async def test_a_correction_meanwhile_makes_the_verdict_stale(store: Store, clock: Clock) -> None:
    seen = await record(store, clock, "a")
    async with store.begin() as unit:
        await unit.sessions.correct(seen, Report(DAY, "online", HERE, 5, 5), reason="jumlah", by=MARIA, now=clock())
    with pytest.raises(StaleVersion):
        await _judge(store, clock, [seen], APPROVED, YOS)


async def test_a_ruled_pair_counts_once_and_a_corrected_loser_counts_again(store: Store, clock: Clock) -> None:
    one, other = await record(store, clock, "a", 75), await record(store, clock, "b", 80, by=BEN)
    async with store.begin() as unit:
        assert await reach(unit) == 155
        await unit.reviews.rule_same(other, one, rulings=0, by=YOS, now=clock())
        assert await reach(unit) == 75
        assert await unit.reviews.losers(one) == [other.code]
        assert await codes(unit) == [one.code]
        lost = await unit.sessions.by_code(other.code)
        assert lost is not None
        assert lost.review == DUPLICATE
        back = await unit.sessions.correct(lost, Report(DAY, "online", THERE, 5, 5), reason="desa", by=BEN, now=clock())
        assert back.review == NEW
        assert await reach(unit) == 85
        assert await unit.reviews.losers(one) == []
        assert await codes(unit) == [one.code, other.code]


async def test_of_two_rulings_at_once_one_stands(store: Store, second: Store, clock: Clock) -> None:
    """Both ways round, and against "not the same": never are both sides left out, never is one ruled twice."""
    for number in range(6):
        day = DAY - timedelta(days=number)
        one, other = [await record(store, clock, f"{number} {side}", on=day) for side in "ab"]

        async def rule(worker: Store, how: Callable[[Unit], Awaitable[None]]) -> None:
            async with worker.begin() as unit:
                await how(unit)

        def same(unit: Unit, a: Session = one, b: Session = other) -> Awaitable[None]:
            return unit.reviews.rule_same(a, b, rulings=0, by=YOS, now=clock())

        def reverse(unit: Unit, a: Session = one, b: Session = other) -> Awaitable[None]:
            return unit.reviews.rule_same(b, a, rulings=0, by=RUT, now=clock())

        def apart(unit: Unit, a: Session = one, b: Session = other) -> Awaitable[None]:
            return unit.reviews.rule_separate(b, a, rulings=0, by=RUT, now=clock())

        against = apart if number % 2 else reverse
        ends = await asyncio.gather(rule(store, same), rule(second, against), return_exceptions=True)
        assert sorted(map(repr, ends)) == ["None", "StaleVersion()"]
        async with store.begin() as unit:
            counted = await held(unit, day, day)
            assert counted == (2 if number % 2 and ends[0] is not None else 1)


async def test_a_pair_ruled_separate_is_no_candidate_any_more(store: Store, clock: Clock) -> None:
    one, other = await record(store, clock, "a"), await record(store, clock, "b")
    third = await record(store, clock, "c")
    async with store.begin() as unit:
        assert (await unit.reviews.histories([one]))[one.id].twins == tuple(sorted((other.code, third.code)))
        await unit.reviews.rule_separate(one, other, rulings=0, by=YOS, now=clock())
        found = await unit.reviews.histories([one, other])
        assert [found[session.id].twins for session in (one, other)] == [(third.code,)] * 2
        assert await reach(unit) == 225


async def test_a_loser_whose_winner_is_cancelled_waits_for_staff(store: Store, clock: Clock) -> None:
    """Or else an event that took place would silently count nowhere."""
    one, other = await record(store, clock, "a"), await record(store, clock, "b")
    async with store.begin() as unit:
        await unit.reviews.rule_same(other, one, rulings=0, by=YOS, now=clock())
        await unit.reviews.judge([one], APPROVED, by=YOS, now=clock())
        assert await codes(unit) == []
        seen = await unit.sessions.by_code(one.code)
        assert seen is not None
        await unit.sessions.cancel(seen, reason="mistake", by=MARIA, now=clock())
        assert await codes(unit) == [other.code]
        lost = await unit.sessions.by_code(other.code)
        assert lost is not None
        await unit.reviews.judge([lost], APPROVED, by=YOS, now=clock())
        assert (await codes(unit), await reach(unit)) == ([], 75)


async def test_the_history_is_of_earlier_days_and_of_what_counts(store: Store, clock: Clock) -> None:
    days = [DAY - timedelta(days=number) for number in (4, 3, 2, 1)]
    before = [await record(store, clock, f"{day}", 40 + n, on=day) for n, day in enumerate(days)]
    far = await record(store, clock, "far", 7, place=THERE)
    session = await record(store, clock, "a")
    await record(store, clock, "after", 999, on=DAY + timedelta(days=1))
    async with store.begin() as unit:
        await unit.sessions.cancel(before[0], reason="twice", by=MARIA, now=clock())
        await unit.reviews.judge([before[1]], RETURNED, by=YOS, now=clock())
        history = (await unit.reviews.histories([session]))[session.id]
    assert history.village_totals == (42, 43)
    assert sorted(history.reporter_totals) == [7, 41, 42, 43]
    assert history.elsewhere == (far.report.place_code,)
    assert history.twins == ()


async def test_what_is_pending_and_what_counts_without_it(store: Store, clock: Clock) -> None:
    """Counted without what is pending, and pending, together are what is counted with it."""
    seen = [await record(store, clock, key, people) for key, people in (("a", 1), ("b", 20), ("c", 300), ("d", 4000))]
    async with store.begin() as unit:
        await unit.reviews.judge([seen[0]], APPROVED, by=YOS, now=clock())
        await unit.reviews.judge([seen[1]], RETURNED, by=YOS, now=clock())
        await unit.reviews.rule_same(seen[3], seen[2], rulings=0, by=YOS, now=clock())
        assert await unit.reach.pending("53", DAY, DAY) == (320, 2)
        assert (await reach(unit), await reach(unit, unreviewed=False)) == (321, 1)
        assert await unit.reach.pending("53", DAY - timedelta(days=9), DAY - timedelta(days=1)) == (0, 0)
        assert await unit.reviews.counts_unreviewed()
        await unit.options.put(COUNT_UNREVIEWED, value=False, by=RUT, now=clock())
        assert not await unit.reviews.counts_unreviewed()


@pytest.mark.parametrize(
    "statement", [reviews.delete(), reviews.update().values(verdict=APPROVED)], ids=["delete", "update"]
)
async def test_what_was_said_stays_said(store: Store, clock: Clock, statement: Executable) -> None:
    seen = await record(store, clock, "a")
    await _judge(store, clock, [seen], RETURNED, YOS)
    with pytest.raises((DBAPIError, Unavailable)):
        async with store.begin() as unit:
            await unit._connection.execute(statement)
    async with store.begin() as unit:
        last = await unit.reviews.last(seen)
    assert last is not None
    assert last.verdict == RETURNED
