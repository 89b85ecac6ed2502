"""Sessions from above: receipts, summaries of facilitators and staff, nudges, digests."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.digest import send_due
from bot.simulator import Simulator
from content.library import Library
from storage import Store
from storage.schema import audit, outbox, sessions
from storage.sessions import DUPLICATE, RETURNED, Report, Session
from tests.chat import Chat, Someone
from tests.conftest import Clock, chatting

NIFUKANI, DISTRICT, REGENCY = "53.02.07.2015", "53.02.07", "53.02"
TODAY = date(2026, 11, 24)
SEVEN = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # seven in the morning of the 25th in Kupang, a Wednesday


async def held(
    chat: Chat,
    who: Someone,
    day: date = TODAY,
    place: str = NIFUKANI,
    *,
    men: int = 35,
    women: int = 40,
    review: str = "new",
) -> Session:
    """A session in the books."""
    async with chat.bot.store.begin() as unit:
        key = f"{who.id} {day} {place} {men} {women}"
        report = Report(day, "face_to_face", place, men, women, materials=("safe_migration",), note="rahasia")
        session, _ = await unit.sessions.record(key, report, by=who.id, now=chat.bot.house.clock())
        await unit._connection.execute(update(sessions).where(sessions.c.id == session.id).values(review=review))
        return session


async def cancel(chat: Chat, session: Session) -> None:
    async with chat.bot.store.begin() as unit:
        await unit.sessions.cancel(session, reason="keliru", by=session.reported_by, now=chat.bot.house.clock())


async def ticks(chat: Chat) -> None:
    await chat.bot.clockwork.tick()
    await chat.bot.sender.until_idle()


async def revoke(chat: Chat, who: Someone) -> None:
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(who.id, chat.bot.house.clock())


# Receipts


async def test_a_stranger_learns_of_a_code_that_it_is_in_the_books_and_no_more(chat: Chat) -> None:
    ani, eve = await chat.facilitator("Ani"), chat.someone("Eve")
    session = await held(chat, ani)
    await eve.says(f"/cek {session.code}")
    assert f"Kode {session.code} ada di catatan" in eve.last.text
    assert "Selasa, 24 November 2026" in eve.last.text
    assert "Desa Nifukani, Kec. Amanuban Barat" in eve.last.text
    assert "75 orang" in eve.last.text
    assert "Keadaan: tercatat" in eve.last.text
    assert "diperiksa petugas: belum" in eve.last.text
    for hidden in ("rahasia", "laki-laki", "Migrasi aman", "Ani", "Tersimpan"):
        assert hidden not in eve.last.text
    assert eve.last.buttons == []


async def test_a_code_is_read_however_it_is_typed(chat: Chat) -> None:
    code = (await held(chat, await chat.facilitator())).code
    eve = chat.someone()
    for typed in (code.lower(), f"{code[:3]} {code[3:]}", f"#{code}", f"kode {code[:2]}-{code[2:]}.", f" <{code}> "):
        await eve.says(f"/cek {typed}")
        assert f"Kode {code} ada di catatan" in eve.last.text, typed


async def test_an_unknown_code_is_said_kindly(chat: Chat) -> None:
    eve = chat.someone()
    await eve.says("/cek")
    assert "/cek AB23CD" in eve.last.text
    for typed in ("ZZZZZZ", "A" * 3000, "' OR 1=1 --", "<b>x</b>", "%"):
        await eve.says(f"/cek {typed}")
        assert "tidak saya temukan" in eve.last.text or "/cek AB23CD" in eve.last.text


async def test_the_reporter_and_staff_see_all_of_it(chat: Chat) -> None:
    ani, ben, yos = await chat.facilitator("Ani"), await chat.facilitator("Ben"), await chat.staff()
    session = await held(chat, ani, review=RETURNED)
    for who in (ani, yos):
        await who.says(f"/cek {session.code}")
        assert "rahasia" in who.last.text
        assert "laki-laki 35, perempuan 40" in who.last.text
        assert "dikembalikan untuk diperbaiki" in who.last.text
    await ben.says(f"/cek {session.code}")
    assert "rahasia" not in ben.last.text
    await revoke(chat, ani)
    await ani.says(f"/cek {session.code}")
    assert "rahasia" not in ani.last.text


async def test_what_does_not_count_is_called_so(chat: Chat) -> None:
    ani, eve = await chat.facilitator(), chat.someone()
    cancelled, double = await held(chat, ani), await held(chat, ani, men=1, review=DUPLICATE)
    await cancel(chat, cancelled)
    await eve.says(f"/cek {cancelled.code}")
    assert "dibatalkan, tidak dihitung" in eve.last.text
    await eve.says(f"/cek {double.code}")
    assert "kembar dengan laporan lain, tidak dihitung" in eve.last.text


async def test_a_call_for_help_after_cek_is_heard(chat: Chat) -> None:
    eve = chat.someone()
    await eve.says("/cek tolong saya dikurung majikan")
    assert "tidak saya temukan" not in eve.last.text


# A facilitator's summary


async def test_a_facilitator_sees_month_quarter_and_villages_that_wait(chat: Chat) -> None:
    ani, ben = await chat.facilitator("Ani", DISTRICT), await chat.facilitator("Ben")
    villages = chat.bot.house.library.places.children(DISTRICT)
    await held(chat, ani)
    await held(chat, ani, date(2026, 10, 3), men=10, women=0)
    await held(chat, ani, date(2026, 10, 30), men=0, women=5)
    await held(chat, ani, date(2026, 9, 30), men=500)
    await held(chat, ben, place=villages[0].code, men=1)
    await cancel(chat, await held(chat, ani, date(2026, 11, 2), men=7, women=7))
    await held(chat, ani, date(2026, 11, 3), men=8, women=8, review=DUPLICATE)
    await ani.says("/ringkasan")
    text = ani.last.text
    assert "Bulan ini: 1 sesi · 75 orang (laki-laki 35, perempuan 40)" in text
    assert "sampai tanggal yang sama: 1 sesi · 10 orang" in text
    assert "Bulan lalu seluruhnya: 2 sesi · 15 orang" in text
    assert "Triwulan IV 2026: 3 sesi · 90 orang" in text
    assert f"oleh siapa pun: 2 dari {len(villages)}" in text
    assert f"Belum ada sesi: {len(villages) - 2} desa" in text
    waiting = [label for label in ani.last.buttons if label.startswith("📝")]
    assert len(waiting) == min(10, len(villages) - 2)
    assert not any("Nifukani" in label for label in waiting)


async def test_a_waiting_village_opens_the_form_there(chat: Chat) -> None:
    ani = await chat.facilitator("Ani", NIFUKANI)
    await ani.says("/ringkasan")
    await ani.taps("📝 Nifukani")
    assert "Tanggal berapa" in ani.last.text


async def test_regencies_and_villages_of_a_facilitator_are_each_counted_once(chat: Chat) -> None:
    ani = await chat.facilitator("Ani", REGENCY, DISTRICT, NIFUKANI, "99.99")
    await held(chat, ani)
    await ani.says("/ringkasan")
    register = chat.bot.house.library.places
    count = sum(village.code.startswith(f"{REGENCY}.") for village in register.villages())
    assert f"oleh siapa pun: 1 dari {count}" in ani.last.text
    assert f"masih {count - 11} lagi" in ani.last.text


async def test_whoever_serves_everywhere_has_no_list(chat: Chat) -> None:
    ani, ben = await chat.facilitator("Ani"), await chat.facilitator("Ben")
    await held(chat, ani)
    await held(chat, ben, place="53.02.07.2007")
    await ani.says("/ringkasan")
    assert "Desa yang Anda datangi triwulan ini: 1" in ani.last.text
    assert ani.last.buttons == []


async def test_what_staff_sent_back_is_one_tap_away(chat: Chat) -> None:
    ani, ben = await chat.facilitator("Ani", NIFUKANI), await chat.facilitator("Ben")
    session = await held(chat, ani, review=RETURNED)
    await held(chat, ben, review=RETURNED)
    await ani.says("/ringkasan")
    assert "untuk diperbaiki: 1" in ani.last.text
    assert ani.last.data("✏️") == f"session:{session.code}"
    assert "Semua desa Anda sudah ada sesinya" in ani.last.text


async def test_the_quarter_ends_at_midnight_in_kupang(chat: Chat, clock: Clock) -> None:
    """23.59 and 00.00 WITA, while it is still the afternoon in UTC."""
    ani, yos = await chat.facilitator("Ani", NIFUKANI), await chat.staff()
    await held(chat, ani, date(2026, 12, 31))
    clock.now = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    for who in (ani, yos):
        await who.says("/ringkasan")
        assert "Triwulan IV 2026" in who.last.text
        assert "1 sesi · 75 orang" in who.last.text
    clock.passes(seconds=1)
    await ani.says("/ringkasan")
    assert "Triwulan I 2027: 0 sesi" in ani.last.text
    assert "Bulan ini: 0 sesi" in ani.last.text
    assert "Bulan lalu seluruhnya: 1 sesi" in ani.last.text
    assert "oleh siapa pun: 0 dari 1" in ani.last.text
    await yos.says("/ringkasan")
    assert "Triwulan I 2027" in yos.last.text
    assert "0 sesi · 0 orang" in yos.last.text


# The summary of staff


async def test_staff_open_a_regency_down_to_the_villages_that_wait(chat: Chat) -> None:
    ani, yos = await chat.facilitator("Ani", DISTRICT), await chat.staff()
    await held(chat, ani)
    await held(chat, ani, place="53.04.01.2001", men=5, women=0)
    await held(chat, ani, TODAY - timedelta(days=1), men=1, women=1, review=DUPLICATE)
    await yos.says("/ringkasan")
    assert "2 sesi · 80 orang" in yos.last.text
    assert "sudah ada sesi: 2 dari 3.442" in yos.last.text
    assert "Kab. Timor Tengah Selatan: 1 sesi · 75 orang · 1 dari" in yos.last.text
    assert "Belum ada sesi: Kab. Kupang" in yos.last.text
    await yos.taps("Timor Tengah Selatan")
    assert "Kec. Amanuban Barat: 1 dari" in yos.last.text
    await yos.taps("Amanuban Barat")
    assert "Belum ada sesi" in yos.last.text
    assert "• Desa" in yos.last.text
    assert "Nifukani" not in yos.last.text
    await yos.taps("Kembali")
    await yos.taps("Kembali")
    assert "Ringkasan sosialisasi" in yos.last.text


async def test_facilitators_are_listed_by_silence(chat: Chat) -> None:
    ani, ben, _ = await chat.facilitator("Ani"), await chat.facilitator("Ben"), await chat.facilitator("Cici")
    await held(chat, ani)
    await held(chat, ben, TODAY - timedelta(days=31))
    yos = await chat.staff()
    await yos.says("/ringkasan")
    assert "Fasilitator: 3, diam lebih dari 30 hari: 2" in yos.last.text
    await yos.taps("👥 Fasilitator")
    text = yos.last.text
    assert text.index("Cici: belum ada sesi") < text.index("Ben: 24 Oktober 2026 (31 hari lalu)") < text.index("Ani: ")
    assert [label for label in yos.last.buttons if "Ingatkan" in label] == ["🔔 Ingatkan Cici", "🔔 Ingatkan Ben"]


async def test_many_facilitators_are_paged(chat: Chat) -> None:
    for number in range(23):
        await chat.facilitator(f"F{number:02}")
    yos = await chat.staff()
    await yos.says("/ringkasan")
    await yos.taps("👥 Fasilitator")
    assert "F09" in yos.last.text
    assert "F10" not in yos.last.text
    await yos.taps("Lanjut")
    await yos.taps("Lanjut")
    assert "F22" in yos.last.text
    assert not any("Lanjut" in label for label in yos.last.buttons)
    await yos.sends_data("summary_people:99")
    assert "tidak berlaku" in yos.toast


# Nudges


async def test_a_nudge_names_the_waiting_villages_and_how_to_report(chat: Chat) -> None:
    ani, yos = await chat.facilitator("Ani", DISTRICT), await chat.staff()
    await held(chat, ani, TODAY - timedelta(days=40))
    await yos.says("/ringkasan")
    await yos.taps("👥 Fasilitator")
    await yos.taps("Ingatkan Ani")
    assert "Pengingat untuk Ani dikirim" in yos.toast
    assert "Halo Ani" in ani.last.text
    assert "sejak 15 Oktober 2026" in ani.last.text
    assert "Triwulan ini belum ada sesi di: " in ani.last.text
    assert "lagi" in ani.last.text
    assert "/sesi " in ani.last.text
    assert "<" not in ani.last.text


async def test_a_facilitator_is_nudged_once_a_week_however_many_tap(chat: Chat, clock: Clock) -> None:
    ani, yos, una = await chat.facilitator("Ani"), await chat.staff("Yos"), await chat.staff("Una")
    cards = []
    for who in (yos, una):
        await who.says("/ringkasan")
        cards.append((who, await who.taps("👥 Fasilitator")))
    data = cards[0][1].data("Ingatkan")
    taps = [chat.simulator.press_data(who.id, data, message_id=shown.id) for who, shown in cards for _ in range(5)]
    await chat.settled(*taps)
    assert len(ani.heard) == 1
    await una.sends_data(data)
    assert "sudah diingatkan" in una.toast
    chat.simulator.redeliver(taps[0])
    await chat.settled(taps[0])
    clock.passes(days=7)
    await una.sends_data(data)
    assert len(ani.heard) == 2
    async with chat.bot.store.begin() as unit:
        noted = select(func.count()).select_from(audit).where(audit.c.action == "nudge")
        assert await unit._connection.scalar(noted) == 2


async def test_a_nudge_that_cannot_arrive_is_told(chat: Chat) -> None:
    ani, yos = await chat.facilitator("Ani"), await chat.staff()
    chat.simulator.faults.block(ani.id)
    await yos.says("/ringkasan")
    await yos.taps("👥 Fasilitator")
    await yos.taps("Ingatkan Ani")
    assert "tidak bisa sampai ke Ani" in yos.last.text


async def test_nobody_is_nudged_who_reported_or_lost_the_role(chat: Chat) -> None:
    ani, yos, una, eve = await chat.facilitator("Ani"), await chat.staff(), await chat.staff("Una"), chat.someone()
    await yos.says("/ringkasan")
    await held(chat, ani)
    await yos.sends_data(f"nudge:{ani.id}")
    assert "baru saja melapor" in yos.toast
    await revoke(chat, ani)
    for nobody in (ani.id, una.id, eve.id, "x", "", "9" * 40):
        await yos.sends_data(f"nudge:{nobody}")
        assert "bukan fasilitator" in yos.toast
    assert ani.heard == una.heard == []


# Roles


@pytest.mark.parametrize("command", ["/ringkasan", "/kabar"])
async def test_a_stranger_is_refused(chat: Chat, command: str) -> None:
    eve = chat.someone()
    await eve.says(command)
    assert "khusus fasilitator" in eve.last.text


async def test_forged_and_forwarded_buttons_are_refused(chat: Chat) -> None:
    """Staff's doors are shut to facilitators and strangers; nonsense is refused to everybody."""
    ani, eve, yos = await chat.facilitator("Ani"), chat.someone(), await chat.staff()
    for who in (ani, eve, yos):
        await who.says("/menu")
    for data in ("summary_regency:53.02", "summary_district:53.02.01", "summary_people:0", f"nudge:{ani.id}"):
        for who in (ani, eve):
            await who.sends_data(data)
            assert "khusus fasilitator" in who.toast
    for data in ("summary_regency:53.02.01", "summary_regency", "summary_district:x", "digest:hourly", "digest"):
        await yos.sends_data(data)
        assert "tidak berlaku" in yos.toast, data
    for data in ("summary", "digest:daily"):
        await eve.sends_data(data)
        assert "khusus fasilitator" in eve.toast


