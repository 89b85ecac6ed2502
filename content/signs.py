"""Signs in a text: classes of words that, in an order and close together, speak for something.

Pure and total. Word classes and the signs made of them are data (`danger.toml`, `offers.toml`); what a sign means
is decided by whoever looks for it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from content.normalize import DOUBLED, RUN_OF_THREE, fold
from content.spelling import SHORTEST_REPAIRED, Speller, bases, verb_forms

MOST_WORDS = 1500
MOST_SENTENCES = 200
SHORTEST_VERB = 4
NEAR = 4  # words around a sign that belong to it
SENTENCE_END = re.compile(r"[.?!;\n]+")
WORD = re.compile(r"\d+|[a-z]+")
REMEMBERED_WORDS = 10_000
NUMBER, MINOR = "number", "minor"
CHILD_AGES = range(8, 18)

Marks = frozenset[str]


@dataclass(frozen=True)
class Sign:
    """Word classes that, in this order and close together, speak for a kind of thing."""

    kind: str
    weight: float
    sure: bool
    reach: int
    patterns: tuple[tuple[str, ...], ...]
    without: Marks

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Sign":
        """One `[[signs]]` table; `a|b c` stands for the two patterns `a c` and `b c`."""
        written: Iterable[str] = data["patterns"]
        choices = [[step.split("|") for step in pattern.split()] for pattern in written]
        return cls(
            kind=data["kind"],
            weight=float(data.get("weight", 1)),
            sure=bool(data.get("sure", False)),
            reach=int(data.get("reach", 3)),
            patterns=tuple(way for choice in choices for way in product(*choice)),
            without=frozenset(data.get("without", ())),
        )


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, the classes of each, the number of its clause, and all classes present."""

    words: Sequence[str]
    marks: Sequence[Marks]
    clauses: Sequence[int]
    present: Marks

    def spans(self, sign: Sign) -> Iterator[tuple[int, ...]]:
        """Where the sign stands: the places of its words, none of its `without` near them."""
        for pattern in sign.patterns:
            if self.present.issuperset(pattern):
                for span in spans(pattern, self.marks, sign.reach):
                    if not sign.without & self.around(span):
                        yield span

    def around(self, span: Sequence[int]) -> Marks:
        """The classes of the words of a span and of those near it."""
        return frozenset[str]().union(*self.marks[max(0, span[0] - NEAR) : span[-1] + NEAR + 1])


class SignReader:
    """Reads a text as sentences whose words bear the classes of the signs."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """`data` holds `signs`, `words`, and may hold `ordinary` and `forgiving`, as the head of a file tells."""
        self.signs = tuple(Sign.read(sign) for sign in data["signs"])
        ordinary = data.get("ordinary", {})
        classes = {name: members.split() for name, members in data["words"].items()}
        named = {step for sign in self.signs for way in (*sign.patterns, sign.without) for step in way}
        classes |= {step: [step] for step in named - classes.keys() - {NUMBER, MINOR}}
        harmless = [tuple(phrase.split("_")) for phrase in ordinary.get("phrases", "").split()]
        self._phrases: dict[tuple[str, ...], Marks] = {}
        self._words: dict[str, Marks] = {}
        for name, members in classes.items():
            for way in (tuple(re.split("[-_]", member)) for member in members):
                if len(way) > 1:
                    self._phrases[way] = self._phrases.get(way, frozenset()) | {name}
                else:
                    self._words[way[0]] = self._words.get(way[0], frozenset()) | {name}
        self._phrases |= dict.fromkeys(harmless, frozenset())
        self._longest = max(map(len, self._phrases), default=1)
        self._openers = frozenset(way[0] for way in self._phrases)
        self._ordinary = frozenset(ordinary.get("words", "").split())
        forgiving = data.get("forgiving", {}).get("classes", "").split()
        deeds = [word for name in forgiving for word in classes[name] if "_" not in word]
        forms = [form for deed in deeds for form in verb_forms(deed)]
        # A real word is never taken for a slip; a slip in a deed is more likely than one in another word.
        self._spellers = (
            Speller([*deeds, *forms, *self._ordinary], wrong_letter_from=SHORTEST_REPAIRED),
            Speller([*self._words, *self._ordinary]),
        )
        self.classes = lru_cache(maxsize=REMEMBERED_WORDS)(self._classes)

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a text, marked; of any text, in bounded time."""
        return [self._read(sentence) for sentence in SENTENCE_END.split(fold(text))[:MOST_SENTENCES]]

    def _read(self, text: str) -> Sentence:
        clauses = [WORD.findall(clause) for clause in text.split(",")]
        words = [word for clause in clauses for word in clause][:MOST_WORDS]
        marks = [self.classes(word) for word in words]
        for at, word in enumerate(words):
            size = self._phrase_size(words, at) if word in self._openers else 1
            named = self._phrases[phrase(words, at, size)] if size > 1 else frozenset()
            if named:
                marks[at + size - 1] |= named
            elif size > 1:
                marks[at : at + size] = [frozenset()] * size
        starts = [number for number, clause in enumerate(clauses) for _ in clause]
        return Sentence(words, marks, starts, frozenset[str]().union(*marks))

    def _phrase_size(self, words: Sequence[str], at: int) -> int:
        longest = min(self._longest, len(words) - at)
        return next((n for n in range(longest, 1, -1) if phrase(words, at, n) in self._phrases), 1)

    def _classes(self, word: str) -> Marks:
        if word.isdigit():
            return frozenset({NUMBER, MINOR}) if len(word) == 2 and int(word) in CHILD_AGES else frozenset({NUMBER})
        calm = RUN_OF_THREE.sub(r"\1", word)
        if calm in self._ordinary:
            return frozenset()
        if named := self._named(calm):
            # `majikanku` is mine, and so am I spoken of.
            return named | self._words.get("saya", frozenset()) if self._is_mine(calm) else named
        if not self._ordinary.isdisjoint(bases(calm)):
            return frozenset()
        slips = (DOUBLED.sub(r"\1", calm), *(speller.repair(calm) for speller in self._spellers))
        meant = next((way for way in slips if way in self._ordinary or (way and self._named(way))), None)
        return self._named(meant) if meant and meant not in self._ordinary else frozenset()

    def _is_mine(self, word: str) -> bool:
        return word.endswith("ku") and word not in self._words

    def _named(self, word: str) -> Marks:
        bare = next((base for base in verbs(word) if base in self._words), word)
        return self._words.get(word, frozenset()) | self._words.get(bare, frozenset())


def phrase(words: Sequence[str], at: int, size: int) -> tuple[str, ...]:
    """So many words from there, with `#` for a number, as phrases are written in the data."""
    return tuple("#" if word.isdigit() else word for word in words[at : at + size])


def verbs(word: str) -> Iterator[str]:
    """What the word may be without the affixes of a verb; nouns (`penyekapan`, `penjual`) tell of no deed."""
    return (base for base in bases(word) if len(base) >= SHORTEST_VERB and not word.startswith("pe"))


def spans(pattern: Sequence[str], marks: Sequence[Marks], reach: int) -> Iterator[tuple[int, ...]]:
    """The places of words that follow the pattern, each at most `reach` other words after the one before."""
    for start, mark in enumerate(marks):
        if pattern[0] in mark:
            span = [start]
            for step in pattern[1:]:
                window = range(span[-1] + 1, min(span[-1] + reach + 2, len(marks)))
                following = next((at for at in window if step in marks[at]), None)
                if following is None:
                    break
                span.append(following)
            else:
                yield tuple(span)
