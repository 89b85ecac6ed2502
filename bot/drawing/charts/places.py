"""Places beside each other: horizontal bars in the order given, the number at the end of each."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.drawing.charts.canvas import INNER, MARGIN, RIGHT, RIGHT_ROUND, Canvas, centred, leading

NAME: Final = 34
NUMBER: Final = 36
WIDEST_NAME: Final = 470
BARS: Final = 160  # the least room for the longest of them
GAP: Final = 16  # between name, bar and number
ROOM: Final = 1120  # for all rows, as far as each gets its least
LEAST_ROW, TALLEST_ROW = 50, 84
FEW: Final = 12  # so many rows are tall enough for names of two lines
THINNEST: Final = 4  # of what is more than nothing


def draw(canvas: Canvas, data: Mapping[str, Any]) -> None:
    """All rows on one scale; what is known of no place stands below, without a bar."""
    rows: Sequence[Mapping[str, Any]] = data["rows"]
    pitch = min(max(ROOM // max(len(rows), 1), LEAST_ROW), TALLEST_ROW)
    numbers = [row["shown"] for row in rows if row["value"] is not None]
    number_width = min(canvas.widest(numbers, NUMBER), INNER // 2)
    names = [row["name"] for row in (*rows, *_rest(data))]
    name_width = min(canvas.widest(names, NAME), WIDEST_NAME, INNER - number_width - 2 * GAP - BARS)
    start = MARGIN + name_width + GAP
    longest = RIGHT - number_width - GAP - start
    largest = max((row["value"] or 0 for row in rows), default=0)
    canvas.fill((start - 2, canvas.y, start, canvas.y + pitch * len(rows)), canvas.theme.muted)
    for row in rows:
        share = (row["value"] or 0) / largest if largest > 0 else 0
        _row(canvas, row, start, round(longest * share), pitch, lines=2 if len(rows) <= FEW else 1)
    for row in _rest(data):
        canvas.y += 10
        _names(canvas, row["name"], name_width, pitch, ink=canvas.theme.muted)
        _number(canvas, row["shown"], start + GAP, pitch, ink=canvas.theme.muted)
        canvas.y += pitch


def _rest(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [data["rest"]] if data.get("rest") else []


def _row(canvas: Canvas, row: Mapping[str, Any], start: int, length: int, pitch: int, *, lines: int) -> None:
    theme, value = canvas.theme, row["value"]
    ink = theme.muted if value is None else theme.ink
    _names(canvas, row["name"], start - GAP - MARGIN, pitch, ink=ink, lines=lines)
    end = start
    if value is not None and value > 0:
        end = start + max(length, THINNEST)
        thick = pitch * 3 // 5
        top = canvas.y + (pitch - thick) // 2
        canvas.round((start, top, end, top + thick), theme.accent, 6, RIGHT_ROUND)
    _number(canvas, row["shown"], end + GAP, pitch, ink=ink)
    canvas.y += pitch


def _names(canvas: Canvas, name: str, width: int, pitch: int, *, ink: str, lines: int = 1) -> None:
    size, broken = canvas.fitted(name, NAME, width, lines=lines)
    first = centred(canvas.y + pitch / 2, size) - (len(broken) - 1) * leading(size) / 2
    for number, line in enumerate(broken):
        canvas.write(line, MARGIN, first + number * leading(size), size, ink=ink)


def _number(canvas: Canvas, shown: str, x: int, pitch: int, *, ink: str) -> None:
    size, lines = canvas.fitted(shown, NUMBER, RIGHT - x)
    canvas.write(lines[0], x, centred(canvas.y + pitch / 2, size), size, ink=ink)
