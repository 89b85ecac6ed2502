"""Logging an outreach session: one message or a few taps, a card to check, stored once; correcting it later."""

import secrets
from dataclasses import replace

from bot.access import Role
from bot.books import session_of
from bot.forms.engine import Accepted, Answer, Field, State
from bot.refusals import Refusal, button_is_old
from bot.replies import Card, Reply, card
from bot.session_draft import report_of
from bot.session_flow import (
    FORM,
    changed_by,
    fields_of,
    from_line,
    last_said,
    move,
    open_form,
    read,
    show,
    worth_asking,
)
from bot.turn import Turn
from bot.words import sessions as words
from storage.drafts import Draft
from storage.sessions import Report, Session, StaleVersion

VILLAGE_DOTS = 3  # in the code of a village; a district or regency has fewer
WHY, TYPED = ("typo", "late", "asked"), "typed"  # reasons of a correction, one tap away, and the one typed


async def begin(turn: Turn) -> Reply:
    """/sesi: open the form or go on with the one that is open; what follows the command fills it in."""
    turn.require(Role.FACILITATOR)
    if turn.draft is not None and turn.draft.form == FORM:
        return await show(turn, turn.draft, opening=turn.say("session.resumed"))
    if turn.incoming.arguments and not turn.pressed:
        return await from_line(turn, read(turn, turn.incoming.arguments))
    preset = {"place": turn.action[0]} if turn.action and _is_village(turn, turn.action[0]) else {}
    return await open_form(turn, secrets.token_hex(5), preset)


async def typed(turn: Turn) -> Reply:
    """Text while the form is open answers the field it asks; on the card, it changes what it names."""
    turn.require(Role.FACILITATOR)
    draft = _open_draft(turn)
    if draft.data.get("asks_why"):
        return await _reason_typed(turn, draft)
    fields, state = await fields_of(turn), State.of(draft.data)
    asked = state.asking(fields)
    if asked is not None:
        return await _take(turn, draft, asked, asked.read(turn.incoming.text, state.values.get(asked.name)))
    line = read(turn, turn.incoming.text)
    if not line.values and not worth_asking(line):
        return card(turn.say("session.tap_card"), *words.card_rows(turn, draft.key))
    return await changed_by(turn, draft, line)


async def tapped(turn: Turn) -> Reply:
    """A button of the form: an answer, a correction, the other fields, back, or save."""
    turn.require(Role.FACILITATOR)
    key, name, *raw = (*turn.action, "", "")
    if name == "save":
        return await _save(turn, key)
    draft = _open_draft(turn, key)
    fields, state = await fields_of(turn), State.of(draft.data)
    if name == "why" and draft.data.get("asks_why") and raw[0] in {*WHY, TYPED}:
        return await _correct(turn, draft, draft.data["why"] if raw[0] == TYPED else turn.plain(f"reason.{raw[0]}"))
    if name == "more":
        return card(turn.say("session.more"), *words.detail_rows(turn, draft.key, state), in_place=True)
    if name == "back":
        return await move(turn, draft, state if state.asking(fields) is None else state.back(fields))
    if name == "correct" and raw[0] in {asked.name for asked in fields}:
        return await move(turn, draft, state.correct(raw[0]))
    asked = next((asked for asked in fields if asked.name == name), None)
    if asked is None:
        raise button_is_old()
    before = words.ticked(state) if name == "materials" else state.values.get(name)
    again = await last_said(turn, name) if raw[0] == words.LAST else []
    return await _take(turn, draft, asked, asked.read(again[0], None) if again else asked.choose(raw[0], before))


def takes_a_story(turn: Turn) -> bool:
    """Whether the open form asks for free words, in which a call for help may be a report of one."""
    if turn.draft is None or turn.draft.form != FORM:
        return False
    return State.of(turn.draft.data).correcting in words.FREE_WORDS


