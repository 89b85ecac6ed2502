"""What sessions add up to, for tests that ask after the whole province."""

from datetime import date

from storage import Unit
from storage.reach import Cell, whole_months


async def cells(unit: Unit, from_on: date, to_on: date, *, unreviewed: bool = True) -> list[Cell]:
    return await unit.reach.cells(["53"], *whole_months(from_on, to_on), unreviewed=unreviewed)


async def reached(unit: Unit, from_on: date, to_on: date | None = None, *, unreviewed: bool = True) -> dict[str, int]:
    """People by mode, of the modes with any."""
    found: dict[str, int] = {}
    for cell in await cells(unit, from_on, to_on or from_on, unreviewed=unreviewed):
        found[cell.mode] = found.get(cell.mode, 0) + cell.men + cell.women + cell.unspecified
    return {mode: people for mode, people in found.items() if people}


async def held(unit: Unit, from_on: date, to_on: date) -> int:
    """How many sessions count."""
    return sum(cell.sessions for cell in await cells(unit, from_on, to_on))
