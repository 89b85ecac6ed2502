"""A silence longer than Telegram keeps messages."""

from bot.simulator import Simulator
from content.library import Library
from tests.conftest import Clock, chatting


async def test_after_more_than_a_day_those_who_report_are_asked_to_send_again(
    simulator: Simulator, database_url: str, library: Library, clock: Clock
) -> None:
    """Once, and not after a shorter silence; the public, who may not have written at all, is left alone."""
    async with chatting(simulator, database_url, library, clock) as chat:
        maria, ani = await chat.facilitator("Maria"), chat.someone()
        await maria.says("/sesi_saya")
        await ani.says("halo")
        await chat.bot.clockwork.tick()
        heard = len(maria.heard)
    for hours, told in ((23, 0), (25, 1), (1, 1)):
        clock.passes(hours=hours)
        async with chatting(simulator, database_url, library, clock) as chat:
            await chat.bot.sender.until_idle()
            assert len(maria.heard) == heard + told
    assert "kirim lagi" in maria.last.text
    assert "kirim lagi" not in ani.last.text


async def test_an_idle_bot_was_not_away(
    simulator: Simulator, database_url: str, library: Library, clock: Clock
) -> None:
    """Nobody wrote for two days while the bot was alive: nothing was lost, nobody is told."""
    async with chatting(simulator, database_url, library, clock) as chat:
        maria = await chat.facilitator("Maria")
        await maria.says("/sesi_saya")
        for _ in range(5):
            clock.passes(hours=10)
            await chat.bot.clockwork.tick()
        heard = len(maria.heard)
    async with chatting(simulator, database_url, library, clock) as chat:
        await chat.bot.sender.until_idle()
        assert len(maria.heard) == heard
