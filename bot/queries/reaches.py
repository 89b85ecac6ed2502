"""The days a stretch of time reaches over. What could be two stretches is both, with the reason to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.queries.stretches import FROM, PER, SINCE, UNTIL, Stretch
from bot.queries.units import DAY, MONTH, YEAR, Days, Unit, around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Reach:
    first: date
    last: date
    is_to_date: bool = False  # from the start of the year to a day

    @property
    def label(self) -> str:
        """In figures, short: 2025, 03/2026, 12/03/2026, 01/03/2026–15/04/2026."""
        days = self.first, self.last
        if self.first == self.last:
            return f"{self.first:%d/%m/%Y}"
        if days == around(self.first, YEAR):
            return f"{self.first:%Y}"
        return (
            f"{self.first:%m/%Y}"
            if days == around(self.first, MONTH)
            else f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"
        )


@dataclass(frozen=True)
class Meanings:
    """Without `key` it is certain and `reaches` holds one; else `reaches` are what may be meant, if any."""

    reaches: tuple[Reach, ...] = ()
    key: str = ""


NO_SUCH_DAY: Final = Meanings(key="query.no_such_day")


def meanings(stretch: Stretch, today: date, *, ahead: bool = False) -> Meanings:
    """`ahead`: it may begin in the future."""
    try:
        if any(unit.two_digits is not None for unit in stretch.units):
            return Meanings(tuple(_of_two_digits(stretch.first, today)), "query.which")
        return _pair(stretch, today, ahead=ahead) if stretch.last else _single(stretch, today, ahead=ahead)
    except ValueError:
        return NO_SUCH_DAY


def _single(stretch: Stretch, today: date, *, ahead: bool) -> Meanings:
    unit, days = stretch.first, stretch.first.days(today.year)
    shape = _SHAPES.get(stretch.role, _itself)
    if stretch.role == FROM or (stretch.role == PER and unit.size != DAY and not stretch.at_its_end):
        return Meanings((_itself(days, today), shape(days, today)), "query.which")
    if stretch.role == UNTIL and unit.size == YEAR and not stretch.at_its_end:
        return Meanings((_itself(days, today),), "query.which")
    reach = shape(days, today)
    if ahead or (reach.first <= today and (days[0] <= today or unit.year is not None)):
        return Meanings((reach,))
    if unit.year is not None:
        return Meanings(key="query.future")
    last_year = _valid(lambda: shape(unit.days(today.year - 1), today))
    return Meanings((*last_year, *([reach] if reach.first <= today else [])), "query.future")


def _pair(stretch: Stretch, today: date, *, ahead: bool) -> Meanings:
    first, last, this = stretch.first, stretch.last or stretch.first, today.year
    if first.year is not None and last.year is None and (first.year != this or first.size == YEAR):
        ends = dict.fromkeys((first.year, this))
        found = [_between(first, last, this, year) for year in ends]
        return _begun([reach for reach in found if reach.first <= reach.last], stretch, today, ahead=ahead)
    year = last.year or this
    reach = _between(first, last, year, year)
    if reach.first > reach.last:
        across = _between(first, last, year - 1, year) if first.year is None else _between(last, first, this, this)
        return Meanings((across,), "query.order")
    return _begun([reach], stretch, today, ahead=ahead)


def _begun(reaches: list[Reach], stretch: Stretch, today: date, *, ahead: bool) -> Meanings:
    """Of several only those that have begun; one that is left is certain."""
    begun = [reach for reach in reaches if ahead or reach.first <= today]
    if begun:
        return Meanings(tuple(begun), "query.which" if len(begun) > 1 else "")
    if not stretch.is_yearless or stretch.last is None:
        return Meanings(key="query.future" if reaches else "query.order")
    years = today.year - 1, today.year - 1
    return Meanings((*_valid(lambda: _between(stretch.first, stretch.last or stretch.first, *years)),), "query.future")


def _between(first: Unit, last: Unit, first_year: int, last_year: int) -> Reach:
    return Reach(first.days(first_year)[0], last.days(last_year)[1])


def _of_two_digits(unit: Unit, today: date) -> Iterable[Reach]:
    """Of "Maret 26" the month of 2026 and the 26th of this year's March."""
    assert unit.two_digits is not None
    in_year = Unit(0, 0, unit.size, number=unit.number).days(2000 + unit.two_digits)
    found = [Reach(*in_year)]
    if unit.size == MONTH:
        found += _valid(lambda: Reach(*Unit(0, 0, DAY, None, unit.number, unit.two_digits or 0).days(today.year)))
    return [reach for reach in found if reach.first <= today]


def _valid(reach: Callable[[], Reach]) -> list[Reach]:
    """None where the other year has no such day."""
    try:
        return [reach()]
    except ValueError:
        return []


def _itself(days: Days, _: date) -> Reach:
    return Reach(*days)


def _since(days: Days, today: date) -> Reach:
    return Reach(days[0], max(days[0], today))


def _until(days: Days, _: date) -> Reach:
    return Reach(date(days[1].year, 1, 1), days[1], is_to_date=True)


_SHAPES: Final[dict[str, Callable[[Days, date], Reach]]] = {SINCE: _since, FROM: _since, UNTIL: _until, PER: _until}
