"""Telegram's limits, kept before Telegram has to say so."""

from bot.pacing import Allowance, Pacer
from bot.settings import Pace
from storage.outbox import Call


def waits(allowance: Allowance, times: int, *, now: float = 0.0) -> list[float]:
    return [allowance.take(now) for _ in range(times)]


def test_a_burst_passes_and_then_one_a_second() -> None:
    assert waits(Allowance(1.0, 3, 0.0), 6) == [0, 0, 0, 1, 2, 3]


def test_what_was_not_used_is_given_back_up_to_the_burst() -> None:
    allowance = Allowance(1.0, 2, 0.0)
    waits(allowance, 2)
    assert waits(allowance, 3, now=100.0) == [0, 0, 1]


def test_a_group_gets_twenty_a_minute() -> None:
    allowance = Allowance(20 / 60, 20, 0.0)
    assert waits(allowance, 20) == [0] * 20
    assert round(allowance.take(0.0), 6) == 3


async def test_buttons_and_menus_do_not_wait() -> None:
    """Only what appears as a message counts."""
    pacer = Pacer(Pace(per_chat=0.001, burst=1), lambda: 0.0)
    for _ in range(50):
        await pacer.turn_of(Call(5, "answerCallbackQuery", {}))
        await pacer.turn_of(Call(None, "setMyCommands", {}))


async def test_a_test_server_is_not_paced() -> None:
    pacer = Pacer(None, lambda: 0.0)
    for _ in range(1000):
        await pacer.turn_of(Call(5, "sendMessage", {}))
