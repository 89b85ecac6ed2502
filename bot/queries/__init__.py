"""What staff type after /capaian, /catat and /target -> a query, an entry, a target; or what must be asked."""

from bot.queries.entries import Entry, Row, read_entry
from bot.queries.query import MONTH, PROVINCE, Query
from bot.queries.reading import read_query
from bot.queries.targets import TargetEntry, read_target
from bot.queries.unclear import Unclear

__all__ = [
    "MONTH",
    "PROVINCE",
    "Entry",
    "Query",
    "Row",
    "TargetEntry",
    "Unclear",
    "read_entry",
    "read_query",
    "read_target",
]
