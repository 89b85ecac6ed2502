"""Sessions in and out of files, for the command line; the same data as in the chat."""

from collections.abc import Mapping
from pathlib import Path

from bot.app import utc_now
from bot.exports import sessions_csv, sessions_xlsx
from bot.exports.sessions import Exporter, period_of
from bot.exports.template_xlsx import template
from bot.i18n import Texts
from bot.imports.kinds import SESSIONS, kind_of
from bot.imports.outcome import REFUSED, Counted, counts
from bot.imports.plan import compared, described, read_sessions, store_sessions
from bot.settings import Settings
from content.library import FOLDER
from content.places import Register
from storage import Store

DRAWN_AS = {".xlsx": sessions_xlsx.draw, ".csv": sessions_csv.draw}


def holds_sessions(path: Path) -> bool:
    """Whether a file to import is a list of sessions, rather than of figures."""
    return kind_of(path, _texts()) == SESSIONS


async def try_sessions(environment: Mapping[str, str], path: Path) -> tuple[list[str], bool]:
    """What an import of the file would do, row by row, and whether it would be taken; nothing is stored."""
    settings, now = Settings.read(environment), utc_now()
    places = Register.load()
    rows = read_sessions(path, places, _texts(), now.astimezone(settings.timezone).date())
    store = Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            judged = await compared(unit, rows)
    finally:
        await store.close()
    becomes = counts(judged)
    summary = ", ".join(f"{number} {kind}" for kind, number in becomes.items()) or "no rows"
    lines = [*(described(path, row, places) for row in judged), f"{path}: {summary}; nothing was stored"]
    return lines, REFUSED not in becomes


async def import_sessions(environment: Mapping[str, str], path: Path) -> Counted:
    """Store a list of past sessions, whole or not at all."""
    settings, now = Settings.read(environment), utc_now()
    rows = read_sessions(path, Register.load(), _texts(), now.astimezone(settings.timezone).date())
    store = Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            return await store_sessions(unit, path, rows, now)
    finally:
        await store.close()


async def export_sessions(environment: Mapping[str, str], ending: str, words: str) -> tuple[bytes, int] | None:
    """The sessions of a period as a file with this ending, and how many; None where words or ending are not known."""
    settings, now = Settings.read(environment), utc_now()
    period = period_of(words, now.astimezone(settings.timezone).date())
    draw = DRAWN_AS.get(ending.casefold())
    if period is None or draw is None:
        return None
    store = Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            lines = await unit.session_export.within(period.from_on, period.to_on)
    finally:
        await store.close()
    return draw(Exporter(_texts(), Register.load(), settings.timezone).data(lines, period, now)), len(lines)


def empty_workbook() -> bytes:
    """The workbook for past sessions, to be filled in."""
    return template(_texts())


def _texts() -> Texts:
    return Texts.load(FOLDER / "locales")
