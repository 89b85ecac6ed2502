"""What the command line does besides running the bot; no printing, no parsing of arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.achievements import Reckoner
from bot.achievements.names import Names, as_json
from bot.app import utc_now
from bot.catalogue_check import catalogue_faults
from bot.exports.documents import OF_SESSIONS, template_faults
from bot.exports.placeholders import statement_placeholders
from bot.i18n import Texts
from bot.importing import Counted, read_figures, store_figures
from bot.queries import Unclear, read_query
from bot.settings import CACHE, Settings
from content.faults import Fault
from content.gate import Trial
from content.library import DUE_SOON, FOLDER, Library
from storage import Store, backup


@dataclass(frozen=True)
class Report:
    faults: list[Fault]
    lines: list[str]


class NotUnderstood(Exception):
    """Words that are not understood whole; the message says why and what they may have meant."""


async def query_achievements(environment: Mapping[str, str], words: str) -> dict[str, Any]:
    """The answer to /capaian WORDS as data; raises `NotUnderstood`."""
    settings, library, now = Settings.read(environment), Library.load(cache=CACHE), utc_now()
    query = read_query(words, library.indicators, library.places, now.astimezone(settings.timezone).date())
    texts, store = Texts.load(FOLDER / "locales"), Store(settings.database_url)
    if isinstance(query, Unclear):
        choices = ", ".join(label for label, _ in query.choices)
        raise NotUnderstood(f"not understood: {words} ({query.key.partition('.')[2]}: {choices or 'see README'})")
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            reckoner = Reckoner(unit, library.places, settings.timezone)
            found = [await reckoner.achieved(indicator, query) for indicator in query.indicators]
            before = [await reckoner.achieved(one, replace(query, known_on=query.since)) for one in query.indicators]
    finally:
        await store.close()
    result = as_json(found, query, Names(texts, library.places))
    if query.since is not None:
        for one, then in zip(result["indicators"], before, strict=True):
            one["known_before"] = then.realization
    return result


async def import_figures(environment: Mapping[str, str], path: Path) -> Counted:
    """Store a file of figures, whole or not at all."""
    settings, now = Settings.read(environment), utc_now()
    numbers = read_figures(path, Library.load(cache=CACHE), now.astimezone(settings.timezone).date())
    store = Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            return await store_figures(unit, path, numbers, by=None, now=now)
    finally:
        await store.close()


async def back_up(environment: Mapping[str, str], path: Path) -> int:
    """Write all that is stored to one new file; how many rows."""
    store, now = Store(Settings.read(environment).database_url), utc_now()
    try:
        await store.migrate(now)
        return await backup.back_up(store, path, now)
    finally:
        await store.close()


async def restore(environment: Mapping[str, str], path: Path) -> int:
    """Bring a backup into the database of the settings, which must be empty; how many rows."""
    store, now = Store(Settings.read(environment).database_url), utc_now()
    try:
        return await backup.restore(store, path, now)
    finally:
        await store.close()


async def migrate(environment: Mapping[str, str]) -> list[str]:
    store = Store(Settings.read(environment).database_url)
    try:
        return await store.migrate(utc_now())
    finally:
        await store.close()


def check_content(folder: Path = FOLDER, *, accept: bool = False) -> Report:
    """Every fault of the content, whether our own questions are still understood, and what is due for another look.

    With `accept` what is missed of our questions today becomes what may be missed.
    """
    library, faults = Library.inspect(folder, cache=CACHE)
    trial = Trial.of(library.answering, folder / "questions")
    if accept:
        trial.accept(folder / "questions")
        trial = Trial.of(library.answering, folder / "questions")
    faults = sorted([*faults, *catalogue_faults(folder / "locales"), *_template_faults(library, folder)])
    faults += trial.faults(folder / "questions")
    sizes = f"{len(library.topics['id'])} topics, {len(library.contacts)} contacts"
    counted = f"{sizes}, {len(library.indicators)} indicators: {len(faults)} faults"
    return Report(faults, [*map(str, faults), *_to_look_after(library), trial.report(), counted])


def _template_faults(library: Library, folder: Path) -> Iterator[Fault]:
    placeholders = OF_SESSIONS | statement_placeholders(library.indicators)
    return template_faults(folder / "templates", placeholders)


def _to_look_after(library: Library) -> Iterator[str]:
    """What is no fault and yet somebody's work; staff read the same under /jawaban."""
    today = utc_now().date()
    due = library.due(today)
    yield from (f"due for review since {topic.review_by}: {topic.path}" for topic in due)
    soon = (topic for topic in library.due(today + DUE_SOON) if topic not in due)
    yield from (f"due for review on {topic.review_by}: {topic.path}" for topic in soon)
    yield from (f"all sources older than two years: {topic.path}" for topic in library.with_old_sources(today))
    yield from (f"example of {c.one} reads like {c.other}: {c.example}" for c in library.answering.collisions)
    yield from (f"not known yet: contact {contact.key}" for contact in library.contacts.values() if not contact.value)
