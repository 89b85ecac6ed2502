"""Behind a number: the entries and sessions it is made of, their documents and people, and why it changed."""

from datetime import date, timedelta

from bot.access import Role
from bot.achievements import Achievement, Reckoner
from bot.achievements.buttons import packed_day, query_of, unpacked_day
from bot.achievements.stretches import end_of_day
from bot.books_of_figures import reckoner_of
from bot.queries import Query
from bot.refusals import button_is_old
from bot.replies import Reply, card
from bot.turn import Turn
from bot.words import figure_changes as changes
from bot.words import figure_sources as words
from bot.words.achievement_rows import narrowed
from content.indicators import Indicator

PAGE = 10
MOST_CHANGES = 400  # entries of the ledger looked at to say why a number changed


async def behind(turn: Turn) -> Reply:
    """What one number is made of: figures with their source and author, sessions with their people."""
    turn.require(Role.STAFF)
    query, more = query_of(turn.action, turn.library, turn.today)
    if len(query.indicators) != 1:
        raise button_is_old()
    page = int(more[0]) if more and more[0].isdecimal() and len(more[0]) < 5 else 0
    reckoner = reckoner_of(turn)
    one = await reckoner.achieved(query.indicators[0], query, parts=False)
    who = await turn.unit.people.names({f.recorded_by for f in one.number.figures})
    sessions = await reckoner.sessions_behind(one, query, most=PAGE + 1, skip=page * PAGE)
    html, rows = words.behind(turn, query, one, who, sessions[:PAGE], page=page, has_more=len(sessions) > PAGE)
    return card(html, *rows, in_place=True)


async def entry(turn: Turn) -> Reply:
    """One stored figure with every revision it had."""
    turn.require(Role.STAFF)
    (number,) = turn.action[:1] or ("",)
    figure = await turn.unit.figures.get(int(number)) if number.isdecimal() and len(number) < 16 else None
    if figure is None:
        raise button_is_old()
    history = await turn.unit.figures.history(figure)
    who = await turn.unit.people.names({f.recorded_by for f in history} | {f.approved_by for f in history})
    html, rows = words.entry(turn, history, who)
    return card(html, *rows, in_place=True)


async def why(turn: Turn) -> Reply:
    """Why a number changed: since when is asked first, then every change between then and now."""
    turn.require(Role.STAFF)
    query, more = query_of(turn.action, turn.library, turn.today)
    if len(query.indicators) != 1:
        raise button_is_old()
    if not more:
        html, rows = changes.since_when(turn, query, [(label, packed_day(day)) for label, day in _offers(turn)])
        return card(html, *rows, in_place=True)
    try:
        since = unpacked_day(more[0])
    except ValueError:
        raise button_is_old() from None
    return await explain(turn, query, since)


async def explain(turn: Turn, query: Query, since: date) -> Reply:
    """What changed after a day, up to the day the query is to be known on or now."""
    if len(query.indicators) > 1:
        return await _explain_all(turn, query, since)
    indicator, reckoner = query.indicators[0], reckoner_of(turn)
    after = end_of_day(since, turn.house.timezone)
    until = end_of_day(query.known_on, turn.house.timezone) if query.known_on else None
    before, now = await _before_and_now(turn, reckoner, indicator, query, since)
    days = (query.period.from_on, query.period.to_on)
    is_stand = indicator.over_time == "latest"
    figures = await turn.unit.figures.changes(
        indicator.code, query.place, *days, is_stand=is_stand, after=after, until=until
    )
    figures = [f for f in figures if query.selection.items() <= f.dimensions.items()]
    sessions: list[changes.Moved] = []
    if indicator.is_counted_from_sessions:
        entries = await turn.unit.reach.changes(query.place, *days, after=after, until=until, most=MOST_CHANGES)
        sessions = changes.that_count(entries, query, unreviewed=now.counts_pending)
    who = await turn.unit.people.names({f.recorded_by for f in figures} | {one.by for one in sessions})
    shown = figures[: changes.MOST_LINES]
    earlier = {f.id: [r for r in await turn.unit.figures.history(f) if r.revision == f.revision - 1] for f in shown}
    html, rows = changes.explained(turn, query, since, (before, now), figures, earlier, sessions, who)
    return card(html, *rows, in_place=turn.pressed)


async def _explain_all(turn: Turn, query: Query, since: date) -> Reply:
    """Which of all numbers changed, each with a button to what changed it."""
    reckoner = reckoner_of(turn)
    found = [await _before_and_now(turn, reckoner, one, query, since) for one in query.indicators]
    html, rows = changes.explained_all(turn, query, since, found)
    return card(html, *rows, in_place=turn.pressed)


async def _before_and_now(
    turn: Turn, reckoner: Reckoner, indicator: Indicator, query: Query, since: date
) -> tuple[Achievement, Achievement]:
    """The number as known on a day, and as known on the later one or now."""
    before = await reckoner.achieved(indicator, narrowed(query, known_on=since), parts=False)
    now_query = query if query.known_on else narrowed(query, known_on=turn.today)
    return before, await reckoner.achieved(indicator, now_query, parts=False)


def _offers(turn: Turn) -> list[tuple[str, date]]:
    today = turn.today
    return [
        (turn.plain("button.since_yesterday"), today - timedelta(days=1)),
        (turn.plain("button.since_week"), today - timedelta(days=7)),
        (turn.plain("button.since_month"), today.replace(day=1) - timedelta(days=1)),
        (turn.plain("button.since_quarter"), today - timedelta(days=90)),
    ]
