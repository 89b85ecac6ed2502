"""Misbehaving to order."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.simulator import Fault, Simulator, demo_accounts

from .people import MARIA, YOHANES, Call, Clock


async def test_too_many_requests(sim: Simulator, bot: Bot) -> None:
    sim.faults.next("sendMessage", Fault.too_many_requests(7), times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(MARIA, "halo")
        assert caught.value.retry_after == timedelta(seconds=7)
    await bot.send_message(MARIA, "halo")
    assert [call.status for call in sim.chat(MARIA).log] == [429, 429, 200]


async def test_faults_may_concern_one_chat(sim: Simulator, bot: Bot) -> None:
    sim.faults.next("*", Fault.bad_request("CUACA_BURUK"), chat_id=YOHANES)
    await bot.send_message(MARIA, "halo")
    with pytest.raises(BadRequest, match="Cuaca_buruk"):
        await bot.send_chat_action(YOHANES, "typing")
    await bot.send_message(YOHANES, "halo")


async def test_server_errors_and_nonsense(sim: Simulator, bot: Bot) -> None:
    sim.faults.next("sendMessage", Fault.server_error(502))
    sim.faults.next("sendMessage", Fault.malformed())
    sim.faults.next("sendMessage", Fault.drop_connection())
    for _ in range(3):
        with pytest.raises(TelegramError):
            await bot.send_message(MARIA, "halo")
    assert not sim.chat(MARIA).messages
    assert [call.outcome for call in sim.chat(MARIA).log] == ["Bad Gateway", "malformed", "dropped"]


async def test_a_lost_reply_is_a_message_sent(sim: Simulator, bot: Bot) -> None:
    sim.faults.next("sendMessage", Fault.lose_reply())
    with pytest.raises(NetworkError):
        await bot.send_message(MARIA, "halo")
    assert [message["text"] for message in sim.chat(MARIA).messages] == ["halo"]
    assert sim.chat(MARIA).log[-1].outcome == "lost"


async def test_updates_survive_a_lost_reply(sim: Simulator, call: Call) -> None:
    update_id = sim.text(MARIA, "halo")
    sim.faults.next("getUpdates", Fault.lose_reply())
    with pytest.raises(aiohttp.ClientError):
        await call("getUpdates")
    assert [update["update_id"] for update in (await call("getUpdates"))["result"]] == [update_id]


async def test_blocking_lasts(sim: Simulator, bot: Bot) -> None:
    sim.faults.block(MARIA)
    for _ in range(2):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(MARIA, "halo")
    sim.faults.unblock(MARIA)
    await bot.send_message(MARIA, "halo")


async def test_the_line_goes_down_and_comes_back(sim: Simulator, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    sim.network.down = True
    for attempt in (poll, asyncio.ensure_future(call("getMe"))):
        with pytest.raises(aiohttp.ClientError):
            await attempt
    sim.network.down = False
    assert (await call("getMe"))["ok"]


async def test_a_slow_line(sim: Simulator, call: Call) -> None:
    sim.network.delay = 0.05
    begun = time.perf_counter()
    await call("getMe")
    assert time.perf_counter() - begun >= 0.1


async def test_stopping_refuses_connections_and_resumes(sim: Simulator, call: Call) -> None:
    update_id = sim.text(MARIA, "halo")
    port = int(sim.url.rpartition(":")[2])
    await sim.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await call("getUpdates")
    await sim.start(port=port)
    assert [update["update_id"] for update in (await call("getUpdates"))["result"]] == [update_id]


async def test_flood_limits(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    sim = Simulator(limits=True, clock=clock)
    sim.add(*demo_accounts(), started=True)
    sim.group(-5, "Grup")
    await sim.start()

    async def sent(bot: Bot, chat_id: int, tries: int) -> int:
        done = 0
        for _ in range(tries):
            try:
                await bot.send_message(chat_id, "halo")
            except RetryAfter:
                break
            done += 1
        return done

    async with Bot(sim.token, base_url=f"{sim.url}/bot") as bot:
        assert await sent(bot, MARIA, 10) == 5  # a burst
        clock.now += 2
        assert await sent(bot, MARIA, 10) == 2
        clock.now += 60
        assert await sent(bot, -5, 30) == 20
    await sim.stop()


async def test_faults_can_be_called_off(sim: Simulator, call: Call) -> None:
    sim.faults.next("*", Fault.forbidden(), times=100)
    assert (await call("getMe"))["description"] == "Forbidden: bot was blocked by the user"
    sim.faults.clear()
    assert (await call("getMe"))["ok"]
