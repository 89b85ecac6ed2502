"""Misbehaving to order: what a real network and a real server do on bad days."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.simulator.errors import ApiError, bad_request, forbidden, too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(Enum):
    """What a fault does to the call it meets."""

    REFUSE = auto()
    DROP_CONNECTION = auto()
    LOSE_REPLY = auto()
    MALFORMED = auto()


@dataclass(frozen=True)
class Fault:
    """One way for a call to go wrong; made by the named constructors."""

    kind: Kind
    error: ApiError | None = None

    @classmethod
    def too_many_requests(cls, retry_after: int = 1) -> Fault:
        """429, to be tried again after so many seconds."""
        return cls(Kind.REFUSE, too_many_requests(retry_after))

    @classmethod
    def forbidden(cls, reason: str = "bot was blocked by the user") -> Fault:
        """403, for good."""
        return cls(Kind.REFUSE, forbidden(reason))

    @classmethod
    def bad_request(cls, reason: str) -> Fault:
        """400, for good."""
        return cls(Kind.REFUSE, bad_request(reason))

    @classmethod
    def server_error(cls, code: int = 502) -> Fault:
        """5xx: nothing was done, later it may work."""
        return cls(Kind.REFUSE, ApiError(code, "Bad Gateway" if code == 502 else "Internal Server Error"))

    @classmethod
    def drop_connection(cls) -> Fault:
        """The connection breaks before anything is done."""
        return cls(Kind.DROP_CONNECTION)

    @classmethod
    def lose_reply(cls) -> Fault:
        """The hard one: the call is done and recorded, but its answer never arrives."""
        return cls(Kind.LOSE_REPLY)

    @classmethod
    def malformed(cls) -> Fault:
        """A 200 that is not JSON, as a proxy in between might give; nothing was done."""
        return cls(Kind.MALFORMED)


@dataclass
class _Plan:
    method: str
    fault: Fault
    times: int
    chat_id: int | None

    def meets(self, method: str, chat_id: int | None) -> bool:
        return self.method in {method, "*"} and self.chat_id in {None, chat_id}


class Faults:
    """The plans for failing, used up in order, and the people who blocked the bot."""

    def __init__(self, on_block: Callable[[int, bool], None] = lambda _account, _blocked: None) -> None:
        self.blocked: set[int] = set()
        self._plans: deque[_Plan] = deque()
        self._on_block = on_block

    def next(self, method: str, fault: Fault, *, times: int = 1, chat_id: int | None = None) -> None:
        """Let the next `times` calls of the method ("*": any) fail; with `chat_id`, only those to it."""
        self._plans.append(_Plan(method, fault, times, chat_id))

    def clear(self) -> None:
        """Forget the plans not yet used; blocks stay."""
        self._plans.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, if any; it is used up by the asking."""
        for plan in self._plans:
            if plan.meets(method, chat_id):
                plan.times -= 1
                if plan.times <= 0:
                    self._plans.remove(plan)
                return plan.fault
        return None

    def block(self, account_id: int) -> None:
        """The person blocks the bot: 403 until unblocked; the bot is told by a my_chat_member update."""
        if account_id not in self.blocked:
            self.blocked.add(account_id)
            self._on_block(account_id, True)

    def unblock(self, account_id: int) -> None:
        """The person lets the bot write again."""
        if account_id in self.blocked:
            self.blocked.discard(account_id)
            self._on_block(account_id, False)


@dataclass
class Network:
    """The line between the bot and Telegram: seconds of delay each way, or down altogether."""

    delay: float = 0.0
    _down: bool = False
    _on_down: list[Callable[[], None]] = field(default_factory=list, repr=False)

    @property
    def down(self) -> bool:
        """While true, every connection of the bot breaks, open ones included."""
        return self._down

    @down.setter
    def down(self, value: bool) -> None:
        self._down = value
        if value:
            for cut in self._on_down:
                cut()

    def when_down(self, cut: Callable[[], None]) -> None:
        """Have open connections cut when the line goes."""
        self._on_down.append(cut)
