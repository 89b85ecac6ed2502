"""What happens by the clock and not because somebody wrote: calls for help nobody answered, questions that wait,
the digests people asked for.

Looked at every few seconds, decided by the injected clock, stored like every other outcome. Several workers may
look at once: each takes the tickets no other holds.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.desk import Desk, open_desk
from bot.digest import send_due
from bot.errors import trace
from bot.heartbeat import beat
from bot.i18n import INDONESIAN
from bot.outbox import Sender
from bot.render import messages
from bot.replies import Button, Card, act
from bot.steady import finish
from bot.turn import Clock, House
from bot.words import tickets as words
from storage import Store, Unavailable, Unit
from storage.outbox import Call, Pending
from storage.tickets import ACKNOWLEDGED, ALERT, CLOSED, EXPIRED, Ticket

log = logging.getLogger(__name__)

EVERY = 15.0  # seconds
ALERT_AGAIN = (timedelta(minutes=10), timedelta(minutes=30))  # after the first escalation; the last one repeats
MOST_ALERTS = 12  # then it stays on the board
REMIND_AGAIN = timedelta(days=3)


class Clockwork:
    """`run` looks again and again; `tick` is one look, for tests too."""

    def __init__(self, store: Store, house: House, sender: Sender, clock: Clock) -> None:
        self._store = store
        self._house = house
        self._sender = sender
        self._clock = clock

    async def run(self) -> None:
        while True:
            with contextlib.suppress(Unavailable):  # the next look finds the same tickets due
                await self.tick()
            await asyncio.sleep(EVERY)

    async def tick(self) -> None:
        """Do all that is due. What it says is stored in the same transaction as what it changes."""
        self._sender.send(await finish(self._due()))
        self._sender.send(await finish(send_due(self._store, self._house, self._clock())))

    async def _due(self) -> list[Pending]:
        now = self._clock()
        async with self._store.begin() as unit:
            await beat(unit, now)
            due = await unit.tickets.due(now)
            if not due:
                return []
            desk = await open_desk(unit, self._house)
            cards = [shown for ticket in due for shown in await self._attempt(unit, desk, ticket)]
            waiting = [ticket for ticket in due if ticket.kind != ALERT and not self._is_over(ticket)]
            cards += self._reminder(desk, waiting)
            return await unit.outbox.add(_calls(cards), now)

    async def _attempt(self, unit: Unit, desk: Desk, ticket: Ticket) -> Sequence[Card]:
        """One ticket that cannot be shown must not stop the clock for the others."""
        try:
            return await self._act(unit, desk, ticket)
        except KeyError as error:
            log.error("ticket %s cannot be shown: %s", ticket.code, trace(error))
            await unit.tickets.raise_level(ticket, due_at=self._clock() + REMIND_AGAIN)
            return ()

    def _is_over(self, ticket: Ticket) -> bool:
        return ticket.created_at + words.KEPT <= self._clock()

    async def _act(self, unit: Unit, desk: Desk, ticket: Ticket) -> Sequence[Card]:
        if self._is_over(ticket):
            return await self._expire(unit, desk, ticket)
        last = ticket.created_at + words.KEPT
        if ticket.kind != ALERT:
            await unit.tickets.raise_level(ticket, due_at=min(self._clock() + REMIND_AGAIN, last))
            return ()
        pause = ALERT_AGAIN[min(ticket.level, len(ALERT_AGAIN) - 1)]
        again = self._clock() + pause if ticket.level + 1 < MOST_ALERTS else last
        await unit.tickets.raise_level(ticket, due_at=min(again, last))
        return self._escalated(desk, ticket)

    def _escalated(self, desk: Desk, ticket: Ticket) -> Sequence[Card]:
        """Everybody at the office hears it; the person hears it twice, so as not to wait for us."""
        cards = list(words.for_staff(self._house, ticket, desk, level=ticket.level + 1))
        if ticket.level < len(ALERT_AGAIN):
            emergency = Button(self._house.texts.plain(ticket.language, "button.emergency"), act("emergency"))
            told = self._house.texts.say(ticket.language, "alert.nobody_yet", code=ticket.code)
            cards.append(Card(told, ((emergency,),), chat_id=ticket.asker_id))
        return cards

    async def _expire(self, unit: Unit, desk: Desk, ticket: Ticket) -> Sequence[Card]:
        """Fourteen days: the person and the office are told the truth, then the person is forgotten."""
        state = CLOSED if ticket.state == ACKNOWLEDGED else EXPIRED
        if not await unit.tickets.end(ticket, state, by=ticket.handled_by, now=self._clock()):
            return ()
        key = "alert.expired" if ticket.kind == ALERT else "handover.expired"
        contact = self._house.library.contacts["halo-kp2mi"].inline(ticket.language)
        told = self._house.texts.say(ticket.language, key, code=ticket.code, contact=contact)
        news = self._house.texts.say(INDONESIAN, "ticket.expired", code=ticket.code)
        return (Card(told, chat_id=ticket.asker_id), *(Card(news, chat_id=chat) for chat in desk.about(ticket)))

    def _reminder(self, desk: Desk, waiting: Sequence[Ticket]) -> Sequence[Card]:
        """One reminder for all questions that wait, however many."""
        if not waiting:
            return ()
        say = self._house.texts
        text = say.say(INDONESIAN, "board.reminder", count=len(waiting), lines=words.summary(self._house, waiting[:5]))
        look = (Button(say.plain(INDONESIAN, "button.board"), act("board")),)
        return [Card(text, (look,), chat_id=chat) for chat in desk.for_questions()]


def _calls(cards: Sequence[Card]) -> list[Call]:
    return [call for shown in cards if shown.chat_id is not None for call in messages(shown, shown.chat_id)]
