"""Figures and targets from a CSV file: the whole file or nothing, safe to repeat.

Columns: record (figure, target), indicator, kind (flow, cumulative or snapshot; figures only), from, to (YYYY-MM-DD),
place (code), dimensions (key=value;key=value), value (whole number, empty: not reported), source, source_dated,
source_url, note.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from content.indicators import Indicator
from content.library import Library
from storage import Unit
from storage.figures import CANCELLED, CUMULATIVE, FLOW, SNAPSHOT, Conflict, Figure, Source
from storage.targets import Target

COLUMNS = (
    *("record", "indicator", "kind", "from", "to", "place", "dimensions", "value"),
    *("source", "source_dated", "source_url", "note"),
)
KINDS = {"sum": (FLOW, CUMULATIVE), "latest": (SNAPSHOT,)}  # the kinds of number that add up as their indicator does
LARGEST = 2**63 - 1

Number = Figure | Target
Identity = tuple[str, str, str, date, date, tuple[tuple[str, str], ...]]  # indicator, kind, place, days, dimensions


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
    figures = [(line, number) for line, number in numbers if isinstance(number, Figure)]
    known = await _known(unit, [figure for _, figure in figures])
    added = _added(path, figures, known)
    _refuse_parts_above_whole(path, figures, known)
    new = await unit.figures.record_many(added, by=by, now=now)
    for line, number in numbers:
        if isinstance(number, Target):
            try:
                new += await unit.targets.set(number, by=by, now=now)
            except Conflict as conflict:
                raise BadRow(path, line, _stands(conflict.stored)) from None
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
    if figure.kind not in KINDS[indicator.over_time]:
        kinds = " or ".join(KINDS[indicator.over_time])
        raise ValueError(f"kind of {indicator.code} must be {kinds}, not {figure.kind!r}")
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


async def _known(unit: Unit, figures: Sequence[Figure]) -> dict[Identity, Figure]:
    """What stands, or was cancelled, of the indicators and years of these figures, by what it is about."""
    known: dict[Identity, Figure] = {}
    for indicator in dict.fromkeys(figure.indicator for figure in figures):
        mine = [figure for figure in figures if figure.indicator == indicator]
        days = (min(figure.from_on for figure in mine), max(figure.to_on for figure in mine))
        known |= {_identity(figure): figure for figure in await unit.figures.latest(indicator, *days)}
    return known


def _added(path: Path, figures: Sequence[tuple[int, Figure]], known: dict[Identity, Figure]) -> list[Figure]:
    """The figures that are new; raises `BadRow` where another value stands. `known` then holds them, too."""
    added = []
    for line, figure in figures:
        stored = known.get(_identity(figure))
        if stored is not None and stored.state != CANCELLED:
            if stored.says != figure.says:
                raise BadRow(path, line, _stands(stored))
            continue
        added.append(figure if stored is None else replace(figure, revision=stored.revision + 1))
        known[_identity(figure)] = added[-1]
    return added


def _stands(stored: Figure | Target) -> str:
    return f"{stored.indicator}: {stored.value} stands already; a correction is not an import"


def _identity(figure: Figure) -> Identity:
    about = (figure.indicator, figure.kind, figure.place_code, figure.from_on, figure.to_on)
    return (*about, tuple(sorted(figure.dimensions.items())))


def _refuse_parts_above_whole(
    path: Path, figures: Sequence[tuple[int, Figure]], known: Mapping[Identity, Figure]
) -> None:
    """The parts of a number, those stored before too, cannot be more than the number."""
    lines = {(f.indicator, f.kind, f.from_on, f.to_on): line for line, f in figures}
    sums: dict[tuple[Identity, str], int] = {}
    for figure in known.values():
        for whole, name in _wholes(figure):
            sums[whole, name] = sums.get((whole, name), 0) + (figure.value or 0)
    for (whole, name), total in sums.items():
        stated = known.get(whole)
        if stated is None or stated.value is None or total <= stated.value:
            continue
        line = lines.get((stated.indicator, stated.kind, stated.from_on, stated.to_on))
        if line is not None:
            reason = f"{stated.indicator}: the parts by {name} add up to {total}, above the whole of {stated.value}"
            raise BadRow(path, line, reason)


def _wholes(figure: Figure) -> Iterator[tuple[Identity, str]]:
    """What a figure is a part of: of its place, by its dimensions; of the place above, by place."""
    indicator, kind, place, from_on, to_on, dimensions = _identity(figure)
    if dimensions:
        yield (indicator, kind, place, from_on, to_on, ()), " and ".join(name for name, _ in dimensions)
    if "." in place:
        yield (indicator, kind, place.rpartition(".")[0], from_on, to_on, dimensions), "place"
