"""The regencies as a map of equal tiles, each with its number, darker or brighter by its class."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.drawing.charts.canvas import INNER, MARGIN, RIGHT, SMALLEST, Box, Canvas, centred, leading
from bot.drawing.charts.palette import over
from content.places.tiles import Tile, read_tiles

GAP: Final = 8
EDGE: Final = 6  # left free within a tile
LABEL: Final = 30
LINES: Final = 2  # of a label
NUMBER: Final = 40
SWATCH: Final = 36
KEY: Final = 50  # the height of a line of the legend
CLASSES: Final = 5
PIECES: Final = re.compile(r"(?<=[.\s])")  # where a number may be broken

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where tiles stand."""

    top: int
    side: int
    height: int

    def box(self, tile: Tile) -> Box:
        left, top = MARGIN + tile.column * (self.side + GAP), self.top + tile.row * (self.height + GAP)
        return left, top, left + self.side, top + self.height


def draw(canvas: Canvas, data: Mapping[str, Any]) -> None:
    """Every regency, also one the data does not name; what belongs to none stands below.

    Hazard: a code that has no tile is not drawn; put its number into `rest`.
    """
    tiles, classes = read_tiles(), data["classes"][:CLASSES]
    given: dict[str, Given] = {one["code"]: one for one in data["tiles"]}
    columns = max(tile.column for tile in tiles) + 1
    side = (INNER - GAP * (columns - 1)) // columns
    numbers = {code: _number(canvas, one["shown"], side - 2 * EDGE) for code, one in given.items()}
    tall = max((len(lines) * leading(size) for size, lines in numbers.values()), default=0)
    height = max(side, 2 * EDGE + 16 + LINES * leading(LABEL) + tall)
    sea = min(tile.column for tile in tiles if tile.row == 0)  # north-west of the islands: there stands the legend
    is_complete = all(given.get(tile.code, {}).get("value") is not None for tile in tiles)
    legend = _legend(canvas, classes, "" if is_complete else data.get("none", ""), sea * (side + GAP) - 2 * GAP)
    grid = Grid(canvas.y + max(legend - height, 0), side, height)
    for tile in tiles:
        colour = _colour(canvas, classes, given.get(tile.code))
        _tile(canvas, grid.box(tile), tile, colour, numbers.get(tile.code, (NUMBER, [])))
    canvas.y = max(grid.box(tile)[3] for tile in tiles)
    if data.get("rest"):
        _rest(canvas, data["rest"])


def _number(canvas: Canvas, shown: str, room: int) -> tuple[int, list[str]]:
    """One line if it can be, else broken behind its points, else anywhere: nothing is ever left out."""
    for size in range(NUMBER, SMALLEST - 1, -2):
        if canvas.width(shown, size, bold=True) <= room:
            return size, [shown]
    lines = [""]
    for piece in PIECES.split(shown):
        for part in [piece] if canvas.width(piece, SMALLEST, bold=True) <= room else piece:
            if canvas.width(lines[-1] + part, SMALLEST, bold=True) > room:
                lines.append("")
            lines[-1] += part
    return SMALLEST, [line.strip() for line in lines if line.strip()]


def _colour(canvas: Canvas, classes: Sequence[Given], one: Given | None) -> str:
    """The shade of the first class that reaches so far; none where nothing is known."""
    if one is None or one["value"] is None or not classes:
        return ""
    number = next((at for at, step in enumerate(classes) if one["value"] <= step["upto"]), len(classes) - 1)
    return canvas.theme.shades(len(classes))[number]


def _tile(canvas: Canvas, box: Box, tile: Tile, colour: str, number: tuple[int, list[str]]) -> None:
    left, top, right, bottom = box
    canvas.round(box, colour, 10)
    ink = over(colour) if colour else canvas.theme.muted
    middle = (left + right) / 2
    for at, line in enumerate(tile.label[:LINES]):
        size, (text, *_) = canvas.fitted(line, LABEL, right - left - 2 * EDGE)
        canvas.write(text, middle, top + EDGE + 4 + LABEL * 0.9 + at * leading(LABEL), size, ink=ink, align="m")
    size, lines = number
    for at, line in enumerate(lines, start=1 - len(lines)):
        canvas.write(line, middle, bottom - EDGE - 10 + at * leading(size), size, ink=ink, bold=True, align="m")


def _legend(canvas: Canvas, classes: Sequence[Given], none: str, width: int) -> int:
    """The classes and what stands for "not known", line by line; returns the height it took."""
    marks = list(zip(canvas.theme.shades(len(classes)), (step["text"] for step in classes), strict=True))
    x, y = MARGIN, canvas.y
    for colour, text in [*marks, ("", none)]:
        if not text:
            continue
        size, (shown, *_) = canvas.fitted(text, SMALLEST, width - SWATCH - 12)
        taken = SWATCH + 12 + canvas.width(shown, size)
        if x > MARGIN and x + taken > MARGIN + width:
            x, y = MARGIN, y + KEY
        canvas.round((x, y, x + SWATCH, y + SWATCH), colour, 8)
        canvas.write(shown, x + SWATCH + 12, centred(y + SWATCH / 2, size), size, ink=canvas.theme.muted)
        x += taken + 36
    return y + KEY - canvas.y


def _rest(canvas: Canvas, rest: Given) -> None:
    """What is known of no regency: name on the left, number on the right."""
    canvas.y += 26
    size, (shown, *_) = canvas.fitted(rest["shown"], 36, INNER // 2)
    base = canvas.y + 30
    canvas.write(shown, RIGHT, base, size, ink=canvas.theme.muted, align="r")
    room = INNER - canvas.width(shown, size) - 32
    size, (name, *_) = canvas.fitted(rest["name"], 34, room)
    canvas.write(name, MARGIN, base, size, ink=canvas.theme.muted)
    canvas.y += 36
