"""Which numbers are read as figures, what each means, and which are passed over."""

from fractions import Fraction

import pytest

from content.arithmetic.amounts import Amount, Bound, Range, are_alike, exactly, shown
from content.arithmetic.sentences import Text


def figures(text: str) -> tuple[Amount, ...]:
    return Text.of(text).amounts


def figure(text: str) -> Amount:
    (only,) = figures(text)
    return only


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        *[
            ("1.960", 1960, ""),
            ("2.226 orang", 2226, "people"),
            ("2226 PMI", 2226, "people"),
            ("523 kasus", 523, "cases"),
        ],
        *[
            ("15 ribu 345 orang", 15345, "people"),
            ("dua belas desa", 12, "villages"),
            ("12 (dua belas) desa", 12, "villages"),
        ],
        *[
            ("2 juta 300 ribu orang", 2_300_000, "people"),
            ("1,2 juta orang", 1_200_000, "people"),
            ("15rb orang", 15000, "people"),
        ],
        *[("Rp78,46 miliar", 78_460_000_000, "rupiah"), ("Rp 78.468.365.801", 78_468_365_801, "rupiah")],
        *[
            ("Rp. 500.000,-", 500_000, "rupiah"),
            ("Rp57,42 M", 57_420_000_000, "rupiah"),
            ("1,2 triliun rupiah", 1_200_000_000_000, "rupiah"),
        ],
        *[
            ("Rp78,468,365,801", 78_468_365_801, "rupiah"),
            ("2,226 orang", 2226, "people"),
            ("IDR 100.000", 100_000, "rupiah"),
        ],
        *[("113,57 persen", Fraction("113.57"), "percent"), ("113,57%", Fraction("113.57"), "percent")],
        *[
            ("113.57 persen", Fraction("113.57"), "percent"),
            ("seratus persen", 100, "percent"),
            ("7 persen poin", 7, "points"),
        ],
        *[
            ("dua kali lipat", 2, "times"),
            ("2,5 kali lipat", Fraction("2.5"), "times"),
            ("lima kabupaten", 5, "kabupaten"),
        ],
        ("lima ratus dua puluh tiga kasus", 523, "cases"),
        ("dua ribu dua ratus dua puluh enam penempatan", 2226, "people"),
        ("satu miliar dua ratus juta rupiah", 1_200_000_000, "rupiah"),
        ("*2.226* orang", 2226, "people"),
        ("2025 orang", 2025, "people"),
        ("sebanyak 2025 PMI", 2025, "people"),
    ],
)
def test_numbers_are_read_as_they_are_written(written: str, value: Fraction, unit: str) -> None:
    read = figure(written)
    assert (read.value, read.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "Selasa (13/1/2026)",
            "13 Januari 2026",
            "tanggal 13",
            "13-16 November 2025",
            "20-10-2025",
            "per 31 Desember 2025",
        ],
        *["sepanjang 2025", "tahun 2025", "2021-2025", "2024/2025", "Pada 2022 warga NTT"],
        *["Pasal 5", "Pasal 12 ayat (3) huruf b", "Nomor 18 Tahun 2017", "Permen 17/2025", "UU No. 18", "560/45/2025"],
        *[
            "0811-3812-3456",
            "WA 081238123456",
            "+6281238123456",
            "(0380) 831234",
            "call center 08001000",
            "NIK 5371012345678901",
        ],
        *["pukul 09.00", "pukul 08.30 sampai 11.00", "09.00 WITA", "jam 9", "08.00-16.00 WITA", "1:3"],
        *[
            "berusia 21 tahun",
            "usia 18-35 tahun",
            "16 hari",
            "16 (enam belas) hari",
            "24 jam",
            "3 kali",
            "5 km",
            "20 hektare",
        ],
        *["angkatan ke-3", "triwulan 3", "RT 03 RW 05", "peringkat 2", "kelas 12", "Jalan Perintis No. 12", "Covid-19"],
        *["P3MI", "BP3MI", "G2G", "1. Penempatan", "2) Pelatihan", "meliputi (1) pendataan", "halaman 4"],
        *["salah satu desa", "satu sama lain", "dua-duanya", "RM 1.700", "USD 100", "1.500 ringgit", "58 53%"],
        *["tujuh puluh delapan koma empat enam miliar", "1.96.0 orang", "1.20 orang", "9999999999999999 orang", ""],
    ],
)
def test_what_is_no_figure_is_passed_over(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        *[("2.226 orang", "2226", "2226"), ("Rp78.468.365.801", "78468365801", "78468365801")],
        *[("Rp78,46 miliar", "78455000000", "78465000000"), ("15 ribu orang", "14500", "15500")],
        *[("117 persen", "116.5", "117.5"), ("113,57%", "113.565", "113.575"), ("30-40 orang", "30", "40")],
        *[
            ("sekitar 114 persen", "113", "115"),
            ("kurang lebih 2.200 orang", "2100", "2300"),
            ("sekitar 15.000 orang", "13500", "16500"),
        ],
    ],
)
def test_a_number_means_all_that_rounds_to_it(written: str, low: str, high: str) -> None:
    assert figure(written).means == Range(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("written", "bound", "true", "false"),
    [
        ("lebih dari 15.000 orang", Bound.ABOVE, "15345", "15000"),
        ("di atas 15.000 orang", Bound.ABOVE, "15001", "14999"),
        ("2.200 lebih orang", Bound.ABOVE, "2226", "2199"),
        ("kurang dari 1.500 orang", Bound.BELOW, "1401", "1500"),
        ("hampir 114 persen", Bound.NEARLY, "113.57", "114"),
        ("hampir 2.300 orang", Bound.NEARLY, "2226", "2150"),
        ("minimal 60 orang", Bound.AT_LEAST, "60", "59"),
        ("tidak kurang dari 60 orang", Bound.AT_LEAST, "60", "59"),
        ("maksimal 60 orang", Bound.AT_MOST, "60", "61"),
        ("tidak lebih dari 60 orang", Bound.AT_MOST, "60", "61"),
        ("sekitar 117 persen", Bound.ABOUT, "116.2", "113.57"),
        ("2.200-an orang", Bound.ABOUT, "2226", "2400"),
        ("mencapai 117 persen", Bound.EXACT, "117.4", "113.57"),
        ("mencapai lebih dari 117 persen", Bound.ABOVE, "117.4", "113.57"),
        ("lebih dari dua kali lipat", Bound.ABOVE, "2.1", "1.59"),
    ],
)
def test_hedges_have_their_meaning(written: str, bound: Bound, true: str, false: str) -> None:
    read = figure(written)
    assert read.bound is bound
    assert read.may_be(exactly(Fraction(true)))
    assert not read.may_be(exactly(Fraction(false)))


