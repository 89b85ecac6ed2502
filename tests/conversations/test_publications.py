"""/tutup and /rilis: what is published stays, what comes later is an erratum, and the same release is made again."""

import hashlib
from typing import Any

import pytest

from bot.achievements.statement import fingerprint
from bot.drawing import draw
from storage.publications import Publication
from tests.chat import Chat, Someone
from tests.conversations.test_achievements import load_2025
from tests.conversations.test_sessions import fill_in


async def publication(chat: Chat, code: str) -> Publication:
    async with chat.bot.store.begin() as unit:
        found = await unit.publications.by_code(code)
    assert found is not None
    return found


async def closes_2025(chat: Chat) -> Someone:
    await load_2025(chat)
    chat.bot.house.clock.passes(hours=1)  # type: ignore[attr-defined]
    yos = await chat.staff()
    await yos.says("/tutup 2025")
    await yos.taps("Tutup dan terbitkan")
    assert "T-2025-1" in yos.last.text
    return yos


async def test_closing_freezes_every_number_under_a_hash(chat: Chat) -> None:
    yos = await closes_2025(chat)
    found = await publication(chat, "T-2025-1")
    numbers = {one["code"]: (one["realization"], one["target"], one["rate"]) for one in found.content["indicators"]}
    assert numbers["placement"] == (2226, 1960, "113.57")
    assert numbers["outreach"] == (15345, None, None)
    assert numbers["remittance"] == (78_468_365_801, None, None)
    assert found.hash == fingerprint(found.content), "anybody can compute it again from what was kept"
    await yos.says("/tutup")
    assert "T-2025-1" in yos.last.text


@pytest.mark.parametrize(
    "words", ["2026", "november 2026", "1 maret 2025 sampai 5 april 2025", "entah", "penempatan 2025"]
)
async def test_only_what_is_over_and_whole_is_closed(chat: Chat, words: str) -> None:
    yos = await chat.staff()
    await yos.says(f"/tutup {words}")
    assert yos.last.buttons == []


async def test_a_figure_that_comes_later_is_an_erratum_and_changes_nothing_silently(chat: Chat) -> None:
    yos = await closes_2025(chat)
    await yos.says("/catat penempatan 2025 2230 sumber SK perbaikan")
    assert "sudah ditutup (T-2025-1)" in yos.last.text
    await yos.taps("Ada data yang lebih baru")
    await yos.taps("Simpan")
    await yos.says("/capaian 2025")
    assert "Penempatan: 2.226 orang dari target 1.960 (113,57%)" in yos.last.text
    assert "✏️" in yos.last.text
    await yos.taps("Penempatan")
    assert "2.226 orang dari target 1.960" in yos.last.text
    assert "menurut data sekarang 2.230 orang (+4)" in yos.last.text


async def test_a_late_session_is_an_erratum_too(chat: Chat) -> None:
    yos, maria = await chat.staff(), await chat.facilitator()
    await fill_in(maria)
    await maria.taps("Simpan")
    chat.bot.house.clock.passes(days=10)  # type: ignore[attr-defined]
    await yos.says("/tutup november 2026")
    assert "belum diperiksa" in yos.last.text
    await yos.taps("Tutup dan terbitkan")
    await maria.says("/sesi Nifukani 20 nov 2026 L10 P20 tatap muka calo")
    await maria.taps("Simpan")
    await yos.says("/capaian sosialisasi november 2026")
    assert "75 orang" in yos.last.text
    assert "menurut data sekarang 105 orang (+30)" in yos.last.text


async def test_closing_again_needs_a_reason_and_keeps_both(chat: Chat) -> None:
    yos = await closes_2025(chat)
    await yos.says("/catat penempatan 2025 2230 sumber SK perbaikan")
    await yos.taps("Ada data yang lebih baru")
    await yos.taps("Simpan")
    await yos.says("/tutup 2025")
    assert "2.226 orang → 2.230 orang" in yos.last.text
    card = yos.last
    await yos.taps("Terbitkan versi baru")
    await yos.says("SK perbaikan dari pusat")
    assert "SK perbaikan dari pusat" in yos.last.text, "the reason is shown before it stays for good"
    await yos.taps("Terbitkan versi baru")
    assert "T-2025-2" in yos.last.text
    assert (await publication(chat, "T-2025-1")).content["indicators"][0]["realization"] == 2226
    assert (await publication(chat, "T-2025-2")).content["indicators"][0]["realization"] == 2230
    await yos.taps("Terbitkan versi baru", on=card)
    assert "sudah ditutup sesudah kartu ini" in yos.toast
    await yos.says("/capaian penempatan 2025")
    assert "2.230 orang" in yos.last.text
    assert "Ralat" not in yos.last.text


