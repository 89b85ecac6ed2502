"""A job offer somebody pastes or passes on: which signs of danger stand in it, each with its reason and its source.

Deterministic and pure; words, signs and reasons are data, in `offers.toml`. It judges words, not people: what it
finds is a reason to stop and ask, what it does not find proves nothing. There is no verdict "safe".
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.faults import Fault
from content.normalize import fold
from content.signs import Sentence, Sign, SignReader
from content.sources import Source, read_sources

MOST_EVIDENCE = 6  # words of the offer repeated for a sign
BEFORE_ONE = 2  # words before a sign of one word: of `inbox` and `paspor` alone nobody learns anything
WARNING = "warning"  # the class of words of those who warn of such offers
FURTHEST_PAY = 70  # letters between the word for pay and the amount
LEAST_PAY = 100_000  # rupiah; a smaller number counts days, hours or people
NOTHING = re.compile(r"(?<![\w.,-])(?:rp\.?\s*)?0(?![\w-]|[.,]\d)", re.IGNORECASE)  # Rp 0,-
TIMES = {"j": 1e6, "r": 1e3, "k": 1e3}  # juta, jt; ribu, rb; k


@dataclass(frozen=True)
class Flag:
    """A sign of danger: what it is called, why it matters, the rule or report it rests on, and where to read on."""

    key: str
    title: Mapping[str, str]
    reason: Mapping[str, str]
    topic: str
    source: Source
    sign: Sign | None  # None: judged by the pay
    is_missing: bool  # raised where the words are NOT there
    is_across_lines: bool  # its words may stand in different lines


@dataclass(frozen=True)
class Found:
    flag: Flag
    evidence: str  # the words of the offer, "" for something missing


class Offers:
    """Reads offers; built once at start."""

    def __init__(self, data: Mapping[str, Any], path: Path) -> None:
        self.path = path
        self.flags = tuple(_flag(table) for table in data["flags"])
        signs = [{**table, "kind": table["key"]} for table in data["flags"] if "patterns" in table]
        classes = [*data["offer"]["markers"].split(), WARNING]
        markers = [{"kind": "marker", "patterns": [name]} for name in classes]
        self._reader = SignReader({**data, "signs": [*signs, *markers]})
        self._markers = frozenset(data["offer"]["markers"].split())
        self._at_least = int(data["offer"]["at_least"])
        self._fewest_words = int(data["offer"]["fewest_words"])
        pay = data["pay"]
        self._rupiah = {unit: float(value) for unit, value in pay["rupiah"].items()}
        self._limit = int(pay["limit"])
        self._wage, self._trained = _any_of(pay["wage_words"].split()), _any_of(pay["trained_words"].split())
        self._other = _any_of(pay["other_words"].split())
        self._amount = _amounts(self._rupiah)

    @classmethod
    def read(cls, path: Path) -> "Offers":
        """The file as an editor keeps it; raises KeyError or ValueError for what is missing or malformed."""
        return cls(tomllib.loads(path.read_text("utf-8")), path)

    def faults(self, topics: Mapping[str, object]) -> Iterator[Fault]:
        for flag in self.flags:
            if flag.topic not in topics:
                yield Fault(self.path, 1, f"flag {flag.key}: there is no topic {flag.topic!r}")

    def is_offer(self, text: str) -> bool:
        """Whether a text reads like a job offer: several of its usual parts, and more than a question's words."""
        sentences = self._reader.sentences(text)
        words = sum(len(sentence.words) for sentence in sentences)
        present = self._markers & frozenset[str]().union(*(sentence.present for sentence in sentences))
        return words >= self._fewest_words and len(present) >= self._at_least

    def check(self, text: str) -> list[Found]:
        """The signs found, in the order of the file, those of something missing last."""
        text = NOTHING.sub("gratis", text)
        sentences = self._reader.sentences(text)
        offering = [sentence for sentence in sentences if WARNING not in sentence.present]
        flowing = self._reader.sentences(text.replace("\n", " "))
        readings = (
            sentences if flag.is_missing else flowing if flag.is_across_lines else offering for flag in self.flags
        )
        results = (self._found(flag, read, text) for flag, read in zip(self.flags, readings, strict=True))
        found = [result for result in results if result is not None]
        return sorted(found, key=lambda result: result.flag.is_missing)

    def _found(self, flag: Flag, sentences: Sequence[Sentence], text: str) -> Found | None:
        if flag.sign is None:
            amount = self._highest_pay(text)
            return Found(flag, amount) if amount else None
        words = next((_words(sentence, span) for sentence in sentences for span in sentence.spans(flag.sign)), None)
        if flag.is_missing:
            return Found(flag, "") if words is None else None
        return None if words is None else Found(flag, words)

    def _highest_pay(self, text: str) -> str | None:
        """A pay named in the offer that is far above what is usual, as written; None where there is none."""
        folded = fold(text)
        if self._trained.search(folded):
            return None
        for wage in self._wage.finditer(folded):
            told = self._other.split(folded[wage.end() : wage.end() + FURTHEST_PAY])[0]
            named = ([*self._amount.finditer(line)] for line in told.split("\n"))
            pays = next((line for line in named if any(self._in_rupiah(amount) >= LEAST_PAY for amount in line)), [])
            if highest := next((amount for amount in pays if self._in_rupiah(amount) > self._limit), None):
                return highest[0].strip()
        return None

    def _in_rupiah(self, match: re.Match[str]) -> float:
        number = max(float(written.replace(",", ".")) for written in (match["number"], match["upto"]) if written)
        unit = self._rupiah.get(match["before"] or match["after"], 1.0)
        return number * TIMES.get((match["times"] or " ")[0], 1.0) * unit


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, with or without an ending."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?:nya|mu)?\b")


def _amounts(units: Iterable[str]) -> re.Pattern[str]:
    """An amount of money or a range, its currency before or after. A telephone number is none: nine digits at most."""
    unit = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    number = r"[1-9]\d{0,8}(?:[.,]\d{1,2})?(?!\d)"
    return re.compile(
        rf"(?:(?<![a-z])(?P<before>{unit})\.?\s*)?(?<!\d)(?<!\d[.,])(?P<number>{number})"
        rf"(?:\s*(?:juta|jt|rb|{unit})?\s*(?:-|–|~|s/?d|sampai|hingga|to)\s*(?:(?:{unit})\.?\s*)?(?P<upto>{number}))?"
        rf"\s*(?P<times>juta(?:an)?|jt(?:an)?|ribu(?:an)?|rb|k)?\b\s*(?P<after>(?:{unit})(?![a-z]))?"
    )


def _words(sentence: Sentence, span: Sequence[int]) -> str:
    """The words of the sign and those between them, as the offer has them; before a single word those near it too."""
    start = span[0] if len(span) > 1 else max(0, span[0] - BEFORE_ONE)
    return " ".join(sentence.words[start : span[-1] + 1][:MOST_EVIDENCE])


def _flag(table: Mapping[str, Any]) -> Flag:
    return Flag(
        table["key"],
        dict(table["title"]),
        dict(table["reason"]),
        table["topic"],
        read_sources([table["source"]])[0],
        Sign.read({**table, "kind": table["key"]}) if "patterns" in table else None,
        bool(table.get("missing", False)),
        bool(table.get("lines", False)),
    )
