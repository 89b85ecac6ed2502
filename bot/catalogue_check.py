"""Catalogues against the code: a message that is missing, unused or has other placeholders is a fault.

A key in the code is a string constant such as "session.saved"; one put together, f"mode.{code}", uses every
key that begins so.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from bot.i18n import INDONESIAN, LANGUAGES, Catalogue
from content.faults import Fault

CODE = Path(__file__).parent
_KEY = re.compile(r"[a-z]+\.[a-z_0-9]+")
_PREFIX = re.compile(r"[a-z]+\.[a-z_]*")


def catalogue_faults(folder: Path) -> Iterator[Fault]:
    """What is wrong with the catalogues, each at the line to mend."""
    catalogues = [Catalogue.read(folder / language / "LC_MESSAGES" / "bot.po", language) for language in LANGUAGES]
    first = next(catalogue for catalogue in catalogues if catalogue.language == INDONESIAN)
    keys, prefixes = keys_in_code(CODE)
    spaces = {key.split(".")[0] for key in first.messages}
    for key in sorted(key for key in keys if key.split(".")[0] in spaces and key not in first.messages):
        yield Fault(first.path, 1, f"the code says {key!r} and there is no such message")
    for catalogue in catalogues:
        for key in sorted(first.messages.keys() - catalogue.messages.keys()):
            yield Fault(catalogue.path, 1, f"{key!r} is missing")
        for key, message in catalogue.messages.items():
            yield from _message_faults(
                catalogue, key, message, first, is_used=key in keys or key.startswith(tuple(prefixes))
            )


def keys_in_code(folder: Path) -> tuple[set[str], set[str]]:
    """Whole keys, and beginnings of keys that are put together."""
    keys: set[str] = set()
    prefixes: set[str] = set()
    for path in folder.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if id(node) in parts:
                continue  # of a key that is put together; the whole is looked at
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
                keys.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if _PREFIX.fullmatch(start):
                    prefixes.add(start)
    return keys, prefixes


def _message_faults(
    catalogue: Catalogue, key: str, message: str, first: Catalogue, *, is_used: bool
) -> Iterator[Fault]:
    line = _line(catalogue.path, key)
    if not message:
        yield Fault(catalogue.path, line, f"{key!r} is empty")
    if not is_used or key not in first.messages:
        yield Fault(catalogue.path, line, f"{key!r} is said nowhere")
    if _placeholders(message) != _placeholders(first.messages.get(key, "")):
        yield Fault(catalogue.path, line, f"{key!r} has other placeholders than the Indonesian message")


def _placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def _line(path: Path, key: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line == f'msgid "{key}"'), 1)
