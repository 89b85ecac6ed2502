"""The one way calls leave: plain ones as JSON, those with a file drawn first and uploaded."""

import asyncio
from typing import Any

from bot.client import Client
from bot.drawing import DRAWINGS, draw
from bot.errors import trace
from storage.outbox import Call


class Undrawable(Exception):
    """The file could not be made; no repetition mends that."""


FILE = "file"  # the parameter that holds what a file is drawn from
ONLY_IN_PLACE = "only_in_place"  # a parameter of ours: where the message to edit is gone, send none instead


async def send(client: Client, call: Call) -> Any:
    """Make the call; a file is drawn in a thread, so that nobody waits for it but whoever asked."""
    if FILE not in call.params:
        return await client.call(call.method, _for_telegram(call))
    file = call.params[FILE]
    try:
        content = await asyncio.to_thread(draw, file["drawing"], file["data"])
    except Exception as error:
        raise Undrawable(trace(error)) from error
    return await client.upload(call.method, _for_telegram(call), DRAWINGS[file["drawing"]].field, file["name"], content)


def _for_telegram(call: Call) -> dict[str, Any]:
    return {name: value for name, value in call.params.items() if name not in {FILE, ONLY_IN_PLACE}}