async def test_a_revoked_role_sees_nothing_more(chat: Chat) -> None:
    ani, yos = await chat.facilitator("Ani", NIFUKANI), await chat.staff()
    for who in (ani, yos):
        await who.says("/ringkasan")
        await revoke(chat, who)
    await yos.taps("Timor Tengah Selatan")
    assert "khusus" in yos.toast
    await ani.taps("📝")
    assert "khusus" in ani.toast


# Digests


async def test_kabar_is_chosen_and_changed(chat: Chat) -> None:
    ani = await chat.facilitator()
    await ani.says("/kabar")
    assert "pukul 07.00 WITA" in ani.last.text
    assert ani.last.buttons == ["Setiap hari", "Setiap Senin", "✅ Tidak usah"]
    await ani.taps("Setiap hari")
    assert ani.last.buttons[0] == "✅ Setiap hari"
    await ani.taps("Setiap hari")
    await ani.taps("Tidak usah")
    assert ani.last.buttons[2] == "✅ Tidak usah"


async def test_a_daily_digest_comes_once_at_seven(chat: Chat, clock: Clock) -> None:
    """Not on the day it was chosen after seven, not a minute early, not twice."""
    ani, yos = await chat.facilitator("Ani"), await chat.staff()
    for who in (ani, yos):
        await who.says("/kabar")
        await who.taps("Setiap hari")
    await held(chat, ani)
    await held(chat, yos, men=5, women=0)
    before = len(ani.heard), len(yos.heard)
    await ticks(chat)
    clock.now = SEVEN - timedelta(seconds=1)
    await ticks(chat)
    assert (len(ani.heard), len(yos.heard)) == before
    clock.passes(seconds=1)
    for _ in range(3):
        await ticks(chat)
        clock.passes(hours=1)
    assert (len(ani.heard), len(yos.heard)) == (before[0] + 1, before[1] + 1)
    assert "Selasa, 24 November 2026: 1 sesi · 75 orang" in ani.last.text
    assert "Bulan ini: 1 sesi" in ani.last.text
    assert "Selasa, 24 November 2026: 2 sesi · 80 orang" in yos.last.text
    assert "Laporan belum diperiksa: 2" in yos.last.text
    assert "Pertanyaan warga menunggu: 0" in yos.last.text
    await yos.taps("Ringkasan")
    assert "Ringkasan sosialisasi" in yos.last.text
    clock.passes(days=1)
    await ticks(chat)
    assert len(ani.heard) == before[0] + 2


