"""What the office reports and how it adds up, from `indicators.toml`."""

import tomllib
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from content.faults import Fault

Names = Mapping[str, str]  # by language

UNITS = frozenset({"people", "cases", "villages", "rupiah"})
COUNTED = frozenset({"sessions", "recorded"})
OVER_TIME = frozenset({"sum", "latest"})
OVER_PLACE = frozenset({"sum", "none"})
BETTER = frozenset({"more", "fewer"})


@dataclass(frozen=True)
class Dimension:
    key: str
    name: Names
    values: Mapping[str, Names]
    words: Mapping[str, tuple[str, ...]]  # what staff call a value, besides its name


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
    by_place: str | None  # the level of places its parts are shown by at once
    over_place: str = "sum"
    better: str = "more"
    list_of: str | None = None  # the level of places it is a list of
    beside: str | None = None  # the indicator in whose view it is shown

    @property
    def choices(self) -> list[str]:
        """Every value of its dimensions as "dimension=value"."""
        return [f"{key}={value}" for key, dimension in self.dimensions.items() for value in dimension.values]

    @property
    def is_counted_from_sessions(self) -> bool:
        return self.counted == "sessions"


def short_key(name: str) -> str:
    """Three letters that stand for a name in a button, whatever else is added to the file later."""
    return b32encode(sha256(name.encode()).digest()).decode()[:3].lower()


class Indicators(Mapping[str, Indicator]):
    """All indicators by code, in the order of the file."""

    @property
    def main(self) -> tuple[Indicator, ...]:
        """Those with a line of their own; the others stand beside one of them."""
        return tuple(indicator for indicator in self.values() if indicator.beside is None)

    def beside(self, indicator: Indicator) -> tuple[Indicator, ...]:
        return tuple(other for other in self.values() if other.beside == indicator.code)

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
        faults += [
            Fault(path, lines.index(f"[{one.code}]") + 1, f"beside is {one.beside!r}, which is no indicator")
            for one in indicators.values()
            if one.beside is not None and one.beside not in indicators
        ]
        for names in (list(indicators), *(one.choices for one in indicators.values())):
            keys = [short_key(name) for name in names]
            faults += [
                Fault(path, 1, f"{name} is taken for another in buttons; call it otherwise")
                for name, key in zip(names, keys, strict=True)
                if keys.count(key) > 1
            ]
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
        _require(table[key], key, allowed)
    over_place, better = table.get("over_place", "sum"), table.get("better", "more")
    _require(over_place, "over_place", OVER_PLACE)
    _require(better, "better", BETTER)
    return Indicator(
        code,
        _names(table["name"]),
        _names(table["short"]),
        table["unit"],
        table["counted"],
        table["over_time"],
        tuple(table.get("words", ())),
        {key: _dimension(key, dimension) for key, dimension in table.get("dimensions", {}).items()},
        table.get("by_place"),
        over_place,
        better,
        table.get("list_of"),
        table.get("beside"),
    )


def _require(value: str, key: str, allowed: frozenset[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{key} is {value!r}, not one of {', '.join(sorted(allowed))}")


def _dimension(key: str, table: Mapping[str, Any]) -> Dimension:
    names = {value: _names(about) for value, about in table["values"].items()}
    words = {value: tuple(about.get("words", ())) for value, about in table["values"].items()}
    return Dimension(key, _names(table["name"]), names, words)


def _names(table: Mapping[str, str]) -> Names:
    return {"id": table["id"], "en": table["en"]}
