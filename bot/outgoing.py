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


async def send(client: Client, call: Call) -> Any:
    """Make the call; a file is drawn in a thread, so that nobody waits for it but whoever asked."""
    if FILE not in call.params:
        return await client.call(call.method, call.params)
    file = call.params[FILE]
    try:
        content = await asyncio.to_thread(draw, file["drawing"], file["data"])
    except Exception as error:
        raise Undrawable(trace(error)) from error
    params = {name: value for name, value in call.params.items() if name != FILE}
    return await client.upload(call.method, params, DRAWINGS[file["drawing"]].field, file["name"], content)
