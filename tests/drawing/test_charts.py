"""Charts: every number is on them and can be read, whatever the data is like, and bars are as long as they say."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.drawing.charts import compose, draw_chart
from bot.drawing.charts.canvas import INNER, MARGIN, RIGHT, SMALLEST, WIDTH, Box, Canvas
from bot.drawing.charts.legible import KNOWN, plain
from bot.drawing.charts.palette import NIGHT, THEMES, WHITE, contrast, over
from bot.drawing.page import Letters
from content.places.tiles import read_tiles

HUGE = 78_468_365_801
NAMES = (
    *("Timor Tengah Selatan", "Malaka", "Kupang", "Belu", "Sumba Barat Daya", "Timor Tengah Utara", "Ende", "Sikka"),
    *("Flores Timur", "Kota Kupang", "Lembata", "Manggarai Timur", "Manggarai", "Ngada", "Nagekeo", "Alor"),
    *("Rote Ndao", "Sumba Timur", "Manggarai Barat", "Sumba Barat", "Sabu Raijua", "Sumba Tengah"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
CODES = [tile.code for tile in read_tiles()]

Data = dict[str, Any]


def number(value: int | None) -> str:
    return "belum" if value is None else f"{value:,}".replace(",", ".")


def chart(kind: str, **changes: Any) -> Data:
    words = {
        "title": "Penempatan menurut kabupaten/kota asal",
        "subtitle": "Januari–Oktober 2026, orang",
        "footer": "Sumber: BP3MI NTT, laporan kinerja. Data per 24 November 2026.",
    }
    return {"kind": kind, "theme": "light"} | words | changes


def indicator(name: str, shown: str, fraction: float | None, rate: str, expected: float | None = 0.9) -> Data:
    target = "" if fraction is None else "target 2.100"
    return {
        "name": name,
        "shown": shown,
        "fraction": fraction,
        "rate": rate,
        "target": target,
        "expected": expected,
    }


def progress(*rows: Data) -> Data:
    return chart("progress", rows=list(rows), pace_label="Garis tegak: 90% tahun sudah berjalan")


def months(*years: list[int | None]) -> Data:
    series = [
        {"name": str(2026 - ago), "values": values, "shown": list(map(number, values))}
        for ago, values in enumerate(years)
    ]
    largest = max((value for year in years for value in year if value), default=0)
    ticks = [[value, number(value)] for value in ((0, HUGE // 2, HUGE) if largest == HUGE else (0, 50, 100, 150))]
    return chart("months", labels=list(MONTHS), series=series, ticks=ticks, none="belum dilaporkan")


def places(*values: int | None) -> Data:
    rows = [{"name": name, "value": v, "shown": number(v)} for name, v in zip(NAMES, values, strict=False)]
    return chart("places", rows=rows, rest={"name": "Belum dirinci", "shown": "14"})


def shares(*values: int | None) -> Data:
    rows = [
        {"name": name, "value": value, "shown": number(value), "share": f"{value or 0},5%"}
        for name, value in zip(NAMES, values, strict=False)
    ]
    return chart(
        "shares", rows=[*rows, {"name": "Belum dirinci", "value": 5, "shown": "5", "share": "4,2%", "rest": True}]
    )


def tiles(*values: int | None) -> Data:
    each = [{"code": code, "value": v, "shown": number(v)} for code, v in zip(CODES, values, strict=False)]
    classes = [{"upto": upto, "text": f"sampai {upto}"} for upto in (0, 10, 50, 100, 250)]
    return chart("tiles", tiles=each, classes=classes, none="belum dilaporkan", rest={"name": "Lain", "shown": "14"})


SEVEN = progress(
    indicator("Penempatan", "1.204 orang", 0.5733, "57,33%"),
    indicator("Desa Migran EMAS", "22 desa", 1.0, "100,00%"),
    indicator("Kasus pengaduan diselesaikan", "159 kasus", 1.1357, "113,57%"),
    indicator("Pemberdayaan PMI purna dan keluarga", "0 orang", 0, "0,00%"),
    indicator("Penerima sosialisasi", "12.860 orang", 0.857, "85,73%"),
    indicator("Pelatihan vokasi", "384 orang", None, "tanpa target", None),
    indicator("Remitansi", "Rp78.468.365.801", 0.92, "92,31%"),
)
YEAR = months([96, 118, 134, 87, 141, 152, 98, 0, 127, 143, None, None], [110, 104, 98, 120, 115, 133] + [None] * 6)
EVERYWHERE = (243, 187, 161, 132, 98, 87, 74, 61, 55, 43, 37, 29, 22, 17, 14, 11, 9, 6, 3, 1, 0, None)
USUAL = {
    "progress": SEVEN,
    "months": YEAR,
    "places": places(*EVERYWHERE),
    "shares": shares(48, 26, 15, 5, 1),
    "tiles": tiles(*EVERYWHERE),
}
STRANGE = {
    "progress of nothing": progress(),
    "progress beyond all": progress(indicator("中文 Ñandú", f"Rp{number(HUGE)}", 1e6, "100.000.000,00%", 1.4)),
    "progress without targets": progress(*[indicator("Pelatihan", "3", None, "tanpa target") for _ in range(7)]),
    "more indicators than fit": progress(*SEVEN["rows"], *SEVEN["rows"]),
    "months of nothing": months([None] * 12, [None] * 12),
    "months of zeros": months([0] * 12, [0] * 12),
    "a huge month": months([HUGE, 1, None, 0, *range(8)]),
    "no years": months(),
    "no places": places(),
    "places of nothing": places(*[None] * 22),
    "places of zeros": places(*[0] * 22),
    "a huge place": places(HUGE, *range(21)),
    "no shares": chart("shares", rows=[]),
    "shares of nothing": shares(None, None),
    "shares of zeros": shares(0, 0, 0, 0, 0),
    "a huge share": shares(HUGE, 1, 1, 1, 1),
    "no tiles": tiles(),
    "tiles of nothing": tiles(*[None] * 22),
    "tiles of zeros": tiles(*[0] * 22),
    "huge tiles": tiles(*[HUGE] * 22),
}
ALL = USUAL | STRANGE


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text of the data that is to be read, but not the numbers over months: those are drawn where they fit."""
    match value:
        case dict():
            for name, item in value.items():
                if name not in {"kind", "theme", "code", "none", "pace_label"} and not (
                    "values" in value and name == "shown"
                ):
                    yield from texts(item, name)
        case list():
            for item in value:
                yield from texts(item, key)
        case str():
            yield value


