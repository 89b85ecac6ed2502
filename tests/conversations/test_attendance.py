"""Participants count themselves by their own telephone, beside the headcount and never added to it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import _purge
from bot.simulator import Fault
from storage.attendance import Door
from storage.field_schema import attendance, attendance_doors, origins
from storage.schema import audit
from tests.chat import Chat, Shown, Someone
from tests.conftest import Clock
from tests.conversations.test_sessions import stored
from tests.delivery.test_outcomes import count


async def begun(maria: Someone, day: str = "hari ini") -> None:
    """The form as far as a door needs it."""
    await maria.says("/sesi")
    await maria.says("Nifukani")
    await maria.says(day)


async def opened(maria: Someone) -> Shown:
    """A door for an open form; the card to watch."""
    await begun(maria)
    return await maria.says("/hadir")


async def saved(maria: Someone) -> str:
    """The session of an open form, with its headcount of 75; its code."""
    await maria.says("/sesi")
    await maria.taps("Tatap muka")
    await maria.says("L 35 P 40")
    await maria.taps("Migrasi aman")
    await maria.taps("Lanjut")
    if "Lewati" in " ".join(maria.last.buttons):
        await maria.taps("Lewati")
    await maria.taps("Simpan")
    return maria.last.text.split("Kode ")[1][:6]


def payload(card: Shown) -> str:
    """What the link on the card opens."""
    return card.text.split("?start=")[1].split()[0]


async def door(chat: Chat) -> Door:
    """The only one."""
    async with chat.bot.store.begin() as unit:
        key = await unit._connection.scalar(select(attendance_doors.c.submission_key))
        found = await unit.attendance.of(key or "")
    assert found is not None
    return found


def card_of(maria: Someone, card: Shown) -> Shown:
    """The card as it stands now."""
    return next(shown for shown in maria.heard if shown.id == card.id)


async def came(chat: Chat, link: str, number: int, sex: str = "perempuan") -> list[Someone]:
    people = [chat.someone(f"P{n}") for n in range(number)]
    for one in people:
        await one.opens(link)
        await one.taps(sex)
    return people


# Whoever came


async def test_two_taps_and_one_is_counted(chat: Chat) -> None:
    """The link says what is kept; the tap that names one's sex is the consent; then questions are welcome."""
    link = payload(await opened(await chat.facilitator()))
    ani = chat.someone()
    await ani.opens(link)
    assert "Desa Nifukani, Kec. Amanuban Barat" in ani.last.text
    assert "tanpa nama" in ani.last.text
    assert await count(chat, attendance) == await count(chat, origins) == 0
    await ani.taps("perempuan")
    assert "Anda terhitung" in ani.toast
    assert "terhitung hadir" in ani.last.text
    assert "Menu topik" in " ".join(ani.last.buttons)
    assert len(ani.heard) == 1
    assert ((await door(chat)).men_count, (await door(chat)).women_count) == (0, 1)


async def test_ten_taps_on_any_copy_are_one_person(chat: Chat) -> None:
    link = payload(await opened(await chat.facilitator()))
    ani = chat.someone()
    first, second = await ani.opens(link), await ani.opens(link)
    taps = [
        chat.simulator.press_data(ani.id, shown.data(sex), message_id=shown.id)
        for sex in ("laki-laki", "perempuan", "tanpa sebut", "laki-laki", "perempuan")
        for shown in (first, second)
    ]
    await chat.settled(*taps)
    assert (await door(chat)).total == (await door(chat)).men_count == 1
    await ani.opens(link)
    assert "sudah terhitung" in ani.last.text


async def test_nobody_is_recognised_from_one_session_to_the_next(chat: Chat) -> None:
    """The same person at two doors is counted at both, under hashes that do not tell so."""
    ani = chat.someone()
    for name in ("Maria", "Yos"):
        await ani.opens(payload(await opened(await chat.facilitator(name))))
        await ani.taps("perempuan")
    async with chat.bot.store.begin() as unit:
        hashes = set(await unit._connection.scalars(select(attendance.c.participant_hash)))
    assert len(hashes) == 2


async def test_a_redelivered_tap_counts_once(chat: Chat) -> None:
    """And a reply lost on the way back changes nothing."""
    link = payload(await opened(await chat.facilitator()))
    ani = chat.someone()
    shown = await ani.opens(link)
    chat.simulator.faults.next("editMessageText", Fault.lose_reply(), chat_id=ani.id)
    tap = chat.simulator.press_data(ani.id, shown.data("perempuan"), message_id=shown.id)
    await chat.settled(tap)
    for _ in range(3):
        chat.simulator.redeliver(tap)
        await chat.settled(tap)
    assert (await door(chat)).total == 1
    assert "terhitung hadir" in ani.last.text


