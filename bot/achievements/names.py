"""What parts and numbers are called, and the shape `main.py capaian --json` prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.achievements.model import REST, Achievement, Part
from bot.achievements.stretches import is_month, is_year
from bot.i18n import INDONESIAN, Texts
from bot.queries import MONTH, Query
from content.indicators import Indicator
from content.periods import Period
from content.places import Register


@dataclass(frozen=True)
class Names:
    """The words for parts in one language."""

    texts: Texts
    places: Register
    language: str = INDONESIAN

    def part(self, part: Part, dimension: str, indicator: Indicator) -> str:
        """What a part is called: a value of the dimension, a place, a month, or what is not broken down."""
        if part.key == REST:
            return self.texts.plain(self.language, "capaian.not_split")
        if dimension in indicator.dimensions:
            return str(self._values(indicator, dimension)[part.key][self.language])
        if dimension == MONTH:
            return self.texts.month(self.language, date.fromisoformat(f"{part.key}-01"))
        return self.place(part.key)

    def place(self, code: str) -> str:
        found = self.places.get(code)
        return found.title if found else code

    def dimension(self, key: str, indicator: Indicator) -> str:
        found = indicator.dimensions.get(key)
        return found.name[self.language] if found else self.texts.plain(self.language, f"level.{key}")

    def period(self, period: Period) -> str:
        """The year or the month by its name, any other stretch by its days."""
        if is_year(period):
            return str(period.from_on.year)
        if is_month(period):
            return self.texts.month(self.language, period.from_on)
        first, last = (self.texts.day(self.language, day) for day in (period.from_on, period.to_on))
        return first if first == last else f"{first} – {last}"

    def selection(self, achievement: Achievement) -> str:
        """The chosen values of the dimensions, after each other; empty where none was chosen."""
        names = (
            self._values(achievement.indicator, key)[value][self.language]
            for key, value in achievement.selection.items()
        )
        return ", ".join(names)

    def _values(self, indicator: Indicator, dimension: str) -> Any:
        return indicator.dimensions[dimension].values if dimension in indicator.dimensions else {}


def as_json(achievements: Sequence[Achievement], query: Query, names: Names) -> dict[str, Any]:
    """Counts and rupiah are integers, rates percent with two decimals; names are in the language of `names`."""
    period = query.period
    asked = {"from": str(period.from_on), "to": str(period.to_on), "as_of": str(period.as_of)}
    if query.known_on is not None:
        asked["known_on"] = str(query.known_on)
    return {
        "period": asked,
        "place": query.place,
        "indicators": [_one(achievement, names) for achievement in achievements],
    }


def _one(achievement: Achievement, names: Names) -> dict[str, Any]:
    indicator = achievement.indicator
    about: dict[str, Any] = {
        "code": indicator.code,
        "name": indicator.name[names.language],
        "unit": indicator.unit,
        "target": achievement.target,
        "realization": achievement.realization,
        "achievement_rate": float(achievement.rate) if achievement.rate is not None else None,
        "source": "; ".join(_sources(achievement, names)) or None,
        "breakdown": {
            dimension: [
                {"key": part.key, "name": names.part(part, dimension, indicator), "value": part.value} for part in parts
            ]
            for dimension, parts in achievement.parts.items()
        },
    }
    if achievement.selection:
        about["selection"] = dict(achievement.selection)
    if achievement.closing is not None:
        about["publication"] = achievement.closing.code
        about["known_now"] = achievement.closing.now
    return about


def _sources(achievement: Achievement, names: Names) -> list[str]:
    sources = [source.title for source in achievement.sources]
    if achievement.number.sessions:
        count = names.texts.number(names.language, achievement.number.sessions)
        sources.append(names.texts.plain(names.language, "capaian.counted", count=count))
    return sources
