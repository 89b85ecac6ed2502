"""Short codes that people can read to each other over the telephone."""

from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256


def code_of(key: str, length: int) -> str:
    """The code of a key, always the same: letters and digits that are not mistaken for one another when read out."""
    letters = b32encode(sha256(key.encode()).digest()).decode().rstrip("=")
    return letters.translate(str.maketrans("IO", "89"))[:length]


def code_lengths() -> Iterable[int]:
    """The lengths to try, the shortest first: a longer one only where two keys share the shorter code."""
    return range(6, 33)
