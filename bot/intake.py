"""Long polling that confirms an update only when its outcome is committed.

Telegram forgets what the next `getUpdates` has an offset beyond, so the offset moves after the commit. A process
killed before that is given the same updates again; the claim in the outbox makes that harmless.
"""

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.client import Client, seconds
from bot.dispatcher import Dispatcher

log = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
BATCH = 100
LONG_POLL = 30  # seconds Telegram may keep us waiting
PATIENCE = 12  # conflicts in a row before we give way to the other instance
LONGEST_PAUSE = 15.0  # seconds between two tries


class AnotherInstance(Exception):
    """A second process asks for the same bot's updates; one of the two must stop."""


class Intake:
    def __init__(self, client: Client, dispatcher: Dispatcher) -> None:
        self._client = client
        self._dispatcher = dispatcher
        self._offset = 0

    async def run(self) -> None:
        """Fetch and settle until cancelled. Raises `AnotherInstance` or `InvalidToken` where waiting is no use."""
        await call_until_it_works(self._client, "deleteWebhook", {})
        while True:
            asked = {"offset": self._offset, "limit": BATCH, "timeout": LONG_POLL, "allowed_updates": KINDS}
            batch = await call_until_it_works(self._client, "getUpdates", asked)
            if not isinstance(batch, list):
                await asyncio.sleep(1)
                continue
            await asyncio.gather(*(self._dispatcher.settle(raw) for raw in batch))
            self._confirm(batch)

    def _confirm(self, batch: list[Any]) -> None:
        """Everything in the batch has its outcome: ask for what follows from now on."""
        numbers = [raw["update_id"] for raw in batch if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        if numbers:
            self._offset = max(numbers) + 1


async def call_until_it_works(client: Client, method: str, params: dict[str, Any]) -> Any:
    """Call until Telegram answers: the network may be away for hours, but a wrong token or a rival stays."""
    pause, conflicts = 0.5, 0
    while True:
        try:
            return await client.call(method, params, patience=LONG_POLL + 10)
        except InvalidToken:
            raise
        except Conflict:
            conflicts += 1
            if conflicts >= PATIENCE:
                raise AnotherInstance from None
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
            continue
        except TelegramError as error:
            log.warning("%s failed: %s", method, type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
