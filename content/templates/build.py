"""Make the templates anew in their first form: `python -m content.templates.build`.

That overwrites what the office has changed in Word. The placeholders that may stand in a template, and where, are
told in README.md beside this file; `main.py check` names those that nobody fills.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
OFFICE = "BALAI PELAYANAN PELINDUNGAN PEKERJA MIGRAN INDONESIA\nNUSA TENGGARA TIMUR"
MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001  a date in the file, not a moment
HEAD = (
    ("Kegiatan", "{{kegiatan}}"),
    ("Hari, tanggal", "{{hari}}"),
    ("Waktu", "{{waktu}}"),
    ("Tempat", "{{tempat}}"),
    ("Desa/kelurahan", "{{desa}}, Kecamatan {{kecamatan}}, {{kabupaten}}"),
    ("Penyelenggara", "{{penyelenggara}}"),
)
COLUMNS = (("No", 1.0), ("Nama", 5.5), ("L/P", 1.2), ("Dusun/RT, pekerjaan", 5.3), ("Tanda tangan", 4.0))
FACTS = (
    ("Nomor surat tugas", "{{nomor_surat}}"),
    *HEAD,
    ("Narasumber", "{{narasumber}}"),
    ("Cara", "{{cara}}"),
    ("Peserta", "{{jumlah}} orang: laki-laki {{laki_laki}}, perempuan {{perempuan}}, tidak dirinci {{tidak_dirinci}}"),
    ("Kelompok peserta", "{{kelompok}}"),
    ("Materi", "{{materi}}"),
    ("Bahan yang dibagikan", "{{bahan}}"),
)


def attendance_list() -> Any:
    """An empty list whose numbered row is repeated for each participant."""
    document = _document("DAFTAR HADIR SOSIALISASI")
    _facts(document, HEAD)
    document.add_paragraph()
    table = document.add_table(rows=2, cols=len(COLUMNS), style="Table Grid")
    for cell, (heading, _) in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    table.rows[1].cells[0].text = "{{no}}"
    _widen(table, *(width for _, width in COLUMNS))
    table.rows[1].height = Cm(0.85)
    _mark(table.rows[0], "w:tblHeader")
    _mark(table.rows[1], "w:cantSplit")
    _sign(document, ("Fasilitator", "{{pelapor}}"))
    return document


def minutes() -> Any:
    """A report of one session to sign."""
    document = _document("BERITA ACARA SOSIALISASI")
    document.add_paragraph(
        "Pada hari {{hari}} telah dilaksanakan sosialisasi migrasi aman dan pelindungan pekerja migran Indonesia "
        "di {{desa}}, Kecamatan {{kecamatan}}, {{kabupaten}}, Provinsi Nusa Tenggara Timur, sebagai berikut."
    )
    _facts(document, FACTS)
    for heading, placeholder in (
        ("Pertanyaan peserta", "{{pertanyaan}}"),
        ("Catatan", "{{catatan}}"),
        ("Tindak lanjut", "{{tindak_lanjut}}"),
    ):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(placeholder)
    document.add_paragraph("Demikian berita acara ini dibuat dengan sebenarnya untuk digunakan sebagaimana mestinya.")
    _sign(document, ("Mengetahui,\nKepala Desa/Lurah", "." * 30), ("Fasilitator", "{{pelapor}}"))
    return document


def _document(title: str) -> Any:
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    about = document.core_properties
    about.created = about.modified = MADE_AT
    about.author = about.last_modified_by = "BP3MI NTT"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.footer.paragraphs[0].text = "Kode sesi {{kode}} · dicetak {{dicetak}}"
    for text, size in ((OFFICE, 12), (title, 13)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)
    return document


def _facts(document: Any, facts: tuple[tuple[str, str], ...]) -> None:
    table = document.add_table(rows=0, cols=2)
    for name, value in facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, f": {value}"
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)

    _widen(table, 4.2, 12.8)


def _widen(table: Any, *widths: float) -> None:
    """Word reads the width of cells, others that of columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _sign(document: Any, *signers: tuple[str, str]) -> None:
    """Where people sign, side by side, the facilitator on the right; never torn from its names."""
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    _mark(table.rows[0], "w:cantSplit")
    for cell, (title, name) in zip(table.rows[0].cells[-len(signers) :], signers, strict=True):
        cell.text = title + "\n" * (5 - title.count("\n")) + name
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark(row: Any, what: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(what))  # noqa: SLF001  python-docx has no name for it


def main() -> None:
    for name, document in (("daftar_hadir", attendance_list()), ("berita_acara", minutes())):
        document.save(str(HERE / f"{name}.docx"))


if __name__ == "__main__":
    main()
