"""Attendance by one's own telephone: a facilitator opens a door for a session, whoever came counts themselves."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.access import Role
from bot.books import session_of
from bot.forms.engine import State
from bot.refusals import Refusal, button_is_old
from bot.replies import Card, Reply, card
from bot.turn import Turn
from bot.words import attendance as words
from bot.words.sessions import FORM as SESSION
from storage.attendance import SEXES, Door
from storage.sessions import RECORDED, Session

LEAST, MOST = timedelta(hours=12), timedelta(hours=24)  # how long a door stays open
RECENT, LOOKED_THROUGH = timedelta(days=2), 10  # a door is for a session under way or just over
REMEMBERED = timedelta(days=30)  # where somebody came from
EACH, STEP = 5, 5  # the facilitator's card moves with each of the first, then with every fifth


@dataclass(frozen=True)
class _Held:
    """What a door is opened for: a saved session, or the open form that will be one."""

    key: str
    place_code: str
    held_on: date


async def command(turn: Turn) -> Reply:
    """/hadir: the door of the session being logged, else of the latest of one's own."""
    turn.require(Role.FACILITATOR)
    if turn.draft is not None and turn.draft.form == SESSION:
        return await _show(turn, await _opened(turn, await _of_draft(turn)))
    logged = await turn.unit.sessions.of(turn.person.telegram_id, most=LOOKED_THROUGH)
    recent = [one for one in logged if one.state == RECORDED and one.report.held_on >= turn.today - RECENT]
    if not recent:
        raise Refusal("attendance.nothing_to_open")
    return await _show(turn, await _opened(turn, _of_session(recent[0])))


async def open_door(turn: Turn) -> Reply:
    """The button on the card of a form ("draft") or of a stored session (its code); always the same door."""
    turn.require(Role.FACILITATOR)
    which = turn.action[0] if turn.action else ""
    held = await _of_draft(turn) if which == "draft" else _of_session(await session_of(turn, which))
    return await _show(turn, await _opened(turn, held))


async def refresh(turn: Turn) -> Reply:
    return await _show(turn, await _mine(turn), in_place=True)


async def poster(turn: Turn) -> Reply:
    door = await _mine(turn)
    if not door.is_open(turn.now):
        raise Refusal("attendance.closed_short")
    return Reply((words.poster(turn, door),), toast=turn.plain("attendance.poster_drawn"))


async def close(turn: Turn) -> Reply:
    """Without asking twice, for it can be opened again; ten taps close it once."""
    door = await _mine(turn)
    if door.is_open(turn.now):
        door = await turn.unit.attendance.set_closing(door, turn.now)
        await _note(turn, "close_door", door)
    return await _show(turn, door, in_place=True)


async def reopen(turn: Turn) -> Reply:
    door = await _mine(turn)
    if not _may_reopen(turn, door):
        raise Refusal("attendance.over")
    door = await turn.unit.attendance.set_closing(door, _closing(turn, door.opened_at, door.held_on))
    await _note(turn, "reopen_door", door)
    return await _show(turn, door, in_place=True)


async def arrive(turn: Turn, token: str) -> Reply:
    """The link of the QR: what is counted, and a tap to agree; whoever opened the door sees their own card."""
    door = await turn.unit.attendance.by_token(token)
    if door is None:
        return _welcome(turn, "attendance.unknown")
    if door.opened_by == turn.person.telegram_id and turn.role >= Role.FACILITATOR:
        return await _show(turn, door)
    if await turn.unit.attendance.has(door, turn.person.telegram_id):
        return _welcome(turn, "attendance.already", door)
    if not door.is_open(turn.now):
        return _welcome(turn, "attendance.closed", door)
    html, rows = words.question(turn, door)
    return card(html, *rows)


async def check_in(turn: Turn) -> Reply:
    """Counted once, however often it is tapped, from whichever copy of the question."""
    token, sex = (*turn.action, "", "")[:2]
    door = await turn.unit.attendance.by_token(token)
    if door is None or sex not in SEXES:
        raise button_is_old()
    if not door.is_open(turn.now):
        return _welcome(turn, "attendance.closed", door)
    if not await turn.unit.attendance.check_in(door, turn.person.telegram_id, sex, turn.now):
        return replace(_welcome(turn, "attendance.counted", door), toast=turn.plain("attendance.already_short"))
    thanks = replace(_welcome(turn, "attendance.counted", door), toast=turn.plain("attendance.counted_short"))
    return replace(thanks, cards=(*thanks.cards, *await _live(turn, door)))


