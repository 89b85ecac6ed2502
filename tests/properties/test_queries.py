"""What staff type after /capaian: any text is understood whole or not at all."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.queries import read_query
from content.indicators import Indicators
from content.library import FOLDER
from content.periods import MONTHS, read_period
from tests.properties.strategies import any_text

TODAY = date(2026, 11, 24)
PERIODS = ("", "2025", "semester 1 2025", "triwulan iv 2025", "tw 2", "kuartal ke-3", "mei", "Desember 2025", "2026")


@pytest.fixture(scope="module")
def indicators() -> Indicators:
    return Indicators.read(FOLDER / "indicators.toml")[0]


@settings(max_examples=200)
@given(any_text, st.dates(date(2025, 1, 1), date(2027, 12, 31)))
@example("2025 2026", TODAY)
@example("semester 3", TODAY)
@example("20٢٥", TODAY)
def test_no_text_raises_and_no_period_lies_ahead(indicators: Indicators, text: str, today: date) -> None:
    query = read_query(text, indicators, today)
    if query is not None:
        assert query.indicators
        assert query.period.from_on <= query.period.as_of <= min(query.period.to_on, today)
    try:
        read_period(text, today)
    except ValueError:
        assert query is None


@given(st.data())
def test_period_and_indicator_are_understood_in_any_order(indicators: Indicators, data: st.DataObject) -> None:
    indicator = data.draw(st.sampled_from(list(indicators.values())))
    name = data.draw(st.sampled_from([indicator.code, indicator.name["id"], *indicator.words]))
    period = data.draw(st.sampled_from(PERIODS))
    alone, before, after = (
        read_query(words, indicators, TODAY) for words in (period, f"{period} {name}", f"{name.upper()} {period}")
    )
    assert alone is not None
    assert before == after
    assert after is not None
    assert after.indicators == (indicator,)
    assert after.period == alone.period


@given(
    st.sampled_from(PERIODS),
    st.sampled_from(["", "penempatan", "remitansi", "desa migran emas"]),
    st.from_regex(r"[a-z]{2,9}", fullmatch=True),
)
def test_one_word_left_over_and_nothing_is_guessed(indicators: Indicators, period: str, name: str, junk: str) -> None:
    if junk in MONTHS or indicators.called(junk) or indicators.called(f"{name} {junk}"):
        return
    assert read_query(f"{period} {name} {junk}", indicators, TODAY) is None
    assert read_query(f"{junk} {name} {period}", indicators, TODAY) is None


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
def test_periods_are_whole(indicators: Indicators, words: str, from_on: str, to_on: str) -> None:
    query = read_query(words, indicators, TODAY)
    assert query is not None
    assert (str(query.period.from_on), str(query.period.to_on)) == (from_on, to_on)


@pytest.mark.parametrize(
    "words",
    ["2027", "desember", "2025 2026", "mei juni", "semester 1 tw 1", "semester 3", "tw 5", "tw", "semester 12", "1999"],
)
def test_two_periods_none_or_one_to_come_are_not_guessed(indicators: Indicators, words: str) -> None:
    assert read_query(words, indicators, TODAY) is None
