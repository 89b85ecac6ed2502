"""Forms of one message: what somebody writes next is a question for staff, an offer, or a word to the other side.

They last half an hour. What is written later is read as if no form were open, and the form is forgotten.
"""

import secrets
from datetime import timedelta
from typing import Any

from bot.refusals import Refusal
from bot.turn import Turn
from storage.drafts import Draft

QUESTION, OFFER, TICKET, REVIEW = "question", "offer", "ticket", "review_return"
CLOSING, RELEASE = "closing", "release"
FIGURE, TARGET = "figure", "target"
ENTRIES = frozenset({FIGURE, TARGET})  # of figures and targets: work that nothing else may replace
SHORT = frozenset({QUESTION, OFFER, TICKET, REVIEW, CLOSING, RELEASE})
LAST = timedelta(minutes=30)


def is_over(turn: Turn, draft: Draft) -> bool:
    """Whether the draft is a short form that nobody remembers any more."""
    return draft.form in SHORT and turn.now - draft.changed_at > LAST


def may_open(turn: Turn) -> bool:
    """Whether no other work would be lost: a short form may replace another, never a session being logged."""
    return turn.draft is None or turn.draft.form in SHORT


async def open_for(turn: Turn, telegram_id: int, form: str, **data: Any) -> None:
    """Open it for somebody else, who was just written to: what they type next is their reply."""
    opened = await turn.unit.drafts.of(telegram_id)
    if opened is None or opened.form in SHORT:
        await turn.unit.drafts.put(telegram_id, Draft(form, secrets.token_hex(5), data, turn.now))


async def open_short(turn: Turn, form: str, **data: Any) -> Draft:
    """Open it; refused while a form with work in it is open."""
    if not may_open(turn):
        raise Refusal("form.finish_first")
    draft = Draft(form, secrets.token_hex(5), data, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return draft
