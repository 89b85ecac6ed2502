"""A unit is all or nothing: when its block raises, is cancelled, is second, or runs beside another."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from storage import Store, Unavailable, Unit
from storage.drafts import Draft
from storage.figure import Conflict, Figure, Source
from storage.invitations import Invitation
from storage.migrations import MIGRATIONS
from storage.outbox import Call
from storage.people import Person
from storage.schema import metadata
from storage.sessions import CANCELLED, RECORDED, Report, StaleVersion
from tests.conftest import Clock
from tests.reach import reached

REPORT = Report(date(2026, 11, 23), "face_to_face", "53.02.07.2015", 35, 40, 0, ("safe_migration",), "hujan 🌧")
HELLO = Call(7, "sendMessage", {"chat_id": 7, "text": "halo 👋 \\u0000 \"'"})


@pytest.fixture
async def second(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Another process on the same database."""
    del store  # migrated first
    opened = Store(database_url)
    yield opened
    await opened.close()


async def count(unit: Unit, table: str) -> int:
    return int((await unit._connection.execute(select(func.count()).select_from(metadata.tables[table]))).scalar_one())


async def everything(store: Store) -> dict[str, int]:
    async with store.begin() as unit:
        return {table: number for table in metadata.tables if (number := await count(unit, table))}


async def write(unit: Unit, clock: Clock, *, key: str = "key", update_id: int = 5) -> None:
    """One row in nearly every table."""
    await unit.sessions.record(key, REPORT, by=1, now=clock())
    await unit.people.put(Person(1, "Ani", "facilitator", ("53.02",), "id"), clock())
    await unit.drafts.put(1, Draft("session", "k", {"values": {}}, clock()))
    await unit.audit.note(1, "record_session", "session:X", clock())
    await unit.outbox.settle(update_id, [HELLO, HELLO], clock())


# Nothing by halves


async def test_a_block_that_raises_leaves_nothing(store: Store, clock: Clock) -> None:
    async def fail(unit: Unit) -> None:
        await write(unit, clock)
        raise ZeroDivisionError

    before = await everything(store)
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as unit:
            await fail(unit)
    assert await everything(store) == before == {"migrations": len(MIGRATIONS)}


async def test_a_block_that_is_cancelled_leaves_nothing_and_frees_the_database(store: Store, clock: Clock) -> None:
    written = asyncio.Event()

    async def interrupted() -> None:
        async with store.begin() as unit:
            await write(unit, clock)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(interrupted())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(10):
        assert await everything(store) == {"migrations": len(MIGRATIONS)}


async def test_one_cancelled_while_it_waits_for_the_database_holds_up_nobody(
    store: Store, second: Store, clock: Clock
) -> None:
    """Whatever a stopping worker was waiting for, neither its own next unit nor another worker's is locked out."""

    async def waiting() -> None:
        async with second.begin(chat_id=7) as unit:
            await write(unit, clock)

    async with asyncio.timeout(20):
        async with store.begin(chat_id=7) as unit:
            await write(unit, clock)
            task = asyncio.create_task(waiting())
            await asyncio.wait([task], timeout=0.2)
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for one in (store, second):
            async with one.begin(chat_id=7) as unit:
                await unit.people.put(Person(2, "Ben"), clock())
            assert (await everything(one))["sessions"] == 1


async def test_a_statement_that_fails_undoes_what_went_before_it(store: Store, clock: Clock) -> None:
    async def put(unit: Unit) -> None:
        await unit.people.put(Person(1, "Ani"), clock())
        await unit.people.put(Person(2, "Ben", "emperor"), clock())

    with pytest.raises(IntegrityError):
        async with store.begin() as unit:
            await put(unit)
    assert await everything(store) == {"migrations": len(MIGRATIONS)}


async def test_a_count_below_zero_is_refused_by_the_database(store: Store, clock: Clock) -> None:
    for men, women, unspecified in ((-1, 0, 0), (0, -1, 0), (0, 0, -1)):
        report = Report(date(2026, 11, 23), "online", "53.02.07.2015", men, women, unspecified)
        with pytest.raises(IntegrityError):
            async with store.begin() as unit:
                await unit.sessions.record("key", report, by=1, now=clock())
    assert await everything(store) == {"migrations": len(MIGRATIONS)}


async def test_a_database_that_is_not_there_is_unavailable(clock: Clock) -> None:
    for url in ("postgresql+asyncpg://nobody@127.0.0.1:1/none", "sqlite+aiosqlite:////proc/none/bot.db"):
        away = Store(url)
        with pytest.raises(Unavailable):
            async with away.begin() as unit:
                await unit.people.put(Person(1), clock())
        await away.close()


