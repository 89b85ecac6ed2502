"""Stretches of time as staff name them: a year, a semester, a quarter, a month, this year to date."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "pebruari", "february"),
            ("maret", "mar", "march"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("agustus", "agt", "agu", "aug", "august"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct", "october"),
            ("november", "nov", "nopember"),
            ("desember", "des", "dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_NUMBERS = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
}
_YEAR = r"(?:20\d\d)"
_PARTS = re.compile(
    rf"\b(?:(?P<year>{_YEAR})"
    rf"|(?P<part>semester|triwulan|tw|kuartal|quarter)\s*(?:ke-?\s*)?(?P<number>[1-4]|i{{1,3}}|iv|satu|dua|tiga|empat)"
    rf"|(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))}))\b"
)


@dataclass(frozen=True)
class Period:
    """Days from `from_on` to `to_on`, both included. `as_of` is the day up to which figures are in."""

    from_on: date
    to_on: date
    as_of: date


def year(number: int, today: date) -> Period:
    """A calendar year; the running one to date."""
    return _period(date(number, 1, 1), date(number, 12, 31), today)


def read_period(words: str, today: date) -> tuple[Period, str]:
    """The period named among `words` and the words left over; this year to date where none is named.

    Raises ValueError where two periods of the same kind are named, or one that has not begun.
    """
    found: dict[str, int] = {}

    def note(match: re.Match[str]) -> str:
        kind, number = _named(match)
        if found.setdefault(kind, number) != number:
            raise ValueError(words)
        return " "

    rest = " ".join(_PARTS.sub(note, words.casefold()).split())
    number = found.pop("year", today.year)
    if len(found) > 1:
        raise ValueError(words)
    period = _part(number, found, today) if found else year(number, today)
    if period.from_on > today:
        raise ValueError(words)
    return period, rest


def _named(match: re.Match[str]) -> tuple[str, int]:
    if match["year"]:
        return "year", int(match["year"])
    if match["month"]:
        return "month", MONTHS[match["month"]]
    return ("semester" if match["part"] == "semester" else "quarter"), _NUMBERS[match["number"]]


def _part(number: int, found: dict[str, int], today: date) -> Period:
    ((kind, index),) = found.items()
    months = {"month": 1, "quarter": 3, "semester": 6}[kind]
    first, last = (index - 1) * months + 1, index * months
    if last > 12:
        raise ValueError(kind)
    return _period(date(number, first, 1), date(number, last, monthrange(number, last)[1]), today)


def _period(from_on: date, to_on: date, today: date) -> Period:
    return Period(from_on, to_on, min(to_on, today))
