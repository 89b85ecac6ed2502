"""A statement: the numbers of a period with their targets, parts, sources and entries, as plain JSON.

Files, pictures, releases and publications are made of it, so that all of them say the same. Its words are Indonesian.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.achievements.model import Achievement
from bot.achievements.names import Names
from bot.achievements.reckoning import Reckoner
from bot.queries import Query
from content.indicators import Indicator, Indicators
from storage.figure import Figure
from storage.reach import Behind
from storage.targets import Target

Statement = dict[str, Any]
MOST_SESSIONS = 5_000  # listed one by one
SEPARATOR = "; "


@dataclass(frozen=True)
class Stating:
    """Writes statements down."""

    reckoner: Reckoner
    names: Names
    indicators: Indicators
    now: datetime

    async def statement(self, query: Query, *, sessions: bool = True) -> Statement:
        """All indicators of the query with those beside them; `sessions` lists the sessions behind a number, too."""
        period_name = self.names.period(query.period)
        indicators = ordered(query, list(self.indicators.values()))
        found = [(one, await self.reckoner.achieved(one, query)) for one in indicators]
        closing = next((achievement.closing for _, achievement in found if achievement.closing), None)
        place = self.names.places.get(query.place)
        return {
            "title": self._say("statement.title", period=period_name),
            "period": {
                "from": str(query.period.from_on),
                "to": str(query.period.to_on),
                "as_of": str(query.period.as_of),
                "name": period_name,
            },
            "place": {"code": query.place, "name": place.title if place else query.place},
            "made_at": self._local(self.now),
            "known_at": str(query.known_on) if query.known_on else None,
            "publication": {
                "code": closing.code,
                "closed_on": self._local(closing.closed_at)[:10],
                "hash": closing.hash,
            }
            if closing
            else None,
            "internal": True,
            "indicators": [await self._indicator(one, found, query, sessions=sessions) for one, found in found],
        }

    async def _indicator(
        self, indicator: Indicator, one: Achievement, query: Query, *, sessions: bool
    ) -> dict[str, Any]:
        number = one.number
        behind = await self.reckoner.sessions_behind(one, query, most=MOST_SESSIONS) if sessions else []
        who = await self.reckoner.unit.people.names(f.recorded_by for f in (*number.figures, *one.others))
        return {
            "code": indicator.code,
            "name": indicator.name[self.names.language],
            "unit": indicator.unit,
            "unit_name": self._say(f"statement.unit_{indicator.unit}"),
            "better": indicator.better,
            "beside": indicator.beside,
            "realization": one.realization,
            "target": one.target,
            "rate": str(one.rate) if one.rate is not None else None,
            "counted": indicator.is_counted_from_sessions,
            "targets": [self._target(target) for target in one.targets],
            "sources": [{"title": s.title, "dated": s.dated, "url": s.url} for s in one.sources],
            "notes": list(one.notes),
            "counted_sessions": number.sessions,
            "pending_people": one.pending[0],
            "breakdown": self._breakdown(one),
            "entries": [
                *(self._entry(f, who, counts=True) for f in number.figures),
                *(self._entry(f, who, counts=False) for f in one.others),
                *map(self._session, behind),
            ],
        }

    def _breakdown(self, one: Achievement) -> list[dict[str, Any]]:
        return [
            {
                "dimension": dimension,
                "name": self.names.dimension(dimension, one.indicator),
                "parts": [
                    {"key": part.key, "name": self.names.part(part, dimension, one.indicator), "value": part.value}
                    for part in parts
                ],
            }
            for dimension, parts in one.parts.items()
        ]

    def _target(self, target: Target) -> dict[str, Any]:
        return {
            "revision": target.revision,
            "value": target.value,
            "basis": target.basis.title,
            "dated": target.basis.dated,
            "recorded_on": self._local(target.recorded_at)[:10],
        }

    def _entry(self, figure: Figure, who: Mapping[int, str], *, counts: bool) -> dict[str, Any]:
        indicator = self.indicators[figure.indicator]
        parts = [
            indicator.dimensions[key].values[value][self.names.language] for key, value in figure.dimensions.items()
        ]
        by = self._say("behind.document") if figure.recorded_by is None else who.get(figure.recorded_by, "")
        return {
            "kind": figure.kind,
            "code": str(figure.id),
            "place_code": figure.place_code,
            "place": self.names.place(figure.place_code),
            "from": str(figure.from_on),
            "to": str(figure.to_on),
            "part": SEPARATOR.join(parts),
            "value": figure.value,
            "source": figure.source.title,
            "recorded_by": by,
            "recorded_at": self._local(figure.recorded_at),
            "revision": figure.revision,
            "reason": figure.reason,
            "counts": counts,
        }

    def _session(self, session: Behind) -> dict[str, Any]:
        return {
            "kind": "sessions",
            "code": session.code,
            "place_code": session.place_code,
            "place": self.names.place(session.place_code),
            "from": str(session.held_on),
            "to": str(session.held_on),
            "part": "",
            "value": session.people,
            "source": "",
            "recorded_by": "",
            "recorded_at": "",
            "revision": 1,
            "reason": None,
            "counts": True,
        }

    def _local(self, moment: datetime | None) -> str:
        return moment.astimezone(self.reckoner.timezone).strftime("%Y-%m-%dT%H:%M:%S") if moment else ""

    def _say(self, key: str, /, **values: object) -> str:
        return self.names.texts.plain(self.names.language, key, **values)


def fingerprint(content: Statement) -> str:
    """The hash of everything a publication says; the same content, the same hash."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def ordered(query: Query, everything: Sequence[Indicator]) -> list[Indicator]:
    """The indicators of the query, each followed by those beside it."""
    return [other for one in query.indicators for other in everything if other is one or other.beside == one.code]
