"""What was not understood whole, said back with what may be tapped instead. Nothing is guessed."""

from datetime import date
from typing import Any

from bot.achievements.buttons import packed_day, query_button
from bot.i18n import EscapedHtml
from bot.queries import Query, Unclear
from bot.replies import Button, Row
from bot.turn import Turn

MOST_CHOICES = 8


def asked_back(turn: Turn, unclear: Unclear[Query], words: str) -> tuple[EscapedHtml, list[Row]]:
    """Why a question was not answered, and the queries it may have meant."""
    buttons = [Button(label, query_data(query)) for label, query in unclear.choices[:MOST_CHOICES]]
    return reason(turn, unclear, words, "capaian.examples"), [(button,) for button in buttons]


def reason(turn: Turn, unclear: Unclear[Any], words: str, examples: str) -> EscapedHtml:
    """What stands in the way, with examples of what is understood where nothing can be tapped."""
    values = {name: _shown(turn, value) for name, value in unclear.values.items()}
    unread = ", ".join(unclear.unread)[:80]
    told = turn.say(unclear.key, **{"unread": unread, "words": words[:80], **values})
    return told if unclear.choices else EscapedHtml(f"{told}\n\n{turn.say(examples)}")


def query_data(query: Query) -> str:
    """The data of a button that asks it: for a number, or for why it changed."""
    if query.since is not None:
        return query_button("figw", query, packed_day(query.since))
    return query_button("fig", query)


def _shown(turn: Turn, value: object) -> object:
    if isinstance(value, date):
        return turn.day(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(str(_shown(turn, one)) for one in value)
    return turn.number(value) if isinstance(value, int) else value