async def _save(turn: Turn, key: str) -> Reply:
    """Store the session of this key once; every further tap finds it stored. A correction asks why first."""
    if turn.draft is None or turn.draft.key != key:
        stored = await turn.unit.sessions.by_key(key)
        if stored is None or stored.reported_by != turn.person.telegram_id:
            raise button_is_old()
        return await _saved(turn, stored, is_new=False)
    state = State.of(turn.draft.data)
    if state.asking(await fields_of(turn)) is not None:
        raise button_is_old()
    _require_sound(turn, report_of(state.values))
    if "fixes" in turn.draft.data:
        waiting = Draft(FORM, key, {**turn.draft.data, "asks_why": True}, turn.now)
        await turn.unit.drafts.put(turn.person.telegram_id, waiting)
        return card(turn.say("session.change_why"), *words.why_rows(turn, key, WHY), in_place=True)
    me = turn.person.telegram_id
    session, is_new = await turn.unit.sessions.record(key, report_of(state.values), by=me, now=turn.now)
    if (spot := turn.draft.data.get("location")) is not None:
        await turn.unit.positions.learn(session, spot[0], spot[1], turn.now)
    await turn.unit.drafts.discard(me)
    await turn.unit.audit.note(me, "record_session", f"session:{session.code}", turn.now, version=1)
    return await _saved(turn, session, is_new=is_new)


def _require_sound(turn: Turn, report: Report) -> None:
    """What no single field can see: a village where people met, a split that is of one session's people."""
    if report.mode != "online" and report.place_code.count(".") < VILLAGE_DOTS:
        raise Refusal("session.village_needed")
    if report.mode != "online" and report.shares:
        raise Refusal("session.shares_online")
    if report.shares and (split := sum(map(sum, report.shares.values()))) != report.total:
        raise Refusal("session.shares_unequal", split=turn.number(split), total=turn.number(report.total))


async def _reason_typed(turn: Turn, draft: Draft) -> Reply:
    """A typed reason is shown first: it may have been meant for something else, and it stays for good."""
    reason = turn.incoming.text.strip()[:200]
    await turn.unit.drafts.put(turn.person.telegram_id, replace(draft, data={**draft.data, "why": reason}))
    html, rows = words.check_reason(turn, draft.key, reason)
    return card(html, *rows)


async def _correct(turn: Turn, draft: Draft, reason: str) -> Reply:
    """The next version, if the one that was checked is still the last."""
    fixes, me = draft.data["fixes"], turn.person.telegram_id
    session = await session_of(turn, fixes["code"])
    try:
        report = report_of(State.of(draft.data).values)
        checked = replace(session, version=fixes["version"])
        corrected = await turn.unit.sessions.correct(checked, report, reason=reason, by=me, now=turn.now)
    except StaleVersion:
        raise Refusal("session.changed_meanwhile", code=session.code) from None
    await turn.unit.drafts.discard(me)
    await turn.unit.audit.note(me, "correct_session", f"session:{session.code}", turn.now, version=corrected.version)
    return await _saved(turn, corrected, is_new=True)


async def _saved(turn: Turn, session: Session, *, is_new: bool) -> Reply:
    toast = "session.saved_short" if is_new else "session.saved_before"
    shown = Card(await words.stored(turn, session), words.stored_rows(turn, session), in_place=turn.pressed)
    return Reply((shown,), toast=turn.plain(toast, code=session.code))


async def _take(turn: Turn, draft: Draft, asked: Field, answer: Answer) -> Reply:
    """Keep an accepted answer and ask on; say why another was not taken."""
    state = State.of(draft.data)
    if isinstance(answer, Accepted):
        return await move(turn, draft, state.answered(asked.name, answer.value))
    if "chosen" in answer.values:
        ticks = {words.TICKS: answer.values["chosen"]}
        return await move(turn, draft, State({**state.values, **ticks}, state.correcting))
    html, rows = words.problem(turn, draft.key, asked.name, answer)
    return card(html, *rows, in_place=turn.pressed)


def _is_village(turn: Turn, code: str) -> bool:
    place = turn.library.places.get(code)
    return place is not None and place.level == "village"


def _open_draft(turn: Turn, key: str | None = None) -> Draft:
    if turn.draft is None or turn.draft.form != FORM or key not in {None, turn.draft.key}:
        raise button_is_old()
    return turn.draft
