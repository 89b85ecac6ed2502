"""The queue of updates: kept until confirmed, a day at most, and delivered again until then."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from bot.simulator.errors import conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.simulator.errors import Json

LIFETIME = 86_400
FIRST_ID = 700_000_001
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})  # sent only if asked for


class Updates:
    """Every update ever queued, and which of them Telegram still holds.

    The ids of confirmed updates are kept for `history` updates, after which they count as confirmed.
    """

    def __init__(self, clock: Callable[[], float], *, history: int) -> None:
        self.allowed: frozenset[str] | None = None
        self.on_new: Callable[[Json], None] = lambda _update: None
        self._clock = clock
        self._history = history
        self._next_id = FIRST_ID
        self._kept: OrderedDict[int, Json] = OrderedDict()
        self._pending: dict[int, tuple[float, Json]] = {}
        self._again: dict[int, bool] = {}  # redelivered ids below the offset, and whether handed out yet
        self._waiting: dict[int, list[asyncio.Future[None]]] = {}
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is open."""
        return self._poll is not None

    def reserve(self) -> int:
        """The next id, for an update to be added under it."""
        self._next_id += 1
        return self._next_id - 1

    def add(self, update: Json, *, visible: bool = True) -> int:
        """Queue an update, numbering it unless it is numbered. One the bot did not ask for is not queued."""
        update_id = update.get("update_id", self._next_id)
        if not isinstance(update_id, int):
            raise TypeError("update_id must be an int: Telegram's queue is ordered by it")
        update = {"update_id": update_id} | update
        self._next_id = max(self._next_id, update_id + 1)
        self._kept[update_id] = update
        if len(self._kept) > self._history:
            self._kept.popitem(last=False)
        if visible and self._is_wanted(update):
            self._queue(update)
        return update_id

    def redeliver(self, update_id: int) -> None:
        """Queue an update once more, confirmed or not: the bot sees it again whatever its offset."""
        update = self._kept[update_id]
        self._again[update_id] = False
        self._queue(update)

    def is_confirmed(self, update_id: int) -> bool:
        """Whether Telegram has let go of it."""
        return update_id not in self._pending

    async def until_confirmed(self, update_ids: Iterable[int]) -> None:
        """Return when Telegram holds none of these any more."""
        loop = asyncio.get_running_loop()
        for update_id in update_ids:
            while update_id in self._pending:
                future = loop.create_future()
                self._waiting.setdefault(update_id, []).append(future)
                await future

    def confirm(self, update_id: int) -> None:
        """Let go of one update."""
        self._pending.pop(update_id, None)
        self._again.pop(update_id, None)
        for future in self._waiting.pop(update_id, ()):
            if not future.done():
                future.set_result(None)

    def confirm_all(self) -> None:
        """drop_pending_updates."""
        for update_id in list(self._pending):
            self.confirm(update_id)

    def confirm_before(self, offset: int) -> None:
        """What the offset of getUpdates means; negative ones count from the end of the queue."""
        if offset < 0:
            for update_id in sorted(self._pending)[:offset]:
                self.confirm(update_id)
        elif offset > 0:
            for update_id in [known for known in self._pending if known < offset]:
                if self._again.get(update_id, True):
                    self.confirm(update_id)

    def pending(self, limit: int | None = None) -> list[Json]:
        """What is held now, oldest first; what is older than a day is gone."""
        now = self._clock()
        for update_id in [known for known, (at, _) in self._pending.items() if at < now - LIFETIME]:
            self.confirm(update_id)
        batch = [self._pending[update_id][1] for update_id in sorted(self._pending)[:limit]]
        for update in batch:
            if update["update_id"] in self._again:
                self._again[update["update_id"]] = True
        return batch

    async def arrival(self, seconds: float) -> None:
        """A long poll: wait for the next update. A later poll ends this one with 409."""
        self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._poll = poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def end_poll(self, reason: str | None = None) -> None:
        """Answer an open long poll: with what there is, or with 409 and the reason."""
        poll, self._poll = self._poll, None
        if poll is None or poll.done():
            return
        if reason is None:
            poll.set_result(None)
        else:
            poll.set_exception(conflict(reason))

    def _queue(self, update: Json) -> None:
        self._pending[update["update_id"]] = (self._clock(), update)
        self.end_poll()
        self.on_new(update)

    def _is_wanted(self, update: Json) -> bool:
        kinds = update.keys() - {"update_id"}
        if self.allowed:
            return bool(kinds & self.allowed) or not kinds
        return not kinds or not kinds <= UNASKED
