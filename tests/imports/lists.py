"""Lists of figures and targets as the office might fill them in, for the tests."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADINGS = (
    *("Jenis", "Indikator", "Sifat", "Masa", "Dari", "Sampai", "Tempat", "Rincian", "Nilai"),
    *("Sumber", "Tanggal sumber", "Alamat", "Catatan"),
)
TODAY = date(2026, 11, 24)
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def row(**cells: Any) -> dict[str, Any]:
    """A row that is right, with these cells instead; their names as the headings, blanks as underscores."""
    right = {"Jenis": "angka", "Indikator": "Penempatan", "Masa": "Oktober 2026", "Nilai": 187, "Sumber": "Laporan 10"}
    return right | {name.replace("_", " "): value for name, value in cells.items()}


def as_csv(folder: Path, *rows: dict[str, Any], delimiter: str = ";", name: str = "angka.csv") -> Path:
    """As Excel saves it here: semicolons, a mark at the beginning, CRLF."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, HEADINGS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(file.getvalue(), "utf-8-sig", newline="")
    return path


def as_xlsx(folder: Path, *rows: dict[str, Any], name: str = "angka.xlsx", heads: Sequence[str] = HEADINGS) -> Path:
    """A workbook; text beginning with = is a formula, as if typed."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(heads)
    for cells in rows:
        sheet.append([cells.get(heading) for heading in heads])
    path = folder / name
    workbook.save(path)
    return path


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  as Excel keeps dates
