"""The map of tiles: every regency once, and beside those it lies beside."""

from itertools import pairwise

import pytest

from content.library import Library
from content.places.tiles import Tile, read_tiles

TILES = {tile.code: tile for tile in read_tiles()}
CODES = {
    "Mabar": "53.15",
    "Manggarai": "53.10",
    "Matim": "53.19",
    "Ngada": "53.09",
    "Nagekeo": "53.16",
    "Ende": "53.08",
    "Sikka": "53.07",
    "Flotim": "53.06",
    "Lembata": "53.13",
    "Alor": "53.05",
    "SBD": "53.18",
    "Sumba Barat": "53.12",
    "Sumba Tengah": "53.17",
    "Sumba Timur": "53.11",
    "Kota Kupang": "53.71",
    "Kupang": "53.01",
    "TTS": "53.02",
    "TTU": "53.03",
    "Belu": "53.04",
    "Malaka": "53.21",
    "Rote": "53.14",
    "Sabu": "53.20",
}
LONGEST = 7  # letters of a line that fit on a tile
ISLANDS = [
    ["Mabar", "Manggarai", "Matim", "Ngada", "Nagekeo", "Ende", "Sikka", "Flotim", "Lembata", "Alor"],
    ["SBD", "Sumba Barat", "Sumba Tengah", "Sumba Timur"],
]
BORDERS = ["Kota Kupang/Kupang", "Kupang/TTS", "TTS/TTU", "TTS/Malaka", "TTU/Belu", "Belu/Malaka"]


def tile(name: str) -> Tile:
    return TILES[CODES[name]]


def are_beside(one: Tile, other: Tile) -> bool:
    return abs(one.column - other.column) + abs(one.row - other.row) == 1


def test_every_regency_has_exactly_one_tile(library: Library) -> None:
    codes = [tile.code for tile in read_tiles()]
    assert sorted(codes) == sorted(regency.code for regency in library.places.regencies())
    assert set(CODES.values()) == set(codes)


def test_no_two_lie_on_one_cell_and_the_map_begins_at_its_corner() -> None:
    cells = {(tile.column, tile.row) for tile in TILES.values()}
    assert len(cells) == len(TILES)
    assert min(column for column, _ in cells) == min(row for _, row in cells) == 0


@pytest.mark.parametrize("code", TILES)
def test_a_label_is_short_and_of_the_regency(library: Library, code: str) -> None:
    """Its letters are letters of the name, in their order: Mabar is Manggarai Barat."""
    label = TILES[code].label
    assert 1 <= len(label) <= 2
    assert all(0 < len(line) <= LONGEST for line in label)
    place = library.places.get(code)
    assert place
    name = iter(place.title.lower())
    assert all(letter in name for letter in "".join(label).lower() if letter.isalpha()), place.name


@pytest.mark.parametrize("island", ISLANDS, ids=lambda island: island[0])
def test_an_island_goes_from_west_to_east(island: list[str]) -> None:
    for west, east in pairwise(map(tile, island)):
        assert are_beside(west, east)
        assert west.column <= east.column
    assert tile(island[0]).column < tile(island[-1]).column


@pytest.mark.parametrize("border", BORDERS)
def test_neighbours_on_timor_touch(border: str) -> None:
    one, other = map(tile, border.split("/"))
    assert are_beside(one, other)


@pytest.mark.parametrize(
    "line",
    [
        *("Kupang < TTS < Malaka", "TTU < Belu", "Kota Kupang < TTS", "Lembata < Alor", "Flotim < Alor"),
        *("Sumba Timur < Sabu < Rote", "Rote < TTS", "Ende < TTU", "Sumba Timur < Kupang", "SBD < Ngada"),
    ],
)
def test_west_is_left(line: str) -> None:
    columns = [tile(name).column for name in line.split(" < ")]
    assert columns == sorted(set(columns))


@pytest.mark.parametrize(
    "line",
    [
        *("Belu < Malaka < Rote", "TTU < TTS < Rote", "Kupang < Kota Kupang < Rote", "Alor < Belu", "Ende < Kupang"),
        *("Mabar < SBD < Sabu", "Ngada < Sumba Timur < Sabu", "Lembata < Ende < TTU"),
    ],
)
def test_north_is_up(line: str) -> None:
    rows = [tile(name).row for name in line.split(" < ")]
    assert rows == sorted(set(rows))


def test_there_is_sea_between_the_islands() -> None:
    """Only Rote and Sabu, and Rote and Timor, are drawn side by side."""
    flores, sumba = (set(map(tile, island)) for island in ISLANDS)
    south = {tile("Rote"), tile("Sabu")}
    timor = set(TILES.values()) - flores - sumba - south
    for one, other in [(flores, sumba), (flores, timor), (sumba, timor), (flores, south), (sumba, south)]:
        assert not any(are_beside(a, b) for a in one for b in other)
