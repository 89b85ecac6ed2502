"""The map of regencies in tiles: `tiles.toml`, where each lies and what is written on it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("tiles.toml")


@dataclass(frozen=True, slots=True)
class Tile:
    """One regency: columns count from the west, rows from the north, both from 0."""

    code: str
    label: tuple[str, ...]
    column: int
    row: int


def read_tiles(path: Path = FILE) -> tuple[Tile, ...]:
    """All tiles, row by row from the north-west; a missing key is a KeyError, for the file is part of the program."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    tiles = [Tile(code, tuple(table["label"]), table["column"], table["row"]) for code, table in tables.items()]
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))
