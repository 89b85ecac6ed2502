"""Rates rounded once and half-up; numbers written as Indonesians and the English write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.achievements import achievement_rate
from bot.i18n import Texts
from content.library import FOLDER

amounts = st.integers(0, 10**15)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(FOLDER / "locales")


@given(amounts, st.integers(1, 10**15))
@example(2226, 1960)
@example(1, 800)  # 0.125: a half goes up
@example(3, 800)  # 0.375: not to the even neighbour
@example(0, 1)
@example(78468365801, 1)
def test_a_rate_is_rounded_half_up_to_two_decimals(realization: int, target: int) -> None:
    rate = achievement_rate(realization, target)
    assert rate is not None
    exact = Fraction(realization * 100, target)
    assert Fraction(rate) * 100 == (exact * 100 + Fraction(1, 2)) // 1
    assert rate.as_tuple().exponent == -2


@given(amounts)
def test_without_a_target_or_with_zero_there_is_no_rate(realization: int) -> None:
    assert achievement_rate(realization, None) is None
    assert achievement_rate(realization, 0) is None


def test_what_was_not_reported_has_no_rate_and_zero_has_one() -> None:
    assert achievement_rate(None, 100) is None
    assert achievement_rate(0, 100) == 0


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        *[(0, "0", "0"), (1, "1", "1"), (999, "999", "999"), (1000, "1.000", "1,000"), (1960, "1.960", "1,960")],
        (78468365801, "78.468.365.801", "78,468,365,801"),
    ],
)
def test_numbers(texts: Texts, value: int, indonesian: str, english: str) -> None:
    assert (texts.number("id", value), texts.number("en", value)) == (indonesian, english)


@pytest.mark.parametrize(
    ("rate", "indonesian", "english"),
    [
        *[("0", "0%", "0%"), ("1.00", "1%", "1%"), ("0.05", "0,05%", "0.05%"), ("99.9", "99,90%", "99.90%")],
        *[("100.00", "100%", "100%"), ("113.57", "113,57%", "113.57%"), ("999.00", "999%", "999%")],
        *[("1000.00", "1.000%", "1,000%"), ("78468365801.50", "78.468.365.801,50%", "78,468,365,801.50%")],
    ],
)
def test_percentages(texts: Texts, rate: str, indonesian: str, english: str) -> None:
    shown = Decimal(rate)
    assert (texts.percent("id", shown), texts.percent("en", shown)) == (indonesian, english)


@given(amounts)
def test_a_number_as_written_means_itself(texts: Texts, value: int) -> None:
    assert int(texts.number("id", value).replace(".", "")) == value
    assert int(texts.number("en", value).replace(",", "")) == value


@given(amounts, st.integers(1, 10**6))
def test_a_rate_as_written_means_itself(texts: Texts, realization: int, target: int) -> None:
    rate = achievement_rate(realization, target)
    assert rate is not None
    shown = texts.percent("id", rate).removesuffix("%").replace(".", "").replace(",", ".")
    assert Decimal(shown) == rate
