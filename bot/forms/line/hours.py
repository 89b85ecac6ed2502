"""From when until when a session lasted. An hour that could be morning or evening is not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from content.numbers import WORDED, value

if TYPE_CHECKING:
    from bot.forms.line.paper import Paper

_PART: Final = r"(?P<part{n}>\s*(?:pagi|siang|sore|malam|pgi|sre))?"
_CLOCK: Final = (
    rf"(?P<half{{n}}>s[ae]?tengah\s+)?(?P<hour{{n}}>[0-9]{{{{1,2}}}}|{WORDED.replace('{', '{{').replace('}', '}}')})"
    r"(?:[.:](?P<minute{n}>[0-5][0-9]))?(?![0-9]|[.,/:][0-9]|-[0-9]+-[0-9])"
)
_TO: Final = (
    r"\s*(?:-|s/d|s\.\s?d\.?|sd|smp|sampai(?:\s+dengan)?|sampe|sampei|hingga|ke|to)\s*(?:(?:jam|pukul|pkl|jm)\.?\s*)?"
)
_ZONE: Final = r"(?:\s*wit[ae]?(?![a-z]))?"


def _clock(n: int) -> str:
    return _CLOCK.format(n=n) + _PART.format(n=n) + _ZONE


_OPEN: Final = rf"(?:{_TO}(?:selesai|slesai|selsai|habis|tuntas)(?![a-z]))?"
_ANNOUNCED: Final = re.compile(
    rf"(?<![a-z])(?P<word>(?:mulai\s+|dari\s+|sejak\s+|sekitar\s+)?(?:jam|pukul|pkl|pkul|jm)\.?)\s*:?\s*{_clock(1)}"
    rf"(?:(?:{_TO}|\s*,?\s*selesai\s+(?:jam|pukul|pkl)\.?\s*){_clock(2)}|{_OPEN})(?![a-z])"
)
_UNTIL: Final = re.compile(
    rf"(?<![a-z])(?P<word>(?:selesai|tutup|sampai|sampe|berakhir)\s+(?:jam|pukul|pkl)\.?)\s*{_clock(2)}(?![a-z])"
)
_RANGE: Final = re.compile(
    rf"(?<![0-9])(?<![0-9][.,/:-])(?P<hour1>[0-2]?[0-9])[.:](?P<minute1>[0-5][0-9])(?P<half1>)(?P<part1>\s*(?:pagi|siang|sore|malam))?{_ZONE}"
    rf"{_TO}(?P<hour2>[0-2]?[0-9])[.:](?P<minute2>[0-5][0-9])(?P<half2>)(?P<part2>\s*(?:pagi|siang|sore|malam))?{_ZONE}(?![0-9a-z]|[.,/:][0-9])"
)
_MARKED: Final = re.compile(
    r"(?<![0-9])(?<![0-9][.,/:-])(?P<half1>)(?P<hour1>[0-2]?[0-9])(?:[.:](?P<minute1>[0-5][0-9]))?"
    r"(?:(?P<part1>\s*(?:pagi|siang|sore|malam))(?:\s*wita)?|\s*wita)"
    rf"(?:{_TO}(?P<half2>)(?P<hour2>[0-2]?[0-9])(?:[.:](?P<minute2>[0-5][0-9]))?(?P<part2>\s*(?:pagi|siang|sore|malam))?"
    r"(?:\s*wita)?)?(?![0-9a-z]|[.,/:][0-9])"
)
_COLON: Final = re.compile(
    r"(?<![0-9])(?<![0-9][.,/:-])(?P<half1>)(?P<hour1>[0-2]?[0-9]):(?P<minute1>[0-5][0-9])(?P<part1>)(?![0-9]|[.,/:][0-9])"
)
_DOT: Final = re.compile(
    r"(?<![0-9])(?<![0-9][.,/:-])(?P<half1>)(?P<hour1>0[6-9]|1[0-9])\.(?P<minute1>00|15|30|45)(?P<part1>)(?![0-9]|[.,/:-][0-9])"
    r"(?!\s*(?:orang|org|peserta|l|p|lk|pr|laki|perempuan)(?![a-z]))"
)
_DAYTIME: Final = re.compile(
    r"(?<![a-z])(?<!selamat )(?<!met )(pagi|siang|sore|malam)(?![a-z])"
    r"(?!\s*,?\s*(?:pak|bu|kak|ibu|bapak|semua|om|min)(?![a-z]))"
)
_DURATION: Final = re.compile(
    r"(?<![0-9a-z])(?<![0-9][.,/-])(?:(?:selama|durasi|sekitar)\s+(?:[0-9]+(?:[.,/][0-9]+)?|[a-z]+)\s*(?:jam|menit|mnt)(?![a-z])"
    r"|(?:[0-9]+(?:[.,/][0-9]+)?|satu|dua|tiga|empat|se|setengah)\s*(?:menit|mnt|jam)(?![a-z])"
    rf"(?![ \t]*(?:[0-9]|s[ae]?tengah|{WORDED}(?![a-z])))(?:\s+lebih)?)"
)


def read_hours(paper: Paper) -> dict[str, str]:
    """`starts_at` and `ends_at` as "HH:MM", each only where it is clear."""
    said = _DAYTIME.search(paper.text)
    for pattern in (_ANNOUNCED, _RANGE, _MARKED, _COLON, _DOT):
        for match in paper.finds(pattern):
            found = _hours(match, said[1] if said else "")
            if found is not None:
                paper.strike(*match.span())
                until = next(paper.finds(_UNTIL), None)
                if until is not None and "ends_at" not in found and "starts_at" in found:
                    found |= _ends(until, found["starts_at"])
                    paper.strike(*until.span())
                return found
    return {}


def close_durations(paper: Paper) -> None:
    """How long it took ("2 jam") counts no people."""
    for match in paper.finds(_DURATION):
        paper.close(*match.span())


def _hours(match: re.Match[str], said: str) -> dict[str, str] | None:
    """None where this is no time of day; an empty answer where it is one that could be two."""
    parts = match.groupdict()
    first, second = _minutes(parts, 1), _minutes(parts, 2)
    if first is None or (parts.get("hour2") and second is None):
        return None
    part1, part2 = (parts.get("part1") or "").strip(), (parts.get("part2") or "").strip()
    exact1 = _is_exact(parts, 1)
    start = _placed(first, part1 or ("" if second is None else part2) or said, exact=exact1)
    if start is None and part2 and not part1:
        start = _placed(first, "", exact=exact1)  # "9 - 12 siang": only the end is at noon
    if start is None:
        return {}
    if second is None:
        return {"starts_at": _shown(start)}
    end = _placed(second, part2, exact=_is_exact(parts, 2)) if part2 else None
    if end is None:
        end = second if second > start else second + 720
    if not start < end < 1440 or end - start > 600:
        return {"starts_at": _shown(start)} if part1 or exact1 else {}
    return {"starts_at": _shown(start), "ends_at": _shown(end)}


def _ends(match: re.Match[str], starts_at: str) -> dict[str, str]:
    second = _minutes(match.groupdict(), 2)
    start = int(starts_at[:2]) * 60 + int(starts_at[3:])
    if second is None:
        return {}
    part = (match["part2"] or "").strip()
    end = _placed(second, part, exact=False) if part else (second if second > start else second + 720)
    return {"ends_at": _shown(end)} if end is not None and start < end < 1440 and end - start <= 600 else {}


def _minutes(parts: dict[str, str | None], n: int) -> int | None:
    hour = value(parts.get(f"hour{n}") or "")
    if hour is None or hour > 23:
        return None
    minutes = hour * 60 + int(parts.get(f"minute{n}") or 0)
    return minutes - 30 if parts.get(f"half{n}") else minutes


def _is_exact(parts: dict[str, str | None], n: int) -> bool:
    """Whether it leaves no doubt, as "07.30" and "14.00" do."""
    hour = parts.get(f"hour{n}") or ""
    return (parts.get(f"minute{n}") is not None and hour.startswith("0")) or (hour.isdecimal() and int(hour) > 12)


def _placed(minutes: int, part: str, *, exact: bool) -> int | None:
    """The hour of the day; without a word for it only where nobody could mean the other half of the day."""
    if exact:
        return minutes
    if part.startswith(("pagi", "pgi")):
        return minutes if minutes < 720 else None
    if part == "siang":
        return minutes if 600 <= minutes < 900 else minutes + 720 if minutes < 240 else None
    if part in {"sore", "sre"}:
        return minutes + 720 if 60 <= minutes < 420 else minutes if 840 <= minutes < 1140 else None
    if part == "malam":
        return minutes + 720 if 360 <= minutes < 720 else minutes if minutes >= 1080 else None
    return minutes if 480 <= minutes < 780 else None


def _shown(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
