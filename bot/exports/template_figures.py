"""The empty workbook for figures and targets: lists to choose from, what there is to choose, examples, a guide."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bot.exports.sessions_xlsx import FORMATS
from bot.exports.sheets import quoted
from bot.exports.template_xlsx import MADE_AT, ROWS, Looks, write_guide
from bot.i18n import INDONESIAN, Texts
from bot.imports.figure_words import COLUMNS, NEEDED, headings, kinds, records
from bot.imports.figures import FIGURE, KINDS, TARGET
from content.indicators import Indicator, Indicators

WIDTHS = dict(zip(COLUMNS, (10, 34, 12, 18, 13, 13, 24, 34, 18, 40, 16, 30, 40), strict=True))
DATES, NUMBERS = {"from_on", "to_on"}, {"value"}  # everything else is text, also what looks like a number: 53.10
LISTED = {"indicator": 38, "short": 18, "code": 22, "unit": 10, "kind": 26, "parts": 90}
EXAMPLES = ("whole", "part", "unreported", "stand", "target")
