"""How often answers helped, and why they did not: numbers by month, nobody's name."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import add_up
from storage.schema import ratings

HELPFUL, NOT_HELPFUL = "helpful", "not_helpful"


class Ratings:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, topic: str, rating: str, day: date) -> None:
        statement = add_up(
            self._connection.dialect.name, ratings, key=["topic", "rating", "month_on"], columns=["rated_count"]
        )
        row = {"topic": topic, "rating": rating, "month_on": day.replace(day=1), "rated_count": 1}
        await self._connection.execute(statement, row)

    async def since(self, day: date) -> dict[str, Mapping[str, int]]:
        """For each topic rated since the month of that day, how often each rating was given."""
        times = func.sum(ratings.c.rated_count).label("times")
        rows = (
            select(ratings.c.topic, ratings.c.rating, times)
            .where(ratings.c.month_on >= day.replace(day=1))
            .group_by(ratings.c.topic, ratings.c.rating)
        )
        found: dict[str, dict[str, int]] = {}
        for row in await self._connection.execute(rows):
            found.setdefault(row.topic, {})[row.rating] = int(row.times)
        return dict(found)
