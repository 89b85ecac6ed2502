"""The rows of a workbook or a CSV by the headings of their columns, as values; nothing is calculated or guessed."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.exports.cells import plain
from bot.imports.outcome import BadRow

HEADING_WITHIN = 10  # rows: above the headings may stand a title
WORKBOOK = b"PK"


@dataclass(frozen=True)
class Faulty:
    """A cell that holds no value."""

    reason: str


Value = str | int | float | datetime | date | Faulty
Row = Mapping[str, Value]  # by the name of the column; empty cells are left out


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(WORKBOOK)) == WORKBOOK


def headings_found(path: Path, headings: Mapping[str, str]) -> int:
    """How many of these headings stand side by side in one of the first rows; 0 where nothing can be read."""
    most = 0
    with suppress(BadRow):
        for _, cells in islice(_lines(path), HEADING_WITHIN):
            most = max(most, len(_columns(cells, headings)))
    return most


def read_table(path: Path, headings: Mapping[str, str], needed: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows under these headings, by name and with their numbers, empty ones left out.

    Columns may stand in any order, others beside them. Raises `BadRow` where one that is needed is missing.
    """
    lines = _lines(path)
    columns: dict[int, str] = {}
    line = 1
    for line, cells in lines:
        columns = _columns(cells, headings)
        if len(columns) > 1 or line >= HEADING_WITHIN:
            break
    if missing := [headings[name] for name in needed if name not in columns.values()]:
        raise BadRow(path, line, f"no row of headings with all columns; missing: {', '.join(missing)}")
    if len(set(columns.values())) < len(columns):
        raise BadRow(path, line, "a heading stands there twice")
    rows = ((number, _row(cells, columns)) for number, cells in lines)
    yield from ((number, row) for number, row in rows if row)


def _lines(path: Path) -> Iterator[tuple[int, Sequence[Value | None]]]:
    return _workbook(path) if is_workbook(path) else _text(path)


def _columns(cells: Sequence[object], headings: Mapping[str, str]) -> dict[int, str]:
    names = {_bare(heading): name for name, heading in headings.items()}
    found = {at: names.get(_bare(cell)) for at, cell in enumerate(cells) if isinstance(cell, str)}
    return {at: name for at, name in found.items() if name is not None}


def _bare(heading: str) -> str:
    return "".join(filter(str.isalnum, heading.casefold()))


def _row(cells: Sequence[Value | None], columns: Mapping[int, str]) -> Row:
    found = {name: cells[at] for at, name in columns.items() if at < len(cells)}
    bare = {name: value.strip() if isinstance(value, str) else value for name, value in found.items()}
    return {name: value for name, value in bare.items() if value is not None and value != ""}


def _workbook(path: Path) -> Iterator[tuple[int, Sequence[Value | None]]]:
    """The rows of the first sheet."""
    try:
        with closing(load_workbook(path, read_only=True)) as workbook:
            for number, cells in enumerate(workbook.worksheets[0].iter_rows(), start=1):
                yield number, [_value(cell) for cell in cells]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, SyntaxError) as error:
        raise BadRow(path, 1, f"is no workbook that can be read: {type(error).__name__}") from None
    except ValueError as error:
        raise BadRow(path, 1, f"is no workbook that can be read: {error}") from None


def _value(cell: Any) -> Value | None:
    if cell.data_type == "f":
        return Faulty("holds a formula; paste its value instead")
    if cell.data_type == "e":
        return Faulty(f"holds an error, {cell.value}")
    if cell.data_type == "b":
        return Faulty("holds true or false")
    if isinstance(cell.value, time):
        return cell.value.strftime("%H.%M")
    value: Value | None = cell.value
    return value if value is None or isinstance(value, str | int | float | datetime | date) else Faulty("is no value")


def _text(path: Path) -> Iterator[tuple[int, Sequence[Value | None]]]:
    """The rows of a CSV with the line each begins in; commas or semicolons, as its first lines have more of."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = "".join(islice(file, HEADING_WITHIN))
            file.seek(0)
            delimiter = ";" if first.count(";") > first.count(",") else ","
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            for cells in reader:
                yield line, [plain(cell) for cell in cells]
                line = reader.line_num + 1
    except UnicodeDecodeError:
        raise BadRow(path, 1, "is neither a workbook nor a UTF-8 text file") from None
    except csv.Error as error:
        raise BadRow(path, line, str(error)) from None
