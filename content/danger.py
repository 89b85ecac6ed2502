"""Whether somebody is in danger: violence, confinement, threats, trafficking under way, self-harm.

Pure, quick, and apart from the ranking of answers: it needs no topic, no index and no database, so it works
when they do not. Word classes and the signs made of them are data, in `danger.toml`. The hazard is one-sided:
a call for help taken for a question may cost a life, a question taken for a call costs one needless line.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from content.normalize import DOUBLED, RUN_OF_THREE, fold
from content.spelling import SHORTEST_REPAIRED, Speller, bases, verb_forms

MOST_WORDS = 1500
SHORTEST_VERB = 4
CERTAIN = 1.0
NEAR = 4  # words between a person and what befalls that person
SENTENCE_END = re.compile(r"[.?!;\n]+")
WORD = re.compile(r"\d+|[a-z]+")
REMEMBERED_WORDS = 10_000
# Persons and classes of the context take no part in a sign on their own; see `_counts`.
ASKED, QUESTION, SUPPOSED, PAST, LONG_PAST = "asked", "question", "supposed", "past", "long_past"
URGENT, VICTIM, NUMBER, MINOR = "urgent", "victim", "number", "minor"
CHILD_AGES = range(8, 18)


@dataclass(frozen=True)
class Danger:
    """What sort of danger, and the words that spoke for it."""

    kind: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Sign:
    """Word classes that, in this order and close together, speak for a kind of danger."""

    kind: str
    weight: float
    sure: bool
    reach: int
    patterns: tuple[tuple[str, ...], ...]
    without: frozenset[str]


class DangerRules:
    """The word classes and signs of `danger.toml`, ready to be looked for in a text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._topics: Mapping[str, Sequence[str]] = data["topics"]
        self.signs = tuple(read_sign(sign) for sign in data["signs"])
        classes = {name: members.split() for name, members in data["words"].items()}
        named = {step for sign in self.signs for way in (*sign.patterns, sign.without) for step in way}
        classes |= {step: [step] for step in named - classes.keys() - {NUMBER, MINOR}}
        harmless = [tuple(phrase.split("_")) for phrase in data["ordinary"]["phrases"].split()]
        self._phrases: dict[tuple[str, ...], frozenset[str]] = {}
        self._words: dict[str, frozenset[str]] = {}
        for name, members in classes.items():
            for way in (tuple(re.split("[-_]", member)) for member in members):
                if len(way) > 1:
                    self._phrases[way] = self._phrases.get(way, frozenset()) | {name}
                else:
                    self._words[way[0]] = self._words.get(way[0], frozenset()) | {name}
        self._phrases |= dict.fromkeys(harmless, frozenset())
        self._longest = max(map(len, self._phrases))
        self._openers = frozenset(way[0] for way in self._phrases)
        self._ordinary = frozenset(data["ordinary"]["words"].split())
        deeds = [word for name in data["forgiving"]["classes"].split() for word in classes[name] if "_" not in word]
        forms = [form for deed in deeds for form in verb_forms(deed)]
        # A real word is never taken for a slip; a slip in a deed is more likely than one in another word.
        self._spellers = (
            Speller([*deeds, *forms, *self._ordinary], wrong_letter_from=SHORTEST_REPAIRED),
            Speller([*self._words, *self._ordinary]),
        )
        self.classes = lru_cache(maxsize=REMEMBERED_WORDS)(self._classes)

    def topics_for(self, kind: str) -> Sequence[str]:
        """The topics that help in such a danger, the usual first."""
        return self._topics[kind]

    def find(self, text: str) -> Danger | None:
        """The gravest danger the text speaks of, or None."""
        sentences = [self._read(sentence) for sentence in SENTENCE_END.split(fold(text))]
        story = frozenset[str]().union(*(sentence.present for sentence in sentences))
        weights: dict[str, float] = {}
        evidence: list[str] = []
        for sign in self.signs:
            if words := next((words for told in sentences if (words := told.evidence(sign, story))), ()):
                weights[sign.kind] = weights.get(sign.kind, 0.0) + sign.weight
                evidence += words
        if sum(weights.values()) < CERTAIN:
            return None
        return Danger(max(weights, key=weights.__getitem__), tuple(dict.fromkeys(evidence)))

    def _read(self, text: str) -> "Sentence":
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

    def _classes(self, word: str) -> frozenset[str]:
        if word.isdigit():
            return frozenset({NUMBER, MINOR}) if len(word) == 2 and int(word) in CHILD_AGES else frozenset({NUMBER})
        calm = RUN_OF_THREE.sub(r"\1", word)
        if calm in self._ordinary:
            return frozenset()
        if named := self._named(calm):
            return named | {VICTIM} if calm.endswith("ku") and calm not in self._words else named
        if not self._ordinary.isdisjoint(bases(calm)):
            return frozenset()
        slips = (DOUBLED.sub(r"\1", calm), *(speller.repair(calm) for speller in self._spellers))
        meant = next((way for way in slips if way in self._ordinary or (way and self._named(way))), None)
        return self._named(meant) if meant and meant not in self._ordinary else frozenset()

    def _named(self, word: str) -> frozenset[str]:
        bare = next((base for base in verbs(word) if base in self._words), word)
        return self._words.get(word, frozenset()) | self._words.get(bare, frozenset())


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, the classes of each, the number of its clause, and all classes present."""

    words: Sequence[str]
    marks: Sequence[frozenset[str]]
    clauses: Sequence[int]
    present: frozenset[str]

    def evidence(self, sign: Sign, story: frozenset[str]) -> tuple[str, ...]:
        """The words that give the sign, told as something that happens; empty where there are none."""
        for pattern in sign.patterns:
            if self.present.issuperset(pattern):
                for span in spans(pattern, self.marks, sign.reach):
                    if self._happens(sign, span, story):
                        return tuple(self.words[at] for at in span)
        return ()

    def _happens(self, sign: Sign, span: Sequence[int], story: frozenset[str]) -> bool:
        around = frozenset[str]().union(*self.marks[max(0, span[0] - NEAR) : span[-1] + NEAR + 1])
        if sign.without & around:
            return False
        if sign.sure or URGENT in story:
            return True
        if (
            LONG_PAST in story
            or self._says_before(PAST, span)
            or (QUESTION in self.present and self._says_before(SUPPOSED, span))
        ):
            return False
        return ASKED not in self.present or VICTIM in around

    def _says_before(self, context: str, span: Sequence[int]) -> bool:
        """Whether a word of that class stands before the last of the words, in the clause of the first."""
        clause = self.clauses[span[0]]
        return any(context in self.marks[at] for at in range(span[-1]) if self.clauses[at] == clause)


def phrase(words: Sequence[str], at: int, size: int) -> tuple[str, ...]:
    """So many words from there, with `#` for a number, as phrases are written in `danger.toml`."""
    return tuple("#" if word.isdigit() else word for word in words[at : at + size])


def verbs(word: str) -> Iterator[str]:
    """What the word may be without the affixes of a verb; nouns (`penyekapan`, `penjual`) tell of no deed."""
    return (base for base in bases(word) if len(base) >= SHORTEST_VERB and not word.startswith("pe"))


def spans(pattern: Sequence[str], marks: Sequence[frozenset[str]], reach: int) -> Iterator[tuple[int, ...]]:
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


def read_sign(data: Mapping[str, Any]) -> Sign:
    """One `[[signs]]` table; `a|b c` stands for the two patterns `a c` and `b c`."""
    written: Iterable[str] = data["patterns"]
    choices = [[step.split("|") for step in pattern.split()] for pattern in written]
    return Sign(
        kind=data["kind"],
        weight=float(data.get("weight", CERTAIN)),
        sure=bool(data.get("sure", False)),
        reach=int(data.get("reach", 3)),
        patterns=tuple(way for choice in choices for way in product(*choice)),
        without=frozenset(data.get("without", ())),
    )


def load_rules(path: Path) -> DangerRules:
    """The rules as an editor keeps them in `danger.toml`."""
    return DangerRules(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def shipped_rules() -> DangerRules:
    """The rules beside this module, read once, on first use."""
    return load_rules(Path(__file__).with_name("danger.toml"))


def find_danger(text: str) -> Danger | None:
    """The danger the text speaks of, or None. Never raises on any text."""
    return shipped_rules().find(text)
