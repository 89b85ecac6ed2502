"""Which topic a question is about: a linear model over plain words and their kinds, fitted at start.

Softmax regression by stochastic gradient, every step in the same order, so the same content always gives the
same answers; an editor's new example question takes effect at the next start. Beside the topics it learns one
more class, the background: what people ask that is none of our business.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from content.fitted import Fitted
from content.normalize import Lexicon, tokens, words_written

BACKGROUND = ""
EPOCHS = 3
RATE = 3.0  # falls to nothing over the epochs
OUT_OF_SIGHT = 6.0  # classes so far below the best (in powers of e) are as good as impossible
PLAIN = 0.7  # a right class this likely needs no further step
TOO_UNLIKELY = 0.01  # classes less likely than this are not worth correcting
USUAL_FROM = 4  # a word in so many example questions is a word, not a slip
WEIGHT_OF_UNKNOWN = 6.0
DOUBT = 1.5
MOST_OFFERED = 5
MOST_REASONS = 3

Row = list[float]


@dataclass(frozen=True)
class Candidate:
    """A topic, how likely it is meant (0 to 1), and the words that spoke for it."""

    topic: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A text to learn from: the rows of its features, what each weighs, and the class it belongs to."""

    rows: Sequence[Row]
    weights: Sequence[float]
    norm: float
    right: int


class Ranker:
    """Ranks topics for a text. Fitting takes about a second for 4,000 examples; ranking well under one millisecond."""

    def __init__(
        self,
        examples: Mapping[str, Sequence[str]],
        titles: Mapping[str, str],
        lexicon: Lexicon,
        fitted: Fitted | None = None,
    ) -> None:
        """Learn from the examples, or take over what was `fitted` to the very same ones before."""
        self.lexicon = lexicon.learned(usual_words(examples))
        self._classes = (*sorted(examples), BACKGROUND)
        self.fitted = fitted or Fitted({}, {})
        self._weights, self._rows = self.fitted.weights, self.fitted.rows
        if fitted is None:
            self._learn(examples, titles)

    def rank(self, text: str) -> tuple[Candidate, ...]:
        """The likeliest topics, best first; scores and what belongs to no topic add up to one at most."""
        words = tokens(text, self.lexicon)
        likely = self._likelihood(words)
        best = sorted(likely, key=lambda slug: (-likely[slug], slug))[: MOST_OFFERED + 1]
        shown = [slug for slug in best if slug != BACKGROUND][:MOST_OFFERED]
        spoken = {word: [self._rows[f] for f in self.features([word]) if f in self._rows] for word in words}
        return tuple(Candidate(slug, round(likely[slug], 4), self._reasons(spoken, slug)) for slug in shown)

    def features(self, words: Sequence[str]) -> list[str]:
        """What the model sees of a text: each plain word once, each kind of word, and the words beside a country.

        "Overstay di Korea" is about overstaying: a country is in many questions what they are least about, so
        the other words count once more where one is named.
        """
        kinds = {word: self.lexicon.kinds(word) for word in words}
        elsewhere = [word for word in words if self.lexicon.lands.isdisjoint(kinds[word])]
        beside = elsewhere if len(elsewhere) < len(words) else ()
        named = (f"{kind}:" for several in kinds.values() for kind in several)
        return list(dict.fromkeys((*words, *named, *(f"{word}@" for word in beside))))

    def _likelihood(self, words: Sequence[str]) -> dict[str, float]:
        known = [feature for feature in self.features(words) if feature in self._rows]
        if not known:
            return dict.fromkeys(self._classes, 0.0)
        norm = sqrt(sum(self._weights[feature] ** 2 for feature in known))
        heights = [height / norm for height in map(sum, zip(*(self._rows[feature] for feature in known), strict=True))]
        highest = max(heights)
        odds = [exp(height - highest) for height in heights]
        total = sum(odds)
        share = self._share_known(words)
        return {slug: share * odd / total for slug, odd in zip(self._classes, odds, strict=True)}

    def _share_known(self, words: Sequence[str]) -> float:
        """How much of the text the model has met before: a word it has never seen may mean anything."""
        known = sum(self._weights.get(word, 0.0) for word in words)
        unknown = sum(WEIGHT_OF_UNKNOWN for word in words if word not in self._weights)
        return float((known / (known + unknown)) ** DOUBT)

    def _reasons(self, spoken: Mapping[str, Sequence[Row]], slug: str) -> tuple[str, ...]:
        """The words that spoke loudest for the topic, of those `spoken` with their rows."""
        column = self._classes.index(slug)
        loudness = {word: sum(row[column] for row in rows) for word, rows in spoken.items()}
        loudest = sorted((word for word in loudness if loudness[word] > 0), key=lambda word: -loudness[word])
        return tuple(loudest[:MOST_REASONS])

    def _learn(self, examples: Mapping[str, Sequence[str]], titles: Mapping[str, str]) -> None:
        """Fill the weights and rows, which are empty."""
        cues = self.lexicon.cues
        texts = {slug: [titles.get(slug, ""), *cues.get(slug, ()), *examples[slug]] for slug in examples}
        texts[BACKGROUND] = [*self.lexicon.background]
        learnt = [(self.features(tokens(text, self.lexicon)), slug) for text, slug in in_turn(texts)]
        frequency = Counter(feature for features, _ in learnt for feature in features)
        self._weights.update((feature, log(1 + len(learnt) / count)) for feature, count in frequency.items())
        self._rows.update((feature, [0.0] * len(self._classes)) for feature in frequency)
        self._fit([self._document(features, slug) for features, slug in learnt if features])

    def _document(self, features: Sequence[str], slug: str) -> Document:
        weights = [self._weights[feature] for feature in features]
        norm = sqrt(sum(weight * weight for weight in weights))
        rows = [self._rows[feature] for feature in features]
        # A row holds weight times feature value, so that ranking is a plain sum of rows.
        return Document(rows, [w * w / norm for w in weights], norm, self._classes.index(slug))

    def _fit(self, documents: Sequence[Document]) -> None:
        for epoch in range(EPOCHS):
            size = len(documents)
            rates = (RATE * (1 - (epoch + number / size) / EPOCHS) for number in range(size))
            # What was already plain last time is not gone over again: less work, and nothing lost by it.
            documents = [d for d, rate in zip(documents, rates, strict=True) if learn(d, rate) < PLAIN]


