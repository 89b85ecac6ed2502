"""Numbers that are no figures: dates, hours, years, laws, telephones, ages, ranks, the marks of a list.

They are passed over; what year a date or "tahun 2025" names is kept, for it says what the figures beside it are of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic import words
from content.arithmetic.tokens import LINE, NOTHING, NUMBER, WORD
from content.periods import MONTHS

if TYPE_CHECKING:
    from content.arithmetic.tokens import Tokens

_HARD_SIGNS: Final = frozenset("/:")
_JOINING: Final = frozenset("-–/:")
_DATED_FROM: Final = frozenset({"hingga", "sampai", "per", "sejak", "mulai", "d", "dengan", "akhir"})
_AMOUNT_BEFORE: Final = frozenset({"sebanyak", "sejumlah", "berjumlah", "rp"})
_YEAR_BEFORE: Final = frozenset({"tahun", "pada", "sepanjang", "selama", "di", "sejak", "awal", "akhir", "per"})
_COUNTED_FOR_CERTAIN: Final = frozenset({"orang", "org", "jiwa", "kasus", "desa", *words.PERCENT, *words.SCALES})
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_MOST_MARK: Final = 40  # of a numbered list
_LONGEST_ASIDE: Final = 25  # tokens in brackets


class Passed(NamedTuple):
    """What was passed over: the token behind it and the year it names for the figures around it."""

    behind: int
    year: int | None = None


def passed_over(tokens: Tokens, index: int) -> Passed | None:
    """What the number at `index` belongs to if it is no figure, else None."""
    for rule in (_glued, _date, _slashed, _mark, _year, _long, _named, _measured):
        if (found := rule(tokens, index)) is not None:
            return found
    return None


def is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def counts_behind(tokens: Tokens, index: int) -> bool:
    """Whether the word here says what a number before it counts."""
    low = tokens.low(index)
    return low in words.PEOPLE | words.CASES | words.VILLAGES | words.COUNTED | words.PERCENT or low in words.SCALES


def _glued(tokens: Tokens, index: int) -> Passed | None:
    """Part of a name such as P3MI, G20 or Covid-19."""
    before, behind = tokens.at(index - 1), tokens.at(index + 1)
    if tokens.is_glued(index):
        if before.kind == WORD and before.low not in words.CURRENCY | words.FOREIGN:
            return Passed(index + 1)
        if before.text == "-" and tokens.is_glued(index - 1) and tokens.at(index - 2).kind == WORD:
            return Passed(index + 1)
    if tokens.is_glued(index + 1) and behind.kind == WORD and not _may_be_glued(behind.low):
        return Passed(index + 1)
    return None


def _may_be_glued(low: str) -> bool:
    known = words.PEOPLE | words.CASES | words.VILLAGES | words.PERCENT | words.MEASURES | {"an", "m", "t"}
    return low in known or low in words.SCALES


def _date(tokens: Tokens, index: int) -> Passed | None:
    """13 Januari 2026, 13-16 November. What is reported on a day is of no year; what is reported up to it is."""
    if len(tokens[index].text) > 2 or not tokens[index].text.isdecimal():
        return None
    month = index + 1
    if tokens.low(month) in words.DASHES and tokens.at(month + 1).kind == NUMBER:
        month += 2
    if tokens.low(month) not in MONTHS or tokens.low(month) == "may":
        return None
    behind = month + 1
    if not is_year(tokens.at(behind).text):
        return Passed(behind)
    return Passed(behind + 1, int(tokens[behind].text) if tokens.low(index - 1) in _DATED_FROM else None)


def _slashed(tokens: Tokens, index: int) -> Passed | None:
    """13/1/2026, 17/2025, 0811-38-72, 1:3, 20-10-2025: numbers joined by signs, unless two that make a range."""
    behind, joined = index + 1, [tokens.low(index - 1)] if tokens.is_glued(index) else []
    while tokens.low(behind) in _JOINING and tokens.is_glued(behind) and tokens.is_glued(behind + 1):
        if tokens.at(behind + 1).kind != NUMBER:
            break
        joined.append(tokens.low(behind))
        behind += 2
    if _HARD_SIGNS & set(joined[:1]) and tokens.at(index - 2).kind == LINE:
        joined = joined[1:]
    hard = bool(_HARD_SIGNS & set(joined)) and not (tokens.low(index - 1) == ":" and len(joined) == 1)
    return Passed(behind) if hard or behind - index > 3 else None


def _mark(tokens: Tokens, index: int) -> Passed | None:
    """The mark of a list: 1. at the beginning of a line, 2) anywhere, (1) before words."""
    text, behind = tokens[index].text, tokens.low(index + 1)
    if not text.isdecimal() or len(text) > 2 or int(text) > _MOST_MARK:
        return None
    if tokens.starts_line(index) and behind in {".", ")"}:
        return Passed(index + 2)
    if behind == ")" and tokens.low(index - 1) != "(" and not _opened(tokens, index):
        return Passed(index + 2)
    bracketed = tokens.low(index - 1) == "(" and behind == ")" and tokens.at(index + 2).kind == WORD
    before = tokens.at(index - 2)
    is_first = int(text) == 1 or before is NOTHING or before.kind == LINE or before.text in {",", ";", ":", "."}
    return Passed(index + 2) if bracketed and is_first else None


def _opened(tokens: Tokens, index: int) -> bool:
    """Whether a bracket that was opened on this line is still open."""
    at = index - 1
    while (token := tokens.at(at)) is not NOTHING and token.kind != LINE and index - at < _LONGEST_ASIDE:
        if token.text in {"(", ")"}:
            return token.text == "("
        at -= 1
    return False


def _year(tokens: Tokens, index: int) -> Passed | None:
    if not is_year(tokens[index].text):
        return None
    before = tokens.low(index - 1)
    is_counted = tokens.low(index + 1) in _COUNTED_FOR_CERTAIN and before not in _YEAR_BEFORE
    if before in _AMOUNT_BEFORE or is_counted:
        return None
    of_a_law = before == "tahun" and (
        tokens.low(index - 3) in words.LAWS
        or tokens.low(tokens.skip(index - 3, words.OPENERS, back=True)) in words.LAWS
    )
    of_a_day = tokens.low(index - 1) in MONTHS and tokens.at(index - 2).kind == NUMBER
    return Passed(index + 1, None if of_a_law or of_a_day else int(tokens[index].text))


def _long(tokens: Tokens, index: int) -> Passed | None:
    """Telephones and numbers of papers: many digits without a point, or a zero in front."""
    text = tokens[index].text
    if tokens.low(index - 1) in words.CURRENCY or (tokens.low(index - 1) == "." and _has_currency(tokens, index)):
        return None
    if tokens.low(index - 1) == "+" and text.startswith("62"):
        return Passed(index + 1)
    zero = len(text) > 1 and text[0] == "0" and text[1] not in ",."
    if tokens.low(index - 1) == ")" and tokens.low(index - 2)[:1] == "0":
        return Passed(index + 1)
    return Passed(index + 1) if zero or (len(text) >= 7 and text.isdecimal()) else None


def _has_currency(tokens: Tokens, index: int) -> bool:
    return tokens.low(index - 2) in words.CURRENCY


def _named(tokens: Tokens, index: int) -> Passed | None:
    """Pasal 5, ayat (1), pukul 09.00 sampai 11.00, usia 21."""
    at = tokens.skip(index - 1, words.OPENERS, back=True)
    name = tokens.low(at)
    if index - at > 3 or name not in words.NAMED_BY or any(tokens.at(one).kind == LINE for one in range(at, index)):
        return None
    if name in words.SMALL_NAMES and (counts_behind(tokens, index + 1) or len(tokens[index].text) > 2):
        return None
    if name not in words.TIMES_OF_DAY | {"usia", "umur", "berusia", "berumur"} and counts_behind(tokens, index + 1):
        return None
    behind = index + 1
    if tokens.low(behind) in words.UNTIL | words.DASHES and tokens.at(behind + 1).kind == NUMBER:
        behind += 2
    return Passed(behind)


def _measured(tokens: Tokens, index: int) -> Passed | None:
    """16 hari, 24 jam, 3 kali; but "2 kali lipat" is a figure, and so is "2.226 orang"."""
    behind = tokens.skip(index + 1, words.DASHES)
    if tokens.at(behind).kind == NUMBER and behind > index + 1:
        behind += 1
    elif tokens.low(index + 1) in words.UNTIL and tokens.at(index + 2).kind == NUMBER:
        behind = index + 3
    elif tokens.low(index + 1) == "(":
        behind = _behind_bracket(tokens, index + 1)
    if tokens.low(behind) in {"kali", "x"} and tokens.low(behind + 1) in words.FOLD:
        return None
    is_metre = tokens.at(behind).text == "M" and tokens.low(behind) == "m"
    return Passed(behind + 1) if tokens.low(behind) in words.MEASURES and not is_metre else None


def _behind_bracket(tokens: Tokens, index: int) -> int:
    """Behind "(dua belas)"; behind the bracket alone where anything else stands in it."""
    at = tokens.skip(index + 1, words.NUMERALS)
    return at + 1 if tokens.low(at) == ")" else index
