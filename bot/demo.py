"""`make run` without a token: the bot beside its simulator, three people with their roles, the figures of 2025."""

import asyncio
import contextlib
from dataclasses import replace

from bot.app import running, utc_now
from bot.importing import BadRow, read_figures, store_figures
from bot.settings import CACHE, Settings
from bot.simulator import Simulator, demo_accounts
from content.library import FOLDER, Library
from storage import Store
from storage.people import Person

FIGURES = FOLDER / "figures" / "2025.csv"
ROLES = {"Fasilitator desa": "facilitator", "Petugas BP3MI": "staff"}  # by the title above the phone


async def run_demo(settings: Settings) -> None:
    """Serve the chat page until interrupted."""
    accounts = demo_accounts()
    simulator = Simulator(accounts=accounts)
    await simulator.start(port=settings.simulator_port)
    try:
        here = replace(
            settings,
            database_url=settings.simulator_database_url,
            api_url=f"{simulator.url}/bot",
            file_url=f"{simulator.url}/file/bot",
            pace=None,
        )
        library = Library.load(cache=CACHE)
        await _prepare(here, library, {account.id: (account.first_name, account.title) for account in accounts})
        async with running(here, simulator.token, library=library):
            print(f"Simulator: buka {simulator.url} di browser (Ctrl+C untuk berhenti).", flush=True)  # noqa: T201
            await asyncio.Event().wait()
    finally:
        await simulator.stop()


async def _prepare(settings: Settings, library: Library, people: dict[int, tuple[str, str]]) -> None:
    """Give the three people their roles and load the published figures; repeating it changes nothing."""
    store, now = Store(settings.database_url), utc_now()
    await store.migrate(now)
    try:
        async with store.begin() as unit:
            for telegram_id, (name, title) in people.items():
                if title in ROLES and await unit.people.get(telegram_id) is None:
                    await unit.people.put(Person(telegram_id, name, ROLES[title]), now)
            with contextlib.suppress(BadRow):  # figures that were corrected in the chat stay so
                await store_figures(unit, FIGURES, read_figures(FIGURES, library, now.date()), by=None, now=now)
    finally:
        await store.close()
