"""Small counts of cases in villages do not leave the office, nor what would give them away."""

from hypothesis import given
from hypothesis import strategies as st

from bot.achievements import REST, Part
from bot.achievements.sharing import FEWEST, shareable
from content.indicators import Indicators
from content.library import FOLDER

INDICATORS = Indicators.read(FOLDER / "indicators.toml")[0]
CASES, PEOPLE = INDICATORS["complaints_received"], INDICATORS["placement"]


def hidden(values: dict[str, int | None]) -> set[str]:
    parts = [Part(key, value) for key, value in values.items()]
    return {part.key for part in shareable(parts, CASES, "village") if part.is_hidden}


def test_small_counts_are_hidden_with_their_complement() -> None:
    assert hidden({"a": 3, "b": 7, "c": 20}) == {"a", "b"}
    assert hidden({"a": 3, "b": 2, "c": 20}) == {"a", "b"}
    assert hidden({"a": 3, "b": 7, REST: 5}) == {"a", "b", REST}
    assert hidden({"a": 5, "b": 0, "c": None}) == set()


def test_only_cases_and_only_in_villages() -> None:
    parts = [Part("a", 3), Part("b", 9)]
    assert not any(part.is_hidden for part in shareable(parts, PEOPLE, "village"))
    assert not any(part.is_hidden for part in shareable(parts, CASES, "regency"))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.integers(0, 12)))
def test_nothing_hidden_can_be_had_from_the_whole(values: dict[str, int | None]) -> None:
    """Whoever knows the whole and every number shown knows no hidden one: two are unknown, or none."""
    away = hidden(values)
    assert all(key in away for key, value in values.items() if value is not None and 0 < value < FEWEST)
    with_any = [key for key, value in values.items() if value]
    assert len(away) != 1 or len(with_any) == 1
