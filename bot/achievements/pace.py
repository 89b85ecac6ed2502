"""What a target still asks for, and how a number compares with a year ago. Pure; rounding is for what is shown."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.achievements.model import HUNDREDTH, Achievement
from content.periods import Period

WEEK = 7


@dataclass(frozen=True)
class Pace:
    left: int  # to the target
    weeks: int  # until the period ends, a begun one counted whole
    needed: int  # a week, rounded up
    so_far: Decimal  # a week, since the period began


def pace_of(achievement: Achievement, period: Period) -> Pace | None:
    """What is still needed; None where there is nothing to reach, or no time left to reach it in."""
    target, realization = achievement.target, achievement.realization
    is_open = period.from_on <= period.as_of < period.to_on
    indicator = achievement.indicator
    if not target or realization is None or not is_open or indicator.over_time != "sum" or indicator.better != "more":
        return None
    left = target - realization
    if left <= 0:
        return None
    weeks = -(-(period.to_on - period.as_of).days // WEEK)
    days = _days(period.from_on, period.as_of)
    so_far = (Decimal(realization) * WEEK / days).quantize(Decimal(1), ROUND_HALF_UP)
    return Pace(left, weeks, -(-left // weeks), so_far)


def expected(period: Period) -> Decimal:
    """The share of the period that has passed, between 0 and 1."""
    passed = _days(period.from_on, period.as_of)
    return (Decimal(passed) / _days(period.from_on, period.to_on)).quantize(Decimal("0.0001"))


def change(now: int | None, before: int | None) -> Decimal | None:
    """By how many percent a number changed; None where one is unknown or there was nothing."""
    if now is None or not before:
        return None
    return (Decimal(now - before) * 100 / before).quantize(HUNDREDTH, ROUND_HALF_UP)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1
