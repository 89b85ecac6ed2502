"""Telegram's flood limits: about a message a second in a chat, 20 a minute in a group, 30 a second in all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.simulator.errors import too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable

CHAT = (1.0, 5.0)  # tokens a second, burst
GROUP = (20 / 60, 20.0)
EVERYONE = (30.0, 30.0)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Limits:
    """Token buckets; exact limits are unpublished, these are the documented rules of thumb."""

    def __init__(self, clock: Callable[[], float], *, enabled: bool) -> None:
        self.enabled = enabled
        self._clock = clock
        self._buckets: dict[int | str, _Bucket] = {}

    def charge(self, chat_id: int, *, is_private: bool, messages: int = 1) -> None:
        """Count a message, or refuse it with the seconds to wait."""
        if not self.enabled:
            return
        own = (chat_id, *(CHAT if is_private else GROUP))
        wait = max(self._lacking(*own, messages), self._lacking("all", *EVERYONE, messages))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for key in (chat_id, "all"):
            self._buckets[key].tokens -= messages

    def _lacking(self, key: int | str, rate: float, burst: float, messages: int) -> float:
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        return (messages - bucket.tokens) / rate
