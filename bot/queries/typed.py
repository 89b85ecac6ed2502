"""What a line with numbers of its own holds, for entries and targets alike: names, places, times, numbers, a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.forms.line.paper import Paper
from bot.queries.amounts import Amount, read_amounts
from bot.queries.lexicon import Name, lexicon_of
from bot.queries.locations import Where, keep_places, read_places
from bot.queries.rows import with_units
from bot.queries.sheet import LONGEST, Sheet, phrase
from bot.queries.stretches import PLAIN, Stretch, pair_up
from bot.queries.units import DAY, YEAR, Unit, find_units
from bot.queries.words import BESIDE_INDICATOR, FILLERS, MONTH_NUMBERS, POLITE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.queries.settling import Known

YEARS_BACK, YEARS_AHEAD = 10, 5  # a number further away is no year
_SOURCE: Final = re.compile(
    r"(?<![^\W\d_])(?:(?:sumber|dasar|berdasarkan)(?![^\W\d_])[\s:]*|(?=sk(?![^\W\d_])\s*[^\s]))(?P<source>.*)",
    re.DOTALL,
)
_CUMULATIVE: Final = phrase("kumulatif|akumulasi|cumulative")
_POLITE: Final = phrase(POLITE)
_OF_TARGETS: Final = frozenset({"target"})
_OF_FIGURES: Final = frozenset(
    {"capaian", "capaiannya", "hasil", "hasilnya", "realisasi", "realisasinya", "realization"}
)
_PASSED_OVER: Final = FILLERS | BESIDE_INDICATOR | {"catat", "input", "lapor", "masukkan", "sebanyak", "sebesar"}
_THOUSANDS_WITH_COMMA: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


@dataclass(frozen=True)
class Typed:
    names: tuple[Name, ...]
    wheres: tuple[Where, ...]
    amounts: tuple[Amount, ...]
    stretches: tuple[Stretch, ...]
    is_cumulative: bool
    source: str | None


@dataclass(frozen=True)
class Misread:
    """Why a line was not understood; `instead` are texts, with a label each, that say clearly what may be meant."""

    key: str
    unread: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


def read_typed(text: str, known: Known, *, is_target: bool = False) -> Typed | Misread:
    """Everything in the line, or the first thing in it that could mean two things or nothing.

    Nobody is to enter a target as a figure by the wrong command, so the word for one is not passed over in the other.
    """
    if len(text) > LONGEST:
        return Misread("query.too_long")
    body, source = _without_source(text)
    lexicon = lexicon_of(known.indicators)
    sheet = Sheet(body, lambda word: lexicon.meant(word, known.places))
    keep_places(sheet, known.places)
    is_cumulative = sheet.strike_all(_CUMULATIVE)
    sheet.strike_all(_POLITE)
    names = lexicon.names(sheet)
    units = find_units(sheet, known.today, beside_values=True)
    years = _bare_years(sheet, units, known.today)
    if len(years) > 1:
        instead = ((sheet.written(at), _before(text, sheet, at, "tahun ")) for at in years)
        return Misread("entry.year_or_number", instead=tuple(instead))
    numbers = {unit.start for unit in _figures(sheet, units)} - {sheet.place(at) for at in years}
    stretches = pair_up(sheet, [unit for unit in units if unit.start not in numbers])
    if doubtful := [stretch.first for stretch in stretches if _may_be_number_and_month(sheet, stretch)]:
        return _day_or_number(text, sheet, doubtful[0])
    named, amounts = with_units(sheet, names, read_amounts(sheet))
    wheres = read_places(sheet, known.places)
    if unread := sheet.left(_PASSED_OVER - (_OF_FIGURES if is_target else _OF_TARGETS)):
        typed = tuple(map(sheet.written, unread))
        return Misread("query.unread", typed, values={"words": " ".join(typed)})
    if faulty := [amount for amount in amounts if amount.fault]:
        return _faulty(text, sheet, faulty[0])
    return Typed(named, tuple(wheres), amounts, tuple(stretches), is_cumulative, source)


def _without_source(text: str) -> tuple[str, str | None]:
    """The line before its source, of which "sumber" is no part and "SK" is."""
    match = _SOURCE.search(Paper(text).folded)
    source = " ".join(text[match.start("source") :].split()) if match else ""
    return (text[: match.start()], source) if match and source else (text, None)


def _figures(sheet: Sheet, units: Sequence[Unit]) -> list[Unit]:
    """Years without a word that says so: they may be numbers."""
    return [unit for unit in units if unit.size == YEAR and sheet.words[sheet.at(unit.start)].plain.isdigit()]


def _bare_years(sheet: Sheet, units: Sequence[Unit], today: date) -> list[int]:
    """The words that are years: none where the year is said elsewhere; two where nobody knows which is one."""
    figures = _figures(sheet, units)
    if any(unit.year is not None and unit.fixed is None for unit in units if unit not in figures):
        return []
    near = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    return [sheet.at(unit.start) for unit in figures if unit.year in near]


def _may_be_number_and_month(sheet: Sheet, stretch: Stretch) -> bool:
    """Whether it is a day or, as in "Belu 12 Oktober", may be 12 in October."""
    unit, at = stretch.first, sheet.at(stretch.first.start)
    if stretch.role != PLAIN or stretch.last or unit.size != DAY or unit.fixed:
        return False
    return sheet.words[at].plain.isdigit() and sheet.words[at + 1].plain in {*MONTH_NUMBERS, "bulan"}


def _day_or_number(text: str, sheet: Sheet, unit: Unit) -> Misread:
    at = sheet.at(unit.start)
    number, month = sheet.written(at), sheet.written(at + 1, sheet.at(unit.end - 1) + 1)
    instead = (f"{number} {month}", _before(text, sheet, at, "tanggal ")), (number, _before(text, sheet, at + 1, ", "))
    return Misread("entry.day_or_number", instead=instead, values={"number": number, "month": month})


def _faulty(text: str, sheet: Sheet, amount: Amount) -> Misread:
    written = sheet.written(amount.start, amount.end)
    instead: list[tuple[str, str]] = []
    for at in range(amount.start, amount.end):
        word = sheet.words[at]
        if amount.fault == "entry.which_scale" and word.plain in {"m", "t"}:
            scales = ("miliar", "juta") if word.plain == "m" else ("triliun",)
            instead += [(scale, text[: word.start] + scale + text[word.end :]) for scale in scales]
        if amount.fault == "entry.number_unread" and _THOUSANDS_WITH_COMMA.fullmatch(word.plain):
            dotted, decimal = word.plain.replace(",", "."), f"{word.plain}0"
            ways = [decimal, dotted] if at + 1 < amount.end else [dotted]  # "5,812 miliar" may have a rest
            instead += [(way, text[: word.start] + way + text[word.end :]) for way in ways]
    return Misread(amount.fault, instead=tuple(instead), values={"number": written})


def _before(text: str, sheet: Sheet, at: int, more: str) -> str:
    start = sheet.words[at].start
    return text[:start] + more + text[start:]
