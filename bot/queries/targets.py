"""What staff type after /target -> one target, or the first thing about it that must be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.queries.drafts import Doubt, Draft, code_of, retried, settled, subject_of_line, time_doubt
from bot.queries.moments import When, resolve
from bot.queries.reaches import Reach
from bot.queries.rows import Line
from bot.queries.settling import Known
from bot.queries.stretches import FROM, SINCE
from bot.queries.typed import Misread, read_typed
from bot.queries.units import YEAR, around

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.queries.unclear import Unclear
    from content.indicators import Indicator, Indicators
    from content.places import Register


@dataclass(frozen=True)
class TargetEntry:
    indicator: Indicator
    place_code: str
    from_on: date
    to_on: date
    selection: Mapping[str, str]
    value: int
    basis: str | None  # the document it rests on, as it was typed


def read_target(text: str, indicators: Indicators, places: Register, today: date) -> TargetEntry | Unclear[TargetEntry]:
    """Indicator, period, number and basis in any order; the period may lie ahead. Never raises, whatever the text."""
    known = Known(indicators, places, today)
    typed = read_typed(text, known, is_target=True)
    if isinstance(typed, Misread):
        return retried(typed, lambda other: read_target(other, indicators, places, today))
    return settled(Draft(typed, resolve(typed.stretches, today, ahead=True)), lambda draft: _target(draft, known))


def _target(draft: Draft, known: Known) -> TargetEntry | Doubt:
    typed = draft.typed
    if len(typed.amounts) != 1 or typed.amounts[0].number is None:
        return Doubt("entry.two_numbers" if len(typed.amounts) > 1 else "entry.no_number")
    if len(typed.wheres) > 1:
        return Doubt("query.two_places")
    line = Line(typed.amounts[0], typed.names, typed.wheres[0] if typed.wheres else None)
    subject = subject_of_line(line, draft, known)
    if isinstance(subject, Doubt):
        return subject
    code = code_of(line, draft, known)
    if isinstance(code, Doubt):
        return code
    reach = time_doubt(draft) or _reach(draft, known.today)
    if isinstance(reach, Doubt):
        return reach
    return TargetEntry(subject[0], code, reach.first, reach.last, subject[1], typed.amounts[0].number, typed.source)


def _reach(draft: Draft, today: date) -> Reach | Doubt:
    assert isinstance(draft.told, When)
    open_ended = any(stretch.role in {SINCE, FROM} and not stretch.last for stretch in draft.typed.stretches)
    if draft.told.reach and not open_ended and not draft.typed.is_cumulative:
        return draft.told.reach
    years = Reach(*around(today, YEAR)), Reach(*around(today, YEAR, -1))
    typed = replace(draft.typed, stretches=(), is_cumulative=False)
    return Doubt("entry.which_period", tuple((year.label, Draft(typed, When(year))) for year in years))
