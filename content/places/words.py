"""The words around a name: `words.toml`, and a text cut into words with them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.places.spelling import NOT_LETTERS, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

APOSTROPHES: Final = re.compile(r"['’‘ʼ`´\"]")
LONG: Final = 8  # letters: `kecamatan`, `kabupaten`, `kelurahan` misspelt are still no other word


@dataclass(frozen=True, slots=True)
class Words:
    """All of `words.toml`. Keys and values are lower case; `markers` leads from what is typed to its kind."""

    markers: Mapping[str, str]
    abbreviations: Mapping[str, str]
    regions: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    everyday: frozenset[str]

    @classmethod
    def load(cls, path: Path) -> Words:
        """Read the file; a missing table is a KeyError, for the file is part of the program."""
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            markers={typed: marker for marker, forms in tables["markers"].items() for typed in forms},
            abbreviations=tables["abbreviations"],
            regions={name: tuple(codes) for name, codes in tables["regions"].items()},
            fillers=frozenset(tables["small"]["fillers"]),
            everyday=frozenset(chain.from_iterable(tables["small"].values())),
        )

    def split(self, text: str) -> tuple[str, ...]:
        """Lower-case words, apostrophes closed up, every marker in its one form (`kecamatan` is `kec`)."""
        spaced = NOT_LETTERS.sub(" ", APOSTROPHES.sub("", plain(text)))
        return tuple(map(self._marker, spaced.split()))

    def spelt_out(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same words with abbreviations written in full."""
        return tuple(self.abbreviations.get(word, word) for word in words)

    def _marker(self, word: str) -> str:
        if word in self.markers or len(word) < LONG - 1:
            return self.markers.get(word, word)
        long = [marker for marker in self.markers if len(marker) > LONG]
        found = process.extractOne(word, long, scorer=OSA.distance, score_cutoff=2)
        return self.markers[found[0]] if found else word
