"""Passing on to staff, as the person who asks sees it: what will be sent, consent, the code, taking it back.

The question is read from the message that the card quotes, so nothing of it is stored before the person agrees.
"""

from datetime import timedelta

from bot.desk import open_desk
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, Reply, Row, act, card
from bot.short_forms import QUESTION as QUESTION_FORM
from bot.short_forms import open_short
from bot.turn import Turn
from bot.words.tickets import LONGEST, for_staff, withdrawal
from storage.tickets import ALERT, CLOSED, QUESTION, Request, Ticket

FORM = QUESTION_FORM
REMIND_AFTER = timedelta(days=1)
MOST_OPEN = 5  # questions of one person
COLUMNS = 2
LONGEST_NAME = 17


async def offer(turn: Turn) -> Reply:
    """What will be sent to staff, before anything is; or the request to write the question first."""
    if not turn.incoming.is_private:
        raise button_is_old()
    if not (await open_desk(turn.unit, turn.house)).is_staffed:
        raise Refusal("handover.nobody")
    quoted = turn.incoming.quoted
    if quoted is None or quoted.is_ours or not quoted.text.strip():
        draft = await open_short(turn, FORM)
        return card(turn.say("handover.write"), (Button(turn.plain("button.discard"), act("discard", draft.key)),))
    return _consent(turn, quoted.text, in_place=True)


async def typed(turn: Turn) -> Reply:
    """The question, written after we asked for it; the form is done, the card quotes what was written."""
    await turn.unit.drafts.discard(turn.person.telegram_id)
    return _consent(turn, turn.incoming.text, in_place=False)


async def send(turn: Turn) -> Reply:
    """Yes, pass it on. The same message twice is one ticket, however often "Kirim" is tapped."""
    quoted = turn.incoming.quoted
    if quoted is None or quoted.is_ours or not turn.incoming.is_private or len(quoted.text) > LONGEST:
        raise Refusal("handover.message_gone")
    desk = await open_desk(turn.unit, turn.house)
    if not desk.is_staffed:
        raise Refusal("handover.nobody")
    mine = [ticket for ticket in await turn.unit.tickets.of(turn.person.telegram_id) if ticket.kind == QUESTION]
    likely = turn.library.answering.understand(quoted.text).candidates
    request = Request(
        QUESTION,
        turn.incoming.chat_id,
        quoted.message_id,
        turn.language,
        quoted.text,
        topic=likely[0].topic if likely else None,
    )
    ticket, is_new = await turn.unit.tickets.open(request, now=turn.now, due_at=turn.now + REMIND_AFTER)
    if is_new and len(mine) >= MOST_OPEN:
        raise Refusal("handover.too_many", count=MOST_OPEN)
    name_it = Button(turn.plain("button.name_regency"), act("regencies", ticket.code))
    rows = ((name_it,), (_withdraw_button(turn, ticket),))
    shown = Card(turn.say("handover.sent", code=ticket.code), rows, in_place=True)
    return Reply((shown, *(for_staff(turn.house, ticket, desk) if is_new else ())))


async def list_regencies(turn: Turn) -> Reply:
    ticket = await _mine(turn, turn.action[0] if turn.action else "")
    return card(turn.say("handover.which_regency", code=ticket.code), *_regency_rows(turn, ticket), in_place=True)


async def name_regency(turn: Turn) -> Reply:
    """Where the question comes from, if the person wants to say; only of their own question."""
    code, place = (*turn.action, "", "")[:2]
    ticket = await _mine(turn, code)
    if place not in {regency.code for regency in turn.library.places.regencies()}:
        raise button_is_old()
    await turn.unit.tickets.name_regency(ticket, place)
    return card(
        turn.say("handover.noted", code=ticket.code, regency=turn.place(place)),
        (_withdraw_button(turn, ticket),),
        in_place=True,
    )


async def withdraw(turn: Turn) -> Reply:
    """Take the question or the alert back; who asked is forgotten at once."""
    ticket = await _mine(turn, turn.action[0] if turn.action else "")
    if not await turn.unit.tickets.end(ticket, CLOSED, by=None, now=turn.now):
        raise Refusal("ticket.ended")
    if turn.draft is not None and turn.draft.data.get("codes") == [ticket.code]:
        await turn.unit.drafts.discard(turn.person.telegram_id)
    key = "alert.withdrawn" if ticket.kind == ALERT else "handover.withdrawn"
    told = withdrawal(turn.house, ticket, await open_desk(turn.unit, turn.house))
    return Reply((Card(turn.say(key, code=ticket.code), in_place=True), *told))


async def keep_to_oneself(turn: Turn) -> Reply:
    """Not passed on after all."""
    return card(turn.say("handover.kept"), (Button(turn.plain("button.menu"), act("menu")),), in_place=True)


def _consent(turn: Turn, text: str, *, in_place: bool) -> Reply:
    """All that would be sent and kept is shown; what is too long for that is not taken."""
    if len(text) > LONGEST:
        raise Refusal("handover.too_long", most=LONGEST)
    yes = Button(turn.plain("button.pass_on_yes"), act("pass_on_yes"))
    no = Button(turn.plain("button.keep"), act("pass_on_no"))
    shown = Card(turn.say("handover.consent", text=text), ((yes,), (no,)), in_place, quotes=True)
    return Reply((shown,))


async def _mine(turn: Turn, code: str) -> Ticket:
    ticket = await turn.unit.tickets.by_code(code)
    if ticket is None or not ticket.is_open or ticket.asker_id != turn.person.telegram_id:
        raise button_is_old()
    return ticket


def _regency_rows(turn: Turn, ticket: Ticket) -> tuple[Row, ...]:
    names = {place.code: place.title.removeprefix("Kab. ") for place in turn.library.places.regencies()}
    buttons = [Button(_short(name), act("regency", ticket.code, code)) for code, name in names.items()]
    rows = [tuple(buttons[i : i + COLUMNS]) for i in range(0, len(buttons), COLUMNS)]
    return (*rows, (_withdraw_button(turn, ticket),))


def _short(name: str) -> str:
    """As much as fits half a small screen; the long names are known by their letters: TTS, TTU."""
    return name if len(name) <= LONGEST_NAME else "".join(word[0] for word in name.split())


def _withdraw_button(turn: Turn, ticket: Ticket) -> Button:
    return Button(turn.plain("button.withdraw"), act("withdraw", ticket.code))
