"""The achievements of a period on one page, as the tables of Indonesian performance reports are set."""

from collections.abc import Mapping
from typing import Any

from bot.exports import statements
from bot.exports.documents import draw
from bot.exports.statements import Figures, Statement
from bot.i18n import INDONESIAN, Texts

NOTHING = "–"  # in a cell: no target, so no percentage


def summary_data(statement: Statement, texts: Texts) -> dict[str, Any]:
    """From what the page is drawn, as JSON."""
    return {
        "template": "ringkasan",
        "title": statement["title"],
        "values": statements.general(statement, texts),
        "missing": texts.plain(INDONESIAN, "release.missing"),
        "rows": [_row(one, texts) for one in statement["indicators"]],
        "made_at": statement["made_at"],
    }


def draw_summary(data: Mapping[str, Any]) -> bytes:
    """The page as Word, from `summary_data`; the same data and template give the same bytes."""
    return draw(data)


def _row(one: Figures, texts: Texts) -> dict[str, str]:
    target, realization = (
        None if value is None else texts.number(INDONESIAN, value) for value in (one["target"], one["realization"])
    )
    return {
        "indikator": one["name"],
        "satuan": one["unit_name"] or texts.plain(INDONESIAN, "release.rupiah"),
        "target": target or NOTHING,
        "realisasi": realization or texts.plain(INDONESIAN, "release.not_reported"),
        "persen": statements.percent(texts, one) or NOTHING,
    }
