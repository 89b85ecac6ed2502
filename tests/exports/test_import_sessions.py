"""Past sessions from lists: what is plain gets in once, everything else is refused by its row, whole files or none."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.exports.template_xlsx import FILLED_IN
from bot.i18n import Texts
from bot.importing import BadRow, Counted
from bot.imports.plan import Judged, described, read_sessions
from bot.session_files import empty_workbook, holds_sessions, import_sessions, try_sessions
from content.library import FOLDER, Library
from storage import Store
from storage.past_sessions import DOCUMENT
from storage.session_export import SessionLine
from storage.sessions import Report
from tests.conftest import Clock
from tests.exports.lists import NIFUKANI, TODAY, as_csv, as_xlsx, moment, row
from tests.reach import reached

YEARS = (date(2000, 1, 1), date(2030, 1, 1))


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(FOLDER / "locales")


@pytest.fixture
def environment(store: Store, database_url: str) -> dict[str, str]:
    del store  # the tables are there
    return {"DATABASE_URL": database_url}


async def stored(store: Store) -> list[SessionLine]:
    async with store.begin() as unit:
        return await unit.session_export.within(*YEARS)


def judged(path: Path, library: Library, texts: Texts) -> list[Judged]:
    return read_sessions(path, library.places, texts, TODAY)


# Rows


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Tanggal": ""}, "Tanggal is empty"),
        ({"Tanggal": "20/11/25"}, "'20/11/25' is no date"),
        ({"Tanggal": "31/02/2025"}, "'31/02/2025' is no date"),
        ({"Tanggal": "11/20/2025"}, "is no date"),
        ({"Tanggal": 45981}, "45981'? is no date"),
        ({"Tanggal": "25/11/2026"}, "2026-11-25 lies in the future"),
        ({"Tanggal": "20/11/0205"}, "lies before 2000-01-01"),
        ({"Desa": ""}, "Desa is empty"),
        ({"Desa": "Atlantis"}, "'Atlantis' is no village"),
        ({"Desa": "Nifukan"}, "write the code of: 53.02.07.2015 Desa Nifukani"),
        ({"Desa": "Oinlasi", "Kecamatan": "", "Kabupaten": ""}, "Desa Oinlasi, Kec. Amanatun Selatan"),
        ({"Kabupaten": "Ende"}, "not the name of one village alone"),
        ({"Kode_desa": "53.02.07"}, "'53.02.07' is no code of a village"),
        ({"Kode_desa": "53.01.04.2003"}, "is Desa Bokonusan, Kec. Semau, Kab. Kupang, not the 'Nifukani' beside it"),
        ({"Cara": "lewat radio"}, "neither tatap muka nor daring"),
        ({"Laki_laki": "1.200"}, "Laki-laki '1.200' is no whole number"),
        ({"Laki_laki": -1}, "Laki-laki (-1|'-1') is no whole number"),
        ({"Laki_laki": 3.5}, "Laki-laki (3.5|'3.5') is no whole number"),
        ({"Laki_laki": "٣"}, "is no whole number"),
        ({"Laki_laki": 1_000_000}, "is no whole number"),
        ({"Laki_laki": "", "Perempuan": ""}, "no number of people; write 0"),
        ({"Materi": "Sepak bola"}, "'Sepak bola' is not one of: Migrasi aman"),
        ({"Catatan": "x" * 501}, "Catatan has 501 characters"),
        ({"Sumber": " "}, "Sumber is empty"),
    ],
)
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_bad_row_is_refused_by_its_row_with_a_reason(
    library: Library, texts: Texts, tmp_path: Path, write: Any, cells: dict[str, Any], reason: str
) -> None:
    path = write(tmp_path, row(Catatan="baik"), row(**cells))
    good, bad = judged(path, library, texts)
    assert (good.becomes, bad.becomes, bad.line) == ("new", "refused", 3)
    with pytest.raises(ValueError, match=reason):
        raise ValueError(described(path, bad, library.places))


@pytest.mark.parametrize(
    ("cells", "day", "people"),
    [
        ({"Tanggal": moment(date(2025, 11, 20))}, date(2025, 11, 20), (35, 40, 0)),
        ({"Tanggal": date(2025, 2, 3)}, date(2025, 2, 3), (35, 40, 0)),
        ({"Tanggal": "2025-11-20"}, date(2025, 11, 20), (35, 40, 0)),
        ({"Laki_laki": "7", "Perempuan": 8.0, "Tidak_dirinci": 9}, date(2025, 11, 20), (7, 8, 9)),
        ({"Laki_laki": None, "Perempuan": None, "Tidak_dirinci": 97}, date(2025, 11, 20), (0, 0, 97)),
        ({"Laki_laki": 0, "Perempuan": None}, date(2025, 11, 20), (0, 0, 0)),
        ({"Kode_desa": 5302072015, "Desa": None}, date(2025, 11, 20), (35, 40, 0)),
        ({"Kabupaten": "Kab. TTS"}, date(2025, 11, 20), (35, 40, 0)),
    ],
)
def test_what_excel_makes_of_dates_numbers_and_codes_is_read(
    library: Library, texts: Texts, tmp_path: Path, cells: dict[str, Any], day: date, people: tuple[int, int, int]
) -> None:
    (read,) = judged(as_xlsx(tmp_path, row(**cells)), library, texts)
    assert read.past is not None, read.reason
    report = read.past.report
    assert (report.held_on, report.place_code, report.mode) == (day, NIFUKANI, "face_to_face")
    assert (report.men_count, report.women_count, report.unspecified_count) == people
    assert report.materials == ("safe_migration", "trafficking")
    assert report.details == {"source": "Laporan triwulan IV 2025"}


def test_a_formula_is_refused_as_one_and_not_calculated(library: Library, texts: Texts, tmp_path: Path) -> None:
    (read,) = judged(as_xlsx(tmp_path, row(Perempuan="=20+20")), library, texts)
    assert read.reason == "Perempuan holds a formula; paste its value instead"


def test_empty_rows_a_title_and_more_columns_do_not_matter(library: Library, texts: Texts, tmp_path: Path) -> None:
    path = as_csv(tmp_path, row(), {}, row(Catatan="lain"), delimiter=";")
    text = "Rekap;2025\n" + path.read_text("utf-8-sig").replace("Sumber\r", "SUMBER ;Paraf\r").replace("\r", "")
    path.write_text(text, "utf-8")
    assert [(read.line, read.becomes) for read in judged(path, library, texts)] == [(3, "new"), (5, "new")]


def test_a_file_without_the_columns_is_refused(library: Library, texts: Texts, tmp_path: Path) -> None:
    path = tmp_path / "sesi.csv"
    path.write_text("Tanggal,Desa\n20/11/2025,Nifukani\n", "utf-8")
    with pytest.raises(BadRow, match="missing: Cara, Laki-laki, Perempuan"):
        judged(path, library, texts)
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(BadRow, match="is no workbook"):
        judged(path, library, texts)


def test_lists_of_sessions_are_told_from_figures(tmp_path: Path) -> None:
    assert holds_sessions(as_csv(tmp_path, row()))
    assert holds_sessions(as_xlsx(tmp_path, row()))
    assert not holds_sessions(FOLDER / "figures" / "2025.csv")


def test_the_template_is_read_when_filled_in(library: Library, texts: Texts, tmp_path: Path) -> None:
    """It holds every column that is read, and an empty one has no rows."""
    path = tmp_path / "template.xlsx"
    path.write_bytes(empty_workbook())
    assert judged(path, library, texts) == []
    assert empty_workbook() == path.read_bytes()
    assert len(FILLED_IN) == 13


# Files


async def test_an_import_is_stored_once_however_often_it_is_repeated(
    environment: dict[str, str], store: Store, tmp_path: Path
) -> None:
    """The same row twice in a file, in two files, in either format: one session, approved by its document."""
    rows = [row(), row(Catatan="sore"), row(Catatan=" SORE "), row(Nomor_laporan="12/2025", Catatan="sore")]
    assert await import_sessions(environment, as_csv(tmp_path, *rows)) == Counted(3, 1)
    assert await import_sessions(environment, as_csv(tmp_path, *rows)) == Counted(0, 4)
    assert await import_sessions(environment, as_xlsx(tmp_path, *rows, row(Catatan="baru"))) == Counted(1, 4)
    lines = await stored(store)
    assert len(lines) == 4
    assert {(line.reported_by, line.total) for line in lines} == {(DOCUMENT, 75)}
    assert [line.review for line in lines] == ["approved"] * 3 + ["new"], "the last came where others stood"
    async with store.begin() as unit:
        assert await reached(unit, *YEARS) == {"face_to_face": 300}


async def test_what_may_be_one_event_with_a_session_of_the_chat_waits_for_staff(
    environment: dict[str, str], store: Store, clock: Clock, tmp_path: Path
) -> None:
    """The office's own list has no code of ours: the dry run says so, and the pair is in the queue."""
    report = Report(date(2025, 11, 20), "face_to_face", NIFUKANI, 35, 40)
    async with store.begin() as unit:
        session, _ = await unit.sessions.record("key", report, by=5, now=clock())
        await unit.reviews.judge([session], "approved", by=6, now=clock())
    path = as_csv(tmp_path, row(), row(Tanggal="21/11/2025"))
    lines, is_good = await try_sessions(environment, path)
    assert is_good
    assert f"session {session.code} stands at that place and day" in lines[0]
    assert await import_sessions(environment, path) == Counted(2, 0)
    async with store.begin() as unit:
        (waiting,) = await unit.reviews.waiting(most=9)
        history = (await unit.reviews.histories([waiting.session]))[waiting.session.id]
    assert waiting.session.report.held_on == report.held_on
    assert history.twins