async def test_who_chooses_before_seven_hears_the_same_day_and_choosing_again_brings_no_second(
    chat: Chat, clock: Clock
) -> None:
    """Nor does Telegram delivering the tap once more."""
    ani = await chat.facilitator("Ani")
    clock.now = SEVEN - timedelta(hours=1)
    await ani.says("/kabar")
    shown = ani.last
    tap = chat.simulator.press_data(ani.id, shown.data("Setiap hari"), message_id=shown.id)
    await chat.settled(tap)
    before = len(ani.heard)
    clock.now = SEVEN
    await ticks(chat)
    assert len(ani.heard) == before + 1
    chat.simulator.redeliver(tap)
    await chat.settled(tap)
    await ani.taps("Setiap Senin", on=shown)
    await ani.taps("Setiap hari", on=shown)
    await ani.taps("Tidak usah", on=shown)
    await ani.taps("Setiap hari", on=shown)
    await ticks(chat)
    assert len(ani.heard) == before + 1


async def test_a_weekly_digest_comes_on_monday_or_as_soon_as_the_bot_is_up(chat: Chat, clock: Clock) -> None:
    ani, ben = await chat.facilitator("Ani"), await chat.facilitator("Ben")
    for who in (ani, ben):
        await who.says("/kabar")
        await who.taps("Setiap Senin")
    await held(chat, ani, review=RETURNED)
    before = len(ani.heard)
    for _ in range(5):
        clock.passes(days=1)
        await ticks(chat)
    assert len(ani.heard) == before
    clock.passes(days=2)  # Tuesday: nothing ran on Monday
    await ticks(chat)
    await ticks(chat)
    assert len(ani.heard) == before + 1
    assert "23 Nov – 29 November 2026: 1 sesi" in ani.last.text
    assert "Menunggu perbaikan Anda: 1" in ani.last.text
    assert "0 sesi" in ben.last.text


