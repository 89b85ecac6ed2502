"""Every written form of every name, to be looked up exactly or by nearness, everywhere or in a scope."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.places.codes import ancestry, is_city, level_of, within
from content.places.spelling import letters, plain, slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from content.places.codes import Codes, Level, Scope

NUMERALS: Final = (
    ("i", "satu", "1"),
    ("ii", "dua", "2"),
    ("iii", "tiga", "3"),
    ("iv", "empat", "4"),
    ("v", "lima", "5"),
)
DIRECTIONS: Final = frozenset({"barat", "timur", "utara", "selatan", "tengah", "daya", "laut"})
ANNOUNCES: Final = MappingProxyType({"desa": "village", "kel": "village", "kec": "district", "kab": "regency"})
OLD_NAME: Final = 0.2  # slips: an old name is surely meant, and confirmed all the same
SHORTLIST: Final = 24  # a name right at all is never further down
LONG: Final = 6  # letters from which a third edit is worth a look


class Near(NamedTuple):
    """A place whose name comes near what was typed, and the price of taking it for that, in slips."""

    price: float
    code: str
    form: str


class Names:
    """The index of all names, built once by the register; it holds codes, never places."""

    def __init__(
        self, names: Mapping[str, str], aliases: Iterable[tuple[str, str]], nicknames: Mapping[str, Codes]
    ) -> None:
        """`names` by code, `aliases` as (code, old name), `nicknames` of one region or of several."""
        self._now: dict[tuple[Level, str], list[str]] = defaultdict(list)
        self._once: dict[tuple[Level, str], list[str]] = defaultdict(list)
        self._groups: dict[str, list[str]] = defaultdict(list)
        self._forms: dict[tuple[Level, str], list[str]] = defaultdict(list)
        for code, name in names.items():
            self._add(self._now, code, written_forms(code, name))
            if level_of(code) == "district":
                self._groups[without_direction(name)].append(code)
        for nickname, codes in nicknames.items():
            self._add_nickname(nickname, codes)
        for code, alias in aliases:
            self._add(self._once, code, {letters(alias)} - set(written_forms(code, names[code])))

    def called(self, form: str, levels: Sequence[Level], marker: str = "") -> Codes:
        """The places of these levels whose name this is, exactly, after the marker that announces it."""
        wanted = _announced(levels, marker)
        found = [code for level in wanted for code in self._now.get((level, form), ())]
        if marker == "kab" and len(found) > 1:
            found = [code for code in found if not is_city(code)]
        return tuple(found or (code for code in self._groups.get(form, ()) if level_of(code) in wanted))

    def near(self, form: str, levels: Sequence[Level], scope: Scope = (), marker: str = "") -> Iterator[Near]:
        """The places whose present or old name comes near this form, in no order, some of them twice."""
        for level in _announced(levels, marker):
            for written in self._shortlist(form, level, scope):
                price = slips(form, written)
                now, once = self._now.get((level, written), ()), self._once.get((level, written), ())
                yield from (Near(price, code, written) for code in now if within(code, scope))
                yield from (Near(price + OLD_NAME, code, written) for code in once if within(code, scope))

    def _shortlist(self, form: str, level: Level, scope: Scope) -> Iterator[str]:
        narrowest = max(scope, key=lambda regions: len(regions[0]), default=("",))
        parts = [self._forms[level, region] for region in narrowest if (level, region) in self._forms]
        forms = parts[0] if len(parts) == 1 else [*chain.from_iterable(parts)]
        cutoff = 3 if len(form) >= LONG else 2
        found = process.extract(form, forms, scorer=OSA.distance, score_cutoff=cutoff, limit=SHORTLIST)
        return (written for written, _, _ in found)

    def _add(self, index: dict[tuple[Level, str], list[str]], code: str, forms: Iterable[str]) -> None:
        level = level_of(code)
        for form in forms:
            index[level, form].append(code)
            if form.isalpha():
                for region in ("", *ancestry(code)):
                    self._forms[level, region].append(form)

    def _add_nickname(self, nickname: str, codes: Codes) -> None:
        if len(codes) == 1:
            self._add(self._now, codes[0], [nickname])
        else:
            self._groups[nickname].extend(codes)


def written_forms(code: str, name: str) -> list[str]:
    """The letters of a name, its number also as numeral, word and digit; a regency's without its kind."""
    words = plain(name).split()
    if level_of(code) == "regency":
        bare = letters(" ".join(words[1:]))
        return [letters(name), bare] if is_city(code) else [bare]
    base, number = letters("".join(words[:-1])), letters(words[-1])
    same = next((numbers for numbers in NUMERALS if number in numbers), ()) if base else ()
    return [base + other for other in same or (number,)]


def without_direction(name: str) -> str:
    """What districts split from one another share: "amanuban" of "Amanuban Tengah"."""
    words = plain(name).split()
    while words[1:] and words[-1] in DIRECTIONS:
        words.pop()
    return letters(" ".join(words))


def _announced(levels: Sequence[Level], marker: str) -> list[Level]:
    return [level for level in levels if level == ANNOUNCES.get(marker, level)]
