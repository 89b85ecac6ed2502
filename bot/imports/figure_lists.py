"""Figures and targets in lists of the office, under Indonesian headings. What is not plain is refused, not guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.achievements.checking import KINDS
from bot.forms.session import NOTE_LIMIT, TEXT_LIMIT
from bot.i18n import INDONESIAN, Texts
from bot.imports.cells import EARLIEST, day_of, offered, refuse_faulty, text_of
from bot.imports.figure_cells import Part, dated, part_name, parts_called, period_named, whole_number
from bot.imports.figure_words import headings, kinds, records
from bot.imports.figures import TARGET, Number, refuse_unfit, source_of
from bot.imports.rows import Row
from bot.queries import PROVINCE
from content.indicators import Indicator
from content.library import Library
from content.places import PlaceMatch, search
from content.places.codes import LEVELS
from storage.figure import Figure, Source
from storage.targets import Target

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass
class ListReader:
    """Reads rows as of a day. It remembers what it has looked up: lists name the same places again and again."""

    library: Library
    texts: Texts
    today: date
    _indicators: dict[str, Indicator | None] = field(default_factory=dict)
    _places: dict[str, PlaceMatch] = field(default_factory=dict)
    _parts: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def read(self, row: Row) -> Number:
        """The number of a row; raises ValueError with a reason a person can act on."""
        refuse_faulty(row, self._headings)
        record = _chosen(self._headings["record"], text_of(row, "record"), self._records)
        indicator = self._indicator(text_of(row, "indicator"))
        kind = self._kind(text_of(row, "kind"), indicator)
        place, days = self._place(text_of(row, "place")), self._days(row)
        parts = self._dimensions(text_of(row, "parts"), indicator)
        value, source = self._value(row), self._source(row)
        note = self._short(row, "note", NOTE_LIMIT)
        if record == TARGET:
            self._refuse_half_a_target(value, note)
            return Target(indicator.code, place, *days, value, source, parts)
        if "period" in row and days[1] > self.today:
            raise ValueError(
                f"{self._headings['period']} {text_of(row, 'period')!r} runs to {days[1]}, in the future; of a period "
                f"that has begun write {self._headings['from_on']} and {self._headings['to_on']}"
            )
        figure = Figure(indicator.code, kind, place, *days, value, source, parts, note or None)
        refuse_unfit(figure, indicator, self.today)
        return figure

    @cached_property
    def _headings(self) -> Mapping[str, str]:
        return headings(self.texts)

    @cached_property
    def _records(self) -> Mapping[str, str]:
        return {word.casefold(): record for record, word in records(self.texts).items()}

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {word.casefold(): kind for kind, word in kinds(self.texts).items()}

    def _indicator(self, said: str) -> Indicator:
        if said not in self._indicators:
            self._indicators[said] = self.library.indicators.called(" ".join(said.split()))
        found = self._indicators[said]
        if found is None:
            known = ", ".join(indicator.name[INDONESIAN] for indicator in self.library.indicators.values())
            raise ValueError(f"{self._headings['indicator']} {said!r} is not one of: {known}")
        return found

    def _kind(self, said: str, indicator: Indicator) -> str:
        """How the number counts; the usual way of its indicator where nothing is said."""
        fitting = {word: kind for word, kind in self._kinds.items() if kind in KINDS[indicator.over_time]}
        heading = f"{self._headings['kind']} of {indicator.name[INDONESIAN]}"
        return _chosen(heading, said, fitting) if said else KINDS[indicator.over_time][0]

    def _days(self, row: Row) -> tuple[date, date]:
        """The first and the last day, from the name of a period or from two dates."""
        named, first, last = (self._headings[name] for name in ("period", "from_on", "to_on"))
        if "period" not in row:
            return self._from_dates(row)
        if "from_on" in row or "to_on" in row:
            raise ValueError(f"{named} is filled in, and so is {first} or {last}; one of them is enough")
        said = text_of(row, "period")
        period = period_named(said, self.today)
        if period is None:
            raise ValueError(f"{named} {said!r} is no period in words, such as Oktober 2026, triwulan 3 2026 or 2025")
        return period.from_on, period.to_on

    def _from_dates(self, row: Row) -> tuple[date, date]:
        days = []
        for name in ("from_on", "to_on"):
            if name not in row:
                raise ValueError(f"{self._headings['period']} is empty, and so is {self._headings[name]}")
            day = day_of(row[name])
            if day is None:
                raise ValueError(f"{self._headings[name]} {row[name]!r} is no date such as 31/10/2026 or 2026-10-31")
            if day < EARLIEST:
                raise ValueError(f"{self._headings[name]} {day} lies before {EARLIEST}")
            days.append(day)
        if days[0] > days[1]:
            raise ValueError(f"the period {days[0]} to {days[1]} ends before it begins")
        return days[0], days[1]

    def _place(self, said: str) -> str:
        """The place of a code or of a name that one place alone bears; the province where nothing is said."""
        if not said:
            return PROVINCE
        if said not in self._places:
            self._places[said] = search(self.library.places, said, levels=LEVELS)
        found = self._places[said]
        if found.place is not None:
            return found.place.code
        heading = self._headings["place"]
        if not found.candidates:
            raise ValueError(f"{heading} {said!r} is no code or name of a place in NTT")
        meant = offered(self.library.places, found)
        raise ValueError(f"{heading} {said!r} is not the name of one place alone; write the code of: {meant}")

    def _dimensions(self, said: str, indicator: Indicator) -> Mapping[str, str]:
        asked = (indicator.code, said)
        if asked not in self._parts:
            parts = [self._part(part, indicator) for part in map(str.strip, said.split(";")) if part]
            if len(dict(parts)) < len(parts):
                raise ValueError(f"{self._headings['parts']} {said!r} names two parts of one kind")
            self._parts[asked] = dict(parts)
        return self._parts[asked]

    def _part(self, said: str, indicator: Indicator) -> Part:
        found = parts_called(said, indicator)
        if len(found) == 1:
            return found[0]
        heading = f"{self._headings['parts']} {said!r}"
        if found:
            raise ValueError(f"{heading} may be {' or '.join(part_name(part, indicator) for part in found)}")
        parts = ((key, value) for key, dimension in indicator.dimensions.items() for value in dimension.values)
        known = "; ".join(part_name(part, indicator) for part in parts) or "it has none"
        raise ValueError(f"{heading} is no part of {indicator.name[INDONESIAN]}: {known}")

    def _value(self, row: Row) -> int | None:
        if "value" not in row:
            return None
        number = whole_number(row["value"])
        if number is None:
            raise ValueError(f"{self._headings['value']} {row['value']!r} is no whole number of 0 or more")
        return number

    def _refuse_half_a_target(self, value: int | None, note: str) -> None:
        if value is None:
            raise ValueError(f"{self._headings['value']} is empty: a target is a number")
        if note:
            raise ValueError(
                f"{self._headings['note']} of a target is not kept; write it in {self._headings['source']}"
            )

    def _source(self, row: Row) -> Source:
        title, url = self._short(row, "source", TEXT_LIMIT), text_of(row, "url")
        if not title:
            raise ValueError(f"{self._headings['source']} is empty: no number without where it comes from")
        if url and not _ADDRESS.fullmatch(url):
            raise ValueError(f"{self._headings['url']} {url!r} does not begin with https:// or holds blanks")
        on = dated(row["dated"]) if "dated" in row else None
        if "dated" in row and on is None:
            raise ValueError(f"{self._headings['dated']} {row['dated']!r} is no date, month or year")
        return source_of(title, url or None, on)

    def _short(self, row: Row, name: str, limit: int) -> str:
        said = text_of(row, name)
        if len(said) > limit:
            raise ValueError(f"{self._headings[name]} has {len(said)} characters, {limit} are the most")
        return said


def _chosen(heading: str, said: str, words: Mapping[str, str]) -> str:
    """What one of these words stands for."""
    if said.casefold() not in words:
        raise ValueError(f"{heading} {said!r} is not one of: {', '.join(words)}")
    return words[said.casefold()]
