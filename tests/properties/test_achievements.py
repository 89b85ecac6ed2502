"""/capaian equals an independent recomputation, for any mix of figures and sessions in a real SQLite file.

The oracle knows nothing of SQL: it counts days in sets and adds up in loops.
"""

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.achievements import PROVINCE, REST, Achievement, achieved
from content.indicators import Indicator, Indicators
from content.library import FOLDER
from content.periods import Period, read_period
from storage import Store, Unit
from storage.figures import Figure, Source, Target
from storage.sessions import Report
from tests.conftest import Clock

TODAY = date(2026, 11, 24)
QUERIES = [read_period(words, TODAY)[0] for words in ("2025", "semester 1 2025", "tw 2 2025", "mei 2025", "2026")]
EDGES = [date(2025, month, 1) for month in range(1, 13)]
LAST_DAYS = [date.fromordinal(edge.toordinal() - 1) for edge in [*EDGES[1:], date(2026, 1, 1)]]
ODD = [
    (date(2025, 1, 10), date(2025, 6, 20)),
    (date(2024, 7, 1), date(2025, 6, 30)),
    (date(2025, 5, 5), date(2025, 5, 5)),
]
REGENCIES = ("53.01", "53.02", "53.71")
SOURCE = Source("a document")
INDICATORS = Indicators.read(FOLDER / "indicators.toml")[0]


class Undo(Exception):
    """Raised at the end of an example, so that the next one finds an empty database."""


@dataclass(frozen=True)
class Held:
    """A session as the oracle sees it."""

    on: date
    mode: str
    counts: tuple[int, int, int]
    cancelled: bool


months = st.integers(0, 11)
spans = st.one_of(
    st.tuples(months, months).map(lambda drawn: (EDGES[min(drawn)], LAST_DAYS[max(drawn)])), st.sampled_from(ODD)
)
small = st.none() | st.integers(0, 9)
large = st.none() | st.integers(10_000, 10**12)
sessions = st.lists(
    st.builds(
        Held,
        st.dates(date(2024, 12, 1), TODAY),
        st.sampled_from(["face_to_face", "online"]),
        st.tuples(small.map(bool), st.integers(0, 50), st.integers(0, 50)),
        st.booleans(),
    ),
    max_size=8,
)
quick = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a database of figures takes minutes
)


def figures(draw: st.DrawFn, indicator: Indicator, places: Iterable[str], sides: list[dict[str, str]]) -> list[Figure]:
    """Numbers of the whole above 10,000 and parts below 10, so that parts stay below the whole; periods overlap."""
    kind = "snapshot" if indicator.over_time == "latest" else "flow"
    series = [(PROVINCE, {}), *((place, {}) for place in places), *((PROVINCE, side) for side in sides)]
    found = []
    for place, side in series:
        drawn = draw(st.lists(spans, max_size=4, unique_by=(lambda span: span[1],)))
        values = draw(st.lists(small if side or place != PROVINCE else large, min_size=4, max_size=4))
        found += [
            Figure(indicator.code, kind, place, start, end, value, SOURCE, side)
            for (start, end), value in zip(drawn, values, strict=False)
        ]
    return draw(st.permutations(found))


@st.composite
def one_dimension(draw: st.DrawFn) -> tuple[Indicator, list[Figure]]:
    indicator = INDICATORS[draw(st.sampled_from(["placement", "outreach", "complaints_resolved", "remittance"]))]
    sides = [{key: value} for key, dimension in indicator.dimensions.items() for value in dimension.values]
    return indicator, figures(draw, indicator, REGENCIES[:1], sides)


@st.composite
def two_dimensions(draw: st.DrawFn) -> tuple[Indicator, list[Figure]]:
    indicator = INDICATORS["training"]
    sectors, partners = (list(dimension.values) for dimension in indicator.dimensions.values())
    return indicator, figures(draw, indicator, (), [{"sector": s, "partner": p} for s in sectors for p in partners])


@st.composite
def by_place(draw: st.DrawFn) -> tuple[Indicator, list[Figure]]:
    indicator = INDICATORS["migrant_villages"]
    return indicator, figures(draw, indicator, REGENCIES, [])


