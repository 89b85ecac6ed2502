"""The books of figures as a turn opens them: to reckon numbers, or to state them for files that go to others."""

from datetime import datetime

from bot.achievements import Reckoner
from bot.achievements.names import Names
from bot.achievements.statement import Stating
from bot.turn import Turn


def reckoner_of(turn: Turn, at: datetime | None = None) -> Reckoner:
    """Numbers as known now, or as known at a moment."""
    return Reckoner(turn.unit, turn.library.places, turn.house.timezone, at)


def stating_of(turn: Turn, at: datetime | None = None) -> Stating:
    """Statements in Indonesian, whatever the person chose: files go to others."""
    names = Names(turn.house.texts, turn.library.places)
    return Stating(reckoner_of(turn, at), names, turn.library.indicators, at or turn.now)
