"""Sessions on a bad day: killed at every step, tapped ten times, raced, revoked half-way, pressed by strangers."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any
from unittest.mock import AsyncMock

import pytest
from sqlalchemy import select

from bot.simulator import Account, Fault, Simulator
from content.library import Library
from storage import Unavailable
from storage.field_schema import attendance, attendance_doors, evidence, reviews
from storage.outbox import Outbox
from storage.people import Person
from storage.schema import audit, drafts, session_versions, sessions
from storage.sessions import Sessions
from tests.chat import Chat, Shown, Someone
from tests.conftest import Clock, chatting
from tests.conversations.test_attendance import payload
from tests.conversations.test_session_changes import saved, written
from tests.conversations.test_sessions import fill_in, stored
from tests.delivery.test_outcomes import count

Step = tuple[Account, str]
Live = Callable[[], AbstractAsyncContextManager[Chat]]
LINE = "/sesi nifukani amanuban barat kemarin tatap muka L35 P40 bahaya calo"
MARIA, ANI = Account(901, "Maria"), Account(902, "Ani")
LIFE = [  # from the message to whoever counted themselves; # is a tap, > an answer to the bot's last message
    *((MARIA, what) for what in (LINE, "#Simpan", ">L 36 P 40", "#Simpan", "#Salah ketik", "photo", "/hadir")),
    *((ANI, what) for what in ("link", "#perempuan")),
]
ONCE = {"sessions": 1, "session_versions": 2, "evidence": 1, "attendance_doors": 1, "attendance": 1, "audit": 3}


async def books(chat: Chat, *owners: Someone) -> dict[str, list[Any]]:
    """All that is stored of sessions, and the forms these people have open."""
    tables = (sessions, session_versions, evidence, attendance_doors, attendance, reviews, audit)
    mine = drafts.c.telegram_id.in_([one.id for one in owners])
    async with chat.bot.store.begin() as unit:
        rows = {table.name: list(await unit._connection.execute(select(table))) for table in tables}
        rows["drafts"] = list(await unit._connection.execute(select(drafts).where(mine)))
    return rows


async def ten_taps(chat: Chat, who: Someone, label: str) -> list[str]:
    """What appeared over the chat after each."""
    card = who.last
    taps = [chat.simulator.press_data(who.id, card.data(label), message_id=card.id) for _ in range(10)]
    await chat.settled(*taps)
    return [str((chat.simulator.answer_to(tap) or {}).get("text", "")) for tap in taps]


def act(chat: Chat, step: Step) -> int:
    account, what = step
    me, simulator = Someone(chat, account), chat.simulator
    if what.startswith("#"):
        return simulator.press_data(me.id, me.last.data(what[1:]), message_id=me.last.id)
    if what == "link":
        return simulator.start_link(me.id, payload(Someone(chat, MARIA).last))
    if what == "photo":
        return simulator.photo(me.id, reply_to=me.last.id)
    return simulator.text(me.id, what.lstrip(">"), reply_to=me.last.id if what[0] == ">" else None)


@pytest.fixture
def live(simulator: Simulator, database_url: str, library: Library, clock: Clock) -> Live:
    """The bot started once more over the same books."""
    simulator.add(MARIA, ANI, started=True)
    return lambda: chatting(simulator, database_url, library, clock)


async def killed_before_the_commit(chat: Chat, step: Step, monkeypatch: pytest.MonkeyPatch) -> int:
    """What is no error is caught by nobody: the transaction ends unfinished and the bot hears no more."""
    died, before = asyncio.Event(), await books(chat, Someone(chat, MARIA))

    async def die(*_: object) -> None:
        died.set()
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "settle", die)
        update = act(chat, step)
        await asyncio.wait_for(died.wait(), 10)
    assert await books(chat, Someone(chat, MARIA)) == before
    assert not chat.simulator.confirmed(update)
    return update


@pytest.mark.parametrize("killed_at", range(len(LIFE)), ids=[what for _, what in LIFE])
async def test_killed_at_any_step_everything_is_stored_once(
    live: Live, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    """Three times at one update: before the commit, before the answer, before hearing that the answer arrived."""
    told, updates = simulator.chat(LIFE[killed_at][0].id), list[int]()
    async with live() as chat:
        async with chat.bot.store.begin() as unit:
            await unit.people.put(Person(MARIA.id, "Maria", "facilitator"), chat.bot.house.clock())
        for step in LIFE[:killed_at]:
            updates.append(act(chat, step))
            await chat.settled(updates[-1])
        updates.append(await killed_before_the_commit(chat, LIFE[killed_at], monkeypatch))
    before = list(told.messages)
    simulator.faults.next("*", Fault.too_many_requests(600), chat_id=told.id)
    async with live():
        await simulator.until_confirmed(updates[-1], timeout=20)
    assert list(told.messages) == before
    simulator.redeliver(updates[-1])
    simulator.faults.next("*", Fault.lose_reply(), chat_id=told.id)
    async with live(), asyncio.timeout(20):
        while list(told.messages) == before:
            await asyncio.sleep(0.01)
    simulator.redeliver(updates[-1])
    async with live() as chat:
        await chat.settled(updates[-1])
        for step in LIFE[killed_at + 1 :]:
            updates.append(act(chat, step))
            await chat.settled(updates[-1])
        kept = await books(chat, Someone(chat, MARIA))
        assert {name: len(rows) for name, rows in kept.items() if rows} == ONCE
        assert await stored(chat) == {"face_to_face": 76}
        for update in reversed(updates):  # and once more, out of order
            simulator.redeliver(update)
            await chat.settled(update)
        assert await books(chat, Someone(chat, MARIA)) == kept
        said = [shown.text for account in (MARIA, ANI) for shown in Someone(chat, account).heard]
    assert len(said) - len(set(said)) <= 1, "nothing but the one answer is repeated"


async def test_while_the_database_is_away_simpan_is_not_promised(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person hears that nothing is stored yet; when it is back the session is stored once, without a new tap."""
    maria = await chat.facilitator()
    card = await maria.says(LINE)
    with monkeypatch.context() as patch:
        patch.setattr(Sessions, "record", AsyncMock(side_effect=Unavailable("full")))
        tap = chat.simulator.press(maria.id, card.id, "✅ Simpan")
        async with asyncio.timeout(20):
            while maria.last.id == card.id:
                await asyncio.sleep(0.01)
    await chat.settled(tap)
    assert "belum tersimpan" in maria.last.text
    assert "Tersimpan ✅" in next(shown for shown in maria.heard if shown.id == card.id).text
    assert await count(chat, sessions) == 1


