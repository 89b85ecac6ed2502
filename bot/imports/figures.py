"""What the rows of figures and targets have in common, however their columns are called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from bot.imports.outcome import NEW, REFUSED
from content.indicators import Indicator
from storage.figure import Figure, Source
from storage.targets import Target

FIGURE, TARGET = "figure", "target"
VILLAGE_DOTS = 3

Number = Figure | Target
Cells = TypeVar("Cells")


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what becomes of it, and why where it is not simply new."""

    line: int
    becomes: str
    reason: str = ""
    number: Number | None = None


def judged(rows: Iterable[tuple[int, Cells]], read: Callable[[Cells], Number]) -> list[Judged]:
    """Each row as far as the file alone tells: new with its number, or refused."""
    return [_judged(line, cells, read) for line, cells in rows]


def refuse_unfit(figure: Figure, indicator: Indicator, today: date) -> None:
    """No days to come; no places where an indicator is counted from sessions."""
    if figure.to_on > today:
        raise ValueError(f"the period to {figure.to_on} lies in the future")
    if indicator.is_counted_from_sessions and "." in figure.place_code:
        raise ValueError(f"{indicator.code} of places is counted from sessions; import the sessions")
    if indicator.list_of == "village" and figure.place_code.count(".") == VILLAGE_DOTS and (figure.value or 0) > 1:
        raise ValueError(f"{indicator.code}: a village is 1 (on the list) or 0 (off it)")


@lru_cache(maxsize=4096)
def source_of(title: str, url: str | None, dated: str | None) -> Source:
    """One object for all the numbers of a document: a file may name it a hundred thousand times."""
    return Source(title, url, dated)


def _judged(line: int, cells: Cells, read: Callable[[Cells], Number]) -> Judged:
    try:
        return Judged(line, NEW, number=read(cells))
    except ValueError as error:
        return Judged(line, REFUSED, str(error))
