"""What the store knows of a year, as the checker of release texts asks for it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.achievements import REST
from bot.achievements.statement import Statement
from content.arithmetic import Known
from content.indicators import Indicator, Indicators


def known_numbers(statement: Statement, indicators: Indicators, year: int) -> list[Known]:
    """Realizations, targets, rates and parts of a statement."""
    return [known for one in statement["indicators"] for known in _of(one, indicators[one["code"]], year)]


def _of(one: dict[str, Any], indicator: Indicator, year: int) -> Iterator[Known]:
    words = tuple(dict.fromkeys((indicator.name["id"].casefold(), indicator.short["id"].casefold(), *indicator.words)))

    def known(what: str, value: int | Decimal, unit: str, name: str = "", part: tuple[str, ...] = ()) -> Known:
        return Known(indicator.code, words, what, name, part, year, value, unit)

    if one["realization"] is not None:
        yield known("realization", one["realization"], indicator.unit)
    if one["target"]:
        yield known("target", one["target"], indicator.unit)
    if one["rate"] is not None:
        yield known("rate", Decimal(one["rate"]), "percent")
    for breakdown in one["breakdown"]:
        dimension = indicator.dimensions.get(breakdown["dimension"])
        if dimension is None:
            continue
        for part in breakdown["parts"]:
            if part["key"] != REST and part["value"] is not None:
                called = (part["name"].casefold(), *dimension.words[part["key"]])
                yield known("part", part["value"], indicator.unit, part["name"], called)
