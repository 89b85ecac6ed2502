"""/periksa: staff look at what facilitators report, approve it, send it back, rule upon what was logged twice."""

from dataclasses import replace

from bot.access import Role
from bot.refusals import Refusal, as_reply, button_is_old
from bot.replies import Button, Card, Reply, Row, act, card, in_rows
from bot.reviewing import MOST, as_seen, digest, judge, looks_at, pair_as_seen, require_pair, without_flags
from bot.short_forms import REVIEW, open_short
from bot.turn import Turn
from bot.words import reviews as words
from bot.words.reviews import FIELDS, PAGE, Beside
from storage.drafts import Draft
from storage.people import Person
from storage.reviews import COUNT_UNREVIEWED, SEPARATE
from storage.sessions import APPROVED, DUPLICATE, RETURNED, Session, StaleVersion

FORM = REVIEW
NOTE_LIMIT = 500


async def queue(turn: Turn) -> Reply:
    """/periksa: what waits, the oldest first; /periksa CODE: that session."""
    turn.require(Role.STAFF)
    if not turn.pressed and turn.incoming.arguments:
        return await _opened(turn, turn.incoming.arguments.replace(" ", "").lstrip("#"))
    looks = await looks_at(turn, await turn.unit.reviews.waiting(most=MOST))
    asked = turn.action[0] if turn.action else "0"
    page = min(int(asked) if asked.isdecimal() and len(asked) < 5 else 0, max(len(looks) - 1, 0) // PAGE)
    counted = await turn.unit.reviews.counts_unreviewed()
    shown = words.queue(turn, looks, page, await turn.unit.reviews.counts())
    return card(shown, *words.queue_rows(turn, looks, page, counts_unreviewed=counted), in_place=turn.pressed)


async def show(turn: Turn) -> Reply:
    turn.require(Role.STAFF)
    return await _opened(turn, turn.action[0] if turn.action else "")


async def approve(turn: Turn) -> Reply:
    """Approve the version the card shows; whoever comes second hears what was said before."""
    turn.require(Role.STAFF)
    session = await as_seen(turn, turn.action[0] if turn.action else "")
    await judge(turn, [session], APPROVED)
    return await _done(turn, session, "review.approved")


async def ask_to_approve_all(turn: Turn) -> Reply:
    """All of the queue without a flag: how many and how many people, before anything is done."""
    turn.require(Role.STAFF)
    clean = await without_flags(turn)
    if not clean:
        raise Refusal("review.queue_changed")
    yes = act("review_all_yes", str(clean[-1].id), digest(clean))
    rows = ((Button(turn.plain("button.approve_all_yes", count=len(clean)), yes),), _to_queue(turn, "button.keep"))
    people = turn.number(sum(session.report.total for session in clean))
    return card(turn.say("review.approve_all", count=len(clean), people=people), *rows, in_place=True)


async def approve_all(turn: Turn) -> Reply:
    """Exactly those the card named: none that came since, and none at all where one of them is different now."""
    turn.require(Role.STAFF)
    last, named = (*turn.action, "", "")[:2]
    if not last.isdecimal() or len(last) > 18:
        raise button_is_old()
    clean = await without_flags(turn, up_to=int(last))
    if digest(clean) != named:
        raise Refusal("review.queue_changed")
    await judge(turn, clean, APPROVED)
    return card(turn.say("review.approved_all", count=len(clean)), _to_queue(turn), in_place=True)


async def ask_what_to_correct(turn: Turn) -> Reply:
    turn.require(Role.STAFF)
    session = await as_seen(turn, turn.action[0] if turn.action else "")
    buttons = [
        Button(words.field_name(turn, field), act("review_field", words.seen(session), field)) for field in FIELDS
    ]
    rows = in_rows(buttons, 2)
    back = (Button(turn.plain("button.back"), act("review_open", session.code)),)
    return card(turn.say("review.which_field", code=session.code), *rows, back, in_place=True)


async def ask_for_note(turn: Turn) -> Reply:
    """The field is chosen; what is typed next is the note to the facilitator."""
    turn.require(Role.STAFF)
    seen, field = (*turn.action, "", "")[:2]
    session = await as_seen(turn, seen)
    if field not in FIELDS:
        raise button_is_old()
    key = (await open_short(turn, FORM, seen=seen, field=field)).key
    without = Button(turn.plain("button.without_note"), act("review_send", key))
    named = words.field_name(turn, field)
    return card(turn.say("review.ask_note", code=session.code, field=named), (without,), _discard(turn, key))


async def note_typed(turn: Turn) -> Reply:
    """A typed note is shown once more: it goes to somebody else, and may have been meant for something else."""
    turn.require(Role.STAFF)
    draft, note = _draft(turn), turn.incoming.text.strip()
    if not note or turn.incoming.attachment is not None:
        raise Refusal("ticket.only_text")
    if len(note) > NOTE_LIMIT:
        raise Refusal("ticket.too_long", most=NOTE_LIMIT)
    try:
        session = await as_seen(turn, draft.data["seen"])
    except Refusal as overtaken:
        return await _give_up(turn, overtaken)
    key = (await open_short(turn, FORM, **{**draft.data, "note": note})).key  # an older card sends nothing
    send = (Button(turn.plain("button.send_back"), act("review_send", key)),)
    field = words.field_name(turn, draft.data["field"])
    return card(turn.say("review.check_note", code=session.code, field=field, note=note), send, _discard(turn, key))


async def send_back(turn: Turn) -> Reply:
    """Return the session: it goes back to its reporter, who is told what to correct."""
    turn.require(Role.STAFF)
    draft = _draft(turn, turn.action[0] if turn.action else "")
    field, note = draft.data["field"], draft.data.get("note", "")
    try:
        session = await as_seen(turn, draft.data["seen"])
        await judge(turn, [session], RETURNED, field=field, note=note)
    except Refusal as overtaken:
        return await _give_up(turn, overtaken)
    await turn.unit.drafts.discard(turn.person.telegram_id)
    told = await _request(turn, session, field, note)
    done = await _done(turn, session, "review.returned" if told else "review.returned_untold")
    return replace(done, cards=(*done.cards, *told))


async def show_pair(turn: Turn) -> Reply:
    """Two sessions that may be one event, side by side."""
    turn.require(Role.STAFF)
    one, other = [await turn.unit.reviews.entry(code) for code in (*turn.action, "", "")[:2]]
    if one is None or other is None:
        raise button_is_old()
    require_pair(one.session, other.session)
    rulings = await turn.unit.reviews.rulings(one.session, other.session)
    rows = words.pair_rows(turn, one.session, other.session, rulings)
    return card(words.pair(turn, one, other), *rows, in_place=True)


async def rule_same(turn: Turn) -> Reply:
    """One event: the first session of the button counts, the second no more."""
    turn.require(Role.STAFF)
    winner, loser, rulings = await pair_as_seen(turn)
    me, now = turn.person.telegram_id, turn.now
    try:
        await turn.unit.reviews.rule_same(loser, winner, rulings=rulings, by=me, now=now)
    except StaleVersion:
        raise Refusal("review.pair_ruled", one=winner.code, other=loser.code) from None
    await _note_ruling(turn, DUPLICATE, loser, winner)
    return await _done(turn, winner, "review.ruled_same", other=loser.code)


async def rule_separate(turn: Turn) -> Reply:
    """Two events: both count, and nobody is asked about them again."""
    turn.require(Role.STAFF)
    one, other, rulings = await pair_as_seen(turn)
    me, now = turn.person.telegram_id, turn.now
    try:
        await turn.unit.reviews.rule_separate(one, other, rulings=rulings, by=me, now=now)
    except StaleVersion:
        raise Refusal("review.pair_ruled", one=one.code, other=other.code) from None
    await _note_ruling(turn, SEPARATE, one, other)
    await _note_ruling(turn, SEPARATE, other, one)
    return await _done(turn, one, "review.ruled_separate", other=other.code)


async def choose_what_counts(turn: Turn) -> Reply:
    """Whether figures count sessions nobody has approved; the button names what it will be, so twice is once."""
    turn.require(Role.ADMIN)
    chosen = turn.action[0] if turn.action else ""
    if chosen not in {"on", "off"}:
        raise button_is_old()
    me, counts = turn.person.telegram_id, chosen == "on"
    await turn.unit.options.put(COUNT_UNREVIEWED, counts, by=me, now=turn.now)
    await turn.unit.audit.note(me, "count_unreviewed", f"option:{COUNT_UNREVIEWED}", turn.now, value=counts)
    key = "review.counts_unreviewed" if counts else "review.counts_approved"
    return card(turn.say(key), _to_queue(turn), in_place=True)


async def _opened(turn: Turn, code: str) -> Reply:
    entry = await turn.unit.reviews.entry(code)
    if entry is None:
        raise Refusal("review.unknown", code=code[:32])
    session, reviews = entry.session, turn.unit.reviews
    look = (await looks_at(turn, [entry]))[0]
    beside = Beside(
        await reviews.last(session),
        await reviews.losers(session),
        await turn.unit.evidence.count(session.submission_key),
        *(await reviews.around(session)),
    )
    rows = words.opened_rows(turn, look, beside)
    return card(words.opened(turn, look, beside), *rows, in_place=turn.pressed)


async def _done(turn: Turn, session: Session, key: str, **values: str) -> Reply:
    """What was done, in place of the card, and the way on through the queue."""
    rows = words.way_on(turn, *(await turn.unit.reviews.around(session)))
    told = turn.say(key, code=session.code, **values)
    return Reply((Card(told, tuple(rows), in_place=True),), toast=turn.plain("review.kept", code=session.code))


async def _request(turn: Turn, session: Session, field: str, note: str) -> tuple[Card, ...]:
    """The message to the reporter, in their language; none where they may not correct it any more."""
    person = await turn.unit.people.get(session.reported_by) or Person(session.reported_by)
    if turn.house.role_of(person) < Role.FACILITATOR:
        return ()
    theirs = replace(turn, person=person)
    lost = Card(turn.say("review.request_lost", code=session.code), chat_id=turn.incoming.chat_id)
    return (replace(words.request(theirs, session, field, note), chat_id=person.telegram_id, lost=(lost,)),)


async def _note_ruling(turn: Turn, verdict: str, session: Session, other: Session) -> None:
    detail = {"version": session.version, "verdict": verdict, "other": other.code}
    await turn.unit.audit.note(turn.person.telegram_id, "review_session", f"session:{session.code}", turn.now, **detail)


async def _give_up(turn: Turn, refusal: Refusal) -> Reply:
    """Refused all the same, but the form is closed: nothing typed after this could be of use to it."""
    await turn.unit.drafts.discard(turn.person.telegram_id)
    html, plain = turn.say(refusal.key, **refusal.values), turn.plain(refusal.key, **refusal.values)
    return as_reply(html, plain, pressed=turn.pressed)


def _draft(turn: Turn, key: str | None = None) -> Draft:
    if turn.draft is None or turn.draft.form != FORM or key not in {None, turn.draft.key}:
        raise button_is_old()
    return turn.draft


def _discard(turn: Turn, key: str) -> Row:
    return (Button(turn.plain("button.discard"), act("discard", key)),)


def _to_queue(turn: Turn, label: str = "button.queue") -> Row:
    return (Button(turn.plain(label), act("review")),)
