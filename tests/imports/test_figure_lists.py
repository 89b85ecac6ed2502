"""Rows of figures and targets under Indonesian headings: what is plain is read, everything else refused by its row."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Texts
from bot.importing import BadRow, judged_figures, read_figures
from bot.imports.figure_cells import whole_number
from bot.imports.figures import Number
from bot.imports.kinds import COLUMNS, FIGURES, SESSIONS, kind_of
from content.library import FOLDER, Library
from storage.figure import LARGEST, Figure, Source
from storage.targets import Target
from tests.exports import lists as sessions
from tests.imports.lists import OCTOBER, TODAY, as_csv, as_xlsx, moment, row

YEAR = date(2025, 1, 1), date(2025, 12, 31)


def read(path: Path, library: Library) -> Number:
    ((line, number),) = read_figures(path, library, TODAY)
    assert line == 2
    return number


def days(number: Number) -> tuple[date, date]:
    return number.from_on, number.to_on


# What is refused


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Jenis": ""}, "Jenis '' is not one of: angka, target"),
        ({"Jenis": "capaian"}, "Jenis 'capaian' is not one of: angka, target"),
        ({"Indikator": ""}, "Indikator '' is not one of: Penempatan, "),
        ({"Indikator": "Penempatn"}, "Indikator 'Penempatn' is not one of"),
        ({"Sifat": "bulanan"}, "Sifat of Penempatan 'bulanan' is not one of: arus, kumulatif"),
        ({"Sifat": "keadaan"}, "Sifat of Penempatan 'keadaan' is not one of: arus, kumulatif"),
        ({"Indikator": "Desa EMAS", "Sifat": "arus"}, "'arus' is not one of: keadaan"),
        ({"Masa": ""}, "Masa is empty, and so is Dari"),
        ({"Masa": "", "Dari": "01/10/2026"}, "Masa is empty, and so is Sampai"),
        ({"Masa": "Oktober 2026 lalu"}, "Masa 'Oktober 2026 lalu' is no period"),
        ({"Masa": "Oktober November 2026"}, "is no period"),
        ({"Masa": "2025 2026"}, "is no period"),
        ({"Masa": "tahun depan"}, "is no period"),
        ({"Masa": "2027"}, "Masa '2027' runs to 2027-12-31, in the future"),
        ({"Masa": "2026"}, "runs to 2026-12-31, in the future; of a period that has begun write Dari and Sampai"),
        ({"Masa": "November 2026"}, "runs to 2026-11-30, in the future"),
        ({"Masa": "Desember"}, "Masa 'Desember' runs to 2026-12-31, in the future"),
        ({"Sampai": "31/10/2026"}, "Masa is filled in, and so is Dari or Sampai"),
        ({"Masa": "", "Dari": "01/10/2026", "Sampai": "25/11/2026"}, "the period to 2026-11-25 lies in the future"),
        ({"Masa": "", "Dari": "31/10/2026", "Sampai": "01/10/2026"}, "ends before it begins"),
        ({"Masa": "", "Dari": "31/02/2026", "Sampai": "31/10/2026"}, "Dari '31/02/2026' is no date"),
        ({"Masa": "", "Dari": "1 Okt", "Sampai": "31/10/2026"}, "Dari '1 Okt' is no date"),
        ({"Masa": "", "Dari": "01/10/0206", "Sampai": "31/10/2026"}, "Dari 0206-10-01 lies before 2000-01-01"),
        ({"Tempat": "Atlantis"}, "Tempat 'Atlantis' is no code or name of a place in NTT"),
        ({"Tempat": "53.99"}, "Tempat '53.99' is no code or name"),
        ({"Tempat": "Bellu"}, "Tempat 'Bellu' is not the name of one place alone; write the code of: 53.04 Kab. Belu"),
        ({"Tempat": "Kupang"}, "write the code of: 53.01 Kab. Kupang or 53.71 Kota Kupang"),
        ({"Rincian": "P to G"}, r"Rincian 'P to G' is no part of Penempatan: G to G; P to P \(P3MI\); "),
        ({"Rincian": "Tatap muka"}, "Rincian 'Tatap muka' is no part of Penempatan"),
        ({"Rincian": "G to G; P to P"}, "Rincian 'G to G; P to P' names two parts of one kind"),
        ({"Indikator": "Remitansi", "Rincian": "BNI"}, "Rincian 'BNI' may be BNI Kupang or BNI Maumere"),
        ({"Indikator": "Desa EMAS", "Rincian": "Kupang"}, "is no part of Desa Migran EMAS: it has none"),
        *[
            ({"Nilai": value}, f"Nilai '?{value}'? is no whole number of 0 or more")
            for value in (-1, "-1", 12.5, "12,5", "1,960", "1.96", "0.123", "19.60", "sepuluh", "٣", "187 orang")
        ],
        ({"Nilai": "9" * 19}, "is no whole number"),
        ({"Sumber": " "}, "Sumber is empty"),
        ({"Sumber": "x" * 201}, "Sumber has 201 characters, 200 are the most"),
        ({"Tanggal_sumber": "kemarin"}, "Tanggal sumber 'kemarin' is no date, month or year"),
        ({"Tanggal_sumber": "2026-13"}, "Tanggal sumber '2026-13' is no date"),
        ({"Tanggal_sumber": "triwulan 3 2026"}, "is no date, month or year"),
        ({"Alamat": "Jl. El Tari 1"}, "Alamat 'Jl. El Tari 1' does not begin with https://"),
        ({"Catatan": "x" * 501}, "Catatan has 501 characters, 500 are the most"),
        ({"Jenis": "target", "Nilai": ""}, "Nilai is empty: a target is a number"),
        ({"Jenis": "target", "Catatan": "naik"}, "Catatan of a target is not kept; write it in Sumber"),
    ],
)
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_bad_row_is_refused_by_its_row_with_a_reason(
    library: Library, tmp_path: Path, write: Any, cells: dict[str, Any], reason: str
) -> None:
    path = write(tmp_path, row(), row(**cells))
    good, bad = judged_figures(path, library, TODAY)
    assert (good.becomes, bad.becomes, bad.line, bad.number) == ("new", "refused", 3, None)
    with pytest.raises(BadRow, match=reason) as refused:
        read_figures(path, library, TODAY)
    assert str(refused.value).startswith(f"{path}:3: ")


def test_a_formula_is_refused_as_one_and_not_calculated(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="3: Nilai holds a formula; paste its value instead"):
        read_figures(as_xlsx(tmp_path, row(), row(Nilai="=100+87")), library, TODAY)


def test_a_month_that_excel_took_for_a_date_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="Masa '2026-10-01 00:00:00' is no period in words"):
        read_figures(as_xlsx(tmp_path, row(Masa=moment(OCTOBER[0]))), library, TODAY)


def test_every_refused_row_is_counted(library: Library, tmp_path: Path) -> None:
    path = as_csv(tmp_path, row(Nilai=-1), row(), row(Masa="?"), row(Sumber=""))
    with pytest.raises(BadRow, match=r":2: Nilai .* \(and 2 more; --dry-run names them all\)"):
        read_figures(path, library, TODAY)
    assert [judged.line for judged in judged_figures(path, library, TODAY) if judged.becomes == "refused"] == [2, 4, 5]


@pytest.mark.parametrize("missing", ["Jenis", "Nilai", "Sumber"])
def test_a_column_that_is_missing_is_named(library: Library, tmp_path: Path, missing: str) -> None:
    path = as_csv(tmp_path, row())
    path.write_text(path.read_text("utf-8-sig").replace(missing, "Lain", 1), "utf-8")
    with pytest.raises(BadRow, match=f":1: no row of headings with all columns; missing: {missing}"):
        read_figures(path, library, TODAY)


# What is read


@pytest.mark.parametrize(
    ("masa", "expected"),
    [
        ("Oktober 2026", OCTOBER),
        ("okt 2026", OCTOBER),
        ("Oktober", OCTOBER),
        ("2025", YEAR),
        (2025, YEAR),
        (2025.0, YEAR),
        ("triwulan 3 2026", (date(2026, 7, 1), date(2026, 9, 30))),
        ("Semester I 2026", (date(2026, 1, 1), date(2026, 6, 30))),
    ],
)
def test_periods_are_read_by_their_names(
    library: Library, tmp_path: Path, masa: object, expected: tuple[date, date]
) -> None:
    assert days(read(as_xlsx(tmp_path, row(Masa=masa)), library)) == expected


@pytest.mark.parametrize(
    ("first", "last"), [("01/10/2026", "31/10/2026"), ("2026-10-01", "2026-10-31"), (moment(OCTOBER[0]), OCTOBER[1])]
)
def test_days_are_read_however_they_are_written(library: Library, tmp_path: Path, first: object, last: object) -> None:
    assert days(read(as_xlsx(tmp_path, row(Masa=None, Dari=first, Sampai=last)), library)) == OCTOBER


def test_a_target_may_be_set_for_days_to_come(library: Library, tmp_path: Path) -> None:
    found = read(as_csv(tmp_path, row(Jenis="Target", Masa="2027", Nilai="2.100", Sumber="PK 2027")), library)
    assert found == Target("placement", "53", date(2027, 1, 1), date(2027, 12, 31), 2100, Source("PK 2027"))


@pytest.mark.parametrize(
    ("tempat", "code"),
    [
        (None, "53"),
        ("NTT", "53"),
        ("Belu", "53.04"),
        ("Kab. Kupang", "53.01"),
        ("kota kupang", "53.71"),
        ("53.04", "53.04"),
        (53.04, "53.04"),
        (5304, "53.04"),
        ("Kec. Amanuban Barat", "53.02.07"),
        ("Nifukani", "53.02.07.2015"),
    ],
)
def test_places_of_every_level_are_read_by_code_or_name(
    library: Library, tmp_path: Path, tempat: object, code: str
) -> None:
    assert read(as_xlsx(tmp_path, row(Tempat=tempat)), library).place_code == code


def test_a_code_that_lost_its_zero_is_refused(library: Library, tmp_path: Path) -> None:
    """53.10 in a cell for numbers is 53.1, which may as well have been 53.01."""
    with pytest.raises(BadRow, match=r"Tempat '53\.1' is no code"):
        read_figures(as_xlsx(tmp_path, row(Tempat=53.10)), library, TODAY)


@pytest.mark.parametrize(
    ("indikator", "rincian", "dimensions"),
    [
        ("placement", "P to P", {"scheme": "p_to_p"}),
        ("Penempatan", "p to p (p3mi);", {"scheme": "p_to_p"}),
        ("Penempatan", "contract_extension", {"scheme": "contract_extension"}),
        ("pelatihan", "SMK PP ; Perkebunan", {"sector": "plantation", "partner": "smk_pp_negeri_kupang"}),
        ("Remitansi", "BNI  Maumere", {"channel": "bni_maumere"}),
        ("Penempatan", "", {}),
    ],
)
def test_parts_are_read_by_name_key_or_everyday_word(
    library: Library, tmp_path: Path, indikator: str, rincian: str, dimensions: dict[str, str]
) -> None:
    assert read(as_csv(tmp_path, row(Indikator=indikator, Rincian=rincian)), library).dimensions == dimensions


@pytest.mark.parametrize(
    ("nilai", "value"),
    [(187, 187), (187.0, 187), ("1.960", 1960), ("78.468.365.801", 78468365801), (0, 0), ("0", 0), (None, None)],
)
def test_numbers_are_read_as_people_and_excel_write_them(
    library: Library, tmp_path: Path, nilai: object, value: int | None
) -> None:
    """An empty cell says that nothing was reported; zero is a number."""
    assert read(as_xlsx(tmp_path, row(Nilai=nilai)), library).value == value


@given(st.integers(min_value=0, max_value=LARGEST))
def test_every_number_is_read_with_and_without_dots(number: int) -> None:
    assert whole_number(f"{number:,}".replace(",", ".")) == number
    assert whole_number(str(number)) == number
    assert whole_number(number) == number


@given(st.from_regex(r"[0-9.,-]{0,12}", fullmatch=True))
def test_dots_are_read_only_where_thousands_are(text: str) -> None:
    number = whole_number(text)
    if number is not None:
        assert int(text.replace(".", "")) == number
        assert {len(group) for group in text.split(".")[1:]} <= {3}


@pytest.mark.parametrize(
    ("dated", "kept"),
    [
        (None, None),
        ("13/01/2026", "2026-01-13"),
        (moment(date(2026, 1, 13)), "2026-01-13"),
        ("2026-01", "2026-01"),
        ("Januari 2026", "2026-01"),
        (2026, "2026"),
    ],
)
def test_dates_of_documents_may_be_a_month_or_a_year(
    library: Library, tmp_path: Path, dated: object, kept: str | None
) -> None:
    found = read(as_xlsx(tmp_path, row(Tanggal_sumber=dated, Alamat="https://example.org/a")), library)
    assert isinstance(found, Figure)
    assert found.source == Source("Laporan 10", "https://example.org/a", kept)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, "flow"),
        ({"Sifat": "Kumulatif"}, "cumulative"),
        ({"Indikator": "Desa Migran EMAS"}, "snapshot"),
        ({"Indikator": "Desa EMAS", "Sifat": "keadaan"}, "snapshot"),
    ],
)
def test_the_usual_kind_is_taken_where_none_is_written(
    library: Library, tmp_path: Path, cells: dict[str, Any], kind: str
) -> None:
    found = read(as_csv(tmp_path, row(**cells, Catatan="sementara")), library)
    assert isinstance(found, Figure)
    assert (found.kind, found.note) == (kind, "sementara")


@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_csv_of_excel_is_read_with_a_title_above_and_empty_rows(
    library: Library, tmp_path: Path, delimiter: str
) -> None:
    path = as_csv(tmp_path, row(Sumber="KP2MI, rilis; lampiran"), {}, row(Masa="2025"), delimiter=delimiter)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfJenis")
    text = "Rekap angka\n" + path.read_text("utf-8-sig").replace("\r", "").replace("Nilai", " NILAI ", 1)
    path.write_text(text, "utf-8-sig")
    assert [(line, days(number)) for line, number in read_figures(path, library, TODAY)] == [(3, OCTOBER), (5, YEAR)]


# Which kind of file it is


def test_files_are_told_apart_by_their_headings(tmp_path: Path) -> None:
    texts = Texts.load(FOLDER / "locales")
    of_figures = [as_csv(tmp_path, row()), as_xlsx(tmp_path, row()), as_csv(tmp_path, name="b.csv", delimiter=",")]
    assert {kind_of(path, texts) for path in of_figures} == {FIGURES}
    of_sessions = [sessions.as_csv(tmp_path, sessions.row()), sessions.as_xlsx(tmp_path, sessions.row())]
    assert {kind_of(path, texts) for path in of_sessions} == {SESSIONS}
    assert kind_of(FOLDER / "figures" / "2025.csv", texts) == COLUMNS


def test_what_has_no_headings_is_refused_as_it_was(library: Library, tmp_path: Path) -> None:
    texts = Texts.load(FOLDER / "locales")
    path = as_xlsx(tmp_path, heads=("a", "b"))
    assert kind_of(path, texts) == SESSIONS
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    assert kind_of(path, texts) == SESSIONS
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n", "utf-8")
    assert kind_of(path, texts) == COLUMNS
    with pytest.raises(BadRow, match="the columns must be record, indicator"):
        read_figures(path, library, TODAY)