async def test_whoever_lost_the_role_is_told_nothing_and_forgotten(chat: Chat, clock: Clock) -> None:
    ani = await chat.facilitator("Ani")
    await ani.says("/kabar")
    await ani.taps("Setiap hari")
    await revoke(chat, ani)
    before = len(ani.heard)
    clock.now = SEVEN
    await ticks(chat)
    assert len(ani.heard) == before
    async with chat.bot.store.begin() as unit:
        assert await unit.reminders.wish(ani.id) is None


async def test_a_digest_turned_off_does_not_come(chat: Chat, clock: Clock) -> None:
    ani = await chat.facilitator("Ani")
    await ani.says("/kabar")
    await ani.taps("Setiap hari")
    await ani.taps("Tidak usah")
    before = len(ani.heard)
    clock.now = SEVEN
    await ticks(chat)
    assert len(ani.heard) == before


async def test_staff_hear_of_calls_for_help_and_questions(chat: Chat, clock: Clock) -> None:
    yos = await chat.staff()
    await yos.says("/kabar")
    await yos.taps("Setiap hari")
    ani = chat.someone()
    await ani.says("apakah kantor bisa bantu legalisir ijazah pesantren untuk peternakan unta")
    await ani.sends_data("pass_on")
    await ani.taps("Ya, kirim")
    clock.now = SEVEN
    await ticks(chat)
    assert "menunggu: 1" in yos.last.text
    assert "Lihat pertanyaan" in yos.last.buttons


