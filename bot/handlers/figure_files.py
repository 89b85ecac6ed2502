"""Figures to take away: pictures, a workbook, one page, drawn by the sender outside the transaction."""

from dataclasses import replace
from typing import Any

from bot.access import Role
from bot.achievements import REST, Achievement
from bot.achievements.buttons import query_button, query_of
from bot.achievements.statement import Statement
from bot.books_of_figures import reckoner_of, stating_of
from bot.exports.summary import summary_data
from bot.exports.workbook import workbook_data
from bot.queries import MONTH, PROVINCE, Query
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, File, Reply, Row, card, in_rows
from bot.turn import Turn
from bot.words import charts
from bot.words.achievement_rows import narrowed
from bot.words.achievements import heading, period_name, titled
from content.periods import year as whole_year
from content.places.tiles import read_tiles

FILES = ("workbook", "summary")


async def picture(turn: Turn) -> Reply:
    """A picture of the figures looked at, with buttons for other pictures of them."""
    turn.require(Role.STAFF)
    query, more = query_of(turn.action, turn.library, turn.today)
    kind, theme = (*more, "", "")[:2]
    theme = theme or charts.THEMES[0]
    if kind not in charts.KINDS or theme not in charts.THEMES or (kind != "progress" and len(query.indicators) > 1):
        raise button_is_old()
    data, name = await _drawn(turn, query, kind, theme)
    rows = _other_pictures(turn, query, kind, theme)
    shown = File("chart", f"{kind}.png", data)
    return Reply((Card(charts.caption(turn, query, name), rows, file=shown),))


async def choose_file(turn: Turn) -> Reply:
    """Which file it is to be."""
    turn.require(Role.STAFF)
    query, more = query_of(turn.action, turn.library, turn.today)
    if more and more[0] in FILES:
        return await _file(turn, query, more[0])
    rows = [(Button(turn.plain(f"button.file_{kind}"), query_button("figf", query, kind)),) for kind in FILES]
    return card(
        turn.say("files.which"), *rows, (Button(turn.plain("button.back"), query_button("fig", query)),), in_place=True
    )


async def _file(turn: Turn, query: Query, kind: str) -> Reply:
    stated = await statement(turn, narrowed(query, by="regency" if query.place == PROVINCE else None))
    texts = turn.house.texts
    data = workbook_data(stated, texts) if kind == "workbook" else summary_data(stated, texts)
    ending = {"workbook": "xlsx", "summary": "docx"}[kind]
    name = f"capaian_{query.period.from_on:%Y%m%d}_{query.period.to_on:%Y%m%d}_{query.place}.{ending}"
    await turn.unit.audit.note(turn.person.telegram_id, f"export_{kind}", f"figures:{name}", turn.now)
    caption = turn.say(f"files.{kind}", period=period_name(turn, query.period), heading=heading(turn, query))
    return Reply((Card(caption, file=File(kind, name, data)),))


async def statement(turn: Turn, query: Query, *, sessions: bool = True) -> Statement:
    """The numbers of a query, with what stands behind them."""
    return await stating_of(turn).statement(query, sessions=sessions)


async def _drawn(turn: Turn, query: Query, kind: str, theme: str) -> tuple[dict[str, Any], str]:
    if kind == "progress":
        found = [await _achieved(turn, query, indicator) for indicator in turn.library.indicators.main]
        return charts.progress(turn, query, found, theme), turn.plain("chart.progress_name")
    if kind == "months":
        this, last = (
            narrowed(query, by=MONTH, period=whole_year(query.period.from_on.year - back, turn.today))
            for back in (0, 1)
        )
        one, before = await _achieved(turn, this), await _achieved(turn, last)
        years = (this.period.from_on.year, last.period.from_on.year)
        return charts.months(turn, this, one, before, years, theme), titled(turn, one)
    if kind == "shares":
        one = await _achieved(turn, query)
        known = [key for key in _dimensions(one) if any(p.value and p.key != REST for p in one.parts[key])]
        dimension = query.by if query.by in known else next(iter(known), None)
        if dimension is None:
            raise Refusal("chart.nothing")
        return charts.shares(turn, query, one, dimension, theme), titled(turn, one)
    level = "regency" if kind == "tiles" else charts.level_of(query)
    where = replace(query, place=PROVINCE) if kind == "tiles" else query
    one = await _achieved(turn, narrowed(where, by=level))
    if kind == "tiles":
        return charts.tiles(turn, where, one, read_tiles(), theme), titled(turn, one)
    return charts.places(turn, query, one, level, theme), titled(turn, one)


def _dimensions(one: Achievement) -> list[str]:
    """The dimensions of an indicator by which its number is broken down here."""
    return [key for key in one.indicator.dimensions if key in one.parts]


async def _achieved(turn: Turn, query: Query, indicator: Any = None) -> Achievement:
    reckoner = reckoner_of(turn)
    return await reckoner.achieved(indicator or query.indicators[0], query, parts=indicator is None)


def _other_pictures(turn: Turn, query: Query, kind: str, theme: str) -> tuple[Row, ...]:
    other = charts.THEMES[1 - charts.THEMES.index(theme)]
    swap = Button(turn.plain(f"button.theme_{other}"), query_button("figc", query, kind, other))
    if len(query.indicators) > 1:
        return ((swap,),)
    indicator = query.indicators[0]
    kinds = ["months"] if indicator.over_time == "sum" else []
    kinds += ["places"] if query.place.count(".") < 3 else []
    kinds += ["tiles"] if query.place == PROVINCE else []
    kinds += ["shares"] if set(indicator.dimensions) - set(query.selection) else []
    buttons = [
        Button(turn.plain(f"button.chart_{one}"), query_button("figc", query, one, theme))
        for one in kinds
        if one != kind
    ]
    return (*in_rows(buttons, 2), (swap,))
