"""Where a statement comes from: a name, a date as precise as the source gives it, an address if it has one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Source:
    name: str
    dated: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    url: str | None = None

    @property
    def year(self) -> str | None:
        return self.dated[:4] if self.dated else None

    def is_since(self, day: date) -> bool:
        """Whether the source is of that day or later, taking the end of a year or month that is all it gives."""
        if self.dated is None:
            return False
        last = {4: "-12-31", 7: "-31", 10: ""}[len(self.dated)]
        return self.dated + last >= day.isoformat()


def read_sources(tables: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    """Sources from their tables; raises ValueError or KeyError for one that is malformed, and for none at all."""
    sources = tuple(_source(table) for table in tables)
    if not sources:
        raise ValueError("no source")
    return sources


def _source(table: Mapping[str, Any]) -> Source:
    dated, url = table.get("date"), table.get("url")
    dated = str(dated) if dated is not None else None
    if dated is not None and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", dated):
        raise ValueError(f"date {dated!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    if url is not None and not re.fullmatch(r"https?://\S+", url):
        raise ValueError(f"url {url!r} is no web address")
    return Source(table["name"], dated, url)
