"""Figures on a bad day: killed at every step, from the line to the publication; everything is stored exactly once."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.simulator import Account, Simulator
from content.library import Library
from storage.figure_schema import publications
from storage.outbox import Outbox
from storage.people import Person
from storage.schema import audit, drafts, figures, targets
from tests.chat import Chat
from tests.conftest import Clock
from tests.conversations.test_session_faults import Live, act, live  # noqa: F401  a fixture

YOS = Account(903, "Yos")
LIFE = [
    "/catat penempatan p to p Oktober 187 kab belu 12 sumber x",
    "#Simpan",
    "/catat penempatan p to p Oktober 190 sumber x",
    "#Salah ketik",
    "#Simpan",
    "/target penempatan 2026 2100 dasar PK 2026",
    "#Simpan",
    "/tutup oktober 2026",
    "#Tutup dan terbitkan",
]
ONCE = {"figures": 3, "targets": 1, "publications": 1, "audit": 4, "drafts": 0}


async def books(chat: Chat) -> dict[str, int]:
    async with chat.bot.store.begin() as unit:
        tables = (figures, targets, publications, audit, drafts)
        return {table.name: len(list(await unit._connection.execute(select(table)))) for table in tables}


@pytest.mark.parametrize("killed_at", range(len(LIFE)), ids=LIFE)
async def test_killed_at_any_step_everything_is_stored_once(
    live: Live,  # noqa: F811
    simulator: Simulator,
    library: Library,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    killed_at: int,
) -> None:
    del library, clock
    simulator.add(YOS, started=True)
    async with live() as chat:
        async with chat.bot.store.begin() as unit:
            await unit.people.put(Person(YOS.id, "Yos", "staff"), chat.bot.house.clock())
        for what in LIFE[:killed_at]:
            await chat.settled(act(chat, (YOS, what)))
        before, died = await books(chat), asyncio.Event()

        async def die(*_: Any) -> None:
            died.set()
            raise asyncio.CancelledError

        with monkeypatch.context() as patch:
            patch.setattr(Outbox, "settle", die)
            update = act(chat, (YOS, LIFE[killed_at]))
            await asyncio.wait_for(died.wait(), 10)
        assert await books(chat) == before
    async with live() as chat:
        await chat.settled(update)
        simulator.redeliver(update)
        for what in LIFE[killed_at + 1 :]:
            await chat.settled(act(chat, (YOS, what)))
        assert await books(chat) == ONCE
