"""HTML into text and entities."""

from __future__ import annotations

import pytest

from bot.simulator.entities import found_in
from bot.simulator.errors import ApiError
from bot.simulator.markup import UNMATCHED_SURROGATE, parse_html, utf16_length


def parsed(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = parse_html(source, strict=True)
    return text, [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("biasa", "biasa", []),
        ("<b>tebal</b> biasa", "tebal biasa", [("bold", 0, 5)]),
        ("<b><i>dua</i></b>", "dua", [("italic", 0, 3), ("bold", 0, 3)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🙂<u>x</u>", "🙂x", [("underline", 2, 1)]),
        ("1 &lt; 2 &amp; 3 &gt; 2 &#33;", "1 < 2 & 3 > 2 !", []),
        ("A & B", "A & B", []),
        ("<b></b>kosong", "kosong", []),
        ("<STRONG>x</strong>", "x", [("bold", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        (
            '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("a &lt b &#1234567;", "a < b &#1234567;", []),
        ("<i jenis = miring   lain>x</  >", "x", [("italic", 0, 1)]),
        ("<blockquote cite='' expandable=no>x</>", "x", [("expandable_blockquote", 0, 1)]),
        ("<a>tanpa alamat</a>", "tanpa alamat", []),
        ("<del>x</del><em>y</em>", "xy", [("strikethrough", 0, 1), ("italic", 1, 1)]),
    ],
)
def test_parsing(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    assert parsed(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("<a href=bp2mi.go.id>x</a>", "http://bp2mi.go.id/"),
        ("<a href='https://BP2MI.go.id?a=B'>x</a>", "https://bp2mi.go.id/?a=B"),
        ("<a>https://bp2mi.go.id/x</a>", "https://bp2mi.go.id/x"),
        ("<a href='tg://user?id=1'>x</a>", "tg://user?id=1"),
    ],
)
def test_addresses_are_kept_in_full(source: str, url: str) -> None:
    assert parse_html(source, strict=True)[1][0]["url"] == url


def test_links_and_code_carry_what_belongs_to_them() -> None:
    _, link = parse_html('<a href="https://t.me/x?a=1&amp;b=2">sini</a>', strict=True)
    assert link == [{"type": "text_link", "offset": 0, "length": 4, "url": "https://t.me/x?a=1&b=2"}]
    _, code = parse_html('<pre><code class="language-sql">x</code></pre>', strict=True)
    assert code == [{"type": "pre", "offset": 0, "length": 1, "language": "sql"}]
    _, alone = parse_html('<code class="language-sql">x</code>', strict=True)
    assert alone == [{"type": "code", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="merah">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("é<i =x>", 'Empty attribute name in the tag "i" at byte offset 2'),
        ("é<i a = ", 'Unclosed start tag "i" at byte offset 2'),
        ("é<i a = 'x>", "Unclosed start tag at byte offset 2"),
        ("é<i a = x!>", "Unexpected end of name token at byte offset 9"),
        ("&#xD83D;", UNMATCHED_SURROGATE),
        ("A&nbsp;B", 'Unsupported entity "&nbsp;" at byte offset 1'),
    ],
)
def test_refusals(source: str, refusal: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source, strict=True)
    assert caught.value.description == f"Bad Request: can't parse entities: {refusal}"


def test_telegram_itself_shows_an_unknown_reference_as_typed() -> None:
    assert parse_html("A&nbsp;B", strict=False) == ("A&nbsp;B", [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("coba /capaian@bp3mi_ntt_bot ya", [("bot_command", "/capaian@bp3mi_ntt_bot")]),
        ("tanggal 12/3 dan/atau", []),
        ("lihat https://bp2mi.go.id/a?b=c.", [("url", "https://bp2mi.go.id/a?b=c")]),
        ("bp2mi.go.id atau surat@bp2mi.go.id", [("url", "bp2mi.go.id"), ("email", "surat@bp2mi.go.id")]),
        ("t.me/bp3mi_ntt_bot?start=s_1", [("url", "t.me/bp3mi_ntt_bot?start=s_1")]),
        ("hubungi @petugas_ntt #pmi", [("mention", "@petugas_ntt"), ("hashtag", "#pmi")]),
        ("realisasi 2.226 dari 1.950", []),
    ],
)
def test_what_telegram_finds_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    assert [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in found_in(text)] == found


def test_an_emoji_counts_as_two() -> None:
    assert utf16_length("a🙂é") == 4
