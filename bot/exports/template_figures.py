"""The empty workbook for figures and targets: lists to choose from, what there is to choose, examples, a guide."""

import io
from collections.abc import Mapping
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from bot.achievements.checking import KINDS
from bot.exports.sessions_xlsx import FORMATS
from bot.exports.template_xlsx import MADE_AT, ROWS, heading_looks, write_guide
from bot.i18n import INDONESIAN, Texts
from bot.imports.figure_words import COLUMNS, NEEDED, headings, kinds, records
from bot.imports.figures import FIGURE, TARGET
from content.indicators import Indicator, Indicators

WIDTHS = dict(zip(COLUMNS, (10, 38, 12, 18, 13, 13, 24, 34, 18, 40, 16, 30, 40), strict=True))
LOOKS = {"from_on": FORMATS["date"], "to_on": FORMATS["date"], "value": "0"}  # the others are text: 53.10 is no number
LISTED = {"indicator": 40, "short": 18, "code": 22, "unit": 10, "kind": 22, "over": 48, "parts": 90}
HEADING_HEIGHT = 30

Cells = Mapping[str, str | int | date]  # by the name of the column


def template(texts: Texts, indicators: Indicators) -> bytes:
    """The workbook, always the same bytes. What is filled in on its first sheet can be imported, the rest cannot."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"author": "BP3MI NTT", "created": MADE_AT})
    drawn = _Template(workbook, texts, indicators)
    filled_in = drawn.sheet("import.sheet", headings(texts), WIDTHS)
    listed = drawn.sheet("import.indicators", drawn.listed_headings(), LISTED)
    examples = drawn.sheet("import.examples", headings(texts), WIDTHS)
    drawn.let_choose(filled_in, listed)
    for line, indicator in enumerate(indicators.values(), start=1):
        drawn.write(listed, line, drawn.about(indicator), LISTED)
    for line, cells in enumerate(drawn.examples(), start=1):
        drawn.write(examples, line, cells, WIDTHS)
    told = {heading: texts.plain(INDONESIAN, f"import.guide_{name}") for name, heading in headings(texts).items()}
    write_guide(workbook, texts, texts.plain(INDONESIAN, "import.guide_title"), told)
    workbook.close()
    return file.getvalue()


class _Template:
    def __init__(self, workbook: Workbook, texts: Texts, indicators: Indicators) -> None:
        self._workbook, self._texts, self._indicators = workbook, texts, indicators
        self._needed, self._optional = heading_looks(workbook)
        self._looks = {
            form: workbook.add_format({"num_format": form, "valign": "top", "text_wrap": True})
            for form in (*LOOKS.values(), FORMATS["text"])
        }

    def sheet(self, key: str, heads: Mapping[str, str], widths: Mapping[str, int]) -> Worksheet:
        """A sheet with its headings; cells that are still empty have the look of their column."""
        sheet: Worksheet = self._workbook.add_worksheet(self._say(key))
        sheet.set_row(0, HEADING_HEIGHT)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for column, (name, heading) in enumerate(heads.items()):
            sheet.set_column(column, column, widths[name], self._look(name))
            sheet.write_string(0, column, heading, self._needed if name in NEEDED else self._optional)
        return sheet

    def let_choose(self, sheet: Worksheet, listed: Worksheet) -> None:
        """Lists to choose from, and numbers that are whole. An indicator may be called by its other names, too."""
        names = xl_range_abs(1, 0, len(self._indicators), 0)
        rules = {
            "record": {"validate": "list", "source": list(records(self._texts).values())},
            "indicator": {"validate": "list", "source": f"='{listed.get_name()}'!{names}", "error_type": "warning"},
            "kind": {"validate": "list", "source": list(kinds(self._texts).values())},
            "value": {"validate": "integer", "criteria": ">=", "value": 0},
        }
        for name, rule in rules.items():
            column = COLUMNS.index(name)
            sheet.data_validation(1, column, ROWS, column, rule)

    def write(self, sheet: Worksheet, line: int, cells: Cells, columns: Mapping[str, int]) -> None:
        for column, name in enumerate(columns):
            value = cells.get(name)
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, self._look(name))
            elif isinstance(value, int):
                sheet.write_number(line, column, value, self._look(name))
            elif value:
                sheet.write_string(line, column, value, self._look(name))

    def listed_headings(self) -> dict[str, str]:
        shared = headings(self._texts)
        return {name: shared.get(name) or self._say(f"import.listed_{name}") for name in LISTED}

    def about(self, indicator: Indicator) -> Cells:
        """What can be written about an indicator: its names, its usual kind and the others, its parts by dimension."""
        dimensions = (
            f"{dimension.name[INDONESIAN]}: {'; '.join(names[INDONESIAN] for names in dimension.values.values())}"
            for dimension in indicator.dimensions.values()
        )
        return {
            "indicator": indicator.name[INDONESIAN],
            "short": indicator.short[INDONESIAN],
            "code": indicator.code,
            "unit": self._say(f"statement.unit_{indicator.unit}"),
            "kind": ", ".join(kinds(self._texts)[kind] for kind in KINDS[indicator.over_time]),
            "over": self._say(f"import.over_{indicator.over_time}"),
            "parts": " · ".join(dimensions),
        }

    def examples(self) -> list[Cells]:
        """Rows as they may be written, none of them true: a whole, a part, what was not reported, a stand, a target."""
        flow = next(one for one in self._indicators.values() if one.over_time == "sum" and one.dimensions)
        stand = next(one for one in self._indicators.values() if one.over_time == "latest")
        part = next(iter(next(iter(flow.dimensions.values())).values.values()))[INDONESIAN]
        usual = {one.code: kinds(self._texts)[KINDS[one.over_time][0]] for one in (flow, stand)}
        monthly = {
            "record": records(self._texts)[FIGURE],
            "indicator": flow.name[INDONESIAN],
            "kind": usual[flow.code],
            "period": self._say("import.example_month"),
            "source": self._say("import.example_source"),
            "dated": "05/11/2025",
        }
        return [
            {**monthly, "value": 187},
            {**monthly, "place": self._say("import.example_place"), "parts": part, "value": 12},
            {**monthly, "place": "53.71", "note": self._say("import.example_note")},
            {
                "record": monthly["record"],
                "indicator": stand.name[INDONESIAN],
                "kind": usual[stand.code],
                "from_on": date(2025, 1, 1),
                "to_on": date(2025, 12, 31),
                "value": 12,
                "source": self._say("import.example_stand"),
                "dated": "2025",
            },
            {
                "record": records(self._texts)[TARGET],
                "indicator": flow.name[INDONESIAN],
                "period": "2026",
                "value": 2100,
                "source": self._say("import.example_basis"),
                "dated": "2026",
            },
        ]

    def _look(self, name: str) -> object:
        return self._looks[LOOKS.get(name, FORMATS["text"])]

    def _say(self, key: str) -> str:
        return self._texts.plain(INDONESIAN, key)
