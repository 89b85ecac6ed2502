"""A linear model of named features, learnt from examples: softmax regression by stochastic gradient.

Every step goes in the same order, so the same content always gives the same model; an editor's new example takes
effect at the next start. Plain Python: for some ten thousand short examples it takes about a second.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from content.fitted import Fitted

EPOCHS = 4
RATE = 3.0  # falls to nothing over the epochs
OUT_OF_SIGHT = 6.0  # classes so far below the best (in powers of e) are as good as impossible
PLAIN = 0.8  # a right class this likely needs no further step
TOO_UNLIKELY = 0.01  # classes less likely than this are not worth correcting

Row = list[float]
Example = tuple[Sequence[str], str, str]  # features, class, the text they were taken from


@dataclass(frozen=True)
class Document:
    """An example to learn from: the rows of its features, what each weighs, and the class it belongs to."""

    rows: Sequence[Row]
    weights: Sequence[float]
    norm: float
    right: int
    text: str


class Model:
    """How likely each class is, given the features of a text."""

    def __init__(self, classes: Sequence[str], fitted: Fitted) -> None:
        self.classes, self.fitted = tuple(classes), fitted
        self.weights, self.rows = fitted.weights, fitted.rows

    @classmethod
    def fit(cls, classes: Sequence[str], examples: Sequence[Example]) -> "Model":
        """Learn from the examples, in their order."""
        model = cls(classes, Fitted({}, {}, []))
        frequency = Counter(feature for features, _, _ in examples for feature in features)
        model.weights.update((feature, log(1 + len(examples) / count)) for feature, count in frequency.items())
        model.rows.update((feature, [0.0] * len(model.classes)) for feature in frequency)
        unsettled = learn_all([model._document(*example) for example in examples if example[0]])
        for document in unsettled:
            one, other = model.classes[document.right], model.classes[likeliest(document)]
            if one != other:
                model.fitted.collisions.append((document.text, one, other))
        return model

    def likelihood(self, features: Iterable[str]) -> dict[str, float]:
        """The likelihood of each class, one in all; all zero where no feature was ever met."""
        known = [feature for feature in features if feature in self.rows]
        if not known:
            return dict.fromkeys(self.classes, 0.0)
        norm = sqrt(sum(self.weights[feature] ** 2 for feature in known))
        heights = [height / norm for height in map(sum, zip(*(self.rows[feature] for feature in known), strict=True))]
        highest = max(heights)
        odds = [exp(height - highest) for height in heights]
        total = sum(odds)
        return {name: odd / total for name, odd in zip(self.classes, odds, strict=True)}

    def loudness(self, features: Iterable[str], name: str) -> float:
        """How much these features speak for a class."""
        column = self.classes.index(name)
        return sum(self.rows[feature][column] for feature in features if feature in self.rows)

    def _document(self, features: Sequence[str], name: str, text: str) -> Document:
        weights = [self.weights[feature] for feature in features]
        norm = sqrt(sum(weight * weight for weight in weights))
        rows = [self.rows[feature] for feature in features]
        # A row holds weight times feature value, so that judging is a plain sum of rows.
        return Document(rows, [w * w / norm for w in weights], norm, self.classes.index(name), text)


def learn_all(documents: Sequence[Document]) -> Sequence[Document]:
    """Go over the documents several times; returns those that were not plain at the last look."""
    for epoch in range(EPOCHS):
        size = len(documents)
        rates = (RATE * (1 - (epoch + number / size) / EPOCHS) for number in range(size))
        # What was already plain last time is not gone over again: less work, and nothing lost by it.
        documents = [d for d, rate in zip(documents, rates, strict=True) if learn(d, rate) < PLAIN]
    return documents


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


def likeliest(document: Document) -> int:
    """The class the model now takes the document for."""
    heights = list(map(sum, zip(*document.rows, strict=True)))
    return heights.index(max(heights))


def in_turn(texts: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Every text with its class, each class spread evenly over the whole: mixed well, and always the same."""
    placed = [
        ((number + 0.5) / len(several), name, text)
        for name, several in texts.items()
        for number, text in enumerate(several)
    ]
    return [(text, name) for _, name, text in sorted(placed) if text]
