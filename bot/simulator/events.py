"""News for whoever watches: the chat page hears of every change as it happens."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.errors import Json

BACKLOG = 5000  # a page that lags further behind is cut off and reloads


class Events:
    """A small broadcaster. Without a watcher, telling costs nothing."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Queue[Json | None]] = set()

    def tell(self, kind: str, **details: Any) -> None:
        """Pass one event to all who watch now."""
        for queue in tuple(self._watchers):
            if queue.qsize() >= BACKLOG:
                self._watchers.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait({"kind": kind, **details})

    def close(self) -> None:
        """End every watch; a `None` in the queue says so."""
        for queue in self._watchers:
            queue.put_nowait(None)

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[Json | None]]:
        """Hear everything from now until the end of the block."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)