async def test_many_at_once_are_each_counted(chat: Chat) -> None:
    link = payload(await opened(await chat.facilitator()))
    people = [chat.someone(f"P{n}") for n in range(12)]
    await asyncio.gather(*(one.opens(link) for one in people))
    await asyncio.gather(*(one.taps("tanpa sebut") for one in people))
    assert (await door(chat)).unspecified_count == 12


async def test_saying_no_leaves_no_trace(chat: Chat) -> None:
    link = payload(await opened(await chat.facilitator()))
    ani = chat.someone()
    await ani.opens(link)
    await ani.taps("Tidak usah")
    assert "tidak dihitung" in ani.last.text
    assert await count(chat, attendance) == await count(chat, origins) == 0


@pytest.mark.parametrize("token", ["h_", "h_AAAAAAAAAAAAAAAA", "h_gone:x", "h_' OR 1=1 --"])
async def test_a_made_up_link_is_answered_kindly(chat: Chat, token: str) -> None:
    await opened(await chat.facilitator())
    ani = chat.someone()
    await ani.says(f"/start {token}")
    assert "tidak saya kenal" in ani.last.text
    assert "Menu topik" in " ".join(ani.last.buttons)


async def test_made_up_buttons_count_nobody(chat: Chat) -> None:
    card = await opened(await chat.facilitator())
    token = payload(card).removeprefix("h_")
    ani = chat.someone()
    await ani.says("halo")
    for data in ("attend", "attend:x:men", f"attend:{token}", f"attend:{token}:goat", f"attend:{token}:men_count"):
        await ani.sends_data(data)
        assert "tidak berlaku" in ani.toast
    assert await count(chat, attendance) == 0


async def test_after_its_time_the_door_is_closed(chat: Chat, clock: Clock) -> None:
    """Opened at ten for today: until midnight in Kupang, fourteen hours on; a question still open does not help."""
    card = await opened(await chat.facilitator())
    assert "sampai 25 Nov 00.00 WITA" in card.text
    ani, ben = chat.someone("Ani"), chat.someone("Ben")
    asked = await ani.opens(payload(card))
    clock.passes(hours=14)
    await ani.taps("perempuan", on=asked)
    assert "sudah ditutup" in ani.last.text
    await ben.opens(payload(card))
    assert "sudah ditutup" in ben.last.text
    assert "Menu topik" in " ".join(ben.last.buttons)
    assert await count(chat, attendance) == 0


async def test_of_a_session_of_yesterday_it_is_open_for_twelve_hours(chat: Chat, clock: Clock) -> None:
    maria = await chat.facilitator()
    await begun(maria, "kemarin")
    await maria.says("/hadir")
    assert "sampai 24 Nov 22.00 WITA" in maria.last.text
    clock.passes(hours=13)
    assert not (await door(chat)).is_open(clock())


# Whoever opened it


async def test_opening_twice_is_the_same_door_before_and_after_saving(chat: Chat) -> None:
    maria = await chat.facilitator()
    first = await opened(maria)
    await maria.sends_data("door:draft")
    assert payload(maria.last) == payload(first)
    code = await saved(maria)
    await maria.sends_data(f"door:{code}")
    assert payload(maria.last) == payload(first)
    await maria.says("/hadir")
    assert payload(maria.last) == payload(first)
    assert await count(chat, attendance_doors) == 1


async def test_the_form_that_corrects_a_session_leads_to_its_door(chat: Chat) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    code = await saved(maria)
    await maria.sends_data(f"session_fix:{code}")
    await maria.sends_data("door:draft")
    assert payload(maria.last) == payload(card)
    assert await count(chat, attendance_doors) == 1


async def test_a_corrected_village_shows_on_the_door(chat: Chat) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    async with chat.bot.store.begin() as unit:
        draft = await unit.drafts.of(maria.id)
        assert draft is not None
        draft.data["values"]["place"] = "53.02.05.2004"
        await unit.drafts.put(maria.id, draft)
    await maria.says("/hadir")
    assert payload(maria.last) == payload(card)
    assert "Nifukani" not in maria.last.text


