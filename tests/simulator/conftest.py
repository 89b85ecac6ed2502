"""A simulator with three people who have started the bot, and two ways of being the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.simulator import Account, Simulator, demo_accounts

MARIA, YOHANES, URSULA = 101, 102, 103
NEWCOMER = 104

Call = Callable[..., Awaitable[dict[str, Any]]]


class Clock:
    """Time that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sim(clock: Clock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock=clock, webhook_wait=0.01)
    simulator.add(*demo_accounts(), started=True)
    simulator.add(Account(NEWCOMER, "Baru"))
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    async with Bot(sim.token, base_url=f"{sim.url}/bot", base_file_url=f"{sim.url}/file/bot") as bot:
        yield bot


@pytest.fixture
async def call(sim: Simulator) -> AsyncIterator[Call]:
    """The Bot API without a library: the JSON answer as it came."""
    async with aiohttp.ClientSession(f"{sim.url}/bot{sim.token}/") as session:

        async def call(method: str, **params: Any) -> dict[str, Any]:
            async with session.post(method, json=params) as response:
                answer: dict[str, Any] = await response.json()
                assert answer["ok"] is response.ok
                return answer

        yield call
