"""The colours of charts, for a light and a dark chat, told apart without seeing red from green.

Parts of a whole are the colours of Okabe and Ito, in an order that keeps neighbours apart; classes of a map are one
blue, from pale to strong. `tests/drawing/test_charts.py` holds every pair of letters and ground to 4.5:1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PIL import ImageColor

WHITE: Final = "#FFFFFF"
NIGHT: Final = "#0B1116"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for."""

    ground: str
    ink: str
    muted: str  # letters of second rank
    faint: str  # rules and grid lines
    track: str  # what a bar may still fill
    hatch: str  # the lines over a track that stand for "not known"
    accent: str
    ramp: tuple[str, str, str, str, str]
    parts: tuple[str, ...] = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7")

    def shades(self, count: int) -> list[str]:
        """So many steps of the ramp, as far from each other as it allows."""
        last = len(self.ramp) - 1
        return [self.ramp[round(step * last / max(count - 1, 1))] for step in range(count)]


THEMES: Final[Mapping[str, Theme]] = MappingProxyType(
    {
        "light": Theme(
            ground=WHITE,
            ink="#17212B",
            muted="#505D69",
            faint="#D9DFE5",
            track="#EBEFF2",
            hatch="#D5DCE2",
            accent="#0B5FA5",
            ramp=("#D6E6F4", "#A3CCE6", "#5BA3D0", "#1F72B2", "#08417A"),
        ),
        "dark": Theme(
            ground="#17212B",
            ink="#F2F5F7",
            muted="#ADB8C2",
            faint="#364553",
            track="#26333F",
            hatch="#364654",
            accent="#56B4E9",
            ramp=("#233F5A", "#2F6390", "#5598CC", "#8CC1E8", "#D3E9F8"),
        ),
    }
)


def over(fill: str) -> str:
    """Black or white, whichever is read better on this colour."""
    return max((NIGHT, WHITE), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in ImageColor.getrgb(colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
