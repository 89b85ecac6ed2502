"""A text as sentences with their figures, and what stands before, between and behind these."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from content.arithmetic.cues import BREAKS, COMPARED, SUBJECTS
from content.arithmetic.layout import Stretch, stretches, unwrapped
from content.arithmetic.reading import Year, read
from content.arithmetic.tokens import LINE, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.arithmetic.amounts import Amount

MOST_AMOUNTS: Final = 40  # of a sentence; one with more is a table nobody can be sure of
LONGEST_EXCERPT: Final = 120
_NO_BEGINNING: Final = frozenset(",.;:)")
_CLOSE: Final = 4  # words between "dibanding" and its year
_NEAR: Final = 7  # tokens between a figure and the year behind it
Words = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence, or several rows of a list taken together; `gap(i)` stands before its figure `i`."""

    text: str
    tokens: Tokens
    first: int
    last: int
    mark: str
    amounts: tuple[Amount, ...]
    years: tuple[Year, ...]

    def words(self, first: int, last: int) -> Words:
        return tuple(self.tokens[at].low for at in range(first, last) if self.tokens[at].kind != LINE)

    @cached_property
    def all_words(self) -> Words:
        return self.words(self.first, self.last)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.all_words)

    @cached_property
    def gaps(self) -> tuple[Words, ...]:
        """The words before each figure since the one before it, and behind the last."""
        ends = [self.first, *(amount.last for amount in self.amounts)]
        starts = [*(amount.first for amount in self.amounts), self.last]
        return tuple(self.words(end, start) for end, start in zip(ends, starts, strict=True))

    def gap(self, index: int) -> Words:
        return self.gaps[index] if 0 <= index < len(self.gaps) else ()

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How many brackets are open around each figure."""
        found, depth, at = [], 0, self.first
        for amount in self.amounts:
            before = self.words(at, amount.first)
            depth = max(0, depth + before.count("(") - before.count(")"))
            found.append(depth)
            at = amount.first
        return tuple(found)

    @cached_property
    def subjects(self) -> frozenset[str]:
        return frozenset(name for name, names in SUBJECTS.items() if names & self.vocabulary)

    def excerpt(self, amounts: Iterable[Amount]) -> str:
        """The piece of the sentence these figures stand in, as it stands there, with as much around them as fits."""
        start, end = self.tokens[self.first].start, self.tokens[self.last - 1].end
        own = [amount for amount in amounts if self.first <= amount.first < self.last]
        if end - start <= LONGEST_EXCERPT or not own:
            return self.text[start : min(end, start + LONGEST_EXCERPT)]
        first, last = min(one.start for one in own), max(one.end for one in own)
        if last - first > LONGEST_EXCERPT:
            first, last = own[0].start, own[0].end
        room = max(0, LONGEST_EXCERPT - (last - first))
        left = max(start, first - max(room // 2, room - (end - last)))
        right = min(end, left + LONGEST_EXCERPT)
        inside = [token for token in self.tokens[self.first : self.last] if left <= token.start and token.end <= right]
        while len(inside) > 1 and inside[0].text in _NO_BEGINNING:
            del inside[0]
        return self.text[inside[0].start : inside[-1].end] if inside else self.text[left:right]


class Spot(NamedTuple):
    """A figure where it stands."""

    sentence: Sentence
    place: int  # among the figures of its sentence

    @property
    def amount(self) -> Amount:
        return self.sentence.amounts[self.place]

    @property
    def written(self) -> str:
        """As it stands in the text, in one line."""
        return " ".join(self.sentence.text[self.amount.start : self.amount.end].split())

    @property
    def year(self) -> int | None:
        """The year its sentence names for it: behind it at once, else before it, else the only one; 0 for several."""
        amount, years = self.amount, self.sentence.years
        following = self.sentence.amounts[self.place + 1 :]
        end = following[0].first if following else self.sentence.last
        near = [year for year in years if amount.last <= year.at < min(end, amount.last + _NEAR)]
        if near and not {",", ";", "("} & set(self.sentence.words(amount.last, near[0].at)):
            return near[0].year
        before = [year for year in years if year.at < amount.first]
        own = self.sentence.amounts[self.place - 1].last if self.place else self.sentence.first
        named = {year.year for year in before if year.at >= own}
        if len(named) > 1:
            return 0
        if before:
            return before[-1].year
        behind = {year.year for year in years if not self._is_compared(year)}
        return behind.pop() if len(behind) == 1 else 0 if behind else None

    def _is_compared(self, year: Year) -> bool:
        """Whether a year is only what others are set against: "naik dibanding 2024", "menghadapi tahun 2026"."""
        return bool(COMPARED & set(self.sentence.words(max(self.sentence.first, year.at - _CLOSE), year.at)))


@dataclass(frozen=True)
class Text:
    """A whole text, read once."""

    tokens: Tokens
    amounts: tuple[Amount, ...]
    sentences: tuple[Sentence, ...]
    blocks: tuple[Sentence, ...]  # a sentence and the rows of the list below it, as one

    @classmethod
    def of(cls, written: str) -> Text:
        tokens = unwrapped(Tokens.of(written))
        amounts, years = read(tokens)
        whole = Sentence(written, tokens, 0, len(tokens), "", amounts, years)
        sentences = tuple(_part(whole, stretch) for stretch in stretches(tokens))
        blocks = tuple(_part(whole, stretch) for stretch in _blocks(sentences))
        return cls(tokens, amounts, sentences, blocks)

    @cached_property
    def spots(self) -> tuple[tuple[Spot, ...], ...]:
        """The figures of every sentence."""
        return tuple(tuple(Spot(one, index) for index in range(len(one.amounts))) for one in self.sentences)

    def sentence_of(self, amount: Amount) -> Sentence:
        """The sentence a figure stands in."""
        return self.sentences[bisect_right(self.sentences, amount.first, key=lambda one: one.first) - 1]


def behind_break(words: Words) -> Words:
    """The words behind the last that begins another thought."""
    for at in range(len(words) - 1, -1, -1):
        if words[at] in BREAKS:
            return words[at + 1 :]
    return words


def _place(amount: Amount) -> int:
    return amount.first


def _part(whole: Sentence, stretch: Stretch) -> Sentence:
    start, end = (bisect_left(whole.amounts, at, key=_place) for at in stretch[:2])
    amounts = whole.amounts[start:end]
    start, end = (bisect_left(whole.years, (at, 0)) for at in stretch[:2])
    years = whole.years[start:end]
    if len(amounts) > MOST_AMOUNTS:
        amounts = ()
    return replace(whole, first=stretch.first, last=stretch.last, mark=stretch.mark, amounts=amounts, years=years)


def _blocks(sentences: tuple[Sentence, ...]) -> list[Stretch]:
    """A sentence with the rows of one mark that follow it, and a row of their total behind them."""
    found: list[Stretch] = []
    at = 0
    while at < len(sentences):
        head, end = sentences[at], at + 1
        mark = sentences[end].mark if end < len(sentences) else ""
        while mark and end < len(sentences) and sentences[end].mark == mark and mark != head.mark:
            end += 1
        if end > at + 1:
            if end < len(sentences) and {"total", "jumlah"} & set(sentences[end].all_words[:2]):
                end += 1
            found.append(Stretch(head.first, sentences[end - 1].last, head.mark))
        at += 1
    return found
