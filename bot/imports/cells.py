"""Cells of a row as what they mean; refused with a reason that names their column, never guessed."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from bot.imports.rows import Faulty, Row, Value
from content.places import PlaceMatch, Register

EARLIEST = date(2000, 1, 1)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def refuse_faulty(row: Row, headings: Mapping[str, str]) -> None:
    """Raise ValueError where a cell holds a formula, an error or another thing that is no value."""
    faulty = ((name, value) for name, value in row.items() if isinstance(value, Faulty))
    for name, value in faulty:
        raise ValueError(f"{headings[name]} {value.reason}")


def text_of(row: Row, name: str) -> str:
    """What stands in a cell, as text; empty where nothing does. A whole number has no decimals, whatever Excel says."""
    value = row.get(name, "")
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def day_of(value: Value) -> date | None:
    """The day of a date cell, or of 20/11/2025 and 2025-11-20; None for everything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value)
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        return None


def offered(places: Register, found: PlaceMatch) -> str:
    """The places that may be meant, each by its code and its name."""
    return " or ".join(f"{c.place.code} {places.label(c.place)}" for c in found.candidates)
