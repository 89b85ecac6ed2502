"""Which indicator the names in a text mean together, and which parts of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.queries.lexicon import Meaning, Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.indicators import Indicator, Indicators


@dataclass(frozen=True)
class Subject:
    """All indicators that have a line of their own where none was named."""

    indicators: tuple[Indicator, ...]
    selection: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Undecided:
    """Why it is not one subject, and the names that would make one; labels are names of the content."""

    key: str
    instead: tuple[tuple[str, tuple[Name, ...]], ...] = ()


def subject_of(
    names: Sequence[Name], dimensions: Sequence[Sequence[str]], indicators: Indicators
) -> Subject | Undecided:
    """`dimensions` a breakdown asks for name an indicator as well, where no name does."""
    if not names and not dimensions:
        return Subject(indicators.main)
    codes = _common(names, indicators)
    if not codes:
        return _at_odds(names, indicators)
    with_dimensions = [code for code in codes if _has(indicators[code], dimensions)]
    codes = _without_those_beside(with_dimensions or codes, indicators)
    if len(codes) > 1:
        key = "query.which" if any(name.is_plain for name in names) else "query.selection_without_indicator"
        return Undecided(key, tuple((_short(indicators[code]), of_code(names, code)) for code in codes))
    return _selected(names, indicators[codes[0]])


def of_code(names: Sequence[Name], code: str) -> tuple[Name, ...]:
    """The names as they speak of one indicator; where none does, a name for it."""
    kept = tuple(name.of(code) for name in names if code in name.codes)
    return kept or (Name(0, 0, (Meaning(code),)),)


def _common(names: Sequence[Name], indicators: Indicators) -> list[str]:
    return [code for code in indicators if all(code in name.codes for name in names)]


def _has(indicator: Indicator, dimensions: Sequence[Sequence[str]]) -> bool:
    return all(not indicator.dimensions.keys().isdisjoint(keys) for keys in dimensions)


def _without_those_beside(codes: list[str], indicators: Indicators) -> list[str]:
    return [code for code in codes if indicators[code].beside not in codes]


def _at_odds(names: Sequence[Name], indicators: Indicators) -> Undecided:
    """Two indicators, or a part that the indicator named does not have."""
    plain = {meaning.code for name in names for meaning in name.means if not meaning.dimension}
    named = [code for code in indicators if any(code in name.codes for name in names)]
    own_line = _without_those_beside(named, indicators)
    codes = [code for code in named if code in plain or code in own_line]
    key = "query.two_indicators" if len(plain) > 1 else "query.no_such_part"
    return Undecided(key, tuple((_short(indicators[code]), of_code(names, code)) for code in codes))


def _selected(names: Sequence[Name], indicator: Indicator) -> Subject | Undecided:
    names = of_code(names, indicator.code)
    selection: dict[str, Name] = {}
    for name in names:
        others = [other for other in names if other is not name]
        values = [meaning for meaning in name.means if meaning.dimension]
        if not values or (name.is_plain and not any(other.is_plain for other in others)):
            continue
        if len(name.means) > 1:
            return _one_of([(name, meaning) for meaning in name.means], others, indicator, "query.which")
        before = selection.setdefault(values[0].dimension, name)
        if before.means != name.means:
            both = [(before, before.means[0]), (name, values[0])]
            others = [other for other in others if other.means != before.means]
            return _one_of(both, others, indicator, "query.two_values")
    return Subject((indicator,), {key: name.means[0].value for key, name in selection.items()})


def _one_of(these: Sequence[tuple[Name, Meaning]], others: Sequence[Name], indicator: Indicator, key: str) -> Undecided:
    instead = ((_called(meaning, indicator), (*others, replace(name, means=(meaning,)))) for name, meaning in these)
    return Undecided(key, tuple(instead))


def _called(meaning: Meaning, indicator: Indicator) -> str:
    if not meaning.dimension:
        return _short(indicator)
    return indicator.dimensions[meaning.dimension].values[meaning.value]["id"]


def _short(indicator: Indicator) -> str:
    return indicator.short["id"]