def drawn(canvas: Canvas) -> str:
    return "".join("".join(written.text.split()) for written in canvas.written)


def assert_all_can_be_read(canvas: Canvas) -> None:
    """Large enough, within the margins, and nothing over anything else."""
    height = canvas.picture().height
    for written in canvas.written:
        left, top, right, bottom = written.box
        assert written.size >= SMALLEST
        assert MARGIN - 2 <= left <= right <= RIGHT + 2, written
        assert 0 <= top <= bottom <= height, written
    for one, other in combinations(canvas.written, 2):
        assert not overlap(one.box, other.box), (one, other)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def run(image: Image.Image, colour: str, box: Box) -> int:
    """How many dots of this colour the fullest line of a box has."""
    wanted = ImageColor.getrgb(colour)
    crop = image.crop(box)
    rows = [[crop.getpixel((x, y)) for x in range(crop.width)] for y in range(0, crop.height, 3)]
    return max(row.count(wanted) for row in rows)


# The file


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", USUAL)
def test_it_is_a_small_picture_for_a_telephone(kind: str, theme: str) -> None:
    content = draw_chart(USUAL[kind] | {"theme": theme})
    image = Image.open(BytesIO(content))
    assert (image.format, image.mode, image.width) == ("PNG", "P", WIDTH)
    assert 600 < image.height <= 1500
    assert len(content) < 60_000
    ground = ImageColor.getrgb(THEMES[theme].ground)
    corner = image.convert("RGB").getpixel((2, 2))
    assert isinstance(corner, tuple)
    assert all(abs(one - other) <= 2 for one, other in zip(corner, ground, strict=True))


