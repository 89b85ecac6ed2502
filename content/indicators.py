"""What the office reports and how it adds up, from `indicators.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.faults import Fault

Names = Mapping[str, str]  # by language

UNITS = frozenset({"people", "cases", "villages", "rupiah"})
COUNTED = frozenset({"sessions", "recorded"})
OVER_TIME = frozenset({"sum", "latest"})


@dataclass(frozen=True)
class Dimension:
    key: str
    name: Names
    values: Mapping[str, Names]


@dataclass(frozen=True)
class Indicator:
    code: str
    name: Names
    short: Names
    unit: str
    counted: str
    over_time: str
    words: tuple[str, ...]
    dimensions: Mapping[str, Dimension]
    by_place: str | None  # the level of places its parts are given by

    @property
    def is_counted_from_sessions(self) -> bool:
        return self.counted == "sessions"


class Indicators(Mapping[str, Indicator]):
    """All indicators by code, in the order of the file."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self._indicators = indicators

    @classmethod
    def read(cls, path: Path) -> "tuple[Indicators, list[Fault]]":
        lines = path.read_text("utf-8").splitlines()
        indicators, faults = {}, []
        for code, table in tomllib.loads("\n".join(lines)).items():
            try:
                indicators[code] = _indicator(code, table)
            except (KeyError, ValueError, TypeError) as error:
                faults.append(Fault(path, lines.index(f"[{code}]") + 1, f"indicator {code}: {error}"))
        return cls(indicators), faults

    def called(self, words: str) -> Indicator | None:
        """The indicator staff mean by these words, exactly as listed; None where they name none."""
        wanted = words.casefold()
        for indicator in self.values():
            names = {indicator.code, *indicator.words, *indicator.name.values(), *indicator.short.values()}
            if wanted in {name.casefold() for name in names}:
                return indicator
        return None

    def __getitem__(self, code: str) -> Indicator:
        return self._indicators[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)


def _indicator(code: str, table: Mapping[str, Any]) -> Indicator:
    for key, allowed in (("unit", UNITS), ("counted", COUNTED), ("over_time", OVER_TIME)):
        if table[key] not in allowed:
            raise ValueError(f"{key} is {table[key]!r}, not one of {', '.join(sorted(allowed))}")
    dimensions = {
        key: Dimension(key, _names(dimension["name"]), {k: _names(v) for k, v in dimension["values"].items()})
        for key, dimension in table.get("dimensions", {}).items()
    }
    return Indicator(
        code,
        _names(table["name"]),
        _names(table["short"]),
        table["unit"],
        table["counted"],
        table["over_time"],
        tuple(table.get("words", ())),
        dimensions,
        table.get("by_place"),
    )


def _names(table: Mapping[str, str]) -> Names:
    return {"id": table["id"], "en": table["en"]}
