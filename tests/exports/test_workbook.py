"""The workbook of figures: typed cells, formulas that carry their value, a sum that must agree."""

import io
import json
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports.sheets import sheet_names
from bot.exports.workbook import draw_workbook, workbook_data
from bot.i18n import Texts
from content.library import FOLDER
from tests.exports.lists import moment
from tests.exports.statements import PUBLISHED, SOURCE, entry, of_2025, part

TEXTS = Texts.load(FOLDER / "locales")
DANGEROUS = '=HYPERLINK("http://x.example";"klik")'


def drawn(**changes: Any) -> bytes:
    return draw_workbook(workbook_data(of_2025(**changes), TEXTS))


def opened(content: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(content), data_only=values)


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def beside(sheet: Worksheet, label: str) -> Any:
    """The cell to the right of the first one that says this."""
    return next(row[1] for row in sheet.iter_rows() if row[0].value == label)


def table(sheet: Worksheet, heading: str) -> list[list[Any]]:
    """The rows below a heading in the first column, up to an empty one."""
    found = rows(sheet)
    start = next(at for at, row in enumerate(found) if row[0] == heading) + 1
    end = next((at for at in range(start, len(found)) if found[at][0] is None), len(found))
    return found[start:end]


# The summary


def test_the_summary_shows_every_indicator_with_its_rate_as_a_formula() -> None:
    content = drawn()
    formulas, values = opened(content)["Ringkasan"], opened(content, values=True)["Ringkasan"]
    assert table(values, "No")[0] == [1, "Penempatan", "orang", 2226, 1960, 0.1357 + 1, "cocok"]
    assert table(values, "No")[-1] == [
        *(7, "Remitansi", "rupiah", 78_468_365_801, "belum ada target", "tidak dapat dihitung", "cocok"),
    ]
    _, *_, realization, target, rate, check = next(row for row in formulas.iter_rows() if row[1].value == "Penempatan")
    assert (realization.number_format, rate.number_format) == ("#,##0", "0.00%")
    assert rate.value == (
        f"=IF(AND(ISNUMBER({realization.coordinate}),N({target.coordinate})>0),"
        f'ROUND({realization.coordinate}/{target.coordinate},4),"tidak dapat dihitung")'
    )
    assert check.value.startswith("='Penempatan'!B")


def test_money_is_exact() -> None:
    with ZipFile(io.BytesIO(drawn())) as archive:
        assert b"<v>78468365801</v>" in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("target", "shown"), [(None, "belum ada target"), (0, 0)])
def test_without_a_target_there_is_no_rate(target: int | None, shown: object) -> None:
    sheet = opened(drawn(placement={"target": target, "rate": None}), values=True)["Ringkasan"]
    assert table(sheet, "No")[0][4:6] == [shown, "tidak dapat dihitung"]


def test_where_fewer_are_better_the_rate_grows_as_they_fall() -> None:
    content = drawn(placement={"better": "fewer", "rate": "86.43"})
    assert table(opened(content, values=True)["Ringkasan"], "No")[0][5] == 0.8643
    assert "ROUND(2-B" in beside(opened(content)["Penempatan"], "Persen").value


def test_a_number_nobody_reported_is_no_zero() -> None:
    book = opened(drawn(empowerment={"realization": None, "entries": [entry("empowerment", None)]}), values=True)
    assert table(book["Ringkasan"], "No")[3][3:] == [
        *("belum dilaporkan", "belum ada target", "tidak dapat dihitung", "cocok"),
    ]
    assert table(book["Desa Migran EMAS"], "Kabupaten")[0] == ["Kabupaten Kupang", "belum dilaporkan", *[None] * 12]


def test_every_sheet_says_what_its_numbers_are_worth() -> None:
    for sheet in opened(drawn(known_at="2026-08-31T10:05:00")):
        said = [row[0] for row in rows(sheet)[:6]]
        assert "Periode 1 Januari 2025 – 31 Desember 2025, data sampai dengan 31 Desember 2025" in said
        assert {"Sebagaimana diketahui pada 31 Agustus 2026 pukul 10.05", "Untuk keperluan internal"} <= {*said}
        assert any(str(line).startswith("RANCANGAN") for line in said)
    published = str(rows(opened(drawn(internal=False, publication=PUBLISHED))["Ringkasan"]))
    assert "Kode terbitan T-2025-1, ditutup 13 Januari 2026" in published
    assert f"Sidik terbitan {PUBLISHED['hash']}" in published
    assert "internal" not in published
    assert "RANCANGAN" not in published


# The sheet of an indicator


def test_a_sheet_tells_target_sources_and_notes() -> None:
    revisions = [
        {"revision": 1, "value": 1900, "basis": "DIPA", "dated": None, "recorded_on": "2025-02-01"},
        {"revision": 2, "value": 1960, "basis": "Revisi DIPA", "dated": "2025-06", "recorded_on": "2025-07-01"},
    ]
    sheet = opened(drawn(placement={"targets": revisions}), values=True)["Penempatan"]
    assert [beside(sheet, label).value for label in ("Realisasi", "Target", "Persen")] == [2226, 1960, 1.1357]
    assert [row[:6] for row in table(sheet, "Revisi")] == [
        ["1", 1900, "tidak", None, moment(date(2025, 2, 1)), "DIPA"],
        ["2", 1960, "ya", "2025-06", moment(date(2025, 7, 1)), "Revisi DIPA"],
    ]
    assert table(sheet, "Bertanggal")[0][:2] == [moment(date(2026, 1, 13)), SOURCE["title"]]
    assert table(sheet, "Bertanggal")[0][7] == SOURCE["url"]
    assert "lebih dari 117 persen" in table(sheet, "Catatan")[0][0]


