"""Reports written without a command, and corrections of sessions that are logged or stored."""

import secrets
from dataclasses import replace

from bot.access import Role
from bot.books import is_mine, session_of
from bot.forms.engine import State
from bot.forms.one_line import Line
from bot.refusals import Refusal
from bot.replies import Reply, card
from bot.session_draft import key_of_message, values_of
from bot.session_flow import FORM, changed_by, fields_of, from_line, read, show, worth_asking
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
        line = read(turn, _without_command(turn.incoming.text))
        chosen = State.of(turn.draft.data).values
        doubts = {name: doubt for name, doubt in line.doubts.items() if name not in chosen or name != "place"}
        return await changed_by(turn, turn.draft, replace(line, doubts=doubts))
    session = await turn.unit.sessions.by_key(key)
    if session is None or not is_mine(turn, session):
        return None
    return await _fix_by(turn, session, read(turn, _without_command(turn.incoming.text)))


async def replied(turn: Turn) -> Reply | None:
    """Answering a stored session's card corrects it: "L 40 P 41", "tanggal 21/11"; None for any other message."""
    code = words.quoted_code(turn)
    if code is None or turn.role < Role.FACILITATOR:
        return None
    return await _fix_by(turn, await session_of(turn, code), read(turn, turn.incoming.text))


async def fix(turn: Turn) -> Reply:
    """The button that corrects a stored session, or one field of it."""
    code, field = (*turn.action, "", "")[:2]
    session = await session_of(turn, code)
    draft = _form_over(turn, session, field if field in {f.name for f in await fields_of(turn)} else None)
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return await show(turn, draft, as_new=True)


async def _fix_by(turn: Turn, session: Session, line: Line) -> Reply:
    if not line.values and not worth_asking(line):
        return card(turn.say("session.change_unread"), *words.stored_rows(turn, session))
    return await changed_by(turn, _form_over(turn, session), line)


def _form_over(turn: Turn, session: Session, field: str | None = None) -> Draft:
    """The form over a stored session: nothing changes before it is checked and a reason is given."""
    if session.state != RECORDED:
        raise Refusal("session.cancelled_already", code=session.code)
    if turn.draft is not None and turn.draft.form == FORM and "fixes" not in turn.draft.data:
        raise Refusal("session.finish_first")
    state = State(values_of(session.report), field)
    fixes = {"code": session.code, "version": session.version}
    return Draft(FORM, secrets.token_hex(5), {**state.as_json(), "fixes": fixes}, turn.now)


def _without_command(text: str) -> str:
    return text.partition(" ")[2] if text.startswith("/") else text
