"""The achievements of a period as a workbook: a summary, and a sheet for each indicator down to single entries."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from bot.exports.indicator_sheet import (
    COLUMNS,
    WIDTHS,
    Check,
    Words,
    or_words,
    rate_formula,
    rate_value,
    write_indicator,
)
from bot.exports.sheets import Formats, Sheet, sheet_names
from bot.exports.statements import Figures, Statement, general
from bot.i18n import INDONESIAN, Texts

WORDS = (
    *COLUMNS,
    *("summary", "number", "indicator", "unit", "realization", "target", "rate", "check", "agrees", "total"),
    *("no_rate", "no_target", "not_reported", "rupiah", "yes", "no", "sessions", "counted_sum"),
    *("targets", "in_force", "dated", "recorded_on", "basis", "sources", "address", "notes", "breakdown", "entries"),
    *("better", "better_more", "better_fewer", "kind_flow", "kind_cumulative", "kind_snapshot", "kind_sessions"),
)
# The columns of the summary: the word of the heading, how wide.
SUMMARY = {"number": 5, "indicator": 42, "unit": 10, "realization": 20, "target": 20, "rate": 20, "check": 18}
NUMBER, INDICATOR, UNIT, REALIZATION, TARGET, RATE, CHECK = range(len(SUMMARY))


def workbook_data(statement: Statement, texts: Texts) -> dict[str, Any]:
    """From what the workbook is drawn, as JSON: the statement, and the words around it."""
    values = general(statement, texts)
    head = ["period", "known"] if values["diketahui"] else ["period"]
    head += ["published"] if values["kode_terbitan"] else []
    head += ["hash"] if values["sidik"] else []
    return {
        **statement,
        "head": [texts.plain(INDONESIAN, f"workbook.head_{line}", **values) for line in (*head, "made")],
        "standing": [line for line in (values["internal"], values["rancangan"]) if line],
        "words": {word: texts.plain(INDONESIAN, f"workbook.{word}") for word in WORDS},
    }


def draw_workbook(data: Mapping[str, Any]) -> bytes:
    """The workbook, from `workbook_data`; nothing in it depends on the moment it is drawn."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    made_at = datetime.fromisoformat(data["made_at"])
    workbook.set_properties({"title": data["title"], "author": "BP3MI NTT", "created": made_at})
    formats, words, indicators = Formats(workbook), data["words"], data["indicators"]
    first, *names = sheet_names([words["summary"], *(one["name"] for one in indicators)])
    summary = Sheet(workbook.add_worksheet(first), formats, data["title"], SUMMARY.values())
    _write_head(summary, data)
    checks = []
    for one, name in zip(indicators, names, strict=True):
        sheet = Sheet(workbook.add_worksheet(name), formats, one["name"], WIDTHS)
        _write_head(sheet, data)
        checks.append(write_indicator(sheet, one, words))
    _write_summary(summary, indicators, checks, words)
    workbook.close()
    return file.getvalue()


def _write_head(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """What is true of every number below, and whether it may leave the office."""
    for line in data["head"]:
        sheet.row({0: line}, "plain")
    for line in data["standing"]:
        sheet.row({0: line}, "warning")
    sheet.line += 1


def _write_summary(sheet: Sheet, indicators: Sequence[Figures], checks: Sequence[Check], words: Words) -> None:
    heading = sheet.row({column: words[word] for column, word in enumerate(SUMMARY)}, "heading")
    sheet.sheet.freeze_panes(heading + 1, 0)
    looks = {NUMBER: "number", REALIZATION: "number", TARGET: "number"}
    for number, (one, check) in enumerate(zip(indicators, checks, strict=True), start=1):
        line = sheet.row(
            {
                NUMBER: number,
                INDICATOR: one["name"],
                UNIT: one["unit_name"] or words["rupiah"],
                REALIZATION: or_words(one["realization"], words["not_reported"]),
                TARGET: or_words(one["target"], words["no_target"]),
            },
            looks=looks,
        )
        number_cell, target_cell = (xl_rowcol_to_cell(line, column) for column in (REALIZATION, TARGET))
        sheet.formula(line, RATE, rate_formula(one, number_cell, target_cell, words), rate_value(one, words), "rate")
        sheet.formula(line, CHECK, f"={check.reference}", check.value, "result")
        sheet.judge(line, CHECK, words["agrees"])
