"""What staff type after /capaian -> an unambiguous query. What is not understood whole is not guessed."""

from dataclasses import dataclass
from datetime import date

from content.indicators import Indicator, Indicators
from content.periods import Period, read_period


@dataclass(frozen=True)
class Query:
    indicators: tuple[Indicator, ...]  # all of them, or the one named
    period: Period

    @property
    def is_whole_year(self) -> bool:
        start, end = self.period.from_on, self.period.to_on
        return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def read_query(words: str, indicators: Indicators, today: date) -> Query | None:
    """Period and indicator in any order; None where a word is left over."""
    try:
        period, rest = read_period(words, today)
    except ValueError:
        return None
    if not rest:
        return Query(tuple(indicators.values()), period)
    named = indicators.called(rest)
    return Query((named,), period) if named else None
