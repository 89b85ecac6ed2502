"""Sends stored calls: in order within a chat, at once across chats, no faster than Telegram allows.

A call is marked done after Telegram took it, so a crash in between repeats it: replies are at-least-once.
What a crash left behind is what the table holds, and is sent first at the next start.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.client import Client, seconds
from bot.outgoing import FILE, ONLY_IN_PLACE, Undrawable, send
from bot.pacing import Pacer
from bot.steady import finish
from bot.turn import Clock
from storage import Store, Unavailable
from storage.outbox import Call, Done, Pending

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0  # seconds between two tries at a server that does not answer


class Sender:
    """One task a chat with something to say sends; one task marks what was sent, many at a time.

    Whoever commits calls hands them over with `send`, in the order of the commits; the table is read only at
    the start, for what a crash left.
    """

    def __init__(self, store: Store, client: Client, pacer: Pacer, clock: Clock) -> None:
        self._store = store
        self._client = client
        self._pacer = pacer
        self._clock = clock
        self._lanes: dict[int | None, deque[Pending]] = {}
        self._done: list[Done] = []
        self._finished, self._idle = asyncio.Event(), asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        self._held: set[int] = set()  # handed over and not yet marked
        self._idle.set()

    async def load(self) -> None:
        """Take over what a crash left; before anything new is handed over, so that it goes first."""
        async with self._store.begin() as unit:
            self.send(await unit.outbox.pending())

    def send(self, pending: Iterable[Pending]) -> None:
        """Take over calls whose commit is done."""
        for one in pending:
            if one.id in self._held:
                continue
            self._held.add(one.id)
            self._idle.clear()
            chat_id = one.call.chat_id
            if chat_id in self._lanes:
                self._lanes[chat_id].append(one)
            else:
                self._lanes[chat_id] = deque([one])
                self._open_lane(chat_id)

    async def run(self) -> None:
        """Send until cancelled; what is not marked then is sent after the next start."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                for chat_id in self._lanes:
                    self._open_lane(chat_id)
                tasks.create_task(self._mark())
        finally:
            self._tasks = None
            await finish(self._mark_done())

    async def until_idle(self) -> None:
        """Wait until everything handed over has been sent and marked."""
        await self._idle.wait()

    def _open_lane(self, chat_id: int | None) -> None:
        if self._tasks is not None:
            self._tasks.create_task(self._send_lane(chat_id))

    async def _send_lane(self, chat_id: int | None) -> None:
        lane = self._lanes[chat_id]
        while lane:
            self._done.append(await self._deliver(lane[0]))
            lane.popleft()
            self._finished.set()
        del self._lanes[chat_id]

    async def _deliver(self, pending: Pending) -> Done:
        """Send until Telegram takes it or refuses it for good."""
        call, pause = pending.call, 1.0
        while True:
            await self._pacer.turn_of(call)
            try:
                result = await send(self._client, call)
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except (Forbidden, BadRequest, ChatMigrated) as error:
                if (other := _instead(call, error)) is None:
                    return _refused(pending, error)
                call = other
            except Undrawable as error:
                log.error("outbox %s: %s cannot be drawn: %s", pending.id, call.params[FILE]["drawing"], error)
                return _ended(pending, "failed", "cannot be drawn")
            except TelegramError:  # the network, the server, an answer that is none
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                message_id = result.get("message_id") if isinstance(result, dict) else None
                return _ended(pending, "sent", message_id=message_id)

    async def _mark(self) -> None:
        while True:
            await self._finished.wait()
            self._finished.clear()
            try:
                await finish(self._mark_done())
            except Unavailable:
                await asyncio.sleep(1)
                self._finished.set()

    async def _mark_done(self) -> None:
        if done := self._done[:]:
            async with self._store.begin() as unit:
                following = await unit.outbox.mark(done, self._clock())
            del self._done[: len(done)]
            self._held.difference_update(one.id for one in done)
            self.send(following)
        if not self._held:
            self._idle.set()


def _refused(pending: Pending, error: TelegramError) -> Done:
    if _is_harmless(error):
        return _ended(pending, "sent", error.message)
    log.warning("outbox %s (%s) refused: %s", pending.id, pending.call.method, error.message)
    return _ended(pending, "failed", error.message)


def _ended(pending: Pending, state: str, error: str | None = None, message_id: int | None = None) -> Done:
    return Done(pending.id, state, error, message_id, pending.call.then.get(state, ()))


def _is_harmless(error: TelegramError) -> bool:
    """What the person sees is right although Telegram says no."""
    return any(words in error.message.lower() for words in ("message is not modified", "query is too old"))


def _instead(call: Call, error: TelegramError) -> Call | None:
    """Another way to say the same: a new message for one that cannot be edited, the new id of a group."""
    if isinstance(error, ChatMigrated):
        return Call(call.chat_id, call.method, {**call.params, "chat_id": error.new_chat_id})
    gone = ("message to edit not found", "message can't be edited")
    may_be_new = call.method == "editMessageText" and ONLY_IN_PLACE not in call.params
    if may_be_new and any(words in error.message.lower() for words in gone):
        return Call(call.chat_id, "sendMessage", {key: call.params[key] for key in call.params if key != "message_id"})
    if call.params.get("parse_mode") and "can't parse entities" in error.message.lower():
        return Call(call.chat_id, call.method, {key: call.params[key] for key in call.params if key != "parse_mode"})
    return None
