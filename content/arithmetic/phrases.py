"""Phrases among words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def find(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> int:
    """Where the last of these phrases ends among the words (behind it), -1 where there is none."""
    ends = [
        at + len(phrase)
        for phrase in phrases
        for at in range(len(words) - len(phrase) + 1)
        if tuple(words[at : at + len(phrase)]) == tuple(phrase)
    ]
    return max(ends, default=-1)
