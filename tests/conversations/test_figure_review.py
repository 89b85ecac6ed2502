"""Figures where two things happen at once or in an unlucky order: what was checked stays true when it is stored."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.achievements import Achievement, Number
from bot.achievements.sharing import is_small
from storage.figure import Figure, Source
from storage.people import Person
from tests.chat import Chat, Someone
from tests.conversations.test_achievements import load_2025
from tests.conversations.test_figures import saves, stored


async def closes(chat: Chat, who: Someone, words: str) -> None:
    chat.bot.house.clock.passes(minutes=1)  # type: ignore[attr-defined]
    await who.says(f"/tutup {words}")
    await who.taps("🔒")


async def asks_for_a_second(chat: Chat) -> Someone:
    rut = await chat.admin()
    await rut.says("/catat")
    await rut.taps("Wajibkan persetujuan")
    return rut


@pytest.mark.parametrize(
    "line", ["/catat foo", "/target foo", "/catat penempatan oktober 5 xyz sumber x", "/capaian xyz"]
)
async def test_what_is_not_understood_is_asked_in_words(chat: Chat, line: str) -> None:
    yos = await chat.staff()
    await yos.says(line)
    assert "kesalahan" not in yos.last.text
    assert "Contoh" in yos.last.text or yos.last.buttons


async def test_a_period_closed_by_six_at_once_is_closed_once(chat: Chat) -> None:
    everybody = [await chat.staff(f"P{number}") for number in range(6)]
    for one in everybody:
        await one.says("/tutup oktober 2026")
    await asyncio.gather(*(one.taps("Tutup dan") for one in everybody))
    async with chat.bot.store.begin() as unit:
        assert [one.code for one in await unit.publications.all(most=9)] == ["T-2026-10-1"]


async def test_parts_saved_at_once_do_not_go_beyond_their_whole(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan oktober 100 sumber x")
    everybody = [await chat.staff(f"P{number}") for number in range(4)]
    for one, place in zip(everybody, ("belu", "alor", "ende", "sikka"), strict=True):
        await one.says(f"/catat penempatan kab {place} oktober 60 sumber x")
    await asyncio.gather(*(one.taps("Simpan") for one in everybody))
    assert sum(value or 0 for _, place, value, _, _ in await stored(chat) if place != "53") == 60
    assert sum("melebihi" in one.toast for one in everybody) == 3


async def test_a_figure_saved_while_its_period_closes_needs_a_reason(chat: Chat) -> None:
    yos, rut = await chat.staff(), await chat.staff("Rut")
    await yos.says("/catat penempatan oktober 100 sumber x")
    card = yos.last
    await closes(chat, rut, "oktober 2026")
    await yos.taps("Simpan", on=card)
    assert await stored(chat) == []
    assert "belum disimpan" in yos.toast


async def test_a_second_person_does_not_let_in_what_the_books_speak_against_by_now(chat: Chat) -> None:
    await asks_for_a_second(chat)
    yos, ina = await chat.staff(), await chat.staff("Ina")
    for line in ("/catat penempatan oktober 100 sumber x", "/catat penempatan kab belu oktober 150 sumber x"):
        await yos.says(line)
        await yos.taps("Simpan")
    await ina.says("/catat")
    await ina.taps("petugas lain: 2")
    card = ina.last
    await ina.taps("Setujui 1", on=card)
    await ina.says("/catat")
    await ina.taps("petugas lain: 1")
    await ina.taps("Setujui 1")
    assert "melebihi" in ina.toast
    assert [row[2] for row in await stored(chat)] == [100]


async def test_what_waited_while_its_period_closed_is_not_approved_without_a_reason(chat: Chat) -> None:
    await asks_for_a_second(chat)
    yos, ina = await chat.staff(), await chat.staff("Ina")
    await yos.says("/catat penempatan oktober 100 sumber x")
    await yos.taps("Simpan")
    chat.bot.house.clock.passes(minutes=1)  # type: ignore[attr-defined]
    await ina.says("/tutup oktober 2026")
    assert "1 catatan masih menunggu" in ina.last.text
    await ina.taps("Tutup dan")
    await ina.says("/catat")
    await ina.taps("petugas lain: 1")
    await ina.taps("Setujui 1")
    assert await stored(chat) == []
    await yos.says("/catat")
    await yos.taps("petugas lain: 1")
    await yos.taps("Tarik kembali 1")
    await yos.says("/catat")
    assert "petugas lain: 1" not in str(yos.last.buttons)


async def test_cancelling_needs_the_second_person_too(chat: Chat) -> None:
    yos, ina = await chat.staff(), await chat.staff("Ina")
    await saves(yos, "/catat penempatan oktober 100 sumber x")
    see = yos.last
    await asks_for_a_second(chat)
    for label in ("Lihat", "Dari mana", "1", "Batalkan catatan"):
        await yos.taps(label, on=see if label == "Lihat" else next(m for m in yos.heard if m.id == see.id))
    await yos.taps("Salah ketik")
    await yos.taps("Ya, batalkan")
    assert len(await stored(chat)) == 1
    await ina.says("/catat")
    await ina.taps("petugas lain: 1")
    assert "batalkan catatan ini" in ina.last.text
    await ina.taps("Setujui 1")
    assert (await stored(chat))[-1][4] == "cancelled"


async def test_a_release_of_part_of_a_closed_period_is_a_draft(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await closes(chat, yos, "2025")
    await yos.says("/rilis maret 2025")
    assert "Rancangan" in yos.heard[-2].raw["caption"]
    assert "T-2025-1" not in yos.heard[-2].raw["caption"]


async def test_a_month_stays_as_published_when_its_year_is_closed_over_it(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan oktober 2025 187 sumber x")
    await closes(chat, yos, "oktober 2025")
    await yos.says("/catat penempatan oktober 2025 190 sumber x")
    await yos.taps("Salah ketik")
    await yos.taps("Simpan")
    await yos.says("/tutup 2025")
    assert "T-2025-10-1" in yos.last.text
    await yos.taps("Tutup dan")
    await yos.says("/capaian penempatan oktober 2025")
    assert "187 orang" in yos.last.text
    assert "190 orang (+3)" in yos.last.text
    await yos.says("/capaian penempatan 2025")
    assert "190 orang" in yos.last.text


async def test_a_target_and_a_part_that_change_after_the_closing_are_errata(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await saves(yos, "/catat penempatan kab belu 2025 12 sumber x")
    await closes(chat, yos, "2025")
    await yos.says("/target penempatan 2025 2500 dasar Perubahan")
    assert "sudah ditutup" in yos.last.text
    await yos.taps("Simpan")
    await yos.says("/catat penempatan kab belu 2025 50 sumber x")
    await yos.taps("Salah ketik")
    await yos.taps("Simpan")
    await yos.says("/capaian 2025")
    assert "dari target 1.960 (113,57%) ⚠️ ✏️" in yos.last.text
    await yos.says("/capaian penempatan 2025 per kabupaten")
    assert "Kab. Belu: 12" in yos.last.text
    assert "Target sekarang: 2.500" in yos.last.text
    assert "Kab. Belu sekarang: 50" in yos.last.text
    await yos.says("/tutup 2025")
    assert "target 1.960 → 2.500" in yos.last.text


async def test_behind_a_number_stand_the_sessions_it_was_counted_from(chat: Chat) -> None:
    yos, maria = await chat.staff(), await chat.facilitator()
    for line in ("/sesi Nifukani 20 okt 2026 L10 tatap muka calo", "/sesi Nifukani 21 okt 2026 L20 daring calo"):
        await maria.says(line)
        await maria.taps("Simpan")
    await closes(chat, yos, "oktober 2026")
    await maria.says("/sesi Nifukani 22 okt 2026 L40 daring calo")
    await maria.taps("Simpan")
    await yos.says("/capaian sosialisasi daring oktober 2026")
    assert "20 orang" in yos.last.text
    await yos.taps("Dari mana")
    assert "20 orang" in yos.last.text
    assert "10 orang" not in yos.last.text
    assert "40 orang" not in yos.last.text, "it came after the closing"


async def test_what_is_published_is_indonesian_whoever_closes(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan oktober 100 sumber x")
    async with chat.bot.store.begin() as unit:
        await unit.people.put(Person(yos.id, "Yos", "staff", language="en"), chat.bot.house.clock())
    await yos.says("/tutup oktober 2026")
    await yos.taps("🔒")
    async with chat.bot.store.begin() as unit:
        published = await unit.publications.by_code("T-2026-10-1")
    assert published is not None
    assert published.content["title"] == "Capaian BP3MI NTT Oktober 2026"
    assert published.content["period"]["name"] == "Oktober 2026"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("dua ratus", 200), ("1.960", 1960), ("1,2 miliar", 1_200_000_000), ("belum dilaporkan", None), ("0", 0)],
)
async def test_a_right_number_is_read_whole(chat: Chat, typed: str, value: int | None) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan oktober 187 sumber x")
    for label in ("Lihat", "Dari mana", "1", "Perbaiki"):
        await yos.taps(label)
    for wrong in ("187 188", "12 lusin", "5 m", "9999999999 triliun", "dua atau tiga"):
        await yos.says(wrong)
        assert "tidak terbaca" in yos.last.text, wrong
    await yos.says(typed)
    await yos.taps("Salah ketik")
    await yos.taps("Simpan")
    assert (await stored(chat))[-1][2:4] == (value, 2)


async def test_correcting_the_number_keeps_its_source_and_note(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/capaian penempatan 2025")
    for label in ("Dari mana", "1", "Perbaiki"):
        await yos.taps(label)
    await yos.says("2227")
    await yos.taps("Salah ketik")
    await yos.taps("Simpan")
    await yos.says("/capaian 2025")
    assert "2.227" in yos.last.text
    assert "lebih dari 117 persen" in yos.last.text
    await yos.says("/capaian penempatan 2025")
    await yos.taps("Dari mana")
    assert "2026-01-13" in yos.last.text


async def test_what_stands_already_is_not_stored_again(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan oktober 187 kab belu 12 sumber x")
    await yos.says("/catat penempatan oktober 187 kab belu 12 kab alor 5 sumber x")
    await yos.taps("Simpan")
    assert [(place, value, revision) for _, place, value, revision, _ in await stored(chat)] == [
        ("53", 187, 1),
        ("53.04", 12, 1),
        ("53.05", 5, 1),
    ]


async def test_the_running_month_is_recorded_up_to_today(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/catat penempatan november 100 sumber x")
    assert "1 November 2026 – 24 November 2026" in yos.last.text
    await yos.taps("Simpan")
    await yos.says("/capaian penempatan")
    assert "100 orang" in yos.last.text


@pytest.mark.parametrize("words", ["2000", "penempatan januari 2000", "1999", "2026 per 31 desember 1999"])
async def test_years_before_the_books_are_answered_in_words(chat: Chat, words: str) -> None:
    yos = await chat.staff()
    await yos.says(f"/capaian {words}")
    assert "kesalahan" not in yos.last.text


async def test_an_open_card_is_not_lost(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/catat penempatan oktober 187 sumber x")
    card = yos.last
    await yos.says("terima kasih")
    assert "masih menunggu" in yos.last.text
    await yos.says("/sesi")
    assert "Masih ada isian yang terbuka" in yos.last.text
    await yos.taps("Simpan", on=card)
    assert len(await stored(chat)) == 1


async def test_as_known_counts_what_counted_then(chat: Chat) -> None:
    """Whether unreviewed sessions count is read as it was on that day."""
    yos, maria = await chat.staff(), await chat.facilitator()
    await maria.says("/sesi Nifukani 20 okt 2026 L10 tatap muka calo")
    await maria.taps("Simpan")
    chat.bot.house.clock.passes(days=2)  # type: ignore[attr-defined]
    rut = await chat.admin()
    await rut.sends_data("review_count:off", on=await rut.says("/periksa"))
    await yos.says("/capaian sosialisasi oktober")
    assert "0 orang" in yos.last.text
    await yos.says("/capaian sosialisasi oktober diketahui per 25 november 2026")
    assert "10 orang" in yos.last.text


async def test_a_part_that_reaches_beyond_the_whole_is_not_lost(chat: Chat) -> None:
    """The whole of April says 10, a regency says 80 from January to June: not less than 80 in all."""
    async with chat.bot.store.begin() as unit:
        for place, first, last, value in (
            ("53", date(2025, 4, 1), date(2025, 4, 30), 10),
            ("53.04", date(2025, 1, 1), date(2025, 6, 30), 80),
        ):
            figure = Figure("placement", "flow", place, first, last, value, Source("x"))
            await unit.figures.record(figure, by=1, now=chat.bot.house.clock())
    yos = await chat.staff()
    await yos.says("/capaian penempatan 2025")
    assert "80 orang" in yos.last.text
    await yos.says("/capaian penempatan april 2025")
    assert "10 orang" in yos.last.text


async def test_small_counts_of_a_village_are_not_in_its_picture(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat aduan masuk desa nifukani oktober 2 sumber x")
    await yos.says("/capaian aduan masuk desa nifukani oktober 2026")
    await yos.taps("Gambar")
    assert "photo" in yos.last.raw
    house = chat.bot.house
    one = Achievement(house.library.indicators["complaints_received"], "53.02.07.2015", Number(2))
    assert is_small(one, 2)
    assert not is_small(one, 5)
    assert not is_small(replace(one, place="53.02.07"), 2)
