"""Stretches of time in a text: units alone or in pairs, with what announces them ("sejak", "s.d.", "diketahui per")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.queries.units import DAY, YEAR, Unit, find_units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.queries.sheet import Sheet

PLAIN, SINCE, FROM, UNTIL, PER, BETWEEN, KNOWN, MAYBE_KNOWN = (
    *("plain", "since", "from", "until", "per"),
    *("between", "known", "maybe known"),
)


@dataclass(frozen=True)
class Stretch:
    """`role` is what announces it; `last` is the second unit of a pair."""

    role: str
    first: Unit
    last: Unit | None = None
    at_its_end: bool = False  # "akhir Agustus": the day is told, although a month is named

    @property
    def units(self) -> tuple[Unit, ...]:
        return (self.first, self.last) if self.last else (self.first,)

    @property
    def is_bare_year(self) -> bool:
        return self.role == PLAIN and self.first.size == YEAR and self.last is None

    @property
    def is_yearless(self) -> bool:
        return all(unit.year is None for unit in self.units)

    def in_year(self, year: int) -> Stretch:
        """The same in a year that was named elsewhere in the text."""
        last = self.last and replace(self.last, year=year)
        return replace(self, first=replace(self.first, year=year), last=last)

    def without_place(self) -> Stretch:
        """Equal to the same stretch said again."""
        last = self.last and replace(self.last, start=0, end=0)
        return replace(self, first=replace(self.first, start=0, end=0), last=last)


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^ ])(?:{words}) \Z")


_UNTIL: Final = r"sd|sampai(?: dengan| to)?|hingga|up to|to"
_ANNOUNCED: Final = (
    (
        KNOWN,
        _before(
            rf"(?:(?:seperti|sebagaimana|yang|as) )?diketahui(?: (?:per|pada|{_UNTIL}|on|by|as of))*(?P<end> akhir)?"
        ),
    ),
    (MAYBE_KNOWN, _before(r"menurut data(?: (?:per|pada))?(?P<end> akhir)?")),
    (UNTIL, _before(rf"(?:{_UNTIL})(?: pada)?(?P<end> akhir)?")),
    (PER, _before(r"(?:per|as of)(?P<end> akhir)?")),
    (SINCE, _before(r"(?:terhitung )?(?:sejak|mulai(?: dari)?)(?: awal)?")),
    (FROM, _before(r"dari(?: awal)?")),
    (BETWEEN, _before(r"antara")),
)
_OF_ONE: Final = frozenset({PLAIN, SINCE, FROM, UNTIL, PER, KNOWN, MAYBE_KNOWN})
_OF_TWO: Final = frozenset({PLAIN, SINCE, FROM, BETWEEN})
_PAIRED: Final = re.compile(rf" (?:-|{_UNTIL})(?: akhir)? ")
_BOTH_ENDS: Final = re.compile(rf" (?:dan|-|{_UNTIL})(?: akhir)? ")
_KNOWN_BEHIND: Final = re.compile(r" diketahui(?! (?:per|pada|sampai|hingga|sd|tanggal|[0-9]))(?![^ ])")


def read_stretches(sheet: Sheet, today: date) -> list[Stretch]:
    """Strike every stretch with its announcement; what announces nothing that can be said so is left unread."""
    return pair_up(sheet, find_units(sheet, today))


def pair_up(sheet: Sheet, units: list[Unit]) -> list[Stretch]:
    """The stretches these units make, alone or in pairs; they are struck."""
    return [*_read(sheet, units)]


def _read(sheet: Sheet, units: list[Unit]) -> Iterator[Stretch]:
    text, at = sheet.text, 0
    while at < len(units):
        first = units[at]
        role, start, at_its_end = _announcement(text, first)
        connection = _BOTH_ENDS if role == BETWEEN else _PAIRED
        last = next((u for u in units[at + 1 : at + 2] if connection.fullmatch(text[first.end : u.start])), None)
        end = (last or first).end
        may_be_known = last is None and first.size == DAY and role in _OF_ONE - {SINCE, FROM}
        if may_be_known and (behind := _KNOWN_BEHIND.match(text, end)):
            role, end = KNOWN, behind.end()
        if role not in (_OF_ONE if last is None else _OF_TWO):
            role, start = PLAIN, first.start
        sheet.strike(start, end)
        yield Stretch(role, first, last, at_its_end)
        at += 1 if last is None else 2


def _announcement(text: str, unit: Unit) -> tuple[str, int, bool]:
    """What announces a unit, from where, and whether it names the end of it."""
    for role, pattern in _ANNOUNCED:
        if match := pattern.search(text, max(0, unit.start - 60), unit.start):
            return role, match.start(), bool(match.groupdict().get("end"))
    return PLAIN, unit.start, False
