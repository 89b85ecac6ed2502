"""Where one can go from a card of figures: down, up and across, behind the number, to pictures and files."""

from dataclasses import replace
from typing import Any

from bot.achievements import REST, Achievement
from bot.achievements.buttons import places_below, query_button
from bot.achievements.combining import LEVEL_DOTS
from bot.achievements.stretches import neighbours
from bot.queries import MONTH, PROVINCE, Query
from bot.replies import Button, Row, in_rows
from bot.turn import Turn
from bot.words.achievement_parts import MOST_PLACES, in_order
from bot.words.achievements import names_of, period_name


def rows_of_all(turn: Turn, query: Query) -> list[Row]:
    """Every indicator, the years around, and what can be done with the whole card."""
    buttons = [
        Button(one.short[turn.language], query_button("fig", narrowed(query, indicators=(one,))))
        for one in query.indicators
    ]
    return [
        *in_rows(buttons, 2),
        around(turn, query),
        (
            Button(turn.plain("button.chart"), query_button("figc", query, "progress")),
            Button(turn.plain("button.files"), query_button("figf", query)),
        ),
    ]


def rows_of_one(turn: Turn, query: Query, one: Achievement) -> list[Row]:
    """Down, up and across from one number, and behind it."""
    ways = (places_below(query), MONTH if one.indicator.over_time == "sum" else None)
    by = [
        Button(turn.plain(f"button.by_{way}"), query_button("fig", narrowed(query, by=way)))
        for way in ways
        if way is not None and way != query.by
    ]
    by += [
        Button(
            turn.plain("button.by_dimension", name=dimension.name[turn.language].casefold()), query_button("fig", there)
        )
        for key, dimension in one.indicator.dimensions.items()
        if key not in query.selection and key != query.by
        for there in (narrowed(query, by=key),)
    ]
    behind = (
        Button(turn.plain("button.behind"), query_button("figs", query)),
        Button(turn.plain("button.why_changed"), query_button("figw", query)),
    )
    away = (
        Button(turn.plain("button.chart"), query_button("figc", query, _chart(query, one))),
        Button(turn.plain("button.files"), query_button("figf", query)),
    )
    return [*_parts(turn, query, one), *in_rows(by, 2), behind, away, around(turn, query), _up(turn, query)]


def around(turn: Turn, query: Query) -> Row:
    """The periods of the same length before and after, the latter where it has begun."""
    before, after = neighbours(query.period, turn.today)
    named = [(f"« {period_name(turn, before)}", before)] if before else []
    named += [(f"{period_name(turn, after)} »", after)] if after else []
    return tuple(Button(label, query_button("fig", narrowed(query, period=period))) for label, period in named)


def narrowed(query: Query, **changes: Any) -> Query:
    """The query with something of it changed; a breakdown that no longer fits falls away."""
    return replace(query, **{"by": None, **changes})


def _parts(turn: Turn, query: Query, one: Achievement) -> list[Row]:
    """A button for each part with a number, to open it: a place, or a value of the dimension."""
    if query.by is None or query.by == MONTH:
        return []
    names, is_place = names_of(turn), query.by in LEVEL_DOTS
    buttons = []
    for part in in_order(one.parts.get(query.by, ()), query.by)[:MOST_PLACES]:
        if not part.value or part.key == REST:
            continue
        chosen = {**query.selection, query.by: part.key}
        there = narrowed(query, place=part.key) if is_place else narrowed(query, selection=chosen)
        buttons.append(Button(names.part(part, query.by, one.indicator), query_button("fig", there)))
    return in_rows(buttons, 2)


def _up(turn: Turn, query: Query) -> Row:
    above = []
    if query.place != PROVINCE:
        parent = query.place.rpartition(".")[0]
        above.append(Button(f"⬆ {names_of(turn).place(parent)}", query_button("fig", narrowed(query, place=parent))))
    elif query.by or query.selection:
        whole = narrowed(query, selection={})
        above.append(Button(f"⬆ {query.indicators[0].short[turn.language]}", query_button("fig", whole)))
    everything = narrowed(query, indicators=(), selection={})
    return (*above, Button(turn.plain("button.all_indicators"), query_button("fig", everything)))


def _chart(query: Query, one: Achievement) -> str:
    """The picture that suits what is looked at."""
    if query.by in LEVEL_DOTS:
        return "tiles" if query.by == "regency" else "places"
    has_shares = any(
        part.value and part.key != REST for key in one.indicator.dimensions for part in one.parts.get(key, ())
    )
    if query.by != MONTH and has_shares:
        return "shares"
    return "months" if one.indicator.over_time == "sum" else "places"
