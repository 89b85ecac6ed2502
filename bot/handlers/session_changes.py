"""Reports written without a command, and corrections of sessions that are logged or stored."""

import secrets
from collections.abc import Mapping
from typing import Any

from bot.access import Role
from bot.books import is_mine, session_of
from bot.forms.engine import State
from bot.refusals import Refusal
from bot.replies import Reply, card
from bot.session_draft import key_of_message, merged, values_of
from bot.session_flow import FORM, fields_of, from_line, read, show
from bot.turn import Turn
from bot.words import sessions as words
from storage.drafts import Draft
from storage.sessions import RECORDED, Session


async def reported(turn: Turn) -> Reply | None:
    """A report written without any command: who came and where is enough to know it; None for anything else."""
    if turn.role < Role.FACILITATOR:
        return None
    line = read(turn, turn.incoming.text)
    told = {*line.values, *line.doubts}
    return await from_line(turn, line) if {"people", "place"} <= told else None


async def edited(turn: Turn) -> Reply | None:
    """The report's own message was changed: the open form follows it, a stored session is corrected after a check."""
    key = key_of_message(turn)
    if turn.role < Role.FACILITATOR:
        return None
    if turn.draft is not None and turn.draft.key == key:
        return await from_line(turn, read(turn, _without_command(turn.incoming.text)))
    session = await turn.unit.sessions.by_key(key)
    if session is None or not is_mine(turn, session):
        return None
    return await _fix(turn, session, read(turn, _without_command(turn.incoming.text)).values)


async def replied(turn: Turn) -> Reply | None:
    """Answering a stored session's card corrects it: "L 40 P 41", "tanggal 21/11"; None for any other message."""
    code = words.code_in(turn.incoming.quoted.text) if turn.incoming.quoted and turn.incoming.quoted.is_ours else None
    if code is None or turn.role < Role.FACILITATOR:
        return None
    session = await session_of(turn, code)
    changes = read(turn, turn.incoming.text).values
    if not changes:
        return card(turn.say("session.change_unread"), *words.stored_rows(turn, session))
    return await _fix(turn, session, changes)


async def fix(turn: Turn) -> Reply:
    """The button that corrects a stored session, or one field of it."""
    code, field = (*turn.action, "", "")[:2]
    session = await session_of(turn, code)
    return await _fix(turn, session, {}, field if field in {f.name for f in await fields_of(turn)} else None)


async def _fix(turn: Turn, session: Session, changes: Mapping[str, Any], field: str | None = None) -> Reply:
    """The form over a stored session: nothing changes before it is checked and a reason is given."""
    if session.state != RECORDED:
        raise Refusal("session.cancelled_already", code=session.code)
    if turn.draft is not None and turn.draft.form == FORM and "fixes" not in turn.draft.data:
        raise Refusal("session.finish_first")
    state = State(merged(values_of(session.report), changes), field)
    fixes = {"code": session.code, "version": session.version}
    draft = Draft(FORM, secrets.token_hex(5), {**state.as_json(), "fixes": fixes}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return await show(turn, draft, as_new=True)


def _without_command(text: str) -> str:
    return text.partition(" ")[2] if text.startswith("/") else text
