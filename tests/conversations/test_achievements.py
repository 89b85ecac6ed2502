"""Door three: staff read figures against targets."""

from pathlib import Path

import pytest

from bot.importing import BadRow, read_figures, store_figures
from content.library import FOLDER, Library
from tests.chat import Chat
from tests.conversations.test_sessions import fill_in

FIGURES = FOLDER / "figures" / "2025.csv"


async def load_2025(chat: Chat) -> None:
    now = chat.bot.house.clock()
    numbers = read_figures(FIGURES, chat.bot.house.library, now.date())
    async with chat.bot.store.begin() as unit:
        await store_figures(unit, FIGURES, numbers, by=None, now=now)


async def test_the_published_year_reads_as_indonesians_write_it(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/capaian 2025")
    for line in (
        "Penempatan: 2.226 orang dari target 1.960 (113,57%)",
        "Desa Migran EMAS: 12 desa",
        "Kasus pengaduan diselesaikan: 523 kasus",
        "Pemberdayaan PMI purna dan keluarga: 513 orang",
        "Penerima sosialisasi: 15.345 orang",
        "Pelatihan CPMI: 140 orang",
        "Remitansi: Rp78.468.365.801",
    ):
        assert line in yos.last.text
    assert "lebih dari 117 persen" in yos.last.text, "the card says that the release does not follow from its numbers"


async def test_a_number_opens_to_its_parts_and_source(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/capaian 2025")
    await yos.taps("Penempatan")
    assert "belum dirinci: 2.226" in yos.last.text
    assert "2026-01-13" in yos.last.text
    await yos.taps("Semua indikator")
    await yos.taps("Desa EMAS")
    for regency in (
        "Flores Timur",
        "Sumba Barat",
        "Kab. Kupang",
        "Timor Tengah Selatan",
        "Timor Tengah Utara",
    ):
        assert regency in yos.last.text


async def test_this_year_counts_the_sessions_logged(chat: Chat) -> None:
    """Outreach of the running year is counted from sessions; cancelling one takes it out."""
    ani, yos = await chat.facilitator(), await chat.staff()
    await fill_in(ani)
    await ani.taps("Simpan")
    await yos.says("/capaian")
    assert "Capaian 2026" in yos.last.text
    assert "Data s.d. 24 November 2026" in yos.last.text
    assert "Penerima sosialisasi: 75 orang" in yos.last.text
    await yos.taps("Sosialisasi")
    assert "Dihitung dari 1 sesi" in yos.last.text
    assert "Tatap muka: 75" in yos.last.text
    assert "Perempuan: 40" in yos.last.text
    await ani.taps("Batalkan")
    await ani.taps("Salah catat")
    await yos.says("/capaian sosialisasi")
    assert "0 orang" in yos.last.text
    assert "Dihitung dari 0 sesi" in yos.last.text


async def test_down_to_a_village_behind_the_number_and_up_again(chat: Chat) -> None:
    """Each step is shown where the one before was."""
    ani, yos = await chat.facilitator(), await chat.staff()
    await fill_in(ani)
    await ani.taps("Simpan")
    await yos.says("/capaian sosialisasi")
    for step in ("Per kabupaten", "Timor Tengah Selatan", "Per kecamatan", "Amanuban Barat", "Per desa", "Nifukani"):
        await yos.taps(step)
        assert "75" in yos.last.text
    assert len(yos.heard) == 1, "every screen was edited in place"
    assert "Desa Nifukani" in yos.last.text
    await yos.taps("Dari mana")
    assert "Desa Nifukani: 75 orang" in yos.last.text
    await yos.taps("Kembali")
    await yos.taps("Kec. Amanuban Barat")
    await yos.taps("Semua indikator")
    assert "Capaian 2026" in yos.last.text
    await yos.taps("« 2025")
    assert "Capaian 2025" in yos.last.text


async def test_why_a_number_changed_names_every_act(chat: Chat) -> None:
    ani, yos = await chat.facilitator(), await chat.staff()
    await fill_in(ani)
    await ani.taps("Simpan")
    code = ani.last.data("Batalkan").split(":")[1]
    chat.bot.house.clock.passes(days=1)  # type: ignore[attr-defined]
    await yos.says(f"/cek {code}")
    await ani.taps("Batalkan")
    await ani.taps("Salah catat")
    await yos.says("/capaian sosialisasi")
    await yos.taps("Kenapa berubah")
    await yos.taps("Sejak 7 hari")
    assert f"sesi {code} (23 November 2026) dicatat, +75" in yos.last.text
    assert f"sesi {code} (23 November 2026) dibatalkan, -75" in yos.last.text
    assert "Alasan: Salah catat" in yos.last.text
    await yos.says("/capaian apa yang berubah sejak kemarin")
    assert "Penerima sosialisasi: 75 orang → 0 orang (-75)" in yos.last.text
    await yos.taps("Sosialisasi")
    assert "dibatalkan, -75" in yos.last.text
    await yos.says("/capaian kenapa berubah sosialisasi sejak kemarin")
    assert "75 orang" in yos.last.text
    assert "0 orang (-75)" in yos.last.text


async def test_as_known_on_a_day(chat: Chat) -> None:
    """What was logged later was not known then, and is not shown."""
    ani, yos = await chat.facilitator(), await chat.staff()
    await fill_in(ani)
    await ani.taps("Simpan")
    await yos.says("/capaian sosialisasi diketahui per 23 November 2026")
    assert "seperti diketahui pada 23 November 2026" in yos.last.text
    assert "0 orang" in yos.last.text
    await yos.says("/capaian sosialisasi per 22 November 2026")
    assert "Data s.d. 22 November 2026" in yos.last.text
    assert "belum dilaporkan" in yos.last.text, "it was held on the 23rd, and none was before it"


async def test_what_is_ambiguous_is_asked_and_opened_with_a_tap(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/capaian sosialisasi kupang")
    assert len(yos.last.buttons) > 1
    await yos.taps("Kota Kupang")
    assert "Kota Kupang" in yos.last.text
    assert "Penerima sosialisasi" in yos.last.text


@pytest.mark.parametrize("words", ["entah apa", "2025 2024", "2027", "semester 3", "penempatan xyz", "<b>"])
async def test_what_is_not_understood_is_not_guessed(chat: Chat, words: str) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says(f"/capaian {words}")
    assert "Data s.d." not in yos.last.text
    assert "orang" not in yos.last.text


async def test_importing_again_changes_nothing_and_another_value_is_refused(
    chat: Chat, library: Library, tmp_path: Path
) -> None:
    await load_2025(chat)
    await load_2025(chat)
    other = tmp_path / "other.csv"
    other.write_text(FIGURES.read_text("utf-8").replace(",523,", ",524,"), "utf-8")
    now = chat.bot.house.clock()
    with pytest.raises(BadRow, match=r"other\.csv:10: complaints_resolved: 523 stands already"):
        async with chat.bot.store.begin() as unit:
            await store_figures(unit, other, read_figures(other, library, now.date()), by=None, now=now)
