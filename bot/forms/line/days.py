"""The day of a session in free words. One day named, however often, is taken; two, or half a day, are asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.forms.engine import Answer, Asked, Option
from bot.forms.reading import WEEKDAYS, before, read_date
from bot.forms.session import DateField
from content.numbers import WORDED
from content.periods import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.forms.line.paper import Paper

_TGL: Final = r"(?:tgl|tanggal|tangal|tggl|tnggal|tgal)\.?\s*:?\s*"
_ALONE: Final = r"(?![0-9])(?![./+&-][0-9])"
_COUNTED: Final = re.compile(
    r"(?:\s*(?:orang|org|orng|peserta|pserta|laki(?:2|\s?-?\s?laki)?|perempuan|bapa?k?|ibu|mama|l|lk|pr?|hari|hr|jam|bulan|ribu|rb|juta|jt"
    rf"|bln)(?![a-z])[\s:=.-]*)+(?P<number>[0-9]|{WORDED}(?![a-z]))?"
)
_NUMERIC: Final = re.compile(
    rf"(?<![0-9a-z])(?<![0-9][.,/-])(?P<tgl>{_TGL})?(?:[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9])"
    r"|[0-9]{1,2}(?P<sign>\s?/\s?|[.-])[0-9]{1,2}(?:(?P=sign)(?:[0-9]{4}|[0-9]{2})(?![0-9]|[.,/][0-9]))?"
    rf"{_ALONE})"
)
_NAMED: Final = re.compile(
    rf"(?<![0-9])(?<![0-9][.,/])(?P<tgl>{_TGL})?(?P<days>[0-9]{{1,2}}(?:\s*(?:-|s/d|sd|s\.d\.?|sampai|sampe|dan|&|,)\s*[0-9]{{1,2}})*)"
    r"\s*[-/]?\s*(?:(?:bulan|bln)\s*(?P<number>[0-9]{1,2})(?![0-9])|(?:(?:bulan|bln)\s*)?(?P<month>[a-z]{3,10})(?![a-z]))\.?"
    r"(?:\s*[-/,]?\s*(?:(?:tahun|thn|th)\s*)?(?P<year>20[0-9]{2}|'?2[0-9](?![0-9]|\s*[a-z]|[.,/:][0-9]))(?![0-9]))?"
)
_DAY_ONLY: Final = re.compile(
    rf"(?<![a-z]){_TGL}([0-9]{{1,2}})"
    r"(?![0-9]|\s*[./-]\s*[0-9]|\s+(?:0?[1-9]|1[0-2])(?![0-9]))"
    r"(?:\s+(?:bulan|bln)\s+ini)?"
)
_SPELT: Final = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_WEEKDAY: Final = re.compile(
    rf"(?<![a-z])(?P<before>kemarin|kemaren|kmrn)?\s?(?P<hari>hari\s+|hr\s+)?(?P<name>{_SPELT})(?![a-z0-9])"
    r"(?P<part>\s+(?:pagi|siang|sore))?"
    r"(?P<week>\s+(?:minggu|mgg|pekan))?"
    r"(?P<when>\s+(?:(?:yang\s+|yg\s+)?lalu|kemarin|kemaren|kmrn|kmren|depan|besok|ini|tadi))?"
    r"(?P<part2>\s+(?:pagi|siang|sore|malam))?(?![a-z])"
)
_RELATIVE: Final = re.compile(
    r"(?<![a-z])(?:(?P<two>(?:kemarin|kemaren|kmrn|kmren|kmarin|kmaren|kmrin)\s+(?:dulu|dolo|dolu|dl|lusa)|lusa\s+(?:kemarin|kemaren|kmrn))"
    r"|(?P<one>kemarin|kemaren|kmrn|kmren|kmarin|kmaren|kmrin|yesterday)"
    r"|(?P<none>hari\s+ini|hr\s+ini|hri\s+ini|hari\s+ni|tadi(?!\s+mal)|td(?!\s+mal)|barusan|today|sekarang)"
    r"|(?P<ago>[0-9]{1,2}\s+(?:hari|hr)\s+(?:yang\s+|yg\s+)?(?:lalu|lewat)"
    r"|(?:satu|dua|tiga|empat|ampat|lima|enam|tujuh)\s+(?:hari|hr)\s+(?:yang\s+|yg\s+)?(?:lalu|lewat))"
    r"|(?P<coming>besok|bsok|esok|bsk|lusa))(?:\s+(?:pagi|siang|sore|malam))?(?![a-z])"
)
_VAGUE: Final = re.compile(
    r"(?<![a-z])(?:(?:se)?(?:minggu|mgg|pekan|bulan|bln|tahun|thn)\s+(?:yang\s+|yg\s+)?(?:lalu|kemarin|kmrn|depan|lewat)"
    r"|beberapa\s+hari(?:\s+(?:yang\s+|yg\s+)?lalu)?|(?:tadi|td|kemarin|kmrn)\s+mal[ae]m|semalam|tempo\s+hari|(?:nanti|nnt)"
    r"(?:\s+(?:pagi|siang|sore|malam))?|awal\s+bulan|akhir\s+bulan|akhir\s+pekan|pekan\s+ini|minggu\s+ini)(?![a-z])"
)
_MONTHS: Final = tuple(name for name in MONTHS if len(name) > 5)


def read_day(paper: Paper, today: date) -> Answer | None:
    """The day named, asked about where it is not certain; None where no day is named at all."""
    vague = _vague(paper)
    weekdays = list(_weekdays(paper, today))
    days: list[date | None] = [*_written(paper, today), *_relative(paper, today)]
    plain = [number for number, day in weekdays if day is None]
    days += [day for _, day in weekdays if day is not None]
    if not days and plain:
        days = [read_date(f"hari {_name(number)}", today) for number in plain]
    certain = sorted({day for day in days if day is not None})
    if (
        None in days
        or len(certain) > 1
        or (vague and not certain)
        or any(d.weekday() not in plain for d in certain if plain)
    ):
        return _which(certain, today) if days or vague else None
    return DateField(today).read(certain[0].isoformat()) if certain else None


def _which(days: list[date], today: date) -> Asked:
    """Days that may be meant can be tapped."""
    past = [day for day in days if day <= today][:4]
    return Asked("session.date_unread", options=tuple(Option(day.isoformat(), label=f"{day:%d/%m/%Y}") for day in past))


def _name(weekday: int) -> str:
    return next(name for name, number in WEEKDAYS.items() if number == weekday)


def _vague(paper: Paper) -> bool:
    """A stretch of time, or a night that may be this one or the last; "Senin minggu lalu" is none."""
    found = [match for match in paper.finds(_VAGUE) if not _belongs_to_weekday(paper.text, match)]
    for match in found:
        paper.strike(*match.span())
    return bool(found)


def _belongs_to_weekday(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].split()[-1:]
    return (
        match.group().startswith(("minggu", "mgg", "pekan"))
        and before[:1] != []
        and (before[0] in WEEKDAYS or before[0] in {"hari", "hr"})
    )


def _weekdays(paper: Paper, today: date) -> Iterator[tuple[int, date | None]]:
    """Each weekday named, and the day it is where a word says which."""
    for match in paper.finds(_WEEKDAY):
        name = match["name"]
        told = match["hari"] or match["part"] or match["part2"] or _DATE_BEHIND.match(paper.text, match.end())
        if name == "minggu" and not told:
            continue
        number = WEEKDAYS[name]
        day: date | None = None
        when = (match["when"] or match["before"] or "").split()
        if when[-1:] in (["depan"], ["besok"]):
            day = before(today, -((number - today.weekday() - 1) % 7) - 1)
        elif match["week"]:
            day = read_date(f"{_name(number)} minggu lalu", today) if when else None
        elif when and when[-1] != "ini" and when[-1] != "tadi":
            day = read_date(f"hari {_name(number)} lalu", today)
        paper.strike(*match.span())
        yield number, day


_DATE_BEHIND: Final = re.compile(r"\s*,?\s*(?:tgl|tanggal)?\.?\s*[0-9]{1,2}\s*(?:[/.-]|[a-z]{3})")


def _written(paper: Paper, today: date) -> Iterator[date | None]:
    """Days in figures; None for one that does not exist, or for several in one go."""
    for match in paper.finds(_NAMED):
        if month := _month(match):
            paper.strike(*match.span())
            several = len(re.findall("[0-9]+", match["days"])) > 1
            year = (match["year"] or "").strip("'")
            yield None if several else read_date(f"{match['days']} {month} {year}".strip(), today)
    for match in paper.finds(_NUMERIC):
        figures = [int(part) for part in re.findall("[0-9]+", match.group())]
        if _is_day(match, figures):
            paper.strike(*match.span())
            certain = match["sign"] is None or match["sign"].strip() != "." or match["tgl"] or len(figures) == 3
            text = re.sub(r"\s*([/.-])\s*", r"\1", match.group()[len(match["tgl"] or "") :])
            yield read_date(text, today) if certain else None
    for match in paper.finds(_DAY_ONLY):
        paper.strike(*match.span())
        day = int(match[1])
        yield today.replace(day=day) if 1 <= day <= today.day else None


def _is_day(match: re.Match[str], figures: list[int]) -> bool:
    """No day is "35/40", and "31/02" one that does not exist; "09.30" is more likely the time of day."""
    if match["tgl"] or len(figures) == 3:
        return True
    counted = _COUNTED.match(match.string, match.end())  # "10-12 orang", but not "20/11 laki 14"
    if counted is not None and not counted["number"]:
        return False
    if match["sign"].strip() == "." and not 1 <= figures[1] <= 12:
        return False
    return 1 <= figures[0] <= 31 and 1 <= figures[1] <= 12


def _month(match: re.Match[str]) -> str | None:
    """The month as the calendar spells it; "des" before a name is a village's, not December."""
    written = match["month"]
    if written is None:
        return next((name for name, number in MONTHS.items() if number == int(match["number"])), None)
    if written == "des" and not match["year"]:
        after = match.string[match.end() :].lstrip(" .")
        if after[:1].isalpha() and not match["tgl"]:
            return None
    if written in MONTHS:
        return written
    spelt = {
        "nop": "november",
        "novem": "november",
        "ags": "agustus",
        "agust": "agustus",
        "agus": "agustus",
        "peb": "februari",
    }
    if written in spelt:
        return spelt[written]
    near = process.extractOne(written, _MONTHS, scorer=OSA.distance, score_cutoff=1) if len(written) > 5 else None
    return near[0] if near else None


def _relative(paper: Paper, today: date) -> Iterator[date | None]:
    for match in paper.finds(_RELATIVE):
        paper.strike(*match.span())
        kind = match.lastgroup
        if kind == "coming":
            yield before(today, -2 if match["coming"] == "lusa" else -1)
        else:
            words = {"two": "kemarin dulu", "one": "kemarin", "none": "hari ini"}
            yield read_date(words.get(kind or "", " ".join((match["ago"] or "").split())), today)