async def test_ten_taps_close_once(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/tutup 2025")
    shown = yos.last
    data = shown.data("Tutup dan")
    await chat.settled(*(chat.simulator.press_data(yos.id, data, message_id=shown.id) for _ in range(10)))
    async with chat.bot.store.begin() as unit:
        assert len(await unit.publications.all(most=9)) == 1


def file_of(chat: Chat, who: Someone) -> tuple[dict[str, Any], bytes]:
    """The last file sent to somebody, and its bytes."""
    message = next(m for m in reversed(who.heard) if "document" in m.raw)
    return dict(message.raw), chat.simulator.file(message.raw["document"]["file_id"])


async def test_the_release_is_made_from_what_was_published_and_the_same_again(chat: Chat) -> None:
    yos = await closes_2025(chat)
    await yos.says("/rilis 2025")
    text, (message, content) = yos.last.text, file_of(chat, yos)
    for number in (
        "2.226",
        "113,57 persen",
        "1.960",
        "12 Desa Migran EMAS",
        "523",
        "513",
        "15.345",
        "140",
        "78.468.365.801",
    ):
        assert number in text
    assert "80 orang" in text
    assert "Flores Timur" in text
    assert "T-2025-1" in message["caption"]
    await yos.says("/catat penempatan 2025 2230 sumber SK perbaikan")
    await yos.taps("Ada data yang lebih baru")
    await yos.taps("Simpan")
    chat.bot.house.clock.passes(days=3)  # type: ignore[attr-defined]
    await yos.says("/rilis T-2025-1")
    assert yos.last.text == text
    assert hashlib.sha256(file_of(chat, yos)[1]).digest() == hashlib.sha256(content).digest()


async def test_a_release_of_an_open_year_says_that_it_is_a_draft(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/rilis 2025")
    assert "Rancangan" in yos.heard[-2].raw["caption"]
    assert "2.226" in yos.last.text


async def test_the_real_release_is_found_to_contradict_itself(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says(
        "/rilis periksa Sepanjang 2025 BP3MI NTT menempatkan 2.226 pekerja migran dari target 1.960 orang, "
        "atau lebih dari 117 persen."
    )
    assert "113,57" in yos.last.text
    assert "tidak cocok" in yos.last.text


async def test_a_text_is_pasted_after_being_asked_for_and_not_kept(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/rilis periksa")
    await yos.says(
        "Remitansi 2025 tercatat Rp78,46 miliar, terdiri dari Rp9,91 miliar melalui BNI Kupang, "
        "Rp10,43 miliar melalui BNI Maumere, dan Rp58,11 miliar melalui Pos Indonesia Kupang."
    )
    assert "cocok" in yos.last.text
    assert "tidak cocok" not in yos.last.text
    async with chat.bot.store.begin() as unit:
        assert await unit.drafts.of(yos.id) is None


async def test_pictures_and_files_are_drawn_by_the_sender(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/capaian 2025")
    card = yos.last
    await yos.taps("Gambar", on=card)
    assert "photo" in yos.last.raw
    await yos.taps("Latar gelap")
    assert "photo" in yos.last.raw
    await yos.taps("Berkas", on=card)
    files = card
    for label in ("Excel", "Word"):
        await yos.taps("Berkas", on=card) if label == "Word" else None
        shown = next(m for m in yos.heard if m.id == files.id)
        await yos.taps(label, on=shown)
        assert "document" in yos.last.raw
    await yos.says("/capaian pelatihan 2025")
    card = yos.last
    await yos.taps("Gambar", on=card)
    for label in ("Per tempat", "Peta petak", "Per bulan", "bagiannya"):
        await yos.taps(label)
        assert "photo" in yos.last.raw


def test_the_same_data_gives_the_same_bytes() -> None:
    data = {
        "kind": "places",
        "theme": "light",
        "title": "t",
        "subtitle": "s",
        "footer": "f",
        "rows": [{"name": "Belu", "value": 3, "shown": "3"}],
    }
    assert draw("chart", data) == draw("chart", data)
