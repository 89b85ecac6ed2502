"""What becomes of the rows of a file: new, known, left out, refused; and of the file, stored whole or not at all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

NEW, KNOWN, LEFT_OUT, REFUSED = "new", "known already", "left out", "refused"


class BadRow(Exception):
    """A row that cannot be taken, with the file and line to open. Nothing of the file was stored."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(frozen=True)
class Counted:
    new: int = 0
    known: int = 0


class Outcome(Protocol):
    """A row as far as it has been judged."""

    @property
    def line(self) -> int: ...
    @property
    def becomes(self) -> str: ...
    @property
    def reason(self) -> str: ...


def refuse_any(path: Path, rows: Iterable[Outcome]) -> None:
    """Raise `BadRow` at the first row that is refused, if there is one."""
    refused = [row for row in rows if row.becomes == REFUSED]
    if refused:
        more = f" (and {len(refused) - 1} more; --dry-run names them all)" if len(refused) > 1 else ""
        raise BadRow(path, refused[0].line, refused[0].reason + more)


def counts(rows: Iterable[Outcome]) -> Counter[str]:
    """How many rows become what, in the order they first do."""
    return Counter(row.becomes for row in rows)
