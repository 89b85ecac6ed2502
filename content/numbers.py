"""Numbers as people write them: "75", "1.200", "dua puluh lima". What could be two numbers is none."""

import re
from typing import Final

_ONES: Final = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "ampat": 4,
    "lima": 5,
    "enam": 6,
    "anam": 6,
    "tujuh": 7,
    "tuju": 7,
    "delapan": 8,
    "dalapan": 8,
    "dlapan": 8,
    "lapan": 8,
    "sembilan": 9,
    "sambilan": 9,
    "smbilan": 9,
}
_ONE: Final = "(?:" + "|".join(sorted(_ONES, key=len, reverse=True)) + ")"
_TEEN: Final = rf"(?:s[ae]belas|s[ae]blas|{_ONE}\s*b[ae]?las)"
_TENS: Final = rf"(?:s[ae]pulu?h?|{_ONE}\s*pulu?h?)"
_BELOW_100: Final = rf"(?:{_TEEN}|{_TENS}(?:\s+{_ONE})?|{_ONE})"
_HUNDREDS: Final = rf"(?:s[ae]ratus|{_ONE}\s*ratus)"
_BELOW_1000: Final = rf"(?:{_HUNDREDS}(?:\s+{_BELOW_100})?|{_BELOW_100})"
WORDED: Final = rf"(?:(?:s[ae]ribu|{_BELOW_1000}\s+ribu)(?:\s+{_BELOW_1000})?|{_BELOW_1000})"
DIGITS: Final = r"[0-9]+(?:[.,][0-9]+)*"

_PLAIN: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7}")
_SPOKEN: Final = re.compile(r"(?:(?P<thousand>.*?)\s*ribu)?\s*(?:(?P<hundred>\S*?)\s*ratus)?\s*(?P<below>.*)")
_WHOLE: Final = re.compile(WORDED)
_LETTERS: Final = re.compile(rf"(?<![a-z]){WORDED}(?![a-z])")


def value(written: str) -> int | None:
    """The number meant by digits or words; None for "1,960", "1.20" and whatever is no number."""
    if _PLAIN.fullmatch(written):
        return int(written.replace(".", ""))
    words = " ".join(written.split())
    return _spoken(words) if len(words) < 80 and _WHOLE.fullmatch(words) else None


def in_digits(text: str) -> str:
    """The text with every number in words as digits; `text` is lower case."""
    return _LETTERS.sub(lambda match: str(_spoken(" ".join(match.group().split()))), text)


def _spoken(words: str) -> int:
    match = _SPOKEN.fullmatch(words)
    assert match is not None  # the pattern takes anything
    thousand = 0 if match["thousand"] is None else _times(match["thousand"], 1000)
    hundred = 0 if match["hundred"] is None else _times(match["hundred"], 100)
    return thousand + hundred + _below_100(match["below"])


def _times(words: str, unit: int) -> int:
    """So many of a unit: "se" before it is one; before "ribu" stands any number below a thousand."""
    return unit if words in {"se", "sa"} else unit * _spoken(words)


def _below_100(words: str) -> int:
    if teen := re.fullmatch(r"(.*?)\s*b[ae]?las", words):
        return 10 + _ones(teen[1])
    if tens := re.fullmatch(r"(.*?)\s*pulu?h?(?:\s+(\S+))?", words):
        return 10 * _ones(tens[1]) + _ones(tens[2] or "")
    return _ones(words)


def _ones(word: str) -> int:
    return 1 if word in {"se", "sa"} else _ONES.get(word, 0)
