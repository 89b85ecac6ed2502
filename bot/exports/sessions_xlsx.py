"""Sessions as a spreadsheet: one sheet with the sessions, one with people by regency and month.

Dates are dates, counts numbers, and text stays text, in Excel and in LibreOffice, also after somebody edits the cell.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from bot.exports.cells import is_dangerous, printable

FORMATS = {"date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "number": "#,##0", "text": "@"}
HEADING_ROW, HEADING_HEIGHT = 2, 30  # below the title and what is said about it


class _Formats:
    def __init__(self, workbook: Workbook) -> None:
        self.title: Format = workbook.add_format({"bold": True, "font_size": 13})
        self.heading: Format = workbook.add_format(
            {"bold": True, "bg_color": "#DDE7F0", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.of: dict[str, Format] = {
            kind: workbook.add_format({"num_format": form, "valign": "top", "text_wrap": kind == "text"})
            for kind, form in FORMATS.items()
        }
        self.literal: Format = workbook.add_format(
            {"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True}
        )
        self.total: Format = workbook.add_format({"bold": True, "top": 1, "num_format": "#,##0"})


def draw(data: Mapping[str, Any]) -> bytes:
    """The workbook; nothing in it depends on the moment it is drawn."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    made_at = datetime.fromisoformat(data["made_at"])
    workbook.set_properties({"title": data["title"], "author": "BP3MI NTT", "created": made_at})
    formats = _Formats(workbook)
    sessions, summary = (_sheet(workbook, name, data["title"], formats) for name in data["sheets"])
    _write_sessions(sessions, data["columns"], data["rows"], formats)
    _write_summary(summary, data["summary"], formats)
    workbook.close()
    return file.getvalue()


def _sheet(workbook: Workbook, name: str, title: str, formats: _Formats) -> Worksheet:
    sheet: Worksheet = workbook.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.3, right=0.3)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{title.replace('&', '&&')}&R&P/&N")
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_row(HEADING_ROW, HEADING_HEIGHT)
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    sheet.write_string(0, 0, title, formats.title)
    return sheet


def _write_sessions(
    sheet: Worksheet, columns: Sequence[tuple[str, str, int]], rows: Sequence[Sequence[str | int]], formats: _Formats
) -> None:
    for column, (heading, _, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADING_ROW, column, heading, formats.heading)
    kinds = [kind for _, kind, _ in columns]
    for line, row in enumerate(rows, start=HEADING_ROW + 1):
        for column, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            _write(sheet, line, column, kind, value, formats)
    sheet.autofilter(HEADING_ROW, 0, HEADING_ROW + len(rows), len(columns) - 1)


def _write(sheet: Worksheet, line: int, column: int, kind: str, value: str | int, formats: _Formats) -> None:
    if isinstance(value, int):
        sheet.write_number(line, column, value, formats.of[kind])
    elif kind == "text":
        text = printable(value)
        sheet.write_string(line, column, text, formats.literal if is_dangerous(text) else formats.of[kind])
    else:
        sheet.write_datetime(line, column, datetime.fromisoformat(value), formats.of[kind])


def _write_summary(sheet: Worksheet, summary: Mapping[str, Any], formats: _Formats) -> None:
    """Regencies by months; the sums are formulas that carry their value, for telephones that do not calculate."""
    rows, headings = summary["rows"], summary["headings"]
    sheet.set_column(0, 0, 30)
    sheet.write_string(1, 0, summary["note"])
    for column, heading in enumerate(headings):
        sheet.write_string(HEADING_ROW, column, heading, formats.heading)
    first, last, sums = HEADING_ROW + 1, HEADING_ROW + len(rows), len(headings) - 1
    for line, (name, *numbers) in enumerate(rows, start=first):
        sheet.write_string(line, 0, name, formats.of["text"])
        for column, number in enumerate(numbers, start=1):
            sheet.write_number(line, column, number, formats.of["number"])
        _write_sum(sheet, line, sums, xl_range(line, 2, line, sums - 1), sum(numbers[1:]), formats.of["number"])
    if not rows:
        return
    sheet.write_string(last + 1, 0, summary["total"], formats.total)
    totals = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    for column, total in enumerate([*totals, sum(totals[1:])], start=1):
        _write_sum(sheet, last + 1, column, xl_range(first, column, last, column), total, formats.total)


def _write_sum(sheet: Worksheet, line: int, column: int, cells: str, value: int, form: Format) -> None:
    sheet.write_formula(line, column, f"=SUM({cells})", form, value)