def learn(document: Document, rate: float) -> float:
    """One step: raise the right class for the document's features, lower the others by how likely they seemed.

    Returns how likely the right class seemed before.
    """
    heights = list(map(sum, zip(*document.rows, strict=True)))
    highest = max(heights)
    floor = highest - OUT_OF_SIGHT * document.norm
    odds = [(column, exp((h - highest) / document.norm)) for column, h in enumerate(heights) if h > floor]
    total = sum(odd for _, odd in odds)
    steps = [(column, -rate * odd / total) for column, odd in odds if odd > TOO_UNLIKELY * total]
    steps.append((document.right, rate))
    for row, weight in zip(document.rows, document.weights, strict=True):
        for column, step in steps:
            row[column] += step * weight
    return next((odd / total for column, odd in odds if column == document.right), 0.0)


def in_turn(texts: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Every text with its class, each class spread evenly over the whole: mixed well, and always the same."""
    placed = [
        ((number + 0.5) / len(several), slug, text)
        for slug, several in texts.items()
        for number, text in enumerate(several)
    ]
    return [(text, slug) for _, slug, text in sorted(placed) if text]


def usual_words(examples: Mapping[str, Sequence[str]]) -> list[str]:
    """The words that occur in several example questions, the most usual first."""
    questions: Iterable[str] = (question for several in examples.values() for question in several)
    count = Counter(word for question in questions for word in set(words_written(question)) if word.isalpha())
    return [word for word, times in count.most_common() if times >= USUAL_FROM]
