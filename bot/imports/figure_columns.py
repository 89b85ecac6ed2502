"""Figures and targets in columns for machines, as `content/figures` has them.

Columns: record (figure, target), indicator, kind (flow, cumulative or snapshot; figures only), from, to (YYYY-MM-DD),
place (code), dimensions (key=value;key=value), value (whole number, empty: not reported), source, source_dated,
source_url, note.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.achievements.checking import KINDS
from bot.imports.figures import FIGURE, TARGET, Number, refuse_unfit, source_of
from bot.imports.outcome import BadRow
from content.indicators import Indicator
from content.library import Library
from storage.figure import LARGEST, Figure
from storage.targets import Target

COLUMNS = (
    *("record", "indicator", "kind", "from", "to", "place", "dimensions", "value"),
    *("source", "source_dated", "source_url", "note"),
)
MOST_SIGNS = 1_000  # of the first line: a workbook may have none


def begin(path: Path) -> bool:
    """Whether a file begins with these columns."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return file.readline(MOST_SIGNS).strip() == ",".join(COLUMNS)


def read_columns(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows below the names of the columns, with their lines; raises `BadRow` where it is no such file."""
    reader = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            if tuple(next(reader, ())) != COLUMNS:
                raise BadRow(path, 1, f"the columns must be {', '.join(COLUMNS)}")
            yield from ((reader.line_num, row) for row in reader if row)
    except UnicodeDecodeError:
        raise BadRow(path, 1, "is not a UTF-8 text file") from None
    except csv.Error as error:
        raise BadRow(path, reader.line_num if reader else 1, str(error)) from None


@dataclass
class ColumnReader:
    """Reads rows as of a day; what a file says again and again is kept once."""

    library: Library
    today: date
    _parts: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def read(self, row: Sequence[str]) -> Number:
        """The number of a row; raises ValueError with a reason a person can act on."""
        if len(row) != len(COLUMNS):
            raise ValueError("has too many or too few columns")
        cells = {name: cell.strip() for name, cell in zip(COLUMNS, row, strict=True)}
        indicator = self.library.indicators.get(cells["indicator"])
        if indicator is None:
            raise ValueError(f"indicator {cells['indicator']!r} is not one of {', '.join(self.library.indicators)}")
        place = self.library.places.get(cells["place"])
        if place is None:
            raise ValueError(f"place {cells['place']!r} is no code of a place in NTT")
        if not cells["source"]:
            raise ValueError("source is empty: no number without where it comes from")
        source = source_of(cells["source"], cells["source_url"] or None, cells["source_dated"] or None)
        parts = self._dimensions(cells["dimensions"], indicator)
        about = (place.code, *_period(cells), _value(cells["value"]), source, parts)
        if cells["record"] == TARGET:
            return Target(indicator.code, *about)
        if cells["record"] != FIGURE:
            raise ValueError("record must be figure or target")
        figure = Figure(indicator.code, cells["kind"], *about, cells["note"] or None)
        if figure.kind not in KINDS[indicator.over_time]:
            kinds = " or ".join(KINDS[indicator.over_time])
            raise ValueError(f"kind of {indicator.code} must be {kinds}, not {figure.kind!r}")
        refuse_unfit(figure, indicator, self.today)
        return figure

    def _dimensions(self, cell: str, indicator: Indicator) -> Mapping[str, str]:
        asked = (indicator.code, cell)
        if asked not in self._parts:
            self._parts[asked] = _dimensions(cell, indicator)
        return self._parts[asked]


def _period(cells: Mapping[str, str]) -> tuple[date, date]:
    from_on, to_on = (_day(name, cells[name]) for name in ("from", "to"))
    if from_on > to_on:
        raise ValueError(f"the period {from_on} to {to_on} ends before it begins")
    return from_on, to_on


@lru_cache(maxsize=4096)
def _day(name: str, cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"{name} {cell!r} is no date such as 2025-12-31") from None


def _value(cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isascii() or not cell.isdecimal() or int(cell) > LARGEST:
        raise ValueError(f"value {cell!r} is no whole number of 0 or more, without dots or signs")
    return int(cell)


def _dimensions(cell: str, indicator: Indicator) -> dict[str, str]:
    dimensions: dict[str, str] = {}
    for part in filter(None, cell.split(";")):
        key, _, value = part.partition("=")
        if key not in indicator.dimensions or value not in indicator.dimensions[key].values:
            raise ValueError(f"dimension {part!r} is not known for {indicator.code}")
        if dimensions.setdefault(key, value) != value:
            raise ValueError(f"dimensions {cell!r} name {key} twice")
    return dimensions
