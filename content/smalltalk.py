"""Messages that ask nothing: greetings, thanks, a lone emoji."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from content.normalize import RUN_OF_THREE, words_written

ABOUT_THE_BOT = "tentang-bot"
LONGEST = 12


class SmallTalk:
    """Recognises small talk: nothing but known words of it, and at least one that is at its core."""

    def __init__(self, core: Iterable[str], filler: Iterable[str], about_the_bot: Iterable[str] = ()) -> None:
        self._about = {spelt(way) for way in about_the_bot}
        self._core = {spelt(way) for way in core} | self._about
        self._words = {word for way in self._core for word in way} | set(filler)

    def matches(self, text: str) -> bool:
        """Whether the text is small talk; a text of no letters at all is."""
        words = self._words_of(text)
        if not words:
            return bool(text.strip())
        if len(words) > LONGEST or not self._words.issuperset(words):
            return False
        return not self._core.isdisjoint(short_runs(words))

    def topic(self, text: str) -> str | None:
        """The topic to answer small talk with where it asks about the bot itself, else None."""
        return None if self._about.isdisjoint(short_runs(self._words_of(text))) else ABOUT_THE_BOT

    def _words_of(self, text: str) -> list[str]:
        """The words written, those drawn out (`makasiiii`) in their plain length."""
        calm = ((word, RUN_OF_THREE.sub(r"\1", word)) for word in words_written(text))
        return [word if word in self._words else short for word, short in calm]


def short_runs(words: list[str]) -> set[tuple[str, ...]]:
    """Every word, and every two in a row."""
    return {(word,) for word in words} | set(zip(words, words[1:], strict=False))


def spelt(way: str) -> tuple[str, ...]:
    """An entry of the list as words; `_` stands for a blank."""
    return tuple(way.split("_"))


def load_smalltalk(path: Path) -> SmallTalk:
    """The small talk of `lexicon.toml`."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))["smalltalk"]
    return SmallTalk(data["core"].split(), data["filler"].split(), data["about_the_bot"].split())
