"""The words that name indicators, their parts and their dimensions, and what a misspelt word may have been."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.queries.sheet import Meant, Sheet, phrase, plain_words
from bot.queries.words import DIMENSION_WORDS, EVERY, GRAMMAR, NEVER_A_SLIP, NEVER_A_SLIP_OF
from content.places.spelling import letters
from content.spelling import is_spread_over, skeleton

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from content.indicators import Indicator, Indicators
    from content.places import Register

SHORTEST: Final = 5  # letters from which a slip is forgiven
SHORTEST_WITH_WRONG_LETTER: Final = 6  # in a shorter word a wrong letter makes another word ("sakit", "sawit")
SHORTEST_BONES: Final = 5  # letters of a word written without its vowels


@dataclass(frozen=True)
class Meaning:
    """An indicator, or one value of a dimension of it."""

    code: str
    dimension: str = ""
    value: str = ""


@dataclass(frozen=True)
class Name:
    """Words that name an indicator or a part; several meanings where several bear them."""

    start: int  # number of the first word on the sheet
    end: int
    means: tuple[Meaning, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(meaning.code for meaning in self.means)

    @property
    def is_plain(self) -> bool:
        """Whether it can name an indicator itself."""
        return any(not meaning.dimension for meaning in self.means)

    def of(self, code: str) -> Name:
        """As it speaks of one indicator."""
        return replace(self, means=tuple(meaning for meaning in self.means if meaning.code == code))


class Lexicon:
    """Built once for the indicators of a library; it never changes."""

    def __init__(self, indicators: Indicators) -> None:
        self.indicators = indicators
        self._phrases: dict[tuple[str, ...], dict[Meaning, None]] = defaultdict(dict)
        self._dimensions: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for indicator in indicators.values():
            self._learn(indicator)
        for word, key in DIMENSION_WORDS.items():
            self._dimensions[word,][key] = None
        self._longest = max(map(len, self._phrases), default=0)

    def names(self, sheet: Sheet) -> list[Name]:
        """Strike every name, the longest first where two begin alike."""
        return [*self._found(sheet)]

    def dimensions(self, words: str) -> tuple[str, ...]:
        """The dimensions called so."""
        return tuple(self._dimensions.get(plain_words(words), ()))

    @cached_property
    def by_dimension(self) -> re.Pattern[str]:
        """Words such as "per skema" and "menurut jenis kelamin"."""
        names = sorted(map(" (?:- )?".join, self._dimensions), key=len, reverse=True)
        return phrase(rf"{EVERY}(?P<word>{'|'.join(names)})")

    def meant(self, word: str, places: Register) -> Meant:
        """The word itself where it is known or part of a name of a place, else the known ones one slip away."""
        if word in self.known or len(word) < SHORTEST or word in NEVER_A_SLIP or word in places.words.everyday:
            return (word,)
        return (word,) if letters(word) in words_of_places(places) else self._near(word) or (word,)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that is understood as it stands."""
        phrases = (*self._phrases, *self._dimensions)
        return GRAMMAR | {word for phrase in phrases for word in phrase}

    @cached_property
    def _long(self) -> list[str]:
        return sorted(word for word in self.known - NEVER_A_SLIP_OF if len(word) >= SHORTEST and word.isalpha())

    @cached_property
    def _bones(self) -> dict[str, list[str]]:
        bones: dict[str, list[str]] = defaultdict(list)
        for word in self._long:
            bones[skeleton(word)].append(word)
        return bones

    def _near(self, word: str) -> Meant:
        found = process.extract(word, self._long, scorer=OSA.distance, score_cutoff=1, limit=None)
        if near := tuple(known for known, _, _ in found if _is_slip(word, known)):
            return near
        bare = skeleton(word)
        return tuple(w for w in self._bones.get(bare, ()) if len(bare) >= SHORTEST_BONES and is_spread_over(word, w))

    def _found(self, sheet: Sheet) -> Iterator[Name]:
        at = 0
        while at < len(sheet.words):
            end, means = self._longest_at(sheet, at)
            if means:
                sheet.strike_words(at, end)
                yield Name(at, end, means)
            at = end

    def _longest_at(self, sheet: Sheet, at: int) -> tuple[int, tuple[Meaning, ...]]:
        found: tuple[int, tuple[Meaning, ...]] = (at + 1, ())
        words: tuple[str, ...] = ()
        for number in range(at, len(sheet.words)):
            if not sheet.is_free(number) or len(words) == self._longest:
                break
            if (plain := sheet.words[number].plain) == "-" and words:
                continue
            words = (*words, plain)
            if words in self._phrases:
                found = number + 1, tuple(self._phrases[words])
        return found

    def _learn(self, indicator: Indicator) -> None:
        for word in {indicator.code, *indicator.words, *indicator.name.values(), *indicator.short.values()}:
            self._phrases[plain_words(word)][Meaning(indicator.code)] = None
        for key, dimension in indicator.dimensions.items():
            called = {plain_words(name) for name in (key, *dimension.name.values())}
            for words in called:
                self._dimensions[words][key] = None
            for value, names in dimension.values.items():
                for word in {value, *names.values(), *dimension.words[value]}:
                    for before in ((), *called):  # "skema G to G"
                        self._phrases[*before, *plain_words(word)][Meaning(indicator.code, key, value)] = None


def _is_slip(typed: str, known: str) -> bool:
    """A letter too many or too few, two swapped; a wrong one in long words, and never the first."""
    if sorted(typed) == sorted(known):
        return True
    return typed[0] == known[0] and (len(typed) != len(known) or len(typed) >= SHORTEST_WITH_WRONG_LETTER)


@lru_cache(maxsize=4)
def words_of_places(places: Register) -> frozenset[str]:
    """Every word of a name of a place."""
    districts = (place for regency in places.regencies() for place in places.children(regency.code))
    every = (*places.regencies(), *districts, *places.villages())
    return frozenset(letters(word) for place in every for word in place.name.split())


class _Same:
    """Indicators as a key that is equal to itself only."""

    def __init__(self, indicators: Indicators) -> None:
        self.indicators = indicators

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.indicators is self.indicators

    def __hash__(self) -> int:
        return id(self.indicators)


@lru_cache(maxsize=4)
def _built(same: _Same) -> Lexicon:
    return Lexicon(same.indicators)


def lexicon_of(indicators: Indicators) -> Lexicon:
    """Their lexicon, built at the first call and kept."""
    return _built(_Same(indicators))
