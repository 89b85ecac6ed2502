"""Which texts say much the same, by the words they share."""

from collections.abc import Sequence

ALIKE = 0.3  # shared words of all words of two texts


def groups(texts: Sequence[frozenset[str]]) -> list[list[int]]:
    """The numbers of the texts, grouped by likeness to the first of each group; large groups first.

    Each text is the set of its plain words. One pass, in order, so the same texts always give the same groups.
    """
    found: list[list[int]] = []
    for number, words in enumerate(texts):
        likely = max(((likeness(texts[group[0]], words), -at) for at, group in enumerate(found)), default=(0.0, 0))
        if likely[0] >= ALIKE:
            found[-likely[1]].append(number)
        else:
            found.append([number])
    return sorted(found, key=lambda group: -len(group))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words among all words of both, 0 to 1 (Jaccard)."""
    every = one | other
    return len(one & other) / len(every) if every else 0.0
