"""What makes a session worth a second look. Each flag is a reason to ask, never a verdict: people decide.

Nothing here is learnt or weighted; every flag can be said in one sentence with its numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from statistics import median

FEWEST = 3  # earlier sessions of a village that make a measure
TIMES, MORE = 3, 50  # far above: beyond three times the median, and by more than fifty people
HUGE = 500  # people, where nothing is known of the village
SPLIT = 30  # people of whom all are men, or all women
LATE = 14  # days between the session and its report
ROUND_OF, ROUND_SHARE = 6, 0.8  # sessions of a reporter, and the share of totals that end in 0


class Severity(IntEnum):
    """How much a flag weighs; the heavier ones are told first."""

    NOTICE = 1
    DOUBT = 2


@dataclass(frozen=True)
class Flag:
    key: str
    severity: Severity
    values: Mapping[str, int | tuple[str, ...]] = field(default_factory=dict)  # for its sentence


@dataclass(frozen=True)
class Case:
    """A session with what the books hold beside it. Totals are numbers of people."""

    held_on: date
    received_on: date
    place_code: str
    men: int = 0
    women: int = 0
    unspecified: int = 0
    village_totals: Sequence[int] = ()  # of sessions there on earlier days
    reporter_totals: Sequence[int] = ()  # of the reporter's sessions before this one
    elsewhere: Sequence[str] = ()  # codes of other places where the reporter was on that day
    twins: Sequence[str] = ()  # sessions that may be the same event
    is_orphan: bool = False  # left out for a twin that was cancelled since
    from_document: bool = False  # imported: it is late, and has no reporter whose habits could tell

    @property
    def total(self) -> int:
        return self.men + self.women + self.unspecified


def flags_of(case: Case) -> tuple[Flag, ...]:
    """The flags of a session, the heaviest first; the same for the same case."""
    return tuple(sorted(_flags(case), key=lambda flag: -flag.severity))


def _flags(case: Case) -> Iterator[Flag]:
    if case.is_orphan:
        yield Flag("orphan", Severity.DOUBT)
    if case.twins:
        yield Flag("twin", Severity.DOUBT, {"codes": tuple(case.twins)})
    yield from _of_size(case)
    if (case.men == 0) != (case.women == 0) and case.men + case.women >= SPLIT:
        yield Flag("one_sex", Severity.NOTICE, {"men": case.men, "women": case.women})
    if not case.from_document:
        yield from _of_reporter(case)


def _of_size(case: Case) -> Iterator[Flag]:
    """Against the village's own history: what is usual in a town is far too much for a hamlet."""
    if case.total == 0:
        yield Flag("empty", Severity.DOUBT)
    if len(case.village_totals) < FEWEST:
        if case.total >= HUGE:
            yield Flag("huge", Severity.DOUBT, {"total": case.total, "limit": HUGE})
        return
    usual = median(case.village_totals)
    if case.total > TIMES * usual and case.total > usual + MORE:
        values = {"total": case.total, "usual": int(usual + 0.5), "sessions": len(case.village_totals)}
        yield Flag("far_above", Severity.DOUBT, values)


def _of_reporter(case: Case) -> Iterator[Flag]:
    away = tuple(code for code in case.elsewhere if _regency(code) != _regency(case.place_code))
    if away:
        yield Flag("two_places", Severity.DOUBT, {"places": away})
    days = (case.received_on - case.held_on).days
    if days > LATE:
        yield Flag("late", Severity.NOTICE, {"days": days})
    totals = [total for total in (*case.reporter_totals, case.total) if total]
    ending_in_0 = sum(total % 10 == 0 for total in totals)
    if len(totals) >= ROUND_OF and ending_in_0 > ROUND_SHARE * len(totals):
        yield Flag("rounded", Severity.NOTICE, {"count": ending_in_0, "sessions": len(totals)})


def _regency(code: str) -> str:
    return ".".join(code.split(".")[:2])
