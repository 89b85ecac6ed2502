"""The sheet of one indicator: its number, how it came about, and every entry behind it, with a sum that must agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from bot.exports.sheets import Cell, Sheet, quoted
from bot.exports.statements import Figures

Words = Mapping[str, str]

# The columns of the entries: the word of the heading, the look, how wide. What stands above keeps to the same columns.
COLUMNS = {
    "place": ("text", 34),
    "value": ("number", 20),
    "counts": ("text", 10),
    "from": ("date", 12),
    "to": ("date", 12),
    "part": ("text", 28),
    "kind": ("text", 22),
    "source": ("text", 36),
    "recorded_by": ("text", 15),
    "recorded_at": ("moment", 17),
    "revision": ("number", 8),
    "reason": ("text", 24),
    "code": ("text", 18),
    "place_code": ("text", 14),
}
WIDTHS = [width for _, width in COLUMNS.values()]
NAME, VALUE, COUNTS, DATED, RECORDED, BASIS, ADDRESS = 0, 1, 2, 3, 4, 5, 7


@dataclass(frozen=True)
class Check:
    """Where a sheet says whether its entries add up, and what it says."""

    reference: str
    value: Cell


def write_indicator(sheet: Sheet, one: Figures, words: Words) -> Check:
    """Write all of it; where the check stands."""
    realization = _write_number(sheet, one, words)
    summed = sheet.line - 2
    _write_targets(sheet, one, words)
    _write_sources(sheet, one, words)
    for breakdown in one["breakdown"]:
        _write_breakdown(sheet, breakdown, words)
    return _write_check(sheet, one, words, (realization, summed), _write_entries(sheet, one, words))


def rate_formula(one: Figures, realization: str, target: str, words: Words) -> str:
    """The percentage of two cells, in words where there is none; where fewer are better, it grows as they fall."""
    share = f"{realization}/{target}" if one["better"] == "more" else f"2-{realization}/{target}"
    return f"=IF(AND(ISNUMBER({realization}),N({target})>0),ROUND({share},4),{quoted(words['no_rate'])})"


def rate_value(one: Figures, words: Words) -> Cell:
    """What that formula comes to."""
    return words["no_rate"] if one["rate"] is None else round(float(one["rate"]) / 100, 4)


def or_words(value: int | None, missing: str) -> Cell:
    return missing if value is None else value


def _write_number(sheet: Sheet, one: Figures, words: Words) -> int:
    """The number, its target, its percentage, and room for the check; the line of the number."""
    sheet.row({NAME: words["unit"], VALUE: one["unit_name"] or words["rupiah"]}, looks={VALUE: "aside"})
    sheet.row({NAME: words["better"], VALUE: words[f"better_{one['better']}"]}, looks={VALUE: "aside"})
    realization = sheet.row(
        {NAME: words["realization"], VALUE: or_words(one["realization"], words["not_reported"])},
        looks={VALUE: "number"},
    )
    target = sheet.row(
        {NAME: words["target"], VALUE: or_words(one["target"], words["no_target"])}, looks={VALUE: "number"}
    )
    line = sheet.row({NAME: words["rate"]})
    number_cell, target_cell = (xl_rowcol_to_cell(line, VALUE) for line in (realization, target))
    sheet.formula(line, VALUE, rate_formula(one, number_cell, target_cell, words), rate_value(one, words), "rate")
    if one["counted_sessions"] is not None:
        sheet.row({NAME: words["sessions"], VALUE: one["counted_sessions"]}, looks={VALUE: "number"})
    sheet.row({NAME: words["counted_sum"]})
    sheet.row({NAME: words["check"]})
    return realization


def _write_targets(sheet: Sheet, one: Figures, words: Words) -> None:
    """Every revision, the one in force marked."""
    if not one["targets"]:
        return
    heads = {NAME: "revision", VALUE: "target", COUNTS: "in_force", DATED: "dated", RECORDED: "recorded_on"}
    _head(sheet, words["targets"], {column: words[word] for column, word in {**heads, BASIS: "basis"}.items()})
    in_force = max(target["revision"] for target in one["targets"])
    for target in one["targets"]:
        sheet.row(
            {
                NAME: str(target["revision"]),
                VALUE: target["value"],
                COUNTS: words["yes" if target["revision"] == in_force else "no"],
                DATED: target["dated"],
                RECORDED: target["recorded_on"],
                BASIS: target["basis"],
            },
            looks={VALUE: "number", DATED: "date", RECORDED: "date"},
        )


def _write_sources(sheet: Sheet, one: Figures, words: Words) -> None:
    """Documents with their date and address, and what must be known of the number."""
    if one["sources"]:
        _head(sheet, words["sources"], {NAME: words["dated"], VALUE: words["source"], ADDRESS: words["address"]})
    for source in one["sources"]:
        sheet.wide(source["title"], VALUE, ADDRESS - 1)
        sheet.row({NAME: source["dated"], ADDRESS: source["url"]}, looks={NAME: "date"})
    if one["notes"]:
        _head(sheet, words["notes"], {})
    for note in one["notes"]:
        sheet.wide(note, NAME, ADDRESS)
        sheet.line += 1


def _write_breakdown(sheet: Sheet, breakdown: Mapping[str, Any], words: Words) -> None:
    """The parts of one dimension and their sum."""
    _head(sheet, words["breakdown"], {NAME: breakdown["name"], VALUE: words["value"]})
    first = sheet.line
    for part in breakdown["parts"]:
        value = or_words(part["value"], words["not_reported"])
        sheet.row({NAME: part["name"], VALUE: value}, looks={VALUE: "number"})
    if breakdown["parts"]:
        cells, total = xl_range(first, VALUE, sheet.line - 1, VALUE), sum(p["value"] or 0 for p in breakdown["parts"])
        sheet.formula(sheet.row({NAME: words["total"]}, "total"), VALUE, f"=SUM({cells})", total, "sum")


def _write_entries(sheet: Sheet, one: Figures, words: Words) -> tuple[int, int]:
    """Every entry, to be filtered; the first and the last line of them."""
    _head(sheet, words["entries"], {column: words[name] for column, name in enumerate(COLUMNS)})
    first = sheet.line
    looks = {column: look for column, (look, _) in enumerate(COLUMNS.values())}
    for entry in one["entries"]:
        shown = entry | {
            "value": or_words(entry["value"], words["not_reported"]),
            "counts": words["yes" if entry["counts"] else "no"],
            "kind": words.get(f"kind_{entry['kind']}", entry["kind"]),
        }
        sheet.row({column: shown[name] for column, name in enumerate(COLUMNS)}, looks=looks)
    last = max(first, sheet.line - 1)
    sheet.sheet.autofilter(first - 1, 0, last, len(COLUMNS) - 1)
    return first, last


def _write_check(sheet: Sheet, one: Figures, words: Words, lines: tuple[int, int], entries: tuple[int, int]) -> Check:
    """The sum of the entries that count, and whether it is the number: the word for yes, or by how much it is not."""
    (realization, summed), (first, last) = lines, entries
    counting, values = (xl_range(first, column, last, column) for column in (COUNTS, VALUE))
    total = sum(entry["value"] or 0 for entry in one["entries"] if entry["counts"])
    sheet.formula(summed, VALUE, f"=SUMIF({counting},{quoted(words['yes'])},{values})", total, "number")
    sum_cell, number_cell = (xl_rowcol_to_cell(line, VALUE) for line in (summed, realization))
    agrees, gap = words["agrees"], f"{sum_cell}-N({number_cell})"
    value = total - (one["realization"] or 0) or agrees
    sheet.formula(summed + 1, VALUE, f"=IF({gap}=0,{quoted(agrees)},{gap})", value, "result")
    sheet.judge(summed + 1, VALUE, agrees)
    return Check(sheet.reference(summed + 1, VALUE), value)


def _head(sheet: Sheet, title: str, headings: Mapping[int, str]) -> None:
    """The name of a block below an empty line, and the headings of its columns."""
    sheet.line += 1
    sheet.row({NAME: title}, "block")
    if headings:
        sheet.heads(headings)
