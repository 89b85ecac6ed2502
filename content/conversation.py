"""What is said around questions: greetings and thanks, and messages that only name what differs from the one before."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from content.normalize import RUN_OF_THREE, Lexicon, tokens, words_written

ABOUT_THE_BOT = "tentang-bot"
LONGEST_SMALLTALK = 12
MOST_DIFFERENCE = 3  # words that name what differs
LAND = "land"


class SmallTalk:
    """Recognises small talk: nothing but known words of it, and at least one that is at its core."""

    @classmethod
    def read(cls, table: Mapping[str, str]) -> "SmallTalk":
        """The small talk of `lexicon.toml`."""
        return cls(table["core"].split(), table["filler"].split(), table["about_the_bot"].split())

    def __init__(self, core: Iterable[str], filler: Iterable[str], about_the_bot: Iterable[str] = ()) -> None:
        self._about = {spelt(way) for way in about_the_bot}
        self._core = {spelt(way) for way in core} | self._about
        self._words = {word for way in self._core for word in way} | set(filler)

    def matches(self, text: str) -> bool:
        """Whether the text is small talk; a text of no letters at all is."""
        words = self._words_of(text)
        if not words:
            return bool(text.strip())
        if len(words) > LONGEST_SMALLTALK or not self._words.issuperset(words):
            return False
        return not self._core.isdisjoint(short_runs(words))

    def topic(self, text: str) -> str | None:
        """The topic to answer small talk with where it asks about the bot itself, else None."""
        return None if self._about.isdisjoint(short_runs(self._words_of(text))) else ABOUT_THE_BOT

    def _words_of(self, text: str) -> list[str]:
        """The words written, those drawn out (`makasiiii`) in their plain length."""
        calm = ((word, RUN_OF_THREE.sub(r"\1", word)) for word in words_written(text))
        return [word if word in self._words else short for word, short in calm]


class FollowUp:
    """Understands "kalau Taiwan?" and "yang perawat?": messages that name only what differs from the topic before."""

    def __init__(self, lexicon: Lexicon, titles: Mapping[str, str], connectives: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._titles = {slug: tokens(title, lexicon) for slug, title in titles.items()}
        self._connectives = frozenset(connectives)

    def unsaid(self, words: Sequence[str], previous_topic: str) -> tuple[str, ...]:
        """The words of the topic before that such a message leaves out; none where it says what it is about.

        What the message names takes the place of its like: after "Malaysia", "kalau Taiwan?" is about Taiwan.
        """
        named = [word for word in words if word not in self._connectives]
        kinds = {kind for word in named for kind in self._sorts(word)}
        if not named or len(named) > MOST_DIFFERENCE or not all(map(self._sorts, named)):
            return ()
        before = self._titles.get(previous_topic, ())
        return tuple(word for word in before if kinds.isdisjoint(self._sorts(word)))

    def _sorts(self, word: str) -> frozenset[str]:
        """What sort of thing a word names; all countries are one sort."""
        kinds = frozenset(self._lexicon.kinds(word))
        return kinds - self._lexicon.lands | {LAND} if kinds & self._lexicon.lands else kinds


def short_runs(words: list[str]) -> set[tuple[str, ...]]:
    """Every word, and every two in a row."""
    return {(word,) for word in words} | set(pairwise(words))


def spelt(way: str) -> tuple[str, ...]:
    """An entry of the list as words; `_` stands for a blank."""
    return tuple(way.split("_"))
