"""A session reported in one message, in any order and wording: what is clear is taken, what is doubtful asked.

Nothing is guessed: a field stands in `values` only where its own `read` would have taken it, and in `doubts`, with
what may be tapped, where something was said that could mean two things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.forms.engine import Accepted, Answer, Asked
from bot.forms.line.days import read_day
from bot.forms.line.hours import close_durations, read_hours
from bot.forms.line.names import Wording
from bot.forms.line.paper import Paper
from bot.forms.line.people import close_other_numbers, read_people_of
from bot.forms.line.places import read_code, read_place
from bot.forms.line.topics import read_materials, read_mode
from bot.forms.line.venues import read_organiser, read_venue
from bot.forms.line.words import GLUE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from content.places import Register

LONGEST: Final = 1000  # signs; a longer text is no line, and what stands in it is asked field by field
_COMMAND: Final = re.compile(r"\s*/[a-z_]+(?:@[a-z0-9_]+)?")


@dataclass(frozen=True)
class Line:
    """What one message says. `rest` are the words that were not understood, as they were written."""

    values: Mapping[str, Any] = field(default_factory=dict)
    doubts: Mapping[str, Asked] = field(default_factory=dict)
    rest: str = ""


def read_line(text: str, register: Register, prefer: Collection[str], today: date) -> Line:
    """Read a whole report. Never raises, whatever the text; it costs some milliseconds."""
    if len(text) > LONGEST:
        return Line(rest=text)
    paper = Paper(text)
    if command := _COMMAND.match(paper.folded):
        paper.strike(*command.span())
    read = {"place": read_code(paper, register)}
    close_durations(paper)
    hours = read_hours(paper)
    read["held_on"] = read_day(paper, today)
    close_other_numbers(paper)
    read["mode"] = read_mode(paper)
    read["materials"] = read_materials(paper, known=GLUE)
    read["people"] = read_people_of(paper, Wording.of(paper.text, register).numbers())
    organiser = read_organiser(paper)
    read["place"] = read["place"] or read_place(paper, register, prefer)
    details = {**hours, "venue": read_venue(paper), "organiser": organiser}
    return _line(read, details, paper.rest)


def _line(read: Mapping[str, Answer | None], details: Mapping[str, str], rest: str) -> Line:
    values: dict[str, Any] = {name: answer.value for name, answer in read.items() if isinstance(answer, Accepted)}
    doubts = {name: answer for name, answer in read.items() if isinstance(answer, Asked)}
    return Line({**values, **{name: said for name, said in details.items() if said}}, doubts, rest)
