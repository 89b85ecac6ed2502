"""Achievements of a period: realization against target, with the parts and the source of each number.

Pure but for what it asks of the unit. Numbers are integers; the rate is derived here, once, half-up to two
decimals of a percent; without a target, or with target 0, there is none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.queries import PROVINCE
from content.indicators import Indicator
from content.periods import Period
from content.places import Register
from storage import Unit
from storage.figures import Figure, Source, Target

REST = "unspecified"
LEVEL_DOTS = {"regency": 1, "district": 2, "village": 3}  # dots in the code of a place


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
    covered_to: date | None  # the last day the number speaks of; None where there is none
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    counted_sessions: int | None = None  # where the bot counted, in whole or beside published figures
    pending: tuple[int, int] = (0, 0)  # people and sessions not approved yet, on the days the bot counted
    counts_pending: bool = True  # whether the realization holds them

    @property
    def rate(self) -> Decimal | None:
        return achievement_rate(self.realization, self.target.value if self.target else None)


def achievement_rate(realization: int | None, target: int | None) -> Decimal | None:
    """Percent with two decimals, rounded half-up; None where it cannot be computed."""
    if realization is None or not target:
        return None
    return (Decimal(realization) * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


async def achieved(unit: Unit, indicator: Indicator, period: Period) -> Achievement:
    """The achievement of the province in the period: published figures, and sessions on the days they leave open."""
    is_stand = indicator.over_time == "latest"
    figures = await unit.figures.within(indicator.code, date.min if is_stand else period.from_on, period.to_on)
    targets = await unit.figures.targets_for(indicator.code, period.from_on, period.to_on)
    target = next((t for t in targets if t.place_code == PROVINCE and not t.dimensions), None)
    totals = _in_force(indicator, [f for f in figures if f.place_code == PROVINCE and not f.dimensions])
    whole = sum(f.value or 0 for f in totals) if totals else None
    published = Achievement(
        indicator,
        target,
        whole,
        max((f.to_on for f in totals), default=None),
        tuple(dict.fromkeys(f.source for f in totals)),
        tuple(dict.fromkeys(f.note for f in totals if f.note)),
        {} if whole is None else _parts(indicator, figures, whole),
    )
    if not indicator.is_counted_from_sessions:
        return published
    return await _with_sessions(unit, published, _open_days(period, totals), period)


async def _with_sessions(
    unit: Unit, published: Achievement, gaps: Sequence[tuple[date, date]], period: Period
) -> Achievement:
    """Add what the bot counted on the days that no published figure covers."""
    if not gaps:
        return published
    counted: Counter[str] = Counter()
    sessions = pending_people = pending_sessions = 0
    unreviewed = await unit.reviews.counts_unreviewed()
    for first, last in gaps:
        counted.update(await unit.sessions.reach(first, last, unreviewed=unreviewed))
        sessions += await unit.sessions.count(first, last, unreviewed=unreviewed)
        people, count = await unit.reviews.pending_people(first, last)
        pending_people, pending_sessions = pending_people + people, pending_sessions + count
    total = counted.total() + (published.realization or 0)
    counted.update({part.key: part.value or 0 for part in published.parts.get("mode", ()) if part.key != REST})
    modes = published.indicator.dimensions["mode"].values
    parts = [Part(mode, counted[mode]) for mode in modes if mode in counted]
    return replace(
        published,
        realization=total,
        covered_to=period.as_of,
        parts={"mode": _with_rest(parts, total)} if parts or published.parts else {},
        counted_sessions=sessions,
        pending=(pending_people, pending_sessions),
        counts_pending=unreviewed,
    )


def _open_days(period: Period, covered: Iterable[Figure]) -> list[tuple[date, date]]:
    """The stretches of the period, up to now, that lie in no figure's period."""
    gaps, start = [], period.from_on
    for figure in sorted(covered, key=lambda f: f.from_on):
        if figure.from_on > start:
            gaps.append((start, figure.from_on - timedelta(days=1)))
        start = max(start, figure.to_on + timedelta(days=1))
    if start <= period.as_of:
        gaps.append((start, period.as_of))
    return gaps


def _in_force(indicator: Indicator, numbers: Iterable[Figure]) -> list[Figure]:
    """Of numbers for the same thing, those that add up without counting a day twice: the longest periods first.

    Of stands, the latest alone.
    """
    reported = [f for f in numbers if f.value is not None]
    if indicator.over_time == "latest":
        return sorted(reported, key=lambda f: f.to_on)[-1:]
    taken: list[Figure] = []
    for figure in sorted(reported, key=lambda f: (f.from_on - f.to_on, f.from_on)):
        if all(figure.to_on < other.from_on or figure.from_on > other.to_on for other in taken):
            taken.append(figure)
    return taken


def _parts(indicator: Indicator, figures: Sequence[Figure], whole: int) -> dict[str, tuple[Part, ...]]:
    """For each dimension the parts known, and the rest of the number as one more part."""
    parts = {}
    for key, dimension in indicator.dimensions.items():
        split = [f for f in figures if f.place_code == PROVINCE and key in f.dimensions]
        values = {value: [f for f in split if f.dimensions[key] == value] for value in dimension.values}
        sums = {value: _sum(indicator, key, mine) for value, mine in values.items()}
        parts[key] = _with_rest([Part(value, known) for value, known in sums.items() if known is not None], whole)
    if indicator.by_place is not None:
        parts[indicator.by_place] = _with_rest(_places(indicator, figures), whole)
    return parts


def _sum(indicator: Indicator, dimension: str, figures: Sequence[Figure]) -> int | None:
    """One value of a dimension: as reported for it alone, or else the sum of its finer parts."""
    plain = [f for f in figures if set(f.dimensions) == {dimension}]
    finer: dict[str, list[Figure]] = {}
    for figure in plain or figures:
        finer.setdefault(str(sorted(figure.dimensions.items())), []).append(figure)
    in_force = [f.value for same in finer.values() for f in _in_force(indicator, same) if f.value is not None]
    return sum(in_force) if in_force else None


def _places(indicator: Indicator, figures: Sequence[Figure]) -> list[Part]:
    """The parts by place, at the level the indicator is reported by."""
    by_code: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.place_code.count(".") == LEVEL_DOTS[indicator.by_place or ""] and not figure.dimensions:
            by_code.setdefault(figure.place_code, []).append(figure)
    found = {code: _in_force(indicator, same) for code, same in by_code.items()}
    return [
        Part(code, sum(f.value for f in same if f.value is not None) if same else None)
        for code, same in sorted(found.items())
    ]


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
