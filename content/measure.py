"""Measure the understanding of free text on a CSV with the columns text, slugs, kind and register.

    python -m content.measure [--misses] QUESTIONS.csv

`slugs` holds every right topic, joined by `|`; `kind` is in, out, smalltalk or emergency. Prints, over all
rows and by register and kind, how often the right topic came first and among the choices, how often a
confident answer was wrong, what was done with questions of no topic and with danger, and the times.
`--misses` also lists the rows understood wrongly.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from content.answering import MOST_CHOICES, Answering, Understanding
from content.library import Library

HEADER = (
    f"{'':12}{'rows':>6}{'first':>8}{'in three':>10}{'answered':>10}{'wrong':>7}"
    f"{'danger':>8}{'alarms':>8}{'out told':>10}{'talk':>7}{'median':>9}{'p99 ms':>8}"
)


@dataclass(frozen=True)
class Outcome:
    """One row and what was made of it."""

    text: str
    kind: str
    register: str
    right: frozenset[str]
    understood: Understanding
    milliseconds: float

    @property
    def has_topic(self) -> bool:
        """Whether there is a right topic to find."""
        return bool(self.right) and self.kind in {"in", "emergency"}

    def among(self, most: int) -> bool:
        """Whether a right topic is among the first so many offered."""
        return any(candidate.topic in self.right for candidate in self.understood.candidates[:most])

    @property
    def is_wrong_answer(self) -> bool:
        """Whether a wrong topic was given as the answer."""
        return self.understood.kind == "answer" and self.understood.topic not in self.right

    @property
    def is_missed(self) -> bool:
        """Whether the row was understood wrongly in any way."""
        if self.kind in {"emergency", "smalltalk"}:
            return self.understood.kind != self.kind
        alarmed = self.understood.kind in {"emergency", "smalltalk"}
        return alarmed or self.is_wrong_answer or (self.has_topic and not self.among(1))

    def told(self) -> str:
        """The row and what it was taken for, for whoever mends it."""
        right = self.kind if self.kind in {"out", "smalltalk"} else "|".join(sorted(self.right))
        offered = ", ".join(
            f"{candidate.topic} {candidate.score:.2f} ({' '.join(candidate.reasons)})"
            for candidate in self.understood.candidates[:MOST_CHOICES]
        )
        return f"{self.text!r} is {right}, not {self.understood.kind}: {offered}"


def measure(answering: Answering, path: Path) -> list[Outcome]:
    """Understand every row of the file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_outcome(answering, row) for row in csv.DictReader(file)]


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The lines of the table: all rows, then by register, then by kind."""
    yield HEADER
    yield _line("all", outcomes)
    for key in (lambda outcome: outcome.register, lambda outcome: outcome.kind):
        yield ""
        yield from _lines_by(key, outcomes)


def _lines_by(key: Callable[[Outcome], str], outcomes: Sequence[Outcome]) -> Iterator[str]:
    for name in dict.fromkeys(map(key, outcomes)):
        yield _line(name, [outcome for outcome in outcomes if key(outcome) == name])


def _outcome(answering: Answering, row: dict[str, str]) -> Outcome:
    start = time.perf_counter()
    understood = answering.understand(row["text"])
    spent = (time.perf_counter() - start) * 1000
    right = frozenset(filter(None, row["slugs"].split("|")))
    return Outcome(row["text"], row["kind"], row["register"], right, understood, spent)


def _line(name: str, rows: Sequence[Outcome]) -> str:
    about = [row for row in rows if row.has_topic]
    asked = [row for row in rows if row.kind == "in"]
    out, danger, talk, calm = (
        [row for row in rows if fits(row.kind)]
        for fits in ("out".__eq__, "emergency".__eq__, "smalltalk".__eq__, "emergency".__ne__)
    )
    times = [row.milliseconds for row in rows] * 2  # quantiles wants two values at least
    return (
        f"{name:12}{len(rows):6}"
        f"{share(about, lambda row: row.among(1)):>8}{share(about, lambda row: row.among(MOST_CHOICES)):>10}"
        f"{share(asked, is_answered):>10}{share(asked, lambda row: row.is_wrong_answer):>7}"
        f"{share(danger, is_alarm):>8}{share(calm, is_alarm):>8}{share(out, is_answered):>10}"
        f"{share(talk, lambda row: row.understood.kind == 'smalltalk'):>7}"
        f"{median(times):9.2f}{quantiles(times, n=100)[-1]:8.2f}"
    )


def is_answered(row: Outcome) -> bool:
    """Whether the row was given a direct answer."""
    return row.understood.kind == "answer"


def is_alarm(row: Outcome) -> bool:
    """Whether danger was seen in the row."""
    return row.understood.kind == "emergency"


def share(rows: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> str:
    """How many of the rows it holds for, in percent; a dash where there are no rows."""
    return f"{sum(map(holds, rows)) / len(rows):.1%}" if rows else "-"


def main(arguments: Sequence[str]) -> int:
    """The command line: 0 done, 2 wrong use."""
    files = [Path(argument) for argument in arguments if argument != "--misses"]
    if not files:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    start = time.perf_counter()
    answering = Library.load().answering
    loaded = f"content read and fitted in {time.perf_counter() - start:.2f} s"
    outcomes = [outcome for file in files for outcome in measure(answering, file)]
    misses = (row.told() for row in outcomes if row.is_missed) if "--misses" in arguments else ()
    sys.stdout.write("\n".join([loaded, *report(outcomes), *misses]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
