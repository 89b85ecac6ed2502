"""Serves the chat page, and carries between it and the world: what happens out, what people do in.

POST /sim/act with {"act": "text", "account_id": 101, "text": "halo"} is also how another process plays a
person; the acts are the methods of `Acts`, their arguments by name.
"""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from bot.simulator import params, snapshot
from bot.simulator.errors import ApiError
from bot.simulator.fields import names
from bot.simulator.files import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.simulator.acts import Acts
    from bot.simulator.errors import Json
    from bot.simulator.world import World

PAGE = Path(__file__).parent / "page"
PAGE_FILE = re.compile(r"/page/([a-z_]+\.(?:js|css|svg))")
STORED_FILE = re.compile(r"/sim/file/([0-9a-f]+)(?:/.*)?")
ACTS = names("text start_link press_data edit location contact forward sticker change")
SENDABLE = names("photo document voice")
SHOWABLE = names("image/png image/jpeg image/gif image/webp audio/ogg")
HEARTBEAT = 15.0
HEADERS = MappingProxyType(
    {
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'",
    }
)


class PageServer:
    """Everything that is not the Bot API."""

    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """One request of a browser, or of another process playing people."""
        if request.method == "POST":
            return await self._act(request, path)
        if path == "/":
            return web.FileResponse(PAGE / "index.html", headers=dict(HEADERS))
        if path == "/sim/events":
            return await self._tell(request)
        if found := PAGE_FILE.fullmatch(path):
            return self._page_file(found[1])
        if found := STORED_FILE.fullmatch(path):
            return self._stored_file(found[1], download="download" in request.query)
        view = self._views().get(path)
        return _json(view()) if view else web.Response(status=404)

    def _views(self) -> dict[str, Callable[[], Json]]:
        return {
            "/sim/state": lambda: snapshot.everything(self._world),
            "/sim/people": lambda: {"phones": snapshot.people(self._world)},
            "/sim/status": lambda: snapshot.status(self._world),
        }

    async def _act(self, request: web.BaseRequest, path: str) -> web.Response:
        """Have a person do something; a page of another site cannot."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return _json({"error": "only from this page"}, status=403)
        try:
            given = await params.read(request)
            act = self._act_named(path, given)
            return _json({"update_id": act(**given)})
        except (ApiError, LookupError, TypeError, ValueError) as error:
            return _json({"error": str(error)}, status=400)

    def _act_named(self, path: str, given: Json) -> Callable[..., int | None]:
        """The method meant; what it does not take as an argument leaves `given`."""
        name = str(given.pop("act", ""))
        if path == "/sim/upload" and name in SENDABLE:
            upload = given.pop("file")
            if not isinstance(upload, Upload):
                raise TypeError("file expected")
            given |= {"account_id": int(given["account_id"]), "data": upload.data}
            given |= {"name": upload.name, "mime": upload.mime} if name == "document" else {}
        elif path != "/sim/act" or name not in ACTS:
            raise LookupError(f"no such act: {name}")
        method: Callable[..., int | None] = getattr(self._acts, name)
        return method

    async def _tell(self, request: web.BaseRequest) -> web.StreamResponse:
        """Server-sent events, from now until the page goes; a page that lost some reloads its state."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._world.events.watch() as queue:
            await response.prepare(request)
            await response.write(b'data: {"kind":"hello"}\n\n')
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    return response
                await response.write(f"data: {json.dumps(event)}\n\n".encode())

    def _page_file(self, name: str) -> web.StreamResponse:
        path = PAGE / name
        if not path.is_file():
            return web.Response(status=404)
        return web.FileResponse(path, headers=dict(HEADERS))

    def _stored_file(self, unique_id: str, *, download: bool) -> web.Response:
        stored = self._world.files.shown(unique_id)
        if stored is None:
            return web.Response(status=404)
        is_shown = stored.mime in SHOWABLE and not download
        headers = dict(HEADERS)
        headers["Content-Type"] = stored.mime if is_shown else "application/octet-stream"
        how = "inline" if is_shown else "attachment"
        headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(stored.name, safe='')}"
        return web.Response(body=stored.data, headers=headers)


def _json(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
