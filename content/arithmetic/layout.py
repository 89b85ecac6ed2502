"""Lines and sentences: which ends of lines end something, where a sentence ends, what is a row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic.tokens import LINE, NUMBER, SIGN, WORD, Tokens
from content.arithmetic.words import ABBREVIATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPED: Final = 60  # letters of a line from which on its end may be that of the page only
_ENDS: Final = frozenset(".!?")
_HOLDING: Final = frozenset("([-–—")


class Stretch(NamedTuple):
    """A sentence: its tokens from `first` to before `last`, and the mark of a list it begins with ("" for none)."""

    first: int
    last: int
    mark: str


def unwrapped(tokens: Tokens) -> Tokens:
    """The tokens without the line ends that only the width of a page made."""
    return Tokens(
        token for at, token in enumerate(tokens) if token.kind != LINE or _is_end_of_line(tokens, at, _line(tokens, at))
    )


def stretches(tokens: Tokens) -> Iterator[Stretch]:
    """The sentences in order; every token but line ends is in one of them."""
    first = 0
    for at, token in enumerate(tokens):
        if token.kind == LINE:
            if first < at:
                yield Stretch(first, at, _mark(tokens, first))
            first = at + 1
        elif token.text in _ENDS and _is_end(tokens, at, first):
            yield Stretch(first, at + 1, _mark(tokens, first))
            first = at + 1
    if first < len(tokens):
        yield Stretch(first, len(tokens), _mark(tokens, first))


def _line(tokens: Tokens, at: int) -> int:
    """How long the line is that ends here, in letters; of a longer one than matters, about."""
    start = at
    while start > 0 and tokens[start - 1].kind != LINE and tokens[at].start - tokens[start - 1].start < _WRAPPED + 20:
        start -= 1
    return tokens[at].start - tokens[start].start


def _is_end_of_line(tokens: Tokens, at: int, length: int) -> bool:
    before, behind = tokens.at(at - 1), tokens.at(at + 1)
    if LINE in {before.kind, behind.kind} or before.text in {".", "!", "?", ":", ";"} or _mark(tokens, at + 1):
        return True
    if behind.kind == WORD and behind.text[0].islower():
        return False
    return length < _WRAPPED


def _mark(tokens: Tokens, at: int) -> str:
    """The kind of mark a row of a list begins with here: a sign, "1" for any number, "a" for any letter."""
    token, behind = tokens.at(at), tokens.at(at + 1)
    if not tokens.starts_line(at) or (token.text == "*" and tokens.is_glued(at + 1)):
        return ""
    if token.kind == SIGN and token.text not in _HOLDING - {"-", "–", "—"} | set(".,:;!?%)$€£±#/&+"):
        return token.text
    if behind.text in {".", ")"} and tokens.at(at + 2).start > behind.end and len(token.text) <= 2:
        if token.kind == NUMBER and token.text.isdecimal():
            return "1"
        if token.kind == WORD and len(token.text) == 1:
            return "a"
    return ""


def _is_end(tokens: Tokens, at: int, first: int) -> bool:
    before, behind = tokens.at(at - 1), tokens.at(at + 1)
    if tokens.is_glued(at + 1) and behind.kind in {NUMBER, WORD}:
        return False
    if tokens[at].text != ".":
        return True
    if at - first <= 1 and _mark(tokens, first):
        return False
    if before.kind == WORD and (before.low in ABBREVIATIONS or len(before.text) == 1):
        return False
    return not (behind.kind == WORD and behind.text[0].islower() and before.kind == WORD and len(before.text) <= 3)
