"""How many came. Every number is joined to the words beside it in the one way that leaves fewest over.

Where two ways are as good, where a number is only about right, or where numbers contradict each other, it is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from bot.forms.engine import Asked, Option
from bot.forms.line.joining import MOST, Token, joined
from bot.forms.line.paper import STRUCK
from bot.forms.line.words import SEXES, TITLES
from bot.forms.session import PeopleField
from content.numbers import DIGITS, WORDED, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.forms.engine import Answer
    from bot.forms.line.paper import Paper

_EDGE: Final = r"(?![a-z])"
_TOKEN: Final = re.compile(
    r"(?P<doubt>(?<![a-z])(?:sekitar|skitar|sekitaran|sktr|kurang\s+lebih|krg\s+lbh|kurleb|kira\s?-?\s?kira|kira2|hampir"
    r"|lebih(?:\s+dari)?|lbh(?:\s+dari)?|kurang(?:\s+dari)?|minimal|maksimal|puluhan|ratusan|belasan|ribuan|kl|antara|sisa(?:nya|x)?|selebihnya"
    rf"|an(?=\s*[0-9])){_EDGE}|[±~])"
    rf"|(?P<number>-?(?:{DIGITS})|(?<![a-z])(?:{WORDED}){_EDGE})(?P<about>\s?-?an{_EDGE}|\s*(?:ribu|rb|juta|jt|k|lusin){_EDGE})?"
    + "".join(
        rf"|(?P<{sex}>(?<![a-z])(?:{words})(?:nya)?(?![a-z]|(?<=[a-z]{{3}})2(?![0-9])))" for sex, words in SEXES.items()
    )
    + r"|(?P<sum>=)|(?P<fill>(?<![a-z])(?:yang|yg|sebanyak|sbnyk|ada|adalah|yaitu|yakni"
    r"|terdiri|dari|oleh|sejumlah|kaum|para|nya)"
    rf"{_EDGE}|[:\s.]|-(?=\D))"
    rf"|(?P<light>(?<![a-z])(?:dan|dn|deng|dgn|dengan|sama|serta|and|ditambah|tambah|plus){_EDGE}|[+&/])"
    r"|(?P<heavy>[,;()\n|])"
    r"|(?P<word>[a-z']+[0-9]?|.)",
    re.DOTALL,
)
# Numbers of something else, struck from what can be counted.
_OTHER_NUMBERS: Final = re.compile(
    r"(?<![a-z])(?:rt|rw|rt[ ]*/[ ]*rw|no|nomor|nomer|uu|pp|perpres|permen|pasal|ayat|kelas|kls|ke|usia|umur|sesi"
    r"|tahap|gelombang|gel|angkatan|batch|pertemuan|hp|wa|telp|rp|posyandu|dusun|lingkungan|km|blok"
    r"|tk|tim|kloter|tahun|thn|th|minimal\s+usia|bab|materi)[ ]*[.:-]?[ ]*[0-9]+(?:[.,/-][0-9]+)*(?![0-9])"
    r"(?:[ ]*/?[ ]*(?:rw|rt)\.?[ ]*[0-9]+|[ ]*(?:tahun|thn|th)(?:\s+[0-9]{4}(?![0-9]))?)?"
    r"|(?<![0-9.,/])[0-9]+(?:[.,/-][0-9]+)*[ ]*(?:%|persen|tahun|taun|thun|thn|th|menit|mnt|dusun|desa|rt|rw|lembar"
    r"|brosur|pertanyaan|penanya|kali|x|km|meter|bulan|bln|minggu|hari|materi|poster|spanduk|narasumber|narsum|pemateri|pembicara"
    r"|petugas|panitia|sesi|buah|buku|kelas|eks|lbr)(?![a-z])"
    r"|[0-9]+[ ]*(?:orang|org)\s+(?:narasumber|narsum|pemateri|pembicara|petugas|panitia|fasilitator|staf)(?![a-z])"
    r"|[0-9]{8,}|(?<![0-9])(?:\+?62|0)8[0-9][0-9 -]{6,14}[0-9]"
)
_GLUED: Final = re.compile(
    rf"(?:(?:{'|'.join(SEXES.values())})?[0-9]+(?:{'|'.join(SEXES.values())}|an|rb|k|jt|lk)?)+2?"
)
_MIXED: Final = re.compile(r"(?<![a-z0-9])(?!f2f(?![a-z0-9]))(?:[a-z]+[0-9]|[0-9]+[a-z])[a-z0-9]*")
_SCHOOL: Final = re.compile(r"(?<![a-z])(?:sd[nk]?|smp[nk]?|sma[nk]?|smkn?)(?:\s+(?:negeri|n))?\s*[0-9]{1,2}(?![0-9])")
_TITLED: Final = re.compile(rf"(?<![a-z0-9])(?:bapak?|bpk|ibu|mama|pak|bu)\s+(?:{TITLES})(?![a-z])")
_BOTH: Final = re.compile(
    r"(?<![a-z])(?P<first>l|p|lk|pr|laki-laki|perempuan)\s*/\s*(?P<second>l|p|lk|pr|laki-laki|perempuan)\s*[:=]?\s*"
    r"(?P<a>[0-9]{1,4})\s*/\s*(?P<b>[0-9]{1,4})(?![0-9]|[.,/][0-9])"
)
_FAMILIES: Final = re.compile(r"(?:[0-9]+|puluhan)\s*(?:kk|keluarga|kepala\s+keluarga|rumah\s+tangga)(?![a-z])")
_GROUP: Final = re.compile(r"(?:laki|perempuan|wanita|pria).*|(?:ibu|bapak?|mama|bpk)(?:2|\s?-.*)")


@dataclass
class _Count:
    """What the runs of a message give together."""

    men: list[int] = field(default_factory=list)
    women: list[int] = field(default_factory=list)
    unspecified: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)  # bare, in one run with labelled ones
    mentioned: bool = False  # "ibu-ibu" without a number
    unclear: bool = False


def close_other_numbers(paper: Paper) -> None:
    """Numbers that count something else, and people who are only mentioned."""
    for pattern in (_OTHER_NUMBERS, _TITLED):
        for match in paper.finds(pattern):
            paper.close(*match.span())
    for match in paper.finds(_MIXED):
        if match.group()[-1].isalpha() and not _GLUED.fullmatch(match.group()):  # "P3MI", but not "35L"
            paper.close(*match.span())


def read_people_of(paper: Paper, of_names: Sequence[tuple[int, int]] = ()) -> Answer | None:
    """The head count as the form's own field takes it; None where nobody was counted.

    `of_names` is where numbers stand that belong to a village's name.
    """
    count = _Count()
    for match in paper.finds(_BOTH):
        paper.strike(*match.span())
        sides = {match["first"][0]: int(match["a"]), match["second"][0]: int(match["b"])}
        if len(sides) == 2:
            count.men.append(sides["l"])
            count.women.append(sides["p"])
        count.unclear |= len(sides) != 2
    families = paper.struck(_FAMILIES)
    text = paper.text
    for start, end in [*of_names, *(match.span() for match in paper.finds(_SCHOOL))]:
        text = text[:start] + STRUCK * (end - start) + text[end:]
    for run in list(_runs(text)):
        if any(token.kind in {"number", "about"} or token.text in _MANY for token in run):
            _settle(run, count, paper)
        else:
            count.mentioned |= any(_GROUP.fullmatch(token.text) for token in run)
    return _answer(count, families=families)


_MANY: Final = frozenset({"puluhan", "ratusan", "belasan", "ribuan"})


def _answer(count: _Count, *, families: bool) -> Answer | None:
    labelled = [*count.men, *count.women, *count.unspecified]
    if count.unclear or (families and not labelled):
        return Asked("session.people_unread")
    if not labelled:
        return _bare(count.bare)
    totals = {*count.unspecified, *count.beside}
    parts = sum(count.men) + sum(count.women) if count.men or count.women else None
    totals |= {number for number in count.bare if number >= 10 or number == parts}
    unsaid = count.mentioned and parts is None  # "ibu-ibu PKK, 40 orang" may be forty women
    if unsaid or len(count.men) > 1 or len(count.women) > 1 or len(totals) > 1:
        return Asked("session.people_unread")
    said = [f"L {n}" for n in count.men] + [f"P {n}" for n in count.women] + [f"total {n}" for n in totals]
    return PeopleField().read(" ".join(said))


def _bare(numbers: Sequence[int]) -> Answer | None:
    """A single number without a word can be confirmed with a tap."""
    if len(numbers) != 1 or not 0 < numbers[0] < 1_000_000:
        return Asked("session.people_unread") if numbers else None
    yes = Option(f"0.0.{numbers[0]}", key="button.yes_right")
    return Asked("session.people_sure", {"total": numbers[0]}, (yes,))


def _runs(text: str) -> Iterator[list[Token]]:
    """Stretches of numbers and the words that can belong to them."""
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    for is_word, run in groupby(tokens, lambda token: token.kind == "word"):
        if not is_word:
            yield [token for token in run if token.kind != "fill" or token.text == "."]


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "word"
    if kind == "number" and match["number"].startswith("-"):
        before = match.string[match.start() - 1 : match.start()]
        if before and not before.isspace() and before not in ":=(":  # "L-35"
            return Token("number", match["number"][1:], *match.span())
        return Token("about", match.group(), *match.span())
    if kind == "sum":  # "L 35 + P 40 = 75"; between a word and its number it says nothing
        kind = "unspecified"
    return Token(kind, match["number"] or match.group(), *match.span())


def _settle(run: Sequence[Token], count: _Count, paper: Paper) -> None:
    """Join numbers and labels of a run, note what they say, and strike them out."""
    run = [token for token in run if token.kind != "fill"]
    numbers = [token for token in run if token.kind in {"number", "about"}]
    labels = [token for token in run if token.kind in SEXES]
    only_words = all(token.text[:1].isalpha() for token in numbers)
    if not labels and only_words and not any(token.text in _MANY for token in run):
        return
    doubtful = any(token.kind in {"about", "doubt"} for token in run) or _is_range(run, paper.text)
    if not doubtful and len(numbers) <= MOST:
        sexes = joined(run)
        if sexes is not None:
            for token, sex in zip(numbers, sexes, strict=True):
                _note(token, sex, count, any_label=any(sexes))
            doubtful = _left_over(labels, sexes)
        else:
            doubtful = bool(labels) or not only_words
    elif not doubtful:
        doubtful = True
    if doubtful:
        count.unclear = True
    for token in run:
        if token.kind in SEXES or token.kind in {"about", "doubt"} or (token.kind == "number" and labels):
            paper.strike(token.start, token.end)


def _is_range(run: Sequence[Token], text: str) -> bool:
    """Whether two numbers have nothing but a dash between them: "30-40", "30 atau 40"."""
    ends = [token for token in run if token.kind == "number"]
    return any(
        re.fullmatch(r"\s*(?:-|s|s\s*/\s*d|atau|/)\s*", text[one.end : two.start]) for one, two in pairwise(ends)
    )


def _note(token: Token, sex: str, count: _Count, *, any_label: bool) -> None:
    number = value(token.text)
    if number is None:
        count.unclear |= bool(sex) or bool(re.match(r"[0-9]{1,3},[0-9]{3}$|[0-9]+$", token.text)) or any_label
    elif sex:
        getattr(count, sex).append(number)
    elif token.text[0].isdigit():
        (count.beside if any_label else count.bare).append(number)


def _left_over(labels: Sequence[Token], joined: Sequence[str]) -> bool:
    """A man's or a woman's word without a number beside ones that have: "laki dan perempuan 40"."""
    said = {token.kind for token in labels} - {"unspecified"}
    long = any(len(token.text) > 2 for token in labels if token.kind in said - set(joined))
    return bool(said - set(joined)) and (long or any(joined))
