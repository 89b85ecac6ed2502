"""What Telegram refuses, in its words."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.simulator import Simulator

from .people import MARIA, NEWCOMER, YOHANES, Call, Clock

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n"}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🙂" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "MarkdownV3"}, "unsupported parse_mode"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "chat_id": 555}, "chat not found"),
        ({"text": "x", "chat_id": "@siapa"}, "chat not found"),
        ({"text": "x", "chat_id": NEWCOMER}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        (
            {"text": "x", "link_preview_options": {"is_disabled": "ya"}},
            'field "is_disabled" must be of type Boolean',
        ),
        ({"text": "x", "warna": "biru"}, 'unknown field "warna" of sendMessage (Telegram would ignore it)'),
        ({"text": "x", "reply_markup": inline(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": inline(pay=True)}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "reply_markup": inline(callback_data="x", style="pink")}, "BUTTON_STYLE_INVALID"),
        (
            {"text": "x", "reply_markup": inline(callback_data="")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": inline(url="not-a-url")},
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": inline(url="ftp://example.com")},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": "x"}},
            'field "inline_keyboard" must be of type Array',
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        (
            {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            {"text": "klik", "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": "not-a-url"}]},
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "hello", "entities": [{"type": "warna", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
    ],
)
async def test_messages(sim: Simulator, call: Call, params: dict[str, Any], description: str) -> None:
    answer = await call("sendMessage", **{"chat_id": MARIA, **params})
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}
    assert not sim.chat(MARIA).messages
    assert sim.calls[-1].outcome == f"Bad Request: {description}"


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4096},
        {"text": "🙂" * 2048},
        {"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "html"},
        {"text": "x", "reply_markup": inline(callback_data="x" * 64)},
        {"text": "x", "reply_markup": inline(url="tg://user?id=1")},
        {"text": "x", "reply_markup": inline(url="https://wa.me/?text=Halo%20PMI")},
        {"text": "x", "reply_markup": inline(switch_inline_query="")},
        {"text": "x", "reply_markup": {"inline_keyboard": []}},
        {"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
    ],
)
async def test_just_right(call: Call, params: dict[str, Any]) -> None:
    assert (await call("sendMessage", chat_id=MARIA, **params))["ok"]


async def test_edits(sim: Simulator, call: Call) -> None:
    sim.text(MARIA, "punya saya")
    [theirs] = sim.chat(MARIA).messages
    sent = (await call("sendMessage", chat_id=MARIA, text="satu", reply_markup=inline(callback_data="x")))["result"]

    async def edit(method: str = "editMessageText", **params: Any) -> Any:
        params = {"chat_id": MARIA, "message_id": sent["message_id"]} | params
        return (await call(method, **params)).get("description", "ok").removeprefix("Bad Request: ")

    same: dict[str, Any] = {"text": "satu", "reply_markup": inline(callback_data="x")}
    assert (await edit(**same)).startswith("message is not modified: specified new message content and reply")
    assert await edit(text="x", message_id=999) == "message to edit not found"
    assert await edit(text="x", message_id=theirs["message_id"]) == "message can't be edited"
    assert await edit("editMessageCaption", caption="x") == "there is no caption in the message to edit"
    assert await edit(text="x", reply_markup={"keyboard": [["A"]]}) == "inline keyboard expected"
    assert await edit(text="satu") == "ok"  # the buttons went: that is a change
    assert (await edit("editMessageReplyMarkup")).startswith("message is not modified")


async def test_answers_to_buttons(sim: Simulator, call: Call, clock: Clock) -> None:
    sent = (await call("sendMessage", chat_id=MARIA, text="?", reply_markup=inline(callback_data="x")))["result"]
    sim.press(MARIA, sent["message_id"], "x")
    [update] = (await call("getUpdates"))["result"]
    query_id = update["callback_query"]["id"]
    too_long = await call("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert too_long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", callback_query_id="1"))["description"] == TOO_OLD
    clock.now += 16 * 60
    assert (await call("answerCallbackQuery", callback_query_id=query_id))["description"] == TOO_OLD


async def test_captions_files_and_commands(call: Call) -> None:
    for method, params, description in (
        ("sendPhoto", {"photo": "x"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {"document": "attach://x"}, 'failed to find attached file "x"'),
        ("sendMediaGroup", {"media": []}, "there are no messages to send"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("forwardMessage", {"from_chat_id": YOHANES, "message_id": 9}, "message to forward not found"),
    ):
        answer = await call(method, chat_id=MARIA, **params)
        assert answer["description"] == f"Bad Request: {description}"
    assert (await call("getFile", file_id="x"))["description"] == "Bad Request: invalid file_id"
    bad = await call("setMyCommands", commands=[{"command": "Mulai!", "description": "x"}])
    assert bad["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_addresses(sim: Simulator, call: Call) -> None:
    assert await call("sendMassage") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
    async with aiohttp.ClientSession() as session, session.get(f"{sim.url}/bot2:SIM/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("how", ["query", "form", "multipart", "json"])
async def test_parameters_may_come_in_any_shape(sim: Simulator, how: str) -> None:
    params = {"chat_id": str(MARIA), "text": "a&b=c +1", "protect_content": "true"}
    form = aiohttp.FormData(params)
    if how == "multipart":
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in params.items():
            form.add_field(name, value)
    sending: Any = {"query": {"params": params}, "json": {"json": params}}.get(how, {"data": form})
    verb, url = "GET" if how == "query" else "POST", f"{sim.url}/bot1:SIM/SENDmessage"
    async with aiohttp.ClientSession() as session, session.request(verb, url, **sending) as response:
        assert response.status == 200
    [message] = sim.chat(MARIA).messages
    assert (message["text"], message["has_protected_content"]) == ("a&b=c +1", True)


async def test_lenience_is_telegrams_own(clock: Clock) -> None:
    lenient = Simulator(strict=False, clock=clock)
    await lenient.start()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{lenient.url}/bot1:SIM/getMe?x=1") as response,
    ):
        assert response.status == 200
    await lenient.stop()
