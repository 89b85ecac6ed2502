"""The session form as it goes: filled in from a message, moved on by an answer, shown with what is due."""

from collections.abc import Mapping
from typing import Any

from bot.access import Role
from bot.forms.engine import Asked, Field, State
from bot.forms.one_line import Line, read_line
from bot.forms.session import DETAILS, session_fields
from bot.refusals import Refusal
from bot.replies import Reply, card
from bot.session_draft import key_of_message, merged, report_of
from bot.short_forms import ENTRIES
from bot.turn import IncomingFile, Turn
from bot.words import sessions as words
from storage.drafts import Draft
from storage.evidence import Evidence

FORM = words.FORM
RECENT = 6


async def open_form(turn: Turn, key: str, values: Mapping[str, Any], **data: Any) -> Reply:
    _require_free(turn)
    draft = Draft(FORM, key, {**State(values).as_json(), **data}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return await show(turn, draft)


async def from_line(turn: Turn, line: Line) -> Reply:
    """The form filled in from one message: what is doubtful is asked, then what is missing, then the card."""
    turn.require(Role.FACILITATOR)
    _require_free(turn)
    if turn.draft is not None and turn.draft.form == FORM and turn.draft.key != key_of_message(turn):
        return await show(turn, turn.draft, opening=turn.say("session.resumed"))
    last = await turn.unit.sessions.of(turn.person.telegram_id, most=1)
    usual = {"mode": last[0].report.mode} if last else {}
    values = merged({"materials": [], **usual}, line.values)
    known = {name: value for name, value in values.items() if name not in line.doubts}
    draft = Draft(FORM, key_of_message(turn), {"rest": line.rest}, turn.now)
    if (file := turn.incoming.file) is not None:  # the report was the caption of its first picture
        await keep_file(turn, draft.key, file)
        draft.data["album"] = turn.incoming.album
    return await _ask_or_show(turn, draft, State(known), line.doubts)


def _require_free(turn: Turn) -> None:
    """An entry of figures that is open is not lost for a session."""
    if turn.draft is not None and turn.draft.form in ENTRIES:
        raise Refusal("form.finish_first")


async def changed_by(turn: Turn, draft: Draft, line: Line) -> Reply:
    """The form with what a message says over it; what is doubtful in it is asked, and stays as it was till then."""
    return await _ask_or_show(turn, draft, State(merged(State.of(draft.data).values, line.values)), worth_asking(line))


def worth_asking(line: Line) -> dict[str, Asked]:
    """The doubts of a message that changes something; an unknown word is no place that was meant."""
    return {name: doubt for name, doubt in line.doubts.items() if doubt.options or name != "place"}


async def _ask_or_show(turn: Turn, draft: Draft, state: State, doubts: Mapping[str, Asked]) -> Reply:
    doubtful = next((name for name in ("place", "held_on", "mode", "people") if name in doubts), None)
    state = state if doubtful is None else state.correct(doubtful)
    filled = Draft(FORM, draft.key, {**draft.data, **state.as_json()}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, filled)
    if doubtful is None:
        return await show(turn, filled)
    html, rows = words.problem(turn, draft.key, doubtful, doubts[doubtful])
    return card(html, *rows)


async def keep_file(turn: Turn, key: str, file: IncomingFile) -> bool:
    """Keep a picture or document with the session of this submission key; False where it was kept before."""
    piece = Evidence(file.kind, file.file_id, file.unique_id)
    return await turn.unit.evidence.add(key, piece, by=turn.person.telegram_id, now=turn.now)


async def move(turn: Turn, draft: Draft, state: State) -> Reply:
    data = {name: value for name, value in draft.data.items() if name not in {"asks_why", "why"}}
    moved = Draft(draft.form, draft.key, {**data, **state.as_json()}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, moved)
    return await show(turn, moved)


async def show(turn: Turn, draft: Draft, *, opening: str = "", as_new: bool = False) -> Reply:
    """The question that is due, or the card to check."""
    fields, state = await fields_of(turn), State.of(draft.data)
    asked = state.asking(fields)
    if asked is None:
        html, rows = await words.check_card(turn, draft, report_of(state.values))
    else:
        known = await _near_places(turn) if asked.name == "place" else await last_said(turn, asked.name)
        html, rows = words.question(turn, draft.key, fields, asked, state, known=known)
    in_place = turn.pressed and not opening and not as_new
    return card(f"{opening}\n\n{html}" if opening else html, *rows, in_place=in_place)


async def fields_of(turn: Turn) -> tuple[Field, ...]:
    return session_fields(turn.library.places, turn.person.places, turn.today)


def read(turn: Turn, text: str) -> Line:
    return read_line(text, turn.library.places, turn.person.places, turn.today)


async def last_said(turn: Turn, name: str) -> list[str]:
    """What this facilitator wrote in a field of their last session, to be taken again with a tap; none or one."""
    last = await turn.unit.sessions.of(turn.person.telegram_id, most=1) if name in DETAILS else []
    return [session.report.details[name] for session in last if session.report.details.get(name)]


async def _near_places(turn: Turn) -> list[str]:
    """The villages this facilitator used last, then those they serve."""
    recent = await turn.unit.sessions.places_of(turn.person.telegram_id, most=RECENT)
    own = [code for code in turn.person.places if code.count(".") == 3]
    return list(dict.fromkeys([*recent, *own]))[:RECENT]
