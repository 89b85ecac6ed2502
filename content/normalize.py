"""Free text to plain words: `gmn cra dftr TKI ke Malasya??` becomes `bagaimana cara daftar pmi ke malaysia`.

Pure and total: any text gives a tuple of tokens, never an exception, in bounded time. Applied to its own
result joined by blanks it changes nothing, so plain forms can be compared and kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from content.spelling import Speller, bases

# A text of 200 longest words still fits the longest text, or the result would be cut again when reread.
LONGEST_TEXT = 10_000
LONGEST_WORD = 40
MOST_WORDS = 400
MOST_TOKENS = 200
LONGEST_PHRASE = 6
SHORTEST_PAIR = 8  # of two words run together
SHORTEST_HALF = 3
REMEMBERED_WORDS = 20_000

APOSTROPHES = re.compile("['’`]")
THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
CHUNK = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
PARTS = re.compile(r"\d+|[a-z]+")
RUN_OF_THREE = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1")
SAID_TWICE = re.compile(r"([a-z]{3,})2([a-z]*)")
DIGITS_FOR_LETTERS = str.maketrans("01345", "oieas")
NUMBERS = ("angka_kecil", "angka_tahun", "angka_besar", "angka_panjang")


def fold(text: str) -> str:
    """Lower case without accents, apostrophes or invisible characters; thousands separators are dropped."""
    lower = text[:LONGEST_TEXT].casefold()
    if not lower.isascii():
        decomposed = unicodedata.normalize("NFKD", lower)
        lower = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return THOUSANDS.sub("", APOSTROPHES.sub("", lower))[:LONGEST_TEXT]


def words_written(text: str) -> list[str]:
    """The runs of letters and digits in a text as they stand there, folded."""
    return CHUNK.findall(fold(text))[:MOST_WORDS]


def tokens(text: str, lexicon: "Lexicon") -> tuple[str, ...]:
    """The plain words of a text, in order, without those that say nothing about its subject."""
    words = lexicon.joined([word for chunk in words_written(text) for word in lexicon.split(chunk)])
    words = lexicon.spoken(map(lexicon.plain, words))
    # Leaving out a joined phrase may bring the words of another together.
    while len(fewer := lexicon.spoken(lexicon.joined(words))) < len(words):
        words = fewer
    return tuple(words[:MOST_TOKENS])


def without_echo(words: Iterable[str]) -> list[str]:
    """The words with each run of the same one made single: `bae-bae` says no more than `bae`."""
    return [word for word, _ in groupby(words)]


class Lexicon:
    """What is known about words: plain forms, phrases, kinds, and words that say nothing about a subject.

    `lands` are the kinds that name a country.

    Immutable; `learned` gives a larger one. It remembers what it made of each word, which nobody sees but
    makes the second message faster than the first.
    """

    def __init__(
        self,
        spellings: Mapping[str, Sequence[str]],
        kinds: Mapping[str, Sequence[str]] | None = None,
        roots: Iterable[str] = (),
        silent: Iterable[str] = (),
        lands: Iterable[str] = (),
    ) -> None:
        self._spellings, self._kinds, self._roots = dict(spellings), dict(kinds or {}), tuple(roots)
        self.silent = frozenset(silent)
        self.lands = frozenset(lands)
        self._kinds_of = turned_around(self._kinds)
        ways = {tuple(split_way(way)): plain for plain in spellings for way in (*spellings[plain], plain)}
        self._words = {way[0]: plain for way, plain in ways.items() if len(way) == 1}
        self._words |= {plain: plain for plain in spellings}
        known = (*spellings, *self._roots, *self._kinds_of, *self.silent, *NUMBERS)
        self._roots_known = frozenset(word for word in known if self._words.get(word, word) == word)
        self._speller = Speller(word for word in (*known, *self._words) if "_" not in word)
        self.plain = lru_cache(maxsize=REMEMBERED_WORDS)(self._plain)
        members = {tuple(split_way(word)): word for word in (*self._kinds_of, *self.silent) if "_" in word}
        self._phrases = self._with_plain_ways({w: p for w, p in (members | ways).items() if len(w) > 1})
        self._openers = frozenset(way[0] for way in self._phrases)

    def learned(self, words: Iterable[str]) -> "Lexicon":
        """A lexicon that also knows these words, so that they are not taken for misspellings."""
        roots = (*self._roots, *words)
        return Lexicon(self._spellings, self._kinds, roots, self.silent, self.lands)

    def kinds(self, word: str) -> tuple[str, ...]:
        """What sort of thing a plain word names: `tawau` is in `malaysia`."""
        return self._kinds_of.get(word, ())

    def faults(self) -> Iterator[str]:
        """Entries that contradict each other, in words an editor understands."""
        owner: dict[str, str] = {}
        for plain, ways in self._spellings.items():
            for way in ways:
                if way in self._spellings and way != plain:
                    yield f"{way!r} is a plain form and also a way of writing {plain!r}"
                if owner.setdefault(way, plain) != plain:
                    yield f"{way!r} is a way of writing both {owner[way]!r} and {plain!r}"

    def split(self, chunk: str) -> Sequence[str]:
        """A run of letters and digits as words: `20jt` is two, `jalan2` and `tk1` are one."""
        if self._knows(chunk):
            return (chunk,)
        if "_" in chunk:
            return [word for part in chunk.split("_") for word in self.split(part)]
        if chunk.isalpha():
            return self._run_together(chunk) or (chunk[:LONGEST_WORD],)
        if chunk.isdigit():
            return (chunk[:LONGEST_WORD],)
        return [word for part in self._sorted_out(chunk) for word in self.split(part)]

    def _sorted_out(self, chunk: str) -> Sequence[str]:
        """Letters with digits among them: a word said twice, digits for letters, or a number and its unit."""
        if twice := SAID_TWICE.fullmatch(chunk):
            return (twice[1] + twice[2],)
        lettered = chunk.translate(DIGITS_FOR_LETTERS)
        return (lettered,) if self._knows(lettered) else PARTS.findall(chunk)

    def _run_together(self, chunk: str) -> tuple[str, str] | None:
        """Two known words written as one (`pasporditahan`), where the whole is no word, not even a misspelt one."""
        chunk = RUN_OF_THREE.sub(r"\1", chunk)
        if not SHORTEST_PAIR <= len(chunk) <= LONGEST_WORD or self._knows(self.plain(chunk)):
            return None
        halves = ((chunk[:at], chunk[at:]) for at in range(len(chunk) - SHORTEST_HALF, SHORTEST_HALF - 1, -1))
        return next((pair for pair in halves if all(map(self._knows, pair))), None)

    def _knows(self, word: str) -> bool:
        return word in self._words or word in self._roots_known

    def spoken(self, words: Iterable[str]) -> list[str]:
        """The words that say something about a subject, without repetitions."""
        return without_echo(word for word in words if word not in self.silent)

    def joined(self, words: list[str]) -> list[str]:
        """The words with every known phrase made one token, the longest first, until nothing joins any more."""
        while len(shorter := without_echo(self._joined_once(words))) < len(words):
            words = shorter
        return words

    def _joined_once(self, words: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            size = self._phrase_size(words, at) if words[at] in self._openers else 1
            yield self._phrases[tuple(words[at : at + size])] if size > 1 else words[at]
            at += size

    def _phrase_size(self, words: Sequence[str], at: int) -> int:
        longest = min(LONGEST_PHRASE, len(words) - at)
        return next((n for n in range(longest, 1, -1) if tuple(words[at : at + n]) in self._phrases), 1)

    def _with_plain_ways(self, phrases: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
        """Each phrase also as it looks once its words are plain, whatever way they were typed."""
        for way, plain in tuple(phrases.items()):
            heard = without_echo(word for word in map(self.plain, way) if word not in self.silent)
            if len(heard) > 1:
                phrases.setdefault(tuple(heard), plain)
        return phrases

    def _plain(self, word: str) -> str:
        if word.isdigit():
            return number_class(word)
        calm = RUN_OF_THREE.sub(r"\1", word)
        readings = dict.fromkeys((word, calm, DOUBLED.sub(r"\1", calm)))
        for reading in (*readings, *(base for whole in readings for base in bases(whole))):
            if reading in self._words:
                return self._words[reading]
            if reading in self._roots_known:
                return reading
        repaired = self._speller.repair(calm) or calm
        return self._words.get(repaired, repaired)


def split_way(way: str) -> list[str]:
    """An entry of the lexicon as the words a reader would type; `_` stands for a blank, `-` too."""
    return re.split(r"[_-]", way)


def turned_around(groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Member to the groups it is in, from group to its members."""
    owners: dict[str, tuple[str, ...]] = {}
    for group, members in groups.items():
        for member in members:
            owners[member] = (*owners.get(member, ()), group)
    return owners


def number_class(digits: str) -> str:
    """The sort of number: an age or a count, a year, a sum of money, a telephone or identity number."""
    small, year, large, long = NUMBERS
    if len(digits) >= 8:
        return long
    if len(digits) == 4 and digits[:2] in {"19", "20"}:
        return year
    return small if len(digits) <= 2 else large


def load_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon an editor keeps in `lexicon.toml`. Contradictions are not refused here: see `Lexicon.faults`."""
    return Lexicon(
        spellings={plain: ways.split() for plain, ways in data["spellings"].items()},
        kinds={kind: members.split() for kind, members in data["kinds"].items()},
        roots=data["roots"]["words"].split(),
        silent=data["silent"]["words"].split(),
        lands=data["lands"]["kinds"].split(),
    )