async def stay_away(turn: Turn) -> Reply:
    """Not counted; everything else is theirs all the same."""
    return _welcome(turn, "attendance.not_counted")


async def count_question(turn: Turn) -> None:
    """A question asked: one more for the session its writer came from, if they came from one."""
    if not turn.incoming.is_edit:
        await turn.unit.attendance.count_question(turn.person.telegram_id, turn.now - REMEMBERED)


async def _opened(turn: Turn, held: _Held) -> Door:
    """The door of this session. Long after it a door is only looked at, for nobody is coming in any more."""
    door = await turn.unit.attendance.of(held.key)
    if held.held_on < turn.today - RECENT:
        if door is None:
            raise Refusal("attendance.too_late", day=turn.day(held.held_on))
        return door
    door, is_new = await turn.unit.attendance.open(
        held.key,
        place_code=held.place_code,
        held_on=held.held_on,
        by=turn.person.telegram_id,
        now=turn.now,
        closes_at=_closing(turn, turn.now, held.held_on),
    )
    if is_new:
        await _note(turn, "open_door", door)
    return door


async def _of_draft(turn: Turn) -> _Held:
    """The open form; one that corrects a stored session means that session."""
    if turn.draft is None or turn.draft.form != SESSION:
        raise button_is_old()
    if fixes := turn.draft.data.get("fixes"):
        return _of_session(await session_of(turn, fixes["code"]))
    values = State.of(turn.draft.data).values
    if not values.get("place") or not values.get("held_on"):
        raise Refusal("attendance.place_and_date_first")
    return _Held(turn.draft.key, values["place"], date.fromisoformat(values["held_on"]))


def _of_session(session: Session) -> _Held:
    if session.state != RECORDED:
        raise Refusal("session.cancelled_already", code=session.code)
    return _Held(session.submission_key, session.report.place_code, session.report.held_on)


async def _mine(turn: Turn) -> Door:
    """The door of the pressed card, for who opened it, who logged its session, and staff.

    Where the card stands is learnt from the press: from then on it moves by itself.
    """
    turn.require(Role.FACILITATOR)
    me = turn.person.telegram_id
    door = await turn.unit.attendance.by_token(turn.action[0] if turn.action else "")
    if door is None:
        raise button_is_old()
    if door.opened_by != me and turn.role < Role.STAFF:
        session = await turn.unit.sessions.by_key(door.submission_key)
        if session is None or session.reported_by != me:
            raise button_is_old()
    shown = turn.incoming.message_id
    if door.opened_by == me and shown is not None and shown != door.card_message_id:
        await turn.unit.attendance.note_card(door, shown)
    return door


async def _show(turn: Turn, door: Door, *, in_place: bool = False) -> Reply:
    html, rows = words.door_card(turn, door, may_reopen=_may_reopen(turn, door))
    return card(html, *rows, in_place=in_place)


async def _live(turn: Turn, door: Door) -> tuple[Card, ...]:
    """The facilitator's card with the new count, in their language, while they still hold their role."""
    if door.card_message_id is None or (now := await turn.unit.attendance.of(door.submission_key)) is None:
        return ()
    opener = await turn.unit.people.get(door.opened_by)
    if (now.total > EACH and now.total % STEP) or opener is None or turn.house.role_of(opener) < Role.FACILITATOR:
        return ()
    html, rows = words.door_card(replace(turn, person=opener), now)
    return (Card(html, tuple(rows), chat_id=door.opened_by, edits=door.card_message_id),)


def _welcome(turn: Turn, key: str, door: Door | None = None) -> Reply:
    html, rows = words.welcome(turn, key, door)
    return card(html, *rows, in_place=turn.pressed)


def _may_reopen(turn: Turn, door: Door) -> bool:
    return not door.is_open(turn.now) and turn.now < _closing(turn, door.opened_at, door.held_on)


def _closing(turn: Turn, opened_at: datetime, held_on: date) -> datetime:
    """Twelve hours on, or at midnight after the session where that is later; never more than a day."""
    midnight = datetime.combine(held_on + timedelta(days=1), time(), turn.house.timezone)
    return min(max(opened_at + LEAST, midnight), opened_at + MOST)


async def _note(turn: Turn, act: str, door: Door) -> None:
    await turn.unit.audit.note(turn.person.telegram_id, act, f"door:{door.submission_key}", turn.now)
