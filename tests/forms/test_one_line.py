"""A report in one line: what is taken, what is asked, and that nothing is taken for what it is not."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.forms.engine import Accepted
from bot.forms.one_line import LONGEST, Line, read_line
from bot.forms.reading import read_date
from bot.forms.session import MATERIALS, session_fields
from content.numbers import value
from content.places import Register

TODAY = date(2026, 11, 24)
NIFUKANI = "53.02.07.2015"
LINES: list[dict[str, Any]] = [
    line
    for group in tomllib.loads(Path(__file__).with_name("lines.toml").read_text("utf-8")).values()
    for line in group
]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def read(register: Register, text: str, *prefer: str) -> Line:
    return read_line(text, register, prefer, TODAY)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"][:60])
def test_a_line_is_read_as_it_was_meant(register: Register, line: dict[str, Any]) -> None:
    found = read(register, line["text"])
    assert dict(found.values) == {name: value for name, value in line.items() if name not in {"text", "doubts"}}
    assert sorted(found.doubts) == line.get("doubts", [])


def test_there_are_lines_enough_and_each_stands_once() -> None:
    assert len({line["text"] for line in LINES}) == len(LINES) >= 320


@pytest.mark.parametrize("line", LINES[::5], ids=lambda line: line["text"][:60])
def test_what_may_be_tapped_is_an_answer_the_form_takes(register: Register, line: dict[str, Any]) -> None:
    fields = {field.name: field for field in session_fields(register, (), TODAY)}
    for name, asked in read(register, line["text"]).doubts.items():
        for option in asked.options:
            assert isinstance(fields[name].choose(option.raw, None), Accepted)
            assert option.label or option.key


@pytest.mark.parametrize(
    "text",
    [
        *("l " * 500, "laki " * 200, "5 l " * 250, "5 " * 500, "1-" * 500, "1/1/" * 250, "tgl " * 250, "jam 9 " * 160),
        *("dua puluh " * 100, "desa " * 200, "oebelo " * 140, "nifukanni " * 100, "qwrtz " * 160, "materi " * 140),
        *("x" * 1000, "9" * 1000, "," * 1000, " " * 1000, "\0" * 1000, "s.d. " * 200, "kec kupang " * 90, "rt " * 330),
        *("ratus ribu " * 90, "hari " * 200, "gereja " * 140, "undangan dari " * 70, "sampai " * 140, "-" * 1000),
    ],
)
def test_the_worst_text_is_read_to_its_end(register: Register, text: str) -> None:
    """A pattern that takes for ever on one of these would stop the suite here."""
    assert isinstance(read(register, text[:LONGEST]), Line)


def test_a_text_too_long_for_a_line_is_left_as_it_is(register: Register) -> None:
    text = "Nifukani 20/11 L 35 P 40 " + "x" * LONGEST
    assert read(register, text) == Line(rest=text)


def test_words_not_understood_are_shown_as_they_were_written(register: Register) -> None:
    line = read(register, "/sesi Nifukani 20/11 L35 P40, Ketua Adat minta brosur, RT 05")
    assert line.values["place"] == NIFUKANI
    assert line.rest == "Ketua Adat minta brosur RT 05"
    assert read(register, "tadi sosialisasi di Nifukani, terima kasih").rest == ""


def test_materials_stand_in_the_order_of_the_form(register: Register) -> None:
    line = read(register, "bpjs, prosedur, tppo, migrasi aman, perlindungan pmi, materi lain")
    assert line.values["materials"] == list(MATERIALS)


def test_an_unknown_subject_leaves_the_known_ones_ticked(register: Register) -> None:
    asked = read(register, "nifukani 20/11 materi tppo dan ternak babi").doubts["materials"]
    assert asked.values["chosen"] == ["trafficking"]


def test_a_number_alone_is_offered_as_the_head_count(register: Register) -> None:
    asked = read(register, "nifukani 20/11 75").doubts["people"]
    assert [option.raw for option in asked.options] == ["0.0.75"]


def test_the_district_one_serves_decides_no_namesake(register: Register) -> None:
    options = read(register, "Oinlasi 20/11", "53.02.08").doubts["place"].options
    assert options[0].raw.startswith("53.02.08")
    assert len(options) == 3


def test_a_village_named_like_its_district_is_taken_from_who_serves_it(register: Register) -> None:
    assert "place" in read(register, "Takari 20/11").doubts
    assert read(register, "Takari 20/11", "53.01.11.1007").values["place"] == "53.01.11.1007"


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("senin lalu", date(2026, 11, 23), "2026-11-16"),
        ("hari senin", date(2026, 11, 23), "2026-11-23"),
        ("senin minggu lalu", date(2026, 11, 29), "2026-11-16"),
        ("tgl 31", date(2026, 12, 31), "2026-12-31"),
        ("31 desember", date(2027, 1, 2), "2026-12-31"),
        ("29/2", date(2028, 3, 1), "2028-02-29"),
        ("3 hari lalu", date(2027, 1, 1), "2026-12-29"),
        ("kemarin", date(2028, 3, 1), "2028-02-29"),
    ],
)
def test_days_over_the_edge_of_a_week_a_month_a_year(register: Register, text: str, today: date, meant: str) -> None:
    assert read_line(text, register, (), today).values["held_on"] == meant


@pytest.mark.parametrize("text", ["tgl 31", "tgl 0", "hari minggu kemarin 21/11", "29/2"])
def test_days_that_are_none_are_asked(register: Register, text: str) -> None:
    assert list(read_line(text, register, (), date(2026, 11, 24)).doubts) == ["held_on"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *[("tadi sore", TODAY), ("kemarin pagi", date(2026, 11, 23)), ("tiga hari yang lalu", date(2026, 11, 21))],
        *[("hari senin", date(2026, 11, 23)), ("Jumat lalu", date(2026, 11, 20)), ("selasa lalu", date(2026, 11, 17))],
        *[
            ("kamis minggu lalu", date(2026, 11, 19)),
            ("hari minggu", date(2026, 11, 22)),
            ("3 mei 26", date(2026, 5, 3)),
        ],
        *[("minggu lalu", None), ("tadi malam", None), ("selasa", None), ("senin minggu", None), ("pagi", None)],
    ],
)
def test_the_date_field_understands_these_days_too(text: str, meant: date | None) -> None:
    assert read_date(text, TODAY) == meant


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *[("75", 75), ("1.200", 1200), ("dua puluh lima", 25), ("seratus", 100), ("seribu dua ratus", 1200)],
        *[
            ("sapulu", 10),
            ("lima blas", 15),
            ("1,960", None),
            ("12.34", None),
            ("ratus", None),
            ("", None),
            ("dua dua", None),
        ],
    ],
)
def test_a_number_is_read_in_digits_and_in_words(written: str, number: int | None) -> None:
    assert value(written) == number
