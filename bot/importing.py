"""Figures and targets from a CSV file: the whole file or nothing, safe to repeat.

Columns: record (figure, target), indicator, kind (flow or snapshot; figures only), from, to (YYYY-MM-DD),
place (code), dimensions (key=value;key=value), value (whole number, empty: not reported), source, source_dated,
source_url, note.
"""

import csv
import io
from collections.abc import Mapping, Sequence
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
KINDS = {"sum": "flow", "latest": "snapshot"}  # the kind of number that adds up as its indicator does
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
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadRow(path, 1, f"the columns must be {', '.join(COLUMNS)}")
    try:
        numbers = [(reader.line_num, _number(row, library, today)) for row in reader]
    except (ValueError, csv.Error) as error:
        raise BadRow(path, reader.line_num, str(error)) from None
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
    await _refuse_parts_above_whole(unit, path, numbers)
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
    source = Source(cells["source"], cells["source_url"] or None, cells["source_dated"] or None)
    about = (
        cells["place"],
        *_period(cells),
        _value(cells["value"]),
        source,
        _dimensions(cells["dimensions"], indicator),
    )
    if cells["record"] == "target":
        return Target(indicator.code, *about)
    if cells["record"] != "figure":
        raise ValueError("record must be figure or target")
    figure = Figure(indicator.code, cells["kind"], *about, cells["note"] or None)
    if figure.kind != KINDS[indicator.over_time]:
        raise ValueError(f"kind of {indicator.code} must be {KINDS[indicator.over_time]}, not {figure.kind!r}")
    if figure.to_on > today:
        raise ValueError(f"the period to {figure.to_on} lies in the future")
    return figure


def _period(cells: Mapping[str, str]) -> tuple[date, date]:
    from_on, to_on = _day(cells, "from"), _day(cells, "to")
    if from_on > to_on:
        raise ValueError(f"the period {from_on} to {to_on} ends before it begins")
    return from_on, to_on


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


def _dimensions(cell: str, indicator: Indicator) -> dict[str, str]:
    dimensions: dict[str, str] = {}
    for part in filter(None, cell.split(";")):
        key, _, value = part.partition("=")
        if key not in indicator.dimensions or value not in indicator.dimensions[key].values:
            raise ValueError(f"dimension {part!r} is not known for {indicator.code}")
        if dimensions.setdefault(key, value) != value:
            raise ValueError(f"dimensions {cell!r} name {key} twice")
    return dimensions


async def _refuse_parts_above_whole(unit: Unit, path: Path, numbers: Sequence[tuple[int, Number]]) -> None:
    """The parts of a number, those stored before too, cannot be more than the number."""
    last_line = {(n.indicator, n.from_on, n.to_on): line for line, n in numbers if isinstance(n, Figure)}
    for (indicator, from_on, to_on), line in last_line.items():
        stored = await unit.figures.within(indicator, from_on, to_on)
        same = [f for f in stored if (f.from_on, f.to_on) == (from_on, to_on) and f.value is not None]
        for whole in same:
            for name, parts in _parts_of(whole, same).items():
                total = sum(part.value or 0 for part in parts)
                if whole.value is not None and total > whole.value:
                    reason = f"{indicator}: the parts by {name} add up to {total}, above the whole of {whole.value}"
                    raise BadRow(path, line, reason)


def _parts_of(whole: Figure, figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """What splits `whole` once: by one or more dimensions of its place, or by the places directly below it."""
    parts: dict[str, list[Figure]] = {}
    for figure in figures:
        is_same_place = figure.place_code == whole.place_code
        if is_same_place and not whole.dimensions and figure.dimensions:
            parts.setdefault(" and ".join(sorted(figure.dimensions)), []).append(figure)
        elif figure.place_code.rpartition(".")[0] == whole.place_code and figure.dimensions == whole.dimensions:
            parts.setdefault("place", []).append(figure)
    return parts