async def test_yesterday_is_that_of_who_wrote(chat: Chat, clock: Clock) -> None:
    """Written a minute before midnight in Kupang, read a minute after."""
    maria = await chat.facilitator()
    clock.passes(hours=13, minutes=59)
    update = chat.simulator.text(maria.id, LINE)
    clock.passes(minutes=2)
    await chat.settled(update)
    assert "Senin, 23 November 2026" in maria.last.text


async def test_ten_taps_on_a_reason_are_one_version(chat: Chat) -> None:
    maria = await chat.facilitator()
    await saved(maria)
    await maria.replies("L 36 P 40")
    await ten_taps(chat, maria, "Simpan")
    toasts = await ten_taps(chat, maria, "Salah ketik")
    assert ["ersimpan" in toast for toast in toasts] == [True] + [False] * 9
    assert await stored(chat) == {"face_to_face": 76}
    await maria.taps("Batalkan sesi ini")
    await ten_taps(chat, maria, "Salah catat")
    assert await stored(chat) == {}
    assert await count(chat, session_versions) == 3


async def test_two_reporters_at_the_very_same_time_are_both_kept_and_flagged(chat: Chat) -> None:
    """Neither card could warn of the other; staff see both, and the total waits for their ruling."""
    people, yos = [await chat.facilitator("Maria"), await chat.facilitator("Ben")], await chat.staff()
    for one in people:
        await fill_in(one)
    await chat.settled(*(chat.simulator.press(one.id, one.last.id, "✅ Simpan") for one in people))
    assert all("Tersimpan ✅" in one.last.text for one in people)
    assert await count(chat, sessions) == 2
    assert await stored(chat) == {"face_to_face": 150}
    await yos.says("/periksa")
    assert yos.last.text.count("kembar?") == 2


