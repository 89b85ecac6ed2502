"""From an HTTP request to the parameters of a method, whichever way they were sent."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.fields import FIELDS, REQUIRED
from bot.simulator.files import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MISSING = MappingProxyType(
    {
        "chat_id": "chat_id is empty",
        "text": "message text is empty",
        "message_id": "message identifier is not specified",
        "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
        "photo": "there is no photo in the request",
        "document": "there is no document in the request",
        "voice": "there is no voice in the request",
        "sticker": "there is no sticker in the request",
        "file_id": "file_id not specified",
    }
)


class Params(dict[str, Any]):
    """The parameters of one call, typed as the method's fields say, and the files that came along."""

    uploads: Mapping[str, Upload]


async def read(request: web.BaseRequest) -> dict[str, Any]:
    """Query, form, multipart or JSON into one dict; values still as they were sent."""
    given: dict[str, Any] = dict(request.query) if request.query_string else {}
    if request.method == "GET" or not request.can_read_body:
        return given
    content_type = request.content_type
    try:
        if content_type == "multipart/form-data":
            return given | await _multipart(request)
        body = (await request.read()).decode()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    if content_type == "application/json":
        return given | _json_object(body)
    return given | dict(parse_qsl(body, keep_blank_values=True))


def typed(method: str, given: Mapping[str, Any], *, strict: bool) -> Params:
    """The parameters checked against the method's fields, or the refusal."""
    fields = FIELDS[method]
    params = Params()
    params.uploads = {name: value for name, value in given.items() if isinstance(value, Upload)}
    for name, value in given.items():
        field = fields.get(name)
        if field is None:
            if strict and name not in params.uploads:
                raise bad_request(f'unknown field "{name}" of {method} (Telegram would ignore it)')
        elif value is not None:
            params[name] = _CONVERT[field.kind](name, value)
    for name in REQUIRED[method]:
        if params.get(name, "") == "":
            raise bad_request(MISSING.get(name) or f'parameter "{name}" is required')
    return params


def _json_object(body: str) -> dict[str, Any]:
    try:
        value = json.loads(body) if body else {}
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("JSON object expected")
    return value


async def _multipart(request: web.BaseRequest) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given[name] = Upload(value.filename, value.content_type, value.file.read())
        elif isinstance(value, bytes | bytearray):
            given[name] = Upload(name, "application/octet-stream", bytes(value))
        else:
            given[name] = value
    return given


def _string(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list | Upload):
        raise bad_request(f'field "{name}" must be of type String')
    return json.dumps(value)


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise bad_request(f'parameter "{name}" must be an Integer') from error


def _chat_id(_name: str, value: Any) -> int | str:
    if isinstance(value, int):
        return value
    text = str(value)
    return int(text) if text.removeprefix("-").isdecimal() else text


def _boolean(_name: str, value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in {"true", "yes", "1"}


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise bad_request(f'parameter "{name}" must be a Float') from error


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as error:
        what = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {what} JSON object") from error


def _file(_name: str, value: Any) -> Any:
    return value


_CONVERT: Mapping[str, Callable[[str, Any], Any]] = MappingProxyType(
    {"s": _string, "i": _integer, "c": _chat_id, "b": _boolean, "f": _number, "j": _json, "F": _file}
)
