"""The parts of a number in one sentence: 80 orang pada bidang perhotelan dan 60 orang pada bidang perkebunan."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from babel.lists import format_list

from bot.exports.statements import REST, Figures, Part, amount, named_parts
from bot.i18n import INDONESIAN, Texts
from content.indicators import Indicator

# Dimensions that have a phrase of their own; any other is told as release.part does.
PHRASES = {
    "channel": "release.part_channel",
    "group": "release.part_group",
    "kind": "release.part_kind",
    "mode": "release.part_mode",
    "partner": "release.part_partner",
    "sex": "release.part_sex",
}
OF_PROPER_NAMES = ("channel", "partner")
# What a place begins with, and how a press release writes it.
KINDS_OF_PLACES = {"Kab.": "Kabupaten", "Kec.": "Kecamatan"} | {
    kind: kind for kind in ("Kabupaten", "Kota", "Kecamatan", "Kelurahan", "Desa")
}


def breakdowns(one: Figures, indicator: Indicator) -> list[Mapping[str, Any]]:
    """Those an indicator is reported by; by other places, or by months, it may have been looked at as well."""
    told = {*indicator.dimensions, indicator.by_place}
    return [breakdown for breakdown in one["breakdown"] if breakdown["dimension"] in told]


def told_parts(breakdown: Mapping[str, Any], indicator: Indicator) -> list[Part]:
    """The parts worth a word: those with people in them, and places named without a number."""
    of_places = is_of_places(breakdown, indicator)
    return [part for part in named_parts(breakdown) if part["value"] or (of_places and part["value"] is None)]


def listed(one: Figures, breakdown: Mapping[str, Any], indicator: Indicator, texts: Texts) -> str:
    """All parts of a breakdown; empty where none is known, or where they are more than the whole."""
    values = [part["value"] or 0 for part in breakdown["parts"]]
    if sum(values) > (one["realization"] or 0) or min(values, default=0) < 0:
        return ""
    parts = told_parts(breakdown, indicator)
    phrases = list((_places if is_of_places(breakdown, indicator) else _phrases)(one, breakdown, parts, texts))
    if left_over(breakdown) and any(part["value"] for part in parts):
        phrases.append(texts.plain(INDONESIAN, "release.part_rest", value=amount(texts, one, left_over(breakdown))))
    return joined(phrases)


def reported_parts(breakdown: Mapping[str, Any]) -> list[Part]:
    """The parts that have a number; beside what is not broken down, a 0 is none: it may be in there."""
    is_split = not left_over(breakdown)
    return [part for part in named_parts(breakdown) if part["value"] or (is_split and part["value"] == 0)]


def left_over(breakdown: Mapping[str, Any]) -> int:
    """What the parts do not reach."""
    return sum(part["value"] or 0 for part in breakdown["parts"] if part["key"] == REST)


def is_of_places(breakdown: Mapping[str, Any], indicator: Indicator) -> bool:
    """Whether the parts are places; the dimensions an indicator has of its own are not."""
    return breakdown["dimension"] not in indicator.dimensions


def names(breakdown: Mapping[str, Any], indicator: Indicator) -> str:
    """The parts by name alone."""
    parts = told_parts(breakdown, indicator)
    if is_of_places(breakdown, indicator):
        return joined([name for name, _ in _named_places(parts)])
    return joined([_name(part, breakdown["dimension"]) for part in parts])


def joined(phrases: Sequence[str]) -> str:
    """One, dua, dan tiga."""
    return format_list(phrases, locale=INDONESIAN)


def _phrases(one: Figures, breakdown: Mapping[str, Any], parts: Iterable[Part], texts: Texts) -> Iterator[str]:
    key = breakdown["dimension"]
    for part in parts:
        value, name = amount(texts, one, part["value"]), _name(part, key)
        phrase = PHRASES.get(key, "release.part")
        yield texts.plain(INDONESIAN, phrase, value=value, name=name, dimension=breakdown["name"].casefold())


def _places(one: Figures, _: Mapping[str, Any], parts: Iterable[Part], texts: Texts) -> Iterator[str]:
    """Places with their number, where one was reported."""
    for name, value in _named_places(parts):
        if value is None:
            yield name
        else:
            yield texts.plain(INDONESIAN, "release.part_place", name=name, value=amount(texts, one, value))


def _named_places(parts: Iterable[Part]) -> Iterator[tuple[str, int | None]]:
    """Kabupaten Kupang, Sumba Barat: what kind of place it is stands before the first of a kind."""
    kind_before = ""
    for part in parts:
        first, _, name = part["name"].partition(" ")
        kind = KINDS_OF_PLACES.get(first, "")
        yield name if kind and kind == kind_before else f"{kind or first} {name}".strip(), part["value"]
        kind_before = kind


def _name(part: Part, dimension: str) -> str:
    """The name within a sentence: without brackets, small where it is no proper name."""
    name = re.sub(r"\s*\([^)]*\)", "", part["name"])
    is_common = dimension not in OF_PROPER_NAMES and name[1:] == name[1:].casefold()
    return name[:1].casefold() + name[1:] if is_common else name
