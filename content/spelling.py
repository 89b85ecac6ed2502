"""Words brought back to known ones: affixes taken off, one slip of the finger or the vowels of an SMS repaired."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

SHORTEST_BASE = 3
SHORTEST_REPAIRED = 5
SHORTEST_SKELETON = 3
SHORTEST_WITH_WRONG_LETTER = 6
VOWELS = frozenset("aeiou")
ENDINGS = (
    "",
    "nya",
    "ny",
    "ku",
    "mu",
    "lah",
    "kah",
    "ka",
    "pun",
    "kan",
    "in",
    "an",
    "i",
    "annya",
    "kannya",
    "inya",
)
# What me- puts before a first letter it does not swallow.
NASALS = dict.fromkeys("bfv", "m") | dict.fromkeys("cdjz", "n") | dict.fromkeys("aeioughx", "ng")
# What a beginning hides: `memukul` is me- and pukul, colloquially `mukul`.
BEGINNINGS = {
    "di": ("",),
    "ter": ("",),
    "ber": ("",),
    "ba": ("",),
    "ta": ("",),
    "ke": ("",),
    "se": ("",),
    "me": ("",),
    "mem": ("", "p"),
    "men": ("", "t"),
    "meng": ("", "k"),
    "meny": ("s",),
    "pe": ("",),
    "pem": ("", "p"),
    "pen": ("", "t"),
    "peng": ("", "k"),
    "peny": ("s",),
    "per": ("",),
    "m": ("p",),
    "n": ("t",),
    "ng": ("", "k"),
    "ny": ("s", "c"),
}


def bases(word: str) -> Iterator[str]:
    """What the word may be without its affixes, the least stripped first; most of these are no words at all."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_BASE:
            bare = word[: len(word) - len(ending)]
            if ending:
                yield bare
            for beginning, hidden in BEGINNINGS.items():
                rest = bare[len(beginning) :]
                if bare.startswith(beginning) and len(rest) >= SHORTEST_BASE:
                    yield from (first + rest for first in hidden)
            if bare.startswith("d") and len(bare) > SHORTEST_BASE + 1:
                yield bare[1:]  # as SMS writes di-


def verb_forms(base: str) -> Iterator[str]:
    """The forms of a verb people write most: `pukul`, `dipukuli`, `memukul`, colloquially `mukul`."""
    first, rest = base[0], base[1:]
    active = {"p": "m" + rest, "t": "n" + rest, "k": "ng" + rest, "s": "ny" + rest}.get(
        first, NASALS.get(first, "") + base
    )
    for stem in (base, "di" + base, "ter" + base, "me" + active, active):
        yield from (stem + ending for ending in ("", "i", "kan", "in", "nya"))


class Speller:
    """Repairs a word against a fixed vocabulary, at the cost of a few dictionary look-ups.

    Words earlier in the vocabulary win ties, so give the most usual first. A real word missing from the
    vocabulary is "repaired" too when a known one lies one letter away: the vocabulary must be generous.
    In words shorter than `wrong_letter_from` a wrong letter is not forgiven, for it mostly makes another word.
    """

    def __init__(self, vocabulary: Iterable[str], *, wrong_letter_from: int = SHORTEST_WITH_WRONG_LETTER) -> None:
        self._wrong_letter_from = wrong_letter_from
        self._rank = {word: rank for rank, word in enumerate(dict.fromkeys(vocabulary))}
        self._nearby: dict[str, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        for word in self._rank:
            if len(word) >= SHORTEST_REPAIRED:
                for shadow in shadows(word):
                    self._nearby.setdefault(shadow, []).append(word)
            self._skeletons.setdefault(skeleton(word), []).append(word)

    def repair(self, word: str) -> str | None:
        """The known word that was probably meant; None where none is near or the word is too short to judge."""
        if word in self._rank:
            return word
        return self._one_slip(word) or self._vowels_dropped(word)

    def _one_slip(self, word: str) -> str | None:
        if len(word) < SHORTEST_REPAIRED:
            return None
        near = {known for shadow in shadows(word) for known in self._nearby.get(shadow, ())}
        close = [known for known in near if self._is_slip(word, known)]
        return min(close, key=self._rank.__getitem__, default=None)

    def _is_slip(self, word: str, known: str) -> bool:
        """A letter too many or too few, two swapped, or one wrong; a wrong first letter is hardly ever a slip."""
        if sorted(word) != sorted(known):
            wrong_letter = len(word) == len(known)
            if word[0] != known[0] or (wrong_letter and len(word) < self._wrong_letter_from):
                return False
        return OSA.distance(word, known, score_cutoff=1) <= 1

    def _vowels_dropped(self, word: str) -> str | None:
        bones = skeleton(word)
        if len(bones) < SHORTEST_SKELETON:
            return None
        fuller = [known for known in self._skeletons.get(bones, ()) if is_spread_over(word, known)]
        return min(fuller, key=self._rank.__getitem__, default=None)


def shadows(word: str) -> Iterator[str]:
    """The word and every form of it with one letter missing; two words one slip apart share one of them."""
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]


def skeleton(word: str) -> str:
    """What is left when vowels after the first letter are dropped: `pendaftaran` and `pndftrn` agree."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)


def is_spread_over(short: str, full: str) -> bool:
    """Whether the letters of `short` all occur in `full`, in that order."""
    rest = iter(full)
    return all(letter in rest for letter in short)
