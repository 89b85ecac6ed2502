"""What a figure is about: the words it shares a breath with, its year, and whether it is of all or of a part only."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic import cues
from content.arithmetic.amounts import CASES
from content.arithmetic.tokens import NOTHING, NUMBER, WORD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from content.arithmetic.sentences import Sentence, Spot, Text

_JOINS: Final = frozenset({",", ";", ":", "(", ")", "dan", "serta", "–", "—", "-", "•"}) | cues.BREAKS
_LINKS: Final = frozenset({"dan", "serta", "maupun", "atau"})
_FULL_YEAR: Final = frozenset({"desember", "des"})
_DAY: Final = frozenset({"tanggal", "tgl"})
_FARTHEST: Final = 40  # tokens of a breath, on each side


class Breath(NamedTuple):
    """The stretch of a sentence a figure shares with no other of its sort, as tokens from `first` to before `last`."""

    first: int
    last: int


def breath(spot: Spot) -> Breath:
    """From the last comma or "dan" before a figure to the next behind it; a colon belongs to the breath."""
    sentence, amount = spot.sentence, spot.amount
    tokens = sentence.tokens
    before = [one.last for one in sentence.amounts[: spot.place] if one.counts_like(amount)]
    start = max(sentence.first, amount.first - _FARTHEST, *before[-1:])
    end = min(amount.last + _FARTHEST, next_like(spot))
    first, last = amount.first, amount.last
    while first > start and tokens.low(first - 1) not in _JOINS:
        first -= 1
    while last < end and tokens.low(last) not in _JOINS:
        last += 1
    return Breath(start if tokens.low(first - 1) == ":" else first, last)


def with_partner(spot: Spot) -> Breath:
    """The breath, and what a "dan" before it puts beside it: "sosialisasi dan pelatihan diikuti 500 orang"."""
    sentence, (first, last) = spot.sentence, breath(spot)
    before = [one.last for one in sentence.amounts[: spot.place] if one.counts_like(spot.amount)]
    start, at = max([sentence.first, *before[-1:]]), first - 1
    if sentence.tokens.low(at) not in _LINKS:
        return Breath(first, last)
    while at > start and sentence.tokens.low(at - 1) not in _JOINS:
        at -= 1
    return Breath(at, last)


def next_like(spot: Spot) -> int:
    """The token at which the next figure of the sort begins, or the sentence ends."""
    behind = spot.sentence.amounts[spot.place + 1 :]
    return next((one.first for one in behind if one.counts_like(spot.amount)), spot.sentence.last)


def said(sentence: Sentence, phrase: Sequence[str], first: int, last: int) -> int:
    """Where a phrase is said between two tokens (its first token), -1 where it is not; "-nya" may end it."""
    size = len(phrase)
    lows = [sentence.tokens[at].low for at in range(first, last)]
    for at in range(len(lows) - size + 1):
        if all(low in {word, f"{word}nya"} for low, word in zip(lows[at : at + size], phrase, strict=True)):
            return first + at
    return -1


def subjects(spot: Spot) -> frozenset[str]:
    """What a figure is about as the words around it say; of the first of its sort, as the sentence before it says."""
    near = breath(spot)
    found = _subjects(spot.sentence.words(*near))
    if found or _has_like_before(spot):
        return found
    return _subjects(spot.sentence.words(spot.sentence.first, near.last))


def is_first_of_its_sort(spot: Spot) -> bool:
    return not _has_like_before(spot)


def year_of(text: Text, at: int, spot: Spot) -> int | None:
    """The year a figure is of: named in its sentence, else in one before; None where none is, 0 where it is unclear."""
    if (own := spot.year) is not None:
        return own
    for sentence in reversed(text.sentences[:at]):
        years = {year.year for year in sentence.years}
        if years:
            main = _main_year(text)
            return main if main in years else min(years) if len(years) == 1 else 0
    return None


def is_partial(spot: Spot) -> bool:
    """Whether it is of a part of the year, of the people or of the province, or of what is yet to come."""
    near = breath(spot)
    first = spot.sentence.first if is_first_of_its_sort(spot) else near.first
    before, behind = (first, spot.amount.first), (spot.amount.last, near.last)
    around = {*spot.sentence.words(*before), *spot.sentence.words(*behind)}
    narrowing = cues.NOT_YET | cues.NOT_ALL | (cues.UNSETTLED if spot.amount.unit == CASES else frozenset())
    if around & narrowing or cues.PARTIAL_TIME & spot.sentence.vocabulary:
        return True
    return _names_months(spot.sentence) or names_place(spot.sentence, first, near.last)


def is_of_part_of_year(sentence: Sentence) -> bool:
    return bool(cues.PARTIAL_TIME & sentence.vocabulary) or _names_months(sentence)


def _subjects(said_words: Iterable[str]) -> frozenset[str]:
    present = frozenset(said_words)
    return frozenset(name for name, names in cues.SUBJECTS.items() if names & present)


def _has_like_before(spot: Spot) -> bool:
    return any(one.counts_like(spot.amount) for one in spot.sentence.amounts[: spot.place])


def _main_year(text: Text) -> int:
    counted = Counter(year.year for sentence in text.sentences for year in sentence.years)
    return counted.most_common(1)[0][0]


def _names_months(sentence: Sentence) -> bool:
    """Whether months say of which part of the year it is; the day a thing was told does not."""
    tokens = sentence.tokens
    named = [at for at in range(sentence.first, sentence.last) if cues.MONTHS & set(tokens[at].low.split("-"))]
    lows = {tokens[at].low for at in named}
    if lows == {"januari", "desember"} and not any(tokens.at(at - 1).kind == NUMBER for at in named):
        return False
    return any(_limits(sentence, at) for at in named)


def _limits(sentence: Sentence, at: int) -> bool:
    """Whether a month says which part of the year is meant: "pada Mei", "hingga 5 Mei", not "surat tanggal 5 Mei"."""
    tokens = sentence.tokens
    is_day = tokens.at(at - 1).kind == NUMBER and len(tokens[at - 1].text) <= 2
    before = tokens.low(tokens.skip(at - 2 if is_day else at - 1, _DAY, back=True))
    if tokens[at].low in _FULL_YEAR and before in cues.UP_TO | {"akhir"} - {"pada", "sejak"}:
        return False
    return not is_day or before in cues.UP_TO


def names_place(sentence: Sentence, first: int, last: int, besides: Collection[str] = ()) -> bool:
    """Whether a place narrower than the province is named: a capital behind "di" or "Kabupaten"."""
    tokens, known = sentence.tokens, {*cues.HOME, *cues.PLACED_BY, *besides}
    for at in range(first, last - 1):
        behind = tokens[tokens.skip(at + 1, frozenset(")"))] if tokens[at].low in cues.PLACED_BY else NOTHING
        if behind.kind == WORD and behind.text[0].isupper() and behind.low not in known:
            return True
    return False
