"""Whether somebody is in danger: violence, confinement, threats, trafficking under way, self-harm.

Pure, quick, and apart from the ranking of answers: it needs no topic, no index and no database, so it works
when they do not. Word classes and the signs made of them are data, in `danger.toml`. The hazard is one-sided:
a call for help taken for a question may cost a life, a question taken for a call costs one needless line.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from content.signs import Marks, Sentence, Sign, SignReader

CERTAIN = 1.0
# Persons and classes of the context take no part in a sign on their own; see `_happens`.
ASKED, QUESTION, SUPPOSED, PAST, LONG_PAST = "asked", "question", "supposed", "past", "long_past"
URGENT, VICTIM = "urgent", "victim"


@dataclass(frozen=True)
class Danger:
    """What sort of danger, and the words that spoke for it."""

    kind: str
    evidence: tuple[str, ...]


class DangerRules:
    """The word classes and signs of `danger.toml`, ready to be looked for in a text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._topics: Mapping[str, Sequence[str]] = data["topics"]
        self._reader = SignReader(data)
        self.signs = self._reader.signs

    def topics_for(self, kind: str) -> Sequence[str]:
        """The topics that help in such a danger, the usual first."""
        return self._topics[kind]

    def find(self, text: str) -> Danger | None:
        """The gravest danger the text speaks of, or None."""
        sentences = self._reader.sentences(text)
        story = frozenset[str]().union(*(sentence.present for sentence in sentences))
        weights: dict[str, float] = {}
        evidence: list[str] = []
        for sign in self.signs:
            if words := next((words for told in sentences if (words := _evidence(told, sign, story))), ()):
                weights[sign.kind] = weights.get(sign.kind, 0.0) + sign.weight
                evidence += words
        if sum(weights.values()) < CERTAIN:
            return None
        return Danger(max(weights, key=weights.__getitem__), tuple(dict.fromkeys(evidence)))


def _evidence(sentence: Sentence, sign: Sign, story: Marks) -> tuple[str, ...]:
    """The words that give the sign, told as something that happens; empty where there are none."""
    happening = (span for span in sentence.spans(sign) if _happens(sentence, sign, span, story))
    return tuple(sentence.words[at] for at in next(happening, ()))


def _happens(sentence: Sentence, sign: Sign, span: Sequence[int], story: Marks) -> bool:
    if sign.sure or URGENT in story:
        return True
    if (
        LONG_PAST in sentence.present
        or _says_before(sentence, PAST, span)
        or (QUESTION in sentence.present and _says_before(sentence, SUPPOSED, span))
    ):
        return False
    return ASKED not in sentence.present or VICTIM in sentence.around(span)


def _says_before(sentence: Sentence, context: str, span: Sequence[int]) -> bool:
    """Whether a word of that class stands before the last of the words, in the clause of the first."""
    clause = sentence.clauses[span[0]]
    return any(context in sentence.marks[at] for at in range(span[-1]) if sentence.clauses[at] == clause)


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
