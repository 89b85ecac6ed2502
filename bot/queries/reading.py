"""What staff type after /capaian -> an unambiguous query. What is not understood whole is asked, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.queries.breakdowns import read_breakdowns
from bot.queries.lexicon import lexicon_of
from bot.queries.locations import keep_places, read_places
from bot.queries.moments import resolve
from bot.queries.query import Query
from bot.queries.settling import Known, Parts, settle
from bot.queries.sheet import LONGEST, Sheet, phrase
from bot.queries.stretches import read_stretches
from bot.queries.unclear import Unclear
from bot.queries.words import BESIDE_INDICATOR, COMPARED, FILLERS, LEVEL_WORDS, OF_CHANGES, POLITE, WITHOUT_PERIOD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from content.indicators import Indicators
    from content.places import Register

_CHANGED: Final = phrase("berubah")
_POLITE: Final = phrase(POLITE)


def read_query(words: str, indicators: Indicators, places: Register, today: date) -> Query | Unclear[Query]:
    """Indicator, period, place, part and breakdown in any order. Never raises, whatever the text."""
    if len(words) > LONGEST:
        return Unclear("query.too_long")
    lexicon = lexicon_of(indicators)
    sheet = Sheet(words, lambda word: lexicon.meant(word, places))
    keep_places(sheet, places)
    sheet.strike_all(_POLITE)
    names = tuple(lexicon.names(sheet))
    breakdowns = tuple(read_breakdowns(sheet, lexicon))
    changing = bool(_CHANGED.search(sheet.text))
    stretches = read_stretches(sheet, today)
    told = resolve(stretches, today, changing=changing)
    parts = Parts(names, tuple(read_places(sheet, places)), told, breakdowns)
    passed_over = FILLERS
    passed_over |= BESIDE_INDICATOR if names else frozenset()
    passed_over |= OF_CHANGES if changing else frozenset()
    passed_over |= frozenset() if stretches else WITHOUT_PERIOD
    left = sheet.left(passed_over)
    if unread := [number for number in left if sheet.words[number].plain not in COMPARED]:
        return _unread(sheet, unread, lambda text: read_query(text, indicators, places, today))
    settled = settle(parts, Known(indicators, places, today))
    return _not_understood(tuple(map(sheet.written, left))) if left and isinstance(settled, Query) else settled


def _unread(sheet: Sheet, unread: list[int], again: Callable[[str], Query | Unclear[Query]]) -> Unclear[Query]:
    """The words left over. One that may be a slip for two others, or a level alone, is offered as what it may be."""
    typed = tuple(map(sheet.written, unread))
    word = sheet.words[unread[0]]
    instead = word.meant or ((f"per {word.plain}",) if word.plain in LEVEL_WORDS else ())
    if len(unread) > 1 or not instead:
        return _not_understood(typed)
    read = ((other, again(f"{sheet.typed[: word.start]}{other}{sheet.typed[word.end :]}")) for other in instead)
    choices = tuple((other, query) for other, query in read if isinstance(query, Query))
    return Unclear("query.which", typed, choices) if word.meant else _not_understood(typed, choices)


def _not_understood(typed: tuple[str, ...], choices: tuple[tuple[str, Query], ...] = ()) -> Unclear[Query]:
    return Unclear("query.unread", typed, choices, {"words": " ".join(typed)})
