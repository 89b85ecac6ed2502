"""The poster: sharp, the same every time, and everything on it however long the names are."""

from io import BytesIO
from typing import Any

import pytest
import segno
from PIL import Image

from bot.drawing import DRAWINGS, draw
from bot.drawing.poster import HEIGHT, MARGIN, PAPER, WIDTH
from content.library import Library

LINK = "https://t.me/bp3mi_ntt_bot?start=h_Ab3_x-9QzK1mPq2w"
POSTER = {
    "title": "Hadir di sosialisasi ini?",
    "place": "Desa Nifukani",
    "around": "Kec. Amanuban Barat, Kab. Timor Tengah Selatan",
    "day": "Selasa, 24 November 2026",
    "link": LINK,
    "steps": ["Arahkan kamera.", "Tekan “Mulai”.", "Pilih laki-laki atau perempuan."],
    "promise": "Gratis, tanpa nama",
    "office": "BP3MI NTT",
}


def drawn(**changes: Any) -> Image.Image:
    return Image.open(BytesIO(draw("poster", POSTER | changes))).convert("L")


def test_it_is_a_small_a4_page_sent_as_a_document() -> None:
    """A photograph would be made smaller on the way, and its edges blurred."""
    content = draw("poster", POSTER)
    assert Image.open(BytesIO(content)).size == (WIDTH, HEIGHT)
    assert len(content) < 60_000
    assert DRAWINGS["poster"].method == "sendDocument"


def test_the_same_data_gives_the_same_bytes() -> None:
    assert draw("poster", POSTER) == draw("poster", dict(reversed(POSTER.items())))


def test_the_square_holds_the_link() -> None:
    """Each module of the code that stands for the link is on the page, black or white, with white around it."""
    modules = segno.make(LINK, error="m", micro=False).matrix
    page = drawn()
    scale = 780 // (len(modules) + 8)
    left = (WIDTH - scale * (len(modules) + 8)) // 2 + 4 * scale
    top = next(y for y in range(400, HEIGHT) if page.getpixel((left, y)) == 0)
    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            at = (left + x * scale + scale // 2, top + y * scale + scale // 2)
            assert (page.getpixel(at) == 0) == bool(is_dark)


@pytest.mark.parametrize("bot", ["b", "b" * 32])
def test_the_longest_names_of_the_register_fit(library: Library, bot: str) -> None:
    """Nothing touches the margins, and nothing runs into the foot."""
    register = library.places
    for place in sorted(register.villages(), key=lambda p: len(register.label(p)))[-3:]:
        name, _, around = register.label(place).partition(", ")
        fits(name, around, bot)


def test_a_name_nobody_would_invent_is_broken_over_lines() -> None:
    fits("Desa Persiapan Oenaunu Manufonu Nunbena Timur Laut Sekali", "Kec. Amanuban Barat", "b" * 32)


def fits(place: str, around: str, bot: str) -> None:
    page = drawn(place=place, around=around, link=f"https://t.me/{bot}?start=h_Ab3_x-9QzK1mPq2w")
    inked = page.point(lambda value: PAPER - value).getbbox()
    assert inked is not None
    assert inked[0] >= MARGIN - 4
    assert inked[2] <= WIDTH - MARGIN + 4
    above_rule = page.crop((0, HEIGHT - MARGIN - 30 - 45, WIDTH, HEIGHT - MARGIN - 30 - 22))
    assert above_rule.getextrema() == (PAPER, PAPER), place
