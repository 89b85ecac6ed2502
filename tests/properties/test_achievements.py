"""/capaian equals an independent recomputation (`oracle.py`), whatever happened, asked anywhere and as of any day.

Figures and targets are entered, corrected, cancelled and entered again; sessions are logged late, moved, cancelled,
brought back, approved, returned and ruled duplicates, all in any order, in a real database.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.achievements import REST, Achievement, Reckoner, achievement_rate
from bot.achievements.stretches import end_of_day
from bot.queries import MONTH, Query
from content.indicators import Indicator, Indicators
from content.library import FOLDER
from content.periods import Period
from content.places import Register
from storage import Store, Unit
from storage.figure import Figure, Source
from storage.reviews import COUNT_UNREVIEWED
from storage.sessions import Report, Session
from storage.targets import Target
from tests.conftest import Clock
from tests.properties.oracle import Books, Held, Oracle

OFFICE = ZoneInfo("Asia/Makassar")
START, TODAY = date(2026, 11, 1), date(2026, 11, 24)
PLACES = ("53", "53.02", "53.02.07", "53.02.07.2015", "53.02.07.2016", "53.71")
VILLAGES = ("53.02.07.2015", "53.02.07.2016", "53.71.01.1001")
SPANS = [(date(2025, m, 1), date(2025, m + 1, 1) - timedelta(days=1)) for m in range(1, 12)] + [
    (date(2025, 1, 1), date(2025, 6, 30)),
    (date(2025, 1, 1), date(2025, 8, 31)),
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2025, 1, 10), date(2025, 6, 20)),
    (date(2025, 5, 5), date(2025, 5, 5)),
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2024, 7, 1), date(2025, 6, 30)),
]
PERIODS = [
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2025, 4, 1), date(2025, 6, 30)),
    (date(2025, 5, 1), date(2025, 5, 31)),
    (date(2025, 1, 10), date(2025, 9, 20)),
    (date(2026, 1, 1), date(2026, 12, 31)),
]
INDICATORS = Indicators.read(FOLDER / "indicators.toml")[0]
REGISTER = Register.load()
SOURCE = Source("a document")
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a database of figures takes minutes
)


class Undo(Exception):
    """Raised at the end of an example, so that the next one finds an empty database."""


@dataclass
class Office:
    """The real books and the oracle's, written side by side."""

    unit: Unit
    data: st.DataObject
    indicator: Indicator
    now: datetime = field(default_factory=lambda: datetime.combine(START, time(2), UTC))
    books: Books = field(default_factory=Books)
    figures: list[Figure] = field(default_factory=list)
    sessions: dict[int, tuple[Session, Held]] = field(default_factory=dict)

    def draw(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self.data.draw(strategy)

    async def act(self) -> None:
        """One random act, some days or none after the one before."""
        self.now += timedelta(days=self.draw(st.integers(0, 2)), seconds=1)
        acts: list[Callable[[], Any]] = [self.enter, self.enter, self.change, self.target]
        if self.indicator.counted == "sessions":
            acts = [self.enter, self.target, self.log, self.log, self.log, self.move, self.review, self.rule]
        await self.draw(st.sampled_from(acts))()

    async def enter(self) -> None:
        kinds = ["snapshot"] if self.indicator.over_time == "latest" else ["flow", "flow", "cumulative"]
        first, last = self.draw(st.sampled_from(SPANS))
        counted = self.indicator.counted == "sessions"
        place = "53" if counted else self.draw(st.sampled_from(PLACES))
        value = self.draw(st.none() | st.integers(0, 1 if place.count(".") == 3 else 60))
        figure = Figure(
            self.indicator.code, self.draw(st.sampled_from(kinds)), place, first, last, value, SOURCE, self.side()
        )
        standing = await self.unit.figures.standing(figure)
        if standing is not None and standing.state == "recorded":
            return
        await self.unit.figures.record(figure, by=1, now=self.now)
        self.book(figure, "recorded")

    async def change(self) -> None:
        if not self.figures:
            return
        figure = self.draw(st.sampled_from(self.figures))
        seen = await self.unit.figures.standing(figure)
        assert seen is not None
        if seen.state != "recorded":
            return
        if self.draw(st.booleans()):
            await self.unit.figures.cancel(seen, reason="salah", by=1, now=self.now)
            self.book(figure, "cancelled")
        else:
            later = replace(seen, value=self.draw(st.integers(0, 60)))
            await self.unit.figures.correct(seen, later, reason="salah", by=1, now=self.now)
            self.book(later, "recorded")

    async def target(self) -> None:
        first, last = self.draw(st.sampled_from(PERIODS))
        target = Target(self.indicator.code, "53", first, last, self.draw(st.integers(0, 90)), SOURCE)
        revisions = await self.unit.targets.revisions(target)
        seen = revisions[-1] if revisions else None
        await self.unit.targets.revise(seen, target, by=1, now=self.now, key=None, approved_by=None)
        self.books.targets.append((self.now, target))

    async def log(self) -> None:
        held = self.held()
        number = len(self.sessions)
        session, _ = await self.unit.sessions.record(f"key {number}", report(held), by=1, now=self.now)
        self.keep(number, session, held)

    async def move(self) -> None:
        """Correct a session, cancel it, or bring it back; what staff said was about the version before."""
        if not self.sessions:
            return
        number = self.draw(st.sampled_from(list(self.sessions)))
        session, held = self.sessions[number]
        if self.draw(st.booleans()) and held.state == "recorded":
            session = await self.unit.sessions.cancel(session, reason="salah", by=1, now=self.now)
            self.keep(number, session, replace(held, state="cancelled", review="new"))
        else:
            later = self.held()
            session = await self.unit.sessions.correct(session, report(later), reason="salah", by=1, now=self.now)
            self.keep(number, session, later)

    async def review(self) -> None:
        if not self.sessions:
            return
        number = self.draw(st.sampled_from(list(self.sessions)))
        session, held = self.sessions[number]
        verdict = self.draw(st.sampled_from(["approved", "returned"]))
        await self.unit.reviews.judge([session], verdict, by=2, now=self.now)
        self.keep(number, replace(session, review=verdict), replace(held, review=verdict))

    async def rule(self) -> None:
        if len(self.sessions) < 2:
            return
        loser, winner = self.draw(st.permutations(list(self.sessions)))[:2]
        (lost, held), (won, _) = self.sessions[loser], self.sessions[winner]
        rulings = await self.unit.reviews.rulings(lost, won)
        await self.unit.reviews.rule_same(lost, won, rulings=rulings, by=2, now=self.now)
        self.keep(loser, replace(lost, review="duplicate"), replace(held, review="duplicate"))

    def side(self) -> dict[str, str]:
        """Nothing, one value of one dimension, or of each."""
        chosen = self.draw(st.lists(st.sampled_from(list(self.indicator.dimensions) or [""]), unique=True, max_size=2))
        dimensions = self.indicator.dimensions
        return {key: self.draw(st.sampled_from(list(dimensions[key].values))) for key in chosen if key}

    def held(self) -> Held:
        on = self.draw(st.dates(date(2025, 1, 1), date(2026, 10, 31)) | st.just(date(2025, 5, 5)))
        mode = self.draw(st.sampled_from(["face_to_face", "online"]))
        place = self.draw(st.sampled_from(VILLAGES))
        counts = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 9))
        if mode == "online" and self.draw(st.booleans()):
            shares = {village: self.draw(counts) for village in self.draw(st.permutations(VILLAGES))[:2]}
            total = [sum(column) for column in zip(*shares.values(), strict=True)]
            where = self.draw(st.sampled_from(["53.02", *shares]))
            return Held(on, mode, where, (total[0], total[1], total[2]), shares=shares)
        return Held(on, mode, place, self.draw(counts))

    def keep(self, number: int, session: Session, held: Held) -> None:
        self.sessions[number] = (session, held)
        self.books.sessions.append((self.now, number, held))

    def book(self, figure: Figure, state: str) -> None:
        self.figures.append(figure)
        self.books.figures.append((self.now, figure, state))


