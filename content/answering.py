"""From a message to what to do with it: danger first, then small talk, then the likeliest topics.

Pure: no clock, no network, no storage. What is said in reply stands elsewhere; this only understands.
"""

import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from content.danger import Danger, DangerRules, shipped_rules
from content.fitted import fingerprint, keep, recall
from content.normalize import RUN_OF_THREE, load_lexicon, words_written
from content.ranking import Candidate, Ranker

LEXICON = Path(__file__).with_name("lexicon.toml")
ABOUT_THE_BOT = "tentang-bot"
LONGEST_SMALLTALK = 12
SURE = 0.52
WORTH_OFFERING = 0.02
ENOUGH = 0.12  # what the best few must reach together to be offered at all
MOST_CHOICES = 3
FOLLOW_UP = 0.3  # how likely a message that fits nothing is about what was asked before


@dataclass(frozen=True)
class Understanding:
    """What a message is: `kind` is answer, choices, emergency, smalltalk or unknown.

    `topic` is the one to answer with, where there is one; `candidates` are what the chat would offer, best first.
    """

    kind: str
    topic: str | None = None
    candidates: tuple[Candidate, ...] = ()
    danger: Danger | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape `python main.py ask --json` prints."""
        offered = [{"topic": candidate.topic, "score": candidate.score} for candidate in self.candidates]
        return {"kind": self.kind, "topic": self.topic, "candidates": offered}


class SmallTalk:
    """Recognises small talk: nothing but known words of it, and at least one that is at its core."""

    def __init__(self, core: Iterable[str], filler: Iterable[str], about_the_bot: Iterable[str] = ()) -> None:
        self._about = {spelt(way) for way in about_the_bot}
        self._core = {spelt(way) for way in core} | self._about
        self._words = {word for way in self._core for word in way} | set(filler)

    def matches(self, text: str) -> bool:
        """Whether the text is small talk; a text of no letters at all is."""
        words = self._words_of(text)
        if not words:
            return bool(text.strip())
        if len(words) > LONGEST_SMALLTALK or not self._words.issuperset(words):
            return False
        return not self._core.isdisjoint(short_runs(words))

    def topic(self, text: str) -> str | None:
        """The topic to answer small talk with where it asks about the bot itself, else None."""
        return None if self._about.isdisjoint(short_runs(self._words_of(text))) else ABOUT_THE_BOT

    def _words_of(self, text: str) -> list[str]:
        """The words written, those drawn out (`makasiiii`) in their plain length."""
        calm = ((word, RUN_OF_THREE.sub(r"\1", word)) for word in words_written(text))
        return [word if word in self._words else short for word, short in calm]


class Answering:
    """Understands messages; built once at start from the example questions."""

    def __init__(self, ranker: Ranker, rules: DangerRules, smalltalk: SmallTalk) -> None:
        self._ranker, self._rules, self._smalltalk = ranker, rules, smalltalk

    @classmethod
    def of(cls, examples: Mapping[str, Sequence[str]], titles: Mapping[str, str], *, cache: Path | None = None) -> Self:
        """Fitted to the examples, with the words and signs of `lexicon.toml` and `danger.toml` beside this module.

        With a `cache` file the fit is kept there, and taken from there while nothing it came from has changed.
        """
        name = fingerprint(examples, titles)
        known = recall(cache, name) if cache else None
        ranker = Ranker(examples, titles, load_lexicon(LEXICON), known)
        if cache and known is None:
            keep(cache, name, ranker.fitted)
        return cls(ranker, shipped_rules(), load_smalltalk(LEXICON))

    def faults(self, slugs: Container[str]) -> Iterator[str]:
        """What an editor must mend in the lexicon; `slugs` are the topics there are."""
        yield from self._ranker.lexicon.faults()
        yield from (f"cues for {slug!r}, which is no topic" for slug in self._ranker.lexicon.cues if slug not in slugs)

    def understand(self, text: str, previous_topic: str | None = None) -> Understanding:
        """What the message is; `previous_topic` is what the person was told last. Danger is looked for first."""
        if danger := self._rules.find(text):
            return self._emergency(text, danger)
        if self._smalltalk.matches(text):
            return Understanding("smalltalk", self._smalltalk.topic(text))
        return decided(self._ranker.rank(text), previous_topic)

    def _emergency(self, text: str, danger: Danger) -> Understanding:
        """The topics that help in this kind of danger; what else the text says decides between them."""
        likely = {candidate.topic: candidate.score for candidate in self._ranker.rank(text)}
        usual = {topic: 1 / (2 + place) for place, topic in enumerate(self._rules.topics_for(danger.kind))}
        scores = {topic: (usual[topic] + likely.get(topic, 0.0)) / 2 for topic in usual}
        best = sorted(scores, key=lambda topic: -scores[topic])
        candidates = tuple(Candidate(topic, round(scores[topic], 4), danger.evidence) for topic in best)
        return Understanding("emergency", best[0], candidates, danger)


def decided(candidates: Sequence[Candidate], previous_topic: str | None = None) -> Understanding:
    """Answer when one topic is likely enough, offer two or three when several share the odds, else say unknown."""
    offered = tuple(candidate for candidate in candidates[:MOST_CHOICES] if candidate.score >= WORTH_OFFERING)
    if offered and offered[0].score >= SURE:
        return Understanding("answer", offered[0].topic, offered)
    if previous_topic and previous_topic not in {candidate.topic for candidate in offered}:
        again = Candidate(previous_topic, FOLLOW_UP, ())
        offered = tuple(sorted((*offered, again), key=lambda candidate: -candidate.score)[:MOST_CHOICES])
    if sum(candidate.score for candidate in offered) < ENOUGH:
        return Understanding("unknown")
    return Understanding("choices", None, offered)


def short_runs(words: list[str]) -> set[tuple[str, ...]]:
    """Every word, and every two in a row."""
    return {(word,) for word in words} | set(pairwise(words))


def spelt(way: str) -> tuple[str, ...]:
    """An entry of the list as words; `_` stands for a blank."""
    return tuple(way.split("_"))


def load_smalltalk(path: Path) -> SmallTalk:
    """The small talk of `lexicon.toml`."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))["smalltalk"]
    return SmallTalk(data["core"].split(), data["filler"].split(), data["about_the_bot"].split())
