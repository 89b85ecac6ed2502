"""Lists of past sessions as the office might keep them, for the tests."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

HEADINGS = (
    *("Tanggal", "Desa", "Kecamatan", "Kabupaten", "Kode desa", "Cara", "Laki-laki", "Perempuan"),
    *("Tidak dirinci", "Materi", "Catatan", "Nomor laporan", "Sumber"),
)
NIFUKANI, TODAY = "53.02.07.2015", date(2026, 11, 24)


def row(**cells: Any) -> dict[str, Any]:
    """A row that is right, with these cells instead; their names as the headings, blanks as underscores."""
    right = {
        "Tanggal": "20/11/2025",
        "Desa": "Nifukani",
        "Kecamatan": "Amanuban Barat",
        "Kabupaten": "Timor Tengah Selatan",
        "Cara": "tatap muka",
        "Laki-laki": 35,
        "Perempuan": 40,
        "Materi": "Migrasi aman; Pencegahan TPPO",
        "Sumber": "Laporan triwulan IV 2025",
    }
    return right | {name.replace("_", " ").replace("Laki laki", "Laki-laki"): value for name, value in cells.items()}


def as_csv(folder: Path, *rows: dict[str, Any], delimiter: str = ",", name: str = "sesi.csv") -> Path:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, HEADINGS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(file.getvalue(), "utf-8-sig", newline="")
    return path


def as_xlsx(folder: Path, *rows: dict[str, Any], name: str = "sesi.xlsx") -> Path:
    """A workbook; text beginning with = is a formula, as if typed."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(HEADINGS)
    for cells in rows:
        sheet.append([cells.get(heading) for heading in HEADINGS])
    path = folder / name
    workbook.save(path)
    return path


def cells(content: bytes, sheet: str = "Sesi") -> list[list[Any]]:
    """The cells of a sheet of ours, below the title."""
    workbook = load_workbook(io.BytesIO(content))
    return list(workbook[sheet].iter_rows(min_row=3))


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  as Excel keeps dates
