"""One stored number and the row it is kept in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

RECORDED, CANCELLED = "recorded", "cancelled"
FLOW, CUMULATIVE, SNAPSHOT = "flow", "cumulative", "snapshot"
READ = (  # in the order of a `Figure`
    *("indicator", "kind", "place_code", "from_on", "to_on", "value", "source", "source_url", "source_dated"),
    *("dimensions", "note", "revision", "state", "reason", "id", "recorded_by", "recorded_at", "approved_by"),
)
LARGEST = 2**63 - 1  # what a value can be at most
IDENTITY = ("indicator", "kind", "place_code", "from_on", "to_on", "dimensions")


class Conflict(Exception):
    """Another revision of the same number was recorded first, or another value stands; nothing was written."""

    def __init__(self, stored: Any) -> None:
        super().__init__("another value is in force")
        self.stored = stored


@dataclass(frozen=True)
class Source:
    """Where a number comes from: a document, with its date (YYYY, YYYY-MM or YYYY-MM-DD) and address if it has them."""

    title: str
    url: str | None = None
    dated: str | None = None


@dataclass(frozen=True)
class Figure:
    indicator: str
    kind: str  # flow: happened within the period; cumulative: from its start to date; snapshot: stood at its end
    place_code: str
    from_on: date
    to_on: date
    value: int | None
    source: Source
    dimensions: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    revision: int = 1
    state: str = RECORDED
    reason: str | None = None  # why this revision differs from the one before
    id: int | None = field(default=None, compare=False)
    recorded_by: int | None = field(default=None, compare=False)  # None: it came in a document
    recorded_at: datetime | None = field(default=None, compare=False)
    approved_by: int | None = field(default=None, compare=False)  # the second person, where one was asked

    @property
    def says(self) -> tuple[Any, ...]:
        return self.value, self.source, self.note, self.state


def dimensions_key(dimensions: Mapping[str, str]) -> str:
    """The dimensions as they stand in their column: the same for the same, whatever their order."""
    return json.dumps(dict(dimensions), sort_keys=True)


def identity(figure: Figure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in IDENTITY} | {"dimensions": dimensions_key(figure.dimensions)}


def row_of(figure: Figure, by: int | None, at: datetime) -> dict[str, Any]:
    return identity(figure) | {
        "revision": figure.revision,
        "value": figure.value,
        "source": figure.source.title,
        "source_url": figure.source.url,
        "source_dated": figure.source.dated,
        "note": figure.note,
        "state": figure.state,
        "reason": figure.reason,
        "recorded_by": by,
        "recorded_at": at,
    }


def figure_of(values: Sequence[Any], shared: dict[Any, Any]) -> Figure:
    """The figure of a row of the columns `READ`."""
    about_source, dimensions = tuple(values[6:9]), values[9]
    if about_source not in shared:
        shared[about_source] = Source(*about_source)
    if dimensions not in shared:
        shared[dimensions] = json.loads(dimensions)
    taken = (*values[:6], shared[about_source], shared[dimensions], *values[10:])
    return Figure(*taken)
