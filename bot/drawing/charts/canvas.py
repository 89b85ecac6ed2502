"""A sheet that texts and shapes are set on from top to bottom, cut to the height it came to.

Everything is measured before it is drawn; `written` says afterwards which text stands where.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

from PIL import Image, ImageDraw

from bot.drawing.charts.palette import Theme
from bot.drawing.page import Letters

WIDTH: Final = 1080
MARGIN: Final = 40
RIGHT: Final = WIDTH - MARGIN
INNER: Final = RIGHT - MARGIN
SHEET: Final = 1600  # the height of the sheet at first, and by how much it grows
SMALLEST: Final = 30  # letters; a telephone shows the picture at a third
CAPITAL: Final = 0.67  # the height of a capital or a digit, of the size
BOLD: Final = 1  # the built-in font has one weight; so wide a stroke around its letters makes the other
COLOURS: Final = 128  # enough for smooth edges; the file stays small where the network is slow
FINER: Final = 4  # edges are drawn so much larger, then made smaller, to be smooth

Box = tuple[int, int, int, int]
Align = Literal["l", "m", "r"]
Corners = tuple[bool, bool, bool, bool]  # upper left, upper right, lower right, lower left
ALL_ROUND: Final[Corners] = (True, True, True, True)
RIGHT_ROUND: Final[Corners] = (False, True, True, False)
TOP_ROUND: Final[Corners] = (True, True, False, False)


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands on the sheet, with the room its ink takes."""

    text: str
    box: Box
    size: int
    ink: str


