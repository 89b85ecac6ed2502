"""Parts of a whole: one bar in pieces, and below it each piece with its name, its number and its share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.drawing.charts.canvas import INNER, MARGIN, RIGHT, Box, Canvas, centred, leading
from bot.drawing.charts.palette import over

BAR: Final = 104
GAP: Final = 4  # between two pieces
THINNEST: Final = 6  # of what is more than nothing
INSIDE: Final = 34  # letters of a share that fits into its piece
NAME: Final = 36
ROW: Final = 84
SWATCH: Final = 38
BETWEEN: Final = 36  # two columns

Row = Mapping[str, Any]


def draw(canvas: Canvas, data: Mapping[str, Any]) -> None:
    """The pieces in the order of the rows; a row with `rest` is what nobody has broken down."""
    rows: Sequence[Row] = data["rows"]
    top = canvas.y
    canvas.round((MARGIN, top, RIGHT, top + BAR), canvas.theme.track, 10)
    for row, colour, (left, right) in zip(rows, _colours(canvas, rows), _pieces(rows), strict=True):
        if right > left:
            _piece(canvas, (left, top, right, top + BAR), colour, row["share"])
    canvas.y += BAR + 30
    _list(canvas, rows)


def _colours(canvas: Canvas, rows: Sequence[Row]) -> list[str]:
    """A colour a row, none for the rest; after the last colour they begin again."""
    parts = canvas.theme.parts
    return ["" if row.get("rest") else parts[number % len(parts)] for number, row in enumerate(rows)]


def _pieces(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """From where to where each piece goes; the small ones get their least from the others."""
    values = [max(row["value"] or 0, 0) for row in rows]
    some = sum(value > 0 for value in values)
    room = INNER - THINNEST * some - GAP * max(some - 1, 0)
    total = sum(values)
    left, passed = MARGIN, 0
    for value in values:
        if value == 0:
            yield left, left
            continue
        before, passed = passed, passed + value
        width = THINNEST + round(room * passed / total) - round(room * before / total)
        yield left, left + width
        left += width + GAP


def _piece(canvas: Canvas, box: Box, colour: str, share: str) -> None:
    left, top, right, bottom = box
    corners = (left == MARGIN, right == RIGHT, right == RIGHT, left == MARGIN)
    canvas.fill((max(left - GAP, MARGIN), top, min(right + GAP, RIGHT), bottom), canvas.theme.ground)
    canvas.round(box, colour, 10, corners)
    if canvas.width(share, INSIDE, bold=True) + 24 <= right - left:
        ink = over(colour) if colour else canvas.theme.muted
        middle, base = (left + right) / 2, centred((top + bottom) / 2, INSIDE)
        canvas.write(share, middle, base, INSIDE, ink=ink, bold=True, align="m")


def _list(canvas: Canvas, rows: Sequence[Row]) -> None:
    """Shares and numbers in columns that end together; the name has what they leave."""
    share_width = min(canvas.widest((row["share"] for row in rows), NAME, bold=True), INNER // 4)
    shown_width = min(canvas.widest((row["shown"] for row in rows), NAME), INNER // 2)
    shown_right = RIGHT - share_width - BETWEEN
    name_left = MARGIN + SWATCH + 20
    name_width = shown_right - shown_width - BETWEEN - name_left
    for row, colour in zip(rows, _colours(canvas, rows), strict=True):
        middle = canvas.y + ROW / 2
        ink = canvas.theme.ink if colour and row["value"] is not None else canvas.theme.muted
        swatch = (MARGIN, round(middle) - SWATCH // 2, MARGIN + SWATCH, round(middle) + SWATCH // 2)
        canvas.round(swatch, colour, 8)
        size, lines = canvas.fitted(row["name"], NAME, name_width, lines=2)
        first = centred(middle, size) - (len(lines) - 1) * leading(size) / 2
        for number, line in enumerate(lines):
            canvas.write(line, name_left, first + number * leading(size), size, ink=ink)
        size, (shown, *_) = canvas.fitted(row["shown"], NAME, shown_width)
        canvas.write(shown, shown_right, centred(middle, size), size, ink=ink, align="r")
        size, (share, *_) = canvas.fitted(row["share"], NAME, share_width, bold=True)
        canvas.write(share, RIGHT, centred(middle, size), size, ink=ink, bold=True, align="r")
        canvas.y += ROW
