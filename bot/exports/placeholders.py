"""The placeholders of the press release: what may stand in its template, and what each becomes.

Their names come from the indicators: the short Indonesian name of one, then what of it is meant, so that an indicator
that is added has placeholders at once. `content/templates/README.md` tells the scheme to whoever edits the template.
"""

import re
from collections.abc import Iterator, Mapping

from bot.exports import statements
from bot.exports.documents import NUMBER
from bot.exports.listing import breakdowns, listed, names, reported_parts, told_parts
from bot.exports.statements import GENERAL, REST, SEPARATOR, Figures, Statement
from bot.i18n import INDONESIAN, Texts
from content.indicators import Indicator, Indicators

OF_EACH = (
    "target",
    "persen",
    "selisih",
    "lebih",
    "kurang",
    "singkat",
    "rincian",
    "rincian_jumlah",
    "data_sd",
    "sumber",
)
OF_A_LINE = (NUMBER, "angka", "asal", "asal_sd", "asal_revisi")  # of the table that traces every number
OF_A_ROW = (NUMBER, "indikator", "satuan", "target", "realisasi", "persen")  # of the table of the summary


def statement_placeholders(indicators: Indicators) -> dict[str, frozenset[str]]:
    """What may stand in the templates of figures, by template."""
    return {
        "ringkasan": frozenset((*GENERAL, *OF_A_ROW)),
        "rilis": frozenset((*GENERAL, *OF_A_LINE, *_of_all(indicators))),
    }


def release_values(statement: Statement, texts: Texts, indicators: Indicators) -> dict[str, str]:
    """The value of every placeholder outside the table; empty where there is none, whatever the statement holds."""
    values = dict.fromkeys(_of_all(indicators), "") | statements.general(statement, texts)
    for one in statement["indicators"]:
        if one["code"] in indicators:
            base = slug(indicators[one["code"]].short["id"])
            found = _of_figures(one, indicators[one["code"]], statement["period"], texts)
            values.update({f"{base}_{name}" if name else base: value for name, value in found.items()})
    return values


def slug(name: str) -> str:
    """A name as placeholders spell it, without what stands in brackets: P to P (P3MI) is p_to_p."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"\([^)]*\)", "", name).casefold()).strip("_")


def _of_all(indicators: Indicators) -> Iterator[str]:
    for indicator in indicators.values():
        base = slug(indicator.short["id"])
        yield base
        yield from (f"{base}_{name}" for name in (*_of_parts(indicator), *OF_EACH))


def _of_parts(indicator: Indicator) -> Iterator[str]:
    for dimension in indicator.dimensions.values():
        yield from (f"{list_of}_{slug(dimension.name['id'])}" for list_of in ("rincian", "daftar"))
        yield from (slug(name["id"]) for key, name in dimension.values.items() if key != REST)


def _of_figures(one: Figures, indicator: Indicator, period: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """What is known of one indicator, by the end of the placeholder."""
    values = _parts(one, indicator, texts)
    realization, target, rate = one["realization"], one["target"], statements.percent(texts, one)
    if realization is not None:
        values[""] = statements.number(texts, one, realization)
        values["singkat"] = statements.in_short(texts, one, realization)
        values["data_sd"] = statements.day(texts, statements.covered_to(one, period))
        values["sumber"] = SEPARATOR.join(statements.sources(one, texts))
    if target is not None:
        values["target"] = statements.number(texts, one, target)
    if rate is not None:
        values["persen"] = texts.plain(INDONESIAN, "release.percent", rate=rate.removesuffix("%"))
    if realization is not None and target:
        values["selisih"] = gap = statements.number(texts, one, abs(realization - target))
        values["lebih"] = gap if realization > target else ""
        values["kurang"] = gap if realization < target else ""
    return values


def _parts(one: Figures, indicator: Indicator, texts: Texts) -> dict[str, str]:
    """The parts, each by its name, and lists of them; `rincian` is the first list that says anything."""
    values: dict[str, str] = {}
    for breakdown in breakdowns(one, indicator):
        dimension, told = indicator.dimensions.get(breakdown["dimension"]), listed(one, breakdown, indicator, texts)
        if told and "rincian" not in values:
            count = len(told_parts(breakdown, indicator))
            values |= {"rincian": told, "rincian_jumlah": texts.number(INDONESIAN, count)}
        if dimension is not None:
            of = slug(dimension.name["id"])
            values |= {f"rincian_{of}": told, f"daftar_{of}": names(breakdown, indicator)}
            values |= {
                slug(dimension.values[part["key"]]["id"]): statements.number(texts, one, part["value"])
                for part in reported_parts(breakdown)
                if part["key"] in dimension.values
            }
    return values
