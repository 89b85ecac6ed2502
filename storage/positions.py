"""Where villages lie, learnt from sessions whose facilitators shared where they stood."""

from datetime import datetime
from math import cos, hypot, radians

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import insert_or_ignore
from storage.field_schema import village_positions
from storage.sessions import Session

KILOMETRES = 111.0  # of one degree of latitude


class Positions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def learn(self, session: Session, latitude: float, longitude: float, now: datetime) -> None:
        """Remember where a session was held; once a session."""
        row = {
            "session_id": session.id,
            "village_code": session.report.place_code,
            "latitude": latitude,
            "longitude": longitude,
            "recorded_at": now,
        }
        await self._connection.execute(insert_or_ignore(self._connection.dialect.name, village_positions), row)

    async def nearest(self, latitude: float, longitude: float, *, within: float = 15.0, most: int = 5) -> list[str]:
        """Codes of the known villages nearest to a point, at most `within` kilometres away, the nearest first."""
        reach = within / KILOMETRES
        mean = (func.avg(village_positions.c.latitude), func.avg(village_positions.c.longitude))
        rows = (
            select(village_positions.c.village_code, mean[0].label("latitude"), mean[1].label("longitude"))
            .where(
                village_positions.c.latitude.between(latitude - reach, latitude + reach),
                village_positions.c.longitude.between(longitude - 2 * reach, longitude + 2 * reach),
            )
            .group_by(village_positions.c.village_code)
        )
        away = {
            row.village_code: KILOMETRES
            * hypot(row.latitude - latitude, (row.longitude - longitude) * cos(radians(latitude)))
            for row in await self._connection.execute(rows)
        }
        return sorted((code for code in away if away[code] <= within), key=away.__getitem__)[:most]
