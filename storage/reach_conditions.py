"""Which entries of the ledger and which of its sums are meant: shapes that both databases find by an index."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_

from storage.figure_schema import reach_entries, reach_totals
from storage.reach_ledger import DAY, MONTH

VILLAGE = 3  # dots in the code of a village: nothing is below it
Days = tuple[date, date]  # both included


def sums_of(months: Sequence[date], days: Sequence[Days]) -> list[list[ColumnElement[bool]]]:
    """The sums of months and of each stretch, to be asked for apart: of an OR SQLite uses but the place in the key."""
    grains = [[reach_totals.c.grain == MONTH, reach_totals.c.from_on.in_(months)]] if months else []
    return grains + [[reach_totals.c.grain == DAY, reach_totals.c.from_on.between(*stretch)] for stretch in days]


def held(months: Sequence[date], days: Sequence[Days]) -> ColumnElement[bool]:
    """Entries of whole months and of stretches, by the month they are found by."""
    within: list[ColumnElement[bool]] = [reach_entries.c.month_on.in_(months)] if months else []
    within += [
        and_(reach_entries.c.month_on.in_(_months_of(stretch)), reach_entries.c.held_on.between(*stretch))
        for stretch in days
    ]
    return or_(*within)


def at(code: str, days: Days) -> tuple[ColumnElement[bool], ...]:
    """Entries at a place or below it, held in these days; none for the province, which has all: others find better."""
    place = reach_entries.c.place_code
    if "." not in code:
        return ()
    here = (place == code,) if code.count(".") == VILLAGE else (place >= code, place < f"{code}/")  # "/" follows "."
    return (*here, reach_entries.c.held_on.between(*days))


def above(codes: Sequence[str]) -> str:
    """The nearest place that all of them are at or below."""
    code, last = min(codes), max(codes)
    while not f"{last}.".startswith(f"{code}."):
        code = code.rpartition(".")[0]
    return code


def _months_of(days: Days) -> Iterator[date]:
    month = days[0].replace(day=1)
    while month <= days[1]:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)
