"""/capaian: figures against targets, for staff; each number leads down, up and across."""

from bot.access import Role
from bot.achievements.buttons import query_of
from bot.achievements.stretches import EARLIEST
from bot.books_of_figures import reckoner_of
from bot.queries import Query, Unclear, read_query
from bot.refusals import Refusal
from bot.replies import Reply, card
from bot.turn import Turn
from bot.words import achievement_rows as rows
from bot.words import achievements as words
from bot.words.asking_back import asked_back


def read(turn: Turn) -> Query | Reply:
    """What /capaian asks, or what is not understood of it."""
    turn.require(Role.STAFF)
    query = read_query(turn.incoming.arguments, turn.library.indicators, turn.library.places, turn.today)
    if isinstance(query, Unclear):
        html, choices = asked_back(turn, query, turn.incoming.arguments)
        return card(html, *choices)
    if min(query.period.from_on, query.known_on or query.period.from_on, query.since or turn.today).year <= EARLIEST:
        raise Refusal("capaian.too_old")
    return query


async def show(turn: Turn) -> Reply:
    """A button that leads to other numbers."""
    turn.require(Role.STAFF)
    query, _ = query_of(turn.action, turn.library, turn.today)
    return await show_query(turn, query)


async def show_query(turn: Turn, query: Query) -> Reply:
    """The card of all indicators, or one opened."""
    reckoner = reckoner_of(turn)
    if len(query.indicators) > 1:
        found = [await reckoner.achieved(indicator, query, parts=False) for indicator in query.indicators]
        return card(words.all_of(turn, query, found), *rows.rows_of_all(turn, query), in_place=turn.pressed)
    (indicator,) = query.indicators
    one = await reckoner.achieved(indicator, query)
    others = [
        await reckoner.achieved(other, rows.narrowed(query, indicators=(other,), selection={}), parts=False)
        for other in turn.library.indicators.beside(indicator)
    ]
    return card(words.opened(turn, query, one, others), *rows.rows_of_one(turn, query, one), in_place=turn.pressed)
