"""Telegram's limits on sending: about one message a second a chat, twenty a minute a group, thirty a second in all."""

import asyncio
from collections.abc import Callable

from bot.settings import Pace
from storage.outbox import Call

UNPACED = frozenset({"answerCallbackQuery", "setMyCommands", "deleteMyCommands"})


class Allowance:
    """A token bucket that may be overdrawn: whoever takes learns how long to wait for what was taken."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._at = burst, now

    def take(self, now: float) -> float:
        """Seconds to wait before sending."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate) - 1
        self._at = now
        return max(0.0, -self._tokens / self._rate)

    def is_full(self, now: float) -> bool:
        return self._tokens + (now - self._at) * self._rate >= self._burst


class Pacer:
    """Makes each call wait for its chat's allowance and for everybody's."""

    def __init__(self, pace: Pace | None, now: Callable[[], float]) -> None:
        self._pace = pace
        self._now = now
        self._chats: dict[int, Allowance] = {}
        self._overall = Allowance(pace.overall, pace.overall, now()) if pace else None

    async def turn_of(self, call: Call) -> None:
        """Wait until the call may be made."""
        if self._pace is None or self._overall is None or call.chat_id is None or call.method in UNPACED:
            return
        now = self._now()
        wait = max(self._allowance(call.chat_id, self._pace, now).take(now), self._overall.take(now))
        if wait > 0:
            await asyncio.sleep(wait)

    def _allowance(self, chat_id: int, pace: Pace, now: float) -> Allowance:
        if len(self._chats) > 10_000:
            self._chats = {chat: kept for chat, kept in self._chats.items() if not kept.is_full(now)}
        if chat_id not in self._chats:
            rate, burst = (pace.per_group, 20.0) if chat_id < 0 else (pace.per_chat, pace.burst)
            self._chats[chat_id] = Allowance(rate, burst, now)
        return self._chats[chat_id]
