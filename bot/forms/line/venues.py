"""The building a session was held in, and who invited to it: words to show, never to count by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.forms.line.paper import STRUCK
from bot.forms.line.words import GLUE

if TYPE_CHECKING:
    from bot.forms.line.paper import Paper

_NAMED: Final = (
    r"gereja|grja|greja|kapela|paroki|stasi|masjid|mesjid|musholla|mushola|sekolah|sd[nk]?|smp[nk]?|sma[nk]?|smk[n]?"
    r"|hotel|gedung|aula|asrama|kampus|universitas|posyandu|rumah\s+(?:bpk|bapak?|pak|ibu|mama)|lopo|biara|seminari"
)
_PLAIN: Final = (
    r"(?:aula\s+)?(?:kantor|kntr|ktr|kantr)\s+(?:desa|ds|lurah|kelurahan|kel|camat|kecamatan|bupati|dusun|bp3mi)"
    r"|(?:balai|bale|aula)\s+(?:desa|ds|dusun|pertemuan|kelurahan|kampung|warga|rakyat)"
    r"|rumah\s+(?:adat|kades|kepala\s+desa|ketua\s+rt|rt|warga|jabatan|kadus|kepala\s+dusun|penduduk|raja)"
    r"|puskesmas|pustu|pasar|lapangan(?:\s+desa)?|pendopo|halaman\s+(?:gereja|kantor|sekolah)|kantor"
)
_VENUE: Final = re.compile(rf"(?<![a-z])(?:(?P<plain>{_PLAIN})|(?P<named>{_NAMED}))(?![a-z])")
_TAIL: Final = re.compile(r"(?:[ .]+(?:[a-z][a-z'-]*|[0-9]{1,2}))*")
_OWN: Final = frozenset({"syalom", "shalom", "salam", "i", "ii", "iii", "satu", "dua"})  # glue elsewhere
_ORGANISER: Final = re.compile(
    r"(?<![a-z])(?:penyelenggara(?:nya)?|diselenggarakan\s+oleh|diundang(?:\s+oleh)?|(?:atas\s+)?undangan(?:\s+dari|\s+oleh)?"
    r"|pengundang|diadakan\s+oleh|dilaksanakan\s+oleh)\s*:?\s+(?P<who>[a-z][^\0,;\n()]{1,60})"
)
_ENDS: Final = re.compile(
    r"\s(?:di|pada|tgl|tanggal|materi|peserta|jam|pukul|hadir|dihadiri|diikuti|tentang|ttg|dengan|deng|dgn|untuk|utk|bahas)\s.*"
    r"|\.\s.*|\s[0-9].*",
    re.DOTALL,
)


def read_organiser(paper: Paper) -> str:
    """Who invited, only behind a word that says so."""
    for match in paper.finds(_ORGANISER):
        who = _ENDS.sub("", match["who"] + " ").rstrip(" .-")
        if who and who.split()[0] not in {"di", "pada", "tgl", "materi"}:
            start = match.start("who")
            paper.strike(match.start(), start + len(who))
            return " ".join(paper.original[start : start + len(who)].split())
    return ""


def venue_words(text: str) -> list[tuple[int, int]]:
    """Where the words stand that name a building and so no village by a slip: "gereja Efata"."""
    return [(match.start("named"), _tail(text, match.end(), GLUE)) for match in _VENUE.finditer(text) if match["named"]]


def read_venue(paper: Paper) -> str:
    """The building as it was written, with its own name."""
    for match in paper.finds(_VENUE):
        end = _tail(paper.text, match.end(), GLUE) if match["named"] else match.end()
        paper.strike(match.start(), end)
        return " ".join(paper.original[match.start() : end].split())
    return ""


def _tail(text: str, start: int, glue: frozenset[str]) -> int:
    """Where the name of a building ends: after three words, or before one that is none of it."""
    found = _TAIL.match(text, start)
    if found is None or text[start : start + 1] == STRUCK:
        return start
    end = start
    for number, word in enumerate(re.finditer(r"[a-z0-9'-]+", found.group())):
        if number == 3 or (word.group() in glue and word.group() not in _OWN):
            break
        end = start + word.end()
    return end
