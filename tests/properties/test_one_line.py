"""One-line reports put together from random answers: read back as they were, or asked; never as something else."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.forms.engine import Accepted
from bot.forms.one_line import LONGEST, read_line
from bot.forms.session import MATERIALS, session_fields
from content.places import Register
from tests.properties.strategies import any_text

TODAY = date(2026, 11, 24)
MONTH = ["jan", "feb", "maret", "april", "mei", "juni", "juli", "agustus", "sept", "oktober", "nop", "desember"]
SUBJECTS = {
    "safe_migration": ("migrasi aman", "Migran aman"),
    "trafficking": ("TPPO", "bahaya calo", "perdagangan orang"),
    "protection": ("perlindungan PMI", "pelindungan"),
    "procedure": ("prosedur", "dokumen resmi"),
    "social_security": ("BPJS", "jaminan sosial"),
    "other": ("materi lain",),
}
MODES = {"face_to_face": ("tatap muka", "luring"), "online": ("daring", "via zoom", "online")}
BOTH = (
    "L{m} P{w}",
    "L {m}, P {w}",
    "{m}L/{w}P",
    "{w} perempuan {m} laki-laki",
    "bapa2 {m} deng mama2 {w}",
    "pr {w} lk {m}",
)
WITH_TOTAL = ("total {t}, L {m} P {w}", "{t} orang ({m} laki, {w} perempuan)", "L{m} P{w} total {t}")
ALONE = ("{t} orang", "peserta {t}", "{t} org", "total {t} peserta", "dihadiri {t} warga")
GREETINGS = ("", "lapor pak", "Selamat siang kaka", "katong su bekin sosialisasi", "beta lapor")
# Bits that say nothing a field asks for, numbers among them.
NOISE = (
    "RT 05",
    "selama 2 jam",
    "usia 17 tahun",
    "10 pertanyaan",
    "hp 081234567890",
    "biaya Rp 50.000",
    "pak camat hadir",
    "ok",
)


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@st.composite
def days(draw: st.DrawFn) -> tuple[str, str]:
    day = TODAY - timedelta(days=draw(st.integers(0, 50)))
    long = f"{day.day} {MONTH[day.month - 1]}"
    ways = [
        f"{day.day}/{day.month}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%y}",
        day.isoformat(),
        long,
        f"{long} {day.year}",
        f"tgl {long}",
    ]
    ways += {0: ["hari ini", "tadi pagi"], 1: ["kemarin", "kmrn sore"], 2: ["kemarin dulu"]}.get((TODAY - day).days, [])
    return day.isoformat(), draw(st.sampled_from(ways))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[int], str]:
    men, women = draw(st.integers(0, 400)), draw(st.integers(1, 400))
    if draw(st.booleans()):
        wording = draw(st.sampled_from(BOTH + WITH_TOTAL))
        return [men, women, 0], wording.format(m=men, w=women, t=men + women)
    return [0, 0, men + women], draw(st.sampled_from(ALONE)).format(t=men + women)


@st.composite
def reports(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """Some of the answers, each with words for it."""
    said: dict[str, Any] = {}
    parts: list[str] = []
    if draw(st.booleans()):
        said["held_on"], words = draw(days())
        parts.append(words)
    if draw(st.booleans()):
        said["people"], words = draw(crowds())
        parts.append(words)
    if draw(st.booleans()):
        said["mode"] = draw(st.sampled_from(sorted(MODES)))
        parts.append(draw(st.sampled_from(MODES[said["mode"]])))
    chosen = draw(st.sets(st.sampled_from(MATERIALS), max_size=3))
    if chosen:
        said["materials"] = [code for code in MATERIALS if code in chosen]
        parts.append(" dan ".join(draw(st.sampled_from(SUBJECTS[code])) for code in said["materials"]))
    parts += draw(st.lists(st.sampled_from(NOISE), max_size=1))
    return said, parts


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports(), data=st.data())
def test_a_report_is_read_back_or_asked_but_never_as_another(
    register: Register, report: tuple[dict[str, Any], list[str]], data: st.DataObject
) -> None:
    said, parts = report
    village = data.draw(st.sampled_from(register.villages()))
    district, regency, _ = register.parents(village)
    wordings: tuple[str, ...] = (
        village.name,
        f"desa {village.name}",
        f"di {village.name} kec {district.name}",
        register.label(village),
    )
    wordings += (f"{village.name}, {district.name}, {regency.name}", village.name.lower(), village.code)
    said = {**said, "place": village.code}
    shuffled = data.draw(st.permutations([*parts, data.draw(st.sampled_from(wordings))]))
    text = data.draw(st.sampled_from([", ", "; ", " - ", ". ", "\n"])).join(
        [*filter(None, [data.draw(st.sampled_from(GREETINGS))]), *shuffled]
    )
    line = read_line(text, register, (), TODAY)
    for name in ("place", "held_on", "mode", "people", "materials"):
        if name in line.values:
            assert line.values[name] == said.get(name), (name, text)
        elif name in said and name != "place":
            assert name in line.doubts, (name, text)


@settings(max_examples=400, deadline=None)
@given(text=any_text, today=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
@example(text="9" * 999, today=TODAY)
@example(text="tgl 00 jam 99 L 0,0 P -1 desa", today=date(1, 1, 1))
@example(text="3 hari lalu", today=date(1, 1, 1))
@example(text="minggu depan lusa senin depan", today=date.max)
@example(text="İ ß ﬁ ½ ² ٣ \ud800", today=TODAY)
@example(text="x" * (LONGEST + 1), today=TODAY)
def test_no_text_makes_the_reader_raise(register: Register, text: str, today: date) -> None:
    line = read_line(text, register, (), today)
    fields = {field.name: field for field in session_fields(register, (), today)}
    assert not line.values.keys() & line.doubts.keys()
    for name, asked in line.doubts.items():
        assert all(isinstance(fields[name].choose(option.raw, None), Accepted) for option in asked.options)


@settings(max_examples=200, deadline=None)
@given(men=st.integers(0, 900), women=st.integers(0, 900), total=st.integers(0, 1800))
def test_a_total_that_is_not_the_sum_is_never_dropped(register: Register, men: int, women: int, total: int) -> None:
    for text in (f"L {men} P {women} total {total}", f"{total} orang, {men} laki-laki, {women} perempuan"):
        line = read_line(text, register, (), TODAY)
        assert ("people" in line.values) == (men + women == total and total > 0), text
