"""Many units at once, some failing or cancelled at any moment: each is whole or nothing, none harms another."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from storage import Store, Unavailable
from storage.people import Person
from storage.sessions import Report
from tests.conftest import Clock

REPORT = Report(date(2026, 11, 23), "online", "53.02.07.2015", 35, 40)


@dataclass(frozen=True)
class Work:
    """What one unit does: write so often, and end well, badly or cancelled after so many turns of the loop."""

    writes: int
    end: str
    turns: int = 0


class Refused(Exception):
    """What a handler raises to undo its unit."""


work = st.lists(
    st.builds(Work, st.integers(0, 3), st.sampled_from(["well", "well", "well", "refused", "violated"]))
    | st.builds(Work, st.integers(1, 3), st.just("cancelled"), st.integers(0, 80)),
    min_size=1,
    max_size=12,
)


@pytest.fixture
async def second(store: Store, database_url: str) -> AsyncIterator[Store]:
    """Sees only what is committed."""
    del store
    opened = Store(database_url)
    yield opened
    await opened.close()


async def do(store: Store, clock: Clock, name: str, asked: Work) -> None:
    async with store.begin() as unit:
        for number in range(asked.writes):
            await unit.sessions.record(f"{name}.{number}", REPORT, by=1, now=clock())
        if asked.end == "refused":
            raise Refused
        if asked.end == "violated":
            await unit.people.put(Person(1, name, "emperor"), clock())


async def attempt(store: Store, clock: Clock, name: str, asked: Work) -> str:
    """How it ended for the one who asked."""
    task = asyncio.create_task(do(store, clock, name, asked))
    if asked.end == "cancelled":
        for _ in range(asked.turns):
            await asyncio.sleep(0)
        task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return "cancelled"
    except (Refused, IntegrityError, Unavailable) as error:
        return type(error).__name__
    return "well"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(asked=work)
async def test_each_unit_is_whole_or_nothing_whatever_befalls_the_others(
    store: Store, second: Store, clock: Clock, asked: list[Work]
) -> None:
    clock.passes(seconds=1)
    names = [f"{clock().timestamp()} {number}" for number in range(len(asked))]
    async with asyncio.timeout(20):
        ends = await asyncio.gather(*(attempt(store, clock, *each) for each in zip(names, asked, strict=True)))
    async with second.begin() as unit:
        for name, one, end in zip(names, asked, ends, strict=True):
            kept = [await unit.sessions.by_key(f"{name}.{number}") is not None for number in range(one.writes)]
            assert len(set(kept)) <= 1, "half of a unit is kept"
            if end == "well":
                assert one.end in {"well", "cancelled"}
                assert all(kept)
            elif end != "cancelled":  # whoever is cancelled does not hear whether it was before or after the commit
                assert end in {"Unavailable", "Refused" if one.end == "refused" else "IntegrityError"}
                assert not any(kept)


async def test_who_is_told_well_is_stored_even_if_the_one_beside_is_cancelled(
    store: Store, second: Store, clock: Clock
) -> None:
    """Cancelled in the middle of a statement: those beside it are stored, or told `Unavailable` and tried again."""
    for turns in range(0, 80, 2):
        async with asyncio.timeout(20):
            ends = await asyncio.gather(
                attempt(store, clock, f"{turns} before", Work(1, "well")),
                attempt(store, clock, f"{turns} gone", Work(5, "cancelled", turns)),
                attempt(store, clock, f"{turns} after", Work(1, "well")),
            )
        async with second.begin() as unit:
            for name, end in (("before", ends[0]), ("after", ends[2])):
                assert await unit.sessions.by_key(f"{turns} {name}.0") is not None or end != "well", f"{name} is lost"
                assert end in {"well", "Unavailable"}
