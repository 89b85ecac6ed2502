"""Text in cells that spreadsheets must not take for a formula (CWE-1236), and that XML can hold.

In a CSV an apostrophe goes before what could begin a formula, also behind a separator: a spreadsheet set to
semicolons cuts a comma-separated line elsewhere. `plain` takes exactly these apostrophes away again.
"""

import re

STARTS = "=+@\t\r\n\uff1d\uff0b\uff0d\uff20-"  # the last ones as East Asian keyboards write them
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEGINNING = r"(\A|[;,\t\n\"])"
_FOLLOWS = rf"(?=[ ']*[{re.escape(STARTS)}])"
_START = re.compile(_BEGINNING + _FOLLOWS)
_GUARDED = re.compile(f"{_BEGINNING}'{_FOLLOWS}")


def printable(text: str) -> str:
    """The text with line ends as spreadsheets have them and without signs that no XML may hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take this for a formula."""
    return text.lstrip(" ")[:1] in set(STARTS)


def guarded(text: str) -> str:
    """The text as a cell of a CSV."""
    return _START.sub(r"\1'", text)


def plain(text: str) -> str:
    """The text of a guarded cell."""
    return _GUARDED.sub(r"\1", text)
