"""What the check is told and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.arithmetic.amounts import Amount
    from content.arithmetic.sentences import Sentence

Value = str | int | Decimal


@dataclass(frozen=True)
class Known:
    """A number of the store for the period of the text: what it is, and the words it is called by.

    `what` is "realization", "target", "rate" or "part"; a part has a `name` and `part_words` besides.
    """

    indicator: str
    words: tuple[str, ...]
    what: str
    name: str
    part_words: tuple[str, ...]
    year: int
    value: int | Decimal
    unit: str


@dataclass(frozen=True)
class Finding:
    """One number recomputed: the key of the text that tells it, the piece it stands in, the values for the text."""

    key: str
    excerpt: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Checked:
    """What does not follow and what does, in the order of the text; how many figures it has, how many stayed untied."""

    findings: tuple[Finding, ...]
    confirmed: tuple[Finding, ...]
    read: int
    unchecked: int


@dataclass(frozen=True)
class Judgement:
    """Something said of figures, recomputed; `stated` is the figure in question, `others` what it rests on."""

    key: str
    follows: bool
    sentence: Sentence
    stated: Amount
    others: tuple[Amount, ...]
    values: Mapping[str, Value] = field(default_factory=dict)

    def finding(self) -> Finding:
        """It as it is told."""
        written = self.sentence.text[self.stated.start : self.stated.end]
        values: dict[str, Value] = {"written": " ".join(written.split()), "stated": self.stated.shown}
        key = f"check.follows_{self.key}" if self.follows else f"check.{self.key}"
        excerpt = self.sentence.excerpt((self.stated, *self.others))
        return Finding(key, excerpt, {**values, **self.values})
