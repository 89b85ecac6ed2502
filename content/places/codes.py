"""Codes of places as the ministry writes them: text, four dotted blocks of 2, 2, 2 and 4 digits.

Blocks have fixed width, so a place lies in a region exactly when its code starts with the region's.
"""

from __future__ import annotations

import re
from typing import Final, Literal

Level = Literal["province", "regency", "district", "village"]
Codes = tuple[str, ...]
Scope = tuple[Codes, ...]

LEVELS: Final[tuple[Level, ...]] = ("province", "regency", "district", "village")
ONLY_DIGITS: Final = re.compile(r"[\d.\s]+")
DIGITS: Final = re.compile(r"\d+")


def level_of(code: str) -> Level:
    """How deep a dotted code lies: cities are regencies, kelurahan are villages."""
    return LEVELS[code.count(".")]


def is_city(code: str) -> bool:
    """Whether a regency's code is a city's: the ministry numbers cities from 71 on."""
    return code[3:5] >= "71"


def is_urban(code: str) -> bool:
    """Whether a village's code is a kelurahan's: its fourth block starts with 1."""
    return code[9:10] == "1"


def ancestry(code: str) -> Codes:
    """The codes of all above, province first: ("53", "53.01", "53.01.04") for a village."""
    return tuple(code[:end] for end in (2, 5, 8) if end < len(code))


def within(code: str, scope: Scope) -> bool:
    """Whether a place lies in every region a text names, each given by the codes it may mean."""
    return all(code.startswith(region) for region in scope)


def consistent(scope: Scope) -> bool:
    """Whether any place can lie in all of these regions at once."""
    return not scope or any(within(code, scope) for region in scope for code in region)


def dotted(code: str) -> str:
    """`5301042003` as `53.01.04.2003`; a dotted code comes back as it is, and nothing is checked."""
    digits = "".join(DIGITS.findall(code))
    return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:6], digits[6:])))


def code_in(text: str) -> str | None:
    """The dotted form of a text that is a code and nothing else; whether anyone bears it is not asked."""
    return dotted(text) if ONLY_DIGITS.fullmatch(text.strip()) and text.isascii() else None
