"""Webhooks: 200 only after the commit, strangers refused, redelivery harmless."""

import asyncio
import socket
from pathlib import Path

import aiohttp

from bot.simulator import Account, Simulator
from content.library import Library
from tests.conftest import Clock, chatting

SECRET = "a-secret-of-enough-letters"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_updates_come_by_webhook_and_are_settled_once(
    simulator: Simulator, database_url: str, library: Library, clock: Clock
) -> None:
    port = free_port()
    simulator.add(Account(1, "Ani"), started=True)
    environment = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "PORT": str(port)}
    async with chatting(simulator, database_url, library, clock, **environment) as chat:
        update = simulator.text(1, "/privasi")
        await chat.settled(update)
        simulator.redeliver(update)
        await chat.settled(update, simulator.text(1, "/menu"))
        texts = [m["text"].split("\n")[0] for m in simulator.chat(1).messages if m["from"]["is_bot"]]
        assert texts == ["Data Anda", "Topik"]


async def test_strangers_cannot_post_updates(
    simulator: Simulator, tmp_path: Path, library: Library, clock: Clock
) -> None:
    """Without the secret 403, without JSON 400; with it the update is handled."""
    port = free_port()
    simulator.add(Account(1, "Ani"), started=True)
    environment = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "PORT": str(port)}
    url = f"http://127.0.0.1:{port}/telegram"
    async with chatting(simulator, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", library, clock, **environment) as chat:
        await chat.settled(simulator.text(1, "/menu"))
        async with aiohttp.ClientSession() as stranger:
            for headers, body, status in (
                ({}, "{}", 403),
                ({"X-Telegram-Bot-Api-Secret-Token": "x"}, "{}", 403),
                ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, "no json", 400),
                ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, '{"update_id": 1}', 200),
                ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, "[]", 200),
            ):
                async with stranger.post(url, data=body, headers=headers) as answer:
                    assert answer.status == status, body
        await asyncio.sleep(0)
