"""The empty workbook for sessions of the past: typed columns, a list to choose from, and how to fill it in."""

import io
from collections.abc import Mapping
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bot.exports.sessions import COLUMNS, headings
from bot.exports.sessions_xlsx import FORMATS
from bot.forms.session import MATERIALS, MODES
from bot.i18n import INDONESIAN, Texts

# What the office fills in, in the order of its own lists.
NEEDED = ("held_on", "village", "district", "regency", "mode", "men", "women", "unspecified", "source")
FILLED_IN = (
    *("held_on", "village", "district", "regency", "place_code", "mode"),
    *("men", "women", "unspecified", "materials", "note", "number", "source"),
)
ROWS = 20_000
GUIDE_WIDTH, LINE_HEIGHT = 90, 15
MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001  a date in the file, so that it is always the same


def template(texts: Texts) -> bytes:
    """The workbook, always the same bytes."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"author": "BP3MI NTT", "created": MADE_AT})
    needed, optional = heading_looks(workbook)
    sheet = workbook.add_worksheet(texts.plain(INDONESIAN, "export.sessions"))
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(FILLED_IN):
        kind, width = COLUMNS[name]
        sheet.set_column(
            column, column, width + 2, workbook.add_format({"num_format": FORMATS[kind].replace("#,##0", "0")})
        )
        sheet.write_string(0, column, headings(texts)[name], needed if name in NEEDED else optional)
        if kind == "number":
            whole = {"validate": "integer", "criteria": ">=", "value": 0}
            sheet.data_validation(1, column, ROWS, column, whole)
    modes = [texts.plain(INDONESIAN, f"mode.{mode}") for mode in MODES]
    column = FILLED_IN.index("mode")
    sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": modes})
    materials = ", ".join(texts.plain(INDONESIAN, f"material.{code}") for code in MATERIALS)
    told = {
        headings(texts)[name]: texts.plain(INDONESIAN, f"template.{name}", materials=materials) for name in FILLED_IN
    }
    write_guide(workbook, texts, texts.plain(INDONESIAN, "template.title"), told)
    workbook.close()
    return file.getvalue()


def heading_looks(workbook: Workbook) -> tuple[Format, Format]:
    """Of the headings of columns that must be filled in, and of the others."""
    bold = {"bold": True, "border": 1, "text_wrap": True}
    return workbook.add_format({**bold, "bg_color": "#FFE9B3"}), workbook.add_format({**bold, "bg_color": "#EDEDED"})


def write_guide(workbook: Workbook, texts: Texts, about: str, told: Mapping[str, str]) -> None:
    """What stands in each column, in words, on a sheet of its own."""
    title, wrapped = (
        workbook.add_format({"bold": True, "valign": "top"}),
        workbook.add_format({"text_wrap": True, "valign": "top"}),
    )
    guide = workbook.add_worksheet(texts.plain(INDONESIAN, "template.guide"))
    guide.set_column(0, 0, 22)
    guide.set_column(1, 1, GUIDE_WIDTH, wrapped)
    guide.set_landscape()
    guide.fit_to_pages(1, 1)
    guide.write_string(0, 0, about, title)
    for line, (heading, words) in enumerate(told.items(), start=2):
        guide.write_string(line, 0, heading, title)
        guide.set_row(line, LINE_HEIGHT * (1 + len(words) // GUIDE_WIDTH))
        guide.write_string(line, 1, words, wrapped)
    guide.write_string(len(told) + 3, 0, texts.plain(INDONESIAN, "template.end"))
