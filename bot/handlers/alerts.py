"""Telling the office of a danger, as the person in danger sees it: consent, the clock, a word more, taking it back."""

from datetime import timedelta

from bot.desk import Desk, open_desk
from bot.i18n import INDONESIAN, escape
from bot.refusals import Refusal
from bot.replies import Button, Card, Reply, Row, act
from bot.short_forms import TICKET, may_open, open_short
from bot.turn import Turn
from bot.words.tickets import for_staff, reply_rows
from storage.tickets import ALERT, Request, Ticket

ESCALATE_AFTER = timedelta(minutes=5)


async def offer(turn: Turn) -> Reply:
    """What the officers would get, asked beside the hotlines, which stay where they are."""
    if not turn.incoming.is_private or not (await open_desk(turn.unit, turn.house)).is_staffed:
        raise Refusal("handover.nobody")
    yes = Button(turn.plain("button.alert_yes"), act("alert_yes"))
    no = Button(turn.plain("button.keep"), act("pass_on_no"))
    return Reply((Card(turn.say("alert.consent"), ((yes,), (no,)), quotes=True),))


async def send(turn: Turn) -> Reply:
    """Consent given: the officers are told now, and the clock starts. A second cry joins the alert that is open."""
    desk = await open_desk(turn.unit, turn.house)
    quoted = turn.incoming.quoted
    message_id = quoted.message_id if quoted is not None else turn.incoming.message_id
    if not turn.incoming.is_private or not desk.is_staffed or message_id is None:
        raise Refusal("handover.nobody")
    text = _told(turn)
    if (opened := await _open_alert(turn)) is not None:
        return _joined(turn, opened, desk, text)
    danger, country = turn.library.answering.alarm.find(text), turn.library.countries.named_in(text)
    request = Request(
        ALERT,
        turn.incoming.chat_id,
        message_id,
        turn.language,
        text,
        asker_name=turn.incoming.sender_name,
        danger=danger.kind if danger else None,
        country=country.code if country else None,
    )
    ticket, _ = await turn.unit.tickets.open(request, now=turn.now, due_at=turn.now + ESCALATE_AFTER)
    minutes = int(ESCALATE_AFTER.total_seconds() // 60)
    key = "alert.sent" if may_open(turn) else "alert.sent_busy"
    if may_open(turn):  # the next message is for the officers, without another tap
        await open_short(turn, TICKET, codes=[ticket.code])
    shown = Card(turn.say(key, code=ticket.code, minutes=minutes), _rows(turn, ticket), in_place=True)
    return Reply((shown, *for_staff(turn.house, ticket, desk)))


async def _open_alert(turn: Turn) -> Ticket | None:
    mine = await turn.unit.tickets.of(turn.person.telegram_id)
    return next((ticket for ticket in mine if ticket.kind == ALERT), None)


def _joined(turn: Turn, ticket: Ticket, desk: Desk, text: str) -> Reply:
    """More from somebody whose alert is open: to whoever was told of it; ten taps on one card say it once."""
    shown = Card(turn.say("alert.joined", code=ticket.code), _rows(turn, ticket), in_place=True)
    if not text or text == ticket.text:
        return Reply((shown,))
    news = turn.house.texts.say(INDONESIAN, "ticket.from_asker", code=ticket.code, text=escape(text))
    rows = reply_rows(turn.house, ticket, INDONESIAN)
    return Reply((shown, *(Card(news, rows if chat > 0 else (), chat_id=chat) for chat in desk.about(ticket))))


def _rows(turn: Turn, ticket: Ticket) -> tuple[Row, ...]:
    add = Button(turn.plain("button.add_message"), act("ticket_reply", ticket.code))
    return ((add,), (Button(turn.plain("button.withdraw"), act("withdraw", ticket.code)),))


def _told(turn: Turn) -> str:
    """What the person wrote before the card; of a command, what follows it."""
    quoted = turn.incoming.quoted
    if quoted is None or quoted.is_ours:
        return ""
    command, _, rest = quoted.text.partition(" ")
    return rest.strip() if command.startswith("/") else quoted.text
