"""Which texts say much the same, by the words they share."""

from collections.abc import Sequence

ALIKE = 0.3  # shared words of all words of two texts


def groups(texts: Sequence[frozenset[str]]) -> list[list[int]]:
    """The numbers of the texts, grouped by likeness to the first of each group; large groups first.

    Each text is the set of its plain words. One pass, in order, so the same texts always give the same groups.
    """
    found: list[list[int]] = []
    for number, words in enumerate(texts):
        home = max(found, key=lambda group: likeness(texts[group[0]], words), default=None)
        if home is not None and likeness(texts[home[0]], words) >= ALIKE:
            home.append(number)
        else:
            found.append([number])
    return sorted(found, key=lambda group: -len(group))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words among all words of both, 0 to 1 (Jaccard)."""
    every = one | other
    return len(one & other) / len(every) if every else 0.0
