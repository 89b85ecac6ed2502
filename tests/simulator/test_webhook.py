"""Webhook delivery: order, secret, retries, replies."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from .people import MARIA, YOHANES, Call

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator import Simulator


class Office:
    """The bot's side of a webhook: notes what arrives, answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.received: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.answers: list[web.Response] = []

    async def take(self, request: web.BaseRequest) -> web.Response:
        self.received.append(await request.json())
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    office = Office()
    runner = web.ServerRunner(web.Server(office.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    office.url = f"http://127.0.0.1:{runner.addresses[0][1]}/rahasia"
    yield office
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(sim: Simulator, call: Call, office: Office) -> None:
    waiting = sim.text(MARIA, "sebelum")
    assert (await call("setWebhook", url=office.url, secret_token="s3cret", max_connections=4))["ok"]
    later = sim.text(MARIA, "sesudah")
    await sim.until_confirmed(waiting, later, timeout=2)
    assert office.texts() == ["sebelum", "sesudah"]
    assert office.secrets == {"s3cret"}
    info = (await call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (office.url, 0, 4)


async def test_a_refused_update_is_posted_again_before_the_next_of_its_chat(
    sim: Simulator, call: Call, office: Office
) -> None:
    office.answers = [web.Response(status=500), web.Response(status=503)]
    await call("setWebhook", url=office.url)
    updates = [sim.text(MARIA, "satu"), sim.text(MARIA, "dua")]
    await sim.until_confirmed(*updates, timeout=2)
    assert office.texts() == ["satu", "satu", "satu", "dua"]
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_one_chat_does_not_hold_up_another(sim: Simulator, call: Call, office: Office) -> None:
    office.answers = [web.Response(status=500, headers={"Retry-After": "3600"})]
    await call("setWebhook", url=office.url)
    stuck = sim.text(MARIA, "satu")
    await asyncio.sleep(0.05)
    await sim.until_confirmed(sim.text(YOHANES, "dua"), timeout=2)
    assert not sim.confirmed(stuck)


async def test_polling_and_webhook_exclude_each_other(sim: Simulator, call: Call, office: Office) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await call("setWebhook", url=office.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook")
    update_id = sim.text(MARIA, "halo")
    assert [update["update_id"] for update in (await call("getUpdates"))["result"]] == [update_id]
    await call("deleteWebhook", drop_pending_updates=True)
    assert sim.pending_count == 0


async def test_a_method_may_be_the_answer(sim: Simulator, call: Call, office: Office) -> None:
    office.answers = [web.json_response({"method": "sendMessage", "chat_id": MARIA, "text": "hai"})]
    await call("setWebhook", url=office.url)
    await sim.until_confirmed(sim.text(MARIA, "halo"), timeout=2)
    assert [message["text"] for message in sim.chat(MARIA).messages] == ["halo", "hai"]


async def test_redelivery(sim: Simulator, call: Call, office: Office) -> None:
    await call("setWebhook", url=office.url)
    update_id = sim.text(MARIA, "halo")
    await sim.until_confirmed(update_id, timeout=2)
    sim.redeliver(update_id)
    await sim.until_confirmed(update_id, timeout=2)
    assert office.texts() == ["halo", "halo"]


async def test_wrong_settings(call: Call) -> None:
    bad = await call("setWebhook", url="https://bot.example", secret_token="dengan spasi")
    assert bad["description"] == "Bad Request: secret token contains unallowed characters"
    assert (await call("setWebhook", url="ftp://bot.example"))["error_code"] == 400
