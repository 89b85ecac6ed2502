"""The ear for people in danger: rules that need nothing, and a model that has heard many calls for help.

Apart from the ranking of answers and before it. The rules (`danger.py`) know words and what they mean together;
the model (`danger_examples.toml`) knows how people really say it. Each alone hears what the other misses, and
where the model is broken the rules still hear.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from content.danger import Danger, DangerRules, shipped_rules
from content.normalize import Lexicon, tokens
from content.ranking import BACKGROUND, Candidate, Ranker
from content.signs import SENTENCE_END

EXAMPLES = Path(__file__).with_name("danger_examples.toml")
DANGER = "danger"
FEWEST_WORDS = 3  # what the model alone may judge: "majikan" by itself says nothing
MOST_SENTENCES = 100  # listened to one by one
SURE = 0.43  # the model alone
CRIES = 0.95  # the model alone, in one sentence of several
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
        try:
            heard = self._heard(text, known)
        except Exception:  # noqa: BLE001  whatever is broken in the model, the rules still hear
            return known
        return (known or Danger(UNNAMED, heard.reasons)) if heard else None

    def _heard(self, text: str, known: Danger | None) -> Candidate | None:
        """What the model hears, if that is enough; where the rules hear danger, little is.

        It listens to the whole, and to each sentence: a story has many calm ones, and one that cries.
        """
        if self.ear is None or len(tokens(text, self.ear.lexicon)) < FEWEST_WORDS:
            return SILENCE if known else None
        whole = self._listen(text)
        if whole.score >= (AGREED if known else SURE):
            return whole
        sentences = [part for part in SENTENCE_END.split(text) if part.strip()][:MOST_SENTENCES]
        loudest = max(map(self._listen, sentences), key=lambda heard: heard.score, default=SILENCE)
        return loudest if loudest.score >= (AGREED if known else CRIES) else None

    def _listen(self, text: str) -> Candidate:
        assert self.ear is not None
        return next(iter(self.ear.rank(text)), SILENCE)

    def is_certain(self, text: str) -> bool:
        """Whether rules and model agree: for where other things than questions are written, numbers and names."""
        known = self.rules.find(text)
        return known is not None and self.find(text) == known
