"""One update, one transaction, one outcome: redelivery, failures of the network and of Telegram, broken input."""

import asyncio

from sqlalchemy import func, select

from bot.simulator import Account, Fault, Simulator
from content.library import Library
from storage.schema import outbox, quarantine
from tests.chat import Chat
from tests.conftest import Clock, chatting
from tests.conversations.test_sessions import fill_in, stored


async def count(chat: Chat, table: object, *conditions: object) -> int:
    async with chat.bot.store.begin() as unit:
        rows = select(func.count()).select_from(table).where(*conditions)  # type: ignore[arg-type]
        return int((await unit._connection.execute(rows)).scalar_one())


async def test_a_redelivered_update_has_no_second_effect_and_no_second_reply(chat: Chat) -> None:
    ani = await chat.facilitator()
    await fill_in(ani)
    tap = chat.simulator.press(ani.id, ani.last.id, "✅ Simpan")
    await chat.settled(tap)
    heard = len(ani.heard)
    for _ in range(3):
        chat.simulator.redeliver(tap)
        await chat.settled(tap)
    assert len(ani.heard) == heard
    assert await stored(chat) == {"face_to_face": 75}


async def test_each_update_has_exactly_one_outcome(chat: Chat) -> None:
    """Questions, refusals, silence: every update claims its number once."""
    ani = chat.someone()
    updates = [chat.simulator.text(ani.id, text) for text in ("/start", "/sesi", "halo", "/capaian 2025")]
    updates.append(chat.simulator.raw({"my_chat_member": _blocked(ani.id)}))
    await chat.settled(*updates)
    for update in updates:
        assert await count(chat, outbox, outbox.c.update_id == update, outbox.c.sequence == 0) == 1


async def test_what_cannot_be_read_is_kept_and_the_next_goes_on(chat: Chat) -> None:
    """Malformed updates go to quarantine; the person after them is answered."""
    ani = chat.someone()
    broken = [
        chat.simulator.raw({"message": {"message_id": 1, "date": "soon", "chat": {"id": ani.id}}}),
        chat.simulator.raw({"message": "text"}),
        chat.simulator.raw({"callback_query": {"id": 5}}),
        chat.simulator.raw(
            {"message": {"message_id": 1, "date": 1, "chat": {"id": ani.id, "type": "private"}, "text": "\ud800"}}
        ),
    ]
    after = chat.simulator.text(ani.id, "/menu")
    await chat.settled(*broken, after)
    assert "Topik" in ani.last.text
    assert await count(chat, quarantine) >= 2
    for update in broken:
        chat.simulator.redeliver(update)
    kept = await count(chat, quarantine)
    await chat.settled(*broken)
    assert await count(chat, quarantine) == kept


async def test_unknown_kinds_of_updates_are_confirmed(chat: Chat) -> None:
    ani = chat.someone()
    await chat.settled(chat.simulator.raw({"update_of_the_future": {"x": 1}}), chat.simulator.text(ani.id, "/menu"))
    assert "Topik" in ani.last.text


async def test_too_many_requests_are_waited_out(chat: Chat) -> None:
    """429 delays the reply by what Telegram asks and loses nothing, in order."""
    ani = chat.someone()
    chat.simulator.faults.next("sendMessage", Fault.too_many_requests(retry_after=1), chat_id=ani.id)
    first, second = chat.simulator.text(ani.id, "/menu"), chat.simulator.text(ani.id, "/privasi")
    await chat.settled(first, second)
    assert [shown.text.split("\n")[0] for shown in ani.heard] == ["Topik", "Data Anda"]


async def test_one_slow_chat_does_not_hold_up_the_others(chat: Chat) -> None:
    ani, ben = chat.someone("Ani"), chat.someone("Ben")
    chat.simulator.faults.next("sendMessage", Fault.too_many_requests(retry_after=2), chat_id=ani.id)
    waiting = chat.simulator.text(ani.id, "/menu")
    quick = chat.simulator.text(ben.id, "/menu")
    await chat.simulator.until_confirmed(waiting, quick)
    async with asyncio.timeout(1.5):
        while not ben.heard:
            await asyncio.sleep(0.01)
    assert not ani.heard
    await chat.bot.sender.until_idle()
    assert len(ani.heard) == 1


