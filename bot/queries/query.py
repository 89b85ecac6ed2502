"""What is asked of the figures: unambiguous, the same in the chat, on the command line and behind every button."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from content.indicators import Indicator
from content.periods import Period

PROVINCE = "53"
MONTH = "month"  # what a number is broken down by, besides its dimensions and the levels of places


@dataclass(frozen=True)
class Query:
    indicators: tuple[Indicator, ...]  # all that have a line of their own, or the one named
    period: Period
    place: str = PROVINCE
    selection: Mapping[str, str] = field(default_factory=dict)  # dimension -> the one value asked for
    by: str | None = None  # a dimension, "regency", "district", "village" or MONTH
    known_on: date | None = None  # as known at the end of this day; None: as known now
    since: date | None = None  # what changed after this day, up to `known_on`, is asked for
