"""What files of figures read from a statement: every number of a period with its trace, as plain JSON.

The words are Indonesian; a number that nobody reported is None and never becomes a zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import format_decimal

from bot.i18n import INDONESIAN, Texts

Statement = Mapping[str, Any]
Figures = Mapping[str, Any]  # one indicator of a statement
Part = Mapping[str, Any]

REST = "unspecified"  # the key of the part that the other parts do not reach
SESSIONS = "sessions"  # the kind of entries that are no document
SEPARATOR = "; "
LARGE = ((6, "release.million"), (9, "release.billion"), (12, "release.trillion"))  # zeros
CENT = Decimal("0.01")

# What can be said of any statement, by the placeholders of the templates.
GENERAL = (
    *("judul", "tahun", "periode", "tempat", "tanggal", "data_sd", "diketahui"),
    *("terbitan", "kode_terbitan", "ditutup", "sidik", "internal", "rancangan", "sumber", "catatan"),
)


def general(statement: Statement, texts: Texts) -> dict[str, str]:
    """The values of all `GENERAL` placeholders; empty where there is nothing to say."""
    period, publication = statement["period"], statement["publication"]
    known_at, code = statement["known_at"], publication["code"] if publication else ""
    return {
        "judul": statement["title"],
        "tahun": period["name"],
        "periode": f"{day(texts, period['from'])} – {day(texts, period['to'])}",
        "tempat": statement["place"]["name"],
        "tanggal": day(texts, statement["made_at"][:10]),
        "data_sd": day(texts, period["as_of"]),
        "diketahui": moment(texts, known_at) if known_at else "",
        "terbitan": code or texts.plain(INDONESIAN, "release.not_published"),
        "kode_terbitan": code,
        "ditutup": day(texts, publication["closed_on"]) if publication else "",
        "sidik": publication["hash"] if publication else "",
        "internal": texts.plain(INDONESIAN, "release.internal") if statement["internal"] else "",
        "rancangan": "" if publication else texts.plain(INDONESIAN, "release.draft"),
        "sumber": SEPARATOR.join(all_sources(statement, texts)),
        "catatan": " ".join(f"{one['name']}: {note}" for one in statement["indicators"] for note in one["notes"]),
    }


def day(texts: Texts, dated: str) -> str:
    """A day, or a month that is all a source gives: 13 Januari 2026, Oktober 2025; anything else as it stands."""
    is_month = len(dated) == len("2025-10")
    try:
        shown = texts.day(INDONESIAN, date.fromisoformat(f"{dated}-01" if is_month else dated[:10]))
    except ValueError:
        return dated
    return shown.removeprefix("1 ") if is_month else shown


def moment(texts: Texts, at: str) -> str:
    """13 Januari 2026 pukul 10.00; a day alone where there is no time."""
    if len(at) == len("2026-01-13"):
        return day(texts, at)
    return texts.plain(INDONESIAN, "release.moment", day=day(texts, at), time=f"{datetime.fromisoformat(at):%H.%M}")


def number(texts: Texts, one: Figures, value: int) -> str:
    """2.226; rupiah say so: Rp78.468.365.801."""
    return amount(texts, one, value) if one["unit"] == "rupiah" else texts.number(INDONESIAN, value)


def amount(texts: Texts, one: Figures, value: int) -> str:
    """The number with its unit: 2.226 orang."""
    return texts.plain(INDONESIAN, f"unit.{one['unit']}", value=texts.number(INDONESIAN, value))


def in_short(texts: Texts, one: Figures, value: int) -> str:
    """From a million upwards with two decimals at most, rounded half-up: Rp78,47 miliar; in full below."""
    if value < 10 ** LARGE[0][0]:
        return number(texts, one, value)
    scaled = [((Decimal(value) / 10**zeros).quantize(CENT, ROUND_HALF_UP), key) for zeros, key in LARGE]
    rounded, key = next((pair for pair in scaled if pair[0] < 1000), scaled[-1])
    shown = texts.plain(INDONESIAN, key, value=format_decimal(rounded, "#,##0.##", locale=INDONESIAN))
    return texts.plain(INDONESIAN, "unit.rupiah", value=shown) if one["unit"] == "rupiah" else shown


def percent(texts: Texts, one: Figures) -> str | None:
    """113,57%, as the statement has it; None where there is none."""
    return None if one["rate"] is None else texts.percent(INDONESIAN, Decimal(one["rate"]))


def covered_to(one: Figures, period: Mapping[str, str]) -> str:
    """The last day the number speaks of, as ISO writes it."""
    ends = [entry["to"] for entry in one["entries"] if entry["counts"] and entry["kind"] != SESSIONS]
    is_counted = one["counted_sessions"] is not None or not ends
    return period["as_of"] if is_counted else min(max(ends), period["as_of"])


def named_parts(breakdown: Mapping[str, Any]) -> list[Part]:
    """The parts of a breakdown without what they do not reach."""
    return [part for part in breakdown["parts"] if part["key"] != REST]


def sources(one: Figures, texts: Texts) -> Sequence[str]:
    """Where a number comes from: documents with their date, and how much the bot counted itself."""
    return list(dict.fromkeys(_sources(one, texts)))


def part_sources(one: Figures, part: Part, texts: Texts) -> Sequence[str]:
    """Where a part comes from: the entries about it, or the count of the bot; none where neither is known."""
    own = [entry["source"] for entry in one["entries"] if entry["kind"] != SESSIONS and _is_about(entry, part)]
    dated = {source["title"]: _shown(source, texts) for source in one["sources"]}
    counted = sources(one, texts) if one["counted_sessions"] is not None else ()
    return list(dict.fromkeys(dated.get(title, title) for title in own if title)) or list(counted)


def all_sources(statement: Statement, texts: Texts) -> Iterable[str]:
    """The sources of all numbers and parts, each once."""
    found: dict[str, None] = {}
    for one in statement["indicators"]:
        found |= dict.fromkeys(sources(one, texts))
        for breakdown in one["breakdown"]:
            for part in named_parts(breakdown):
                found |= dict.fromkeys(part_sources(one, part, texts))
    return found


def _sources(one: Figures, texts: Texts) -> Iterator[str]:
    yield from (_shown(source, texts) for source in one["sources"])
    if one["counted_sessions"] is not None:
        yield texts.plain(INDONESIAN, "release.counted", count=texts.number(INDONESIAN, one["counted_sessions"]))


def _shown(source: Mapping[str, Any], texts: Texts) -> str:
    if not source["dated"]:
        return str(source["title"])
    return texts.plain(INDONESIAN, "release.source", title=source["title"], dated=day(texts, source["dated"]))


def _is_about(entry: Mapping[str, Any], part: Part) -> bool:
    return part["name"] in entry["part"].split(SEPARATOR) or part["key"] == entry["place_code"]
