"""Days, weeks, months, quarters, semesters and years as they are named."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.queries.sheet import phrase
from bot.queries.words import MONTH_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.queries.sheet import Sheet

Days = tuple[date, date]

DAY, WEEK, MONTH, QUARTER, SEMESTER, YEAR = "day", "week", "month", "quarter", "semester", "year"
_MONTHS_OF: Final = {MONTH: 1, QUARTER: 3, SEMESTER: 6, YEAR: 12}
_SIZES: Final = {"hari": DAY, "minggu": WEEK, "bulan": MONTH, "triwulan": QUARTER, "semester": SEMESTER, "tahun": YEAR}
_ORDINALS: Final = {
    **dict.fromkeys(("1", "i", "satu", "pertama", "first"), 1),
    **dict.fromkeys(("2", "ii", "dua", "kedua", "second"), 2),
    **dict.fromkeys(("3", "iii", "tiga", "ketiga", "third"), 3),
    **dict.fromkeys(("4", "iv", "empat", "keempat", "fourth"), 4),
}
_DAYS_AGO: Final = {"today": 0, "sekarang": 0, "saat ini": 0, "kemarin": 1, "kemarin dulu": 2}
_MONTH: Final = "|".join(MONTH_NUMBERS)
_ORDINAL: Final = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_YEAR: Final = (
    r"(?:tahun )?(?:anggaran )?(?:20[0-9]{2}|'[0-9]{2})|tahun (?:ini|lalu|kemarin|berjalan)"
    r"|(?:ini|lalu) tahun(?! (?:ini|lalu|kemarin))"
)


@dataclass(frozen=True)
class Unit:
    """One of them, without the words that make it the end or the beginning of a stretch.

    `year` is None where none was said. `days` may raise ValueError: there is no 31 February, and no third semester.
    """

    start: int  # where it stands in the text of its sheet
    end: int
    size: str
    year: int | None = None
    number: int = 1  # which month, quarter or semester; of a day its month
    day: int = 0
    first: int = 0  # the day on which "1-15 Maret" begins
    fixed: Days | None = None  # of "minggu ini" and the like
    two_digits: int | None = None  # "Maret 26" may be a month or a day

    def days(self, year: int) -> Days:
        if self.fixed:
            return self.fixed
        return self._in(self.year or year)

    def _in(self, year: int) -> Days:
        if self.size == DAY:
            return date(year, self.number, self.first or self.day), date(year, self.number, self.day)
        months = _MONTHS_OF[self.size]
        last = self.number * months
        return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def find_units(sheet: Sheet, today: date, *, beside_values: bool = False) -> list[Unit]:
    """Every unit from left to right, the longest where several begin alike; nothing is struck.

    `beside_values`: the text holds numbers of its own, so only a year in full stands behind a month, and
    "3/4" is no day.
    """
    forms = _FORMS if beside_values else (*_FORMS, *_SHORT_FORMS)
    found = [unit for pattern, made in forms for match in sheet.finds(pattern) if (unit := made(match, today))]
    return [*_side_by_side(sorted(found, key=lambda unit: (unit.start, -unit.end)))]


def around(day: date, size: str, ago: int = 0) -> Days:
    """The day, week, month, quarter, semester or year a day lies in, or so many of them before."""
    if size == DAY:
        return (day - timedelta(days=ago),) * 2
    if size == WEEK:
        monday = day - timedelta(days=day.weekday() + 7 * ago)
        return monday, monday + timedelta(days=6)
    months = _MONTHS_OF[size]
    years, index = divmod((day.year * 12 + day.month - 1) // months - ago, 12 // months)
    return Unit(0, 0, size, number=index + 1).days(years)


def _side_by_side(units: list[Unit]) -> Iterator[Unit]:
    end = -1
    for unit in units:
        if unit.start >= end:
            yield unit
            end = unit.end


def _day(match: re.Match[str], today: date) -> Unit:
    number, first = MONTH_NUMBERS[match["month"]], int(match["first"] or 0)
    return Unit(*match.span(), DAY, _year(match["year"], today), number, int(match["day"]), first)


def _day_in_figures(match: re.Match[str], today: date) -> Unit:
    day, month, *year = re.findall("[0-9]+", match["figures"])
    return Unit(*match.span(), DAY, _year("".join(year), today), int(month), int(day))


def _iso_day(match: re.Match[str], _: date) -> Unit:
    year, month, day = map(int, re.findall("[0-9]+", match.group()))
    return Unit(*match.span(), DAY, year, month, day)


def _days_ago(match: re.Match[str], today: date) -> Unit:
    ago = int(match["ago"] or _DAYS_AGO[match["word"]])
    return Unit(*match.span(), DAY, today.year, fixed=around(today, DAY, ago))


def _month(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), MONTH, _year(match["year"], today), MONTH_NUMBERS[match["month"]])


def _last_month_called(match: re.Match[str], today: date) -> Unit | None:
    """The month as "Maret lalu" says it; in March nobody knows which."""
    number = MONTH_NUMBERS[match["month"]]
    year = today.year - (number > today.month)
    return None if number == today.month else Unit(*match.span(), MONTH, year, number)


def _month_in_figures(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), MONTH, _year(match["year"], today), int(match["number"]))


def _month_or_day(match: re.Match[str], today: date) -> Unit:
    return replace(_month(match, today), two_digits=int(match["two"]))


def _part(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), _SIZES[match["size"]], _year(match["year"], today), _ORDINALS[match["number"]])


def _this_or_last(match: re.Match[str], today: date) -> Unit:
    days = around(today, _SIZES[match["size"]], int(match["which"] in {"lalu", "kemarin"}))
    return Unit(*match.span(), _SIZES[match["size"]], days[0].year, fixed=days)


def _bare_year(match: re.Match[str], today: date) -> Unit:
    return Unit(*match.span(), YEAR, _year(match["year"], today))


def _short_year(match: re.Match[str], _: date) -> Unit:
    return Unit(*match.span(), YEAR, two_digits=int(match["two"]))


def _year(said: str | None, today: date) -> int | None:
    if not said:
        return None
    if figures := re.search("[0-9]+", said):
        return int(figures.group()) + (2000 if len(figures.group()) == 2 else 0)
    return today.year - ("lalu" in said or "kemarin" in said)


_BEFORE: Final = r"(?:(?P<first>[0-9]{1,2}) (?:-|sd|sampai|sampai dengan|hingga) )?"
_FIGURES: Final = r"[0-9]{1,2} (?P<sign>[/-]) [0-9]{1,2} (?P=sign) 20[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.20[0-9]{2}"

_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Unit | None]], ...]] = (
    (
        phrase(rf"(?:tanggal )?{_BEFORE}(?P<day>[0-9]{{1,2}}) (?:bulan )?(?P<month>{_MONTH})(?: (?P<year>{_YEAR}))?"),
        _day,
    ),
    (phrase(rf"(?:tanggal )?(?P<figures>{_FIGURES})"), _day_in_figures),
    (phrase(r"(?:tanggal )?20[0-9]{2} - [0-9]{1,2} - [0-9]{1,2}"), _iso_day),
    (phrase(r"(?P<ago>[0-9]{1,3}) hari (?:yang )?lalu|(?P<word>today|kemarin dulu|kemarin)"), _days_ago),
    (phrase(rf"(?:bulan )?(?P<month>{_MONTH})(?: (?P<year>{_YEAR}))?"), _month),
    (phrase(rf"(?:bulan )?(?P<month>{_MONTH}) lalu"), _last_month_called),
    (phrase(rf"bulan (?P<number>1[0-2]|0?[1-9])(?: (?P<year>{_YEAR}))?"), _month_in_figures),
    (phrase(r"(?:bulan )?(?P<number>1[0-2]|0?[1-9]) / (?P<year>20[0-9]{2})"), _month_in_figures),
    (phrase(rf"(?P<size>semester|triwulan) (?:ke )?(?:- )?(?P<number>{_ORDINAL})(?: (?P<year>{_YEAR}))?"), _part),
    (phrase(rf"(?P<number>first|second|third|fourth) (?P<size>triwulan|semester)(?: (?P<year>{_YEAR}))?"), _part),
    (phrase(r"(?P<size>hari|minggu|bulan|triwulan|semester) (?P<which>ini|lalu|kemarin|berjalan)"), _this_or_last),
    (phrase(r"(?P<which>ini|lalu) (?P<size>minggu|bulan|triwulan|semester)"), _this_or_last),
    (phrase(r"(?:(?<=awal )|(?<=akhir ))(?P<size>minggu|bulan|triwulan|semester|tahun)(?P<which>)"), _this_or_last),
    (
        phrase(r"(?:(?<=sampai )|(?<=dengan )|(?<=hingga )|(?<=sd )|(?<=- ))(?P<ago>)(?P<word>sekarang|saat ini)"),
        _days_ago,
    ),
    (phrase(rf"(?P<year>{_YEAR})"), _bare_year),
)
_SHORT_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Unit | None]], ...]] = (
    (phrase(rf"(?:tanggal )?{_BEFORE}(?P<day>[0-9]{{1,2}}) (?P<month>{_MONTH}) (?P<year>[0-9]{{2}})(?! [0-9])"), _day),
    (phrase(r"(?:tanggal )?(?P<figures>[0-9]{1,2} (?P<sign>[/-]) [0-9]{1,2} (?P=sign) [0-9]{2})"), _day_in_figures),
    (phrase(r"(?:tanggal )?(?P<figures>[0-9]{1,2} / [0-9]{1,2})(?! / )"), _day_in_figures),
    (phrase(r"(?P<year>20[0-9]{2}) - (?P<number>0[1-9]|1[0-2])(?! - )"), _month_in_figures),
    (phrase(rf"(?:bulan )?(?P<month>{_MONTH}) (?P<two>[0-9]{{2}})(?P<year>)"), _month_or_day),
    (phrase(r"tahun (?P<two>[0-9]{2})(?P<year>)"), _short_year),
)
