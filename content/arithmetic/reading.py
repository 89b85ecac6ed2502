"""All figures of a text, with what each counts and how it is hedged, and the years it names."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic import words
from content.arithmetic.amounts import CASES, PEOPLE, PERCENT, POINTS, RUPIAH, TIMES, VILLAGES, Amount, Bound
from content.arithmetic.passing import counts_behind, passed_over
from content.arithmetic.spoken import Written, in_digits, in_words, is_numeral
from content.arithmetic.tokens import NOTHING, NUMBER, WORD

if TYPE_CHECKING:
    from content.arithmetic.tokens import Tokens

_UNITS: Final = ((words.PEOPLE, PEOPLE), (words.CASES, CASES), (words.VILLAGES, VILLAGES))
_HEDGED: Final = (
    (Bound.AT_LEAST, words.AT_LEAST),
    (Bound.AT_MOST, words.AT_MOST),
    (Bound.ABOUT, words.ABOUT),
    (Bound.BELOW, words.BELOW),
    (Bound.NEARLY, words.NEARLY),
    (Bound.ABOVE, words.ABOVE),
)
_FOREIGN: Final = "foreign"  # money nobody converts
_SMALLEST_ALONE: Final = 11  # "dua" with no noun behind it is a word, "sebelas" a number
_LONGEST_HEDGE: Final = 4


class Year(NamedTuple):
    """A year named for the figures around it, at a token."""

    at: int
    year: int


class Read(NamedTuple):
    amounts: tuple[Amount, ...]
    years: tuple[Year, ...]


def read(tokens: Tokens) -> Read:
    """Every figure once, in order; what is no figure is passed over."""
    amounts: list[Amount] = []
    years: list[Year] = []
    at = 0
    while at < len(tokens):
        passed = passed_over(tokens, at) if tokens[at].kind == NUMBER else None
        if passed is not None:
            if passed.year is not None:
                years.append(Year(at, passed.year))
            at = passed.behind
            continue
        amount, at = _amount(tokens, at)
        if amount is not None:
            amounts.append(amount)
    return Read(tuple(amounts), tuple(years))


def _amount(tokens: Tokens, index: int) -> tuple[Amount | None, int]:
    """The figure that begins here, and the token to go on from."""
    if tokens[index].kind == NUMBER:
        written = in_digits(tokens, index)
        if written is not None and tokens.at(written.behind).kind == NUMBER:
            return None, written.behind + 1  # "58 53%": nobody knows
    elif is_numeral(tokens, index):
        written, behind = _spelled_out(tokens, index)
        if written is None:
            return None, behind
    else:
        return None, index + 1
    if written is None:
        return None, index + 1
    return _complete(tokens, index, written)


def _spelled_out(tokens: Tokens, index: int) -> tuple[Written | None, int]:
    """A number in words; a small one only before what it counts, for "satu" is also an article."""
    value, behind = in_words(tokens, index)
    if value is None:
        return None, behind
    is_counted = counts_behind(tokens, behind) or _is_fold(tokens, behind) or tokens.low(behind) in words.CURRENCY
    is_repeated = tokens.low(behind) == "(" and tokens.at(behind + 1).kind == NUMBER
    is_measured = tokens.low(behind) in words.MEASURES and not _is_fold(tokens, behind)
    if is_measured or tokens.low(index - 1) == "salah" or not (is_counted or is_repeated or value >= _SMALLEST_ALONE):
        return None, behind
    is_share = tokens.low(behind) in words.PERCENT
    return Written(Fraction(value), Fraction(1 if is_share else 0), behind), behind


def _complete(tokens: Tokens, index: int, written: Written) -> tuple[Amount | None, int]:
    """Currency and hedge before the number, repetition, range and unit behind it."""
    value, step, behind = written
    behind, spelled = _repetition(tokens, behind)
    upto, behind = _upto(tokens, value, behind)
    if upto is not None and step == 0 and tokens.low(behind) in words.PERCENT:
        step = Fraction(1)
    behind, is_more = _trail(tokens, behind)
    first, has_currency = _currency(tokens, index)
    unit, noun, behind = _unit(tokens, behind, has_currency=has_currency)
    if unit == TIMES:
        step = step or Fraction(1)
    if unit == _FOREIGN or tokens.low(first - 1) in words.FOREIGN:
        return None, behind
    bound, first = _hedge(tokens, first)
    if is_more and bound is Bound.EXACT:
        bound = is_more
    amount = Amount(
        *(value, step, bound, unit, noun, first, behind),
        *(tokens[first].start, tokens[behind - 1].end, upto, spelled),
    )
    return amount, behind


def _repetition(tokens: Tokens, behind: int) -> tuple[int, int | None]:
    """12 (dua belas): the value in brackets, and the token behind them."""
    if tokens.low(behind) != "(":
        return behind, None
    if is_numeral(tokens, behind + 1):
        spelled, at = in_words(tokens, behind + 1)
        at = tokens.skip(at, frozenset({"rupiah", "persen", "orang"}))
        return (at + 1, spelled) if tokens.low(at) == ")" else (behind, None)
    if tokens.at(behind + 1).kind == NUMBER and tokens.low(behind + 2) == ")" and counts_behind(tokens, behind + 3):
        repeated = in_digits(tokens, behind + 1)
        if repeated is not None and repeated.value.denominator == 1:
            return behind + 3, repeated.value.numerator
    return behind, None


def _upto(tokens: Tokens, value: Fraction, behind: int) -> tuple[Fraction | None, int]:
    """The end of a range such as 30-40 or 30 sampai 40; dashes with blanks part the columns of a table."""
    if tokens.low(behind) in words.DASHES and not (tokens.is_glued(behind) and tokens.is_glued(behind + 1)):
        return None, behind
    at = behind + 2 if tokens.low(behind) == "sampai" and tokens.low(behind + 1) == "dengan" else behind + 1
    if tokens.low(behind) in words.UNTIL | words.DASHES and tokens.at(at).kind == NUMBER:
        end = in_digits(tokens, at)
        if end is not None and end.value > value and passed_over(tokens, at) is None:
            return end.value, end.behind
    return None, behind


def _trail(tokens: Tokens, behind: int) -> tuple[int, Bound | None]:
    """Signs behind a number: ",-" of money, "-an" of what is only about so many, "lebih"."""
    if tokens.low(behind) == "," and tokens.low(behind + 1) in words.DASHES and tokens.is_glued(behind + 1):
        behind += 2
    if tokens.low(behind) == "an" and tokens.is_glued(behind):
        return behind + 1, Bound.ABOUT
    if tokens.low(behind) == "-" and tokens.low(behind + 1) == "an" and tokens.is_glued(behind + 1):
        return behind + 2, Bound.ABOUT
    if tokens.low(behind) == "lebih" and tokens.low(behind + 1) not in words.MORE_THAN | words.LESS_THAN | {"dari"}:
        return behind + 1, Bound.ABOVE
    return behind, None


def _currency(tokens: Tokens, index: int) -> tuple[int, bool]:
    at = index - 1
    if tokens.low(at) == "." and tokens.low(at - 1) in words.CURRENCY:
        at -= 1
    return (at, True) if tokens.low(at) in words.CURRENCY else (index, False)


def _unit(tokens: Tokens, behind: int, *, has_currency: bool) -> tuple[str, str, int]:
    """What is counted, the noun for it, and the token behind a sign of percent or a "rupiah"."""
    low, after = tokens.low(behind), tokens.low(behind + 1)
    if low in words.PERCENT | words.POINTS:
        is_both = after in words.PERCENT | words.POINTS
        is_point = words.POINTS & {low, after if is_both else ""}
        return (POINTS if is_point else PERCENT), "", behind + 1 + is_both
    if has_currency or low == "rupiah":
        return RUPIAH, "", behind + (low == "rupiah")
    if _is_fold(tokens, behind):
        return TIMES, "", behind + 2
    if low in words.FOREIGN:
        return _FOREIGN, "", behind + 1
    unit = next((unit for names, unit in _UNITS if low in names), low if low in words.COUNTED else "")
    is_noun = unit or (tokens.at(behind).kind == WORD and low not in words.NO_NOUN)
    return unit, low if is_noun else "", behind


def _is_fold(tokens: Tokens, index: int) -> bool:
    return tokens.low(index) in {"kali", "x"} and tokens.low(index + 1) in words.FOLD


def _hedge(tokens: Tokens, first: int) -> tuple[Bound, int]:
    """How the number is hedged, and where the hedge begins; the longest hedge wins."""
    end = tokens.skip(first - 1, words.HEDGES, back=True) + 1
    for size in range(_LONGEST_HEDGE, 0, -1):
        if tokens.at(end - size) is NOTHING:
            continue
        phrase = tuple(tokens.low(at) for at in range(end - size, end))
        for bound, phrases in _HEDGED:
            if phrase in phrases:
                return bound, end - size
    return Bound.EXACT, first
