"""getUpdates: offsets, confirmation, long polls, conflicts, age."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from .people import MARIA, YOHANES, Call, Clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.simulator import Simulator


async def ids(call: Call, **params: object) -> list[int]:
    return [update["update_id"] for update in (await call("getUpdates", **params))["result"]]


async def test_updates_come_again_until_confirmed(sim: Simulator, call: Call) -> None:
    first, second, third = (sim.text(MARIA, word) for word in ("satu", "dua", "tiga"))
    assert await ids(call) == [first, second, third]
    assert await ids(call, limit=2) == [first, second]
    assert sim.pending_count == 3
    assert await ids(call, offset=second) == [second, third]
    assert (sim.confirmed(first), sim.confirmed(second), sim.pending_count) == (True, False, 2)
    assert await ids(call, offset=third + 1) == []
    assert sim.pending_count == 0


async def test_a_negative_offset_keeps_the_last_ones(sim: Simulator, call: Call) -> None:
    queued = [sim.text(MARIA, str(number)) for number in range(5)]
    assert await ids(call, offset=-2) == queued[-2:]
    assert await ids(call) == queued[-2:]


async def test_at_most_a_hundred_at_once(sim: Simulator, call: Call) -> None:
    queued = [sim.text(MARIA, str(number)) for number in range(120)]
    assert await ids(call, limit=500) == queued[:100]


async def test_a_long_poll_waits_for_an_update(sim: Simulator, call: Call) -> None:
    poll = asyncio.create_task(ids(call, timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    update_id = sim.text(MARIA, "halo")
    assert await asyncio.wait_for(poll, 1) == [update_id]


async def test_a_long_poll_ends_empty(call: Call) -> None:
    assert await asyncio.wait_for(ids(call, timeout=1), 3) == []


async def test_a_second_poll_ends_the_first(sim: Simulator, call: Call) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(ids(call, timeout=20))
    answer = await asyncio.wait_for(first, 1)
    assert (answer["error_code"], answer["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    update_id = sim.text(MARIA, "halo")
    assert await second == [update_id]


async def test_waiting_for_confirmation(sim: Simulator, call: Call) -> None:
    update_id = sim.text(MARIA, "halo")
    with pytest.raises(TimeoutError, match=str(update_id)):
        await sim.until_confirmed(update_id, timeout=0.01)
    waiting = asyncio.create_task(sim.until_confirmed(update_id, timeout=2))
    await ids(call, offset=update_id + 1)
    await waiting


async def test_redelivery_ignores_the_offset_once_per_request(sim: Simulator, call: Call) -> None:
    first, second = sim.text(MARIA, "satu"), sim.text(MARIA, "dua")
    assert await ids(call, offset=second + 1) == []
    sim.redeliver(first)
    assert not sim.confirmed(first)
    assert await ids(call, offset=second + 1) == [first]
    assert await ids(call, offset=second + 1) == []
    assert sim.confirmed(first)


async def test_updates_live_a_day(sim: Simulator, call: Call, clock: Clock) -> None:
    sim.text(MARIA, "lama")
    clock.now += 86_300
    fresh = sim.text(MARIA, "baru")
    clock.now += 200
    assert await ids(call) == [fresh]


async def test_only_kinds_asked_for_are_queued_from_then_on(sim: Simulator, call: Call) -> None:
    before = sim.raw({"poll": {}})
    await call("getUpdates", allowed_updates=["message"])
    unseen, seen = sim.raw({"poll": {}}), sim.text(MARIA, "halo")
    assert sim.confirmed(unseen)
    assert await ids(call) == [before, seen]
    await call("getUpdates", allowed_updates=[])
    assert not sim.confirmed(sim.raw({"poll": {}}))


async def test_raw_updates_are_delivered_as_given(sim: Simulator, call: Call) -> None:
    broken = {"message": {"date": "kemarin", "text": "\ud800\x00"}, "update_id": 800_000_000}
    assert sim.raw(broken) == 800_000_000
    assert (await call("getUpdates"))["result"] == [broken]
    assert sim.text(MARIA, "halo") == 800_000_001


async def test_what_people_do_parses_as_true_updates(sim: Simulator, bot: Bot) -> None:
    sim.start_link(MARIA, "s_12")
    sim.photo(MARIA, caption="bukti")
    sim.document(MARIA, b"x", "a.csv", "text/csv")
    sim.location(MARIA, -10.17, 123.6)
    sim.contact(MARIA)
    sim.voice(MARIA)
    sim.sticker(MARIA)
    message_id = sim.chat(MARIA).messages[0]["message_id"]
    sim.text(MARIA, "balas", reply_to=message_id)
    sim.edit(MARIA, message_id, "/start s_13")
    sim.forward(YOHANES, message_id, from_chat_id=MARIA)
    sim.press_data(MARIA, "palsu", message_id=9999)
    sim.faults.block(MARIA)
    updates = await bot.get_updates()
    start, photo, document, location, contact, voice, sticker, reply, edited, forward, press, block = updates
    assert start.message is not None
    assert start.message.entities[0].type == "bot_command"
    assert photo.message is not None
    assert photo.message.caption == "bukti"
    assert document.message is not None
    assert document.message.document is not None
    assert location.message is not None
    assert location.message.location is not None
    assert contact.message is not None
    assert contact.message.contact is not None
    assert contact.message.contact.user_id == MARIA
    assert voice.message is not None
    assert voice.message.voice is not None
    assert sticker.message is not None
    assert sticker.message.sticker is not None
    assert reply.message is not None
    assert reply.message.reply_to_message is not None
    assert edited.edited_message is not None
    assert edited.edited_message.text == "/start s_13"
    assert forward.message is not None
    assert forward.message.forward_origin is not None
    assert press.callback_query is not None
    assert press.callback_query.message is not None
    assert not press.callback_query.message.is_accessible
    assert block.my_chat_member is not None
    assert block.my_chat_member.new_chat_member.status == "kicked"


async def test_a_group_under_privacy_mode(sim: Simulator, call: Call) -> None:
    sim.group(-100, "Petugas", members=[MARIA])
    assert sim.confirmed(sim.text(MARIA, "obrolan", chat_id=-100))
    seen = [sim.text(MARIA, text, chat_id=-100) for text in ("/capaian", "halo @bp3mi_ntt_bot")]
    sent = (await call("sendMessage", chat_id=-100, text="ya?"))["result"]
    seen.append(sim.text(MARIA, "jawab", chat_id=-100, reply_to=sent["message_id"]))
    assert await ids(call) == seen
    assert (await call("getChatMember", chat_id=-100, user_id=MARIA))["result"]["status"] == "member"


async def test_impossible_acts_are_refused(sim: Simulator) -> None:
    acts: list[Callable[[], int]] = [
        lambda: sim.text(MARIA, ""),
        lambda: sim.text(MARIA, "x" * 4097),
        lambda: sim.start_link(MARIA, "tidak boleh"),
        lambda: sim.text(9, "siapa"),
        lambda: sim.edit(MARIA, 1, "x"),
        lambda: sim.text(MARIA, "x", chat_id=YOHANES),
    ]
    for act in acts:
        with pytest.raises((ValueError, LookupError)):
            act()
