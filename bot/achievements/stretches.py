"""Days and stretches of them: which are a year or a month, what comes before and after one, when a day ends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.achievements.pieces import DAY
from content.periods import Period
from storage.reach import end_of_month, whole_months

EARLIEST = 1990  # no book of the office begins before


def is_year(period: Period) -> bool:
    first, last = period.from_on, period.to_on
    return (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year)


def is_month(period: Period) -> bool:
    return whole_months(period.from_on, period.to_on) == ([period.from_on], [])


def neighbours(period: Period, today: date) -> tuple[Period | None, Period | None]:
    """The stretches of as many months before and after; None where days are left over or it has not begun."""
    months, days = whole_months(period.from_on, period.to_on)
    if days:
        return None, None
    before = Period(_shifted(period.from_on, -len(months)), period.from_on - DAY, period.from_on - DAY)
    first, last = period.to_on + DAY, _shifted(period.to_on + DAY, len(months)) - DAY
    after = Period(first, last, min(last, today)) if first <= today else None
    return before if before.from_on.year > EARLIEST else None, after


def _shifted(first: date, months: int) -> date:
    """The first day of the month so many later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def end_of_day(day: date, timezone: ZoneInfo) -> datetime:
    """The last moment of a local date."""
    return datetime.combine(day + DAY, time(), timezone) - timedelta(microseconds=1)


def year_before(day: date) -> date:
    """The same date a year ago; of the last day of a month, the last day of that month."""
    first = day.replace(year=day.year - 1, day=1)
    return end_of_month(first) if day == end_of_month(day) else first.replace(day=day.day)
