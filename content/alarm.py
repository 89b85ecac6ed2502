"""The ear for people in danger: rules that need nothing, and a model that has heard many calls for help.

Apart from the ranking of answers and before it. The rules (`danger.py`) know words and what they mean together;
the model (`danger_examples.toml`) knows how people really say it. Each alone hears what the other misses, and
where the model is broken the rules still hear.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.danger import Danger, DangerRules, shipped_rules
from content.normalize import Lexicon, tokens
from content.ranking import BACKGROUND, Candidate, Ranker
from content.signs import SENTENCE_END

EXAMPLES = Path(__file__).with_name("danger_examples.toml")
DANGER = "danger"
FEWEST_WORDS = 3  # what the model alone may judge: "majikan" by itself says nothing
MOST_PARTS = 12  # sentences listened to one by one
SURE = 0.45  # the model alone
AGREED = 0.1  # the model, where the rules say so too
SILENCE = Candidate(DANGER, 0.0, ())
UNNAMED = "cry_for_help"  # the kind of a danger whose words no rule knows


@dataclass(frozen=True)
class Alarm:
    """Hears danger in a text. Total: never raises, on any text."""

    rules: DangerRules
    ear: Ranker | None = None

    @classmethod
    def of(cls, lexicon: Lexicon, calm: Iterable[str], *, cache: Path | None = None) -> "Alarm":
        """Learnt from the examples beside this module, and from `calm`, the ordinary questions people ask.

        Ordinary questions in which the rules hear danger teach nothing: some are calls for help.
        """
        rules = shipped_rules()
        data = tomllib.loads(EXAMPLES.read_text("utf-8"))
        danger, ordinary = (data[kind].strip().splitlines() for kind in ("danger", "ordinary"))
        questions = dict.fromkeys(text for text in calm if text not in ordinary)

        def is_doubtful(text: str) -> bool:
            return text in questions and rules.find(text) is not None

        texts = {DANGER: danger, BACKGROUND: [*ordinary, *questions]}
        return cls(rules, Ranker(texts, lexicon, pairs=True, leave_out=is_doubtful, cache=cache))

    def find(self, text: str) -> Danger | None:
        """The danger the text speaks of, or None."""
        known = self.rules.find(text)
        if self.ear is None:
            return known
        if len(tokens(text, self.ear.lexicon)) < FEWEST_WORDS:
            return known
        heard = self._heard(self.ear, [text])
        if known is not None and heard.score < AGREED:  # a story has many calm sentences; one may cry
            heard = self._heard(self.ear, SENTENCE_END.split(text)[:MOST_PARTS])
        if heard.score < (AGREED if known else SURE):
            return None
        return known or Danger(UNNAMED, heard.reasons)

    def _heard(self, ear: Ranker, parts: Sequence[str]) -> Candidate:
        """What the model hears in the loudest of the parts."""
        heard = [candidate for part in parts for candidate in ear.rank(part)]
        return max(heard, key=lambda candidate: candidate.score, default=SILENCE)

    def is_certain(self, text: str) -> bool:
        """Whether rules and model agree: for where other things than questions are written, numbers and names."""
        return self.rules.find(text) is not None and self.find(text) is not None
