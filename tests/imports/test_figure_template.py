"""The workbook for figures and targets: it is read back when filled in, offers lists, and its examples are right."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.figure_files import empty_figures_workbook
from bot.i18n import Texts
from bot.importing import judged_figures, read_figures
from bot.imports.kinds import FIGURES, kind_of
from content.library import FOLDER, Library
from storage.figure import Figure, Source
from storage.targets import Target
from tests.imports.lists import HEADINGS, TODAY, moment

SHEETS = ["Angka dan target", "Daftar indikator", "Contoh", "Petunjuk"]


@pytest.fixture(scope="module")
def content() -> bytes:
    return empty_figures_workbook()


@pytest.fixture
def workbook(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def saved(workbook: Workbook, folder: Path) -> Path:
    path = folder / "angka.xlsx"
    workbook.save(path)
    return path


def test_it_is_always_the_same_and_holds_no_rows(content: bytes, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "angka.xlsx"
    path.write_bytes(content)
    assert empty_figures_workbook() == content
    assert kind_of(path, Texts.load(FOLDER / "locales")) == FIGURES
    assert judged_figures(path, library, TODAY) == []


def test_it_is_read_when_filled_in(workbook: Any, library: Library, tmp_path: Path) -> None:
    sheet = workbook[SHEETS[0]]
    sheet.append(["angka", "Penempatan", "arus", "Oktober 2026", None, None, "Kab. Belu", "P to P", 12, "Laporan 10"])
    sheet.append(["angka", "Desa Migran EMAS", None, None, moment(date(2026, 1, 1)), moment(date(2026, 6, 30)), None,
                  None, 14, "SK 3", "30/06/2026", "https://example.org/sk", "per Juni"])  # fmt: skip
    sheet.append(["target", "Penempatan", None, "2027", None, None, None, None, 2100, "PK 2027"])
    numbers = [number for _, number in read_figures(saved(workbook, tmp_path), library, TODAY)]
    october, june = (date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 1, 1), date(2026, 6, 30))
    decree = Source("SK 3", "https://example.org/sk", "2026-06-30")
    assert numbers == [
        Figure("placement", "flow", "53.04", *october, 12, Source("Laporan 10"), {"scheme": "p_to_p"}),
        Figure("migrant_villages", "snapshot", "53", *june, 14, decree, {}, "per Juni"),
        Target("placement", "53", date(2027, 1, 1), date(2027, 12, 31), 2100, Source("PK 2027")),
    ]


def test_its_columns_are_those_that_are_read(workbook: Any) -> None:
    assert workbook.sheetnames == SHEETS
    for name in (SHEETS[0], SHEETS[2]):
        assert tuple(cell.value for cell in workbook[name][1]) == HEADINGS
    guide = workbook[SHEETS[3]]
    assert [row[0].value for row in guide.iter_rows(min_row=3, max_row=2 + len(HEADINGS))] == [*HEADINGS]


def test_lists_are_offered_for_kind_indicator_and_record(workbook: Any, library: Library) -> None:
    """As Excel shows them: each over its own column, below the headings; the indicators are those of the sheet."""
    rules = {str(rule.sqref): rule for rule in workbook[SHEETS[0]].data_validations.dataValidation}
    offered = {area: rule.formula1 for area, rule in rules.items() if rule.type == "list"}
    last = len(library.indicators) + 1
    assert offered == {
        "A2:A20001": '"angka,target"',
        "B2:B20001": f"'{SHEETS[1]}'!$A$2:$A${last}",
        "C2:C20001": '"arus,kumulatif,keadaan"',
    }
    (number,) = [rule for rule in rules.values() if rule.type == "whole"]
    assert (str(number.sqref), number.operator, number.formula1) == ("I2:I20001", "greaterThanOrEqual", "0")
    listed = [row[0].value for row in workbook[SHEETS[1]].iter_rows(min_row=2)]
    assert listed == [indicator.name["id"] for indicator in library.indicators.values()]


def test_the_sheet_of_indicators_says_how_each_counts_and_what_its_parts_are(workbook: Any, library: Library) -> None:
    """Every name and every part on it can be written into the first sheet and is understood."""
    for code, cells in zip(library.indicators, workbook[SHEETS[1]].iter_rows(min_row=2, values_only=True), strict=True):
        indicator = library.indicators[code]
        name, short, written, unit, kinds, over, parts = cells
        assert library.indicators.called(name) is library.indicators.called(short) is indicator
        assert (written, bool(unit), bool(over)) == (code, True, True)
        assert kinds == ("arus, kumulatif" if indicator.over_time == "sum" else "keadaan")
        for dimension in indicator.dimensions.values():
            values = "; ".join(names["id"] for names in dimension.values.values())
            assert f"{dimension.name['id']}: {values}" in parts


def test_its_examples_are_right(workbook: Any, library: Library, tmp_path: Path) -> None:
    """A figure, a part, one not reported, a stand, a target; they are found on the first sheet only if copied there."""
    for cells in workbook[SHEETS[2]].iter_rows(min_row=2, values_only=True):
        workbook[SHEETS[0]].append(cells)
    numbers = [number for _, number in read_figures(saved(workbook, tmp_path), library, TODAY)]
    assert [type(number) for number in numbers] == [Figure, Figure, Figure, Figure, Target]
    assert [(n.indicator, n.place_code, n.value) for n in numbers] == [
        ("placement", "53", 187),
        ("placement", "53.04", 12),
        ("placement", "53.71", None),
        ("migrant_villages", "53", 12),
        ("placement", "53", 2100),
    ]
    assert all(
        (number.source if isinstance(number, Figure) else number.basis).title.startswith("Contoh") for number in numbers
    )
