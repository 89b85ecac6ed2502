"""Sessions that are stored: one's own list, a session's card, cancelling with a reason, bringing it back."""

import secrets

from bot.access import Role
from bot.books import session_of
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Reply, act, card
from bot.turn import Turn
from bot.words import sessions as words
from storage.drafts import Draft
from storage.sessions import CANCELLED, RECORDED, Session, StaleVersion

FORM = "session_cancel"
LISTED = 10
REASONS = ("mistake", "twice", "not_held")


async def mine(turn: Turn) -> Reply:
    """/sesi_saya: what I logged last, each with its code."""
    turn.require(Role.FACILITATOR)
    logged = await turn.unit.sessions.of(turn.person.telegram_id, most=LISTED)
    if not logged:
        return card(turn.say("session.none_yet"), (Button(turn.plain("button.log_session"), act("session_new")),))
    rows = [(Button(words.short(turn, session), act("session", session.code)),) for session in logged]
    return card(turn.say("session.mine"), *rows, in_place=turn.pressed)


async def show(turn: Turn) -> Reply:
    session = await session_of(turn, turn.action[0] if turn.action else "")
    return card(await words.stored(turn, session), *words.stored_rows(turn, session), in_place=True)


async def ask_to_cancel(turn: Turn) -> Reply:
    """Cancelling asks why; a few reasons are one tap away, any other is typed."""
    session = await session_of(turn, turn.action[0] if turn.action else "")
    _require(session, RECORDED)
    if turn.draft is not None and turn.draft.form == words.FORM:
        raise Refusal("session.finish_first")
    draft = Draft(FORM, secrets.token_hex(5), {"code": session.code, "version": session.version}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    rows = [
        (Button(turn.plain(f"reason.{reason}"), act("session_reason", session.code, reason)),) for reason in REASONS
    ]
    back = (Button(turn.plain("button.keep"), act("session_keep", session.code)),)
    return card(turn.say("session.cancel_why", code=session.code), *rows, back, in_place=True)


async def keep(turn: Turn) -> Reply:
    """Not cancelled after all."""
    if turn.draft is not None and turn.draft.form == FORM:
        await turn.unit.drafts.discard(turn.person.telegram_id)
    return await show(turn)


async def cancel_for_reason(turn: Turn) -> Reply:
    """A reason tapped, or the typed one confirmed."""
    code, reason = (*turn.action, "", "")[:2]
    draft = _open_draft(turn)
    if reason in REASONS:
        return await _cancel(turn, draft, code, turn.plain(f"reason.{reason}"))
    if reason == "typed" and draft.data.get("reason"):
        return await _cancel(turn, draft, code, draft.data["reason"])
    raise button_is_old()


async def reason_typed(turn: Turn) -> Reply:
    """A typed reason is shown first: it may have been meant for something else."""
    draft = _open_draft(turn)
    code, reason = draft.data["code"], turn.incoming.text.strip()[:200]
    kept = Draft(FORM, draft.key, {**draft.data, "reason": reason}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, kept)
    yes = Button(turn.plain("button.cancel_session"), act("session_reason", code, "typed"))
    no = Button(turn.plain("button.keep"), act("session_keep", code))
    return card(turn.say("session.cancel_sure", code=code, reason=reason), (yes, no))


async def restore(turn: Turn) -> Reply:
    """Bring a cancelled session back, as it was; the version on the button is the one that is undone."""
    code, version = (*turn.action, "", "")[:2]
    session = await session_of(turn, code)
    _require(session, CANCELLED)
    if version != str(session.version):
        raise Refusal("session.changed_meanwhile", code=code)
    me, reason = turn.person.telegram_id, turn.plain("reason.restored")
    try:
        back = await turn.unit.sessions.correct(session, session.report, reason=reason, by=me, now=turn.now)
    except StaleVersion:
        raise Refusal("session.changed_meanwhile", code=code) from None
    await turn.unit.audit.note(me, "restore_session", f"session:{code}", turn.now, version=back.version)
    return card(await words.stored(turn, back), *words.stored_rows(turn, back), in_place=True)


async def _cancel(turn: Turn, draft: Draft, code: str, reason: str) -> Reply:
    session = await session_of(turn, code)
    if code != draft.data["code"]:
        raise button_is_old()
    _require(session, RECORDED)
    if session.version != draft.data["version"]:
        raise Refusal("session.changed_meanwhile", code=code)
    me = turn.person.telegram_id
    try:
        cancelled = await turn.unit.sessions.cancel(session, reason=reason, by=me, now=turn.now)
    except StaleVersion:
        raise Refusal("session.changed_meanwhile", code=code) from None
    await turn.unit.drafts.discard(me)
    await turn.unit.audit.note(me, "cancel_session", f"session:{code}", turn.now, version=cancelled.version)
    return card(await words.stored(turn, cancelled), *words.stored_rows(turn, cancelled), in_place=True)


def _open_draft(turn: Turn) -> Draft:
    if turn.draft is None or turn.draft.form != FORM:
        raise button_is_old()
    return turn.draft


def _require(session: Session, state: str) -> None:
    if session.state != state:
        key = "session.cancelled_already" if state == RECORDED else "session.not_cancelled"
        raise Refusal(key, code=session.code)