async def test_one_bad_row_keeps_the_whole_file_out(environment: dict[str, str], store: Store, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, row(), row(Cara="?"), row(Desa="?"))
    with pytest.raises(BadRow, match=r":3: Cara .* \(and 1 more; --dry-run names them all\)"):
        await import_sessions(environment, path)
    assert await stored(store) == []


async def test_a_number_used_for_another_session_is_refused(
    environment: dict[str, str], store: Store, tmp_path: Path
) -> None:
    """In the same file, and later: a correction is not an import."""
    both = as_csv(tmp_path, row(Nomor_laporan=7), row(Nomor_laporan=7, Perempuan=41))
    with pytest.raises(BadRow, match=r":3: number '7' stands in row 2 with other contents"):
        await import_sessions(environment, both)
    await import_sessions(environment, as_csv(tmp_path, row(Nomor_laporan=7)))
    with pytest.raises(BadRow, match=r":2: number '7' stands already with other contents"):
        await import_sessions(environment, as_xlsx(tmp_path, row(Nomor_laporan=7.0, Perempuan=41)))
    assert [line.total for line in await stored(store)] == [75]


async def test_a_dry_run_says_what_would_become_of_each_row_and_stores_nothing(
    environment: dict[str, str], store: Store, tmp_path: Path
) -> None:
    await import_sessions(environment, as_csv(tmp_path, row()))
    path = as_csv(tmp_path, row(), row(Catatan="baru"), row(Catatan="baru"), row(Tanggal="kemarin"))
    lines, is_good = await try_sessions(environment, path)
    where = "Desa Nifukani, Kec. Amanuban Barat, Kab. Timor Tengah Selatan"
    there = "stands at that place and day; staff are asked in /periksa"
    assert [re.sub(r"session \w+", "session", line) for line in lines] == [
        f"{path}:2: known already: 2025-11-20, {where}, 35 + 40 + 0",
        f"{path}:3: new: 2025-11-20, {where}, 35 + 40 + 0; session {there}",
        f"{path}:4: known already: the same as row 3",
        f"{path}:5: refused: Tanggal 'kemarin' is no date such as 20/11/2025 or 2025-11-20",
        f"{path}: 2 known already, 1 new, 1 refused; nothing was stored",
    ]
    assert not is_good
    assert len(await stored(store)) == 1


async def test_thousands_of_sessions_each_get_a_code_of_their_own(
    environment: dict[str, str], store: Store, tmp_path: Path
) -> None:
    """More than one statement holds, on either database."""
    path = as_csv(tmp_path, *(row(Catatan=f"sesi {number}") for number in range(6_000)))
    assert await import_sessions(environment, path) == Counted(6_000, 0)
    assert len({line.code for line in await stored(store)}) == 6_000
