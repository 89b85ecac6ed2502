"""The gate an edit of the content must pass: our own questions must be understood as well as before, danger always.

The questions stand in `questions/*.csv` (text, slugs, kind, register) and are learnt from nowhere. Which of them are
missed today stands in `missed.txt`; an edit may move misses about but not add to them, and may lose no danger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.answering import Answering
from content.faults import Fault
from content.measure import Outcome, measure

FOLDER = Path(__file__).with_name("questions")
MISSED = FOLDER / "missed.txt"
SHOWN = 10  # questions named where too many are missed


@dataclass(frozen=True)
class Trial:
    """How our own questions fare now, beside how they fared when last accepted."""

    outcomes: Sequence[Outcome]
    accepted: frozenset[str]  # texts missed then

    @classmethod
    def of(cls, answering: Answering, folder: Path = FOLDER) -> "Trial":
        outcomes = [outcome for path in sorted(folder.glob("*.csv")) for outcome in measure(answering, path)]
        accepted = frozenset((folder / MISSED.name).read_text("utf-8").splitlines())
        return cls(outcomes, accepted)

    @property
    def missed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.is_missed]

    def faults(self, folder: Path = FOLDER) -> Iterator[Fault]:
        """Why the content is refused: dangers no longer heard, more questions missed than before."""
        file = folder / MISSED.name
        new = [outcome for outcome in self.missed if outcome.text not in self.accepted]
        for outcome in new:
            if outcome.kind == "emergency" and outcome.understood.kind != "emergency":
                yield Fault(file, 1, f"danger is no longer heard in {outcome.text!r}")
        known = self.accepted & {outcome.text for outcome in self.outcomes}
        if len(self.missed) > len(known):
            yield Fault(file, 1, f"{len(self.missed)} of our questions are missed, {len(known)} were before; newly:")
            for outcome in new[:SHOWN]:
                yield Fault(file, 1, f"  {outcome.told()}")

    def report(self) -> str:
        size, missed = len(self.outcomes), len(self.missed)
        return f"{size - missed} of our {size} questions understood ({len(self.accepted)} missed when last accepted)"

    def accept(self, folder: Path = FOLDER) -> None:
        """From now on, what is missed today is what may be missed."""
        texts = sorted(outcome.text for outcome in self.missed)
        (folder / MISSED.name).write_text("\n".join(texts) + "\n", "utf-8")
