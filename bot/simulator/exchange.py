"""One call of the bot, from parameters to answer: checked, done or refused, recorded, perhaps broken."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.simulator.chats import Call
from bot.simulator.errors import ApiError
from bot.simulator.faults import Kind
from bot.simulator.fields import METHOD_NAMES
from bot.simulator.methods import METHODS
from bot.simulator.params import typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator.errors import Json
    from bot.simulator.world import World

OK = 200
ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
NO_JSON = b"<html><body>502 Bad Gateway</body></html>"


class Answer(NamedTuple):
    """What goes back over HTTP; without a body the connection breaks instead."""

    status: int
    body: bytes | None


async def perform(world: World, name: str, given: Mapping[str, Any]) -> Answer:
    """Do what the call asks, or what the plan for failing has in store for it."""
    method = METHOD_NAMES.get(name.lower())
    if method is None:
        return refusal(ApiError(404, "Not Found: method not found"))
    fault = world.faults.take(method, _number(given.get("chat_id")))
    kind = fault.kind if fault else None
    params: Mapping[str, Any] = given
    try:
        if fault and fault.error:
            raise fault.error
        if kind is Kind.DROP_CONNECTION:
            return _noted(world, method, given, "dropped", Answer(0, None))
        if kind is Kind.MALFORMED:
            return _noted(world, method, given, "malformed", Answer(OK, NO_JSON))
        params = checked = typed(method, given, strict=world.strict)
        result = METHODS[method](world, checked)
        if asyncio.iscoroutine(result):
            result = await result
    except ApiError as error:
        return _noted(world, method, params, error.description, refusal(error))
    if kind is Kind.LOSE_REPLY:
        return _noted(world, method, params, "lost", Answer(0, None), result)
    return _noted(world, method, params, "ok", Answer(OK, _dumped({"ok": True, "result": result})), result)


def refusal(error: ApiError) -> Answer:
    """A refusal as it goes over HTTP."""
    return Answer(error.code, _dumped(error.answer()))


def _noted(
    world: World, method: str, params: Mapping[str, Any], outcome: str, answer: Answer, result: Any = None
) -> Answer:
    world.record(Call(method, dict(params), world.clock(), outcome, answer.status, result))
    return answer


def _dumped(body: Json) -> bytes:
    return ENCODER.encode(body).encode()


def _number(chat_id: Any) -> int | None:
    try:
        return int(chat_id)
    except (TypeError, ValueError):
        return None
