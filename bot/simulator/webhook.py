"""Webhooks: updates posted to the bot, each chat in order, again and again until it says 2xx."""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.simulator.errors import Json
    from bot.simulator.faults import Network
    from bot.simulator.updates import Updates

LONGEST_WAIT = 60.0
ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)
MOST_CONNECTIONS = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass
class Settings:
    """What setWebhook was told."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: tuple[int, str] | None = None


@dataclass
class _Lane:
    """The updates of one chat: one at a time, in order."""

    waiting: deque[Json] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


class Webhook:
    """Delivers while a URL is set. Unlike Telegram it also takes plain http, for a bot on this machine."""

    def __init__(self, updates: Updates, network: Network, clock: Callable[[], float], *, first_wait: float) -> None:
        self.settings = Settings()
        self.on_method: Callable[[str, Json], Awaitable[object]] | None = None
        self._updates = updates
        self._network = network
        self._clock = clock
        self._first_wait = first_wait
        self._lanes: dict[int, _Lane] = {}
        self._session: aiohttp.ClientSession | None = None
        self._gate = asyncio.Semaphore(self.settings.max_connections)

    async def set(self, params: Json) -> None:
        """Begin posting to the URL, what is pending first; an empty URL ends it."""
        await self.stop()
        url, secret = params.get("url") or "", params.get("secret_token") or ""
        if url and not url.startswith(("https://", "http://")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = min(max(params.get("max_connections") or 40, 1), MOST_CONNECTIONS)
        self.settings = Settings(url, secret, connections)
        if url:
            self._gate = asyncio.Semaphore(connections)
            self._session = aiohttp.ClientSession(timeout=ANSWER_WITHIN)
            for update in self._updates.pending():
                self.deliver(update)

    async def stop(self) -> None:
        """Stop posting; what was not confirmed stays pending."""
        tasks = [lane.task for lane in self._lanes.values() if lane.task]
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()
        self._session = None
        self.settings = Settings()

    def deliver(self, update: Json) -> None:
        """Post one update after those of the same chat; nothing without a URL."""
        if not self.settings.url:
            return
        lane = self._lanes.setdefault(_chat_of(update), _Lane())
        lane.waiting.append(update)
        if lane.task is None or lane.task.done():
            lane.task = asyncio.create_task(self._drain(lane))

    def info(self) -> Json:
        """The answer of getWebhookInfo."""
        settings = self.settings
        info: Json = {
            "url": settings.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if settings.url:
            info |= {"max_connections": settings.max_connections, "ip_address": "127.0.0.1"}
        if settings.last_error:
            info["last_error_date"], info["last_error_message"] = settings.last_error
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    async def _drain(self, lane: _Lane) -> None:
        while lane.waiting:
            await self._insist(lane.waiting[0])
            lane.waiting.popleft()

    async def _insist(self, update: Json) -> None:
        wait = self._first_wait
        while not self._updates.is_confirmed(update["update_id"]):
            async with self._gate:
                problem, asked_wait = await self._post(update)
            if problem is None:
                self._updates.confirm(update["update_id"])
                return
            self.settings.last_error = (int(self._clock()), problem)
            await asyncio.sleep(asked_wait or wait)
            wait = min(wait * 2, LONGEST_WAIT)
            self._updates.pending()  # lets go of what is older than a day

    async def _post(self, update: Json) -> tuple[str | None, float | None]:
        """One try: what went wrong, if anything, and how long the bot asks to wait."""
        if self._network.down:
            return "Connection timed out", None
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.settings.secret
        body = json.dumps(update, separators=(",", ":")).encode()
        await asyncio.sleep(self._network.delay)
        try:
            async with self._session.post(self.settings.url, data=body, headers=headers) as response:
                answer = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"{type(error).__name__}: {error}", None
        if not response.ok:
            asked = response.headers.get("Retry-After", "")
            problem = f"Wrong response from the webhook: {response.status} {response.reason}"
            return problem, float(asked) if asked.isdigit() else None
        await self._obey(answer)
        return None, None

    async def _obey(self, answer: bytes) -> None:
        """A bot may answer the post with a method to call; its outcome is not reported back."""
        try:
            call = json.loads(answer)
        except ValueError:
            return
        if isinstance(call, dict) and "method" in call and self.on_method:
            await self.on_method(str(call.pop("method")), call)


def _chat_of(update: Json) -> int:
    for part in update.values():
        if isinstance(part, dict):
            holder = part.get("message", part)
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
