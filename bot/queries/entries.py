"""What staff type after /catat -> the numbers to be recorded, or the first thing about them that must be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.queries.amounts import Amount
from bot.queries.drafts import Doubt, Draft, code_of, retried, settled, subject_of_line, time_doubt
from bot.queries.moments import When, resolve
from bot.queries.reaches import Reach
from bot.queries.rows import Line, assign
from bot.queries.settling import Known
from bot.queries.stretches import SINCE
from bot.queries.typed import Misread, read_typed
from bot.queries.units import DAY, MONTH, YEAR, around
from content.places.codes import level_of
from storage.figure import CUMULATIVE, FLOW, SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.queries.typed import Typed
    from bot.queries.unclear import Unclear
    from content.indicators import Indicator, Indicators
    from content.places import Register


@dataclass(frozen=True)
class Row:
    """One number; `value` is None where none was reported."""

    indicator: Indicator
    kind: str
    place_code: str
    from_on: date
    to_on: date
    selection: Mapping[str, str]
    value: int | None


@dataclass(frozen=True)
class Entry:
    rows: tuple[Row, ...]
    source: str | None  # as it was typed


def read_entry(text: str, indicators: Indicators, places: Register, today: date) -> Entry | Unclear[Entry]:
    """One or several numbers in a line, each with its place and its days. Never raises, whatever the text."""
    known = Known(indicators, places, today)
    typed = read_typed(text, known)
    if isinstance(typed, Misread):
        return retried(typed, lambda other: read_entry(other, indicators, places, today))
    return settled(Draft(typed, resolve(typed.stretches, today)), lambda draft: _entry(draft, known))


def _entry(draft: Draft, known: Known) -> Entry | Doubt:
    lines = _lines(draft, known)
    if isinstance(lines, Doubt):
        return lines
    rows: list[Row] = []
    for line in lines:
        row = _row(line, draft, known)
        if isinstance(row, Doubt):
            return row
        if any(_same(row, other) for other in rows):
            return Doubt("entry.two_numbers")
        rows.append(row)
    return Entry(tuple(rows), draft.typed.source)


def _lines(draft: Draft, known: Known) -> list[Line] | Doubt:
    typed = draft.typed
    if not typed.amounts:
        return _listed(typed, known) or Doubt("entry.no_number")
    lines = assign(typed.names, typed.wheres, typed.amounts)
    if not isinstance(lines, str):
        return lines
    if lines == "entry.place_without_number" and len(typed.amounts) == len(typed.wheres) == 1:
        (where,) = typed.wheres
        places = [place for code in where.codes if (place := known.places.get(code))]
        return Doubt(lines, tuple((known.places.label(place), draft.in_place(where, place.code)) for place in places))
    return Doubt(lines)


def _listed(typed: Typed, known: Known) -> list[Line]:
    """Places that join a list, such as a village: each counts as one."""
    codes = {code for name in typed.names for code in name.codes}
    levels = {level_of(code) for where in typed.wheres for code in where.codes}
    if len(codes) != 1 or levels != {known.indicators[codes.pop()].list_of}:
        return []
    return [Line(Amount(where.start, where.end, 1), typed.names, where) for where in typed.wheres]


def _row(line: Line, draft: Draft, known: Known) -> Row | Doubt:
    subject = subject_of_line(line, draft, known)
    if isinstance(subject, Doubt):
        return subject
    code = code_of(line, draft, known)
    if isinstance(code, Doubt):
        return code
    indicator, selection = subject
    days = time_doubt(draft) or _days(indicator, draft, known.today)
    if isinstance(days, Doubt):
        return days
    return Row(indicator, days[0], code, days[1], days[2], selection, line.amount.number)


def _days(indicator: Indicator, draft: Draft, today: date) -> tuple[str, date, date] | Doubt:
    """The kind of number and its days."""
    assert isinstance(draft.told, When)
    reach, typed = draft.told.reach, draft.typed
    if reach is None:
        return _which_period(draft, today)
    if not typed.amounts:
        day = reach.first if _is_since(typed) else reach.last
        is_told = [stretch.first.size for stretch in typed.stretches] == [DAY]
        return (SNAPSHOT, day, day) if is_told else Doubt("entry.which_day")
    if indicator.over_time == "latest":
        day = min(reach.last, today)
        return Doubt("entry.no_flow") if _is_since(typed) or typed.is_cumulative else (SNAPSHOT, day, day)
    if typed.is_cumulative or reach.is_to_date:
        return _cumulative(draft, reach, today)
    if reach.last > today and (reach.first, reach.last) != around(today, MONTH):
        return _not_over(draft, Reach(reach.first, today, reach.first == around(today, YEAR)[0]))
    return FLOW, reach.first, reach.last


def _cumulative(draft: Draft, reach: Reach, today: date) -> tuple[str, date, date] | Doubt:
    """From the start of the year, which nobody may say otherwise."""
    begin = around(reach.last, YEAR)[0]
    begins_elsewhere = _is_since(draft.typed) or any(stretch.last for stretch in draft.typed.stretches)
    if reach.first != begin and (begins_elsewhere or reach.first < begin):
        return Doubt("entry.not_from_january")
    if reach.last > today:
        return _not_over(draft, Reach(begin, today, is_to_date=True))
    return CUMULATIVE, begin, reach.last


def _is_since(typed: Typed) -> bool:
    return any(stretch.role == SINCE for stretch in typed.stretches)


def _which_period(draft: Draft, today: date) -> Doubt:
    months = Reach(*around(today, MONTH)), Reach(*around(today, MONTH, 1))
    return Doubt("entry.which_period", tuple((month.label, draft.on(month)) for month in months))


def _not_over(draft: Draft, to_date: Reach) -> Doubt:
    return Doubt("entry.not_over", ((to_date.label, draft.on(to_date)),))


def _same(one: Row, other: Row) -> bool:
    return (one.indicator.code, one.place_code, one.selection) == (
        other.indicator.code,
        other.place_code,
        other.selection,
    )
