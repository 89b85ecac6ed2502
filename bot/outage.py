"""What people hear while the database is away: danger is answered all the same, nobody is left guessing.

Nothing here touches the database; the notices are sent straight, and lost where the network is away too.
"""

import asyncio
import logging

from telegram import Update
from telegram.error import TelegramError

from bot.client import Client
from bot.i18n import INDONESIAN
from bot.incoming import read_incoming
from bot.render import render
from bot.replies import Card, Reply
from bot.turn import House
from bot.words.emergency import danger_card, emergency_card

log = logging.getLogger(__name__)

REMEMBERED = 1000


class Outage:
    """Tells each sender once for each update that waits."""

    def __init__(self, client: Client, house: House) -> None:
        self._client = client
        self._house = house
        self._told: dict[int, None] = {}

    async def tell(self, update: Update) -> None:
        """Answer danger, or say that the message is not stored yet and will be."""
        if update.update_id in self._told:
            return
        log.error("update %s waits: the database is away", update.update_id)
        incoming = read_incoming(update)
        if not incoming.is_private or not (incoming.text or incoming.pressed):
            return
        texts, library = self._house.texts, self._house.library
        help_card = danger_card(texts, library, INDONESIAN, incoming.text)
        if incoming.text.startswith("/darurat") or (incoming.pressed or "").startswith("emergency"):
            help_card = emergency_card(texts, library, INDONESIAN)
        shown = help_card or Card(texts.say(INDONESIAN, "error.not_stored_yet"))
        for call in render(Reply((shown,)), incoming):
            try:
                await asyncio.wait_for(self._client.call(call.method, call.params), timeout=10)
            except (TelegramError, TimeoutError):
                log.warning("update %s: the notice could not be sent", update.update_id)
                return
        self._told[update.update_id] = None
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