@pytest.mark.parametrize("kind", USUAL)
def test_the_same_data_gives_the_same_bytes_in_every_thread(kind: str) -> None:
    data = USUAL[kind]
    with ThreadPoolExecutor(4) as pool:
        drawings = set(pool.map(draw_chart, [data, dict(reversed(data.items()))] * 4))
    assert len(drawings) == 1


@pytest.mark.parametrize("changes", [{"kind": "pie"}, {"theme": "blue"}])
def test_what_is_not_known_is_refused(changes: Data) -> None:
    with pytest.raises(KeyError):
        draw_chart(YEAR | changes)


# What can be read


@pytest.mark.parametrize("name", ALL)
def test_every_text_is_on_it_and_can_be_read(name: str) -> None:
    canvas = compose(ALL[name])
    found = drawn(canvas)
    assert [text for text in texts(ALL[name]) if "".join(plain(text).split()) not in found] == []
    assert_all_can_be_read(canvas)


@pytest.mark.parametrize("kind", ["progress", "places", "shares", "tiles"])
def test_every_number_stands_for_itself_as_often_as_it_is_given(kind: str) -> None:
    rows = USUAL[kind].get("rows") or USUAL[kind]["tiles"]
    given_texts = Counter(text for row in rows for key in ("shown", "rate") if (text := row.get(key)))
    assert given_texts <= Counter(written.text for written in compose(USUAL[kind]).written)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", USUAL)
def test_letters_stand_out_from_what_they_are_on(kind: str, theme: str) -> None:
    """Measured on the picture: the colour most of a text's room has is what it stands on."""
    canvas = compose(USUAL[kind] | {"theme": theme})
    picture = canvas.picture()
    for written in canvas.written:
        colours = picture.crop(written.box).getcolors(100_000) or []
        _, ground = max((count, colour) for count, colour in colours if colour != ImageColor.getrgb(written.ink))
        assert isinstance(ground, tuple)
        assert contrast(written.ink, "#{:02X}{:02X}{:02X}".format(*ground)) >= 4.5, written
        assert ImageColor.getrgb(written.ink) in {colour for _, colour in colours}, written


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_palette_can_be_read(theme: Any) -> None:
    for ground in (theme.ground, theme.track, theme.hatch):
        assert min(contrast(theme.ink, ground), contrast(theme.muted, ground)) >= 4.5
    for fill in (*theme.ramp, *theme.parts):
        assert contrast(over(fill), fill) >= 4.5
    assert contrast(theme.accent, theme.ground) >= 3
    strength = [contrast(shade, theme.ground) for shade in theme.ramp]
    assert all(after / before > 1.25 for before, after in pairwise(strength))
    assert [len(set(theme.shades(count))) for count in range(1, 6)] == [1, 2, 3, 4, 5]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast(WHITE, "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast(NIGHT, NIGHT) == 1


def test_the_font_has_every_letter_that_is_let_through() -> None:
    font = Letters().font(40)
    box = bytes(font.getmask("\uffff"))
    assert [letter for letter in KNOWN - {" "} if bytes(font.getmask(letter)) == box] == []


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("1–50 — é", "1-50 - e"),
        ("Desa\nÑandú\t2", "Desa Nandu 2"),
        ("中文", "??"),
        ("a\u200b\u0301b\ud800", "ab?"),
        ("½ m²", "1/2 m2"),
    ],
)
def test_letters_the_font_lacks_become_others(text: str, legible: str) -> None:
    assert plain(text) == legible