@pytest.fixture
async def sqlite(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = Store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await opened.migrate(clock())
    yield opened
    await opened.close()


@quick
@given(drawn=one_dimension(), held=sessions)
async def test_totals_parts_and_sessions(
    sqlite: Store, clock: Clock, drawn: tuple[Indicator, list[Figure]], held: list[Held]
) -> None:
    """A published figure where there is one, else the sessions not cancelled; no day counted twice."""
    await holds(sqlite, clock, *drawn, held)


@quick
@given(drawn=two_dimensions())
async def test_parts_along_two_dimensions(sqlite: Store, clock: Clock, drawn: tuple[Indicator, list[Figure]]) -> None:
    """Two partners of one sector in the same months both count."""
    await holds(sqlite, clock, *drawn, [])


@quick
@given(drawn=by_place())
async def test_a_stand_by_regency(sqlite: Store, clock: Clock, drawn: tuple[Indicator, list[Figure]]) -> None:
    """Each regency once, with its latest stand."""
    await holds(sqlite, clock, *drawn, [])


@pytest.mark.parametrize(
    ("code", "parts", "shown"),
    [
        (
            "training",
            [
                ("53", "2025-01-01", {"sector": "hospitality", "partner": "politeknik_negeri_kupang"}, 80),
                ("53", "2025-01-01", {"sector": "hospitality", "partner": "smk_pp_negeri_kupang"}, 15),
            ],
            {"sector": {"hospitality": 95, REST: 5}},
        ),
        (
            "migrant_villages",
            [("53.06", "2025-01-01", {}, 3), ("53.06", "2025-02-01", {}, 4)],
            {"regency": {"53.06": 4, REST: 96}},
        ),
    ],
)
async def test_no_part_is_lost_and_none_stands_twice(
    sqlite: Store,
    clock: Clock,
    code: str,
    parts: list[tuple[str, str, dict[str, str], int]],
    shown: dict[str, dict[str, int]],
) -> None:
    """The smallest cases: two partners of one sector; the stand of one regency reported in two months."""
    indicator = INDICATORS[code]
    kind = "snapshot" if indicator.over_time == "latest" else "flow"
    end = date(2025, 12, 31)
    async with sqlite.begin() as unit:
        await unit.figures.record(
            Figure(code, kind, PROVINCE, date(2025, 1, 1), end, 100, SOURCE), by=None, now=clock()
        )
        for place, start, side, value in parts:
            to_on = end if side else date.fromisoformat(start).replace(day=28)
            number = Figure(code, kind, place, date.fromisoformat(start), to_on, value, SOURCE, side)
            await unit.figures.record(number, by=None, now=clock())
        found = await achieved(unit, indicator, QUERIES[0])
    for dimension, expected in shown.items():
        assert [(part.key, part.value) for part in found.parts[dimension]] == list(expected.items())


async def test_a_target_holds_for_exactly_its_period(sqlite: Store, clock: Clock) -> None:
    async with sqlite.begin() as unit:
        target = Target("placement", PROVINCE, date(2025, 1, 1), date(2025, 12, 31), 1960, SOURCE)
        await unit.figures.set_target(target, by=None, now=clock())
        found = [(await achieved(unit, INDICATORS["placement"], period)).target for period in QUERIES]
    assert found == [target, None, None, None, None]


# The oracle


async def holds(store: Store, clock: Clock, indicator: Indicator, numbers: list[Figure], held: list[Held]) -> None:
    with contextlib.suppress(Undo):
        async with store.begin() as unit:
            for number in numbers:
                await unit.figures.record(number, by=1, now=clock())
            await log(unit, clock, held)
            for period in QUERIES:
                expect(await achieved(unit, indicator, period), indicator, numbers, held, period)
            raise Undo


async def log(unit: Unit, clock: Clock, held: list[Held]) -> None:
    for number, one in enumerate(held):
        report = Report(one.on, one.mode, "53.02.07.2015", *one.counts)
        session, _ = await unit.sessions.record(f"key {number}", report, by=1, now=clock())
        if one.cancelled:
            await unit.sessions.cancel(session, reason="mistake", by=1, now=clock())


def expect(found: Achievement, indicator: Indicator, numbers: list[Figure], held: list[Held], period: Period) -> None:
    is_stand = indicator.over_time == "latest"
    begin = date.min if is_stand else period.from_on  # a stand holds until there is another
    inside = [n for n in numbers if begin <= n.from_on and n.to_on <= period.to_on]
    totals = [n for n in inside if n.place_code == PROVINCE and not n.dimensions]
    whole = in_force(indicator, totals)
    shown = {} if whole is None else expected_parts(indicator, inside, whole)
    if indicator.counted == "sessions":
        published = days_covered(totals)
        counting = [
            one
            for one in held
            if not one.cancelled and period.from_on <= one.on <= period.as_of and one.on.toordinal() not in published
        ]
        open_days = set(range(period.from_on.toordinal(), period.as_of.toordinal() + 1)) - published
        assert found.counted_sessions == (len(counting) if open_days else None)
        whole = (whole or 0) + sum(sum(one.counts) for one in counting) if open_days or whole is not None else None
        shown = {"mode": with_counted(shown.get("mode", []), counting, whole or 0)} if shown or counting else {}
    assert found.realization == whole
    parts = {key: [(part.key, part.value) for part in known] for key, known in found.parts.items()}
    assert parts == shown


def days_covered(totals: list[Figure]) -> set[int]:
    """The days of the figures that count: the longest first, none that touches a day already covered."""
    covered: set[int] = set()
    for number in sorted(totals, key=lambda n: (n.from_on - n.to_on, n.from_on)):
        days = set(range(number.from_on.toordinal(), number.to_on.toordinal() + 1))
        if number.value is not None and not days & covered:
            covered |= days
    return covered


def with_counted(
    published: list[tuple[str, int | None]], counting: list[Held], whole: int
) -> list[tuple[str, int | None]]:
    known = {mode: value or 0 for mode, value in published if mode != REST}
    for one in counting:
        known[one.mode] = known.get(one.mode, 0) + sum(one.counts)
    shown: list[tuple[str, int | None]] = [(m, known[m]) for m in ("face_to_face", "online") if m in known]
    rest = whole - sum(known.values())
    return [*shown, (REST, rest)] if rest else shown


def expected_parts(indicator: Indicator, inside: list[Figure], whole: int) -> dict[str, list[tuple[str, int | None]]]:
    parts: dict[str, list[tuple[str, int | None]]] = {}
    for key, dimension in indicator.dimensions.items():
        parts[key] = []
        for value in dimension.values:
            series: dict[str, list[Figure]] = {}
            for number in inside:
                if number.place_code == PROVINCE and number.dimensions.get(key) == value:
                    series.setdefault(str(sorted(number.dimensions.items())), []).append(number)
            known = [stand for mine in series.values() if (stand := in_force(indicator, mine)) is not None]
            if known:
                parts[key].append((value, sum(known)))
    if indicator.by_place:
        parts[indicator.by_place] = [
            (place, in_force(indicator, mine))
            for place in REGENCIES
            if (mine := [n for n in inside if n.place_code == place])
        ]
    for shown in parts.values():
        if rest := whole - sum(value or 0 for _, value in shown):
            shown.append((REST, rest))
    return parts


def in_force(indicator: Indicator, series: list[Figure]) -> int | None:
    """The number that one series of periods makes: the latest stand, or the sum that counts no day twice."""
    reported = [(n.from_on.toordinal(), n.to_on.toordinal(), n.value) for n in series if n.value is not None]
    if not reported:
        return None
    if indicator.over_time == "latest":
        return max(reported, key=lambda number: number[1])[2]
    covered: set[int] = set()
    total = 0
    for length in range(400, 0, -1):
        for start, end, value in sorted(reported):
            days = set(range(start, end + 1))
            if len(days) == length and not days & covered:
                covered |= days
                total += value
    return total
