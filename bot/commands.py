"""What the command line does besides running the bot; no printing, no parsing of arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.achievements import achieved, as_json
from bot.app import utc_now
from bot.catalogue_check import catalogue_faults
from bot.i18n import INDONESIAN, Texts
from bot.importing import Counted, read_figures, store_figures
from bot.queries import read_query
from bot.settings import Settings
from content.faults import Fault
from content.library import FOLDER, Library
from storage import Store


@dataclass(frozen=True)
class Report:
    faults: list[Fault]
    lines: list[str]


async def query_achievements(environment: Mapping[str, str], words: str) -> dict[str, Any] | None:
    """The answer to /capaian WORDS as data; None where the words are not understood."""
    settings, library, now = Settings.read(environment), Library.load(), utc_now()
    query = read_query(words, library.indicators, now.astimezone(settings.timezone).date())
    if query is None:
        return None
    texts, store = Texts.load(FOLDER / "locales"), Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            found = [await achieved(unit, indicator, query.period) for indicator in query.indicators]
    finally:
        await store.close()
    return as_json(found, query.period, library.places, texts.plain(INDONESIAN, "capaian.not_split"))


async def import_figures(environment: Mapping[str, str], path: Path) -> Counted:
    """Store a file of figures, whole or not at all."""
    settings, now = Settings.read(environment), utc_now()
    numbers = read_figures(path, Library.load(), now.astimezone(settings.timezone).date())
    store = Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            return await store_figures(unit, path, numbers, by=None, now=now)
    finally:
        await store.close()


async def migrate(environment: Mapping[str, str]) -> list[str]:
    store = Store(Settings.read(environment).database_url)
    try:
        return await store.migrate(utc_now())
    finally:
        await store.close()


def check_content(folder: Path = FOLDER) -> Report:
    """Every fault of the content, and what is only due for another look."""
    library, faults = Library.inspect(folder)
    faults = sorted([*faults, *catalogue_faults(folder / "locales")])
    due = [f"due for review since {t.review_by}: {t.path}" for t in library.due(utc_now().date())]
    missing = [f"not known yet: contact {c.key}" for c in library.contacts.values() if not c.value]
    sizes = f"{len(library.topics['id'])} topics, {len(library.contacts)} contacts"
    counted = f"{sizes}, {len(library.indicators)} indicators: {len(faults)} faults"
    return Report(faults, [*map(str, faults), *due, *missing, counted])
