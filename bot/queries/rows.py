"""Which number of a line belongs to which indicator, part and place.

A number belongs to what was named since the number before it. What is not named again stays as it was; where it is
not certain what stays, that is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from bot.queries.amounts import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.queries.amounts import Amount
    from bot.queries.lexicon import Name
    from bot.queries.locations import Where
    from bot.queries.sheet import Sheet


@dataclass(frozen=True)
class Line:
    """A number with the names and the place it belongs to."""

    amount: Amount
    names: tuple[Name, ...]
    where: Where | None


def with_units(
    sheet: Sheet, names: Sequence[Name], amounts: Sequence[Amount]
) -> tuple[tuple[Name, ...], tuple[Amount, ...]]:
    """A name right behind a number and before no other only says what was counted: "12 kasus, selesai 9 kasus"."""
    begins = {amount.start for amount in amounts}
    units = {
        name.start: UNITS[plain]
        for name in names
        if (plain := sheet.words[name.start].plain) in UNITS and name.end - name.start == 1 and name.end not in begins
    }
    ends = {amount.end for amount in amounts} & units.keys()
    with_unit = (replace(amount, unit=amount.unit or units.get(amount.end, "")) for amount in amounts)
    return tuple(name for name in names if name.start not in ends), tuple(with_unit)


def assign(names: Sequence[Name], wheres: Sequence[Where], amounts: Sequence[Amount]) -> list[Line] | str:
    """Every number with what it belongs to, or the key of what must be asked."""
    lines: list[Line] = []
    begin = -1
    for amount in amounts:
        fresh = [name for name in names if begin <= name.start < amount.start or len(amounts) == 1]
        where = [where for where in wheres if begin <= where.start < amount.start]
        line = _line(amount, fresh, where, lines)
        if isinstance(line, str):
            return line
        lines.append(line)
        begin = amount.end
    if any(where.start >= begin for where in wheres):
        return "entry.place_without_number"
    behind = len(amounts) > 1 and any(name.start >= begin for name in names)
    return "entry.name_without_number" if behind else lines


def _line(amount: Amount, names: list[Name], wheres: list[Where], lines: list[Line]) -> Line | str:
    if len(wheres) > 1:
        return "entry.place_without_number"
    where = wheres[0] if wheres else lines[-1].where if lines else None
    if not lines or not names:
        return Line(amount, lines[-1].names if lines else tuple(names), where)
    last = lines[-1]
    if not wheres and where is not None and lines[0].where is None:
        return "entry.which_place"  # "penempatan 187 belu 12 pelatihan 40": in Belu, or in all of NTT?
    if any(name.is_plain for name in names):
        return Line(amount, tuple(names), where)
    if not _dimensions(last.names) <= _dimensions(names):
        return "entry.which_part"  # "perhotelan politeknik 40 perkebunan 60": at the same school?
    return Line(amount, (*(name for name in last.names if name.is_plain), *names), where)


def _dimensions(names: Sequence[Name]) -> set[str]:
    return {meaning.dimension for meaning in chain.from_iterable(name.means for name in names)} - {""}
