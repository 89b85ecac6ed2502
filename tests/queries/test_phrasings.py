"""What staff type after /capaian: each phrasing becomes the query it means, or is asked; never another query."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.queries import Query, Unclear, read_query
from content.indicators import Indicators
from content.library import FOLDER
from content.places import Register

TODAY = date(2026, 11, 24)
PHRASINGS: list[dict[str, Any]] = [
    phrasing
    for group in tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text("utf-8")).values()
    for phrasing in group
]
CLEAR = [phrasing for phrasing in PHRASINGS if "unclear" not in phrasing]
ASKED = [phrasing for phrasing in PHRASINGS if "unclear" in phrasing]
USUAL: dict[str, Any] = {"from": "2026-01-01", "to": "2026-12-31", "place": "53", "selection": {}}
USUAL |= dict.fromkeys(("indicator", "by", "known_on", "since"))


@pytest.fixture(scope="module")
def indicators() -> Indicators:
    return Indicators.read(FOLDER / "indicators.toml")[0]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def said(query: Query, indicators: Indicators) -> dict[str, Any]:
    """A query as the file writes it, with what is usual."""
    return {
        "indicator": None if query.indicators == indicators.main else query.indicators[0].code,
        "from": str(query.period.from_on),
        "to": str(query.period.to_on),
        "place": query.place,
        "selection": dict(query.selection),
        "by": query.by,
        "known_on": query.known_on and str(query.known_on),
        "since": query.since and str(query.since),
    }


@pytest.mark.parametrize("phrasing", CLEAR, ids=lambda phrasing: phrasing["text"][:60])
def test_a_phrasing_becomes_the_query_it_means(
    indicators: Indicators, register: Register, phrasing: dict[str, Any]
) -> None:
    query = read_query(phrasing["text"], indicators, register, TODAY)
    assert isinstance(query, Query), query
    assert {"text": phrasing["text"], **said(query, indicators)} == {**USUAL, **phrasing}
    assert query.period.as_of == min(query.period.to_on, TODAY)


@pytest.mark.parametrize("phrasing", ASKED, ids=lambda phrasing: phrasing["text"][:60])
def test_what_may_mean_two_things_is_asked(
    indicators: Indicators, register: Register, phrasing: dict[str, Any]
) -> None:
    unclear = read_query(phrasing["text"], indicators, register, TODAY)
    assert isinstance(unclear, Unclear), unclear
    assert unclear.key == phrasing["unclear"]
    labels = [label for label, _ in unclear.choices]
    assert len(set(labels)) == len(labels)
    if "choices" in phrasing:
        assert labels == phrasing["choices"]
    if unclear.key == "query.unread":
        assert unclear.unread


def test_there_are_phrasings_enough_and_each_stands_once() -> None:
    assert len({phrasing["text"] for phrasing in PHRASINGS}) == len(PHRASINGS) >= 300
    assert len(ASKED) >= 120


@pytest.mark.parametrize(
    ("words", "today", "from_on", "to_on"),
    [
        ("bulan lalu", date(2026, 1, 5), "2025-12-01", "2025-12-31"),
        ("triwulan lalu", date(2026, 2, 28), "2025-10-01", "2025-12-31"),
        ("semester lalu", date(2026, 2, 28), "2025-07-01", "2025-12-31"),
        ("minggu lalu", date(2026, 1, 1), "2025-12-22", "2025-12-28"),
        ("minggu ini", date(2026, 1, 1), "2025-12-29", "2026-01-04"),
        ("kemarin", date(2028, 3, 1), "2028-02-29", "2028-02-29"),
        ("s.d. bulan lalu", date(2026, 1, 5), "2025-01-01", "2025-12-31"),
        ("februari 2024", date(2026, 1, 5), "2024-02-01", "2024-02-29"),
        ("maret lalu", date(2026, 2, 5), "2025-03-01", "2025-03-31"),
        ("maret-juni", date(2026, 5, 5), "2026-03-01", "2026-06-30"),
    ],
)
def test_times_over_the_edge_of_a_week_a_month_a_year(
    indicators: Indicators, register: Register, words: str, today: date, from_on: str, to_on: str
) -> None:
    query = read_query(words, indicators, register, today)
    assert isinstance(query, Query)
    assert (str(query.period.from_on), str(query.period.to_on)) == (from_on, to_on)


@pytest.mark.parametrize("words", ["29 februari", "29 februari 2026", "maret lalu", "s.d. 31 desember"])
def test_days_that_are_none_and_months_that_may_be_two_are_asked(
    indicators: Indicators, register: Register, words: str
) -> None:
    assert isinstance(read_query(words, indicators, register, date(2026, 3, 5)), Unclear)


@pytest.mark.parametrize(
    "text",
    [
        *("kupang " * 60, "12 maret " * 60, "1-1-" * 100, "per " * 100, "s.d. " * 80, "belu ttu " * 40, "qwrtz " * 60),
        *("desa " * 80, "x" * 400, "9" * 400, "," * 400, "\0" * 400, "des " * 100, "tanah merah " * 30, "- " * 200),
    ],
)
def test_the_worst_text_is_read_to_its_end(indicators: Indicators, register: Register, text: str) -> None:
    """A pattern that takes for ever on one of these would stop the suite here."""
    assert read_query(text[:400], indicators, register, TODAY)
    assert isinstance(read_query(text * 10, indicators, register, TODAY), Unclear)
