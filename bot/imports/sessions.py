"""One row of a list -> one session of the past. What is not plain is refused with a reason, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from bot.exports.sessions import headings
from bot.forms.engine import Accepted
from bot.forms.session import DETAILS, MATERIALS, NOTE_LIMIT, TEXT_LIMIT, ModeField
from bot.i18n import INDONESIAN, Texts
from bot.imports.cells import EARLIEST, day_of, offered, refuse_faulty, text_of
from bot.imports.rows import Row
from content.places import PlaceMatch, Register, search
from storage.sessions import DUPLICATE, RECORDED, Report

NEEDED = ("held_on", "mode", "men", "women")  # the columns without which a file is no list of sessions
COUNTS = ("men", "women", "unspecified")
MOST_PEOPLE = 999_999


class LeftOut(Exception):
    """A row that is right and yet not to be stored, such as a cancelled session in a file of ours."""


@dataclass(frozen=True)
class Past:
    """A session of the past. `code` is its receipt in a file of ours; `is_named` where a number or code is its key."""

    key: str
    report: Report
    code: str = ""
    is_named: bool = False


@dataclass
class SessionReader:
    """Reads rows as of a day. It remembers places already found: lists name the same village again and again."""

    register: Register
    texts: Texts
    today: date
    _places: dict[tuple[str, ...], PlaceMatch] = field(default_factory=dict)

    def read(self, row: Row) -> Past:
        """The session of a row; raises ValueError with a reason a person can act on, or `LeftOut`."""
        refuse_faulty(row, self._headings)
        self._refuse_uncounted(row)
        men, women, unspecified = self._people(row)
        source = text_of(row, "source")
        if not source:
            raise ValueError(f"{self._headings['source']} is empty: no session without where it comes from")
        note = text_of(row, "note")
        if len(note) > NOTE_LIMIT:
            raise ValueError(f"{self._headings['note']} has {len(note)} characters, {NOTE_LIMIT} are the most")
        number, code = " ".join(text_of(row, "number").split()), text_of(row, "code").upper()
        report = Report(
            self._held_on(row),
            self._mode(row),
            self._place(row),
            men,
            women,
            unspecified,
            self._materials(row),
            note or None,
            {"source": source} | ({"number": number} if number else {}) | self._details(row),
        )
        return Past(_key(report, number, code), report, code, bool(number or code))

    @cached_property
    def _headings(self) -> Mapping[str, str]:
        return headings(self.texts)

    @cached_property
    def _material_codes(self) -> Mapping[str, str]:
        named = {self.texts.plain(INDONESIAN, f"material.{code}").casefold(): code for code in MATERIALS}
        return {**named, **{code: code for code in MATERIALS}}

    def _refuse_uncounted(self, row: Row) -> None:
        for name, right in (("state", f"state.{RECORDED}"), ("review", None)):
            said = text_of(row, name).casefold()
            uncounted = self.texts.plain(INDONESIAN, f"reviewed.{DUPLICATE}").casefold()
            if said and (said != self.texts.plain(INDONESIAN, right).casefold() if right else said == uncounted):
                raise LeftOut(f"{self._headings[name]} is {said}")

    def _details(self, row: Row) -> dict[str, str]:
        """The other fields of a report, as a file of ours has them."""
        details = {name: said for name in DETAILS if (said := text_of(row, name))}
        for name, said in details.items():
            if len(said) > TEXT_LIMIT:
                raise ValueError(f"{self._headings[name]} has {len(said)} characters, {TEXT_LIMIT} are the most")
        return details

    def _held_on(self, row: Row) -> date:
        value = row.get("held_on")
        if value is None:
            raise ValueError(f"{self._headings['held_on']} is empty")
        day = day_of(value)
        if day is None:
            raise ValueError(f"{self._headings['held_on']} {value!r} is no date such as 20/11/2025 or 2025-11-20")
        if day > self.today:
            raise ValueError(f"{self._headings['held_on']} {day} lies in the future")
        if day < EARLIEST:
            raise ValueError(f"{self._headings['held_on']} {day} lies before {EARLIEST}")
        return day

    def _mode(self, row: Row) -> str:
        said = text_of(row, "mode")
        answer = ModeField().read(said)
        if isinstance(answer, Accepted):
            return str(answer.value)
        raise ValueError(f"{self._headings['mode']} {said!r} is neither tatap muka nor daring")

    def _people(self, row: Row) -> tuple[int, int, int]:
        if not any(name in row for name in COUNTS):
            raise ValueError("no number of people; write 0 where nobody came")
        men, women, unspecified = (self._count(row, name) for name in COUNTS)
        total = men + women + unspecified
        if "total" in row and self._count(row, "total") != total:
            raise ValueError(f"{self._headings['total']} is not {men} + {women} + {unspecified}")
        return men, women, unspecified

    def _count(self, row: Row, name: str) -> int:
        value = row.get(name, 0)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 7:
            value = int(value)
        if not isinstance(value, int) or not 0 <= value <= MOST_PEOPLE:
            raise ValueError(
                f"{self._headings[name]} {value!r} is no whole number from 0 to {MOST_PEOPLE}, without dots or signs"
            )
        return value

    def _materials(self, row: Row) -> tuple[str, ...]:
        said = [part.strip() for part in re.split(r"[;,\n]", text_of(row, "materials")) if part.strip()]
        unknown = next((part for part in said if part.casefold() not in self._material_codes), None)
        if unknown is not None:
            known = ", ".join(self.texts.plain(INDONESIAN, f"material.{code}") for code in MATERIALS)
            raise ValueError(f"{self._headings['materials']} {unknown!r} is not one of: {known}")
        chosen = {self._material_codes[part.casefold()] for part in said}
        return tuple(code for code in MATERIALS if code in chosen)

    def _place(self, row: Row) -> str:
        """The village by code or by name; where both are given they must mean the same."""
        code, name = text_of(row, "place_code"), text_of(row, "village")
        named = self._named(name, text_of(row, "district"), text_of(row, "regency")) if name else None
        if not code:
            if named is None:
                raise ValueError(f"{self._headings['village']} is empty")
            if named.place is None:
                raise ValueError(f"{self._headings['village']} {name!r} is {self._candidates(named)}")
            return named.place.code
        found = search(self.register, code).place
        if found is None:
            raise ValueError(f"{self._headings['place_code']} {code!r} is no code of a village in NTT")
        if named is not None and found not in [candidate.place for candidate in named.candidates]:
            label = self.register.label(found)
            raise ValueError(f"{self._headings['place_code']} {code} is {label}, not the {name!r} beside it")
        return found.code

    def _named(self, village: str, district: str, regency: str) -> PlaceMatch:
        asked = (village, district, regency)
        if asked not in self._places:
            kec = district if not district or district.casefold().startswith("kec") else f"Kecamatan {district}"
            self._places[asked] = search(self.register, ", ".join(filter(None, (village, kec, regency))))
        return self._places[asked]

    def _candidates(self, found: PlaceMatch) -> str:
        if not found.candidates:
            return "no village of NTT that is known"
        return f"not the name of one village alone; write the code of: {offered(self.register, found)}"


def _key(report: Report, number: str, code: str) -> str:
    """The same row, in this file or another, has the same key; its own number stands above its contents."""
    if number:
        said = ["number", number.casefold()]
    elif code:
        said = ["code", code]
    else:
        counts = (report.men_count, report.women_count, report.unspecified_count)
        note = " ".join((report.note or "").casefold().split())
        said = [report.held_on.isoformat(), report.mode, report.place_code, *map(str, counts), *report.materials, note]
    return sha256("\n".join(said).encode()).hexdigest()
