"""The form of a session under any input: nothing raises, what is taken can be stored, and the card is reached."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.forms.engine import Accepted, Answer, Asked, Field, State
from bot.forms.reading import read_date, read_people
from bot.forms.session import MATERIALS, session_fields
from content.places import Register
from tests.properties.strategies import any_text

TODAY = date(2026, 11, 24)
GOOD = {
    "place": "53.02.07.2015",
    "held_on": "kemarin",
    "mode": "tatap muka",
    "people": "L 35 P 40",
    "note": "-",
    "shares": "Nifukani 3; Batnun 4",
}
drafted = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.sampled_from([*MATERIALS, "x"]))


@pytest.fixture(scope="module")
def fields() -> tuple[Field, ...]:
    return session_fields(Register.load(), ("53.02",), TODAY)


def is_sound(answer: Answer) -> bool:
    """What is taken survives JSON; what is not is asked with options that can be chosen."""
    if isinstance(answer, Accepted):
        return bool(json.loads(json.dumps(answer.value)) == answer.value)
    return answer.key.startswith("session.")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 16), any_text, drafted)
@example(3, "9" * 4096, None)
@example(1, "1/1/0000", None)
@example(0, "x " * 2048, None)
@example(5, "a 1\n" * 1024, None)
def test_no_text_makes_a_field_raise(fields: tuple[Field, ...], number: int, text: str, before: Any) -> None:
    field = fields[number]
    typed, tapped = field.read(text, before), field.choose(text, before)
    assert is_sound(typed)
    assert is_sound(tapped)
    for answer in (typed, tapped):
        if isinstance(answer, Asked):
            assert all(isinstance(field.choose(option.raw, before), Accepted) for option in answer.options)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(["says", "taps", "back", "correct"]), any_text, st.integers(0, 5)), max_size=15)
)
def test_however_one_wanders_the_card_is_reached_with_every_answer(
    fields: tuple[Field, ...], steps: list[tuple[str, str, int]]
) -> None:
    """Any acts, then sensible answers: the card is due with one value a field, and the draft could be stored."""
    state = State()
    for act, text, number in steps:
        state = _after(fields, state, act, text, number)
        assert State.of(json.loads(json.dumps(state.as_json()))) == state
    for _ in range(len(fields) + 1):
        asked = state.asking(fields)
        if asked is None:
            break
        told = GOOD.get(asked.name, "balai desa")
        answer = asked.choose("done", ["other"]) if asked.name == "materials" else asked.read(told, None)
        assert isinstance(answer, Accepted)
        state = state.answered(asked.name, answer.value)
    assert state.asking(fields) is None
    assert state.values.keys() >= {field.name for field in fields if not field.is_optional}


def _after(fields: tuple[Field, ...], state: State, act: str, text: str, number: int) -> State:
    asked = state.asking(fields)
    if act == "back":
        return state.back(fields)
    if act == "correct":
        return state.correct(fields[number].name)
    if asked is None:
        return state
    answer = asked.read(text, None) if act == "says" else asked.choose(text, state.values.get(asked.name))
    return state.answered(asked.name, answer.value) if isinstance(answer, Accepted) else state


@settings(max_examples=200)
@given(any_text)
def test_a_head_count_is_the_sum_of_its_parts_none_below_zero(text: str) -> None:
    count = read_people(text)
    if count is not None:
        assert min(count.men, count.women, count.unspecified) >= 0
        assert count.men + count.women + count.unspecified == count.total


people = st.integers(0, 999_999)


@given(men=people, women=people, dotted=st.booleans(), wording=st.sampled_from(["L {m} P {w}", "{w} ibu, {m} bapak"]))
def test_men_and_women_are_read_back_as_written(men: int, women: int, dotted: bool, wording: str) -> None:
    shown = [f"{number:,}".replace(",", ".") if dotted else str(number) for number in (men, women)]
    count = read_people(wording.format(m=shown[0], w=shown[1]))
    assert count is not None
    assert (count.men, count.women, count.unspecified) == (men, women, 0)


@given(men=people, women=people, total=people)
def test_a_total_is_taken_exactly_when_it_is_the_sum(men: int, women: int, total: int) -> None:
    assert (read_people(f"L {men} P {women} total {total}") is not None) == (men + women == total)
    assert read_people(f"L {men} P {women} total {men + women}") is not None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_whole_date_means_itself_on_every_day(day: date, today: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%d-%m-%y}", f"{day.day} {day.month} {day.year}", day.isoformat()):
        assert read_date(text, today) == day


@given(st.dates(date(2001, 1, 1), date(2099, 12, 1)), st.integers(0, 300))
def test_a_day_without_its_year_within_ten_months_is_that_day(today: date, ago: int) -> None:
    day = date.fromordinal(today.toordinal() - ago)
    assert read_date(f"{day.day}/{day.month}", today) == day