# Bars say what the numbers say


def test_a_bar_is_filled_as_far_as_the_target_was_reached() -> None:
    accent = THEMES["light"].accent
    filled = {}
    for fraction in (0, 0.001, 0.25, 0.5, 1, 1.2, 50):
        picture = compose(progress(indicator("Penempatan", "3", fraction, "1%", None))).picture()
        filled[fraction] = run(picture, accent, (0, 160, WIDTH, 320))
    assert filled[0] == filled[0.001] == 4
    assert filled[0.25] == pytest.approx(INNER / 4, abs=2)
    assert filled[0.5] == pytest.approx(INNER / 2, abs=2)
    assert filled[1] == pytest.approx(INNER, abs=2)
    beyond = [
        run(
            compose(progress(indicator("Penempatan", "3", f, "1%", None))).picture(),
            accent,
            (RIGHT + 2, 160, WIDTH, 320),
        )
        for f in (1, 1.001, 50)
    ]
    assert beyond[0] == 0 < beyond[1] == beyond[2]


@pytest.mark.parametrize(("expected", "is_there"), [(None, False), (0, False), (0.5, True), (1, False), (1.3, False)])
def test_a_line_marks_the_pace_while_the_period_runs(expected: float | None, is_there: bool) -> None:
    canvas = compose(progress(indicator("Penempatan", "3", 0.9, "1%", expected)))
    middle = canvas.picture().crop((MARGIN + INNER // 2 - 2, 200, MARGIN + INNER // 2 + 2, 270))
    assert (run(middle, THEMES["light"].ink, (0, 0, 4, 70)) == 4) is is_there
    assert ("Garis" in drawn(canvas)) is is_there


def test_places_are_drawn_to_one_scale() -> None:
    canvas = compose(places(200, 100, 50, 1, 0, None))
    heights = {written.text: (written.box[1] + written.box[3]) // 2 for written in canvas.written}
    picture = canvas.picture()
    lengths = [
        run(picture, THEMES["light"].accent, (0, heights[name] - 1, WIDTH, heights[name] + 1)) for name in NAMES[:6]
    ]
    assert lengths[1] == pytest.approx(lengths[0] / 2, abs=2)
    assert lengths[2] == pytest.approx(lengths[0] / 4, abs=2)
    assert 0 < lengths[3] <= 6
    assert lengths[4:] == [0, 0]


def test_shares_are_as_wide_as_they_say() -> None:
    picture = compose(shares(50, 30, 0, 15)).picture()
    blue, orange, green, vermilion = THEMES["light"].parts[:4]
    bar = (0, 220, WIDTH, 260)
    room = INNER - 3 * 4
    assert run(picture, blue, bar) == pytest.approx(room / 2, abs=10)
    assert run(picture, orange, bar) == pytest.approx(room * 0.3, abs=10)
    assert run(picture, green, bar) == 0
    assert run(picture, vermilion, bar) == pytest.approx(room * 0.15, abs=10)
    assert run(picture, THEMES["light"].hatch, bar) > 0


def test_months_not_reported_are_no_zeros() -> None:
    """This month 0, last month unknown, and the same of the year before."""
    light = THEMES["light"]
    foot = {}
    for name, value in {"zero": 0, "unknown": None}.items():
        canvas = compose(months([value] * 12, [100] * 12))
        base = next(written.box[1] for written in canvas.written if written.text == "Jan") - 16
        foot[name] = [
            run(canvas.picture(), colour, (0, base - 50, WIDTH, base)) for colour in (light.accent, light.hatch)
        ]
    assert foot["zero"][0] > 0 == foot["zero"][1]
    assert foot["unknown"][1] > 0 == foot["unknown"][0]


def test_last_year_is_a_line_at_its_height() -> None:
    canvas = compose(months([None] * 12, [150, 100, None, *[50] * 9]))
    tick = {
        written.text: (written.box[1] + written.box[3]) // 2 for written in canvas.written if written.text.isdigit()
    }
    picture = canvas.picture()
    for text, count in {"150": 1, "100": 1, "50": 9}.items():
        ink = run(picture, THEMES["light"].ink, (MARGIN + 66, tick[text] - 3, WIDTH, tick[text] + 3))
        assert ink == pytest.approx(count * 62, abs=count * 3)


def test_numbers_stand_over_all_bars_of_an_ordinary_year() -> None:
    found = [written.text for written in compose(YEAR).written]
    assert [text for text in map(number, YEAR["series"][0]["values"]) if text not in {*found, "belum"}] == []


def test_a_tile_has_the_colour_of_its_class() -> None:
    for theme in THEMES.values():
        for value, shade in zip((0, 10, 11, 100, 101, 9999), (0, 1, 2, 3, 4, 4), strict=True):
            canvas = compose(tiles(value) | {"theme": "light" if theme is THEMES["light"] else "dark"})
            left, top, _, _ = next(written.box for written in canvas.written if written.text == "Lembata")
            assert canvas.picture().getpixel((left + 60, top + 60)) == ImageColor.getrgb(theme.ramp[shade])


# Whatever the data is like

WORDS = st.text(max_size=120)
NUMBERS = st.text("0123456789.,Rp%", max_size=16)
VALUES = st.none() | st.integers(0, 200) | st.integers(0, HUGE)


def rows(size: int, **fields: Any) -> Any:
    return st.lists(st.fixed_dictionaries({"name": WORDS, "shown": NUMBERS, "value": VALUES} | fields), max_size=size)


def years() -> Any:
    values = st.lists(VALUES, min_size=12, max_size=12)
    shown = st.lists(NUMBERS, min_size=12, max_size=12)
    return st.lists(st.fixed_dictionaries({"name": WORDS, "values": values, "shown": shown}), max_size=2)


def tiles_of(codes: list[str]) -> Any:
    each = [st.fixed_dictionaries({"code": st.just(code), "value": VALUES, "shown": NUMBERS}) for code in codes]
    return st.tuples(*each).map(list)


REST = st.fixed_dictionaries({"name": WORDS, "shown": NUMBERS})
FRACTIONS = st.none() | st.floats(0, 3)
ANYTHING = {
    "progress": {
        "rows": rows(8, fraction=FRACTIONS, rate=NUMBERS, target=WORDS, expected=FRACTIONS),
        "pace_label": WORDS,
    },
    "months": {
        "labels": st.just(list(MONTHS)),
        "series": years(),
        "ticks": st.lists(st.tuples(st.integers(0, HUGE), NUMBERS), max_size=4),
        "none": WORDS,
    },
    "places": {"rows": rows(22), "rest": st.none() | REST},
    "shares": {"rows": rows(6, share=NUMBERS, rest=st.booleans())},
    "tiles": {
        "tiles": st.lists(st.sampled_from(CODES), unique=True).flatmap(tiles_of),
        "classes": st.lists(st.fixed_dictionaries({"upto": st.integers(0, HUGE), "text": WORDS}), max_size=5),
        "none": WORDS,
        "rest": st.none() | REST,
    },
}


@pytest.mark.parametrize("kind", ANYTHING)
def test_whatever_is_drawn_can_be_read(kind: str) -> None:
    words = {"title": WORDS, "subtitle": WORDS, "footer": WORDS, "theme": st.sampled_from(sorted(THEMES))}

    @settings(max_examples=40, deadline=None)
    @given(st.fixed_dictionaries({"kind": st.just(kind)} | words | ANYTHING[kind]))
    def holds(data: Data) -> None:
        canvas = compose(data)
        found = drawn(canvas)
        for row in data.get("rows") or data.get("tiles") or []:
            assert "".join(plain(row["shown"]).split()) in found
        assert_all_can_be_read(canvas)

    holds()
