"""The words of the interface, in the catalogues of `content/locales`, and numbers and dates as people write them.

Catalogue texts are trusted HTML; whatever is put into them is escaped unless it is `EscapedHtml` itself.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

INDONESIAN, ENGLISH = "id", "en"
LANGUAGES = (INDONESIAN, ENGLISH)


class EscapedHtml(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def escape(text: str) -> EscapedHtml:
    """Text as HTML shows it literally, whatever it contains."""
    return EscapedHtml(html.escape(text, quote=False))


@dataclass(frozen=True)
class Catalogue:
    """All messages of one language by key; a key that is missing is a fault of the programme."""

    language: str
    messages: Mapping[str, str]
    path: Path

    @classmethod
    def read(cls, path: Path, language: str) -> "Catalogue":
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        messages = {str(message.id): str(message.string) for message in catalogue if message.id}
        return cls(language, messages, path)


class Texts:
    """Speaks every language the catalogues have."""

    def __init__(self, catalogues: Mapping[str, Catalogue]) -> None:
        self._catalogues = catalogues
        self._locales = {language: Locale.parse(language) for language in catalogues}

    @classmethod
    def load(cls, folder: Path) -> "Texts":
        files = {language: folder / language / "LC_MESSAGES" / "bot.po" for language in LANGUAGES}
        return cls({language: Catalogue.read(path, language) for language, path in files.items()})

    def say(self, language: str, key: str, /, **values: object) -> EscapedHtml:
        """The message `key` with its values escaped in; raises KeyError for a key no catalogue has."""
        template = self._catalogues[language].messages[key]
        return EscapedHtml(template.format_map({name: _safe(value) for name, value in values.items()}))

    def plain(self, language: str, key: str, /, **values: object) -> str:
        """The message for places that show no HTML: buttons, toasts, menus."""
        return self._catalogues[language].messages[key].format_map(values)

    def number(self, language: str, value: int) -> str:
        """1.960 in Indonesian, 1,960 in English."""
        return format_decimal(value, locale=self._locales[language])

    def percent(self, language: str, rate: Any) -> str:
        """A rate given in percent, with the decimals it has: 113,57%."""
        pattern = "#,##0.00%" if rate % 1 else "#,##0%"
        return format_percent(rate / 100, format=pattern, locale=self._locales[language], decimal_quantization=False)

    def day(self, language: str, value: date, *, width: str = "long") -> str:
        """21 Juni 2025."""
        return format_date(value, width, locale=self._locales[language])

    def short_day(self, language: str, value: date) -> str:
        """21 Jun, where the year goes without saying."""
        return format_date(value, "d MMM", locale=self._locales[language])

    def decimal(self, language: str, value: Any) -> str:
        """78,47; without zeros at the end."""
        return format_decimal(value, format="#,##0.##", locale=self._locales[language])

    def short_month(self, language: str, number: int) -> str:
        """Agu, for a column of a chart."""
        return str(self._locales[language].months["format"]["abbreviated"][number])

    def month(self, language: str, value: date) -> str:
        """Juni 2025."""
        return format_date(value, "MMMM y", locale=self._locales[language])

    def weekday(self, language: str, value: date) -> str:
        """Sabtu, 21 Juni 2025."""
        return format_date(value, "full", locale=self._locales[language])


def _safe(value: object) -> object:
    return escape(value) if isinstance(value, str) and not isinstance(value, EscapedHtml) else value
