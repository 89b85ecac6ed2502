"""Texts in letters the built-in font has: it knows plain Latin only, and draws a box for anything else."""

import unicodedata
from typing import Any, Final

KNOWN: Final = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("©«°±´·»‘’“”…‹›™")
LOOKALIKES: Final = str.maketrans(
    {"‐": "-", "–": "-", "—": "-", "−": "-", "×": "x", "•": "·", "⁄": "/", "≥": ">=", "≤": "<="}
    | {"ø": "o", "Ø": "O", "ß": "ss", "æ": "ae"}
)


def legible(value: Any) -> Any:
    """The same data with every text made `plain`; keys and numbers stay as they are."""
    match value:
        case str():
            return plain(value)
        case dict():
            return {key: legible(item) for key, item in value.items()}
        case list() | tuple():
            return [legible(item) for item in value]
        case _:
            return value


def plain(text: str) -> str:
    """One line; "é" is "e", "–" is "-", what has no likeness is "?", what cannot be seen is gone."""
    return "".join(map(_known, " ".join(text.split())))


def _known(letter: str) -> str:
    if letter in KNOWN:
        return letter
    parts = unicodedata.normalize("NFKD", letter).translate(LOOKALIKES)
    return "".join(part if part in KNOWN else _unknown(part) for part in parts)


def _unknown(part: str) -> str:
    return "" if unicodedata.category(part) in {"Mn", "Me", "Cc", "Cf"} else "?"
