"""The register of places: province, regencies, districts and villages of NTT, read once from the CSVs.

Codes are text, dotted, as the ministry writes them ("53.01.04.2003"); a number would lose zeros.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast

from content.places.codes import level_of
from content.places.names import Names
from content.places.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.places.codes import Level

Kind = Literal["province", "regency", "city", "district", "village", "urban_village"]

HERE: Final = Path(__file__).parent
TITLES: Final = MappingProxyType({"village": "Desa ", "urban_village": "Kelurahan ", "district": "Kec. "})


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `name` is the official one, of a regency with its kind ("Kabupaten Ende", "Kota Kupang")."""

    code: str
    name: str
    kind: Kind
    parent_code: str | None

    @property
    def level(self) -> Level:
        """How deep it lies: cities are regencies, kelurahan are villages."""
        return level_of(self.code)

    @property
    def title(self) -> str:
        """The name as one says it with its kind: "Desa Nifukani", "Kec. Lewa", "Kab. Ende", "Kota Kupang"."""
        return TITLES.get(self.kind, "") + self.name.replace("Kabupaten ", "Kab. ")


class Register:
    """All places, in the order of their codes. Unchanging: share one among all who search."""

    def __init__(self, places: Iterable[Place], aliases: Iterable[tuple[str, str]], words: Words) -> None:
        """Aliases are (code, old name); one whose code is unknown is a KeyError."""
        self._places = {place.code: place for place in places}
        self._children: dict[str, list[Place]] = {}
        for place in self._places.values():
            self._children.setdefault(place.parent_code or "", []).append(place)
        self.words = words
        names = {code: place.name for code, place in self._places.items()}
        self.names = Names(names, aliases, words.regions)

    @classmethod
    def load(cls, folder: Path = HERE) -> Register:
        """Read `places.csv`, `aliases.csv` and `words.toml`; takes some hundredths of a second."""
        aliases = [(row[0], row[1]) for row in _rows(folder / "aliases.csv")]
        return cls(map(_place, _rows(folder / "places.csv")), aliases, Words.load(folder / "words.toml"))

    def get(self, code: str) -> Place | None:
        """The place with exactly this dotted code."""
        return self._places.get(code)

    def parents(self, place: Place) -> tuple[Place, ...]:
        """All above a place, nearest first: district, regency, province."""
        above = self._places.get(place.parent_code or "")
        return () if above is None else (above, *self.parents(above))

    def children(self, code: str) -> tuple[Place, ...]:
        """The places directly below; none for a village and for a code nobody bears."""
        return tuple(self._children.get(code, ()))

    def regencies(self) -> tuple[Place, ...]:
        """All kabupaten and kota."""
        return tuple(place for place in self._places.values() if place.level == "regency")

    def villages(self) -> tuple[Place, ...]:
        """All desa and kelurahan."""
        return tuple(place for place in self._places.values() if place.level == "village")

    def at(self, level: Level, place: Place) -> Place | None:
        """The place itself or the one above it that lies at this level."""
        return next((found for found in (place, *self.parents(place)) if found.level == level), None)

    def label(self, place: Place) -> str:
        """Unmistakable: "Desa Nifukani, Kec. Amanuban Barat, Kab. Timor Tengah Selatan"."""
        around = (above.title for above in self.parents(place) if above.level != "province")
        return ", ".join((place.title, *around))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _place(row: list[str]) -> Place:
    code, name, kind = row
    return Place(code, name, cast("Kind", kind), code.rpartition(".")[0] or None)
