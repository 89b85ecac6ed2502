"""The HTTP side: API calls, file downloads, and everything else to the chat page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aiohttp import web

from bot.simulator import exchange, params
from bot.simulator.errors import ApiError
from bot.simulator.files import UPLOAD_LIMIT
from bot.simulator.page_server import PageServer

if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter
    from aiohttp.http_parser import RawRequestMessage
    from aiohttp.streams import StreamReader
    from aiohttp.web_protocol import RequestHandler

    from bot.simulator.acts import Acts
    from bot.simulator.world import World

GRACE = 0.5
BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024


class Server:
    """Listens for the bot and for browsers. aiohttp's low-level server: no routing, no middleware, fast."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._page = PageServer(world, acts)
        self._api, self._files = f"/bot{world.token}/", f"/file/bot{world.token}/"
        self._open: set[asyncio.Transport] = set()
        self._runner: web.ServerRunner | None = None
        world.network.when_down(self._cut_all)
        world.webhook.on_method = lambda name, given: exchange.perform(world, name, given)

    async def start(self, host: str, port: int) -> str:
        """Listen, and say where."""
        server = web.Server(self._answer, request_factory=_request, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=GRACE)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening; what was asked is answered or cut within the grace period."""
        if self._runner:
            self._world.events.close()
            self._world.updates.end_poll()
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path.partition("?")[0]
        if not path.startswith(("/bot", "/file/bot")):
            return await self._page.answer(request, path)
        transport = request.transport
        if transport is None or self._world.network.down:
            return _cut(request)
        self._open.add(transport)
        try:
            await self._travel()
            response = await self._call(request, unquote(path) if "%" in path else path)
            await self._travel()
        finally:
            self._open.discard(transport)
        return response

    async def _call(self, request: web.BaseRequest, path: str) -> web.Response:
        if path.startswith(self._files):
            return self._download(path.removeprefix(self._files))
        if not path.startswith(self._api):
            return _response(exchange.refusal(ApiError(401, "Unauthorized")))
        try:
            given = await params.read(request)
        except ApiError as error:
            return _response(exchange.refusal(error))
        answer = await exchange.perform(self._world, path.removeprefix(self._api), given)
        return _cut(request) if answer.body is None else _response(answer)

    def _download(self, path: str) -> web.Response:
        stored = self._world.files.at(path)
        if stored is None:
            return _response(exchange.refusal(ApiError(404, "Not Found")))
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _travel(self) -> None:
        if self._world.network.delay:
            await asyncio.sleep(self._world.network.delay)

    def _cut_all(self) -> None:
        for transport in tuple(self._open):
            transport.abort()


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=BODY_LIMIT)


def _response(answer: exchange.Answer) -> web.Response:
    return web.Response(body=answer.body, status=answer.status, content_type="application/json")


def _cut(request: web.BaseRequest) -> web.Response:
    """Break the connection; the response returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
