"""Pictures of figures as the data they are drawn from: every word and number ready to be set."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.achievements import REST, Achievement, Part
from bot.achievements.combining import LEVEL_DOTS
from bot.achievements.model import HUNDREDTH
from bot.achievements.pace import expected
from bot.achievements.sharing import is_small, shareable
from bot.i18n import EscapedHtml
from bot.queries import MONTH, Query
from bot.turn import Turn
from bot.words.achievement_parts import in_order
from bot.words.achievements import amount, heading, names_of, period_name, rate, titled
from content.places.tiles import Tile

KINDS = ("progress", "months", "places", "shares", "tiles")
THEMES = ("light", "dark")
CLASSES = 5
TENTH = Decimal("0.1")
MOST_ROWS = 24


def progress(turn: Turn, query: Query, found: Sequence[Achievement], theme: str) -> dict[str, Any]:
    """Every indicator against its target, with the line where time stands."""
    share = expected(query.period)
    rows = [
        {
            "name": one.indicator.name[turn.language],
            "shown": _amount(turn, one),
            "fraction": float(Decimal(one.realization or 0) / one.target) if one.target else None,
            "rate": rate(turn, one.rate) if one.target else turn.plain("chart.no_target"),
            "target": turn.plain("chart.target", target=turn.number(one.target)) if one.target else "",
            "expected": float(share),
        }
        for one in found
    ]
    passed = turn.house.texts.percent(turn.language, (share * 100).quantize(Decimal(1)))
    about = _about(turn, query, turn.plain("chart.progress", period=period_name(turn, query.period)), theme)
    return {**about, "kind": "progress", "rows": rows, "pace_label": turn.plain("chart.pace", passed=passed)}


def months(
    turn: Turn, query: Query, this: Achievement, last: Achievement, years: tuple[int, int], theme: str
) -> dict[str, Any]:
    """The months of a year beside those of the year before."""
    series = [_of_months(turn, one, year) for one, year in ((this, years[0]), (last, years[1]))]
    highest = max((value for one in series for value in one["values"] if value), default=0)
    title = turn.plain("chart.months", name=titled(turn, this), this=str(years[0]), last=str(years[1]))
    return {
        **_about(turn, query, title, theme),
        "kind": "months",
        "labels": [turn.house.texts.short_month(turn.language, number) for number in range(1, 13)],
        "series": series,
        "ticks": [[tick, _short(turn, tick)] for tick in _ticks(highest)],
        "none": turn.plain("capaian.not_reported"),
    }


def places(turn: Turn, query: Query, one: Achievement, level: str, theme: str) -> dict[str, Any]:
    """The places of a level compared, the largest first; small counts of cases in villages are hidden."""
    names, parts = names_of(turn), in_order(one.parts.get(level, ()), level)
    shown = {part.key: part for part in shareable(parts, one.indicator, level)}
    rows = [
        {"name": names.place(part.key), "value": shown[part.key].value, "shown": _hidden_or(turn, shown[part.key])}
        for part in parts
        if part.key != REST
    ]
    title = turn.plain("chart.places", name=titled(turn, one), level=names.dimension(level, one.indicator).casefold())
    data = {**_about(turn, query, title, theme), "kind": "places", "rows": rows[:MOST_ROWS]}
    return data | _rest(turn, [shown[part.key] for part in parts if part.key == REST], len(rows) - MOST_ROWS)


def shares(turn: Turn, query: Query, one: Achievement, dimension: str, theme: str) -> dict[str, Any]:
    """How a number is made up of the values of a dimension."""
    names, whole = names_of(turn), sum(part.value or 0 for part in one.parts[dimension])
    rows = [
        {
            "name": names.part(part, dimension, one.indicator),
            "value": part.value or 0,
            "shown": turn.number(part.value or 0),
            "share": _share(turn, part, whole),
            "rest": part.key == REST,
        }
        for part in one.parts[dimension]
    ]
    named = names.dimension(dimension, one.indicator).casefold()
    title = turn.plain("chart.shares", name=titled(turn, one), dimension=named)
    return {**_about(turn, query, title, theme), "kind": "shares", "rows": rows}


def tiles(turn: Turn, query: Query, one: Achievement, laid: Sequence[Tile], theme: str) -> dict[str, Any]:
    """The regencies as tiles, laid out as the islands lie."""
    values = {part.key: part.value for part in one.parts.get("regency", ())}
    rest = [part for part in shareable(one.parts.get("regency", ()), one.indicator, "regency") if part.key == REST]
    shown = [
        {"code": tile.code, "value": values.get(tile.code), "shown": _or_dash(turn, values.get(tile.code))}
        for tile in laid
    ]
    title = turn.plain("chart.tiles", name=titled(turn, one))
    return {
        **_about(turn, query, title, theme),
        "kind": "tiles",
        "tiles": shown,
        "classes": _classes(turn, [value for value in values.values() if value]),
        "none": turn.plain("capaian.not_reported"),
    } | _rest(turn, rest, 0)


def caption(turn: Turn, query: Query, name: str) -> EscapedHtml:
    return turn.say("chart.caption", name=name, period=period_name(turn, query.period), heading=heading(turn, query))


def _about(turn: Turn, query: Query, title: str, theme: str) -> dict[str, Any]:
    place = names_of(turn).place(query.place)
    return {
        "theme": theme,
        "title": title,
        "subtitle": f"{period_name(turn, query.period)} · {place}",
        "footer": turn.plain("chart.footer", day=turn.day(query.period.as_of)),
    }


def _of_months(turn: Turn, one: Achievement, year: int) -> dict[str, Any]:
    values = {part.key: part.value for part in one.parts.get(MONTH, ())}
    said = [values.get(f"{year}-{month:02}") for month in range(1, 13)]
    numbers = [None if is_small(one, value) else value for value in said]
    return {"name": str(year), "values": numbers, "shown": ["" if n is None else _short(turn, n) for n in numbers]}


def _hidden_or(turn: Turn, part: Any) -> str:
    if part.is_hidden:
        return turn.plain("chart.hidden")
    return turn.plain("capaian.not_reported") if part.value is None else _short(turn, part.value)


def _amount(turn: Turn, one: Achievement) -> str:
    return turn.plain("chart.hidden") if is_small(one, one.realization) else amount(turn, one, one.realization)


def _rest(turn: Turn, rest: Sequence[Any], more: int) -> dict[str, Any]:
    """What the parts do not reach, and how many places found no room."""
    found = [{"name": turn.plain("capaian.not_split"), "shown": _hidden_or(turn, part)} for part in rest]
    if more > 0:
        found.append({"name": turn.plain("chart.more", count=turn.number(more)), "shown": ""})
    return {"rest": found[0]} if found else {}


def _share(turn: Turn, part: Part, whole: int) -> str:
    if not whole:
        return "–"
    share = (Decimal(part.value or 0) * 100 / whole).quantize(TENTH, ROUND_HALF_UP)
    return f"{turn.house.texts.decimal(turn.language, share)}%"


def _or_dash(turn: Turn, value: int | None) -> str:
    return "–" if value is None else _short(turn, value)


def _short(turn: Turn, value: int) -> str:
    """A number in full below a million, above it with one or two decimals: 78,47 M for a milliard."""
    for zeros, key in ((9, "chart.billion"), (6, "chart.million")):
        if value >= 10**zeros:
            scaled = (Decimal(value) / 10**zeros).quantize(HUNDREDTH, ROUND_HALF_UP)
            return turn.plain(key, value=turn.house.texts.decimal(turn.language, scaled))
    return turn.number(value)


def _ticks(highest: int) -> list[int]:
    """Three or four round numbers from 0 up to the highest or just below it."""
    if highest <= 0:
        return [0]
    power = 10 ** max(len(str(highest)) - 1, 0)
    steps = [step for unit in (power // 10 or 1, power) for step in (unit, unit * 2, unit * 5)]
    step = next((one for one in steps if highest // one <= 4), steps[-1])
    return list(range(0, highest + 1, max(step, 1)))


def _classes(turn: Turn, values: Sequence[int]) -> list[dict[str, Any]]:
    """At most five classes of about as many places each; one for 0 comes first."""
    found: list[dict[str, Any]] = [{"upto": 0, "text": "0"}]
    ranked = sorted(set(values))
    if not ranked:
        return found
    edges = sorted({ranked[min(len(ranked) * (n + 1) // (CLASSES - 1), len(ranked)) - 1] for n in range(CLASSES - 1)})
    below = 0
    for edge in edges:
        text = _short(turn, edge) if edge == below + 1 else f"{_short(turn, below + 1)}–{_short(turn, edge)}"
        found.append({"upto": edge, "text": text})
        below = edge
    return found


def level_of(query: Query) -> str:
    """The level of places a picture compares: the one asked for, or the one below the place."""
    if query.by in LEVEL_DOTS and query.by:
        return query.by
    return next((name for name, dots in LEVEL_DOTS.items() if dots == query.place.count(".") + 1), "village")
