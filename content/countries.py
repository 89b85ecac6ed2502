"""Countries as people name them, to show the right hotlines first."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Country:
    code: str
    name: Mapping[str, str]
    words: re.Pattern[str]


class Countries(Mapping[str, Country]):
    """All countries by code, in the order of the file."""

    def __init__(self, countries: Mapping[str, Country]) -> None:
        self._countries = countries

    @classmethod
    def read(cls, path: Path) -> "Countries":
        return cls({code: _country(code, table) for code, table in tomllib.loads(path.read_text("utf-8")).items()})

    def named_in(self, text: str) -> Country | None:
        """The first country of the file that the text names; spelling is forgiven nowhere, a guess would mislead."""
        folded = text.casefold()
        return next((country for country in self.values() if country.words.search(folded)), None)

    def __getitem__(self, code: str) -> Country:
        return self._countries[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._countries)

    def __len__(self) -> int:
        return len(self._countries)


def _country(code: str, table: Mapping[str, str]) -> Country:
    words = "|".join(re.escape(word).replace("_", r"\s*") for word in table["words"].split())
    return Country(code, {"id": table["id"], "en": table["en"]}, re.compile(rf"\b(?:{words})\b"))
