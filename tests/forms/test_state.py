"""The answers of a form: asked in order, undone one by one, corrected without being lost."""

import json
from dataclasses import dataclass

from bot.forms.engine import Accepted, Answer, Field, State


@dataclass(frozen=True)
class Word:
    """A field that takes whatever it is told."""

    name: str
    is_optional: bool = False

    def read(self, text: str, before: object = None) -> Answer:
        del before
        return Accepted(text)

    def choose(self, raw: str, before: object = None) -> Answer:
        return self.read(raw, before)


FIELDS: tuple[Field, ...] = (Word("one"), Word("two"), Word("three"))
FULL = State().answered("one", 1).answered("two", 2).answered("three", 3)


def due(state: State) -> str | None:
    asked = state.asking(FIELDS)
    return asked.name if asked else None


def test_fields_are_asked_in_order_and_then_the_card_is_due() -> None:
    state, asked = State(), []
    while name := due(state):
        asked.append(name)
        state = state.answered(name, f"answer {name}")
    assert asked == ["one", "two", "three"]


def test_an_answer_that_is_empty_zero_or_null_is_an_answer() -> None:
    nothings: tuple[object, ...] = ("", 0, None, [])
    for empty in nothings:
        assert due(State().answered("one", empty)) == "two"


def test_an_answer_given_early_is_not_asked_again() -> None:
    assert due(State().answered("two", 2)) == "one"
    assert due(State().answered("two", 2).answered("one", 1)) == "three"


def test_back_undoes_one_answer_at_a_time_down_to_none() -> None:
    state, seen = FULL, []
    for _ in range(4):
        state = state.back(FIELDS)
        seen.append((due(state), dict(state.values)))
    assert seen == [("three", {"one": 1, "two": 2}), ("two", {"one": 1}), ("one", {}), ("one", {})]


def test_correcting_asks_one_field_and_keeps_its_answer_until_there_is_another() -> None:
    correcting = FULL.correct("two")
    assert due(correcting) == "two"
    assert correcting.values == FULL.values
    corrected = correcting.answered("two", "other")
    assert due(corrected) is None
    assert corrected.values == {"one": 1, "two": "other", "three": 3}


def test_back_from_a_correction_is_the_card_unchanged() -> None:
    assert FULL.correct("one").back(FIELDS) == FULL


def test_a_correction_of_a_field_that_is_no_more_asks_nothing() -> None:
    """A draft kept from an older version of the form leads to the card, not to an error."""
    assert due(FULL.correct("gone")) is None


def test_a_state_survives_being_stored() -> None:
    for state in (State(), FULL, FULL.correct("two"), State().answered("one", [1, 2, 3])):
        assert State.of(json.loads(json.dumps(state.as_json()))) == state


def test_a_state_is_never_changed_in_place() -> None:
    before = dict(FULL.values)
    FULL.answered("one", "other")
    FULL.back(FIELDS)
    FULL.correct("one")
    assert FULL.values == before
    assert FULL.correcting is None
