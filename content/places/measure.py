"""Measure the search on a CSV with the columns query, codes, kind; several right codes are joined by `|`.

    python -m content.places.measure [--misses] FILE.csv

Prints for every kind how many there are, how often a right place came first and among five, how many
were asked back and how many not known, and the time each took. Where a row has no code the right answer
is none. `--misses` also lists the rows answered wrongly.
"""

from __future__ import annotations

import csv
import sys
import time
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from content.places.register import Register
from content.places.search import OFFERED, search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.places.search import PlaceMatch

HEADER: Final = f"{'kind':18}{'rows':>6}{'first':>8}{'in five':>9}{'asked':>7}{'unknown':>9}{'median':>9}{'p99 ms':>8}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row and what the search made of it."""

    kind: str
    query: str
    right: frozenset[str]
    found: PlaceMatch
    milliseconds: float

    def among(self, most: int) -> bool:
        """Whether a right place is among the first so many; where none is right, whether none was found."""
        first = {candidate.place.code for candidate in self.found.candidates[:most]}
        return bool(first & self.right) if self.right else not first


def measure(register: Register, path: Path) -> list[Outcome]:
    """Search for every row of the file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_outcome(register, row) for row in csv.DictReader(file)]


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The lines of the table, kinds in the order they first appear."""
    order = list(dict.fromkeys(outcome.kind for outcome in outcomes))
    yield HEADER
    for kind, group in groupby(sorted(outcomes, key=lambda outcome: order.index(outcome.kind)), _kind):
        yield _line(kind, list(group))


def _kind(outcome: Outcome) -> str:
    return outcome.kind


def _outcome(register: Register, row: dict[str, str]) -> Outcome:
    start = time.perf_counter()
    found = search(register, row["query"])
    spent = (time.perf_counter() - start) * 1000
    return Outcome(row["kind"], row["query"], frozenset(filter(None, row["codes"].split("|"))), found, spent)


def _line(kind: str, rows: list[Outcome]) -> str:
    first, five = (sum(row.among(most) for row in rows) / len(rows) for most in (1, OFFERED))
    asked, unknown = (sum(row.found.kind == kind for row in rows) for kind in ("choices", "unknown"))
    times = [row.milliseconds for row in rows] * 2  # quantiles wants two values at least
    return (
        f"{kind:18}{len(rows):6}{first:8.1%}{five:9.1%}{asked:7}{unknown:9}"
        f"{median(times):9.2f}{quantiles(times, n=100)[-1]:8.2f}"
    )


def _miss(outcome: Outcome) -> str:
    places = [candidate.place for candidate in outcome.found.candidates[:OFFERED]]
    offered = ", ".join(f"{place.code} {place.name}" for place in places) or "nothing"
    right = " or ".join(sorted(outcome.right)) or "nothing"
    return f"{outcome.kind}: {outcome.query!r} is {right}, not {offered}"


def main(arguments: list[str]) -> int:
    """The command line: 0 done, 2 wrong use."""
    files = [Path(argument) for argument in arguments if argument != "--misses"]
    if not files:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    register = Register.load()
    outcomes = [outcome for file in files for outcome in measure(register, file)]
    misses = map(_miss, (outcome for outcome in outcomes if not outcome.among(1)))
    lines = [*report(outcomes), *(misses if "--misses" in arguments else ())]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