@pytest.fixture
async def second(chat: Chat, database_url: str) -> AsyncIterator[Store]:
    """The store of another worker."""
    del chat  # migrated first
    opened = Store(database_url)
    yield opened
    await opened.close()


async def test_of_several_workers_one_sends_each_digest(chat: Chat, second: Store, clock: Clock) -> None:
    people = [await chat.facilitator(f"F{number}") for number in range(5)]
    for who in people:
        await who.says("/kabar")
        await who.taps("Setiap hari")
    clock.now = SEVEN
    stores = (chat.bot.store, second) * 4
    pending = await asyncio.gather(*(send_due(store, chat.bot.house, clock()) for store in stores))
    assert sorted(one.call.chat_id or 0 for some in pending for one in some) == [who.id for who in people]


async def test_a_digest_a_crash_kept_back_is_sent_after_the_restart(
    simulator: Simulator, database_url: str, library: Library, clock: Clock
) -> None:
    async with chatting(simulator, database_url, library, clock) as chat:
        ani = await chat.facilitator("Ani")
        await ani.says("/kabar")
        await ani.taps("Setiap hari")
        clock.now = SEVEN
        await send_due(chat.bot.store, chat.bot.house, clock())  # stored, never given to the sender
    async with chatting(simulator, database_url, library, clock) as chat:
        await ticks(chat)
        async with chat.bot.store.begin() as unit:
            told = select(func.count()).select_from(outbox).where(outbox.c.update_id.is_(None))
            assert await unit._connection.scalar(told.where(outbox.c.state == "pending")) == 0
    texts = [message["text"] for message in simulator.chat(ani.id).messages]
    assert sum("Kabar sosialisasi Anda" in text for text in texts) == 1
