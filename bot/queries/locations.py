"""Places in a text. An exact name that only one place bears is taken; namesakes and slips are all that may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.forms.line.words import DIRECTIONS, EVERYDAY_VILLAGES
from bot.queries.lexicon import words_of_places
from bot.queries.query import PROVINCE
from bot.queries.words import BESIDE_INDICATOR, BY, COMPARED, FILLERS, MARKERS, NEVER_A_SLIP, OF_CHANGES, ROLES
from content.places import search
from content.places.codes import LEVELS
from content.places.spelling import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.queries.sheet import Sheet, Word
    from content.places import Place, Register

LONGEST_NAME: Final = 5  # words
MOST_MISSPELT: Final = 4  # words: a search for more of them takes long
NEAR: Final = 0.75  # the least score worth asking about
NEAR_WHERE_ANNOUNCED: Final = 0.6
SHORT: Final = 3  # letters
_ALSO_WORDS: Final = frozenset({"sita", "pontianak", "toe"})
_CODE: Final = re.compile(r"53(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_NO_NAME: Final = FILLERS | BESIDE_INDICATOR | BY | COMPARED | OF_CHANGES | ROLES | NEVER_A_SLIP
_BETWEEN: Final = frozenset({"di", ","})  # may stand between a village and the region it lies in


@dataclass(frozen=True)
class Where:
    """Words that name a place: one code where it is certain, else all that may be meant."""

    start: int  # number of the first word on the sheet
    end: int
    codes: tuple[str, ...]
    is_exact: bool = True


def keep_places(sheet: Sheet, places: Register) -> None:
    """Keep from other readers what names a place beyond doubt: codes, "kab Belu", names of several words."""
    at = 0
    while at < len(sheet.words):
        plain = sheet.words[at].plain
        if _CODE.fullmatch(plain) and "." in plain and places.get(plain):
            size = 1
        elif plain in MARKERS:
            size = _length(sheet, places, at + 1, 1, plain)
            size += bool(size)
        else:
            size = _length(sheet, places, at, 2, "")
        sheet.keep(at, at + size)
        at += size or 1


def read_places(sheet: Sheet, places: Register) -> list[Where]:
    """Strike every place; to be called when all other words have been read."""
    found = [where for run in _runs(sheet) for where in _places_in(sheet, places, run)]
    for where in found:
        sheet.strike_words(where.start, where.end)
    return found


def _length(sheet: Sheet, places: Register, first: int, shortest: int, marker: str) -> int:
    """How many words from here are an exact name, at least `shortest`."""
    words: list[str] = []
    for word in sheet.words[first : first + LONGEST_NAME]:
        if not word.plain[0].isalpha():
            break
        words.append(word.plain)
    for size in range(len(words), shortest - 1, -1):
        if (size > 1 or words[0] not in _NO_NAME) and _called(places, words[:size], marker):
            return size
    return 0


def _called(places: Register, words: list[str], marker: str) -> tuple[str, ...]:
    full = places.words.spelt_out(tuple(words))
    known = words_of_places(places)
    if len(words) > 1 and not all(letters(word) in known for word in full):
        return ()
    return places.names.called(letters("".join(full)), LEVELS, places.words.markers.get(marker, ""))


def _runs(sheet: Sheet) -> Iterator[list[int]]:
    """Words nobody has read, side by side, without fillers around them."""
    run: list[int] = []
    between: list[int] = []
    for number, word in enumerate(sheet.words):
        if sheet.is_kept(number) or (sheet.is_free(number) and _may_be_named(word)):
            run += [*between, number] if run else [number]
            between = []
        elif run and sheet.is_free(number) and word.plain in _BETWEEN:
            between.append(number)
        else:
            if run:
                yield run
            run, between = [], []
    if run:
        yield run


def _may_be_named(word: Word) -> bool:
    return word.plain[0].isalpha() and not word.meant and word.plain not in _NO_NAME


def _places_in(sheet: Sheet, places: Register, run: list[int]) -> Iterator[Where]:
    words = [sheet.words[number].plain for number in run]
    span = run[0], run[-1] + 1
    if words == ["provinsi"]:
        yield Where(*span, (PROVINCE,))
        return
    parts = [*_exact_parts(sheet, places, run)]
    strangers = len(run) - sum(part.end - part.start for part in parts)
    if strangers <= MOST_MISSPELT:
        found = search(places, " ".join(word for word in words if word != ","), levels=LEVELS)
        if found.kind == "match" and found.place:
            yield Where(*span, (found.place.code,), is_exact=_is_surely_meant(found.place, words, places))
            return
        exact = [candidate for candidate in found.candidates if candidate.score == 1]
        limit = NEAR if MARKERS.isdisjoint(words) else NEAR_WHERE_ANNOUNCED
        near = exact or [candidate for candidate in found.candidates if candidate.score >= limit]
        if near and (exact or strangers or len(parts) < 2):
            yield Where(*span, tuple(candidate.place.code for candidate in near), is_exact=bool(exact))
            return
    yield from parts


def _is_surely_meant(place: Place, words: list[str], places: Register) -> bool:
    """Whether it is named and nothing besides: "dusun" and "ke", which the search passes over, may change the meaning.

    Villages that bear a short or an everyday word ("lewat") are only meant where the kind of place stands before.
    """
    if not places.words.fillers.isdisjoint({*words} - _BETWEEN - MARKERS):
        return False
    if place.level in {"province", "regency"}:
        return True
    everyday = (EVERYDAY_VILLAGES | places.words.everyday | _ALSO_WORDS) - DIRECTIONS - places.words.fillers
    alone = [word for before, word in pairwise(["", *words]) if before not in MARKERS]
    return everyday.isdisjoint(alone) and (len(words) > 1 or len(words[0]) > SHORT)


def _exact_parts(sheet: Sheet, places: Register, run: list[int]) -> Iterator[Where]:
    """Exact names one behind the other, each with the word that announces it."""
    at, end = run[0], run[-1] + 1
    while at < end:
        plain = sheet.words[at].plain
        marked = plain in MARKERS
        size = min(_length(sheet, places, at + marked, 1, plain if marked else ""), end - at - marked)
        if plain[0].isdigit() or size < 1:
            if plain[0].isdigit():
                yield Where(at, at + 1, (plain,))
            at += 1
            continue
        names = [word.plain for word in sheet.words[at + marked : at + marked + size]]
        codes = _called(places, names, plain if marked else "")
        yield Where(at, at + marked + size, codes)
        at += marked + size
