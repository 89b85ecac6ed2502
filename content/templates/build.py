"""Make the templates anew in their first form: `python -m content.templates.build`.

That overwrites what the office has changed in Word. The placeholders that may stand in a template, and where, are
told in README.md beside this file; `main.py check` names those that nobody fills. The words of the press release
stand in rilis.txt.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
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
OF_SESSION = "Kode sesi {{kode}} · dicetak {{dicetak}}"
OF_FIGURES = "Kode terbitan: {{terbitan}}{{?sidik}} · sidik {{sidik}}{{/}}"
STANDING = ("{{?internal}}{{internal}}", "{{?rancangan}}{{rancangan}}")
ACHIEVED = (
    ("No", 1.0, "{{no}}"),
    ("Indikator Kinerja", 6.6, "{{indikator}}"),
    ("Satuan", 1.8, "{{satuan}}"),
    ("Target", 2.4, "{{target}}"),
    ("Realisasi", 3.1, "{{realisasi}}"),
    ("Persen", 2.1, "{{persen}}"),
)
TRACED = (
    ("No", 1.0, "{{no}}"),
    ("Angka", 8.0, "{{angka}}"),
    ("Sumber", 7.2, "{{asal}}"),
    ("Data s.d.", 3.4, "{{asal_sd}}"),
    ("Revisi target", 3.5, "{{asal_revisi}}"),
    ("Kode terbitan", 2.6, "{{terbitan}}"),
)
RIGHT_ALIGNED = ("{{target}}", "{{realisasi}}", "{{persen}}")
GREY, SHADE, BLUE = "BFBFBF", "E6EEF5", "1F4E79"


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


def summary() -> Any:
    """One page: the table of a performance report, what must be known of its numbers, and where they come from."""
    document = _of_figures("{{judul}}")
    for text in ("Periode {{periode}} · data sampai dengan {{data_sd}}", "{{?diketahui}}Diketahui pada {{diketahui}}"):
        _centred(document, text)
    for text in STANDING:
        _centred(document, text).runs[0].italic = True
    _table(document, ACHIEVED)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    for text in (
        "Tanda – berarti tidak ada target, sehingga persen tidak dapat dihitung.",
        "{{?catatan}}Catatan: {{catatan}}",
        "Sumber: {{sumber}}",
        "{{?kode_terbitan}}Angka ditutup pada {{ditutup}} dengan kode terbitan {{kode_terbitan}}.",
        "Dicetak {{tanggal}}.",
    ):
        document.add_paragraph().add_run(text).font.size = Pt(9)
    return document


def release() -> Any:
    """The press release; what comes after its first section, the table of its numbers, is not in the plain text."""
    document = _of_figures("SIARAN PERS")
    _centred(document, "Kupang, {{tanggal}}")
    for text in STANDING:
        _centred(document, text).runs[0].italic = True
    paragraphs = (HERE / "rilis.txt").read_text("utf-8").split("\n\n")
    first, second, *body, about = (" ".join(paragraph.split()) for paragraph in paragraphs)
    for headline in (first, second):
        run = _centred(document, headline).runs[0]
        run.bold, run.font.size = True, Pt(14)
    for text in body:
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.line_spacing = 1.35
    document.add_paragraph().add_run(about).font.size = Pt(9)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    document.add_paragraph().add_run("Lampiran: asal setiap angka").bold = True
    _table(document, TRACED)
    return document


def _document(title: str, footer: str = OF_SESSION) -> Any:
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
    section.footer.paragraphs[0].text = footer
    for text, size in ((OFFICE, 12), (title, 13)):
        run = _centred(document, text).runs[0]
        run.bold, run.font.size = True, Pt(size)
    return document


def _of_figures(title: str) -> Any:
    """A letter of the office, its name above a line."""
    document = _document(title, OF_FIGURES)
    line = _element("w:pBdr", _element("w:bottom", val="single", sz="8", space="6", color=BLUE))
    document.paragraphs[0]._p.get_or_add_pPr().insert(0, line)  # noqa: SLF001  python-docx has no name for it
    document.sections[0].footer.paragraphs[0].runs[0].font.size = Pt(8)
    return document


def _centred(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _table(document: Any, columns: tuple[tuple[str, float, str], ...]) -> None:
    """A heading, and a row of placeholders that is repeated for each line."""
    table = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    for index, (heading, _, placeholder) in enumerate(columns):
        above, below = (row.cells[index] for row in table.rows)
        above.paragraphs[0].add_run(heading).bold = True
        below.text = placeholder
        above._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))  # noqa: SLF001
        for cell in (above, below):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
            paragraph.runs[0].font.size = Pt(9.5)
            if placeholder in RIGHT_ALIGNED:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _widen(table, *(width for _, width, _ in columns))
    _mark(table.rows[0], "w:tblHeader")
    _mark(table.rows[1], "w:cantSplit")
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (_element(f"w:{edge}", val="single", sz="4", space="0", color=GREY) for edge in edges)
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(_element("w:tblBorders", *lines))  # noqa: SLF001


def _element(name: str, *children: Any, **attributes: str) -> Any:
    element = OxmlElement(name, {qn(f"w:{attribute}"): value for attribute, value in attributes.items()})
    element.extend(children)
    return element


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
    for name, document in (
        *(("daftar_hadir", attendance_list()), ("berita_acara", minutes())),
        *(("ringkasan", summary()), ("rilis", release())),
    ):
        document.save(str(HERE / f"{name}.docx"))


if __name__ == "__main__":
    main()
