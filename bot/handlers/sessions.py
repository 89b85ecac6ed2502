"""Outreach sessions: the form, the card to check, storing once, one's own list, cancelling with a reason."""

import secrets
from datetime import date

from bot.access import Role
from bot.forms.engine import Accepted, Answer, Field, State
from bot.forms.session import session_fields
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, Reply, act, card
from bot.turn import Turn
from bot.words import sessions as words
from storage.drafts import Draft
from storage.sessions import RECORDED, Report, Session, StaleVersion

FORM, REASON_FORM = "session", "session_cancel"
RECENT, LISTED = 6, 10
REASONS = ("mistake", "twice", "not_held")


async def begin(turn: Turn) -> Reply:
    """/sesi: open the form, or go on with the one that is open."""
    turn.require(Role.FACILITATOR)
    if turn.draft is not None and turn.draft.form == FORM:
        return await _show(turn, turn.draft, opening=turn.say("session.resumed"))
    draft = Draft(FORM, secrets.token_hex(5), State().as_json(), turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return await _show(turn, draft)


async def typed(turn: Turn) -> Reply:
    """Text while the form is open answers the field it asks."""
    turn.require(Role.FACILITATOR)
    draft = _open_draft(turn)
    fields, state = await _fields(turn), State.of(draft.data)
    asked = state.asking(fields)
    if asked is None:
        return card(turn.say("session.tap_card"), *words.card_rows(turn, draft.key))
    return await _take(turn, draft, asked, asked.read(turn.incoming.text, state.values.get(asked.name)))


async def tapped(turn: Turn) -> Reply:
    """A button of the form: an answer, a correction, back, or save."""
    turn.require(Role.FACILITATOR)
    key, name, *raw = (*turn.action, "", "")
    if name == "save":
        return await _save(turn, key)
    draft = _open_draft(turn, key)
    fields, state = await _fields(turn), State.of(draft.data)
    if name == "back":
        return await _move(turn, draft, state.back(fields))
    if name == "correct" and raw[0] in {asked.name for asked in fields}:
        return await _move(turn, draft, state.correct(raw[0]))
    asked = next((asked for asked in fields if asked.name == name), None)
    if asked is None:
        raise button_is_old()
    before = words.ticked(state) if name == "materials" else state.values.get(name)
    return await _take(turn, draft, asked, asked.choose(raw[0], before))


def takes_a_story(turn: Turn) -> bool:
    """Whether the open form asks for free words, in which a call for help may be a report of one."""
    if turn.draft is None or turn.draft.form != FORM:
        return False
    state = State.of(turn.draft.data)
    return state.correcting == "note" or (state.correcting is None and "materials" in state.values)


async def mine(turn: Turn) -> Reply:
    """/sesi_saya: what I logged last, each with its code."""
    turn.require(Role.FACILITATOR)
    logged = await turn.unit.sessions.of(turn.person.telegram_id, most=LISTED)
    if not logged:
        return card(turn.say("session.none_yet"), (Button(turn.plain("button.log_session"), act("session_new")),))
    rows = [(Button(words.short(turn, session), act("session", session.code)),) for session in logged]
    return card(turn.say("session.mine"), *rows, in_place=turn.pressed)


async def show(turn: Turn) -> Reply:
    session = await _session(turn)
    return card(words.stored(turn, session), *words.stored_rows(turn, session), in_place=True)


async def ask_to_cancel(turn: Turn) -> Reply:
    """Cancelling asks why; a few reasons are one tap away, any other is typed."""
    session = await _session(turn)
    _require_cancellable(turn, session)
    draft = Draft(REASON_FORM, secrets.token_hex(5), {"code": session.code, "version": session.version}, turn.now)
    if turn.draft is not None and turn.draft.form == FORM:
        raise Refusal("session.finish_first")
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    rows = [
        (Button(turn.plain(f"reason.{reason}"), act("session_reason", session.code, reason)),) for reason in REASONS
    ]
    back = (Button(turn.plain("button.keep"), act("session_keep", session.code)),)
    return card(turn.say("session.cancel_why", code=session.code), *rows, back, in_place=True)


async def keep(turn: Turn) -> Reply:
    """Not cancelled after all."""
    if turn.draft is not None and turn.draft.form == REASON_FORM:
        await turn.unit.drafts.discard(turn.person.telegram_id)
    return await show(turn)


async def cancel_for_reason(turn: Turn) -> Reply:
    """A reason tapped, or the typed one confirmed."""
    code, reason = (*turn.action, "", "")[:2]
    draft = _open_draft(turn, form=REASON_FORM)
    if reason in REASONS:
        return await _cancel(turn, draft, code, turn.plain(f"reason.{reason}"))
    if reason == "typed" and draft.data.get("reason"):
        return await _cancel(turn, draft, code, draft.data["reason"])
    raise button_is_old()


async def reason_typed(turn: Turn) -> Reply:
    """A typed reason is shown first: it may have been meant for something else, and cancelling is for good."""
    draft = _open_draft(turn, form=REASON_FORM)
    code, reason = draft.data["code"], turn.incoming.text.strip()[:200]
    kept = Draft(REASON_FORM, draft.key, {**draft.data, "reason": reason}, turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, kept)
    yes = Button(turn.plain("button.cancel_session"), act("session_reason", code, "typed"))
    no = Button(turn.plain("button.keep"), act("session_keep", code))
    return card(turn.say("session.cancel_sure", code=code, reason=reason), (yes, no))


async def _cancel(turn: Turn, draft: Draft, code: str, reason: str) -> Reply:
    turn.require(Role.FACILITATOR)
    session = await turn.unit.sessions.by_code(code)
    if session is None or code != draft.data["code"]:
        raise button_is_old()
    _require_cancellable(turn, session)
    if session.version != draft.data["version"]:
        raise Refusal("session.changed_meanwhile", code=code)
    try:
        cancelled = await turn.unit.sessions.cancel(session, reason=reason, by=turn.person.telegram_id, now=turn.now)
    except StaleVersion:
        raise Refusal("session.changed_meanwhile", code=code) from None
    await turn.unit.drafts.discard(turn.person.telegram_id)
    await turn.unit.audit.note(
        turn.person.telegram_id, "cancel_session", f"session:{code}", turn.now, version=cancelled.version
    )
    return card(words.stored(turn, cancelled), *words.stored_rows(turn, cancelled), in_place=True)


async def _save(turn: Turn, key: str) -> Reply:
    """Store the session of this key once; every further tap finds it stored."""
    if turn.draft is None or turn.draft.key != key:
        stored = await turn.unit.sessions.by_key(key)
        if stored is None or stored.reported_by != turn.person.telegram_id:
            raise button_is_old()
        return _saved(turn, stored, is_new=False)
    state = State.of(turn.draft.data)
    if state.asking(await _fields(turn)) is not None:
        raise button_is_old()
    report = _report(state)
    session, is_new = await turn.unit.sessions.record(key, report, by=turn.person.telegram_id, now=turn.now)
    await turn.unit.drafts.discard(turn.person.telegram_id)
    await turn.unit.audit.note(
        turn.person.telegram_id, "record_session", f"session:{session.code}", turn.now, version=1
    )
    return _saved(turn, session, is_new=is_new)


def _saved(turn: Turn, session: Session, *, is_new: bool) -> Reply:
    toast = "session.saved_short" if is_new else "session.saved_before"
    shown = Card(words.stored(turn, session), words.stored_rows(turn, session), in_place=True)
    return Reply((shown,), toast=turn.plain(toast, code=session.code))


async def _take(turn: Turn, draft: Draft, asked: Field, answer: Answer) -> Reply:
    """Keep an accepted answer and ask on; say why another was not taken."""
    state = State.of(draft.data)
    if isinstance(answer, Accepted):
        return await _move(turn, draft, state.answered(asked.name, answer.value))
    if "chosen" in answer.values:
        ticks = {words.TICKS: answer.values["chosen"]}
        return await _move(turn, draft, State({**state.values, **ticks}, state.correcting))
    html, rows = words.problem(turn, draft.key, asked.name, answer)
    return card(html, *rows, in_place=turn.pressed)


async def _move(turn: Turn, draft: Draft, state: State) -> Reply:
    moved = Draft(draft.form, draft.key, state.as_json(), turn.now)
    await turn.unit.drafts.put(turn.person.telegram_id, moved)
    return await _show(turn, moved)


async def _show(turn: Turn, draft: Draft, *, opening: str = "") -> Reply:
    """The question that is due, or the card to check."""
    fields, state = await _fields(turn), State.of(draft.data)
    asked = state.asking(fields)
    if asked is None:
        html, rows = words.check_card(turn, draft.key, _report(state))
    else:
        html, rows = words.question(turn, draft.key, fields, asked, state, recent=await _near_places(turn))
    return card(
        opening + html if not opening else opening + "\n\n" + html,
        *rows,
        in_place=turn.pressed and not opening,
    )


async def _fields(turn: Turn) -> tuple[Field, ...]:
    return session_fields(turn.library.places, turn.person.places, turn.today)


async def _near_places(turn: Turn) -> list[str]:
    """The villages this facilitator used last, then those they serve."""
    recent = await turn.unit.sessions.places_of(turn.person.telegram_id, most=RECENT)
    own = [code for code in turn.person.places if code.count(".") == 3]
    return list(dict.fromkeys([*recent, *own]))[:RECENT]


def _open_draft(turn: Turn, key: str | None = None, *, form: str = FORM) -> Draft:
    if turn.draft is None or turn.draft.form != form or key not in {None, turn.draft.key}:
        raise button_is_old()
    return turn.draft


async def _session(turn: Turn) -> Session:
    """The session of the button: one's own, or any for staff."""
    turn.require(Role.FACILITATOR)
    session = await turn.unit.sessions.by_code(turn.action[0] if turn.action else "")
    if session is None or (session.reported_by != turn.person.telegram_id and turn.role < Role.STAFF):
        raise button_is_old()
    return session


def _require_cancellable(turn: Turn, session: Session) -> None:
    if session.reported_by != turn.person.telegram_id and turn.role < Role.STAFF:
        raise button_is_old()
    if session.state != RECORDED:
        raise Refusal("session.cancelled_already", code=session.code)


def _report(state: State) -> Report:
    men, women, unspecified = state.values["people"]
    return Report(
        date.fromisoformat(state.values["held_on"]),
        state.values["mode"],
        state.values["place"],
        men,
        women,
        unspecified,
        tuple(state.values["materials"]),
        state.values["note"] or None,
    )
