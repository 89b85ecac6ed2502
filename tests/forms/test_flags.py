"""What is worth a second look, and what is not: each flag at its border."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.flags import Case, Severity, flags_of

DAY = date(2026, 11, 23)
USUAL = Case(DAY, DAY, "53.02.07.2015", 31, 42)


def keys(case: Case) -> set[str]:
    return {flag.key for flag in flags_of(case)}


def test_an_ordinary_session_has_no_flag() -> None:
    assert keys(USUAL) == set()
    assert keys(replace(USUAL, village_totals=(60, 70, 80), reporter_totals=(31, 42, 53, 64, 75, 86))) == set()


@pytest.mark.parametrize(
    ("total", "earlier", "flagged"),
    [
        (151, (50, 50, 50), True),
        (150, (50, 50, 50), False),  # not beyond three times
        (70, (20, 20, 20), False),  # beyond three times, but by fifty only
        (71, (20, 20, 20), True),
        (999, (50, 50), False),  # two sessions are no measure; the size alone is told
        (151, (50, 50, 50, 2000), True),  # one odd session does not move the measure
        (51, (0, 0, 0), True),
    ],
)
def test_far_above_means_against_the_village_itself(total: int, earlier: tuple[int, ...], flagged: bool) -> None:
    found = keys(replace(USUAL, men=0, women=0, unspecified=total, village_totals=earlier))
    assert ("far_above" in found) == flagged


def test_the_sentence_gets_the_numbers_it_rests_on() -> None:
    (flag,) = flags_of(replace(USUAL, men=200, women=201, village_totals=(40, 51, 60, 70)))
    assert (flag.key, flag.severity) == ("far_above", Severity.DOUBT)
    assert flag.values == {"total": 401, "usual": 56, "sessions": 4}


@pytest.mark.parametrize(("total", "earlier", "flagged"), [(500, 0, True), (499, 0, False), (500, 2, True)])
def test_very_large_where_nothing_is_known(total: int, earlier: int, flagged: bool) -> None:
    found = keys(replace(USUAL, men=0, women=0, unspecified=total, village_totals=(450,) * earlier))
    assert ("huge" in found) == flagged


def test_a_large_session_where_large_ones_are_usual_is_no_flag() -> None:
    assert keys(replace(USUAL, men=301, women=302, village_totals=(550, 600, 620))) == set()


@pytest.mark.parametrize(
    ("counts", "flagged"),
    [((30, 0, 0), True), ((0, 30, 0), True), ((29, 0, 0), False), ((0, 0, 75), False), ((30, 1, 0), False)],
)
def test_one_sex_alone_is_told_where_they_were_told_apart(counts: tuple[int, int, int], flagged: bool) -> None:
    men, women, unspecified = counts
    assert ("one_sex" in keys(replace(USUAL, men=men, women=women, unspecified=unspecified))) == flagged


@pytest.mark.parametrize(("days", "flagged"), [(0, False), (14, False), (15, True)])
def test_a_late_report_is_told(days: int, flagged: bool) -> None:
    assert ("late" in keys(replace(USUAL, received_on=DAY + timedelta(days=days)))) == flagged


@pytest.mark.parametrize(
    ("earlier", "flagged"),
    [
        ((50, 60, 70, 80, 90), True),  # five of six, with this one's 73
        ((50, 60, 70, 80), False),  # five sessions tell nothing
        ((50, 60, 70, 80, 91), False),
        ((0, 0, 0, 0, 0, 0), False),  # nobody there is another matter
        ((50, 60, 70, 80, 90, 100, 110, 120, 33), False),  # eight of ten are not more than eight of ten
    ],
)
def test_round_numbers_are_a_habit_of_the_reporter(earlier: tuple[int, ...], flagged: bool) -> None:
    assert ("rounded" in keys(replace(USUAL, reporter_totals=earlier))) == flagged


def test_one_day_in_two_regencies_is_told_and_in_two_villages_is_not() -> None:
    assert keys(replace(USUAL, elsewhere=("53.02.01.2001",))) == set()
    (flag,) = flags_of(replace(USUAL, elsewhere=("53.02.01.2001", "53.04.01.2001")))
    assert (flag.key, flag.values) == ("two_places", {"places": ("53.04.01.2001",)})


def test_twins_orphans_and_nobody() -> None:
    assert keys(replace(USUAL, twins=("ABC234",))) == {"twin"}
    assert keys(replace(USUAL, is_orphan=True)) == {"orphan"}
    assert keys(replace(USUAL, men=0, women=0)) == {"empty"}


def test_what_was_imported_is_not_late_and_has_no_habits() -> None:
    old = replace(USUAL, received_on=DAY + timedelta(days=400), reporter_totals=(50,) * 9, elsewhere=("53.04.01.2001",))
    assert keys(old) == {"late", "rounded", "two_places"}
    assert keys(replace(old, from_document=True)) == set()


counts = st.integers(0, 10**6)
cases = st.builds(
    Case,
    st.dates(date(2020, 1, 1), DAY),
    st.dates(DAY, date(2027, 1, 1)),
    st.sampled_from(["53.02.07.2015", "53.04.01.2001", "", "53"]),
    counts,
    counts,
    counts,
    st.lists(counts, max_size=9),
    st.lists(counts, max_size=9),
    st.lists(st.sampled_from(["53.02.07.2016", "53.71.01.1001", "x"]), max_size=3),
    st.lists(st.text(max_size=6), max_size=3),
    is_orphan=st.booleans(),
    from_document=st.booleans(),
)


@given(case=cases)
def test_any_case_gets_each_flag_once_the_heaviest_first(case: Case) -> None:
    flags = flags_of(case)
    assert len({flag.key for flag in flags}) == len(flags)
    assert [flag.severity for flag in flags] == sorted((flag.severity for flag in flags), reverse=True)
    assert flags == flags_of(case)