async def test_without_a_session_it_is_explained(chat: Chat, clock: Clock) -> None:
    maria = await chat.facilitator()
    await maria.says("/hadir")
    assert "Tulis /sesi" in maria.last.text
    await maria.says("/sesi")
    await maria.says("/hadir")
    assert "desa dan tanggal" in maria.last.text
    await maria.says("/batal")
    await begun(maria)
    code = await saved(maria)
    clock.passes(days=3)
    await maria.says("/hadir")
    assert "Tulis /sesi" in maria.last.text
    await maria.sends_data(f"door:{code}")
    assert "dua hari sesudahnya" in maria.toast
    assert await count(chat, attendance_doors) == 0


async def test_the_count_moves_in_the_card_that_was_pressed(chat: Chat) -> None:
    """With each of the first five, then with every fifth; in place, and no word more in the chat."""
    maria = await chat.facilitator()
    card = await opened(maria)
    await maria.taps("Perbarui", on=card)
    heard = len(maria.heard)
    await came(chat, payload(card), 3)
    await came(chat, payload(card), 2, "laki-laki")
    assert "Terhitung sendiri 5: laki-laki 2, perempuan 3" in card_of(maria, card).text
    await came(chat, payload(card), 4, "tanpa sebut")
    assert "Terhitung sendiri 5" in card_of(maria, card).text
    await came(chat, payload(card), 1)
    assert "Terhitung sendiri 10: laki-laki 2, perempuan 4, tidak menyebut 4" in card_of(maria, card).text
    assert len(maria.heard) == heard
    assert "Perbarui" in " ".join(card_of(maria, card).buttons)


async def test_a_card_that_was_deleted_is_not_sent_anew(chat: Chat) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    await maria.taps("Perbarui", on=card)
    heard = len(maria.heard)
    gone = Fault.bad_request("Bad Request: message to edit not found")
    chat.simulator.faults.next("editMessageText", gone, chat_id=maria.id)
    await came(chat, payload(card), 1)
    assert len(maria.heard) == heard


async def test_the_facilitator_reads_their_own_language(chat: Chat, clock: Clock) -> None:
    """The card that moves is theirs, whoever moved it."""
    maria = await chat.facilitator()
    card = await opened(maria)
    await maria.taps("Perbarui", on=card)
    ani = chat.someone()
    async with chat.bot.store.begin() as unit:
        await unit.people.set_language(ani.id, "en", clock())
    await ani.opens(payload(card))
    await ani.taps("Yes, count me: man")
    assert "you are counted" in ani.last.text
    assert "laki-laki 1" in card_of(maria, card).text


async def test_the_poster_is_a_document_of_this_door(chat: Chat) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    await maria.taps("Poster", on=card)
    document: Any = maria.last.raw["document"]
    assert document["file_name"] == "poster-hadir-2026-11-24.png"
    assert chat.simulator.file(document["file_id"]).startswith(b"\x89PNG")
    assert "Desa Nifukani" in maria.last.raw["caption"]
    await came(chat, payload(card), 1)
    assert "Terhitung sendiri 1" in card_of(maria, card).text, "the press told where the card stands"


async def test_closed_by_hand_and_opened_again_while_its_time_lasts(chat: Chat, clock: Clock) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    await came(chat, payload(card), 1)
    link, close, poster = payload(card), card.data("Tutup"), card.data("Poster")
    taps = [chat.simulator.press_data(maria.id, close, message_id=card.id) for _ in range(10)]
    await chat.settled(*taps)
    assert await count(chat, audit, audit.c.action == "close_door") == 1
    assert "Daftar hadir ditutup" in card_of(maria, card).text
    ani = chat.someone()
    await ani.opens(link)
    assert "sudah ditutup" in ani.last.text
    await maria.sends_data(poster, on=card)
    assert "sudah ditutup" in maria.toast
    reopen = card_of(maria, card).data("Buka lagi")
    await maria.sends_data(reopen, on=card)
    await came(chat, link, 1)
    assert (await door(chat)).total == 2
    clock.passes(days=1)
    await maria.sends_data(reopen, on=card)
    assert "tidak bisa dibuka lagi" in maria.toast


