"""/catat and /target: entered, checked, stored once, corrected with a reason, agreed to by a second person."""

import asyncio

import pytest
from sqlalchemy import select

from bot.achievements.buttons import query_button
from bot.queries import Query
from content.periods import year
from storage.people import Person
from storage.schema import audit, figures
from tests.chat import Chat, Someone
from tests.conversations.test_achievements import load_2025

OCTOBER = "/catat penempatan p to p Oktober 187 kab belu 12 sumber Laporan Oktober"


async def stored(chat: Chat) -> list[tuple[str, str, int | None, int, str]]:
    """Every revision: indicator, place, value, revision, state."""
    async with chat.bot.store.begin() as unit:
        columns = (figures.c.indicator, figures.c.place_code, figures.c.value, figures.c.revision, figures.c.state)
        rows = await unit._connection.execute(select(*columns).where(figures.c.recorded_by > 0).order_by(figures.c.id))
        return [tuple(row) for row in rows]


async def saves(who: Someone, line: str) -> None:
    await who.says(line)
    await who.taps("Simpan")
    assert "Tersimpan" in who.last.text


async def test_one_line_becomes_figures_of_a_whole_and_its_part(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says(OCTOBER)
    assert "Penempatan, P to P (P3MI), Oktober 2026, Nusa Tenggara Timur: 187 orang" in yos.last.text
    assert "Kab. Belu: 12 orang" in yos.last.text
    assert "Sumber: Laporan Oktober" in yos.last.text
    assert await stored(chat) == [], "nothing is stored before it is checked"
    await yos.taps("Simpan")
    assert await stored(chat) == [
        ("placement", "53", 187, 1, "recorded"),
        ("placement", "53.04", 12, 1, "recorded"),
    ]
    await yos.taps("Lihat Penempatan")
    assert "187 orang" in yos.last.text
    assert "dijumlahkan dari rinciannya" in yos.last.text, "the whole was not recorded, and that is said"


async def test_a_number_needs_its_source(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/catat aduan masuk Oktober 12")
    assert "Simpan" not in str(yos.last.buttons)
    await yos.taps("Sebut sumber")
    await yos.says("Buku register pengaduan")
    assert "Sumber: Buku register pengaduan" in yos.last.text
    await yos.taps("Simpan")
    assert await stored(chat) == [("complaints_received", "53", 12, 1, "recorded")]


async def test_begun_with_a_tap_and_ended_with_a_line(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/catat")
    await yos.taps("Pelatihan")
    await yos.says("perhotelan oktober 40 sumber laporan PNK")
    await yos.taps("Simpan")
    assert await stored(chat) == [("training", "53", 40, 1, "recorded")]


async def test_a_correction_replaces_with_a_reason_and_keeps_the_old(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, OCTOBER)
    await yos.says("/catat penempatan p to p Oktober 190 sumber Laporan Oktober")
    assert "menggantikan 187 orang" in yos.last.text
    assert "✅ Simpan" not in yos.last.buttons, "the reason comes first"
    await yos.taps("Tulis alasan")
    await yos.says("tiga orang terlambat dilaporkan")
    await yos.taps("Simpan")
    assert [row for row in await stored(chat) if row[1] == "53"] == [
        ("placement", "53", 187, 1, "recorded"),
        ("placement", "53", 190, 2, "recorded"),
    ]
    await yos.says("/capaian p to p")
    await yos.taps("Dari mana")
    await yos.taps("1")
    assert "Versi 2: 190 orang" in yos.last.text
    assert "tiga orang terlambat dilaporkan" in yos.last.text
    assert "Versi 1: 187 orang" in yos.last.text


async def test_the_same_again_is_not_stored_twice(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, OCTOBER)
    await yos.says(OCTOBER)
    assert "sudah tercatat persis begini" in yos.last.text
    assert "✅ Simpan" not in yos.last.buttons


async def test_ten_taps_are_one_figure(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/catat penempatan Oktober 187 sumber x")
    shown = yos.last
    data = shown.data("Simpan")
    presses = [chat.simulator.press_data(yos.id, data, message_id=shown.id) for _ in range(10)]
    await chat.settled(*presses)
    assert await stored(chat) == [("placement", "53", 187, 1, "recorded")]
    await yos.sends_data(data, on=shown)
    assert "tidak ada yang dobel" in yos.last.text


async def test_two_who_enter_the_same_number_at_once_do_not_overwrite_each_other(chat: Chat) -> None:
    yos, rut = await chat.staff(), await chat.admin()
    await yos.says("/catat penempatan Oktober 187 sumber x")
    await rut.says("/catat penempatan Oktober 178 sumber y")
    await asyncio.gather(yos.taps("Simpan"), rut.taps("Simpan"))
    assert len(await stored(chat)) == 1
    assert "belum disimpan" in yos.toast + rut.toast


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/catat penempatan Oktober 100 sumber x", "rincian menjadi 187, melebihi"),
        ("/catat penempatan kab belu p to p Oktober 190 sumber x", "melebihi"),
        ("/catat sosialisasi kab belu Oktober 20 sumber x", "dihitung dari sesi"),
    ],
)
async def test_what_cannot_be_is_refused_in_words(chat: Chat, line: str, said: str) -> None:
    yos = await chat.staff()
    await saves(yos, OCTOBER)
    await yos.says(line)
    assert said in yos.last.text
    assert "✅ Simpan" not in yos.last.buttons
    assert len(await stored(chat)) == 2


@pytest.mark.parametrize(
    "line", ["penempatan Oktober -5", "penempatan Desember 5", "penempatan Oktober 1,5", "entah 5"]
)
async def test_what_is_no_figure_is_asked_back(chat: Chat, line: str) -> None:
    yos = await chat.staff()
    await yos.says(f"/catat {line}")
    assert "✅ Simpan" not in yos.last.buttons
    assert await stored(chat) == []


async def test_a_figure_is_corrected_and_cancelled_from_its_entry(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan Oktober 187 sumber x")
    await yos.taps("Lihat Penempatan")
    await yos.taps("Dari mana")
    await yos.taps("1")
    entry = yos.last
    await yos.taps("Perbaiki")
    await yos.says("1.87x")
    assert "tidak terbaca" in yos.last.text
    await yos.says("178")
    await yos.taps("Salah ketik")
    await yos.taps("Simpan")
    await yos.taps("Batalkan catatan", on=entry)
    await yos.taps("Salah ketik")
    await yos.taps("Ya, batalkan")
    assert [(value, revision, state) for _, _, value, revision, state in await stored(chat)] == [
        (187, 1, "recorded"),
        (178, 2, "recorded"),
        (None, 3, "cancelled"),
    ]
    await yos.says("/capaian penempatan")
    assert "belum dilaporkan" in yos.last.text
    await yos.says("/capaian kenapa berubah penempatan sejak 1 Oktober")
    for said in ("baru 187 orang", "187 orang → 178 orang", "dibatalkan, tadinya 178 orang", "Salah ketik"):
        assert said in yos.last.text


async def test_a_target_keeps_its_revisions_and_shows_both_rates(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, "/catat penempatan Oktober 210 sumber x")
    await yos.says("/target penempatan 2026 2100")
    assert "target tanpa dasar tidak disimpan" in yos.last.text
    await yos.taps("Sebut dasar")
    await yos.says("Perjanjian Kinerja 2026")
    await yos.taps("Simpan")
    await saves(yos, "/target penempatan 2026 2400 dasar Perjanjian Kinerja perubahan")
    await yos.says("/capaian penempatan")
    assert "210 orang dari target 2.400 (8,75%)" in yos.last.text
    assert "Terhadap target semula 2.100 (Perjanjian Kinerja 2026): 10%" in yos.last.text
    assert "kurang 2.190; perlu 365 per minggu selama 6 minggu" in yos.last.text


async def test_a_village_joins_the_list_with_its_day_and_decree(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await saves(yos, "/catat desa emas nifukani sejak 12/3/2026 SK 45/2026")
    await yos.says("/capaian desa emas")
    assert "13 desa" in yos.last.text, "the twelve of the end of 2025 and the one that joined since"
    await yos.says("/capaian desa emas per 28 februari 2026")
    assert "12 desa" in yos.last.text
    await yos.says("/capaian desa emas kab tts")
    assert "Desa Nifukani: 1" in yos.last.text


async def test_where_the_office_wants_it_a_second_person_agrees_first(chat: Chat) -> None:
    rut, yos, ina = await chat.admin(), await chat.staff(), await chat.staff("Ina")
    await rut.says("/catat")
    await rut.taps("Wajibkan persetujuan")
    await yos.says("/catat penempatan Oktober 187 sumber x")
    await yos.taps("Simpan")
    assert "setelah disetujui" in yos.last.text
    assert await stored(chat) == []
    await yos.says("/catat")
    await yos.taps("petugas lain: 1")
    assert "Setujui 1" not in str(yos.last.buttons)
    await ina.says("/catat")
    await ina.taps("petugas lain: 1")
    shown = ina.last
    data = shown.data("Setujui 1")
    await yos.sends_data(data)
    assert "tidak bisa disetujui sendiri" in yos.toast
    await ina.sends_data(data, on=shown)
    assert await stored(chat) == [("placement", "53", 187, 1, "recorded")]
    assert "Ina menyetujui" in yos.last.text
    await ina.sends_data(data, on=shown)
    assert "Sudah diputuskan" in ina.toast
    assert len(await stored(chat)) == 1
    await yos.says("/capaian penempatan")
    await yos.taps("Dari mana")
    await yos.taps("1")
    assert "disetujui Ina" in yos.last.text


async def test_a_rejected_figure_is_not_stored(chat: Chat) -> None:
    rut, yos, ina = await chat.admin(), await chat.staff(), await chat.staff("Ina")
    await rut.says("/catat")
    await rut.taps("Wajibkan persetujuan")
    await yos.says("/catat penempatan Oktober 187 sumber x")
    await yos.taps("Simpan")
    await ina.says("/catat")
    await ina.taps("Menunggu")
    await ina.taps("Tolak 1")
    assert await stored(chat) == []
    assert "Ina menolak" in yos.last.text


async def test_only_staff_enter_and_only_administrators_choose(chat: Chat) -> None:
    yos, ani, maria = await chat.staff(), chat.someone(), await chat.facilitator()
    await yos.says("/catat penempatan Oktober 187 sumber x")
    save, shown = yos.last.data("Simpan"), yos.last
    for stranger in (ani, maria):
        for command in ("/catat", "/target", "/tutup 2025", "/rilis 2025", "/capaian"):
            await stranger.says(command)
            assert "Catat angka" not in stranger.last.text
        for data in (
            save,
            "second:off",
            "proposals",
            "proposal:1:yes",
            "figure_fix:1",
            "figure_cancel:1",
            "close:l4ylf2:0",
        ):
            await stranger.sends_data(data)
            assert stranger.toast
    await yos.sends_data("second:on")
    async with chat.bot.store.begin() as unit:
        assert await unit.options.get("figures_need_second") is None
        await unit.people.put(Person(yos.id, "Yos", None), chat.bot.house.clock())
    await yos.sends_data(save, on=shown)
    assert await stored(chat) == [], "a role that was taken back saves nothing"


@pytest.mark.parametrize(
    "data",
    [
        "fig",
        "fig:-:-:-:-:-:-",
        "fig:zzz:l4ylf2:-:-:-:-",
        "fig:-:l4ylf2:99:-:-:-",
        "fig:-:l4ylf:-:-:-:-",
        "figc:-:l4ylf2:-:-:-:-:x",
        "fige:x",
        "fige:9999999999999999999",
        "figs:-:l4ylf2:-:-:-:-",
        "figw:-:l4ylf2:-:-:-:-:zz",
        "figure:x:save",
        "release:T-1",
    ],
)
async def test_forged_buttons_are_refused(chat: Chat, data: str) -> None:
    yos = await chat.staff()
    await yos.says("/capaian 2025")
    await yos.sends_data(data)
    assert "tidak berlaku" in yos.toast


async def test_what_was_entered_is_in_the_audit_without_its_words(chat: Chat) -> None:
    yos = await chat.staff()
    await saves(yos, OCTOBER)
    async with chat.bot.store.begin() as unit:
        rows = [
            tuple(row) for row in await unit._connection.execute(select(audit.c.action, audit.c.actor, audit.c.detail))
        ]
    assert ("record_figure", yos.id, {"rows": 2}) in rows


def test_every_view_fits_into_a_button(chat: Chat) -> None:
    """The longest there can be: the longest code, a village, two parts, a breakdown, a day, a page."""
    library = chat.bot.house.library
    for indicator in library.indicators.values():
        sides = {key: max(dimension.values, key=len) for key, dimension in indicator.dimensions.items()}
        today = chat.bot.house.clock().date()
        query = Query((indicator,), year(2026, today), "53.02.07.2015", sides, "village", today)
        for action, more in (("figs", "9999"), ("figc", "progress:light"), ("figw", "7bt"), ("figf", "workbook")):
            assert query_button(action, query, *more.split(":"))