async def test_text_no_database_can_hold_is_an_error_of_its_update_not_of_the_database(
    store: Store, clock: Clock
) -> None:
    """`Unavailable` is tried again for ever, with everyone behind it waiting; a NUL sign will never fit."""

    async def ask() -> None:
        async with store.begin() as unit:
            await unit.sessions.by_code("\0")

    async def keep() -> None:
        async with store.begin() as unit:
            await unit.drafts.put(1, Draft("session", "k", {"values": {"note": "a\0b"}}, clock()))

    for error in await asyncio.gather(ask(), keep(), return_exceptions=True):
        assert not isinstance(error, Unavailable)


# One outcome, one session, one guest


async def test_a_second_outcome_is_refused_and_undoes_its_unit(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        await unit.outbox.settle(5, [], clock())

    async def settle_again(unit: Unit, calls: list[Call]) -> None:
        await unit.sessions.record("key", REPORT, by=1, now=clock())
        await unit.outbox.settle(5, calls, clock())

    answers: tuple[list[Call], ...] = ([], [HELLO])
    for calls in answers:
        with pytest.raises(IntegrityError):
            async with store.begin() as unit:
                await settle_again(unit, calls)
    assert await everything(store) == {"migrations": len(MIGRATIONS), "outbox": 1}


async def test_of_two_workers_with_the_same_update_one_has_effects(store: Store, second: Store, clock: Clock) -> None:
    """Redelivered to both at once: one commits, the other is refused and leaves nothing."""
    results = await asyncio.gather(
        *(_settle(one, clock, key) for one, key in ((store, "a"), (second, "b"))), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "NoneType"]
    kept = await everything(store)
    assert (kept["sessions"], kept["session_versions"], kept["outbox"]) == (1, 1, 2)


async def _settle(store: Store, clock: Clock, key: str) -> None:
    async with store.begin(chat_id=7) as unit:
        await write(unit, clock, key=key)


async def test_the_same_key_is_one_session_however_many_workers_record_it(
    store: Store, second: Store, clock: Clock
) -> None:
    async def record(one: Store, key: str) -> tuple[str, bool]:
        async with one.begin() as unit:
            session, is_new = await unit.sessions.record(key, REPORT, by=1, now=clock())
        assert session.report == REPORT
        return session.code, is_new

    results = await asyncio.gather(*(record(one, key) for _ in range(4) for one in (store, second) for key in "ab"))
    assert len({code for code, _ in results}) == 2
    assert sum(is_new for _, is_new in results) == 2
    kept = await everything(store)
    assert (kept["sessions"], kept["session_versions"]) == (2, 2)
    async with store.begin() as unit:
        assert await reached(unit, REPORT.held_on) == {"face_to_face": 150}


async def test_a_stale_cancellation_is_refused(store: Store, clock: Clock) -> None:
    """Two people cancel what both have seen: the second is told, and the first reason stays."""
    async with store.begin() as unit:
        seen, _ = await unit.sessions.record("key", REPORT, by=1, now=clock())
    async with store.begin() as unit:
        cancelled = await unit.sessions.cancel(seen, reason="twice", by=1, now=clock())
    assert (cancelled.version, cancelled.state, cancelled.report) == (2, CANCELLED, REPORT)

    async def cancel_too(unit: Unit) -> None:
        await unit.people.put(Person(9, "Cid"), clock())
        await unit.sessions.cancel(seen, reason="mistake", by=9, now=clock())

    with pytest.raises(StaleVersion):
        async with store.begin() as unit:
            await cancel_too(unit)
    async with store.begin() as unit:
        stored = await unit.sessions.by_key("key")
        assert stored == cancelled
        assert await unit.people.get(9) is None
        assert await reached(unit, REPORT.held_on) == {}


async def test_of_two_cancellations_at_once_one_is_stale(store: Store, second: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        seen, _ = await unit.sessions.record("key", REPORT, by=1, now=clock())

    async def cancel(one: Store) -> str:
        async with one.begin() as unit:
            return (await unit.sessions.cancel(seen, reason="twice", by=1, now=clock())).state

    results = await asyncio.gather(cancel(store), cancel(second), return_exceptions=True)
    assert sorted(map(repr, results)) == ["'cancelled'", "StaleVersion()"]
    assert (await everything(store))["session_versions"] == 2


async def test_an_invitation_is_given_to_one_of_two_who_redeem_it_at_once(
    store: Store, second: Store, clock: Clock
) -> None:
    offered = Invitation("facilitator", ("53.02",), 1)
    async with store.begin() as unit:
        await unit.invitations.add("token", offered, now=clock(), expires_at=clock() + timedelta(days=7))

    async def redeem(one: Store, by: int) -> Invitation | None:
        async with one.begin() as unit:
            return await unit.invitations.redeem("token", by=by, now=clock())

    given = await asyncio.gather(*(redeem(one, by) for by, one in enumerate((store, second) * 3)))
    assert sorted(map(bool, given)) == [False] * 5 + [True]
    assert offered in given


async def test_an_invitation_unknown_or_expired_is_given_to_nobody(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        await unit.invitations.add("token", Invitation("staff", (), 1), now=clock(), expires_at=clock())
        assert await unit.invitations.redeem("token", by=2, now=clock()) is None
        assert await unit.invitations.redeem("other", by=2, now=clock() - timedelta(days=1)) is None
        stored = (await unit._connection.execute(select(metadata.tables["invitations"].c.token_hash))).scalar_one()
        assert "token" not in stored


async def test_a_number_known_already_is_not_stored_again_and_another_value_is_refused(
    store: Store, clock: Clock
) -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    for kind, value in (("flow", 0), ("cumulative", None), ("snapshot", 2**63 - 1)):
        figure = Figure(
            "remittance", kind, "53", *year, value, Source("doc", "https://x.id", "2026"), {"b": "1", "a": "2"}
        )
        async with store.begin() as unit:
            assert await unit.figures.record(figure, by=None, now=clock()) is True
            assert await unit.figures.record(figure, by=None, now=clock()) is False
            assert figure in await unit.figures.latest("remittance", *year)
        other = Figure("remittance", kind, "53", *year, 7, Source("doc"), {"a": "2", "b": "1"})
        with pytest.raises(Conflict):
            async with store.begin() as unit:
                await unit.figures.record(other, by=None, now=clock())
    assert (await everything(store))["figures"] == 3


# Beside each other


async def test_writers_in_two_processes_do_not_fail_each_other(store: Store, second: Store, clock: Clock) -> None:
    """Each reads and then writes: under SQLite only a transaction that begins with the lock survives this."""

    async def work(one: Store, person: int) -> None:
        for _ in range(10):
            async with one.begin() as unit:
                known = await unit.people.get(person)
                await asyncio.sleep(0)
                name = str(int(known.name or 0) + 1) if known else "1"
                await unit.people.put(Person(person, name), clock())

    async with asyncio.timeout(30):
        await asyncio.gather(*(work(one, person) for person, one in enumerate((store, second) * 3)))
    async with store.begin() as unit:
        assert [(await unit.people.get(person) or Person(0)).name for person in range(6)] == ["10"] * 6


async def test_one_chat_is_served_by_one_worker_at_a_time(store: Store, second: Store, clock: Clock) -> None:
    """Read, think, write under `chat_id`: nothing another worker wrote to the same chat is lost."""

    async def work(one: Store) -> None:
        for _ in range(10):
            async with one.begin(chat_id=7) as unit:
                known = await unit.people.get(7)
                name = str(int(known.name or 0) + 1) if known else "1"
                await unit.people.put(Person(7, name), clock())

    async with asyncio.timeout(30):
        await asyncio.gather(work(store), work(second))
    async with store.begin() as unit:
        assert await unit.people.get(7) == Person(7, "20")


# What comes back is what went in


async def test_moments_come_back_in_utc(store: Store, clock: Clock) -> None:
    wita = timezone(timedelta(hours=8))
    clock.now = datetime(2026, 11, 25, 7, 30, 15, 123456, tzinfo=wita)
    async with store.begin() as unit:
        stored, _ = await unit.sessions.record("key", REPORT, by=1, now=clock())
    assert stored.received_at == clock.now
    assert stored.received_at.utcoffset() == timedelta(0)
    assert stored.received_at.astimezone(UTC).date() == date(2026, 11, 24)


async def test_drafts_and_calls_come_back_as_they_were(store: Store, clock: Clock) -> None:
    data: dict[str, Any] = {"values": {"people": [1, 2, 0], "note": "\"'\\ 😀 <b>"}, "correcting": None, "n": 2**53}
    async with store.begin() as unit:
        await unit.drafts.put(1, Draft("session", "k", {}, clock()))
        await unit.drafts.put(1, Draft("session", "k", data, clock()))
        opening = await unit.updates.open(5, 1)
        assert opening.draft == Draft("session", "k", data, clock())
        assert not opening.settled
        pending = await unit.outbox.settle(5, [HELLO, HELLO], clock())
        assert await unit.outbox.pending() == pending
        assert (await unit.updates.open(5, 1)).settled
        assert [one.call for one in pending] == [HELLO, HELLO]
        assert await unit.drafts.discard(1) is True
        assert await unit.drafts.discard(1) is False


async def test_the_largest_numbers_telegram_gives_are_kept(store: Store, clock: Clock) -> None:
    largest = 2**52 - 1
    async with store.begin(chat_id=-largest) as unit:
        await unit.people.put(Person(largest, "Ani", "staff"), clock())
        await unit.outbox.settle(largest, [Call(-largest, "sendMessage", {})], clock())
        assert await unit.people.with_roles() == [Person(largest, "Ani", "staff")]
        assert (await unit.updates.open(largest, largest)).settled


async def test_codes_of_sessions_can_be_read_out_and_typed_in_any_case(store: Store, clock: Clock) -> None:
    async with store.begin() as unit:
        for number in range(30):
            stored, _ = await unit.sessions.record(f"key {number}", REPORT, by=1, now=clock())
            assert not set(stored.code) & set("IO01")
            assert await unit.sessions.by_code(stored.code.lower()) == stored
            assert stored.state == RECORDED
