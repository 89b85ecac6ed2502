"""One update -> one transaction -> one outcome.

*Every claimed update commits exactly one outcome: a reply, a refusal or an apology.* The effects of a handler,
its reply and the claim of the update stand in the same transaction; a handler that refuses or fails leaves
no effect, and its refusal or apology is committed in a second one.
"""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from telegram import Update

from bot.errors import trace
from bot.incoming import read_incoming
from bot.menus import menu_calls
from bot.outbox import Sender
from bot.refusals import Refusal, as_reply
from bot.render import render
from bot.replies import Card, Reply, read_action
from bot.steady import finish
from bot.turn import House, Incoming, Turn
from bot.words.emergency import danger_card
from storage import Store, Unavailable
from storage.outbox import Pending

log = logging.getLogger(__name__)

SAME_CONVERSATION = timedelta(minutes=30)  # later, "kalau Taiwan?" is a question of its own

Handler = Callable[[Turn], Awaitable[Reply]]
Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]


class Endpoint:
    """Wraps handlers for python-telegram-bot and knows which updates have their outcome."""

    def __init__(self, store: Store, house: House, sender: Sender) -> None:
        self._store = store
        self._house = house
        self._sender = sender
        self._outcomes: dict[int, Exception | None] = {}

    def __call__(self, handler: Handler) -> Callback:
        """A callback that settles the update, or notes what stood in the way, having changed nothing."""

        async def callback(update: Update, _: object) -> None:
            try:
                pending = await finish(self._settle(read_incoming(update), handler))
            except Exception as error:  # noqa: BLE001  nothing may stop the updates that follow
                self._outcomes[update.update_id] = error
            else:
                self._outcomes[update.update_id] = None
                self._sender.send(pending)

        return callback

    def outcome_of(self, update_id: int) -> Exception | None:
        """None where the update is settled, else what stood in the way; asking forgets it."""
        return self._outcomes.pop(update_id)

    async def _settle(self, incoming: Incoming, handler: Handler) -> list[Pending]:
        try:
            return await self._attempt(incoming, handler)
        except Refusal as refusal:
            return await self._attempt(incoming, _refusing(refusal))
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  whatever a handler does, the person hears of it
            if isinstance(error, IntegrityError) and await self._is_settled(incoming):
                return []  # another worker was first
            log.error("update %s failed in %s: %s", incoming.update_id, handler.__qualname__, trace(error))
            return await self._attempt(incoming, _apologising)

    async def _attempt(self, incoming: Incoming, handler: Handler) -> list[Pending]:
        """Run the handler and store its reply; what is to be sent once the transaction is committed."""
        async with self._store.begin(chat_id=incoming.chat_id) as unit:
            opening = await unit.updates.open(incoming.update_id, incoming.sender_id)
            if opening.settled:  # a redelivery, or a commit whose end we did not hear
                return await unit.outbox.pending(incoming.update_id)
            now = self._house.clock()
            arguments = read_action(incoming.pressed)[1] if incoming.pressed else ()
            topic = opening.topic if opening.read_at and now - opening.read_at < SAME_CONVERSATION else None
            turn = Turn(self._house, unit, incoming, opening.person, opening.draft, now, arguments, topic)
            reply = await handler(turn)
            calls = [*render(reply, incoming), *menu_calls(self._house.texts, reply.menus)]
            return await unit.outbox.settle(incoming.update_id, calls, now)

    async def _is_settled(self, incoming: Incoming) -> bool:
        async with self._store.begin() as unit:
            return (await unit.updates.open(incoming.update_id, incoming.sender_id)).settled


def _refusing(refusal: Refusal) -> Handler:
    async def refuse(turn: Turn) -> Reply:
        html, plain = turn.say(refusal.key, **refusal.values), turn.plain(refusal.key, **refusal.values)
        return as_reply(html, plain, pressed=turn.pressed)

    return refuse


async def _apologising(turn: Turn) -> Reply:
    """An error of ours: say that nothing was stored and what to do now; danger is answered all the same."""
    apology = Card(turn.say("error.apology"))
    help_card = danger_card(turn.house.texts, turn.library, turn.language, turn.incoming.text)
    return Reply((apology, help_card) if help_card else (apology,), toast=turn.plain("error.apology_short"))
