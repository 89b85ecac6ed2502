"""From all stretches of a text to the period asked for, the day known and the day since when; or to a doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.queries.reaches import Meanings, Reach, meanings
from bot.queries.stretches import BETWEEN, FROM, KNOWN, MAYBE_KNOWN, PER, PLAIN, SINCE, UNTIL, Stretch
from bot.queries.units import DAY, MONTH, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class When:
    """`reach` is None where no period was named."""

    reach: Reach | None = None
    known_on: date | None = None
    since: date | None = None

    @property
    def label(self) -> str:
        """The one thing told, in figures."""
        days = [day for day in (self.since, self.known_on) if day]
        if days:
            return Reach(days[0], days[-1]).label
        return self.reach.label if self.reach else ""


@dataclass(frozen=True)
class Doubt:
    """Why a time is not certain, and what it may be; labels are days in figures."""

    key: str
    choices: tuple[tuple[str, When], ...] = ()


Told = When | Doubt
UNTOLD: Final = When()


def resolve(stretches: Sequence[Stretch], today: date, *, changing: bool = False, ahead: bool = False) -> Told:
    """`changing`: what changed is asked for. `ahead`: a period may lie in the future."""
    stretches = [*dict.fromkeys(stretch.without_place() for stretch in stretches)]
    known = [stretch for stretch in stretches if stretch.role in {KNOWN, MAYBE_KNOWN}]
    windows = [stretch for stretch in stretches if changing and _is_window(stretch)]
    periods = [stretch for stretch in stretches if stretch not in known and stretch not in windows]
    told = _period(periods, today, ahead=ahead)
    try:
        if changing:
            told = _since(told, windows, today, perhaps=periods)
        return _known(told, known, today) if known else told
    except ValueError:
        return Doubt("query.no_such_day")


def _is_window(stretch: Stretch) -> bool:
    """Whether it says when something changed; "dari Maret sampai Juni" may be the period of what did."""
    return stretch.role in {SINCE, BETWEEN} or (stretch.role == FROM and stretch.last is None)


def _period(stretches: list[Stretch], today: date, *, ahead: bool) -> Told:
    if not stretches:
        return When()
    if len(stretches) == 1:
        return _told(meanings(stretches[0], today, ahead=ahead))
    if found := _with_year_apart(stretches, today, ahead=ahead):
        return _told(found)
    each = [meanings(stretch, today, ahead=ahead) for stretch in stretches]
    return Doubt("query.two_periods", _choices(reach for one in each for reach in one.reaches))


def _with_year_apart(stretches: list[Stretch], today: date, *, ahead: bool) -> Meanings | None:
    """A year that stands apart ("2025 penempatan Maret") goes to what has none, and adds nothing to what lies in it."""
    years = [stretch for stretch in stretches if stretch.is_bare_year]
    others = [stretch for stretch in stretches if not stretch.is_bare_year]
    year = years[0].first.year if len(years) == len(others) == 1 else None
    if year is None:
        return None
    in_year = meanings(others[0].in_year(year), today, ahead=ahead)
    if not others[0].is_yearless:
        alone = meanings(others[0], today, ahead=ahead)
        return alone if all(reach.first.year == reach.last.year == year for reach in alone.reaches) else None
    if others[0].role == PLAIN:
        return in_year
    if others[0].role in {UNTIL, PER}:
        return Meanings((*in_year.reaches, *meanings(others[0], today).reaches), "query.which")
    return None


def _since(told: Told, windows: list[Stretch], today: date, *, perhaps: Sequence[Stretch] = ()) -> Told:
    """Where no day is told it is asked for: yesterday, a week ago or the first of the month."""
    if len(windows) != 1:
        days = (around(today, DAY, 1)[0], around(today, DAY, 7)[0], around(today, MONTH)[0])
        offered = [When(since=day) for day in dict.fromkeys(days) if day < today]
        pair = [stretch for stretch in perhaps if stretch.last and len(perhaps) == 1]
        window = _since(UNTOLD, pair, today) if pair else None
        asked = _asked("query.since_when", told, offered)
        return replace(asked, choices=((window.label, window), *asked.choices)) if isinstance(window, When) else asked
    first, last = windows[0].first, windows[0].last
    if last is not None and first.year is None:
        first = replace(first, year=last.year)
    since = first.days(today.year)[0]
    if since > today and first.year is None:
        return _asked("query.future", told, [When(since=first.days(today.year - 1)[0])])
    until = last.days(first.year or today.year)[1] if last else None
    if since >= (until or today) or (until or today) > today:
        return Doubt("query.order")
    return _also(told, When(known_on=until, since=since))


def _known(told: Told, stretches: list[Stretch], today: date) -> Told:
    if len(stretches) > 1 or (isinstance(told, When) and told.known_on):
        return Doubt("query.two_periods")
    (stretch,) = stretches
    unit = stretch.first
    day = unit.days(today.year)[1]
    if day > today:
        last_year = [When(known_on=unit.days(today.year - 1)[1])] if unit.year is None else []
        return _asked("query.future", told, last_year)
    if stretch.role == MAYBE_KNOWN:
        return _known_or_to_date(told, When(known_on=day))
    if unit.size != DAY and not stretch.at_its_end:
        return _asked("query.which", told, [When(known_on=day)])
    if isinstance(told, When) and (told.reach.first if told.reach else date(today.year, 1, 1)) > day:
        whole_year = Reach(date(day.year, 1, 1), date(day.year, 12, 31))
        return Doubt("query.known_before", _choices([] if told.reach else [whole_year], When(known_on=day)))
    return _also(told, When(known_on=day))


def _known_or_to_date(told: Told, as_known: When) -> Told:
    """What was known on that day, or what happened until then: "menurut data per 31 Agustus" may be both."""
    day = as_known.known_on
    if isinstance(told, Doubt) or told.reach or day is None:
        return _asked("query.which", told, [as_known])
    return _asked("query.which", told, [as_known, When(Reach(date(day.year, 1, 1), day, is_to_date=True))])


def _told(found: Meanings) -> Told:
    return Doubt(found.key, _choices(found.reaches)) if found.key else When(found.reaches[0])


def _choices(reaches: Iterable[Reach], told: When = UNTOLD) -> tuple[tuple[str, When], ...]:
    return tuple((reach.label, replace(told, reach=reach)) for reach in dict.fromkeys(reaches))


def _also(told: Told, more: When) -> Told:
    """With what else was told; a doubt keeps its choices, each with it."""
    if isinstance(told, Doubt):
        return replace(told, choices=tuple((label, _joined(when, more)) for label, when in told.choices))
    return _joined(told, more)


def _asked(key: str, told: Told, offered: list[When]) -> Doubt:
    """A doubt there is already is asked first."""
    if isinstance(told, Doubt):
        return told
    return Doubt(key, tuple((when.label, _joined(told, when)) for when in offered))


def _joined(when: When, more: When) -> When:
    return When(more.reach or when.reach, more.known_on or when.known_on, more.since or when.since)