async def test_others_cannot_touch_the_door(chat: Chat) -> None:
    """A stranger, another facilitator, and whoever lost the role: refused, and the door stays as it is."""
    maria, ben, eve = await chat.facilitator("Maria"), await chat.facilitator("Ben"), chat.someone("Eve")
    card = await opened(maria)
    forged = [card.data("Perbarui"), card.data("Poster"), card.data("Tutup"), f"door_reopen:{payload(card)[2:]}"]
    await ben.says("/menu")
    await eve.says("/hadir")
    assert "khusus fasilitator" in eve.last.text
    for data in (*forged, "door:draft", "door:ABCDEF", "door"):
        await eve.sends_data(data)
        assert "khusus fasilitator" in eve.toast
        await ben.sends_data(data)
        assert "tidak berlaku" in ben.toast
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(maria.id, chat.bot.house.clock())
    for data in forged:
        await maria.sends_data(data, on=card)
        assert "khusus fasilitator" in maria.toast
    assert (await door(chat)).is_open(chat.bot.house.clock())


async def test_whoever_lost_the_role_sees_no_more_counts(chat: Chat, clock: Clock) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    await maria.taps("Perbarui", on=card)
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(maria.id, clock())
    await came(chat, payload(card), 1)
    assert (await door(chat)).total == 1
    assert "Terhitung sendiri 0" in card_of(maria, card).text


async def test_whoever_opened_it_sees_the_card_behind_their_own_link(chat: Chat) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    await maria.opens(payload(card))
    assert "Terhitung sendiri 0" in maria.last.text


async def test_staff_open_a_door_and_its_reporter_may_use_it(chat: Chat) -> None:
    maria, yos = await chat.facilitator(), await chat.staff("Yos")
    await begun(maria)
    code = await saved(maria)
    await yos.says("/menu")
    await yos.sends_data(f"door:{code}")
    card = yos.last
    await maria.sends_data(f"door:{code}")
    await maria.taps("Perbarui")
    await came(chat, payload(card), 1)
    await maria.taps("Perbarui")
    assert "Terhitung sendiri 1" in maria.last.text


# What it is beside


async def test_it_is_never_added_to_the_headcount(chat: Chat) -> None:
    maria = await chat.facilitator()
    card = await opened(maria)
    await came(chat, payload(card), 7)
    await saved(maria)
    assert await stored(chat) == {"face_to_face": 75}
    assert (await door(chat)).total == 7


async def test_questions_of_those_who_came_are_counted_for_a_month(chat: Chat, clock: Clock) -> None:
    """Only their number; an edited question is the same question, a command is none, others' do not count."""
    card = await opened(await chat.facilitator())
    (ani,), ben = await came(chat, payload(card), 1), chat.someone("Ben")
    await ben.says("berapa biaya kerja ke malaysia")
    for text in ("berapa biaya kerja ke malaysia", "/menu", "syarat kerja ke taiwan apa"):
        await ani.says(text)
    written = next(shown for shown in reversed(ani.messages) if "taiwan" in shown.text)
    await chat.settled(chat.simulator.edit(ani.id, written.id, "syarat kerja ke hong kong apa"))
    assert (await door(chat)).questions_count == 2
    clock.passes(days=30, minutes=1)
    await ani.says("berapa biaya kerja ke malaysia")
    assert (await door(chat)).questions_count == 2


async def test_deleting_ones_data_ends_the_counting_of_questions(chat: Chat) -> None:
    """The count itself stays: it names nobody. Coming again does not count twice."""
    card = await opened(await chat.facilitator())
    (ani,) = await came(chat, payload(card), 1)
    await ani.says("/hapus_data")
    await ani.taps("Ya, hapus")
    assert await count(chat, origins) == 0
    await ani.says("berapa biaya kerja ke malaysia")
    await ani.opens(payload(card))
    assert "sudah terhitung" in ani.last.text
    assert ((await door(chat)).total, (await door(chat)).questions_count) == (1, 0)


async def test_after_a_month_nobody_can_be_found_again(chat: Chat, clock: Clock) -> None:
    """Origins are gone, and so is the token without which a hash tells nothing; the count stays."""
    card = await opened(await chat.facilitator())
    (ani,) = await came(chat, payload(card), 1)
    async with chat.bot.store.begin() as unit:
        kept = (await unit._connection.execute(select(attendance))).one()
    assert str(ani.id) not in " ".join(map(str, kept))
    await _purge(chat.bot.store, clock() + timedelta(days=29))
    assert await count(chat, origins) == 1
    for _ in range(2):
        await _purge(chat.bot.store, clock() + timedelta(days=31))
    assert await count(chat, origins) == 0
    left = await door(chat)
    assert left.total == 1
    assert payload(card).removeprefix("h_") not in left.token
    await ani.opens(payload(card))
    assert "tidak saya kenal" in ani.last.text
