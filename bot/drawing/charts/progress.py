"""Indicators against their targets: a bar each, filled as far as reached, with a line where the calendar stands."""

from collections.abc import Mapping
from typing import Any, Final

from bot.drawing.charts.canvas import INNER, MARGIN, RIGHT, Canvas, leading

NAME: Final = 38
RATE: Final = 42
SHOWN: Final = 36
DETAIL: Final = 32
BAR: Final = 26
GAP: Final = 34  # between two indicators
RADIUS: Final = 6
LEAST: Final = 4  # of a bar, where anything was reached
PACE: Final = 4
ABOVE: Final = 7  # of the pace line, over the bar and under it


def draw(canvas: Canvas, data: Mapping[str, Any]) -> None:
    """Each row: name and rate, the bar, what was reached and the target."""
    for row in data["rows"]:
        _head(canvas, row)
        _bar(canvas, row)
        _detail(canvas, row)
        canvas.y += GAP
    if data.get("pace_label") and any(map(_is_under_way, data["rows"])):
        _legend(canvas, data["pace_label"])


def _is_under_way(row: Mapping[str, Any]) -> bool:
    """Before its period and after it there is no pace to keep."""
    return row["fraction"] is not None and row["expected"] is not None and 0 < row["expected"] < 1


def _head(canvas: Canvas, row: Mapping[str, Any]) -> None:
    """The name gives way to the rate."""
    known = row["fraction"] is not None
    size, rate = canvas.fitted(row["rate"], RATE if known else DETAIL, INNER * 2 // 3, bold=known)
    taken = canvas.widest(rate, size, bold=known)
    name_size, lines = canvas.fitted(row["name"], NAME, INNER - taken - 32, lines=2)
    base = canvas.y + NAME
    canvas.write(rate[0], RIGHT, base, size, ink="" if known else canvas.theme.muted, bold=known, align="r")
    for number, line in enumerate(lines):
        canvas.write(line, MARGIN, base + number * leading(name_size), name_size)
    canvas.y += NAME + (len(lines) - 1) * leading(name_size) + 18


def _bar(canvas: Canvas, row: Mapping[str, Any]) -> None:
    """None where there is no target."""
    if row["fraction"] is None:
        return
    theme, top, bottom = canvas.theme, canvas.y + 4, canvas.y + 4 + BAR
    end = _at(row["fraction"])
    canvas.round((MARGIN, top, RIGHT, bottom), theme.track, RADIUS)
    if row["fraction"] > 1:
        _beyond(canvas, top, bottom)
    elif row["fraction"] > 0:
        canvas.round((MARGIN, top, max(end, MARGIN + LEAST), bottom), theme.accent, RADIUS)
    else:
        canvas.fill((MARGIN, top - 4, MARGIN + LEAST, bottom + 4), theme.accent)
    if _is_under_way(row):
        x = _at(row["expected"]) - PACE // 2
        canvas.fill((x - PACE, top - ABOVE, x + 2 * PACE, bottom + ABOVE), theme.ground)
        canvas.fill((x, top - ABOVE, x + PACE, bottom + ABOVE), theme.ink)
    canvas.y = bottom + 12


def _beyond(canvas: Canvas, top: int, bottom: int) -> None:
    """A full bar that ends in an arrow, out over the margin."""
    accent, ground, middle = canvas.theme.accent, canvas.theme.ground, (top + bottom) / 2
    canvas.round((MARGIN, top, RIGHT, bottom), accent, RADIUS, (True, False, False, True))
    canvas.shape(
        [(RIGHT - 16, top), (RIGHT + 8, top), (RIGHT + 24, middle), (RIGHT + 8, bottom), (RIGHT - 16, bottom)], accent
    )
    for x in (RIGHT - 22, RIGHT - 2):
        canvas.shape([(x, top), (x + 6, top), (x + 22, middle), (x + 6, bottom), (x, bottom), (x + 16, middle)], ground)


def _at(fraction: float) -> int:
    return MARGIN + round(INNER * min(max(fraction, 0), 1))


def _detail(canvas: Canvas, row: Mapping[str, Any]) -> None:
    """What was reached stands whole; the target has the room that is left."""
    base = canvas.y + SHOWN * 0.8
    size, shown = canvas.fitted(row["shown"], SHOWN, INNER * 2 // 3)
    canvas.write(shown[0], MARGIN, base, size)
    if row["target"]:
        room = INNER - canvas.width(shown[0], size) - 32
        size, target = canvas.fitted(row["target"], DETAIL, room)
        canvas.write(target[0], RIGHT, base, size, ink=canvas.theme.muted, align="r")
    canvas.y += SHOWN


def _legend(canvas: Canvas, label: str) -> None:
    top = canvas.y
    canvas.fill((MARGIN + 8, top, MARGIN + 8 + PACE, top + BAR + 2 * ABOVE), canvas.theme.ink)
    size, lines = canvas.fitted(label, DETAIL, INNER - 40, lines=2)
    canvas.write_lines(lines, MARGIN + 36, size, ink=canvas.theme.muted)
    canvas.y = max(canvas.y, top + BAR + 2 * ABOVE)