class Canvas:
    """The sheet; `y` is where the next thing goes."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.y = MARGIN
        self.written: list[Written] = []
        self._letters = Letters()
        self._image = Image.new("RGB", (WIDTH, SHEET), theme.ground)
        self._draw = ImageDraw.Draw(self._image)

    # Texts

    def width(self, text: str, size: int, *, bold: bool = False) -> int:
        """How much room one line takes."""
        stroke = BOLD if bold else 0
        return round(self._letters.width(text, size, stroke)) + 2 * stroke

    def widest(self, texts: Iterable[str], size: int, *, bold: bool = False) -> int:
        return max((self.width(text, size, bold=bold) for text in texts), default=0)

    def fitted(
        self, text: str, size: int, width: int, *, lines: int = 1, least: int = SMALLEST, bold: bool = False
    ) -> tuple[int, list[str]]:
        """A size and lines that fit: set smaller down to `least`, then broken, and only then cut with "…"."""
        stroke = BOLD if bold else 0
        size, broken = self._letters.fitted(text, size, width - 2 * stroke, least, stroke)
        kept = broken[:lines]
        if len(broken) > lines:
            kept[-1] += "…"
        return size, [self._cut(line, size, width, bold=bold) for line in kept]

    def write(
        self,
        text: str,
        x: float,
        base: float,
        size: int,
        *,
        ink: str = "",
        bold: bool = False,
        align: Align = "l",
    ) -> None:
        """One line standing on `base`, its left end, middle or right end at `x`."""
        if not text:
            return
        ink, stroke, font = ink or self.theme.ink, BOLD if bold else 0, self._letters.font(size)
        width = self.width(text, size, bold=bold)
        left, down = round(x - {"l": 0, "m": width / 2, "r": width}[align]), round(base)
        self._make_room(down + size)
        for at, piece in self._pieces(text, size) if bold else [(0, text)]:
            self._draw.text((left + stroke + at, down), piece, ink, font, "ls", stroke_width=stroke)
        _, top, _, bottom = self._draw.textbbox((left, down), text, font, "ls", stroke_width=stroke)
        self.written.append(Written(text, (left, int(top), left + width, int(bottom)), size, ink))

    def _pieces(self, text: str, size: int) -> Iterator[tuple[int, str]]:
        """Each letter of a bold line, moved on by the stroke around those before it."""
        for number, letter in enumerate(text):
            before = self._letters.width(text[: number + 1], size) - self._letters.width(letter, size)
            yield round(before) + number * BOLD, letter

    def write_lines(
        self, lines: Iterable[str], x: float, size: int, *, ink: str = "", bold: bool = False, align: Align = "l"
    ) -> None:
        """One below the other from `y` on, which moves down."""
        for line in lines:
            self.write(line, x, self.y + size * 0.9, size, ink=ink, bold=bold, align=align)
            self.y += leading(size)

    def paragraph(
        self, text: str, size: int, *, lines: int, least: int = SMALLEST, ink: str = "", bold: bool = False
    ) -> None:
        """A text over the full width; nothing for an empty one."""
        if text:
            size, broken = self.fitted(text, size, INNER, lines=lines, least=least, bold=bold)
            self.write_lines(broken, MARGIN, size, ink=ink, bold=bold)

    def _cut(self, line: str, size: int, width: int, *, bold: bool) -> str:
        while self.width(line, size, bold=bold) > width and len(line) > 1:
            line = line.removesuffix("…")[:-1].rstrip() + "…"
        return line

    # Shapes

    def fill(self, box: Box, colour: str) -> None:
        """A rectangle with sharp corners; nothing where it has no room."""
        left, top, right, bottom = box
        if right > left and bottom > top:
            self._make_room(bottom)
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def round(self, box: Box, colour: str, radius: int, corners: Corners = ALL_ROUND) -> None:
        """A rectangle with smooth round corners; with no colour it is hatched: not known, which is not nothing."""
        mask = _rounded(box, radius, corners)
        if mask is not None:
            self._paste(colour or self.theme.track, box, mask)
            if not colour:
                self._paste(self.theme.hatch, box, _hatched(mask))

    def shape(self, points: Iterable[tuple[float, float]], colour: str) -> None:
        """A polygon with smooth edges."""
        points = list(points)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1)
        mask = Image.new("L", ((box[2] - box[0]) * FINER, (box[3] - box[1]) * FINER), 0)
        ImageDraw.Draw(mask).polygon([((x - box[0]) * FINER, (y - box[1]) * FINER) for x, y in points], fill=255)
        self._paste(colour, box, mask.reduce(FINER))

    def _paste(self, colour: str, box: Box, mask: Image.Image) -> None:
        self._make_room(box[3])
        self._image.paste(colour, box[:2], mask)

    # The whole

    def picture(self) -> Image.Image:
        """What has been drawn so far, in full colour, with a margin below."""
        self._make_room(self.y + MARGIN)
        return self._image.crop((0, 0, WIDTH, self.y + MARGIN))

    def png(self) -> bytes:
        file = BytesIO()
        self.picture().quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            file, "PNG", optimize=True
        )
        return file.getvalue()

    def _make_room(self, bottom: int) -> None:
        """Nothing is cut off however much there is to show."""
        while bottom > self._image.height:
            taller = Image.new("RGB", (WIDTH, self._image.height + SHEET), self.theme.ground)
            taller.paste(self._image)
            self._image, self._draw = taller, ImageDraw.Draw(taller)


def leading(size: int) -> int:
    """From one line to the next."""
    return round(size * 1.22)


def centred(middle: float, size: int) -> float:
    """The base of a line whose digits have their middle here."""
    return middle + size * CAPITAL / 2


def _rounded(box: Box, radius: int, corners: Corners) -> Image.Image | None:
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= 0 or height <= 0:
        return None
    mask = Image.new("L", (width * FINER, height * FINER), 0)
    radius = min(radius, width, height // 2 if corners != TOP_ROUND else height)
    edge = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(edge, radius * FINER, fill=255, corners=corners)
    return mask.reduce(FINER)


def _hatched(shape: Image.Image) -> Image.Image:
    """Slanted lines within a shape."""
    lines = Image.new("L", (shape.width * 2, shape.height * 2), 0)
    pen = ImageDraw.Draw(lines)
    for x in range(-lines.height, lines.width, 28):
        pen.line((x, lines.height, x + lines.height, 0), fill=255, width=9)
    mask = Image.new("L", shape.size, 0)
    mask.paste(lines.reduce(2), (0, 0), shape)
    return mask