def report(held: Held) -> Report:
    return Report(held.on, held.mode, held.place, *held.counts, shares=held.shares)


@pytest.mark.parametrize(
    "code", ["placement", "training", "remittance", "outreach", "migrant_villages", "complaints_in_process"]
)
@quick
@given(data=st.data())
async def test_every_number_is_what_an_independent_recomputation_says(
    sqlite: Store, clock: Clock, code: str, data: st.DataObject
) -> None:
    await holds(sqlite, clock, INDICATORS[code], data)


@settings(quick, max_examples=15)
@given(data=st.data())
async def test_on_postgresql_too(store: Store, clock: Clock, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(["training", "outreach", "migrant_villages"]))
    await holds(store, clock, INDICATORS[code], data)


async def holds(store: Store, clock: Clock, indicator: Indicator, data: st.DataObject) -> None:
    with contextlib.suppress(Undo):
        async with store.begin() as unit:
            office = Office(unit, data, indicator)
            unreviewed = data.draw(st.booleans())
            await unit.options.put(COUNT_UNREVIEWED, value=unreviewed, by=1, now=clock())
            before = office.now - timedelta(days=1)
            await unit.audit.note(1, COUNT_UNREVIEWED, f"option:{COUNT_UNREVIEWED}", before, value=unreviewed)
            for _ in range(data.draw(st.integers(1, 14))):
                await office.act()
            for _ in range(6):
                await expect(office, unreviewed=unreviewed)
            raise Undo


