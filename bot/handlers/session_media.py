"""Photographs, documents and places sent while a session is logged, or in answer to its card."""

from bot.access import Role
from bot.books import session_of
from bot.forms.engine import State
from bot.replies import SILENCE, Button, Reply, act, card
from bot.session_flow import keep_file
from bot.turn import Turn
from bot.words import sessions as words
from storage.drafts import Draft


async def add_file(turn: Turn) -> Reply | None:
    """Keep the file with the session it belongs to; None where it belongs to none."""
    key = await _key(turn)
    if key is None or turn.incoming.file is None:
        return None
    is_new = await keep_file(turn, key, turn.incoming.file)
    if await _is_same_album(turn):
        return SILENCE  # ten photographs sent together are thanked for once
    count = await turn.unit.evidence.count(key)
    return card(turn.say("evidence.kept" if is_new else "evidence.known", count=count))


async def locate(turn: Turn) -> Reply | None:
    """Where the facilitator stands: the known villages near by are one tap away, and this one will be known later."""
    draft, spot = _open_form(turn), turn.incoming.location
    if draft is None or spot is None or "fixes" in draft.data:
        return None
    kept = Draft(draft.form, draft.key, {**draft.data, "location": list(spot)}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, kept)
    if "place" in State.of(draft.data).values:
        return card(turn.say("place.noted"))
    near = await turn.unit.positions.nearest(*spot)
    rows = [(Button(turn.place(code)[:60], act("form", draft.key, "place", code)),) for code in near]
    return card(turn.say("place.near" if near else "place.unknown_here"), *rows)


def _open_form(turn: Turn) -> Draft | None:
    is_open = turn.draft is not None and turn.draft.form == words.FORM and turn.role >= Role.FACILITATOR
    return turn.draft if is_open else None


async def _key(turn: Turn) -> str | None:
    """The submission key of the session a file belongs to."""
    code = words.quoted_code(turn)
    if code is not None and turn.role >= Role.FACILITATOR:
        return (await session_of(turn, code)).submission_key
    draft = _open_form(turn)
    if draft is None:
        return None
    if "fixes" in draft.data:
        return (await session_of(turn, draft.data["fixes"]["code"])).submission_key
    return draft.key


async def _is_same_album(turn: Turn) -> bool:
    """Whether another picture of the same album came before; the form remembers the last one."""
    draft, album = _open_form(turn), turn.incoming.album
    if draft is None or album is None:
        return False
    if draft.data.get("album") == album:
        return True
    await turn.unit.drafts.put(
        turn.person.telegram_id, Draft(draft.form, draft.key, {**draft.data, "album": album}, draft.changed_at)
    )
    return False
