"""A chat as Telegram holds it: what it shows now, and what the bot did to it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.errors import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot.

    `outcome` is "ok", Telegram's refusal in words, or what a fault made of it ("lost": done, but the
    bot never heard; "dropped": not done). `status` is the HTTP status, 0 where no answer went out.
    """

    method: str
    params: Json
    at: float
    outcome: str
    status: int
    result: Any = None


class Chat:
    """One conversation. Messages are replaced, never changed, so what was handed out stays as it was."""

    def __init__(self, about: Json, numbers: Iterator[int], *, history: int) -> None:
        self.id: int = about["id"]
        self.about = about
        self.keyboard: Json | None = None
        self.pinned: list[int] = []
        self.reactions: dict[int, list[Json]] = {}
        self.members: set[int] = set()
        self.admins: set[int] = set()
        self.left = False
        self.log: deque[Call] = deque(maxlen=history)
        self._numbers = numbers
        self._history = history
        self._messages: dict[int, Json] = {}

    @property
    def messages(self) -> list[Json]:
        """Every message as it would be seen now: edits applied, deleted ones gone."""
        return list(self._messages.values())

    @property
    def is_private(self) -> bool:
        """Whether this is one person and the bot."""
        return bool(self.about["type"] == "private")

    def find(self, message_id: int) -> Json | None:
        """The message of that number, if it is still there."""
        return self._messages.get(message_id)

    def next_id(self) -> int:
        """A number no other message of this chat has."""
        return next(self._numbers)

    def put(self, message: Json) -> None:
        """Add a message or replace the one of the same number; the oldest go when there are too many."""
        self._messages[message["message_id"]] = message
        if len(self._messages) > self._history:
            del self._messages[next(iter(self._messages))]

    def remove(self, message_id: int) -> None:
        """Take a message away for everyone."""
        self._messages.pop(message_id, None)
        self.pinned = [pinned for pinned in self.pinned if pinned != message_id]
