"""From a message to what to do with it: danger first, then small talk, then the likeliest topics.

Pure: no clock, no network, no storage. What is said in reply stands elsewhere; this only understands.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from content.alarm import Alarm
from content.conversation import FollowUp, SmallTalk
from content.danger import Danger
from content.normalize import load_lexicon, tokens
from content.ranking import BACKGROUND, Candidate, Ranker, usual_words

LEXICON, NO_TOPIC = (Path(__file__).with_name(name) for name in ("lexicon.toml", "no_topic.toml"))
SMALLTALK = "smalltalk"
SURE = 0.55
WORTH_OFFERING = 0.02
ENOUGH = 0.12  # what the best few must reach together to be offered at all
MOST_CHOICES = 3
CALM_SHARE = 3  # each third example question teaches the alarm what is ordinary; all would make it hard of hearing
SAME_AGAIN = 3.0  # how much likelier the topic before is, when only a difference is named
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


@dataclass(frozen=True)
class Collision:
    """An example question of one topic that reads like those of another."""

    example: str
    one: str
    other: str


class Answering:
    """Understands messages; built once at start from the example questions."""

    def __init__(self, ranker: Ranker, alarm: Alarm, smalltalk: SmallTalk, follow_up: FollowUp) -> None:
        self.alarm = alarm
        self._ranker, self._smalltalk, self._follow_up = ranker, smalltalk, follow_up

    @classmethod
    def of(cls, examples: Mapping[str, Sequence[str]], titles: Mapping[str, str], *, cache: Path | None = None) -> Self:
        """Learnt from the examples, with the words of `lexicon.toml` and the danger files beside this module.

        With a `cache` file what was learnt is kept there and in one beside it, and taken from there while nothing
        it came from has changed.
        """
        data = tomllib.loads(LEXICON.read_text("utf-8"))
        lexicon = load_lexicon(data).learned(usual_words(examples))
        no_topic = tomllib.loads(NO_TOPIC.read_text("utf-8"))
        elsewhere, talk = (no_topic[kind].strip().splitlines() for kind in ("elsewhere", "smalltalk"))
        cues = {slug: [cue.replace("_", " ") for cue in ways.split()] for slug, ways in data["cues"].items()}
        texts = {slug: [titles.get(slug, ""), *cues.pop(slug, ()), *asked] for slug, asked in examples.items()}
        if cues:
            raise ValueError(f"lexicon.toml has cues for {', '.join(sorted(cues))}, which are no topics")
        calm = [*elsewhere, *talk, *(text for asked in examples.values() for text in asked[::CALM_SHARE])]
        ranker = Ranker({**texts, BACKGROUND: elsewhere, SMALLTALK: talk}, lexicon, cache=cache)
        alarm = Alarm.of(lexicon, calm, cache=cache.with_suffix(".danger") if cache else None)
        follow_up = FollowUp(ranker.lexicon, titles, data["follow_up"]["words"].split())
        return cls(ranker, alarm, SmallTalk.read(data["smalltalk"]), follow_up)

    @property
    def collisions(self) -> list[Collision]:
        """Example questions that are taken for another topic all the same, because that one has the like of them."""
        found = self._ranker.model.fitted.collisions
        return [
            Collision(text, one, other)
            for text, one, other in found
            if {BACKGROUND, SMALLTALK}.isdisjoint((one, other))
        ]

    def faults(self) -> Iterator[str]:
        """What an editor must mend in the lexicon."""
        yield from self._ranker.lexicon.faults()

    def words(self, text: str) -> tuple[str, ...]:
        """The plain words of a text."""
        return tokens(text, self._ranker.lexicon)

    def understand(self, text: str, previous_topic: str | None = None) -> Understanding:
        """What the message is; `previous_topic` is what the person was told last. Danger is looked for first."""
        is_smalltalk = self._smalltalk.matches(text)
        danger = self.alarm.rules.find(text) if is_smalltalk else self.alarm.find(text)
        if danger is not None:
            return self._emergency(text, danger)
        if is_smalltalk:
            return Understanding("smalltalk", self._smalltalk.topic(text))
        ranked = self._ranked(text, previous_topic)
        if ranked and ranked[0].topic == SMALLTALK and ranked[0].score >= SURE:
            return Understanding("smalltalk")
        return decided([candidate for candidate in ranked if candidate.topic != SMALLTALK], previous_topic)

    def _ranked(self, text: str, previous_topic: str | None) -> Sequence[Candidate]:
        """The likeliest topics; where only a difference is named, of what was asked before, which then weighs more."""
        beside = self._follow_up.unsaid(self.words(text), previous_topic) if previous_topic else ()
        ranked = self._ranker.rank(text, beside)
        if not beside:
            return ranked
        odds = {c.topic: c.score * (SAME_AGAIN if c.topic == previous_topic else 1) for c in ranked}
        total = max(1.0, sum(odds.values()))
        weighed = [Candidate(c.topic, round(odds[c.topic] / total, 4), c.reasons) for c in ranked]
        return sorted(weighed, key=lambda candidate: -candidate.score)

    def _emergency(self, text: str, danger: Danger) -> Understanding:
        """The topics that help in this kind of danger, and those the text is about; both together decide."""
        likely = {c.topic: c.score for c in self._ranker.rank(text) if c.topic != SMALLTALK}
        usual = {topic: 1 / (2 + place) for place, topic in enumerate(self.alarm.rules.topics_for(danger.kind))}
        scores = {topic: (usual.get(topic, 0.0) + likely.get(topic, 0.0)) / 2 for topic in usual | likely}
        best = sorted(scores, key=lambda topic: -scores[topic])[:MOST_CHOICES]
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
