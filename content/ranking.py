"""Which class a text belongs to, by its plain words and their kinds: topics for answers, danger for the alarm.

Beside the classes it is given it may learn one more, the background: what people say that belongs to none.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from content.fitted import fingerprint, keep, recall
from content.learning import Model, in_turn
from content.normalize import Lexicon, tokens, words_written

BACKGROUND = ""
ANYTHING = "*"  # a feature of every text: how usual the classes are
USUAL_FROM = 4  # a word in so many examples is a word, not a slip
WEIGHT_OF_UNKNOWN = 6.0
DOUBT = 1.5
MOST_OFFERED = 5
MOST_REASONS = 3

Texts = Mapping[str, Sequence[str]]  # what to learn each class from


@dataclass(frozen=True)
class Candidate:
    """A class, how likely it is meant (0 to 1), and the words that spoke for it."""

    topic: str
    score: float
    reasons: tuple[str, ...]


class Ranker:
    """Ranks classes for a text, in well under one millisecond."""

    def __init__(
        self,
        texts: Texts,
        lexicon: Lexicon,
        *,
        pairs: bool = False,
        leave_out: Callable[[str], bool] = lambda _: False,
        cache: Path | None = None,
    ) -> None:
        """Learn from the texts, or take over what was learnt from the very same ones and kept in `cache`.

        What `leave_out` says of a text must follow from the text and the files of the fingerprint alone.

        With `pairs`, two words in a row count beside each alone, who did what to whom, and so does how usual each
        class is, which short texts say nothing about.
        """
        self.lexicon = lexicon
        self._pairs = pairs
        name = fingerprint(texts, pairs)
        known = recall(cache, name) if cache else None
        self.model = Model(sorted(texts), known) if known else self._learn(texts, leave_out)
        if cache and known is None:
            keep(cache, name, self.model.fitted)

    def rank(self, text: str, beside: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """The likeliest classes, best first; scores and what belongs to none add up to one at most.

        `beside` are plain words the text leaves out because they were said before.
        """
        words = (*tokens(text, self.lexicon), *beside)
        share = self._share_known(words)
        likely = {name: share * p for name, p in self.model.likelihood(self.features(words)).items()}
        best = sorted(likely, key=lambda name: (-likely[name], name))[: MOST_OFFERED + 1]
        shown = [name for name in best if name != BACKGROUND][:MOST_OFFERED]
        return tuple(Candidate(name, round(likely[name], 4), self._reasons(words, name)) for name in shown)

    def features(self, words: Sequence[str]) -> list[str]:
        """What the model sees of a text: each plain word once, each kind of word, and the words beside a country.

        "Overstay di Korea" is about overstaying: a country is in many questions what they are least about, so
        the other words count once more where one is named.
        """
        kinds = {word: self.lexicon.kinds(word) for word in words}
        elsewhere = [word for word in words if self.lexicon.lands.isdisjoint(kinds[word])]
        beside = elsewhere if len(elsewhere) < len(words) else ()
        named = (f"{kind}:" for several in kinds.values() for kind in several)
        pairs = (ANYTHING, *(f"{one} {other}" for one, other in pairwise(words))) if self._pairs else ()
        return list(dict.fromkeys((*words, *named, *(f"{word}@" for word in beside), *pairs)))

    def _share_known(self, words: Sequence[str]) -> float:
        """How much of the text the model has met before: a word it has never seen may mean anything."""
        weights = self.model.weights
        known = sum(weights.get(word, 0.0) for word in words)
        unknown = sum(WEIGHT_OF_UNKNOWN for word in words if word not in weights)
        return float((known / (known + unknown)) ** DOUBT) if words else 0.0

    def _reasons(self, words: Sequence[str], name: str) -> tuple[str, ...]:
        """The words that spoke loudest for the class."""
        loudness = {word: self.model.loudness(self.features([word]), name) for word in words}
        loudest = sorted((word for word in loudness if loudness[word] > 0), key=lambda word: -loudness[word])
        return tuple(loudest[:MOST_REASONS])

    def _learn(self, texts: Texts, leave_out: Callable[[str], bool]) -> Model:
        kept = [(text, name) for text, name in in_turn(texts) if not leave_out(text)]
        examples = [(self.features(tokens(text, self.lexicon)), name, text) for text, name in kept]
        return Model.fit(sorted(texts), examples)


def usual_words(texts: Texts) -> list[str]:
    """The words that occur in several examples, the most usual first."""
    several = (text for texts_of_one in texts.values() for text in texts_of_one)
    count = Counter(word for text in several for word in set(words_written(text)) if word.isalpha())
    return [word for word, times in count.most_common() if times >= USUAL_FROM]
