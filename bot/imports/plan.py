"""What would become of each row of a file, and then becomes of it: stored, known already, left out, or refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bot.exports.cells import printable
from bot.exports.sessions import headings
from bot.i18n import Texts
from bot.imports.outcome import KNOWN, LEFT_OUT, NEW, REFUSED, Counted, refuse_any
from bot.imports.rows import Row, read_table
from bot.imports.sessions import NEEDED, LeftOut, Past, SessionReader
from content.places import Register
from storage import Unit
from storage.past_sessions import PastSession
from storage.sessions import Report


@dataclass(frozen=True)
class Judged:
    """A row with what becomes of it, and why where it is not simply new."""

    line: int
    becomes: str
    reason: str = ""
    past: Past | None = None
    twin: str = ""  # the code of a session that stands at its place and day already


def read_sessions(path: Path, places: Register, texts: Texts, today: date) -> list[Judged]:
    """The rows of a file as far as the file alone tells; raises `BadRow` where it is no list of sessions."""
    reader = SessionReader(places, texts, today)
    rows = read_table(path, headings(texts), NEEDED)
    return list(_twice_told([_read(reader, line, row) for line, row in rows]))


async def compared(unit: Unit, rows: Sequence[Judged]) -> list[Judged]:
    """The rows beside what is stored: what stands there already is known, and refused where it says otherwise."""
    new = [row.past for row in rows if row.past is not None and row.becomes == NEW]
    known = await unit.past_sessions.known([past.key for past in new], [past.code for past in new if past.code])
    days = [past.report.held_on for past in new]
    standing = await unit.past_sessions.standing(min(days), max(days)) if days else {}
    judged = []
    for row in rows:
        past = row.past
        stored = (known.get(past.code) or known.get(past.key)) if past is not None else None
        if past is None or row.becomes != NEW:
            judged.append(row)
        elif stored is None:
            twin = standing.get((past.report.place_code, past.report.held_on), "")
            reason = f"session {twin} stands at that place and day; staff are asked in /periksa" if twin else ""
            judged.append(replace(row, reason=reason, twin=twin))
        elif any(_agree(past, version) for version in stored):
            judged.append(replace(row, becomes=KNOWN))
        else:
            reason = f"{_name(past)} stands already with other contents; a correction is not an import"
            judged.append(replace(row, becomes=REFUSED, reason=reason))
    return judged


async def store_sessions(unit: Unit, path: Path, rows: Sequence[Judged], now: datetime) -> Counted:
    """Store what is new; raises `BadRow` at the first row that is refused, and nothing of the file is stored."""
    judged = await compared(unit, rows)
    refuse_any(path, judged)
    past = [
        PastSession(row.past.key, row.past.report, bool(row.twin))
        for row in judged
        if row.past is not None and row.becomes == NEW
    ]
    new = await unit.past_sessions.record(past, note=f"file:{path.name}", now=now) if past else set()
    if new:
        await unit.audit.note(None, "import_sessions", f"file:{path.name}", now, rows=len(rows), new=len(new))
    return Counted(len(new), len(rows) - len(new))


def described(path: Path, row: Judged, places: Register) -> str:
    """The line of a dry run: where, what becomes of it, and why or what it is."""
    said = row.reason
    if row.past is not None and (row.twin or not row.reason):
        report = row.past.report
        place = places.get(report.place_code)
        where = places.label(place) if place else report.place_code
        people = f"{report.men_count} + {report.women_count} + {report.unspecified_count}"
        said = "; ".join(filter(None, (f"{report.held_on}, {where}, {people}", row.reason)))
    return f"{path}:{row.line}: {row.becomes}: {said}"


def _read(reader: SessionReader, line: int, row: Row) -> Judged:
    try:
        return Judged(line, NEW, past=reader.read(row))
    except LeftOut as left_out:
        return Judged(line, LEFT_OUT, str(left_out))
    except ValueError as error:
        return Judged(line, REFUSED, str(error))


def _twice_told(rows: Sequence[Judged]) -> Iterator[Judged]:
    """Rows that say again what one above says are known by then; one number for two sessions is refused."""
    first: dict[str, tuple[int, Past]] = {}
    for row in rows:
        past = row.past
        if past is None:
            yield row
            continue
        line, before = first.setdefault(past.key, (row.line, past))
        if line == row.line:
            yield row
        elif _agree(past, before.report):
            yield replace(row, becomes=KNOWN, reason=f"the same as row {line}")
        else:
            yield replace(row, becomes=REFUSED, reason=f"{_name(past)} stands in row {line} with other contents")


def _agree(past: Past, report: Report) -> bool:
    """Whether a row and a session of the same name say the same; without a name the key is made of what they say."""
    return not past.is_named or _said(past.report) == _said(report)


def _said(report: Report) -> Report:
    return replace(report, note=" ".join(printable(report.note or "").split()), details={}, shares={})


def _name(past: Past) -> str:
    number = past.report.details.get("number")
    return f"number {number!r}" if number else f"session {past.code}" if past.code else "this session"