async def test_corrected_and_cancelled_at_the_very_same_time_one_wins(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff("Yos")
    code = await saved(maria)
    await maria.replies("L 12 P 30")
    await maria.taps("Simpan")
    await yos.says("/sesi_saya")
    await yos.sends_data(f"session_cancel:{code}")
    await asyncio.gather(maria.taps("Salah ketik"), yos.taps("Salah catat"))
    assert await count(chat, session_versions) == 2
    assert sum("sudah diubah" in who.toast for who in (maria, yos)) == 1


async def shown_cards(maria: Someone) -> list[Shown]:
    """Each card of a session's life as it was shown, with the form of a correction left open."""
    cards = [await maria.says(LINE), await maria.taps("Lengkapi"), await maria.taps("Kembali")]
    cards += [await maria.taps("Simpan"), await maria.taps("Batalkan sesi ini"), await maria.taps("Salah catat")]
    cards += [await maria.taps("Kembalikan"), await maria.says("/sesi_saya"), await maria.says("/hadir")]
    cards += [await maria.taps("Perbarui"), await maria.replies("L 36 P 40", to=cards[6])]
    return [*cards, await maria.taps("Peserta"), await maria.taps("Kembali"), await maria.taps("Simpan")]


@pytest.mark.parametrize("role", ["nobody", "facilitator", "revoked"])
async def test_every_button_of_a_forwarded_card_is_refused(chat: Chat, role: str) -> None:
    """A stranger, another facilitator, and Maria herself after her role was taken: told so, and nothing changes."""
    maria = await chat.facilitator("Maria")
    cards = await shown_cards(maria)
    eve = maria if role == "revoked" else await chat.facilitator("Eve") if role == "facilitator" else chat.someone()
    if role == "revoked":
        async with chat.bot.store.begin() as unit:
            await unit.people.revoke(maria.id, chat.bot.house.clock())
    await eve.says("/menu")
    before, heard = await books(chat, maria), len(eve.heard)
    own = {"session_new", "session_mine", "door:draft"} if role == "facilitator" else set()  # lead to her own
    pressed = {button["callback_data"] for card in cards for row in card._rows for button in row} - own
    assert len(pressed) > 40
    for data in pressed - {f"discard:{draft.key}" for draft in before["drafts"]}:
        await eve.sends_data(data)
        assert "tidak berlaku" in eve.toast or ("khusus fasilitator" in eve.toast and role != "facilitator"), data
    assert len(eve.heard) == heard
    assert await books(chat, maria) == before


async def test_whoever_lost_the_role_changes_nothing_by_writing(chat: Chat) -> None:
    """The message edited, the card answered, a photograph, a reason typed, a report: answered, and not stored."""
    maria = await chat.facilitator("Maria")
    await maria.says(LINE)
    mine = written(maria)
    card = await maria.taps("Simpan")
    await maria.replies("L 36 P 40")
    await maria.taps("Simpan")
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(maria.id, chat.bot.house.clock())
    before = await books(chat)
    simulator, heard = chat.simulator, len(maria.heard)
    await chat.settled(
        simulator.text(maria.id, "salah hitung"),
        simulator.edit(maria.id, mine.id, LINE.replace("35", "36")),
        simulator.text(maria.id, "L 37 P 40", reply_to=card.id),
        simulator.photo(maria.id, reply_to=card.id),
        simulator.text(maria.id, LINE),
    )
    said = [shown.text for shown in maria.heard[heard:]]
    assert len(said) >= 5
    assert not [text for text in said if "ersimpan" in text]
    assert "khusus fasilitator" in said[-1]
    assert await books(chat) == before
