"""A simulator with three people who have started the bot, and two ways of being the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from telegram import Bot

from bot.simulator import Account, Simulator, demo_accounts

from .people import NEWCOMER, Call, Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


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
async def bot(sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns
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
