"""Word documents from templates the office edits in Word (`content/templates/`).

A template holds placeholders such as {{desa}}; Word may cut one into pieces of different look, which read as one
all the same. The row of a table that holds {{no}} is repeated, once for each participant or number. What stands
between {{?desa}} and {{/}}, or the end of the paragraph, is left out where the value is missing; between {{!desa}}
and {{/}}, where it is there. A paragraph of which nothing is left goes, too.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
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
KINDS = ("daftar_hadir", "berita_acara")  # of a session
OF_FIGURES = ("ringkasan", "rilis")
NUMBER = "no"  # of a participant, or of a line
PLACEHOLDERS = frozenset(
    (
        *("kode", "tanggal", "hari", "desa", "kecamatan", "kabupaten", "cara"),
        *("laki_laki", "perempuan", "tidak_dirinci", "jumlah", "materi", "catatan", "pelapor", "dicetak"),
        *("nomor_surat", "kegiatan", "waktu", "tempat", "penyelenggara", "narasumber"),
        *("kelompok", "pertanyaan", "bahan", "tindak_lanjut", NUMBER),
    )
)
OF_SESSIONS = dict.fromkeys(KINDS, PLACEHOLDERS)
IF_THERE, IF_MISSING, END = "?", "!", "/"
MARKS = (IF_THERE, IF_MISSING)
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

Edit = tuple[int, int, str]  # from where to where in a text, and what comes instead


def draw(data: Mapping[str, Any]) -> bytes:
    """The template of `data["template"]` filled, see `filled`; nothing in it depends on the moment it is drawn."""
    document = filled(data)
    about = document.core_properties
    about.created = about.modified = datetime.fromisoformat(data["made_at"])
    about.author = about.last_modified_by = "BP3MI NTT"
    about.title = data["title"]
    file = io.BytesIO()
    document.save(file)
    return timeless(file.getvalue())


def filled(data: Mapping[str, Any]) -> Any:
    """The template with `values`, its numbered row once for each of `rows`: their values, or how many there are.

    A value that is empty is missing: `missing`, if there is such a word, stands in its place.
    """
    document, rows = Document(str(_path(data["template"]))), data["rows"]
    values, missing = _plain(data["values"]), str(data.get("missing", ""))
    lines: list[Mapping[str, Any]] = [{}] * rows if isinstance(rows, int) else rows
    for part in _parts(document):
        numbered = [row for row in part.iter(qn("w:tr")) if f"{{{{{NUMBER}}}}}" in _text(row)]
        repeated = {paragraph for row in numbered for paragraph in row.iter(qn("w:p"))}
        for paragraph in [paragraph for paragraph in part.iter(qn("w:p")) if paragraph not in repeated]:
            _fill(paragraph, values, missing)
        for row in numbered:
            _repeat(row, [{**values, **_plain(line)} for line in lines], missing)
    return document


def template_faults(
    folder: Path = TEMPLATES, placeholders: Mapping[str, frozenset[str]] = OF_SESSIONS
) -> Iterator[Fault]:
    """Templates that are missing, no document, or hold a placeholder nobody fills; `placeholders` are by template."""
    for kind, known in placeholders.items():
        path = folder / f"{kind}.docx"
        try:
            document = Document(str(path))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
            yield Fault(path, 1, "is missing, or no document that Word could open")
            continue
        lines = (_text(paragraph) for part in _parts(document) for paragraph in part.iter(qn("w:p")))
        for number, line in enumerate(lines, start=1):
            for reason in _faults(line, known):
                yield Fault(path, number, reason)


def _faults(line: str, known: Iterable[str]) -> Iterator[str]:
    open_marks = 0
    for sign in _PLACEHOLDER.findall(line):
        name = _name(sign)
        open_marks += sign.startswith(MARKS) - (sign == END)
        if open_marks < 0:
            yield "{{/}} ends what nothing began"
            open_marks = 0
        if name not in {*known, END}:
            yield f"placeholder {{{{{name}}}}} is not one of {', '.join(sorted(known))}"
    rest = _PLACEHOLDER.sub("", line)
    if "{{" in rest or "}}" in rest:
        yield "a placeholder lacks its braces {{…}}"


def edits(text: str, values: Mapping[str, str], missing: str = "") -> list[Edit]:
    """What to change in the text of a paragraph, the last place first; a placeholder that is unknown stays."""
    signs = list(_PLACEHOLDER.finditer(text))
    wanted = {*_left_out(signs, len(text), values)}
    for sign in signs:
        if sign[1] == END or sign[1].startswith(MARKS):
            wanted.add((*sign.span(), ""))
        elif sign[1] in values:
            wanted.add((*sign.span(), values[sign[1]] or missing))
    return sorted((one for one in wanted if not _is_within_another(one, wanted)), reverse=True)


def _left_out(signs: Iterable[re.Match[str]], length: int, values: Mapping[str, str]) -> Iterator[Edit]:
    """The stretches whose condition does not hold, from their mark to their end or that of the text."""
    stretches: list[tuple[re.Match[str], int]] = []
    begun: list[re.Match[str]] = []
    for sign in signs:
        if sign[1].startswith(MARKS):
            begun.append(sign)
        elif sign[1] == END and begun:
            stretches.append((begun.pop(), sign.end()))
    for mark, end in [*stretches, *((mark, length) for mark in begun)]:
        is_there = bool(values.get(_name(mark[1])))
        if is_there != mark[1].startswith(IF_THERE):
            yield mark.start(), end, ""


def _name(sign: str) -> str:
    """The placeholder a mark asks about."""
    return sign.removeprefix(IF_THERE).removeprefix(IF_MISSING).strip()


def _is_within_another(one: Edit, edits: Iterable[Edit]) -> bool:
    return any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in edits)


def _path(kind: str) -> Path:
    """Where a template lies; only the known ones, whatever is asked for."""
    if kind not in {*KINDS, *OF_FIGURES}:
        raise KeyError(kind)
    return TEMPLATES / f"{kind}.docx"


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(printable(value).split()) for name, value in values.items()}


def _parts(document: Any) -> list[Any]:
    """The roots of all that is printed: the body, headers and footers."""
    around = [part for section in document.sections for part in (section.header, section.footer)]
    return [document.element.body, *(part._element for part in around if not part.is_linked_to_previous)]  # noqa: SLF001


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))


def _repeat(row: Any, lines: Iterable[Mapping[str, str]], missing: str) -> None:
    """Copies of the row in its place, each with its number and its values."""
    for number, values in enumerate(lines, start=1):
        copy = deepcopy(row)
        for paragraph in copy.iter(qn("w:p")):
            _fill(paragraph, {**values, NUMBER: str(number)}, missing)
        row.addprevious(copy)
    row.getparent().remove(row)


def _fill(paragraph: Any, values: Mapping[str, str], missing: str) -> None:
    """Put the values in; each takes the look of the piece its placeholder begins in."""
    pieces = list(paragraph.iter(qn("w:t")))
    changes = edits(_text(paragraph), values, missing)
    for change in changes:
        _replace(pieces, *change)
    is_emptied = bool(changes) and not any(value for _, _, value in changes) and not _text(paragraph).strip()
    if is_emptied and paragraph.getparent().tag == qn("w:body"):
        paragraph.getparent().remove(paragraph)


def _replace(pieces: list[Any], start: int, end: int, value: str) -> None:
    at = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            piece.text = text[:first] + (value if start >= at else "") + text[last:]
            piece.set(qn("xml:space"), "preserve")
        at += len(text)
