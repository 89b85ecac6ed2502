"""A query as the arguments of a button, short enough for Telegram; anyone may have forged what comes back."""

from datetime import date, timedelta

from bot.achievements.combining import LEVEL_DOTS
from bot.queries import MONTH, PROVINCE, Query
from bot.refusals import button_is_old
from bot.replies import act
from content.indicators import Indicator, Indicators, short_key
from content.library import Library
from content.periods import Period

EPOCH = date(1950, 1, 1)  # three letters hold 127 years
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
LEVELS = {MONTH: "m", "regency": "r", "district": "d", "village": "v"}
NONE = "-"


def query_button(action: str, query: Query, *more: str) -> str:
    """The data of a button that does something with a query; raises ValueError over 64 bytes."""
    alone = query.indicators[0] if len(query.indicators) == 1 else None
    chosen = "".join(short_key(f"{key}={value}") for key, value in sorted(query.selection.items()))
    by = LEVELS.get(query.by or "", short_key(query.by) if query.by else NONE)
    days = packed_day(query.period.from_on) + packed_day(query.period.to_on)
    known = packed_day(query.known_on) if query.known_on else NONE
    place = query.place.removeprefix(PROVINCE).removeprefix(".") or NONE
    return act(action, short_key(alone.code) if alone else NONE, days, place, chosen or NONE, by, known, *more)


def query_of(action: tuple[str, ...], library: Library, today: date) -> tuple[Query, tuple[str, ...]]:
    """The query of a button and its further arguments; refused where it names what is no longer there."""
    if len(action) < 6:
        raise button_is_old()
    indicator, days, place, chosen, by, known, *more = action
    try:
        from_on, to_on = unpacked_day(days[:3]), unpacked_day(days[3:])
        known_on = None if known == NONE else unpacked_day(known)
    except (ValueError, OverflowError):
        raise button_is_old() from None
    code = PROVINCE if place == NONE else f"{PROVINCE}.{place}"
    if from_on > min(to_on, today) or library.places.get(code) is None:
        raise button_is_old()
    alone = None if indicator == NONE else _indicator(indicator, library.indicators)
    period = Period(from_on, to_on, min(to_on, today))
    if alone is None:
        return Query(library.indicators.main, period, code, known_on=known_on), tuple(more)
    return Query((alone,), period, code, _selection(alone, chosen), _by(alone, by), known_on), tuple(more)


def packed_day(day: date) -> str:
    number = (day - EPOCH).days
    if not 0 <= number < len(LETTERS) ** 3:
        raise ValueError(f"no button can hold the day {day}")
    return "".join(LETTERS[number // len(LETTERS) ** power % len(LETTERS)] for power in (2, 1, 0))


def unpacked_day(packed: str) -> date:
    """The day of three letters; ValueError for anything else."""
    if len(packed) != 3 or not packed.isascii() or not packed.isalnum():
        raise ValueError(packed)
    return EPOCH + timedelta(days=int(packed, len(LETTERS)))


def _indicator(key: str, indicators: Indicators) -> Indicator:
    found = next((indicator for code, indicator in indicators.items() if short_key(code) == key), None)
    if found is None:
        raise button_is_old()
    return found


def _selection(indicator: Indicator, chosen: str) -> dict[str, str]:
    if chosen == NONE:
        return {}
    names = {short_key(name): name for name in indicator.choices}
    keys = [chosen[start : start + 3] for start in range(0, len(chosen), 3)]
    if any(key not in names for key in keys):
        raise button_is_old()
    return {key: value for key, _, value in (names[key].partition("=") for key in keys)}


def _by(indicator: Indicator, key: str) -> str | None:
    names = {letter: name for name, letter in LEVELS.items()} | {short_key(name): name for name in indicator.dimensions}
    if key != NONE and key not in names:
        raise button_is_old()
    return None if key == NONE else names[key]


def places_below(query: Query) -> str | None:
    """The level of places directly below the place of a query; None below a village."""
    dots = query.place.count(".") + 1
    return next((level for level, depth in LEVEL_DOTS.items() if depth == dots), None)
