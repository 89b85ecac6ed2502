"""Figures and targets from a CSV file: the whole file or nothing, safe to repeat.

Columns: record (figure, target), indicator, kind (flow, cumulative, snapshot; figures only), from, to (YYYY-MM-DD),
place (code), dimensions (key=value;key=value), value (whole number, empty: not reported), source, source_dated,
source_url, note.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from content.indicators import Indicator
from content.library import Library
from storage import Unit
from storage.figures import Conflict, Figure, Source, Target

COLUMNS = (
    *("record", "indicator", "kind", "from", "to", "place", "dimensions", "value"),
    *("source", "source_dated", "source_url", "note"),
)
KINDS = ("flow", "cumulative", "snapshot")
LARGEST = 2**63 - 1

Number = Figure | Target


class BadRow(Exception):
    """A row that cannot be taken, with the file and line to open. Nothing of the file was stored."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(frozen=True)
class Counted:
    new: int = 0
    known: int = 0


def read_figures(path: Path, library: Library, today: date) -> list[tuple[int, Number]]:
    """The numbers of a file with their lines; raises `BadRow` at the first that is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRow(path, 1, "is not a UTF-8 text file") from None
    reader = csv.DictReader(text.splitlines(), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadRow(path, 1, f"the columns must be {', '.join(COLUMNS)}")
    try:
        numbers = [(reader.line_num, _number(row, library, today)) for row in reader]
    except (ValueError, csv.Error) as error:
        raise BadRow(path, reader.line_num, str(error)) from None
    _refuse_parts_above_whole(path, numbers)
    return numbers


async def store_figures(
    unit: Unit, path: Path, numbers: list[tuple[int, Number]], *, by: int | None, now: datetime
) -> Counted:
    """Store what is new; what stands already with the same value and source is only counted."""
    new = 0
    for line, number in numbers:
        try:
            if isinstance(number, Figure):
                new += await unit.figures.record(number, by=by, now=now)
            else:
                new += await unit.figures.set_target(number, by=by, now=now)
        except Conflict as conflict:
            reason = f"{number.indicator}: {conflict.stored.value} stands already; a correction is not an import"
            raise BadRow(path, line, reason) from None
    if new:
        await unit.audit.note(by, "import_figures", f"file:{path.name}", now, rows=len(numbers), new=new)
    return Counted(new, len(numbers) - new)


def _number(row: Mapping[str, str | None], library: Library, today: date) -> Number:
    if None in row or None in row.values():
        raise ValueError("has too many or too few columns")
    cells = {name: (cell or "").strip() for name, cell in row.items()}
    indicator = library.indicators.get(cells["indicator"])
    if indicator is None:
        raise ValueError(f"indicator {cells['indicator']!r} is not one of {', '.join(library.indicators)}")
    if library.places.get(cells["place"]) is None:
        raise ValueError(f"place {cells['place']!r} is no code of a place in NTT")
    if not cells["source"]:
        raise ValueError("source is empty: no number without where it comes from")
    from_on, to_on = _day(cells, "from"), _day(cells, "to")
    if from_on > to_on or from_on > today:
        raise ValueError(f"the period {from_on} to {to_on} ends before it begins or lies in the future")
    source = Source(cells["source"], cells["source_url"] or None, cells["source_dated"] or None)
    dimensions = dict(_dimensions(cells["dimensions"], indicator))
    value = _value(cells["value"])
    if cells["record"] == "target":
        return Target(indicator.code, cells["place"], from_on, to_on, value, source, dimensions)
    if cells["record"] != "figure" or cells["kind"] not in KINDS:
        raise ValueError(f"record must be figure (with kind {', '.join(KINDS)}) or target")
    return Figure(
        indicator.code,
        cells["kind"],
        cells["place"],
        from_on,
        to_on,
        value,
        source,
        dimensions,
        cells["note"] or None,
    )


def _day(cells: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(cells[name])
    except ValueError:
        raise ValueError(f"{name} {cells[name]!r} is no date such as 2025-12-31") from None


def _value(cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isascii() or not cell.isdecimal() or int(cell) > LARGEST:
        raise ValueError(f"value {cell!r} is no whole number of 0 or more, without dots or signs")
    return int(cell)


def _dimensions(cell: str, indicator: Indicator) -> Iterator[tuple[str, str]]:
    for part in filter(None, cell.split(";")):
        key, _, value = part.partition("=")
        if key not in indicator.dimensions or value not in indicator.dimensions[key].values:
            raise ValueError(f"dimension {part!r} is not known for {indicator.code}")
        yield key, value


def _refuse_parts_above_whole(path: Path, numbers: list[tuple[int, Number]]) -> None:
    """The parts of a number along one dimension cannot be more than the number."""
    figures = [(line, number) for line, number in numbers if isinstance(number, Figure)]
    wholes = {_identity(figure): figure.value for _, figure in figures if not figure.dimensions}
    sums: dict[tuple[object, ...], int] = {}
    for line, figure in figures:
        for dimension in figure.dimensions:
            key = (_identity(figure), dimension)
            sums[key] = sums.get(key, 0) + (figure.value or 0)
            whole = wholes.get(_identity(figure))
            if whole is not None and sums[key] > whole:
                raise BadRow(path, line, f"the parts by {dimension} add up to {sums[key]}, above the whole of {whole}")


def _identity(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.kind, figure.place_code, figure.from_on, figure.to_on)
