"""Sessions taken away: typed, neutral, the same again when they come back, and only for staff."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports import sessions_csv, sessions_xlsx
from bot.exports.cells import guarded, plain
from bot.exports.sessions import Exporter
from bot.i18n import Texts
from bot.importing import Counted
from bot.session_files import export_sessions, import_sessions
from content.library import FOLDER, Library
from content.periods import Period
from storage import Store
from storage.people import Person
from storage.session_export import SessionLine
from storage.sessions import Report
from tests.chat import Chat, Someone
from tests.conftest import Clock
from tests.exports.lists import NIFUKANI, cells, moment

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 24))
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
DANGEROUS = (
    *('=HYPERLINK("http://x","y")', "+62 812", "-5 orang", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"),
    *("'=1", "x;=1", "x, -1", 'x";=1', "=1'2"),
)


def line(note: str = "", **other: Any) -> SessionLine:
    values: dict[str, Any] = {
        "code": "ABC123",
        "version": 1,
        "state": "recorded",
        "held_on": date(2026, 11, 20),
        "place_code": NIFUKANI,
        "mode": "face_to_face",
        "men_count": 35,
        "women_count": 40,
        "unspecified_count": 0,
        "materials": ["safe_migration", "trafficking"],
        "note": note,
        "details": None,
        "shares": None,
        "review": "new",
        "created_at": NOW,
        "reported_by": 5,
        "reporter": "Maria",
    }
    return SessionLine(**(values | other))


@pytest.fixture(scope="module")
def exporter(library: Library) -> Exporter:
    return Exporter(Texts.load(FOLDER / "locales"), library.places, ZoneInfo("Asia/Makassar"))


def column(rows: list[list[Any]], heading: str) -> list[Any]:
    at = [cell.value for cell in rows[0]].index(heading)
    return [row[at] for row in rows[1:]]


# Cells


def test_cells_of_the_spreadsheet_are_typed(exporter: Exporter) -> None:
    content = sessions_xlsx.draw(exporter.data([line()], YEAR, NOW))
    shown = {head.value: cell.value for head, cell in zip(*cells(content), strict=True)}
    assert shown["Tanggal"] == moment(date(2026, 11, 20))
    assert (shown["Laki-laki"], shown["Perempuan"], shown["Tidak dirinci"], shown["Jumlah"]) == (35, 40, 0, 75)
    assert (shown["Kode desa"], shown["Desa"], shown["Kecamatan"]) == (NIFUKANI, "Nifukani", "Amanuban Barat")
    assert (shown["Status"], shown["Cara"], shown["Pemeriksaan"]) == ("Tercatat", "Tatap muka", "Belum diperiksa")
    assert shown["Dilaporkan pada"] == datetime(2026, 11, 24, 10)  # noqa: DTZ001  ten at the office
    assert shown["Pelapor"] == "Maria"


def test_the_other_fields_of_a_report_have_columns_of_their_own(exporter: Exporter) -> None:
    split = {NIFUKANI: [5, 5, 0], "53.01.04.2003": [30, 35, 0]}
    given = line(mode="online", shares=split, details={"letter": "B.12/2026", "venue": "Balai desa", "number": "7"})
    content = sessions_xlsx.draw(exporter.data([given], YEAR, NOW))
    shown = {head.value: cell.value for head, cell in zip(*cells(content), strict=True)}
    assert (shown["Surat tugas"], shown["Lokasi"], shown["Nomor laporan"]) == ("B.12/2026", "Balai desa", "7")
    assert shown["Per desa"] == f"{NIFUKANI} 10; 53.01.04.2003 65"


@pytest.mark.parametrize("note", DANGEROUS)
def test_no_text_becomes_a_formula_in_the_spreadsheet(exporter: Exporter, note: str) -> None:
    """It is text with the mark that keeps it text when somebody edits the cell; what it says is untouched."""
    data = exporter.data([line(note, reporter=note, men_count=0)], YEAR, NOW)
    rows = cells(sessions_xlsx.draw(data))
    for heading in ("Catatan", "Pelapor"):
        (cell,) = column(rows, heading)
        assert cell.data_type == "s"
        assert cell.value == note.replace("\r", "\n")
        assert cell.quotePrefix == (note.lstrip(" ")[0] in "=+-@\t\r\n＝")
    assert [cell.data_type for cell in column(rows, "Laki-laki")] == ["n"]


@pytest.mark.parametrize("note", DANGEROUS)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_of_the_csv_becomes_a_formula_wherever_it_is_cut(exporter: Exporter, note: str, delimiter: str) -> None:
    content = sessions_csv.draw(exporter.data([line(note)], YEAR, NOW))
    assert content.startswith(b"\xef\xbb\xbf")
    for cut in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter):
        assert not any(cell.strip(' "')[:1] in set("=+-@\t\r\n＝") for cell in cut if cell.strip(' "')), cut


@given(st.text(alphabet=st.sampled_from("=+-@',;\"\n\t a1"), max_size=12))
def test_what_was_guarded_is_itself_again(text: str) -> None:
    assert plain(guarded(text)) == text


@given(st.text(max_size=40))
def test_any_text_can_be_drawn(text: str) -> None:
    data = {
        "title": "t & t",
        "made_at": "2026-11-24T10:00:00",
        "sheets": ["Sesi", "Ringkasan"],
        "columns": [["Catatan", "text", 10]],
        "rows": [[text]],
        "summary": {"note": "", "headings": ["Kabupaten", "Sesi", "Jan", "Orang"], "rows": [], "total": "Jumlah"},
    }
    assert cells(sessions_xlsx.draw(data))[1][0].data_type in {"s", "n"}
    assert sessions_csv.draw(data)


def test_the_summary_counts_what_counts_with_sums_that_show_without_calculating(exporter: Exporter) -> None:
    """Cancelled sessions and losing duplicates are listed and not counted; shares go where their people are."""
    lines = [
        line(),
        line(held_on=date(2026, 1, 5), place_code="53.01.04.2003"),
        line(state="cancelled"),
        line(review="duplicate"),
        line(mode="online", shares={"53.01.04.2003": [5, 5, 0], NIFUKANI: [30, 30, 0]}),
    ]
    content = sessions_xlsx.draw(exporter.data(lines, YEAR, NOW))
    assert len(cells(content)) == 6
    sheet = [[cell.value for cell in row] for row in cells(content, "Ringkasan")]
    assert sheet[0][:3] == ["Kabupaten", "Jumlah sesi", "Jan"]
    assert [row[0] for row in sheet[1:]] == ["Kabupaten Kupang", "Kabupaten Timor Tengah Selatan", "Jumlah"]
    assert (sheet[1][2], sheet[1][12], sheet[2][12], sheet[1][14]) == (75, 10, 140, "=SUM(C4:N4)")
    assert b"<f>SUM(O4:O5)</f><v>225</v>" in _part(content, "xl/worksheets/sheet2.xml")


def test_the_same_data_gives_the_same_bytes(exporter: Exporter) -> None:
    data = exporter.data([line("=1"), line("dua")], YEAR, NOW)
    assert sessions_xlsx.draw(data) == sessions_xlsx.draw(data)


def _part(content: bytes, name: str) -> bytes:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


# There and back


async def log_some(store: Store, now: datetime) -> None:
    """Sessions with every kind of note, one of them cancelled."""
    async with store.begin() as unit:
        await unit.people.put(Person(5, "=Maria", "facilitator"), now)
        for number, note in enumerate([None, "biasa", *DANGEROUS]):
            report = Report(date(2026, 11, 1 + number), "online", NIFUKANI, number, 1, 2, ("procedure",), note)
            session, _ = await unit.sessions.record(f"key{number}", report, by=5, now=now)
        await unit.sessions.cancel(session, reason="keliru", by=5, now=now)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
async def test_what_was_exported_is_known_where_it_came_from_and_the_same_elsewhere(
    store: Store, database_url: str, clock: Clock, tmp_path: Path, ending: str
) -> None:
    await log_some(store, clock())
    here, there = {"DATABASE_URL": database_url}, {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"}
    path = tmp_path / f"sesi{ending}"
    drawn = await export_sessions(here, ending, "2026")
    assert drawn is not None
    path.write_bytes(drawn[0])
    assert drawn[1] == len(DANGEROUS) + 2
    assert await import_sessions(here, path) == Counted(0, drawn[1])
    assert await import_sessions(there, path) == Counted(drawn[1] - 1, 1)  # the cancelled one is left out
    assert await import_sessions(there, path) == Counted(0, drawn[1])
    other = Store(there["DATABASE_URL"])
    async with other.begin() as unit:
        again = await unit.session_export.within(YEAR.from_on, YEAR.to_on)
    await other.close()
    async with store.begin() as unit:
        first = [one for one in await unit.session_export.within(YEAR.from_on, YEAR.to_on) if one.counts]
    said = [(a.held_on, a.place_code, a.mode, a.total, a.materials, " ".join((a.note or "").split())) for a in again]
    assert said == [
        (a.held_on, a.place_code, a.mode, a.total, a.materials, " ".join((a.note or "").split())) for a in first
    ]


async def test_other_endings_and_words_are_not_understood(store: Store, database_url: str) -> None:
    del store
    environment = {"DATABASE_URL": database_url}
    assert await export_sessions(environment, ".pdf", "2026") is None
    assert await export_sessions(environment, ".csv", "entah") is None
    assert await export_sessions(environment, ".csv", "penempatan 2026") is None


# The chat


def file_of(chat: Chat, who: Someone) -> tuple[str, bytes]:
    document = who.last.raw["document"]
    return document["file_name"], chat.simulator.file(document["file_id"])


async def test_staff_get_a_spreadsheet_of_the_period_they_name(chat: Chat, clock: Clock) -> None:
    await log_some(chat.bot.store, clock())
    yos = await chat.staff()
    await yos.says("/ekspor triwulan 4 2026")
    name, content = file_of(chat, yos)
    assert name == "sesi_20261001_20261231.xlsx"
    rows = cells(content)
    assert len(column(rows, "Kode")) == len(DANGEROUS) + 2
    assert {cell.value for cell in column(rows, "Pelapor")} == {"=Maria"}
    assert f"{len(DANGEROUS) + 2} sesi; {len(DANGEROUS) + 1} di antaranya dihitung" in yos.last.raw["caption"]


async def test_a_period_without_sessions_or_not_understood_is_said_to_be_so(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/ekspor")
    assert "Belum ada sesi sosialisasi pada 1 Januari 2026 – 31 Desember 2026" in yos.last.text
    await yos.says("/ekspor semuanya <b>")
    assert "Saya tidak mengerti periode “semuanya <b>”" in yos.last.text


async def test_facilitators_and_the_public_get_no_spreadsheet(chat: Chat, clock: Clock) -> None:
    await log_some(chat.bot.store, clock())
    for who in (await chat.facilitator(), chat.someone()):
        await who.says("/ekspor")
        assert "document" not in who.last.raw
        assert "khusus fasilitator atau petugas" in who.last.text


async def test_too_many_for_the_chat_names_the_command_line(
    chat: Chat, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await log_some(chat.bot.store, clock())
    monkeypatch.setattr("bot.handlers.exports.MOST", 3)
    yos = await chat.staff()
    await yos.says("/ekspor")
    assert "main.py export" in yos.last.text
