"""Figures as pictures for a chat: PNGs of 1080 dots across, read on a telephone.

All words and numbers come ready with the data; here is only where they stand. The same data gives the same bytes.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.drawing.charts import months, places, progress, shares, tiles
from bot.drawing.charts.canvas import MARGIN, RIGHT, SMALLEST, Canvas
from bot.drawing.charts.legible import legible
from bot.drawing.charts.palette import THEMES

KINDS: Final[Mapping[str, Callable[[Canvas, Mapping[str, Any]], None]]] = MappingProxyType(
    {
        "progress": progress.draw,
        "months": months.draw,
        "places": places.draw,
        "shares": shares.draw,
        "tiles": tiles.draw,
    }
)


def draw_chart(data: Mapping[str, Any]) -> bytes:
    """A PNG of the chart `data["kind"]`; KeyError for a kind or a theme that is not known."""
    return compose(data).png()


def compose(data: Mapping[str, Any]) -> Canvas:
    """The chart before it becomes a file: title, what the kind draws, and below a rule where it is from."""
    clean = legible(dict(data))
    canvas = Canvas(THEMES[clean["theme"]])
    canvas.paragraph(clean["title"], 52, lines=3, least=44, bold=True)
    canvas.y += 6
    canvas.paragraph(clean["subtitle"], 34, lines=3, ink=canvas.theme.muted)
    canvas.y += 34
    KINDS[clean["kind"]](canvas, clean)
    canvas.y += 30
    canvas.fill((MARGIN, canvas.y, RIGHT, canvas.y + 2), canvas.theme.faint)
    canvas.y += 18
    canvas.paragraph(clean["footer"], SMALLEST, lines=4, ink=canvas.theme.muted)
    return canvas
