"""Long cards are cut into messages that Telegram accepts, and nothing a person should read is lost."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.render import TEXT_LIMIT, split
from bot.replies import DATA_LIMIT, act, read_action
from tests.properties.strategies import utf16


class Reader(HTMLParser):
    """Reads as strictly as Telegram does: every tag is closed, in the reverse order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(f"{tag} {attrs}" if attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().split(" ")[0] == tag

    def handle_data(self, data: str) -> None:
        self.shown += [(sign, frozenset(self.open)) for sign in data if not sign.isspace()]


def read(html: str) -> list[tuple[str, frozenset[str]]]:
    """Every visible sign, each with the formats it stands in; blanks may go where a message ends."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader.shown


def visible(html: str) -> str:
    return unescape(re.sub(r"</?[a-z]+(?: [^>]*)?>", "", html))


words = st.one_of(
    st.text("abc ", min_size=1, max_size=12),
    st.sampled_from(["&lt;", "&gt;", "&amp;", "&quot;", "&#39;", "&#x2013;", "😀", "👩‍👩‍👧", "🇮🇩", "x" * 61, "é", "–"]),
    st.sampled_from(["\n", "\n\n", " ", "• "]),
)
tags = st.sampled_from([("<b>", "</b>"), ("<i>", "</i>"), ('<a href="https://bp2mi.go.id/?a=1&amp;b=2">', "</a>")])
html_texts = st.recursive(
    st.lists(words, max_size=6).map("".join),
    lambda inner: st.one_of(
        st.tuples(tags, inner).map(lambda drawn: drawn[0][0] + drawn[1] + drawn[0][1]),
        st.lists(inner, max_size=5).map("".join),
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(html_texts, st.integers(20, 60))
def test_every_piece_fits_is_well_formed_and_together_they_say_it_all(html: str, limit: int) -> None:
    """With a small limit, so that many cuts fall everywhere."""
    pieces = split(html, limit)
    assert all(utf16(visible(piece)) <= limit for piece in pieces)
    assert [sign for piece in pieces for sign in read(piece)] == read(html)


@settings(max_examples=20, deadline=None)
@given(html_texts.filter(bool), st.integers(1, 400))
@example("<b>" + "😀" * TEXT_LIMIT + "</b>", 1)
@example("&amp;" * (TEXT_LIMIT + 1), 1)
@example('<a href="https://bp2mi.go.id">' + "x" * (2 * TEXT_LIMIT) + "</a>\n", 1)
def test_no_message_is_longer_than_telegram_takes(html: str, times: int) -> None:
    pieces = split(html * times)
    assert all(utf16(visible(piece)) <= TEXT_LIMIT for piece in pieces)
    assert [sign for piece in pieces for sign in read(piece)] == read(html * times)


@settings(max_examples=100, deadline=None)
@given(st.text("ab\n", max_size=200).filter(lambda text: text.strip()), st.integers(20, 40))
@example("\n" + "x" * 41, 20)
@example("x" * 19 + "\n\n" + "x" * 41, 20)
@example("x" * 27 + "\n", 27)
def test_no_piece_is_empty(text: str, limit: int) -> None:
    """Telegram refuses a message without a visible sign, and with it the rest of the card."""
    assert all(visible(piece).strip() for piece in split(text, limit))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.from_regex(r"[ab](?:[ab ]{0,17}[ab])?", fullmatch=True), min_size=1, max_size=12))
def test_lines_shorter_than_the_limit_are_never_cut(lines: list[str]) -> None:
    pieces = split("\n".join(lines), 20)
    assert [line for piece in pieces for line in piece.split("\n") if line] == lines


def test_what_fits_is_one_message_as_it_is() -> None:
    for html in ("", "<b>x</b>", "x" * TEXT_LIMIT, "\n"):
        assert split(html) == [html]


def test_an_entity_for_an_emoji_counts_as_telegram_counts_it() -> None:
    """&#128512; is one sign of two UTF-16 units."""
    assert all(utf16(visible(piece)) <= 20 for piece in split("&#128512;" * 30, 20))


# Buttons

arguments = st.lists(st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), max_size=24), max_size=4)


@given(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), arguments)
def test_a_button_says_back_what_it_was_given_or_is_refused_over_64_bytes(name: str, given_: list[str]) -> None:
    size = len(":".join([name, *given_]).encode())
    if size > DATA_LIMIT:
        with pytest.raises(ValueError, match=name):
            act(name, *given_)
    else:
        assert read_action(act(name, *given_)) == (name, tuple(given_))


@given(st.text(max_size=64))
def test_any_forged_button_is_read_without_an_error(data: str) -> None:
    name, rest = read_action(data)
    assert ":".join((name, *rest)) == data
