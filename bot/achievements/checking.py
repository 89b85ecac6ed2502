"""What speaks against a figure before it is stored: the future, a closed period, parts above their whole.

Pure but for what it asks of the unit; a constraint of the database decides in the end whether a revision is new.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.achievements.combining import Known
from content.indicators import Indicator
from storage import Unit
from storage.figure import CANCELLED, CUMULATIVE, FLOW, SNAPSHOT, Figure
from storage.publications import Publication

KINDS = {"sum": (FLOW, CUMULATIVE), "latest": (SNAPSHOT,)}  # that add up as their indicator does, the usual one first


@dataclass(frozen=True)
class Objection:
    """Why a figure is not taken, as a message of the catalogue; one that `may_pass` only needs a reason."""

    key: str
    values: Mapping[str, object]
    may_pass: bool = False


@dataclass(frozen=True)
class Judged:
    """A figure with what stands in its place now and what speaks against it."""

    figure: Figure
    standing: Figure | None  # of the same number, the latest revision
    objections: tuple[Objection, ...] = ()
    closed_in: Publication | None = None

    @property
    def is_known(self) -> bool:
        return self.stands and self.standing is not None and self.standing.says == self.figure.says

    @property
    def stands(self) -> bool:
        return self.standing is not None and self.standing.state != CANCELLED

    @property
    def needs_reason(self) -> bool:
        return (self.stands and not self.is_known) or self.closed_in is not None


async def judged(unit: Unit, indicator: Indicator, figures: Sequence[Figure], today: date) -> list[Judged]:
    """Each figure beside the books and beside the others that are to be stored with it, all of one indicator."""
    found = []
    for figure in figures:
        standing = await unit.figures.standing(figure)
        closed_in = await unit.publications.covering(figure.from_on, figure.to_on)
        objections = [*_of_itself(indicator, figure, today), *await _of_the_books(unit, indicator, figure, figures)]
        found.append(Judged(figure, standing, tuple(objections), closed_in))
    return found


def _of_itself(indicator: Indicator, figure: Figure, today: date) -> Iterator[Objection]:
    if figure.to_on > today:
        yield Objection("figure.future", {})
    if figure.kind not in KINDS[indicator.over_time]:
        yield Objection("figure.kind", {})
    if indicator.is_counted_from_sessions and "." in figure.place_code:
        yield Objection("figure.counted", {})
    if indicator.list_of == "village" and figure.place_code.count(".") == 3 and (figure.value or 0) > 1:
        yield Objection("figure.one_village", {})


async def _of_the_books(
    unit: Unit, indicator: Indicator, figure: Figure, beside: Sequence[Figure]
) -> Iterator[Objection]:
    """What the books say against a figure: those of its years, and the figures that are to be stored with it."""
    years = date(figure.from_on.year, 1, 1), date(figure.to_on.year, 12, 31)
    stored = await unit.figures.in_force(
        indicator.code, figure.place_code[:2], *years, is_stand=indicator.over_time == "latest", below=True
    )
    return against(indicator, figure, [*(f for f in stored if not any(_is_same(f, new) for new in beside)), *beside])


def against(indicator: Indicator, figure: Figure, books: Sequence[Figure]) -> Iterator[Objection]:
    """Other kinds of the same number; parts that go beyond a whole, whichever of them is new."""
    if figure.value is not None:
        yield from _twice(figure, books)
        yield from _beyond(indicator, figure, books)


def _is_same(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and _about(one) == _about(other)


def _about(figure: Figure) -> tuple[object, ...]:
    return figure.place_code, figure.from_on, figure.to_on, dict(figure.dimensions)


def _twice(figure: Figure, books: Sequence[Figure]) -> Iterator[Objection]:
    if any(_about(f) == _about(figure) and f.kind != figure.kind for f in books):
        yield Objection("figure.other_kind", {})


def _beyond(indicator: Indicator, figure: Figure, books: Sequence[Figure]) -> Iterator[Objection]:
    """The first whole that its parts would exceed, among those the figure is part of and the figure itself."""
    for whole in books:
        if whole.value is None or not _contains(indicator, whole, figure):
            continue
        days = (whole.from_on, whole.to_on)
        parts = Known(indicator, [f for f in books if f is not whole and _contains(indicator, whole, f)])
        sums = [parts.number(whole.place_code, whole.dimensions, days).value or 0]
        sums += [
            sum(parts.number(*node, days).value or 0 for node in nodes)
            for _, nodes in parts.partitions(whole.place_code, whole.dimensions)
        ]
        if max(sums) > whole.value:
            yield Objection("figure.beyond", {"whole": whole, "parts": max(sums)})
            return


def _contains(indicator: Indicator, whole: Figure, part: Figure) -> bool:
    """Whether a figure speaks of days, a place and dimensions that lie within those of another.

    Stands are parts of a stand of the same day; of a list, whatever joined it until then.
    """
    is_in_time = whole.from_on <= part.from_on and part.to_on <= whole.to_on
    if part.kind == SNAPSHOT:
        is_in_time = part.to_on <= whole.to_on if indicator.list_of else part.to_on == whole.to_on
    is_in_place = f"{part.place_code}.".startswith(f"{whole.place_code}.")
    return is_in_time and is_in_place and whole.dimensions.items() <= part.dimensions.items()


def clamped(figure: Figure, today: date) -> Figure:
    """A figure of a period that still runs speaks of its days up to today."""
    return replace(figure, to_on=today) if figure.from_on <= today < figure.to_on else figure
