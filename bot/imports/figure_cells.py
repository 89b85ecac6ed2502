"""What the cells of a list of figures mean, each by itself: periods, parts, numbers, dates of documents."""

import re
from datetime import date
from functools import lru_cache

from bot.achievements.stretches import is_month, is_year
from bot.i18n import INDONESIAN
from bot.imports.cells import day_of
from bot.imports.rows import Value
from content.indicators import Indicator
from content.periods import Period, read_period
from storage.figure import LARGEST

Part = tuple[str, str]  # a dimension and one of its values

_WHOLE = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]{1,19}")
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_DATED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")


@lru_cache(maxsize=4096)
def period_named(words: str, today: date) -> Period | None:
    """The period these words name and nothing else, be it to come; without a year it is one of this year."""
    horizon = date.max if _YEAR.search(words) else date(today.year, 12, 31)
    try:
        period, rest = read_period(words, horizon)
    except ValueError:
        return None
    return None if rest else period


def parts_called(said: str, indicator: Indicator) -> list[Part]:
    """Every part of the indicator that may be meant: by its name or key, and only then by what else it is called."""
    wanted = _bare(said)
    values = [(key, value, dimension) for key, dimension in indicator.dimensions.items() for value in dimension.values]
    named = [(key, v) for key, v, d in values if wanted in {_bare(v), _bare(d.values[v][INDONESIAN])}]
    return named or [(key, v) for key, v, d in values if wanted in set(map(_bare, d.words[v]))]


def part_name(part: Part, indicator: Indicator) -> str:
    key, value = part
    return indicator.dimensions[key].values[value][INDONESIAN]


def whole_number(value: Value) -> int | None:
    """The number of a cell: 1960, 1960.0 of a spreadsheet, or 1.960 as people write it; None for everything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value.replace(".", ""))
    return value if isinstance(value, int) and 0 <= value <= LARGEST else None


def dated(value: Value) -> str | None:
    """The date of a document as books keep it: 2026-01-13, 2026-01 or 2026; None where it is none of these."""
    if day := day_of(value):
        return day.isoformat()
    text = str(value)
    if _DATED.fullmatch(text):
        return text
    period = period_named(text, date.max) if _YEAR.search(text) else None
    if period is None or not (is_month(period) or is_year(period)):
        return None
    return f"{period.from_on:%Y}" if is_year(period) else f"{period.from_on:%Y-%m}"


def _bare(name: str) -> str:
    return " ".join(name.casefold().split())