async def expect(office: Office, *, unreviewed: bool) -> None:
    """One question, asked of both."""
    indicator, draw = office.indicator, office.draw
    first, last = draw(st.sampled_from(PERIODS))
    known_on = draw(st.none() | st.dates(START, START + timedelta(days=30)))
    place, selection = draw(st.sampled_from(PLACES)), draw(st.just({}) | st.just(office.side()))
    by = draw(st.sampled_from([None, MONTH, "regency", "village"]))
    by = "regency" if (by, place) == ("village", "53") else by  # all villages of NTT would only take long
    query = Query((indicator,), Period(first, last, min(last, TODAY)), place, selection, by, known_on)
    found = await Reckoner(office.unit, REGISTER, OFFICE).achieved(indicator, query)
    until = end_of_day(known_on, OFFICE) if known_on else datetime.max.replace(tzinfo=UTC)
    books = office.books
    oracle = Oracle(indicator, books.in_force(until), books.held(until), query.period.as_of, unreviewed)
    number = oracle.number(place, selection, first, last)
    if indicator.counted == "sessions" and not any(held.on <= last for _, _, held in books.sessions):
        number = number if oracle.is_said(place, selection, first, last) else None  # nobody used the bot yet
    assert found.realization == number
    targets = [t for at, t in books.targets if at <= until and (t.from_on, t.to_on) == (first, last)]
    expected = targets[-1].value if targets and place == "53" and not selection else None
    assert found.target == expected
    assert [t.value for t in found.targets] == ([t.value for t in targets] if expected is not None else [])
    if found.number.counted and not selection:
        days = {day for a, b in found.number.counted for day in range(a.toordinal(), b.toordinal() + 1)}
        assert found.number.sessions == oracle.sessions(place, days)
    parts_are_right(found, oracle, query)
    alone = await Reckoner(office.unit, REGISTER, OFFICE).achieved(indicator, query, parts=False)
    assert (alone.realization, alone.before, alone.target) == (found.realization, found.before, found.target)


def parts_are_right(found: Achievement, oracle: Oracle, query: Query) -> None:
    first, last = query.period.from_on, query.period.to_on
    selection = dict(query.selection)
    for key, parts in found.parts.items():
        for part in parts:
            if part.key == REST:
                continue
            if key == MONTH:
                start = max(date.fromisoformat(f"{part.key}-01"), first)
                end = min(
                    (start.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1), query.period.as_of
                )
                assert part.value == oracle.number(query.place, selection, start, end), part
            elif key in found.indicator.dimensions and part.key in found.indicator.dimensions[key].values:
                assert part.value == oracle.number(query.place, {**selection, key: part.key}, first, last), part
            else:
                assert part.value == oracle.number(part.key, selection, first, last), part
        whole = sum(part.value or 0 for part in parts)
        assert whole == (found.realization or 0) + found.excess(key), (
            "parts and rest are the whole, or said to exceed it"
        )


@pytest.fixture
async def sqlite(tmp_path: Path, clock: Clock) -> Any:
    opened = Store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await opened.migrate(clock())
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("realization", "target", "better", "rate"),
    [
        (0, 10, "more", "0.00"),
        (1, 3, "more", "33.33"),
        (2, 3, "more", "66.67"),
        (2226, 1960, "more", "113.57"),
        (1, 800, "more", "0.13"),
        (78_468_365_801, 78_468_365_801, "more", "100.00"),
        (12, 10, "fewer", "80.00"),
        (5, 10, "fewer", "150.00"),
        (None, 10, "more", None),
        (10, None, "more", None),
        (10, 0, "more", None),
    ],
)
def test_rates_are_rounded_half_up_once(
    realization: int | None, target: int | None, better: str, rate: str | None
) -> None:
    found = achievement_rate(realization, target, better)
    assert (None if found is None else str(found)) == rate
