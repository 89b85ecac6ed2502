"""Passing on to staff, as the person who asks sees it: what will be sent, consent, the code, taking it back.

The question is read from the message that the card quotes, so nothing of it is stored before the person agrees.
"""

import secrets
from datetime import timedelta

from bot.desk import open_desk
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, Reply, Row, act, card
from bot.ticket_words import FORM as TICKET_FORM
from bot.ticket_words import for_staff, shortened, withdrawal
from bot.turn import Turn
from storage.drafts import Draft
from storage.tickets import ALERT, CLOSED, QUESTION, Request, Ticket

FORM = "question"
REMIND_AFTER = timedelta(days=1)
ESCALATE_AFTER = timedelta(minutes=5)
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
        await turn.unit.drafts.put(turn.person.telegram_id, Draft(FORM, secrets.token_hex(5), {}, turn.now))
        return card(turn.say("handover.write"), (Button(turn.plain("button.discard"), act("discard")),))
    return _consent(turn, quoted.text, in_place=True)


async def typed(turn: Turn) -> Reply:
    """The question, written after we asked for it; the form is done, the card quotes what was written."""
    await turn.unit.drafts.discard(turn.person.telegram_id)
    return _consent(turn, turn.incoming.text, in_place=False)


async def send(turn: Turn) -> Reply:
    """Yes, pass it on. The same message twice is one ticket, however often "Kirim" is tapped."""
    quoted = turn.incoming.quoted
    if quoted is None or quoted.is_ours or not turn.incoming.is_private:
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
    await turn.unit.tickets.end(ticket, CLOSED, by=None, now=turn.now)
    key = "alert.withdrawn" if ticket.kind == ALERT else "handover.withdrawn"
    told = withdrawal(turn.house, ticket, await open_desk(turn.unit, turn.house))
    return Reply((Card(turn.say(key, code=ticket.code), in_place=True), *told))


async def keep_to_oneself(turn: Turn) -> Reply:
    """Not passed on after all."""
    return card(turn.say("handover.kept"), (Button(turn.plain("button.menu"), act("menu")),), in_place=True)


async def offer_alert(turn: Turn) -> Reply:
    """What the officer on duty would get, asked beside the hotlines, which stay where they are."""
    if not turn.incoming.is_private or not (await open_desk(turn.unit, turn.house)).is_staffed:
        raise Refusal("handover.nobody")
    yes = Button(turn.plain("button.alert_yes"), act("alert_yes"))
    no = Button(turn.plain("button.keep"), act("pass_on_no"))
    return Reply((Card(turn.say("alert.consent"), ((yes,), (no,)), quotes=True),))


async def send_alert(turn: Turn) -> Reply:
    """Consent given: the officer on duty is told now, and the clock starts."""
    desk = await open_desk(turn.unit, turn.house)
    if not turn.incoming.is_private or not desk.is_staffed or turn.incoming.message_id is None:
        raise Refusal("handover.nobody")
    quoted = turn.incoming.quoted
    text = _told(turn)
    danger = turn.library.answering.alarm.find(text)
    country = turn.library.countries.named_in(text)
    request = Request(
        ALERT,
        turn.incoming.chat_id,
        quoted.message_id if quoted is not None else turn.incoming.message_id,
        turn.language,
        text,
        asker_name=turn.incoming.sender_name,
        danger=danger.kind if danger else None,
        country=country.code if country else None,
    )
    ticket, is_new = await turn.unit.tickets.open(request, now=turn.now, due_at=turn.now + ESCALATE_AFTER)
    minutes = int(ESCALATE_AFTER.total_seconds() // 60)
    rows = (
        (Button(turn.plain("button.add_message"), act("ticket_reply", ticket.code)),),
        (_withdraw_button(turn, ticket),),
    )
    if is_new:  # the next message is for the officers, without another tap
        draft = Draft(TICKET_FORM, secrets.token_hex(5), {"codes": [ticket.code]}, turn.now)
        await turn.unit.drafts.put(turn.person.telegram_id, draft)
    shown = Card(turn.say("alert.sent", code=ticket.code, minutes=minutes), rows, in_place=True)
    return Reply((shown, *(for_staff(turn.house, ticket, desk) if is_new else ())))


def _told(turn: Turn) -> str:
    """What the person wrote before the card; a command tells nothing."""
    quoted = turn.incoming.quoted
    return "" if quoted is None or quoted.is_ours or quoted.text.startswith("/") else quoted.text


def _consent(turn: Turn, text: str, *, in_place: bool) -> Reply:
    yes = Button(turn.plain("button.pass_on_yes"), act("pass_on_yes"))
    no = Button(turn.plain("button.keep"), act("pass_on_no"))
    shown = Card(turn.say("handover.consent", text=shortened(text)), ((yes,), (no,)), in_place, quotes=True)
    return Reply((shown,))


async def _mine(turn: Turn, code: str) -> Ticket:
    ticket = await turn.unit.tickets.by_code(code)
    if ticket is None or not ticket.is_open or ticket.asker_id != turn.person.telegram_id:
        raise button_is_old()
    return ticket


def _regency_rows(turn: Turn, ticket: Ticket) -> tuple[Row, ...]:
    names = {place.code: place.title.removeprefix("Kab. ") for place in turn.library.places.regencies()}
    buttons = [Button(_short(name), act("regency", ticket.code, code)) for code, name in names.items()]
    return tuple(tuple(buttons[i : i + COLUMNS]) for i in range(0, len(buttons), COLUMNS))


def _short(name: str) -> str:
    """As much as fits half a small screen; the long names are known by their letters: TTS, TTU."""
    return name if len(name) <= LONGEST_NAME else "".join(word[0] for word in name.split())


def _withdraw_button(turn: Turn, ticket: Ticket) -> Button:
    return Button(turn.plain("button.withdraw"), act("withdraw", ticket.code))
