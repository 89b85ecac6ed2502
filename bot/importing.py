"""Figures and targets from files: the whole file or nothing, safe to repeat.

A file has columns for machines, or Indonesian headings as the office fills them in; which, its headings tell.
"""

from datetime import date, datetime
from pathlib import Path

from bot.i18n import Texts
from bot.imports import figure_plan
from bot.imports.figure_columns import COLUMNS, ColumnReader, read_columns
from bot.imports.figure_lists import ListReader
from bot.imports.figure_words import NEEDED, headings
from bot.imports.figures import Judged, Number, judged
from bot.imports.kinds import FIGURES, kind_of
from bot.imports.outcome import NEW, BadRow, Counted, refuse_any
from bot.imports.rows import read_table
from content.indicators import Indicators
from content.library import FOLDER, Library
from storage import Unit

__all__ = ["COLUMNS", "BadRow", "Counted", "judged_figures", "read_figures", "store_figures"]


def judged_figures(path: Path, library: Library, today: date) -> list[Judged]:
    """Every row as far as the file alone tells; raises `BadRow` where it is no file of figures."""
    texts = Texts.load(FOLDER / "locales")
    if kind_of(path, texts) == FIGURES:
        return judged(read_table(path, headings(texts), NEEDED), ListReader(library, texts, today).read)
    return judged(read_columns(path), ColumnReader(library, today).read)


def read_figures(path: Path, library: Library, today: date) -> list[tuple[int, Number]]:
    """The numbers of a file with their lines; raises `BadRow` at the first that is wrong."""
    rows = judged_figures(path, library, today)
    refuse_any(path, rows)
    return [(row.line, row.number) for row in rows if row.number is not None]


async def store_figures(
    unit: Unit, path: Path, numbers: list[tuple[int, Number]], *, by: int | None, now: datetime
) -> Counted:
    """Store what is new; what stands already with the same value and source is only counted."""
    rows = [Judged(line, NEW, number=number) for line, number in numbers]
    indicators, _ = Indicators.read(FOLDER / "indicators.toml")
    return await figure_plan.store(unit, path, rows, indicators, by=by, now=now)
