"""Word documents of one session, from templates the office edits in Word (`content/templates/`).

A template holds placeholders such as {{desa}}; Word may cut one into pieces of different look, which read as one
all the same. The row of a table that holds {{no}} is repeated, once for each participant.
"""

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from bot.exports.archives import timeless
from bot.exports.cells import printable
from content.faults import Fault
from content.library import FOLDER

TEMPLATES = FOLDER / "templates"
KINDS = ("daftar_hadir", "berita_acara")
NUMBER = "no"  # of a participant
PLACEHOLDERS = frozenset(
    (
        *("kode", "tanggal", "hari", "desa", "kecamatan", "kabupaten", "cara"),
        *("laki_laki", "perempuan", "tidak_dirinci", "jumlah", "materi", "catatan", "pelapor", "dicetak"),
        *("nomor_surat", "kegiatan", "waktu", "tempat", "penyelenggara", "narasumber"),
        *("kelompok", "pertanyaan", "bahan", "tindak_lanjut", NUMBER),
    )
)
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def draw(data: Mapping[str, Any]) -> bytes:
    """The template of `data["template"]` filled with `values`, its numbered row `rows` times."""
    document = Document(str(_path(data["template"])))
    values = {name: " ".join(printable(value).split()) for name, value in data["values"].items()}
    for part in _parts(document):
        for row in [row for row in part.iter(qn("w:tr")) if f"{{{{{NUMBER}}}}}" in _text(row)]:
            _repeat(row, data["rows"])
        for paragraph in part.iter(qn("w:p")):
            _fill(paragraph, values)
    about = document.core_properties
    about.created = about.modified = datetime.fromisoformat(data["made_at"])
    about.author = about.last_modified_by = "BP3MI NTT"
    about.title = data["title"]
    file = io.BytesIO()
    document.save(file)
    return timeless(file.getvalue())


def template_faults(folder: Path = TEMPLATES) -> Iterator[Fault]:
    """Templates that are missing, no document, or hold a placeholder nobody fills."""
    for kind in KINDS:
        path = folder / f"{kind}.docx"
        try:
            document = Document(str(path))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
            yield Fault(path, 1, "is missing, or no document that Word could open")
            continue
        lines = (_text(paragraph) for part in _parts(document) for paragraph in part.iter(qn("w:p")))
        for number, line in enumerate(lines, start=1):
            for name in _PLACEHOLDER.findall(line):
                if name not in PLACEHOLDERS:
                    yield Fault(
                        path, number, f"placeholder {{{{{name}}}}} is not one of {', '.join(sorted(PLACEHOLDERS))}"
                    )
            if "{{" in _PLACEHOLDER.sub("", line) or "}}" in _PLACEHOLDER.sub("", line):
                yield Fault(path, number, "a placeholder lacks its braces {{…}}")


def _path(kind: str) -> Path:
    """Where a template lies; only the known ones, whatever is asked for."""
    if kind not in KINDS:
        raise KeyError(kind)
    return TEMPLATES / f"{kind}.docx"


def _parts(document: Any) -> list[Any]:
    """The roots of all that is printed: the body, headers and footers."""
    around = [part for section in document.sections for part in (section.header, section.footer)]
    return [document.element.body, *(part._element for part in around if not part.is_linked_to_previous)]  # noqa: SLF001


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))


def _repeat(row: Any, times: int) -> None:
    """Copies of the row below it, each with its number."""
    for number in range(times, 0, -1):
        copy = deepcopy(row)
        for paragraph in copy.iter(qn("w:p")):
            _fill(paragraph, {NUMBER: str(number)})
        row.addnext(copy)
    row.getparent().remove(row)


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put the values in; each takes the look of the piece its placeholder begins in."""
    pieces = list(paragraph.iter(qn("w:t")))
    for match in reversed(list(_PLACEHOLDER.finditer(_text(paragraph)))):
        if match[1] in values:
            _replace(pieces, match.start(), match.end(), values[match[1]])


def _replace(pieces: list[Any], start: int, end: int, value: str) -> None:
    at = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            piece.text = text[:first] + (value if start >= at else "") + text[last:]
            piece.set(qn("xml:space"), "preserve")
        at += len(text)
