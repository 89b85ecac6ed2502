"""Figures and targets from files, for the command line: trying a file without storing it, and the empty workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.app import utc_now
from bot.exports.template_figures import template
from bot.i18n import INDONESIAN, Texts
from bot.importing import judged_figures
from bot.imports.figure_cells import part_name
from bot.imports.figure_plan import compared
from bot.imports.figure_words import kinds, records
from bot.imports.figures import TARGET, Judged, Number
from bot.imports.outcome import KNOWN, NEW, REFUSED, counts
from bot.settings import CACHE, Settings
from content.indicators import Indicators
from content.library import FOLDER, Library
from storage import Store
from storage.figure import Figure

BECOMES = {NEW: "import.new", KNOWN: "import.known", REFUSED: "import.refused"}


async def try_figures(environment: Mapping[str, str], path: Path) -> tuple[list[str], bool]:
    """What an import of the file would do, row by row, and whether it would be taken; nothing is stored."""
    settings, now = Settings.read(environment), utc_now()
    library = Library.load(cache=CACHE)
    rows = judged_figures(path, library, now.astimezone(settings.timezone).date())
    store = Store(settings.database_url)
    try:
        await store.migrate(now)
        async with store.begin() as unit:
            rows = await compared(unit, rows, library.indicators)
    finally:
        await store.close()
    teller, becomes = _Teller(library, _texts()), counts(rows)
    return [*(teller.row(path, row) for row in rows), teller.summary(path, becomes)], REFUSED not in becomes


def empty_figures_workbook() -> bytes:
    """The workbook for figures and targets, to be filled in."""
    return template(_texts(), Indicators.read(FOLDER / "indicators.toml")[0])


@dataclass(frozen=True)
class _Teller:
    """Says what becomes of rows, in Indonesian."""

    library: Library
    texts: Texts

    def row(self, path: Path, row: Judged) -> str:
        """Where, what becomes of it, and what it is or why not."""
        said = filter(None, (self._number(row.number) if row.number else "", row.reason))
        return f"{path}:{row.line}: {self._say(BECOMES[row.becomes])}: {'; '.join(said)}"

    def summary(self, path: Path, becomes: Mapping[str, int]) -> str:
        counted = ", ".join(f"{number} {self._say(BECOMES[kind])}" for kind, number in becomes.items())
        return self._say("import.summary", file=path, counted=counted or self._say("import.no_rows"))

    def _number(self, number: Number) -> str:
        indicator = self.library.indicators[number.indicator]
        found = self.library.places.get(number.place_code)
        place = self.library.places.label(found) if found else number.place_code
        kind = kinds(self.texts)[number.kind] if isinstance(number, Figure) else records(self.texts)[TARGET]
        parts = (part_name(part, indicator) for part in number.dimensions.items())
        about = (f"{indicator.name[INDONESIAN]} ({kind})", place, *parts)
        unreported = self._say("capaian.not_reported")
        value = unreported if number.value is None else self.texts.number(INDONESIAN, number.value)
        return f"{', '.join(about)}, {number.from_on} – {number.to_on}: {value}"

    def _say(self, key: str, **values: object) -> str:
        return self.texts.plain(INDONESIAN, key, **values)


def _texts() -> Texts:
    return Texts.load(FOLDER / "locales")
