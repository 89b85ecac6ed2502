"""What every picture shares: the built-in font in every size, and texts set so that they fit."""

from PIL import ImageFont

Font = ImageFont.FreeTypeFont


class Letters:
    """Fonts and measures of one drawing. Each drawing makes its own: fonts are not shared between threads."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}

    def font(self, size: int) -> Font:
        if size not in self._fonts:
            font = ImageFont.load_default(size)
            assert isinstance(font, Font)  # the one that has sizes
            self._fonts[size] = font
        return self._fonts[size]

    def width(self, text: str, size: int, apart: int = 0) -> float:
        """Of one line, with so much more between its letters."""
        return self.font(size).getlength(text) + apart * max(len(text) - 1, 0)

    def fitted(self, text: str, size: int, width: float, least: int, apart: int = 0) -> tuple[int, list[str]]:
        """The largest size down to `least`, in steps of two, at which it is one line; else the smallest, broken."""
        for smaller in range(size, least - 1, -2):
            if self.width(text, smaller, apart) <= width:
                return smaller, [text]
        return smaller, self.broken(text, smaller, width, apart)

    def broken(self, text: str, size: int, width: float, apart: int = 0) -> list[str]:
        """Lines between words; a word wider than all the width stays whole."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, apart) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines
