"""Sessions of a period as plain data, from which a spreadsheet or a CSV is drawn. Always in Indonesian."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.forms.session import DETAILS, SHARES
from bot.i18n import INDONESIAN, Texts
from content.periods import Period, read_period
from content.places import Register
from storage.past_sessions import DOCUMENT
from storage.session_export import SessionLine

if TYPE_CHECKING:
    from content.places.codes import Level

# The columns in their order: what stands in each, and how wide. Headings are in the catalogue, by the same names;
# those of the other fields of a report are as on its card.
COLUMNS = {
    "code": ("text", 9),
    "version": ("number", 6),
    "state": ("text", 10),
    "held_on": ("date", 11),
    "place_code": ("text", 13),
    "village": ("text", 18),
    "district": ("text", 18),
    "regency": ("text", 24),
    "mode": ("text", 11),
    "men": ("number", 9),
    "women": ("number", 10),
    "unspecified": ("number", 9),
    "total": ("number", 8),
    "materials": ("text", 28),
    "note": ("text", 32),
    "review": ("text", 14),
    "reported_at": ("moment", 16),
    "reporter": ("text", 16),
    "number": ("text", 12),
    "source": ("text", 22),
    SHARES: ("text", 30),
    **dict.fromkeys(DETAILS, ("text", 22)),
}
AROUND: "tuple[Level, ...]" = ("village", "district", "regency")
SEPARATOR = "; "  # between materials


def headings(texts: Texts) -> dict[str, str]:
    """The heading of each column by its name."""
    of_card = {SHARES, *DETAILS}
    return {
        name: texts.plain(INDONESIAN, f"session.{name}" if name in of_card else f"column.{name}") for name in COLUMNS
    }


def period_of(words: str, today: date) -> Period | None:
    """The period as /capaian understands it; None where any other word is left over."""
    try:
        period, rest = read_period(words, today)
    except ValueError:
        return None
    return None if rest else period


@dataclass(frozen=True)
class Exporter:
    """How sessions are written down."""

    texts: Texts
    places: Register
    timezone: ZoneInfo

    def data(self, lines: Sequence[SessionLine], period: Period, now: datetime) -> dict[str, Any]:
        """All that a file says, as JSON."""
        shown = self.period(period)
        return {
            "title": self._say("export.title", period=shown),
            "period": shown,
            "made_at": now.astimezone(self.timezone).strftime("%Y-%m-%dT%H:%M:%S"),
            "sheets": [self._say("export.sessions"), self._say("export.summary")],
            "columns": [[heading, *COLUMNS[name]] for name, heading in headings(self.texts).items()],
            "rows": [self._row(line) for line in lines],
            "summary": self._summary(lines, period),
        }

    def period(self, period: Period) -> str:
        """The days of a period as people write them."""
        first, last = (self.texts.day(INDONESIAN, day) for day in (period.from_on, period.to_on))
        return f"{first} – {last}"

    def _row(self, line: SessionLine) -> list[str | int]:
        details = line.details or {}
        is_document = line.reported_by == DOCUMENT
        return [
            line.code,
            line.version,
            self._say(f"state.{line.state}"),
            line.held_on.isoformat(),
            line.place_code,
            *(self.around(line.place_code)),
            self._say(f"mode.{line.mode}"),
            line.men_count,
            line.women_count,
            line.unspecified_count,
            line.total,
            SEPARATOR.join(self._say(f"material.{code}") for code in line.materials),
            line.note or "",
            self._say(f"reviewed.{line.review}"),
            line.created_at.astimezone(self.timezone).strftime("%Y-%m-%dT%H:%M:%S"),
            self._say("export.document") if is_document else line.reporter or self._say("export.somebody"),
            str(details.get("number", "")),
            str(details.get("source") or self._say("export.chat")),
            SEPARATOR.join(f"{code} {sum(counts)}" for code, counts in (line.shares or {}).items()),
            *(str(details.get(name, "")) for name in DETAILS),
        ]

    def around(self, code: str) -> tuple[str, str, str]:
        """Village, district and regency of a code; empty where the register does not know it."""
        found = self.places.get(code)
        if found is None:
            return "", "", ""
        village, district, regency = (self.places.at(level, found) for level in AROUND)
        return village.name if village else "", district.name if district else "", regency.name if regency else ""

    def _summary(self, lines: Sequence[SessionLine], period: Period) -> dict[str, Any]:
        """People by regency and month, of the sessions that count."""
        counted = [line for line in lines if line.counts]
        months = list(_months(period))
        people = _table((line.held_on, code, number) for line in counted for code, number in line.people_by_place)
        held = _table((line.held_on, line.place_code, 1) for line in counted)
        regencies = sorted({code for code, _ in people})
        return {
            "note": self._say("export.counted"),
            "headings": [
                self._say("column.regency"),
                self._say("export.held"),
                *(self.texts.short_day(INDONESIAN, month).removeprefix("1 ") for month in months),
                self._say("export.people"),
            ],
            "rows": [
                [
                    self._regency(code),
                    sum(held.get((code, month), 0) for month in months),
                    *(people.get((code, month), 0) for month in months),
                ]
                for code in regencies
            ],
            "total": self._say("export.total"),
        }

    def _regency(self, code: str) -> str:
        found = self.places.get(code)
        return found.name if found else code

    def _say(self, key: str, /, **values: object) -> str:
        return self.texts.plain(INDONESIAN, key, **values)


def _months(period: Period) -> list[date]:
    first, last = period.from_on, period.to_on
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _table(numbers: Iterable[tuple[date, str, int]]) -> Mapping[tuple[str, date], int]:
    """Sums by regency and month."""
    table: dict[tuple[str, date], int] = {}
    for day, place_code, number in numbers:
        cell = (place_code[:5], day.replace(day=1))
        table[cell] = table.get(cell, 0) + number
    return table
