"""The database away for a while: danger is answered, people are told, nothing is confirmed and nothing lost."""

import asyncio
import sqlite3
from pathlib import Path

from bot.simulator import Account, Simulator
from content.library import Library
from tests.conftest import Clock, chatting


async def test_while_the_database_is_locked_people_hear_so_and_are_answered_after(
    simulator: Simulator, tmp_path: Path, library: Library, clock: Clock
) -> None:
    """Another process holds the database: the update stays unconfirmed, the sender knows, the answer follows."""
    simulator.add(Account(1, "Ani"), Account(2, "Ben"), started=True)
    async with chatting(simulator, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", library, clock) as chat:
        await chat.bot.sender.until_idle()
        other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        question = simulator.text(1, "/privasi")
        danger = simulator.text(2, "tolong saya disekap majikan dan dipukul")
        async with asyncio.timeout(20):
            while not (said(simulator, 1) and said(simulator, 2)):
                await asyncio.sleep(0.05)
        assert "belum tersimpan" in said(simulator, 1)[0]
        assert "0800-1000" in said(simulator, 2)[0]
        assert not simulator.confirmed(question)
        assert not simulator.confirmed(danger)
        other.execute("ROLLBACK")
        other.close()
        await chat.settled(question, danger)
        assert said(simulator, 1)[1].startswith("Data Anda")
        assert len(said(simulator, 1)) == 2, "told once, answered once"


def said(simulator: Simulator, person: int) -> list[str]:
    return [message["text"] for message in simulator.chat(person).messages if message["from"]["is_bot"]]
