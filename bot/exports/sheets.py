"""Sheets of a workbook, written line by line: text stays text, numbers are numbers, dates are dates.

Formulas carry their value, for telephones that do not calculate.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bot.exports.cells import is_dangerous, printable
from bot.exports.sessions_xlsx import FORMATS

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "warning": {"bold": True, "font_color": "#B00020"},
    "block": {"bold": True, "font_color": "#1F4E79"},
    "heading": {
        "bold": True,
        "bg_color": "#DDE7F0",
        "border": 1,
        "text_wrap": True,
        "align": "left",
        "valign": "top",
        "indent": 1,
    },
    "plain": {"num_format": "@"},
    "aside": {"num_format": "@", "align": "right", "valign": "top", "font_color": "#666666"},
    "text": {"num_format": FORMATS["text"], "align": "left", "valign": "top", "text_wrap": True, "indent": 1},
    "number": {"num_format": FORMATS["number"], "valign": "top"},
    "rate": {"num_format": "0.00%", "valign": "top", "align": "right"},
    "date": {"num_format": FORMATS["date"], "valign": "top", "align": "left", "indent": 1},
    "moment": {"num_format": FORMATS["moment"], "valign": "top", "align": "left", "indent": 1},
    "total": {"bold": True, "top": 1, "align": "left", "indent": 1},
    "sum": {"bold": True, "top": 1, "num_format": FORMATS["number"]},
    "result": {"bold": True, "num_format": FORMATS["number"], "align": "right", "valign": "top"},
}
MOST_SIGNS = 32_767  # that a cell can hold
LONGEST_NAME = 31  # of a sheet
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\U00010000-\U0010ffff]")  # the last ones count twice for Excel
RESERVED = "history"  # a name Excel keeps to itself
MARGIN = 1  # of a column, in signs
LINE_HEIGHT, MOST_LINES = 15, 27  # Excel allows no row above 409 points
AGREES, DIFFERS = {"font_color": "#1B7F3B"}, {"font_color": "#B00020"}

Cell = str | int | float | None


class Formats:
    """The looks of one workbook; each also for text that a spreadsheet could take for a formula."""

    def __init__(self, workbook: Workbook) -> None:
        self._plain = {look: workbook.add_format(dict(about)) for look, about in LOOKS.items()}
        self._literal = {look: workbook.add_format({**about, "quote_prefix": True}) for look, about in LOOKS.items()}
        self.agrees, self.differs = workbook.add_format(AGREES), workbook.add_format(DIFFERS)

    def of(self, look: str, text: str = "") -> Format:
        return (self._literal if is_dangerous(text) else self._plain)[look]


class Sheet:
    """A sheet and the line that is written next."""

    def __init__(self, sheet: Worksheet, formats: Formats, title: str, widths: Iterable[int]) -> None:
        self.sheet, self.name, self.line = sheet, sheet.get_name(), 0
        self._formats, self._widths = formats, list(widths)
        self._high: dict[int, int] = {}
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P/&N")
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        self.row({0: title}, look="title")

    def row(self, cells: Mapping[int, Cell], look: str = "text", looks: Mapping[int, str] | None = None) -> int:
        """Write cells by their column and go on below; the line they stand in, as high as its text needs."""
        for column, value in cells.items():
            self.put(self.line, column, value, (looks or {}).get(column, look))
        if look in {"text", "heading"}:
            self._grow(max(self._lines(str(value), column, column) for column, value in cells.items()))
        self.line += 1
        return self.line - 1

    def heads(self, headings: Mapping[int, str]) -> None:
        """The headings of columns, each as wide as there is room before the next."""
        columns = sorted(headings)
        for column, following in pairwise([*columns, columns[-1] + 1]):
            if following - column > 1:
                self.sheet.merge_range(self.line, column, self.line, following - 1, "", self._formats.of("heading"))
        self.row(headings, "heading")

    def put(self, line: int, column: int, value: Cell, look: str) -> None:
        """One cell; what is no number or date where one belongs is written as the text it is."""
        if value is None:
            return
        if not isinstance(value, str):
            self.sheet.write_number(line, column, value, self._formats.of(look))
        elif look in {"date", "moment"} and (at := _moment(value)):
            self.sheet.write_datetime(line, column, at, self._formats.of(look))
        else:
            text = printable(value)[:MOST_SIGNS]
            shown = {"number": "aside", "date": "text", "moment": "text"}.get(look, look)
            self.sheet.write_string(line, column, text, self._formats.of(shown, text))

    def wide(self, text: str, first: int, last: int) -> None:
        """Text across several columns, in the line that is written next."""
        self.sheet.merge_range(self.line, first, self.line, last, "", self._formats.of("text"))
        self.put(self.line, first, text, "text")
        self._grow(self._lines(text, first, last))

    def _lines(self, text: str, first: int, last: int) -> int:
        """How many lines the text takes in these columns, rather one too many than one that covers the next row."""
        width = sum(self._widths[first : last + 1]) - MARGIN
        return sum(1 + len(line) // width for line in text.split("\n"))

    def _grow(self, lines: int) -> None:
        """Make room for so many lines; some programs do not by themselves."""
        if lines > self._high.get(self.line, 1):
            self._high[self.line] = lines
            self.sheet.set_row(self.line, LINE_HEIGHT * min(lines, MOST_LINES))

    def formula(self, line: int, column: int, formula: str, value: Cell, look: str) -> None:
        self.sheet.write_formula(line, column, formula, self._formats.of(look), value)

    def judge(self, line: int, column: int, word: str) -> None:
        """Colour a cell by whether it says the word."""
        for criteria, form in (("==", self._formats.agrees), ("!=", self._formats.differs)):
            rule = {"type": "cell", "criteria": criteria, "value": quoted(word), "format": form}
            self.sheet.conditional_format(line, column, line, column, rule)

    def reference(self, line: int, column: int) -> str:
        """A cell of this sheet as a formula of another one names it."""
        return "'{}'!{}".format(self.name.replace("'", "''"), xl_rowcol_to_cell(line, column))


def quoted(text: str) -> str:
    """Text within a formula."""
    return '"{}"'.format(text.replace('"', '""'))


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names as Excel takes them for sheets: short, without the signs it forbids, no two alike."""
    taken: list[str] = []
    for name in names:
        plain = " ".join(_NOT_IN_A_NAME.sub(" ", printable(name)).split())
        shown, number = _cut(plain, LONGEST_NAME), 1
        while shown.casefold() in {RESERVED, "", *(other.casefold() for other in taken)}:
            number += 1
            shown = f"{_cut(plain, LONGEST_NAME - 5)} ({number})".strip()
        taken.append(shown)
    return taken


def _cut(name: str, longest: int) -> str:
    """At the end of a word, if there is one; no apostrophe may stand at an end."""
    if len(name) > longest:
        name = name[: longest + 1].rpartition(" ")[0] or name[:longest]
    return name.strip(" '")


def _moment(text: str) -> datetime | None:
    """A whole day or moment; None for a month or a year, which a source may give instead."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if len(text) >= 10 else None
    except ValueError:
        return None
