"""From what was read of a text to one query, or to the first thing that must be asked, with all that may be tapped.

Each look returns a doubt: its reason and the parts as they would be without it. Only parts without any doubt make a
query, and only alternatives that do are offered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.queries.breakdowns import Breakdown
from bot.queries.locations import Where
from bot.queries.moments import When
from bot.queries.query import MONTH, PROVINCE, Query
from bot.queries.subjects import Subject, Undecided, of_code, subject_of
from bot.queries.unclear import Unclear
from bot.queries.words import LEVEL_WORDS
from content.periods import Period, year
from content.places.codes import LEVELS, level_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.queries.lexicon import Name
    from bot.queries.moments import Told
    from content.indicators import Indicators
    from content.places import Register


@dataclass(frozen=True)
class Known:
    """What a text is held against."""

    indicators: Indicators
    places: Register
    today: date


@dataclass(frozen=True)
class Parts:
    """What was read of a text."""

    names: tuple[Name, ...]
    wheres: tuple[Where, ...]
    told: Told
    breakdowns: tuple[Breakdown, ...] = ()


@dataclass(frozen=True)
class Doubt:
    key: str
    instead: tuple[tuple[str, Parts], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


def settle(parts: Parts, known: Known) -> Query | Unclear[Query]:
    """The query these parts make together, or the first doubt about it."""
    doubt = place_doubt(parts, known) or _subject_doubt(parts, known) or _time_doubt(parts) or _by_doubt(parts, known)
    if doubt is None:
        return _query(parts, known)
    settled = ((label, settle(other, known)) for label, other in doubt.instead)
    choices = tuple((label, query) for label, query in settled if isinstance(query, Query))
    return Unclear(doubt.key, choices=choices, values=doubt.values)


def _query(parts: Parts, known: Known) -> Query:
    subject, when = _subject(parts, known), parts.told
    assert isinstance(subject, Subject)
    assert isinstance(when, When)
    by = next((key for one in parts.breakdowns for key in one.keys), None)
    period = _period(when, known.today)
    return Query(subject.indicators, period, _place(parts), subject.selection, by, when.known_on, when.since)


def place_doubt(parts: Parts, known: Known) -> Doubt | None:
    """Two places, or a name that several bear."""
    wheres = parts.wheres
    codes = [*dict.fromkeys(code for where in wheres for code in where.codes)]
    if all(where.is_exact for where in wheres) and len(codes) < 2:
        return None
    places = [place for code in codes if (place := known.places.get(code))]
    instead = tuple((known.places.label(p), replace(parts, wheres=(Where(0, 0, (p.code,)),))) for p in places)
    return Doubt("query.two_places" if len(wheres) > 1 else "query.which", instead)


def _place(parts: Parts) -> str:
    return parts.wheres[0].codes[0] if parts.wheres else PROVINCE


def _subject(parts: Parts, known: Known) -> Subject | Undecided:
    dimensions = [one.keys for one in parts.breakdowns if one.keys and one.keys[0] not in {*LEVELS, MONTH}]
    return subject_of(parts.names, dimensions, known.indicators)


def _subject_doubt(parts: Parts, known: Known) -> Doubt | None:
    subject = _subject(parts, known)
    if isinstance(subject, Undecided):
        return Doubt(subject.key, tuple((label, replace(parts, names=names)) for label, names in subject.instead))
    if parts.breakdowns and len(subject.indicators) > 1:
        each = ((one.short["id"], of_code((), one.code)) for one in subject.indicators)
        return Doubt("query.which_indicator", tuple((label, replace(parts, names=names)) for label, names in each))
    return None


def _time_doubt(parts: Parts) -> Doubt | None:
    told = parts.told
    if isinstance(told, When):
        return None
    return Doubt(told.key, tuple((label, replace(parts, told=when)) for label, when in told.choices))


def _by_doubt(parts: Parts, known: Known) -> Doubt | None:
    """A breakdown the indicator does not have, that nothing is left to be broken down by, or two of them."""
    if not parts.breakdowns:
        return None
    possible = dict(_possible(parts, known))
    keys = [*dict.fromkeys(key for one in parts.breakdowns for key in one.keys)]
    if len(keys) == len(parts.breakdowns) == 1 and keys[0] in possible:
        return None
    wanted = [key for key in keys if key in possible] if len(keys) > 1 else [*possible]
    names = of_code(parts.names, _query(parts, known).indicators[0].code)
    instead = tuple((possible[key], replace(parts, names=names, breakdowns=(Breakdown((key,), ""),))) for key in wanted)
    if len(keys) > 1:
        return Doubt("query.two_breakdowns", instead)
    return Doubt("query.no_such_breakdown", instead, {"said": parts.breakdowns[0].said})


def _possible(parts: Parts, known: Known) -> Iterator[tuple[str, str]]:
    """Every key the number can be broken down by, with what staff call it."""
    query = _query(parts, known)
    (indicator,) = query.indicators
    for key, dimension in indicator.dimensions.items():
        if key not in query.selection:
            yield key, dimension.name["id"]
    words = {level: word for word, level in reversed(LEVEL_WORDS.items())}
    below = LEVELS.index(level_of(query.place)) + 1
    yield from ((level, words[level]) for level in LEVELS[below:])
    months = (query.period.to_on.year - query.period.from_on.year) * 12 + query.period.to_on.month
    if indicator.over_time == "sum" and months > query.period.from_on.month:
        yield MONTH, "bulan"


def _period(when: When, today: date) -> Period:
    if when.reach is None:
        return year(today.year, today)
    return Period(when.reach.first, when.reach.last, min(when.reach.last, today))