async def test_server_errors_and_dropped_connections_are_tried_again(chat: Chat) -> None:
    ani = chat.someone()
    chat.simulator.faults.next("sendMessage", Fault.server_error(502))
    await ani.says("/menu")
    assert len(ani.heard) == 1
    chat.simulator.faults.next("sendMessage", Fault.drop_connection())
    await ani.says("/menu")
    assert len(ani.heard) == 2
    chat.simulator.faults.next("sendMessage", Fault.malformed())
    await ani.says("/menu")
    assert len(ani.heard) >= 3


async def test_a_reply_lost_on_the_way_back_is_at_most_repeated(chat: Chat) -> None:
    """Telegram took the message and we never heard: the same message again, never another."""
    ani = chat.someone()
    chat.simulator.faults.next("sendMessage", Fault.lose_reply())
    await ani.says("/menu")
    assert {shown.text for shown in ani.heard} == {ani.last.text}
    assert len(ani.heard) == 2


async def test_a_person_who_blocked_the_bot_is_not_tried_again(chat: Chat) -> None:
    ani = chat.someone()
    update = chat.simulator.text(ani.id, "/menu")
    chat.simulator.faults.block(ani.id)
    await chat.settled(update)
    assert await count(chat, outbox, outbox.c.state == "failed") == 1
    chat.simulator.faults.unblock(ani.id)
    await ani.says("/menu")
    assert len(ani.heard) == 1


async def test_getupdates_failures_are_survived(chat: Chat) -> None:
    ani = chat.someone()
    for fault in (
        Fault.server_error(500),
        Fault.drop_connection(),
        Fault.malformed(),
        Fault.too_many_requests(retry_after=1),
    ):
        chat.simulator.faults.next("getUpdates", fault)
        await ani.says("/menu")
    assert len(ani.heard) == 4


async def test_a_card_that_can_no_longer_be_edited_is_sent_anew(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/menu")
    chat.simulator.faults.next("editMessageText", Fault.bad_request("message can't be edited"))
    await ani.taps("Aman dari calo")
    assert "Aman dari calo" in ani.last.text


async def test_the_order_within_a_chat_is_kept_under_load(chat: Chat) -> None:
    people = [chat.someone(f"P{n}") for n in range(8)]
    commands = ["/menu", "/privasi", "/bantuan", "/darurat", "/bahasa"]
    updates = [chat.simulator.text(one.id, command) for command in commands for one in people]
    await chat.settled(*updates)
    for one in people:
        firsts = [shown.text.split("\n")[0] for shown in one.heard]
        assert firsts == [
            "Topik",
            "Data Anda",
            "Yang bisa Anda lakukan di sini",
            "Keselamatan Anda nomor satu.",
            "Pilih bahasa. Choose a language.",
        ]


async def test_what_a_stop_left_unsent_is_sent_first_after_the_restart(
    simulator: Simulator, database_url: str, library: Library, clock: Clock
) -> None:
    """Replies committed but not sent survive the process; nothing is answered twice."""
    simulator.add(Account(7, "Ani"), started=True)
    async with chatting(simulator, database_url, library, clock) as chat:
        await chat.bot.sender.until_idle()
        simulator.faults.next("sendMessage", Fault.too_many_requests(retry_after=600), chat_id=7)
        await simulator.until_confirmed(simulator.text(7, "/menu"))
    assert not [message for message in simulator.chat(7).messages if message["from"]["is_bot"]]
    async with chatting(simulator, database_url, library, clock) as chat:
        await chat.settled(simulator.text(7, "/privasi"))
    said = [message["text"].split("\n")[0] for message in simulator.chat(7).messages if message["from"]["is_bot"]]
    assert said == ["Topik", "Data Anda"]


async def test_an_error_of_ours_is_told_and_leaves_no_effect(chat: Chat) -> None:
    """A handler that raises: an apology, nothing stored, the update settled."""
    ani = await chat.facilitator()
    await fill_in(ani)
    async with chat.bot.store.begin() as unit:
        draft = (await unit.updates.open(0, ani.id)).draft
        assert draft is not None
        broken = {**draft.data, "values": {**draft.data["values"], "people": "not three numbers"}}
        await unit.drafts.put(ani.id, type(draft)(draft.form, draft.key, broken, draft.changed_at))
    await ani.taps("Simpan")
    assert "ada kesalahan" in ani.last.text
    assert await stored(chat) == {}


def _blocked(person: int) -> dict[str, object]:
    user = {"id": person, "is_bot": False, "first_name": "Ani"}
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    return {
        "chat": {"id": person, "type": "private", "first_name": "Ani"},
        "from": user,
        "date": 1,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
    }
