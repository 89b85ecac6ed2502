"""Sessions as CSV: UTF-8 with its mark, so that Excel reads it as such, and no cell that becomes a formula."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from bot.exports.cells import guarded, printable


def draw(data: Mapping[str, Any]) -> bytes:
    """The same rows as the spreadsheet has, dates as 2026-11-24."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([heading for heading, _, _ in data["columns"]])
    writer.writerows([_cell(value) for value in row] for row in data["rows"])
    return file.getvalue().encode("utf-8-sig")


def _cell(value: str | int) -> str | int:
    return guarded(printable(value)) if isinstance(value, str) else value
