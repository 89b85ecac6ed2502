"""From a query to achievements: what to read of the books, as known when, and what to derive from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.achievements.combining import LEVEL_DOTS, Known, Number, columns_of
from bot.achievements.model import Achievement, Closing, Part, with_rest
from bot.achievements.pieces import DAY, Days
from bot.achievements.stretches import end_of_day, year_before
from bot.queries import MONTH, Query
from content.indicators import Indicator
from content.places import Register
from storage import Unit
from storage.figure import Figure
from storage.publications import Publication
from storage.reach import Behind, end_of_month, whole_months


@dataclass(frozen=True)
class Moment:
    """As of when the books are read: now (None) or a past moment, with what counted then."""

    known_at: datetime | None
    unreviewed: bool


@dataclass(frozen=True)
class Reckoner:
    """Answers queries from the books of one unit."""

    unit: Unit
    places: Register
    timezone: ZoneInfo
    at: datetime | None = None  # as known at this moment, whatever the query says; nothing closed is looked for
    _read: dict[object, Any] = field(default_factory=dict)  # of the books: what all indicators of a card ask alike

    async def achieved(self, indicator: Indicator, query: Query, *, parts: bool = True) -> Achievement:
        """The achievement of one indicator, with its parts or (quicker, and the same number) without."""
        publication = await self._publication(query)
        then = await self._moment(query, publication)
        days = (query.period.from_on, query.period.to_on)
        known = await self._known(indicator, query, then, parts=parts)
        number = await self._reported(known.number(query.place, query.selection, days), query)
        of = self.unit.targets.of
        targets = await of(indicator.code, query.place, *days, query.selection, known_at=then.known_at)
        before, year_before = await self._a_year_ago(indicator, query, then)
        made_of = {figure.id for figure in number.figures}
        return Achievement(
            indicator,
            query.place,
            number,
            query.selection,
            tuple(targets),
            self._parts(known, query, number) if parts else {},
            await self._pending(query.place, number) if then.known_at is None and not query.selection else (0, 0),
            then.unreviewed,
            before,
            year_before,
            await self._closing(indicator, query, publication, parts=parts),
            tuple(f for f in known.figures if f.id not in made_of) if parts else (),
        )

    async def _reported(self, number: Number, query: Query) -> Number:
        """The number; nothing, where only sessions were to be counted and the office logged none up to that time."""
        if number.sessions != 0 or number.figures or await self.unit.reach.began_by(query.period.to_on):
            return number
        return Number()

    async def sessions_behind(self, one: Achievement, query: Query, *, most: int, skip: int = 0) -> list[Behind]:
        """The sessions a number was counted from, newest first: those that counted, as known then."""
        if not one.number.counted:
            return []
        then = await self._moment(query, await self._publication(query))
        return await self.unit.reach.sessions_behind(
            query.place,
            one.number.counted,
            most=most,
            skip=skip,
            unreviewed=then.unreviewed,
            mode=query.selection.get("mode"),
            counts=[f"{column}_count" for column in columns_of(query.selection)],
            known_at=then.known_at,
        )

    async def _publication(self, query: Query) -> Publication | None:
        """The closing that holds; none where it is asked what was known on a day."""
        if query.known_on or self.at:
            return None
        days = (query.period.from_on, query.period.to_on)
        if days not in self._read:
            self._read[days] = await self.unit.publications.covering(*days)
        found: Publication | None = self._read[days]
        return found

    async def _moment(self, query: Query, publication: Publication | None) -> Moment:
        if publication is not None:
            return Moment(publication.closed_at, publication.counts_unreviewed)
        known_at = self.at or (end_of_day(query.known_on, self.timezone) if query.known_on else None)
        if known_at not in self._read:
            self._read[known_at] = await self.unit.reviews.counts_unreviewed(known_at)
        return Moment(known_at, self._read[known_at])

    async def _closing(
        self, indicator: Indicator, query: Query, publication: Publication | None, *, parts: bool
    ) -> Closing | None:
        """What the published number, its target and its parts would be by all that is known now."""
        if publication is None:
            return None
        now = Moment(None, publication.counts_unreviewed)
        days = (query.period.from_on, query.period.to_on)
        known = await self._known(indicator, query, now, parts=parts)
        current = await self._reported(known.number(query.place, query.selection, days), query)
        targets = await self.unit.targets.of(indicator.code, query.place, *days, query.selection)
        return Closing(
            publication.code,
            publication.hash,
            publication.closed_at,
            current.value,
            targets[-1].value if targets else None,
            self._parts(known, query, current) if parts else {},
        )

    async def _known(
        self, indicator: Indicator, query: Query, then: Moment, *, parts: bool, cuts: Iterable[date] = ()
    ) -> Known:
        """What must be read to know the number, also up to each of the cuts, and, where asked for, its parts."""
        days, place = (query.period.from_on, query.period.to_on), query.place
        is_stand = indicator.over_time == "latest"
        in_force, code = self.unit.figures.in_force, indicator.code
        said = await in_force(code, place, *days, is_stand=is_stand, known_at=then.known_at)
        known = Known(indicator, said, as_of=query.period.as_of)
        if parts or not indicator.is_counted_from_sessions:
            gaps = [] if parts or is_stand else known.open_days(place, query.selection, days)
            below = [
                f
                for gap in gaps
                for f in await in_force(code, place, *days, touching=gap, below=True, known_at=then.known_at)
            ]
            if parts or is_stand or any(not _within(f, gaps) for f in below):  # then all there is of the days matters
                below = await in_force(code, place, *days, is_stand=is_stand, below=True, known_at=then.known_at)
            said = list({f.id: f for f in [*said, *below]}.values())
        known = Known(indicator, said, as_of=query.period.as_of)
        return await self._with_sessions(known, [place, *(self._below(query) if parts else [])], days, then, cuts)

    async def _with_sessions(
        self, known: Known, codes: Iterable[str], days: Days, then: Moment, cuts: Iterable[date]
    ) -> Known:
        """What sessions add up to at these places, cut where a figure begins or ends, too."""
        if not known.indicator.is_counted_from_sessions:
            return known
        until = min(days[1], known.as_of)
        edges = {*cuts, *(day for f in known.figures for day in (f.from_on, f.to_on + DAY))}
        months, stretches = whole_months(days[0], until, edges)
        levels: dict[int, list[str]] = {}
        for code in codes:
            levels.setdefault(code.count("."), []).append(code)
        cells = [
            cell
            for same in levels.values()
            for cell in await self.unit.reach.cells(
                same, months, stretches, unreviewed=then.unreviewed, known_at=then.known_at
            )
        ]
        return Known(known.indicator, known.figures, cells, known.as_of)

    def _below(self, query: Query) -> list[str]:
        """The codes of the places a number is to be broken down by."""
        depth = LEVEL_DOTS.get(query.by or "", 0) - query.place.count(".")
        codes = [query.place] if depth > 0 else []
        for _ in range(depth):
            codes = [child.code for code in codes for child in self.places.children(code)]
        return codes

    def _parts(self, known: Known, query: Query, number: Number) -> dict[str, tuple[Part, ...]]:
        """The parts by each dimension, by place where that is asked for or usual, and by month where asked for."""
        if number.value is None:
            return {}
        indicator, days = known.indicator, (query.period.from_on, query.period.to_on)
        parts = {
            key: [
                Part(value, known.number(query.place, {**query.selection, key: value}, days).value)
                for value in dimension.values
            ]
            for key, dimension in indicator.dimensions.items()
            if key not in query.selection
        }
        levels = (query.by, indicator.by_place, indicator.list_of)
        level = next((one for one in levels if LEVEL_DOTS.get(one or "", 0) > query.place.count(".")), None)
        if level is not None:
            mentioned = {".".join(f.place_code.split(".")[: LEVEL_DOTS[level] + 1]) for f in known.figures}
            all_there_are = () if indicator.by_place else self._below(query)  # a list has no places but those on it
            codes = {code for code in (*all_there_are, *mentioned) if code.count(".") == LEVEL_DOTS[level]}
            parts[level] = [Part(code, known.number(code, query.selection, days).value) for code in sorted(codes)]
        if query.by == MONTH and indicator.over_time == "sum":
            parts[MONTH] = self._months(known, query)
        return {key: with_rest(_said(mine, key), number.value) for key, mine in parts.items()}

    def _months(self, known: Known, query: Query) -> list[Part]:
        months, stretches = whole_months(query.period.from_on, query.period.as_of)
        ends = [(month, end_of_month(month)) for month in months]
        parts = sorted([*ends, *stretches])
        return [Part(f"{d[0]:%Y-%m}", known.number(query.place, query.selection, d).value) for d in parts]

    async def _a_year_ago(self, indicator: Indicator, query: Query, then: Moment) -> tuple[int | None, int | None]:
        """The number of the same days a year ago, where no figure straddles them; and that of the whole period."""
        period = query.period
        first, last, as_of = (year_before(day) for day in (period.from_on, period.to_on, period.as_of))
        past = Query(query.indicators, type(period)(first, last, last), query.place, query.selection)
        if then.known_at is None and (published := await self._publication(past)) is not None:
            then = Moment(published.closed_at, published.counts_unreviewed)
        known = await self._known(indicator, past, then, parts=False, cuts=(as_of + DAY,))
        whole = _value(known.number(query.place, query.selection, (first, last)))
        straddling = any(f.from_on <= as_of < f.to_on for f in known.direct(query.place, query.selection))
        if indicator.over_time == "sum" and straddling:
            return None, whole
        return _value(known.number(query.place, query.selection, (first, as_of))), whole

    async def _pending(self, place: str, number: Number) -> tuple[int, int]:
        found = [await self.unit.reach.pending(place, *days) for days in number.counted]
        return sum(people for people, _ in found), sum(sessions for _, sessions in found)


def _value(number: Number) -> int | None:
    """The number; unknown where only sessions were to be counted and there was none: the bot may be younger."""
    return None if number.sessions == 0 and not number.figures else number.value


def _within(figure: Figure, gaps: Iterable[Days]) -> bool:
    return any(first <= figure.from_on and figure.to_on <= last for first, last in gaps)


def _said(parts: list[Part], key: str) -> list[Part]:
    """Places and months are listed with nothing said of them; of dimensions, only the values that are known."""
    if key in LEVEL_DOTS or key == MONTH:
        return parts
    return [part for part in parts if part.value is not None]
