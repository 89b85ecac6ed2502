"""The table at the end of a press release: of every number where it comes from, and up to which day it speaks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.exports import statements
from bot.exports.listing import breakdowns, is_of_places, names, reported_parts, told_parts
from bot.exports.statements import SEPARATOR, Figures, Statement, amount, part_sources
from bot.i18n import INDONESIAN, Texts
from content.indicators import Indicator, Indicators

NOTHING = "–"  # in a cell


def traced(statement: Statement, texts: Texts, indicators: Indicators) -> Iterator[dict[str, str]]:
    """A line for each number with its target, and one for each part that has a number."""
    for one in statement["indicators"]:
        same = {"asal_sd": statements.day(texts, statements.covered_to(one, statement["period"]))}
        if one["realization"] is not None or one["target"] is not None:
            yield same | _line(_whole(one, texts), statements.sources(one, texts), _revision(one, texts))
        if (indicator := indicators.get(one["code"])) is not None:
            for breakdown in breakdowns(one, indicator):
                yield from (same | line for line in _parts(one, breakdown, indicator, texts))


def _parts(one: Figures, breakdown: Mapping[str, Any], indicator: Indicator, texts: Texts) -> Iterator[dict[str, str]]:
    """Of how many places the number is, if it is of places, and each part that was reported."""
    told, name = told_parts(breakdown, indicator), one["name"]
    if told and is_of_places(breakdown, indicator):
        about = {"dimension": breakdown["name"].casefold(), "count": texts.number(INDONESIAN, len(told))}
        shown = texts.plain(INDONESIAN, "release.traced_places", name=name, places=names(breakdown, indicator), **about)
        yield _line(shown, dict.fromkeys(source for part in told for source in part_sources(one, part, texts)))
    for part in reported_parts(breakdown):
        value = amount(texts, one, part["value"])
        shown = texts.plain(INDONESIAN, "release.traced_part", name=name, part=part["name"], value=value)
        yield _line(shown, part_sources(one, part, texts))


def _line(angka: str, sources: Iterable[str], revision: str = NOTHING) -> dict[str, str]:
    return {"angka": angka, "asal": SEPARATOR.join(sources) or NOTHING, "asal_revisi": revision}


def _whole(one: Figures, texts: Texts) -> str:
    """Penempatan: 2.226 orang dari target 1.960 orang (113,57%, selisih 266 orang)."""
    value, target, rate = one["realization"], one["target"], statements.percent(texts, one)
    told = {"name": one["name"], "value": texts.plain(INDONESIAN, "release.not_reported")}
    if value is not None:
        told["value"] = _with_short(one, value, texts)
    if target is None:
        return texts.plain(INDONESIAN, "release.traced", **told)
    told["target"] = amount(texts, one, target)
    if value is None:
        return texts.plain(INDONESIAN, "release.traced_target", **told)
    told |= {"rate": rate or texts.plain(INDONESIAN, "release.no_rate"), "gap": amount(texts, one, abs(value - target))}
    return texts.plain(INDONESIAN, "release.traced_rate", **told)


def _with_short(one: Figures, value: int, texts: Texts) -> str:
    whole, short = amount(texts, one, value), statements.in_short(texts, one, value)
    is_shorter = short not in {whole, statements.number(texts, one, value)}
    return texts.plain(INDONESIAN, "release.rounded", value=whole, short=short) if is_shorter else whole


def _revision(one: Figures, texts: Texts) -> str:
    """Which revision of the target stands, and since when."""
    if not one["targets"]:
        return NOTHING
    latest = max(one["targets"], key=lambda target: target["revision"])
    since = statements.day(texts, latest["dated"] or latest["recorded_on"])
    return texts.plain(INDONESIAN, "release.revision", revision=latest["revision"], day=since)
