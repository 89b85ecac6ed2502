"""Numbers in a text as they are written: 1.960; 78,46; "15 ribu 345"; "dua belas"; "Rp57,42 M"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from content import numbers
from content.arithmetic.tokens import NUMBER, WORD
from content.arithmetic.words import NUMERALS, ONES, PERCENT, SCALES, SHORT_SCALES

if TYPE_CHECKING:
    from content.arithmetic.tokens import Tokens

MOST_DIGITS: Final = 15
MOST_NUMERALS: Final = 24
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,6})?")
_PLAIN: Final = re.compile(r"[0-9]+(?:,[0-9]{1,6})?")
_ENGLISH: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,2}")
_POINTED: Final = re.compile(r"[0-9]{1,6}\.(?:[0-9]{1,2}|[0-9]{4,6})")
_THOUSAND_OR_DECIMALS: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_BIG: Final = tuple((name, size) for name, size in SCALES.items() if size > 1000)


class Written(NamedTuple):
    """A number with its last place (0: exact to the one) and the index of the token behind it."""

    value: Fraction
    step: Fraction
    behind: int


def in_digits(tokens: Tokens, index: int) -> Written | None:
    """The number that begins with these digits, its "ribu" or "miliar" and what follows them ("345") included."""
    size = scale_at(tokens, index + 1)
    is_percent = tokens.low(index + 1) in PERCENT
    read = _digits(tokens[index].text, is_decimal=bool(size) or is_percent)
    if read is None:
        return None
    value, step = read
    if not size:
        return Written(value, step if step < 1 or is_percent else Fraction(0), index + 1)
    value, step, behind = value * size, step * size, index + 2
    while tokens.at(behind).kind == NUMBER and not tokens.is_glued(behind):
        below = scale_at(tokens, behind + 1)
        more = _digits(tokens[behind].text, is_decimal=False)
        if more is None or more[0] * max(below, 1) >= size or (below == 0 and size > 1000):
            break
        value += more[0] * max(below, 1)
        step = Fraction(below)
        behind, size = (behind + 2, below) if below else (behind + 1, 1)
    return Written(value, step, behind)


def scale_at(tokens: Tokens, index: int) -> int:
    token = tokens.at(index)
    return SCALES.get(token.low, 0) or SHORT_SCALES.get(token.text, 0)


def in_words(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """The number spelled out from here on and the token behind; None for words that make no number."""
    behind = index
    while tokens.at(behind).kind == WORD and tokens.low(behind) in NUMERALS and behind - index < MOST_NUMERALS:
        behind += 1
    if tokens.low(behind) == "koma" and tokens.low(behind + 1) in NUMERALS | {"nol"}:
        behind += 1
        while tokens.low(behind) in NUMERALS | {"nol"}:
            behind += 1
        return None, behind
    return _spelled([tokens.low(at) for at in range(index, behind)]), behind


def _spelled(words: list[str]) -> int | None:
    total, rest = 0, " ".join(words).replace("sejuta", "satu juta")
    for name, size in sorted(_BIG, key=lambda one: -one[1]):
        head, found, tail = rest.partition(f" {name}")
        if found:
            times = numbers.value(head)
            if times is None:
                return None
            total, rest = total + times * size, tail.strip()
    below = numbers.value(rest) if rest else 0
    return None if below is None else total + below


def is_numeral(tokens: Tokens, index: int) -> bool:
    """Whether a spelled number can begin here: "ratus" and "juta" alone begin none."""
    return tokens.low(index) in ONES | {"sebelas", "sepuluh", "seratus", "seribu", "sejuta"}


def _digits(written: str, *, is_decimal: bool) -> tuple[Fraction, Fraction] | None:
    """Value and last place; None where Indonesians would not write so or could mean two numbers."""
    if sum(map(str.isdigit, written)) > MOST_DIGITS:
        return None
    if is_decimal and _POINTED.fullmatch(written):
        written = written.replace(".", ",")
    elif _THOUSAND_OR_DECIMALS.fullmatch(written) and not is_decimal:
        written = written.replace(",", "")
    elif _ENGLISH.fullmatch(written):
        written = written.replace(",", "").replace(".", ",")
    elif not (_GROUPED.fullmatch(written) or _PLAIN.fullmatch(written)):
        return None
    whole, _, decimals = written.replace(".", "").partition(",")
    step = Fraction(1, 10 ** len(decimals))
    return Fraction(int(whole + decimals)) * step, step
