"""Dates and head counts as people write them. What could be meant in two ways is not read, but asked."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from content.numbers import in_digits
from content.periods import MONTHS

_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:tgl|tanggal)?\.?\s*(\d{1,2})\s*([a-z]+)\.?(?:\s*(\d{4}|\d{2}))?")
_NEAR = {
    "hari ini": 0,
    "hr ini": 0,
    "sekarang": 0,
    "tadi": 0,
    "today": 0,
    "kemarin": 1,
    "kmrn": 1,
    "kmarin": 1,
    "yesterday": 1,
}
_NEAR |= {"kemarin dulu": 2, "kemarin lusa": 2, "lusa kemarin": 2}
_DAYTIME = re.compile(r"(?<=\w) (?:pagi|siang|sore)$")  # "tadi sore", but not "tadi malam": that may be yesterday
_AGO = re.compile(r"(\d{1,2}) (?:hari|hr) (?:yang |yg )?(?:lalu|lewat)")
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin senen snin",
            "selasa slasa",
            "rabu rbu",
            "kamis kms",
            "jumat jum'at jumaat jmt jumad",
            "sabtu sbtu",
            "minggu ahad",
        )
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    rf"(hari |hr )?({'|'.join(WEEKDAYS)})( (?:minggu|pekan))?( lalu| yang lalu| yg lalu| kemarin| kmrn| ini)?"
)

_TOKEN = re.compile(r"[a-z]+2\b|[a-z]+|\d[\d.,]*\d|\d|\S")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_SEX_WORDS = {
    "men": "l lk laki laki2 pria bapak bapak2 bapa bapa2 cowok male men m",
    "women": "p pr prp perempuan wanita ibu ibu2 mama mama2 nona cewek female women w",
    "unspecified": "orang org peserta total jumlah semua people",
}
_SEXES = {word: sex for sex, words in _SEX_WORDS.items() for word in words.split()}
_FILLERS = frozenset({"dan", "deng", "sama", "and", ",", ";", ":", "=", "+", "&", "/", "-", "."})


@dataclass(frozen=True)
class HeadCount:
    men: int = 0
    women: int = 0
    unspecified: int = 0

    @property
    def total(self) -> int:
        return self.men + self.women + self.unspecified


def read_date(text: str, today: date) -> date | None:
    """The day meant; without a year the latest one that is not in the future, or else the coming one."""
    words = " ".join(text.casefold().split())
    if (near := _DAYTIME.sub("", words)) in _NEAR:
        return before(today, _NEAR[near])
    if match := _AGO.fullmatch(in_digits(words)):
        return before(today, int(match[1]))
    match = _WEEKDAY.fullmatch(words)
    return _last(match, today) if match else _in_figures(words, today)


def _in_figures(words: str, today: date) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _date(*map(int, match.groups()))
    if match := _DAY.fullmatch(words):
        return _nearest(int(match[1]), int(match[2]), match[3], today)
    if (match := _NAMED.fullmatch(words)) and match[2] in MONTHS:
        return _nearest(int(match[1]), MONTHS[match[2]], match[3], today)
    return None


def read_people(text: str) -> HeadCount | None:
    """Head counts such as "L 35 P 40", "35 laki-laki 40 perempuan", "75 orang"; None where anything is left unread.

    "1.200" is one thousand two hundred; "1,960" could be two things and is not read.
    """
    tokens = _without_echo([token for token in _TOKEN.findall(text.casefold()) if token not in _FILLERS])
    if len(tokens) == 1:
        tokens = ["orang", *tokens]
    if len(tokens) % 2:
        return None
    counted: dict[str, int] = {}
    for pair in zip(tokens[::2], tokens[1::2], strict=True):
        word, number = pair if pair[0] in _SEXES else pair[::-1]
        if word not in _SEXES or not _NUMBER.fullmatch(number) or _SEXES[word] in counted:
            return None
        counted[_SEXES[word]] = int(number.replace(".", ""))
    return _head_count(counted) if counted else None


def _without_echo(tokens: list[str]) -> list[str]:
    """Words that say the same twice are one: "laki-laki", "peserta orang"."""
    return [token for i, token in enumerate(tokens) if i == 0 or _SEXES.get(token, i) != _SEXES.get(tokens[i - 1])]


def _head_count(counted: dict[str, int]) -> HeadCount | None:
    """A total beside men and women must be their sum; then it is not a third number."""
    men, women, others = counted.get("men", 0), counted.get("women", 0), counted.get("unspecified", 0)
    if "unspecified" in counted and len(counted) > 1:
        is_sum = {"men", "women"} <= counted.keys() and others == men + women
        return HeadCount(men, women) if is_sum else None
    return HeadCount(men, women, others)


def before(today: date, days: int) -> date | None:
    """So many days ago; None where the calendar ends."""
    try:
        return today - timedelta(days=days)
    except OverflowError:
        return None


def _last(match: re.Match[str], today: date) -> date | None:
    """A weekday of the past. "Senin" alone may be any, "minggu lalu" a Sunday or a week: those are asked."""
    announced, name, week, when = match.groups()
    if (not announced and (not when or name == "minggu")) or (week and when in {None, " ini"}):
        return None
    weekday = WEEKDAYS[name]
    if week:
        return before(today, today.weekday() - weekday + 7)
    ago = (today.weekday() - weekday) % 7
    return before(today, ago or (7 if when not in {None, " ini"} else 0))


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this, last = _date(today.year, month, day), _date(today.year - 1, month, day)
    if this is not None and this <= today + timedelta(days=31):
        return this
    return last or this


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
