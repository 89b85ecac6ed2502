"""The A4 poster with the QR by which participants count themselves. Black on white: it is printed and photocopied.

What it says comes with the data; here is only where it stands. The same data gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import segno
from PIL import Image, ImageDraw

from bot.drawing.page import Font, Letters

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dots an inch
MARGIN = 90
PAPER, INK, GREY = 255, 0, 90
QR_SIDE = 780  # at most; each module is a whole number of dots, so that edges are sharp
QUIET = 4  # modules of white around, as the standard asks
GREYS = 16  # enough for smooth letters; the file stays small where the network is slow


def draw_poster(data: Mapping[str, Any]) -> bytes:
    """A PNG ready to print, of about thirty kilobytes."""
    image = Image.new("L", (WIDTH, HEIGHT), PAPER)
    page = Page(ImageDraw.Draw(image))
    page.centred(data["title"], 76, bold=True)
    page.gap(14)
    page.centred(data["place"], 64, bold=True)
    page.centred(data["around"], 40)
    page.centred(data["day"], 40)
    page.gap(10)
    code = _qr(data["link"])
    image.paste(code, ((WIDTH - code.width) // 2, page.y))
    page.y += code.height
    page.centred(data["link"].removeprefix("https://"), 34, ink=GREY)
    page.gap(30)
    page.steps(data["steps"])
    page.gap(24)
    page.centred(data["promise"], 56, bold=True)
    page.foot(data["office"], 30)
    return _png(image)


class Page:
    """Lines set one below the other; what is too long is set smaller, and then broken."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw
        self._letters = Letters()
        self.y = MARGIN

    def gap(self, height: int) -> None:
        self.y += height

    def centred(self, text: str, size: int, *, bold: bool = False, ink: int = INK) -> None:
        font, lines = self._fitted(text, size, WIDTH - 2 * MARGIN)
        for line in lines:
            x = (WIDTH - self._draw.textlength(line, font)) / 2
            self._line(x, line, font, bold=bold, ink=ink)

    def steps(self, steps: Sequence[str]) -> None:
        """Numbered, each with its number in a disc."""
        disc, left = 56, MARGIN + 84
        for number, step in enumerate(steps, start=1):
            font, lines = self._fitted(step, 40, WIDTH - MARGIN - left)
            top = self.y
            self._draw.ellipse((MARGIN, top, MARGIN + disc, top + disc), fill=INK)
            middle = (MARGIN + disc / 2, top + disc / 2)
            self._draw.text(middle, str(number), fill=PAPER, font=self._letters.font(34), anchor="mm", stroke_width=1)
            for line in lines:
                self._line(left, line, font)
            self.y = max(self.y, top + disc) + 14

    def foot(self, text: str, size: int) -> None:
        """At the lower edge, under a thin rule."""
        self.y = HEIGHT - MARGIN - size
        self._draw.line((MARGIN, self.y - 20, WIDTH - MARGIN, self.y - 20), fill=GREY, width=2)
        self.centred(text, size, ink=GREY)

    def _line(self, x: float, text: str, font: Font, *, bold: bool = False, ink: int = INK) -> None:
        """The built-in font has one weight; a stroke around the letters makes the other."""
        stroke = int(font.size) // 30 if bold else 0
        self._draw.text((x, self.y), text, fill=ink, font=font, stroke_width=stroke, stroke_fill=ink)
        self.y += _height(font)

    def _fitted(self, text: str, size: int, width: int) -> tuple[Font, list[str]]:
        """The largest size down to two thirds at which it is one line; else two thirds, over several."""
        smaller, lines = self._letters.fitted(text, size, width, size * 2 // 3 + 1)
        return self._letters.font(smaller), lines


def _qr(link: str) -> Image.Image:
    """Error correction M: a crease or a drop of rain does no harm, and the modules stay large."""
    rows = segno.make(link, error="m", micro=False).matrix
    modules = len(rows) + 2 * QUIET
    code = Image.new("L", (modules, modules), PAPER)
    for y, row in enumerate(rows, start=QUIET):
        for x, is_dark in enumerate(row, start=QUIET):
            if is_dark:
                code.putpixel((x, y), INK)
    side = modules * (QR_SIDE // modules)
    return code.resize((side, side), Image.Resampling.NEAREST)


def _height(font: Font) -> int:
    top, bottom = font.getbbox("Ág")[1], font.getbbox("Ág")[3]
    return int((bottom - top) * 1.35)  # with the space between lines


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.quantize(GREYS).save(file, "PNG", optimize=True, dpi=(150, 150))
    return file.getvalue()