def test_a_hedge_of_something_else_is_none() -> None:
    """ "melampaui target 1.960" does not mean more than 1.960."""
    assert figure("melampaui target 1.960 orang").bound is Bound.EXACT
    assert figure("70,57 persen lebih tinggi dari tahun lalu").bound is Bound.EXACT


def test_a_page_that_breaks_a_line_breaks_no_number() -> None:
    text = "Remitansi PMI asal Nusa Tenggara Timur sepanjang tahun ini mencapai Rp9,91\nmiliar dari 2.551 pengirim"
    assert [amount.value for amount in figures(text)] == [9_910_000_000, 2551]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ada 2.226 orang. Target 1.960 orang.", 2),
        ("Nilai Rp. 500.000 dikirim. Selesai.", 2),
        ("Kata Drs. Siwa, M.Si. di Kupang", 1),
        ("Judul tanpa titik\n\nIsi berita.", 2),
        ("Rincian:\n- Perempuan 40\n- Laki-laki 30", 3),
        ("Apa? Ya! Tentu.", 3),
        ("Nilai s.d. Agustus naik", 1),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: int) -> None:
    assert len(Text.of(text).sentences) == sentences


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        *[("2226", "2262", True), ("15345", "15435", True), ("1960", "1690", True), ("523", "532", True)],
        *[
            ("2226", "2126", True),
            ("523", "513", False),
            ("2226", "1960", False),
            ("12", "21", False),
            ("78.46", "87.46", True),
        ],
    ],
)
def test_a_slip_is_told_from_another_number(one: str, other: str, alike: bool) -> None:
    assert are_alike(Fraction(one), Fraction(other)) is alike


def test_numbers_are_shown_rounded_half_up_and_whole_where_they_are() -> None:
    assert [
        str(shown(Fraction(*pair))) for pair in [(222600, 1960), (1, 8), (3, 8), (1000, 10), (10004, 100), (-1, 8)]
    ] == [*("113.57", "0.13", "0.38", "100", "100.04", "-0.13")]
