"""What staff type after /capaian -> an unambiguous query. What is not understood whole is not guessed."""

from datetime import date

from bot.queries.query import Query
from content.indicators import Indicators
from content.periods import read_period


def read_query(words: str, indicators: Indicators, today: date) -> Query | None:
    """Period and indicator in any order; None where a word is left over."""
    try:
        period, rest = read_period(words, today)
    except ValueError:
        return None
    if not rest:
        return Query(indicators.main, period)
    named = indicators.called(rest)
    return Query((named,), period) if named else None
