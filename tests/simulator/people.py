"""Who talks in these tests, and the time they live in."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

MARIA, YOHANES, URSULA = 101, 102, 103  # of demo_accounts(), all of whom have started the bot
NEWCOMER = 104  # who has not

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class Clock:
    """Time that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now
