"""What the chat page is served, and what it can do."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

import bot.simulator
from bot.simulator.files import sample_photo

from .people import MARIA, YOHANES, Call

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator import Simulator

PAGE = Path(bot.simulator.__file__).parent / "page"


@pytest.fixture
async def browser(sim: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sim.url) as session:
        yield session


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


async def test_every_file_the_page_names_is_served(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/") as response:
        page = await response.text()
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    named = set(re.findall(r'"(/page/[^"]+)"', page))
    for script in PAGE.glob("*.js"):
        named |= {f"/page/{name}" for name in re.findall(r'from "\./([^"]+)"', script.read_text())}
    assert {f"/page/{file.name}" for file in PAGE.iterdir() if file.name != "index.html"} == named
    for path in named:
        async with browser.get(path) as response:
            assert response.status == 200, path


async def test_the_page_needs_nothing_from_elsewhere() -> None:
    """Links one may follow are named here; nothing is loaded from them."""
    followed = {"https://www.openstreetmap.org/", "https://t.me/", "http://www.w3.org/2000/svg", "https://$"}
    for file in PAGE.iterdir():
        for address in re.findall(r"https?://[^\s\"'`?)\\]*", file.read_text()):
            assert any(address.startswith(known.rstrip("/")) for known in followed), (file.name, address)


async def test_a_person_acts_and_the_page_hears_of_it(
    sim: Simulator, browser: aiohttp.ClientSession, call: Call
) -> None:
    async with browser.get("/sim/events") as stream:
        told = events(stream)
        assert (await anext(told))["kind"] == "hello"
        async with browser.post("/sim/act", json={"act": "text", "account_id": MARIA, "text": "halo"}) as done:
            update_id = (await done.json())["update_id"]
        heard = await anext(told)
        assert (heard["kind"], heard["chat_id"], heard["message"]["text"]) == ("message", MARIA, "halo")
        assert not sim.confirmed(update_id)
        button = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
        sent = (await call("sendMessage", chat_id=MARIA, text="?", reply_markup=button))["result"]
        assert (await anext(told))["message"] == sent
        press = {"act": "press_data", "account_id": MARIA, "message_id": sent["message_id"], "data": "y"}
        async with browser.post("/sim/act", json=press) as done:
            assert done.ok
        query = (await call("getUpdates", offset=update_id + 1))["result"][0]["callback_query"]
        await call("answerCallbackQuery", callback_query_id=query["id"], text="Baik")
        answered = await anext(told)
        assert (answered["data"], answered["answer"]) == ("y", {"text": "Baik"})
        await call("deleteMessage", chat_id=MARIA, message_id=sent["message_id"])
        assert await anext(told) == {"kind": "deleted", "chat_id": MARIA, "message_id": sent["message_id"]}


async def test_the_state_shows_each_phone(sim: Simulator, browser: aiohttp.ClientSession, call: Call) -> None:
    sim.text(YOHANES, "halo")
    await call("setMyCommands", commands=[{"command": "sesi", "description": "Catat"}])
    async with browser.get("/sim/state") as response:
        state = await response.json()
    maria, yohanes, _ = state["phones"]
    assert maria["account"]["title"] == "Calon PMI"
    assert (maria["messages"], yohanes["messages"][0]["text"]) == ([], "halo")
    assert maria["commands"] == [{"command": "sesi", "description": "Catat"}]
    assert state["status"] == {"listening": True, "pending": 1, "calls": 1}


async def test_files_go_up_and_come_down(sim: Simulator, browser: aiohttp.ClientSession) -> None:
    for act, name, data in (("photo", "a.png", sample_photo(8, 8)), ("document", "désa.html", b"<script>")):
        form = aiohttp.FormData({"act": act, "account_id": str(MARIA)}, quote_fields=False)  # as browsers do
        form.add_field("file", data, filename=name)
        async with browser.post("/sim/upload", data=form) as response:
            assert response.ok
    photo, document = sim.chat(MARIA).messages
    async with browser.get(f"/sim/file/{photo['photo'][0]['file_unique_id']}/foto") as response:
        assert (response.content_type, await response.read()) == ("image/png", sample_photo(8, 8))
    assert document["document"]["file_name"] == "désa.html"
    async with browser.get(f"/sim/file/{document['document']['file_unique_id']}/x") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")


async def test_only_this_page_may_act_and_only_as_people_do(browser: aiohttp.ClientSession) -> None:
    act = {"act": "text", "account_id": MARIA, "text": "halo"}
    async with browser.post("/sim/act", json=act, headers={"Sec-Fetch-Site": "cross-site"}) as response:
        assert response.status == 403
    for wrong in ({"act": "redeliver", "update_id": 1}, {"act": "text"}, act | {"account_id": 9}, act | {"x": 1}):
        async with browser.post("/sim/act", json=wrong) as response:
            assert response.status == 400
            assert (await response.json())["error"]
    for path in ("/page/..%2Fworld.py", "/page/nothing.js", "/sim/file/00", "/else"):
        async with browser.get(path) as response:
            assert response.status == 404


async def test_stopping_lets_the_page_go(sim: Simulator, browser: aiohttp.ClientSession) -> None:
    async with browser.get("/sim/events") as stream:
        await stream.content.readline()
        async with asyncio.timeout(2):
            await sim.stop()
