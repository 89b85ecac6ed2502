"""Webhooks: the sibling of `intake`. Telegram hears 200 only after the outcome is committed, and retries otherwise."""

import asyncio
import hmac
import json

from aiohttp import web

from bot.client import Client
from bot.dispatcher import Dispatcher
from bot.intake import KINDS, call_until_it_works
from bot.settings import Webhook

PATH = "/telegram"
LARGEST = 1024 * 1024  # bytes of an update
PATIENCE = 50.0  # seconds until we let Telegram try again


class WebhookServer:
    def __init__(self, client: Client, dispatcher: Dispatcher, webhook: Webhook) -> None:
        self._client = client
        self._dispatcher = dispatcher
        self._webhook = webhook

    async def run(self) -> None:
        """Listen and tell Telegram where, until cancelled."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(PATH, self._receive)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "0.0.0.0", self._webhook.port).start()  # noqa: S104  behind the office's proxy
            params = {
                "url": self._webhook.url.rstrip("/") + PATH,
                "secret_token": self._webhook.secret,
                "allowed_updates": KINDS,
            }
            await call_until_it_works(self._client, "setWebhook", params)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._webhook.secret.encode()):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._dispatcher.settle(raw)
        except TimeoutError:
            return web.Response(status=503)
        return web.Response()
