"""Between what staff enter and the books of figures and targets: drafts as data, stored whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.short_forms import TARGET
from storage import Unit
from storage.figure import Conflict, Figure, Source
from storage.targets import Target

SECOND_PERSON = "figures_need_second"  # the option: whether a second member of staff is to look first


@dataclass(frozen=True)
class Entered:
    """What was entered: numbers with one source; a number's `seen` is the revision it replaces.

    `cancels` is the id of a figure that is no longer to stand; then nothing is entered.
    """

    kind: str
    rows: tuple[Mapping[str, Any], ...]
    source: Source
    reason: str | None = None
    cancels: int | None = None

    def figures(self) -> list[Figure]:
        return [Figure(row["indicator"], row["kind"], *self._about(row), row.get("note")) for row in self.rows]

    def targets(self) -> list[Target]:
        return [Target(row["indicator"], *self._about(row)) for row in self.rows]

    def _about(self, row: Mapping[str, Any]) -> tuple[str, date, date, int | None, Source, dict[str, str]]:
        """What a figure and a target have in common, in their order."""
        days = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
        return row["place"], *days, row["value"], self.source, dict(row["dimensions"])

    def as_json(self) -> dict[str, Any]:
        source = [self.source.title, self.source.url, self.source.dated]
        rows = [dict(row) for row in self.rows]
        return {"rows": rows, "source": source, "reason": self.reason, "cancels": self.cancels}

    @classmethod
    def of(cls, kind: str, data: Mapping[str, Any]) -> "Entered":
        return cls(kind, tuple(data["rows"]), Source(*data["source"]), data.get("reason"), data.get("cancels"))


def row_of(number: Figure | Target) -> dict[str, Any]:
    """A number as the data of a draft."""
    return {
        "indicator": number.indicator,
        "kind": number.kind if isinstance(number, Figure) else None,
        "place": number.place_code,
        "from": str(number.from_on),
        "to": str(number.to_on),
        "dimensions": dict(number.dimensions),
        "value": number.value,
        "note": number.note if isinstance(number, Figure) else None,
    }


async def store(
    unit: Unit, entered: Entered, *, key: str, by: int, now: datetime, approved_by: int | None = None
) -> Sequence[Figure | Target]:
    """Store every number; `Conflict` where one was changed since it was seen, and then nothing is to be kept.

    What stands already just so is left alone.
    """
    if entered.cancels is not None:
        return [await _cancel(unit, entered, key=key, by=by, now=now, approved_by=approved_by)]
    if entered.kind == TARGET:
        for target, row in zip(entered.targets(), entered.rows, strict=True):
            revisions = await unit.targets.revisions(target)
            seen = revisions[-1] if revisions else None
            if (seen.revision if seen else None) != row.get("seen"):
                raise Conflict(seen)
            await unit.targets.revise(seen, target, by=by, now=now, key=key, approved_by=approved_by)
        return await unit.targets.by_key(key)
    for figure, row in zip(entered.figures(), entered.rows, strict=True):
        standing = await unit.figures.standing(figure)
        if (standing.revision if standing else None) != row.get("seen"):
            raise Conflict(standing)
        if standing is not None and standing.says == figure.says:
            continue
        if standing is None:
            await unit.figures.record(figure, by=by, now=now, key=key, approved_by=approved_by)
        else:
            reason = entered.reason or ""
            await unit.figures.correct(
                standing, figure, reason=reason, by=by, now=now, key=key, approved_by=approved_by
            )
    return await unit.figures.by_key(key)


async def _cancel(unit: Unit, entered: Entered, *, key: str, by: int, now: datetime, approved_by: int | None) -> Figure:
    """Say that a figure no longer stands; the revision that says so."""
    seen = await unit.figures.get(entered.cancels or 0)
    if seen is None:
        raise Conflict(None)
    await unit.figures.cancel(seen, reason=entered.reason or "", by=by, now=now, key=key, approved_by=approved_by)
    return (await unit.figures.by_key(key))[0]
