"""Word documents of a session: filled from what stands in the books, for whoever may see it."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.exports import documents
from storage.sessions import Report
from tests.chat import Chat, Someone
from tests.conftest import Clock
from tests.exports.lists import NIFUKANI

REPORT = Report(
    date(2026, 11, 20), "face_to_face", NIFUKANI, 35, 40, 0, ("safe_migration",), "Ramai\x07 & <aman>\nsekali",
    {"venue": "Balai desa", "speakers": "Yos; Rut"},
)  # fmt: skip


def texts(content: bytes) -> str:
    """All that is printed of a document."""
    document = Document(io.BytesIO(content))
    body = [paragraph.text for paragraph in document.paragraphs]
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*body, *rows, document.sections[0].footer.paragraphs[0].text])


def filled(kind: str, **other: Any) -> dict[str, Any]:
    values = dict.fromkeys(documents.PLACEHOLDERS - {"no"}, "…") | {"kode": "ABC123"} | other
    return {"template": kind, "title": kind, "values": values, "rows": 30, "made_at": "2026-11-24T10:00:00"}


async def logged(chat: Chat, who: Someone, clock: Clock) -> str:
    async with chat.bot.store.begin() as unit:
        session, _ = await unit.sessions.record("key", REPORT, by=who.id, now=clock())
        return session.code


async def wants(chat: Chat, who: Someone, code: str, kind: str) -> bytes:
    """The document a button gives; nothing where it is refused."""
    before = await who.says("/menu")
    shown = await who.sends_data(f"docx:{code}:{kind}", on=before)
    document = shown.raw.get("document")
    return chat.simulator.file(document["file_id"]) if document else b""


async def test_the_reporter_gets_an_attendance_list_with_the_head_filled(chat: Chat, clock: Clock) -> None:
    maria = await chat.facilitator()
    code = await logged(chat, maria, clock)
    said = texts(await wants(chat, maria, code, "daftar_hadir"))
    assert maria.last.raw["document"]["file_name"] == f"daftar_hadir_{code}.docx"
    for words in (
        "Nifukani, Kecamatan Amanuban Barat, Kabupaten Timor Tengah Selatan",
        "Jumat, 20 November 2026",
        "Balai desa",
        f"Kode sesi {code} · dicetak 24 November 2026",
        "Maria",
        "\n80 | ",
    ):
        assert words in said
    assert "\n81 | " not in said
    assert "{{" not in said


async def test_staff_get_the_minutes_of_any_session(chat: Chat, clock: Clock) -> None:
    code = await logged(chat, await chat.facilitator(), clock)
    said = texts(await wants(chat, await chat.staff(), code, "berita_acara"))
    assert "75 orang: laki-laki 35, perempuan 40, tidak dirinci 0" in said
    assert "Ramai & <aman> sekali" in said
    assert "Yos; Rut" in said
    assert "{{" not in said


async def test_nobody_else_gets_one_and_a_forged_kind_is_refused(chat: Chat, clock: Clock) -> None:
    maria = await chat.facilitator()
    code = await logged(chat, maria, clock)
    for who in (await chat.facilitator("Ina"), chat.someone()):
        assert await wants(chat, who, code, "berita_acara") == b""
        assert who.toast
    for forged in ("surat", "../../etc", ""):
        assert await wants(chat, maria, code, forged) == b""
        assert "tidak berlaku" in maria.toast
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(maria.id, clock())
    assert await wants(chat, maria, code, "daftar_hadir") == b""


@pytest.mark.parametrize("kind", documents.KINDS)
def test_the_same_data_gives_the_same_document(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once = documents.draw(filled(kind))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert documents.draw(filled(kind)) == once


def test_a_value_is_text_whatever_it_holds() -> None:
    said = texts(documents.draw(filled("berita_acara", catatan="{{kode}} <w:t>\x00\ud800", kode="{{catatan}}")))
    assert "{{kode}} <w:t>" in said


def test_a_placeholder_word_has_cut_in_pieces_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document()
    paragraph = document.add_paragraph("Desa ")
    for piece in ("{{", "de", "sa", " }}", ", {{kode}}."):
        paragraph.add_run(piece)
    document.save(str(tmp_path / "berita_acara.docx"))
    monkeypatch.setattr(documents, "TEMPLATES", tmp_path)
    assert "Desa Oesao, ABC123." in texts(documents.draw(filled("berita_acara", desa="Oesao")))


def test_a_check_names_placeholders_nobody_fills(tmp_path: Path) -> None:
    assert list(documents.template_faults()) == []
    document = Document()
    document.add_paragraph("{{kode}} {{ dessa }}")
    document.add_paragraph("{{kode}")
    document.save(str(tmp_path / "berita_acara.docx"))
    faults = [str(fault) for fault in documents.template_faults(tmp_path)]
    assert len(faults) == 3
    assert f"{tmp_path / 'daftar_hadir.docx'}:1: is missing" in faults[0]
    assert f"{tmp_path / 'berita_acara.docx'}:1: placeholder {{{{dessa}}}} is not one of" in faults[1]
    assert "berita_acara.docx:2: a placeholder lacks its braces" in faults[2]
