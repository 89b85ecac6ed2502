"""An entry or a target on its way: what was typed, what it says of time, and every doubt about a number in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from bot.queries.moments import When
from bot.queries.query import PROVINCE
from bot.queries.subjects import Subject, Undecided, of_code, subject_of
from bot.queries.unclear import Unclear

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.queries.locations import Where
    from bot.queries.moments import Told
    from bot.queries.reaches import Reach
    from bot.queries.rows import Line
    from bot.queries.settling import Known
    from bot.queries.typed import Misread, Typed
    from content.indicators import Indicator

Made = TypeVar("Made")  # an entry or a target


@dataclass(frozen=True)
class Draft:
    typed: Typed
    told: Told

    def on(self, reach: Reach) -> Draft:
        """The same in another period."""
        return replace(self, told=When(reach))

    def in_place(self, where: Where, code: str) -> Draft:
        """The same with one of the places that may be meant; one that stood behind everything stands before."""
        sure = replace(where, codes=(code,), is_exact=True)
        if all(where.start > amount.start for amount in self.typed.amounts):
            sure = replace(sure, start=-1, end=0)
        wheres = tuple(sure if other == where else other for other in self.typed.wheres)
        return replace(self, typed=replace(self.typed, wheres=wheres))


@dataclass(frozen=True)
class Doubt:
    key: str
    instead: tuple[tuple[str, Draft], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


def settled(draft: Draft, made: Callable[[Draft], Made | Doubt]) -> Made | Unclear[Made]:
    """What the draft becomes, or its first doubt with those alternatives that become something."""
    found = made(draft)
    if not isinstance(found, Doubt):
        return found
    others = ((label, made(other)) for label, other in found.instead)
    choices = tuple((label, other) for label, other in others if not isinstance(other, Doubt))
    return Unclear(found.key, choices=choices, values=found.values)


def retried(misread: Misread, again: Callable[[str], Made | Unclear[Made]]) -> Unclear[Made]:
    """A line that was not understood, with what its clearer wordings become."""
    others = ((label, again(text)) for label, text in misread.instead)
    choices = tuple((label, other) for label, other in others if not isinstance(other, Unclear))
    return Unclear(misread.key, misread.unread, choices, misread.values)


def time_doubt(draft: Draft) -> Doubt | None:
    """A time that is none or two, or that says what only a question can say."""
    told = draft.told
    if isinstance(told, When):
        return Doubt("entry.which_period") if told.known_on or told.since else None
    offered = ((label, when) for label, when in told.choices if when.reach)
    return Doubt(told.key, tuple((label, replace(draft, told=when)) for label, when in offered))


def code_of(line: Line, draft: Draft, known: Known) -> str | Doubt:
    """The place of a number: all of NTT where none is named."""
    where = line.where
    if where is None:
        return PROVINCE
    if where.is_exact and len(where.codes) == 1:
        return where.codes[0]
    places = [place for code in where.codes if (place := known.places.get(code))]
    return Doubt("query.which", tuple((known.places.label(one), draft.in_place(where, one.code)) for one in places))


def subject_of_line(line: Line, draft: Draft, known: Known) -> tuple[Indicator, Mapping[str, str]] | Doubt:
    """The indicator of a number and its part, in the unit that was typed with it."""
    subject: Subject | Undecided
    if line.names:
        subject = subject_of(line.names, (), known.indicators)
    else:
        each = ((one.short["id"], of_code((), one.code)) for one in known.indicators.main)
        subject = Undecided("query.which_indicator", tuple(each))
    if isinstance(subject, Undecided):
        others = tuple(name for name in draft.typed.names if name not in line.names)
        instead = ((label, replace(draft.typed, names=(*others, *names))) for label, names in subject.instead)
        return Doubt(subject.key, tuple((label, replace(draft, typed=typed)) for label, typed in instead))
    (indicator,) = subject.indicators
    if line.amount.unit not in {"", indicator.unit}:
        return Doubt("entry.wrong_unit")
    return indicator, subject.selection
