"""The numbers somebody enters: whole ones in digits or words, "1,2 miliar" among them, or that none was reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bot.queries.sheet import Sheet, phrase
from content.numbers import WORDED, value
from storage.figure import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS: Final = {
    **dict.fromkeys(("orang", "jiwa", "pmi", "cpmi", "peserta"), "people"),
    **dict.fromkeys(("kasus", "perkara", "aduan", "pengaduan", "cases"), "cases"),
    "desa": "villages",
    "rupiah": "rupiah",
}
_SCALES: Final = {
    **dict.fromkeys(("ribu", "rb"), 10**3),
    **dict.fromkeys(("juta", "jt"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "milyard"), 10**9),
    **dict.fromkeys(("triliun", "trilyun"), 10**12),
}
_DECIMAL: Final = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,6}),(?P<part>[0-9]{1,2}|[0-9]{4,9})")
_LONG: Final = re.compile(r"[0-9]{1,18}")
_UNIT: Final = "|".join(UNITS)
_REPORTED: Final = phrase(
    rf"(?:(?P<currency>rp|idr) )?(?P<dash>- )?(?P<number>[0-9]+(?:[.,][0-9]+)*|{WORDED}|nihil|nol)"
    rf"(?: (?P<scale>{'|'.join(_SCALES)}|m|t)(?! to ))?(?: , -)?(?: (?P<unit>{_UNIT})(?! (?:emas|migran)))?"
)
_NOT_REPORTED: Final = phrase(
    r"(?:belum|blm) (?:di ?)?(?:lapor(?:kan)?|dilapor(?:kan)?|dilaporkan|melapor|ada laporan|ada data)|kosong"
)


@dataclass(frozen=True)
class Amount:
    """`number` is None where none was reported. `fault` says, as a key of the catalogue, why it cannot be taken."""

    start: int  # number of the first word on the sheet
    end: int
    number: int | None = None
    unit: str = ""
    fault: str = ""


def read_amount(text: str) -> Amount | None:
    """One amount and nothing else: 187, "dua ratus", 1,2 miliar, "belum dilaporkan"; None for anything else."""
    sheet = Sheet(text)
    found = read_amounts(sheet)
    return found[0] if len(found) == 1 and not found[0].fault and not sheet.left() else None


def read_amounts(sheet: Sheet) -> list[Amount]:
    """Strike every amount; to be called when times, codes and names have been read."""
    return sorted(_read(sheet), key=lambda amount: amount.start)


def _read(sheet: Sheet) -> Iterator[Amount]:
    for match in sheet.finds(_NOT_REPORTED):
        sheet.strike(*match.span())
        yield Amount(sheet.at(match.start()), sheet.at(match.end() - 1) + 1)
    for match in sheet.finds(_REPORTED):
        sheet.strike(*match.span())
        yield _amount(sheet, match)


def _amount(sheet: Sheet, match: re.Match[str]) -> Amount:
    start, end = sheet.at(match.start()), sheet.at(match.end() - 1) + 1
    unit = "rupiah" if match["currency"] else UNITS.get(match["unit"] or "", "")
    number = whole(match["number"], match["scale"] or "", rupiah=unit == "rupiah")
    if match["dash"] and sheet.words[sheet.at(match.start("dash"))].is_minus:
        return Amount(start, end, unit=unit, fault="entry.negative")
    if match["scale"] in {"m", "t"}:
        return Amount(start, end, unit=unit, fault="entry.which_scale")
    if number is None or number > LARGEST:
        return Amount(start, end, unit=unit, fault="entry.number_unread")
    return Amount(start, end, number, unit)


def whole(written: str, scale: str = "", *, rupiah: bool = False) -> int | None:
    """The whole number meant: "20.000", "1,2" of a billion; None for "1,960", "12,5" and whatever has a rest."""
    if written in {"nihil", "nol"}:
        return None if scale else 0
    times = _SCALES.get(scale, 1)
    number = int(written) if _LONG.fullmatch(written) else value(written)
    if number is not None:
        return number * times
    decimal = _DECIMAL.fullmatch(written)
    if decimal is None or not (scale or (rupiah and "." in written)):
        return None
    digits = decimal["whole"].replace(".", "") + decimal["part"]
    exact = Fraction(int(digits), 10 ** len(decimal["part"])) * times
    return int(exact) if exact.denominator == 1 else None
