"""What staff type after /capaian -> a query."""

from bot.queries.query import MONTH, PROVINCE, Query
from bot.queries.reading import read_query

__all__ = ["MONTH", "PROVINCE", "Query", "read_query"]
