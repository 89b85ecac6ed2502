"""Figures against targets: how numbers combine, what is read for a query, what a number is worth beside its target."""

from bot.achievements.combining import Number
from bot.achievements.model import REST, Achievement, Closing, Part, achievement_rate
from bot.achievements.reckoning import Reckoner

__all__ = ["REST", "Achievement", "Closing", "Number", "Part", "Reckoner", "achievement_rate"]
