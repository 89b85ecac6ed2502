"""Months of this year as bars, across each a line where the same month of the year before stood.

A month that was not reported is hatched; one with nothing to report stands flat on the axis with its 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.drawing.charts.canvas import CAPITAL, MARGIN, RIGHT, SMALLEST, TOP_ROUND, Box, Canvas, centred

HEIGHT: Final = 580
ABOVE: Final = 48  # for the number over the highest bar
NUMBER: Final = 36  # and smaller, where the widest has no room over its bar
NAME: Final = 32
WIDEST_TICK: Final = 260
BAR, MARK = 0.6, 0.8  # of the room of a month
THICK: Final = 6  # of the line of the year before, and of a zero
EDGE: Final = 3  # of ground around that line
UNKNOWN: Final = 44  # the height of what was not reported
CLEAR: Final = 3  # left free around a number
SWATCH: Final = 34

Series = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values and months stand."""

    left: int
    top: int
    bottom: int
    largest: float
    slot: float

    def y(self, value: float) -> int:
        return self.bottom - round((self.bottom - self.top) * max(value, 0) / self.largest)

    def middle(self, month: int) -> float:
        return self.left + (month + 0.5) * self.slot

    def across(self, month: int, part: float) -> tuple[int, int]:
        """From where to where something reaches that takes this part of a month's room."""
        half = self.slot * part / 2
        return round(self.middle(month) - half), round(self.middle(month) + half)


def draw(canvas: Canvas, data: Mapping[str, Any]) -> None:
    """Legend, grid, the bars, the lines across them, and as many numbers as have room."""
    series: Sequence[Series] = data["series"][:2]
    _legend(canvas, series, data.get("none", ""))
    plot = _plot(canvas, data, series)
    _grid(canvas, plot, data)
    marks = [box for before in series[1:] for box in _marks(plot, before)]
    for now in series[:1]:
        bars = _bars(canvas, plot, now)
        for left, top, right, bottom in marks:
            canvas.fill((left - EDGE, top - EDGE, right + EDGE, bottom + EDGE), canvas.theme.ground)
            canvas.fill((left, top, right, bottom), canvas.theme.ink)
        _numbers(canvas, plot, now, bars, marks)
    canvas.y = plot.bottom + 20 + NAME


def _legend(canvas: Canvas, series: Sequence[Series], none: str) -> None:
    """One line, as far as it goes."""
    gaps = any(value is None for one in series[:1] for value in one["values"])
    named = [*zip(("bar", "line"), (one["name"] for one in series), strict=False), ("gap", none if gaps else "")]
    x, middle = MARGIN, canvas.y + SWATCH // 2
    for kind, name in named:
        if not name or x > RIGHT - 3 * SWATCH:
            continue
        if kind == "line":
            canvas.fill((x, middle - THICK // 2, x + SWATCH, middle + THICK // 2), canvas.theme.ink)
        else:
            canvas.round((x, canvas.y, x + SWATCH, canvas.y + SWATCH), canvas.theme.accent if kind == "bar" else "", 6)
        size, (text, *_) = canvas.fitted(name, NAME, RIGHT - x - SWATCH - 14)
        canvas.write(text, x + SWATCH + 14, centred(middle, size), size, ink=canvas.theme.muted)
        x += SWATCH + 14 + canvas.width(text, size) + 44
    canvas.y += SWATCH + 24


def _plot(canvas: Canvas, data: Mapping[str, Any], series: Sequence[Series]) -> Plot:
    known = [value for one in series for value in one["values"] if value is not None]
    largest = max([*known, *(value for value, _ in data["ticks"])], default=0)
    left = MARGIN + min(canvas.widest((text for _, text in data["ticks"]), SMALLEST), WIDEST_TICK) + 16
    top = canvas.y + ABOVE
    return Plot(left, top, top + HEIGHT, max(largest, 1), (RIGHT - left) / max(len(data["labels"]), 1))


def _grid(canvas: Canvas, plot: Plot, data: Mapping[str, Any]) -> None:
    """Of lines too close for their numbers to be read only the first is drawn."""
    theme, drawn = canvas.theme, list[int]()
    for value, text in data["ticks"]:
        y = plot.y(value)
        if all(abs(y - other) > SMALLEST for other in drawn):
            size, (tick, *_) = canvas.fitted(text, SMALLEST, plot.left - 16 - MARGIN)
            canvas.write(tick, plot.left - 16, centred(y, size), size, ink=theme.muted, align="r")
            canvas.fill((plot.left, y - 1, RIGHT, y + 1), theme.faint)
            drawn.append(y)
    canvas.fill((plot.left, plot.bottom, RIGHT, plot.bottom + 2), theme.muted)
    for month, text in enumerate(data["labels"]):
        size, (label, *_) = canvas.fitted(text, SMALLEST, int(plot.slot) - 6)
        base = plot.bottom + 16 + size * 0.8
        canvas.write(label, plot.middle(month), base, size, ink=theme.muted, align="m")


def _bars(canvas: Canvas, plot: Plot, series: Series) -> list[Box]:
    """A bar a month; says where they stand."""
    bars = []
    for month, value in enumerate(series["values"]):
        left, right = plot.across(month, BAR)
        height = UNKNOWN if value is None else max(plot.bottom - plot.y(value), THICK)
        box = (left, plot.bottom - height, right, plot.bottom)
        canvas.round(box, "" if value is None else canvas.theme.accent, 0 if value == 0 else 6, TOP_ROUND)
        bars.append(box)
    return bars


def _marks(plot: Plot, series: Series) -> list[Box]:
    """A line a month; none for one that was not reported."""
    known = [(month, value) for month, value in enumerate(series["values"]) if value is not None]
    return [
        (left, plot.y(value) - THICK // 2, right, plot.y(value) + THICK // 2)
        for month, value in known
        for left, right in [plot.across(month, MARK)]
    ]


def _numbers(canvas: Canvas, plot: Plot, series: Series, bars: Sequence[Box], marks: Sequence[Box]) -> None:
    """The largest first, each over its bar or over the line above that, where it touches nothing else."""
    taken = [*bars, *marks]
    numbers = [text for text, value in zip(series["shown"], series["values"], strict=True) if value is not None]
    size = min((canvas.fitted(text, NUMBER, int(plot.slot) - CLEAR)[0] for text in numbers), default=SMALLEST)
    order = sorted(range(len(bars)), key=lambda month: (series["values"][month] is None, bars[month][1], month))
    for month in order:
        text, known = series["shown"][month], series["values"][month] is not None
        width = canvas.width(text, size)
        own = [bars[month], *(mark for mark in marks if mark[0] < plot.middle(month) < mark[2])]
        over = [_over(plot, month, top, width, size) for _, top, _, _ in own if known or width <= plot.slot]
        for box in [box for box in over if not _touches(box, taken)][:1]:
            canvas.fill(box, canvas.theme.ground)  # no grid line through a number
            ink = canvas.theme.ink if known else canvas.theme.muted
            canvas.write(text, box[0] + CLEAR, box[3] - CLEAR, size, ink=ink)
            taken.append(box)


def _over(plot: Plot, month: int, top: int, width: int, size: int) -> Box:
    """Where a number stands over what ends at `top`: in the middle, as far as the plot has room."""
    left = round(plot.middle(month) - width / 2)
    left = max(min(left, RIGHT - width), plot.left - CLEAR)
    base = top - 11
    return left - CLEAR, base - round(size * CAPITAL) - CLEAR, left + width + CLEAR, base + CLEAR


def _touches(box: Box, others: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in others)
