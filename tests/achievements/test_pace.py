"""What is still needed a week, as of a day."""

from datetime import date

import pytest

from bot.achievements import Achievement, Number
from bot.achievements.pace import change, expected, pace_of
from content.indicators import Indicators
from content.library import FOLDER
from content.periods import Period
from storage.figure import Source
from storage.targets import Target

INDICATORS = Indicators.read(FOLDER / "indicators.toml")[0]
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def achievement(value: int | None, target: int | None, code: str = "placement") -> Achievement:
    targets = () if target is None else (Target(code, "53", *YEAR, target, Source("x")),)
    return Achievement(INDICATORS[code], "53", Number(value), targets=targets)


@pytest.mark.parametrize(
    ("as_of", "value", "target", "left", "weeks", "needed", "so_far"),
    [
        (date(2026, 10, 29), 1591, 1960, 369, 9, 41, 37),  # nine weeks left, 41 a week
        (date(2026, 12, 30), 0, 1, 1, 1, 1, 0),
        (date(2026, 1, 1), 7, 2100, 2093, 52, 41, 49),
    ],
)
def test_pace(as_of: date, value: int, target: int, left: int, weeks: int, needed: int, so_far: int) -> None:
    pace = pace_of(achievement(value, target), Period(*YEAR, as_of))
    assert pace is not None
    assert (pace.left, pace.weeks, pace.needed, int(pace.so_far)) == (left, weeks, needed, so_far)


@pytest.mark.parametrize(
    ("as_of", "value", "target", "code"),
    [
        (date(2026, 12, 31), 1, 10, "placement"),  # over
        (date(2026, 6, 1), 10, 10, "placement"),  # reached
        (date(2026, 6, 1), None, 10, "placement"),
        (date(2026, 6, 1), 1, None, "placement"),
        (date(2026, 6, 1), 1, 0, "placement"),
        (date(2026, 6, 1), 1, 10, "migrant_villages"),  # a stand has no pace
        (date(2026, 6, 1), 1, 10, "complaints_received"),  # fewer are better
    ],
)
def test_no_pace_where_there_is_none(as_of: date, value: int | None, target: int | None, code: str) -> None:
    assert pace_of(achievement(value, target, code), Period(*YEAR, as_of)) is None


def test_share_of_the_period_that_has_passed() -> None:
    assert str(expected(Period(*YEAR, date(2026, 12, 31)))) == "1.0000"
    assert str(expected(Period(*YEAR, date(2026, 7, 2)))) == "0.5014"


def test_change_in_percent() -> None:
    assert [str(change(a, b)) for a, b in ((386, 866), (2, 1), (1, 3), (5, 5))] == [
        "-55.43",
        "100.00",
        "-66.67",
        "0.00",
    ]
    assert change(5, 0) is None
    assert change(None, 5) is None
