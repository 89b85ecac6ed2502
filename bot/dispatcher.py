"""Brings a raw update to its outcome: parsed alone, in order within its chat, until it is committed."""

import asyncio
import json
import logging
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import Application

from bot.endpoint import Endpoint
from bot.errors import trace
from bot.outage import Outage
from bot.steady import finish
from bot.turn import Clock
from storage import Store, Unavailable

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0  # seconds between two tries at a database that is away


class Dispatcher:
    """`settle` returns when the outcome of an update is committed, and not before."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        endpoint: Endpoint,
        store: Store,
        outage: Outage,
        clock: Clock,
    ) -> None:
        self._application = application
        self._endpoint = endpoint
        self._store = store
        self._outage = outage
        self._clock = clock
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # while somebody uses them

    async def settle(self, raw: object) -> None:
        """Give the update its outcome. While the database is away the person is told once and we try again."""
        try:
            update = Update.de_json(raw, self._application.bot)  # type: ignore[arg-type]
            chat = update.effective_chat.id if update.effective_chat else 0
        except Exception as error:  # noqa: BLE001  whatever Telegram or a forger sends, the next one must be read
            await self._quarantine(raw, error)
            return
        async with self._chats.setdefault(chat, asyncio.Lock()):
            await self._settle_in_turn(update, raw)

    async def _settle_in_turn(self, update: Update, raw: object) -> None:
        pause = 0.5
        while True:
            await self._application.process_update(update)
            error = self._endpoint.outcome_of(update.update_id)
            if error is None:
                return
            if not isinstance(error, Unavailable):
                await self._quarantine(raw, error)
                return
            await self._outage.tell(update)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _quarantine(self, raw: object, error: Exception) -> None:
        """Keep what nobody can read, for an engineer; the next update goes on."""
        number = raw.get("update_id") if isinstance(raw, dict) else None
        update_id = number if isinstance(number, int) else None
        text = json.dumps(raw, default=repr)
        while True:
            try:
                is_new = await finish(self._keep(update_id, text, trace(error)))
            except Unavailable:
                await asyncio.sleep(LONGEST_PAUSE)
                continue
            if is_new:
                log.error("update %s cannot be read and is in quarantine: %s", update_id, trace(error))
            return

    async def _keep(self, update_id: int | None, text: str, error: str) -> bool:
        async with self._store.begin() as unit:
            return await unit.quarantine.keep(update_id, text, error, self._clock())
