"""What a number is to be broken down by: "per kabupaten", "tiap bulan", "menurut skema"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.queries.query import MONTH
from bot.queries.sheet import phrase
from bot.queries.words import EVERY, LEVEL_WORDS, MONTH_NUMBERS, NO_BREAKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.queries.lexicon import Lexicon
    from bot.queries.sheet import Sheet


@dataclass(frozen=True)
class Breakdown:
    """`keys` are a level, `MONTH`, or the dimensions called so; none where nothing is broken down by that."""

    keys: tuple[str, ...]
    said: str  # as it was typed


_LEVELS: Final = "|".join(LEVEL_WORDS)
# "per bulan lalu" and "per triwulan 3" tell a time.
_NO_TIME: Final = rf"(?! (?:ini|lalu|kemarin|berjalan|[0-9]{{1,2}}(?![^ ])|i+v?(?![^ ])|ke|{'|'.join(MONTH_NUMBERS)}))"
_LEVEL: Final = phrase(rf"{EVERY}(?P<level>{_LEVELS})(?: / (?:{_LEVELS})| kota)*")
_MONTH: Final = phrase(rf"{EVERY}bulan{_NO_TIME}|bulanan")
_NEVER: Final = phrase(rf"{EVERY}(?P<word>{'|'.join(sorted(NO_BREAKDOWN))}){_NO_TIME}")


def read_breakdowns(sheet: Sheet, lexicon: Lexicon) -> list[Breakdown]:
    """Strike every breakdown."""
    return [*_read(sheet, lexicon)]


def _read(sheet: Sheet, lexicon: Lexicon) -> Iterator[Breakdown]:
    for pattern in (_LEVEL, _MONTH, _NEVER, lexicon.by_dimension):
        for match in sheet.finds(pattern):
            said = sheet.written(sheet.at(match.start()), sheet.at(match.end() - 1) + 1)
            sheet.strike(*match.span())
            if pattern is _LEVEL:
                yield Breakdown((LEVEL_WORDS[match["level"]],), said)
            elif pattern is _MONTH:
                yield Breakdown((MONTH,), said)
            else:
                yield Breakdown(lexicon.dimensions(match["word"]), said)
