"""The village of a report among all its other words.

Exact names are looked for first, longest first; what stands behind "desa" and is none is looked up as misspelt.
A name is taken only where nothing speaks against it: no second village, no word beside it that may belong to it,
no district or town of the same name, no meaning in everyday talk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.forms.engine import Accepted, Answer, Asked, Option
from bot.forms.line.names import Hit, Wording
from bot.forms.line.venues import venue_words
from bot.forms.line.words import DIRECTIONS, GLUE, MARKERS, NUMERALS
from bot.forms.session import PlaceField
from content.places import search

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.forms.line.paper import Paper
    from content.places import Place, Register

_CODE: Final = re.compile(r"(?<![0-9.])53\.?[0-9]{2}\.?[0-9]{2}\.?[0-9]{4}(?![0-9]|\.[0-9])")
_MOST: Final = 9  # searches for misspelt names a message is worth
# What stands behind these is somebody's name or home rather than where the session was.
_SOMEBODY: Final = frozenset(
    {"dari", "dr", "asal", "oleh", "bersama", "pak", "bapak", "bapa", "bpk", "ibu", "mama", "kaka", "kak", "nona", "om"}
    | {"gereja", "paroki", "jemaat", "kapela", "stasi", "masjid", "hotel", "yayasan", "narasumber"}
    | {"romo", "pastor", "suster", "pdt"}
)
_CHIEFS: Final = frozenset(
    {"kepala", "warga", "perangkat", "aparat", "pemerintah", "pemdes", "kader", "bendahara", "sekretaris"}
)


def read_place(paper: Paper, register: Register, prefer: Collection[str]) -> Answer | None:
    """The village meant, or what to ask; None where the message names no place."""
    return _Reader(paper, register, PlaceField(register, prefer)).answer()


def read_code(paper: Paper, register: Register) -> Answer | None:
    """A village by its code, which no other reader may take for a date or a crowd."""
    codes = list(paper.finds(_CODE))
    for match in codes:
        paper.strike(*match.span())
    said = dict.fromkeys(match.group() for match in codes)
    if len(said) > 1:
        return Asked("session.place_unknown", {"text": " ".join(said)[:60]})
    return next((PlaceField(register).read(code) for code in said), None)


class _Reader:
    """One reading of one message."""

    def __init__(self, paper: Paper, register: Register, field: PlaceField) -> None:
        self.paper, self.register, self.field = paper, register, field
        wording = Wording.of(paper.text, register)
        self.words, self.hits = wording.words, list(wording.hits())
        self.regions = [hit for hit in self.hits if hit.regions and hit.marker not in {"desa", "kel"}]

    def answer(self) -> Answer | None:
        villages = [hit for hit in self.hits if hit.villages and hit.marker not in {"kec", "kab"}]
        unfound = self._behind_marker()
        if unfound is not None and not any(hit.marker in {"desa", "kel"} for hit in villages):
            return unfound
        if villages:
            return self._exact(villages)
        return self._misspelt()

    def _exact(self, villages: Sequence[Hit]) -> Answer | None:
        """One village, in the regions named with it; of two that stand side by side one may be a region."""
        pure = [hit for hit in villages if not hit.regions] or list(villages)
        marked = [hit for hit in pure if hit.marker] or pure
        if len({hit.villages for hit in marked}) > 1:
            return self._several(marked)
        hit = marked[0]
        around = [region for region in self.regions if region.villages != hit.villages]
        same = [
            region
            for region in self.regions
            if region is not hit and region.villages == hit.villages and (region.marker or region.first == hit.last)
        ]
        answer = self.field.read(self._query(hit, [*around, *same][:4]))
        self._strike([hit, *marked, *around, *same])
        if isinstance(answer, Accepted) and not self._certain(hit, bool(same), str(answer.value)):
            place = self.register.get(str(answer.value))
            return answer if place is None else Asked("session.place_which", options=(self._option(place),))
        return answer

    def _certain(self, hit: Hit, also_region: bool, code: str) -> bool:
        if hit.regions and not hit.marker and not also_region and code not in self.field.prefer:
            return False
        before, after = self._beside(hit)
        if after in DIRECTIONS | NUMERALS and self.words[hit.last].joined:
            return False
        if before.isdigit() and not hit.marker:  # "SMPN 2 Sikumana" is a school's name
            return False
        return bool(hit.marker) or (before not in _SOMEBODY and not _stranger(before) and not _stranger(after))

    def _beside(self, hit: Hit) -> tuple[str, str]:
        """The words joined to a name on either side; nothing where it stands between signs or struck words."""
        first = self.words[hit.first]
        before = self.words[hit.first - 1].text if hit.first and first.joined else ""
        behind = self.words[hit.last] if hit.last < len(self.words) else None
        after = behind.text if behind is not None and behind.joined else ""
        is_region = any(region.first <= hit.last < region.last for region in self.regions)
        was_region = any(region.first < hit.first <= region.last for region in self.regions)
        return "" if was_region else before, "" if is_region or after in MARKERS else after

    def _several(self, hits: Sequence[Hit]) -> Answer:
        codes = dict.fromkeys(code for hit in hits for code in hit.villages)
        places = [place for place in map(self.register.get, codes) if place is not None]
        self._strike(hits)
        return Asked("session.place_which", options=tuple(map(self._option, places[:6])))

    def _behind_marker(self) -> Answer | None:
        """What stands behind "desa" and is no name exactly."""
        for at, word in enumerate(self.words[:-1]):
            known = any(hit.first == at + 1 for hit in self.hits if hit.villages)
            if word.text not in {"desa", "kel"} or known or not self.words[at + 1].joined:
                continue
            if at and self.words[at - 1].text in _CHIEFS and word.joined:
                continue
            if (answer := self._near(at + 1, word.text, 3)) is not None:
                return answer
        return None

    def _near(self, first: int, marker: str, most: int) -> Answer | None:
        """The villages whose name comes near the words from here on, or that there is none of this name."""
        size = self._name_size(first, most)
        for length in range(size, 0, -1):
            hit = Hit(first, first + length, (), (), marker)
            answer = self.field.read(self._query(hit, self.regions[:3]))
            if isinstance(answer, Accepted) or answer.key == "session.place_which":
                self._strike([hit, *self.regions])
                return Asked("session.place_which", options=self._options(answer))
        if size == 0:
            return None
        text = self.paper.original[self.words[first].start : self.words[first + size - 1].end]
        return Asked("session.place_unknown", {"text": text[:60]})

    def _name_size(self, first: int, most: int) -> int:
        size = 0
        while size < most and first + size < len(self.words):
            word = self.words[first + size]
            if (size and not word.joined) or word.text in GLUE - {"baru", "tengah"} or word.text in MARKERS:
                break
            if any(region.first <= first + size < region.last for region in self.regions) and size:
                break
            size += 1
        return size

    def _misspelt(self) -> Answer | None:
        """No exact name: the words nobody knows are looked up, those behind "di" first."""
        closed = venue_words(self.paper.folded)
        strange = [
            at
            for at, word in enumerate(self.words)
            if _stranger(word.text)
            and len(word.text) > 3
            and word.text not in self.register.words.everyday
            and not any(hit.first <= at < hit.last for hit in self.hits)
            and not any(start <= word.start < end for start, end in closed)
        ]
        strange.sort(key=lambda at: (not (at and self.words[at - 1].text in {"di", "d", "pada"}), at))
        for at in strange[: _MOST // 2 + 1]:
            for length in (2, 1):
                if length > self._name_size(at, 2):
                    continue
                hit = Hit(at, at + length, (), (), "")
                answer = self.field.read(self._query(hit, self.regions[:3]))
                if isinstance(answer, Accepted) or (answer.key == "session.place_which" and self._is_close(hit, at)):
                    self._strike([hit, *self.regions])
                    return Asked("session.place_which", options=self._options(answer))
        if not self.regions:
            return None
        self._strike(self.regions)
        first, *others = self.regions[:3]
        answer = self.field.read(self._query(first, others))
        return Asked("session.place_which", options=self._options(answer)) if isinstance(answer, Accepted) else answer

    def _is_close(self, hit: Hit, at: int) -> bool:
        """Any short word comes near some village: unless it is announced or a region named, it must be very near."""
        announced = at > 0 and self.words[at - 1].text in {"di", "d", "lokasi", "lok", "tempat", "bertempat"}
        announced = announced or bool(self.regions) or len(self.words[at].text) > 7
        found = search(self.register, self._query(hit, self.regions[:3]))
        return bool(found.candidates) and found.candidates[0].score >= (0.6 if announced else 0.79)

    def _query(self, hit: Hit, regions: Sequence[Hit]) -> str:
        parts = [hit, *sorted(regions, key=lambda region: region.first)]
        return " ".join(
            " ".join([part.marker, *(word.text for word in self.words[part.first : part.last])]).strip()
            for part in parts
        )

    def _strike(self, hits: Sequence[Hit]) -> None:
        for hit in hits:
            begins = hit.first - 1 if hit.marker and not self._in_building(hit.first - 1) else hit.first
            self.paper.strike(self.words[begins].start, self.words[hit.last - 1].end)

    def _in_building(self, marker: int) -> bool:
        return bool(marker) and self.words[marker - 1].text in {"balai", "kantor", "aula", "bale", *_CHIEFS}

    def _options(self, answer: Answer) -> tuple[Option, ...]:
        if isinstance(answer, Asked):
            return answer.options
        place = self.register.get(str(answer.value))
        return () if place is None else (self._option(place),)

    def _option(self, place: Place) -> Option:
        around = [
            above.name.removeprefix("Kabupaten ") for above in self.register.parents(place) if above.level != "province"
        ]
        return Option(place.code, label=", ".join((place.name, *around)), full=self.register.label(place))


def _stranger(word: str) -> bool:
    """A word nobody has accounted for; it may be part of a name."""
    return (
        bool(word)
        and word not in GLUE
        and word not in MARKERS
        and word not in _SOMEBODY
        and word not in _CHIEFS
        and not word.isdigit()
    )
