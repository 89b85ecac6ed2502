"""What staff type after /capaian, /catat and /target: any text is understood whole or asked about."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from bot.queries import Entry, Query, TargetEntry, Unclear, read_entry, read_query, read_target
from content.indicators import Indicator, Indicators
from content.library import FOLDER
from content.periods import Period, read_period
from content.places import Register
from content.places.codes import LEVELS, level_of
from tests.properties.strategies import any_text

TODAY = date(2026, 11, 24)
WORDS = """
per sejak s.d. sampai hingga diketahui berubah antara dan dari kenapa tahun bulan minggu ini lalu kab kupang belu tts
sikka ende desa kec emas pos bni penempatan p to remitansi aduan selesai masuk g to g perempuan skema maret 26 '25 2025
12 1,2 miliar rp - / vs target sumber sk belum dilaporkan kumulatif des akhir awal 31 november total dong xyz 53.02 -5
"""
typed = any_text | st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)
PERIODS = {
    "2025": ("2025-01-01", "2025-12-31"),
    "tahun ini": ("2026-01-01", "2026-12-31"),
    "tw iv 2025": ("2025-10-01", "2025-12-31"),
    "semester 1": ("2026-01-01", "2026-06-30"),
    "kuartal ke-3": ("2026-07-01", "2026-09-30"),
    "Desember 2025": ("2025-12-01", "2025-12-31"),
    "mei": ("2026-05-01", "2026-05-31"),
    "bulan lalu": ("2026-10-01", "2026-10-31"),
    "minggu ini": ("2026-11-23", "2026-11-29"),
    "12/3/2026": ("2026-03-12", "2026-03-12"),
    "maret-juni 2026": ("2026-03-01", "2026-06-30"),
    "1 Maret sampai 15 April 2026": ("2026-03-01", "2026-04-15"),
    "s.d. 31 agustus": ("2026-01-01", "2026-08-31"),
    "per 31 Agustus 2025": ("2025-01-01", "2025-08-31"),
    "sejak 1 oktober": ("2026-10-01", "2026-11-24"),
}
PLACES = {
    "kab belu": "53.04",
    "TTS": "53.02",
    "kota kupang": "53.71",
    "kec amanuban barat": "53.02.07",
    "desa nifukani": "53.02.07.2015",
    "53.02.07.2015": "53.02.07.2015",
    "NTT": "53",
}
LEVEL_NAMES = {"regency": "per kabupaten", "district": "tiap kecamatan", "village": "per desa"}
KNOWN = {
    "diketahui per 31 oktober 2026": date(2026, 10, 31),
    "seperti diketahui 1 November": date(2026, 11, 1),
    "": None,
}


@pytest.fixture(scope="module")
def indicators() -> Indicators:
    return Indicators.read(FOLDER / "indicators.toml")[0]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@settings(max_examples=400, deadline=None)
@given(typed, st.dates(date(2025, 1, 1), date(2027, 12, 31)))
@example("2025 2026", TODAY)
@example("semester 3", TODAY)
@example("20٢٥", TODAY)
@example("29 februari", date(2024, 2, 29))
@example("kenapa berubah antara 31 februari dan 1 maret", TODAY)
def test_no_text_raises_and_no_period_lies_ahead(
    indicators: Indicators, register: Register, text: str, today: date
) -> None:
    read = read_query(text, indicators, register, today)
    queries = [query for _, query in read.choices] if isinstance(read, Unclear) else [read]
    for query in queries:
        _check(query, register, today)
    try:
        read_period(text, today)
    except ValueError:
        assert isinstance(read, Query | Unclear)


def _check(query: Query, register: Register, today: date) -> None:
    """What holds of every query, be it typed or tapped."""
    assert query.indicators
    assert query.period.from_on <= query.period.as_of <= min(query.period.to_on, today)
    assert register.get(query.place)
    if query.selection or query.by:
        (indicator,) = query.indicators
        assert all(value in indicator.dimensions[key].values for key, value in query.selection.items())
        assert query.by not in query.selection
    if query.by in LEVELS:
        assert LEVELS.index(query.by) > LEVELS.index(level_of(query.place))
    assert query.known_on is None or query.period.from_on <= query.known_on <= today
    assert query.since is None or query.since < (query.known_on or today)


@settings(max_examples=400, deadline=None)
@given(typed, st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_no_line_raises_and_every_number_has_its_place_and_days(
    indicators: Indicators, register: Register, text: str, today: date
) -> None:
    entry = read_entry(text, indicators, register, today)
    for read in [entry] if isinstance(entry, Entry) else [other for _, other in entry.choices]:
        assert read.rows
        for row in read.rows:
            assert row.from_on <= row.to_on
            assert row.from_on <= today
            assert register.get(row.place_code)
            assert row.value is None or row.value >= 0
            assert (row.kind == "snapshot") == (row.indicator.over_time == "latest")
    target = read_target(text, indicators, register, today)
    for aim in [target] if isinstance(target, TargetEntry) else [other for _, other in target.choices]:
        assert aim.from_on <= aim.to_on
        assert aim.value >= 0


@st.composite
def queries(draw: st.DrawFn, indicators: Indicators) -> tuple[Query, list[str]]:
    """A query, and words for each of its parts."""
    indicator = draw(st.sampled_from(list(indicators.values())))
    name = draw(st.sampled_from([indicator.code, indicator.name["id"], indicator.short["en"], *indicator.words]))
    said, (first, last) = draw(st.sampled_from(sorted(PERIODS.items())))
    period = Period(date.fromisoformat(first), date.fromisoformat(last), min(date.fromisoformat(last), TODAY))
    where = draw(st.sampled_from(sorted(PLACES)))
    selection, words = draw(_selections(indicator))
    by, by_words = draw(_breakdowns(indicator, PLACES[where], selection, period))
    known, known_on = draw(st.sampled_from(sorted(KNOWN.items())))
    parts = [name, said, where, *words, by_words, known]
    assume(known_on is None or known_on >= period.from_on)
    query = Query((indicator,), period, PLACES[where], selection, by, known_on)
    return query, [part for part in parts if part]


@st.composite
def _selections(draw: st.DrawFn, indicator: Indicator) -> tuple[Mapping[str, str], list[str]]:
    keys = draw(st.sets(st.sampled_from(sorted(indicator.dimensions)))) if indicator.dimensions else set[str]()
    selection = {key: draw(st.sampled_from(sorted(indicator.dimensions[key].values))) for key in sorted(keys)}
    return selection, [indicator.dimensions[key].values[value]["id"] for key, value in selection.items()]


@st.composite
def _breakdowns(
    draw: st.DrawFn, indicator: Indicator, place: str, selection: Mapping[str, str], period: Period
) -> tuple[str | None, str]:
    possible = [(key, f"per {one.name['id']}") for key, one in indicator.dimensions.items() if key not in selection]
    possible += [(level, LEVEL_NAMES[level]) for level in LEVELS[LEVELS.index(level_of(place)) + 1 :]]
    if indicator.over_time == "sum" and (period.to_on - period.from_on).days > 31:
        possible.append(("month", "per bulan"))
    return draw(st.sampled_from([(None, ""), *possible]))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_query_in_words_in_any_order_reads_back(
    indicators: Indicators, register: Register, data: st.DataObject
) -> None:
    query, parts = data.draw(queries(indicators))
    words = ", ".join(data.draw(st.permutations(parts)))
    assert read_query(words, indicators, register, TODAY) == query
    assert read_query(words.upper(), indicators, register, TODAY) == query
    without_commas = read_query(words.replace(",", ""), indicators, register, TODAY)
    assert without_commas == query or isinstance(without_commas, Unclear)


@settings(max_examples=300, deadline=None)
@given(st.data(), st.from_regex(r"[a-z]{2,9}", fullmatch=True))
def test_one_word_left_over_and_nothing_is_guessed(
    indicators: Indicators, register: Register, data: st.DataObject, junk: str
) -> None:
    alone = read_query(junk, indicators, register, TODAY)
    assume(isinstance(alone, Unclear) and alone.unread == (junk,))
    assume(isinstance(read_query(f"penempatan {junk}", indicators, register, TODAY), Unclear))
    _, parts = data.draw(queries(indicators))
    at = data.draw(st.integers(0, len(parts)))
    words = ", ".join([*parts[:at], junk, *parts[at:]])
    assert isinstance(read_query(words, indicators, register, TODAY), Unclear)


@settings(deadline=None)
@given(st.sampled_from(sorted(PERIODS)))
def test_every_word_for_an_indicator_names_it_and_nothing_else(
    indicators: Indicators, register: Register, period: str
) -> None:
    for indicator in indicators.values():
        for name in {indicator.code, *indicator.name.values(), *indicator.short.values(), *indicator.words}:
            for words in (f"{period} {name}", f"{name.upper()} {period}"):
                query = read_query(words, indicators, register, TODAY)
                assert isinstance(query, Query), words
                assert (query.indicators, dict(query.selection), query.by) == ((indicator,), {}, None)
                assert (str(query.period.from_on), str(query.period.to_on)) == PERIODS[period]


@settings(deadline=None)
@given(st.sampled_from(sorted(PERIODS)))
def test_every_word_for_a_part_names_it_in_its_indicator(
    indicators: Indicators, register: Register, period: str
) -> None:
    for indicator in indicators.values():
        for key, dimension in indicator.dimensions.items():
            for value, names in dimension.values.items():
                for name in {value, *names.values(), *dimension.words[value]}:
                    query = read_query(f"{indicator.short['id']} {name} {period}", indicators, register, TODAY)
                    offered = [other for _, other in query.choices] if isinstance(query, Unclear) else [query]
                    assert {key: value} in [dict(other.selection) for other in offered], name
                    assert all(other.indicators == (indicator,) for other in offered)


@pytest.mark.parametrize(
    ("words", "from_on", "to_on"),
    [
        ("", "2026-01-01", "2026-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("semester 2", "2026-07-01", "2026-12-31"),
        ("semester satu 2025", "2025-01-01", "2025-06-30"),
        ("tw iv 2025", "2025-10-01", "2025-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("november", "2026-11-01", "2026-11-30"),
    ],
)
def test_periods_are_whole(words: str, from_on: str, to_on: str) -> None:
    period, rest = read_period(words, TODAY)
    assert (str(period.from_on), str(period.to_on), rest) == (from_on, to_on, "")


@pytest.mark.parametrize("words", ["2027", "desember", "2025 2026", "mei juni", "semester 1 tw 1"])
def test_two_periods_or_one_to_come_are_not_guessed(words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_period(words, TODAY)
