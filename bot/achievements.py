"""Achievements of a period: realization against target, with the parts and the source of each number.

Pure but for what it asks of the unit. Numbers are integers; the rate is derived here, once, half-up to two
decimals of a percent; without a target, or with target 0, there is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from content.indicators import Indicator
from content.periods import Period
from content.places import Register
from storage import Unit
from storage.figures import Figure, Source, Target

PROVINCE = "53"
REST = "unspecified"


@dataclass(frozen=True)
class Part:
    """One share of a number; `key` is REST for what the parts do not reach, `value` None for not reported."""

    key: str
    value: int | None


@dataclass(frozen=True)
class Achievement:
    indicator: Indicator
    target: Target | None
    realization: int | None
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    parts: dict[str, tuple[Part, ...]]
    counted_sessions: int | None = None  # where the number was counted by the bot

    @property
    def rate(self) -> Decimal | None:
        return achievement_rate(self.realization, self.target.value if self.target else None)


def achievement_rate(realization: int | None, target: int | None) -> Decimal | None:
    """Percent with two decimals, rounded half-up; None where it cannot be computed."""
    if realization is None or not target:
        return None
    return (Decimal(realization) * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


async def achieved(unit: Unit, indicator: Indicator, period: Period) -> Achievement:
    """The achievement of the province in the period: a published figure where there is one, else counted."""
    figures = await unit.figures.within(indicator.code, period.from_on, period.to_on)
    targets = await unit.figures.targets_for(indicator.code, period.from_on, period.to_on)
    target = next((t for t in targets if t.place_code == PROVINCE and not t.dimensions), None)
    totals = _in_force(indicator, [f for f in figures if f.place_code == PROVINCE and not f.dimensions])
    if indicator.is_counted_from_sessions and not totals:
        return await _counted(unit, indicator, target, period)
    realization = sum(f.value for f in totals if f.value is not None) if totals else None
    return Achievement(
        indicator,
        target,
        realization,
        tuple(dict.fromkeys(f.source for f in totals)),
        tuple(dict.fromkeys(f.note for f in totals if f.note)),
        _parts(indicator, figures, realization),
    )


async def _counted(unit: Unit, indicator: Indicator, target: Target | None, period: Period) -> Achievement:
    reach = await unit.sessions.reach(period.from_on, period.as_of)
    parts = tuple(Part(mode, reach[mode]) for mode in indicator.dimensions["mode"].values if mode in reach)
    count = await unit.sessions.count(period.from_on, period.as_of)
    return Achievement(indicator, target, sum(reach.values()), (), (), {"mode": parts} if parts else {}, count)


def _in_force(indicator: Indicator, totals: Sequence[Figure]) -> list[Figure]:
    """Numbers that add up without counting a day twice: the longest periods first, or the latest stand alone."""
    reported = [f for f in totals if f.value is not None]
    if indicator.over_time == "latest":
        return sorted(reported, key=lambda f: f.to_on)[-1:]
    taken: list[Figure] = []
    for figure in sorted(reported, key=lambda f: (f.from_on - f.to_on, f.from_on)):
        if all(figure.to_on < other.from_on or figure.from_on > other.to_on for other in taken):
            taken.append(figure)
    return taken


def _parts(indicator: Indicator, figures: Iterable[Figure], realization: int | None) -> dict[str, tuple[Part, ...]]:
    """For each dimension the parts known, and the rest of the number as one more part."""
    if realization is None:
        return {}
    split = [f for f in figures if f.place_code == PROVINCE and f.dimensions]
    parts = {}
    for key, dimension in indicator.dimensions.items():
        known = [
            Part(value, sum(f.value or 0 for f in mine))
            for value in dimension.values
            if (mine := _in_force(indicator, [f for f in split if f.dimensions.get(key) == value]))
        ]
        parts[key] = _with_rest(known, realization)
    if indicator.by_place is not None:
        places = [Part(f.place_code, f.value) for f in figures if f.place_code != PROVINCE and not f.dimensions]
        parts[indicator.by_place] = _with_rest(sorted(places, key=lambda part: part.key), realization)
    return parts


def _with_rest(known: list[Part], whole: int) -> tuple[Part, ...]:
    rest = whole - sum(part.value or 0 for part in known)
    return (*known, Part(REST, rest)) if rest else tuple(known)


def part_name(part: Part, dimension: str, indicator: Indicator, places: Register, language: str) -> str | None:
    """What a part is called; None for the rest that the parts do not reach."""
    if part.key == REST:
        return None
    if dimension in indicator.dimensions:
        return indicator.dimensions[dimension].values[part.key][language]
    place = places.get(part.key)
    return place.title if place else part.key


def as_json(achievements: Sequence[Achievement], period: Period, places: Register, rest_name: str) -> dict[str, Any]:
    """The shape `main.py capaian --json` prints; names are Indonesian."""
    return {
        "period": {"from": str(period.from_on), "to": str(period.to_on), "as_of": str(period.as_of)},
        "place": PROVINCE,
        "indicators": [
            {
                "code": a.indicator.code,
                "name": a.indicator.name["id"],
                "unit": a.indicator.unit,
                "target": a.target.value if a.target else None,
                "realization": a.realization,
                "achievement_rate": float(a.rate) if a.rate is not None else None,
                "source": "; ".join(source.title for source in a.sources) or None,
                "breakdown": {
                    dimension: [
                        {
                            "key": part.key,
                            "name": part_name(part, dimension, a.indicator, places, "id") or rest_name,
                            "value": part.value,
                        }
                        for part in parts
                    ]
                    for dimension, parts in a.parts.items()
                },
            }
            for a in achievements
        ],
    }