def test_breakdowns_are_summed_by_formulas() -> None:
    content = drawn()
    assert [row[:2] for row in table(opened(content, values=True)["Pelatihan CPMI"], "Bidang")] == [
        ["Perhotelan (hospitality)", 80],
        ["Perkebunan", 60],
        ["Jumlah", 140],
    ]
    total = beside(opened(content)["Pelatihan CPMI"], "Jumlah")
    assert total.value == f"=SUM(B{total.row - 2}:B{total.row - 1})"


def test_entries_are_typed_and_can_be_filtered() -> None:
    sheet = opened(drawn())["Pelatihan CPMI"]
    heads = next(row for row in sheet.iter_rows() if row[0].value == "Tempat")
    first = {head.value: cell for head, cell in zip(heads, sheet[heads[0].row + 1], strict=True)}
    assert sheet.auto_filter.ref == f"A{heads[0].row}:N{heads[0].row + 3}"
    assert first["Dari"].value == datetime(2025, 1, 1)  # noqa: DTZ001  as Excel keeps dates
    assert first["Dicatat pada"].value == datetime(2026, 1, 14, 9, 30)  # noqa: DTZ001
    assert (first["Nilai"].value, first["Nilai"].number_format, first["Dihitung"].value) == (140, "#,##0", "ya")
    assert (first["Kode wilayah"].value, first["Jenis"].value) == ("53", "jumlah selama periode")
    assert [row[2] for row in table(sheet, "Tempat")] == ["ya", "tidak", "tidak"]


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ([entry("outreach", 15345)], "cocok"),
        (
            [entry("outreach", 15000), entry("outreach", 345, kind="sessions"), entry("outreach", 9, counts=False)],
            "cocok",
        ),
        ([entry("outreach", 15300)], -45),
        ([entry("outreach", 15345), entry("outreach", 1, kind="correction")], 1),
        ([], -15345),
    ],
)
def test_the_entries_that_count_are_held_against_the_number(entries: list[dict[str, Any]], shown: object) -> None:
    content = drawn(outreach={"entries": entries, "counted_sessions": 12})
    sheet, formulas = opened(content, values=True)["Penerima sosialisasi"], opened(content)["Penerima sosialisasi"]
    assert beside(sheet, "Pemeriksaan").value == shown
    assert table(opened(content, values=True)["Ringkasan"], "No")[4][6] == shown
    assert beside(sheet, "Sesi sosialisasi yang dihitung").value == 12
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Tempat")
    first, last = heading + 1, heading + len(entries)
    counts, values = (f"{column}{first}" + f":{column}{last}" * (last > first) for column in "CB")
    assert beside(formulas, "Jumlah baris yang dihitung").value == f'=SUMIF({counts},"ya",{values})'
    sum_cell, number = beside(sheet, "Jumlah baris yang dihitung"), beside(sheet, "Realisasi")
    gap = f"{sum_cell.coordinate}-N({number.coordinate})"
    assert beside(formulas, "Pemeriksaan").value == f'=IF({gap}=0,"cocok",{gap})'


# Whatever people write


def test_no_text_becomes_a_formula() -> None:
    written = {
        "source": DANGEROUS,
        "part": DANGEROUS,
        "reason": DANGEROUS,
        "place": DANGEROUS,
        "recorded_by": DANGEROUS,
    }
    content = drawn(
        title=DANGEROUS,
        placement={
            "name": DANGEROUS,
            "unit_name": DANGEROUS,
            "notes": [DANGEROUS],
            "sources": [{"title": DANGEROUS, "dated": DANGEROUS, "url": DANGEROUS}],
            "targets": [{"revision": 1, "value": 1, "basis": DANGEROUS, "dated": DANGEROUS, "recorded_on": DANGEROUS}],
            "breakdown": [{"dimension": "scheme", "name": DANGEROUS, "parts": [part("g_to_g", DANGEROUS, 1)]}],
            "entries": [entry("placement", 2226, **written)],
        },
    )
    book = opened(content)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if cell.value == DANGEROUS]
    assert len(texts) == 19
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)
    assert not any("HYPERLINK(" in str(cell.value).split("!")[-1] for cell in cells if cell.data_type == "f")


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_sheets_have_names_excel_takes(names: list[str]) -> None:
    found = sheet_names(["Ringkasan", *names])
    assert len({name.casefold() for name in found}) == len(names) + 1
    for name in found:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("' ") == name
        assert name.casefold() != "history"


def test_long_and_equal_names_are_told_apart() -> None:
    long = "Pemberdayaan PMI purna dan keluarga"
    assert sheet_names([long, long, "A/B", "a b", "'", "History"]) == [
        *("Pemberdayaan PMI purna dan", "Pemberdayaan PMI purna dan (2)", "A B", "a b (2)", "(2)", "History (2)"),
    ]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=40))
def test_any_text_can_be_drawn(text: str) -> None:
    content = drawn(placement={"name": text, "notes": [text], "entries": [entry("placement", 1, reason=text)]})
    assert len(opened(content).sheetnames) == 8


def test_the_same_data_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads(json.dumps(workbook_data(of_2025(publication=PUBLISHED), TEXTS)))
    once = draw_workbook(data)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert draw_workbook(data) == once
    assert opened(once).properties.created == datetime(2026, 11, 26, 10)  # noqa: DTZ001  when it was asked for
