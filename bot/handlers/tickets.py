"""Tickets between the office and whoever asked: taking one, answering, sending a ready answer, closing."""

from dataclasses import replace

from bot.access import Role
from bot.desk import open_desk
from bot.i18n import INDONESIAN, EscapedHtml, escape
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, Reply, act, card
from bot.short_forms import TICKET, open_for, open_short
from bot.turn import Turn
from bot.words import tickets as words
from bot.words.answers import answer_card
from storage.drafts import Draft
from storage.tickets import ALERT, ANSWERED, CLOSED, Ticket

FORM = TICKET
LONGEST = 3000  # characters of an answer, so that it fits one message with its heading


async def quoted_ticket(turn: Turn) -> Ticket | None:
    """The ticket of the message this one answers, where the writer may speak in it; None for an ordinary message."""
    quoted = turn.incoming.quoted
    code = words.code_in(quoted.text) if quoted is not None and quoted.is_ours else None
    ticket = await turn.unit.tickets.by_code(code) if code else None
    if ticket is None or (turn.role < Role.STAFF and not (ticket.is_open and _is_asker(turn, ticket))):
        return None
    return ticket


async def replied(turn: Turn, ticket: Ticket) -> Reply:
    """Answering a ticket's message in Telegram answers the ticket, from either side."""
    return await _say(turn, ticket, turn.incoming.text)


async def take(turn: Turn) -> Reply:
    """The button "Saya tangani": the person in danger hears it, the colleagues too, and the clock stops."""
    turn.require(Role.STAFF)
    ticket, desk = await _open_ticket(turn), await open_desk(turn.unit, turn.house)
    if ticket.handled_by is not None and ticket.handled_by not in desk.everybody:  # who had it may no longer
        await turn.unit.tickets.release(ticket.handled_by, now=turn.now)
        ticket = await _open_ticket(turn)
    me = turn.person.telegram_id
    due_at = ticket.created_at + words.KEPT
    if not await turn.unit.tickets.acknowledge(ticket, by=me, now=turn.now, due_at=due_at):
        raise Refusal("ticket.taken_already", name=await _name(turn, ticket.handled_by))
    await turn.unit.audit.note(me, "acknowledge", f"ticket:{ticket.code}", turn.now)
    name = turn.person.name or turn.incoming.sender_name
    texts = turn.house.texts
    rows = words.reply_rows(turn.house, ticket, ticket.language)
    told = Card(texts.say(ticket.language, "alert.taken", code=ticket.code), rows, chat_id=ticket.asker_id)
    news = texts.say(INDONESIAN, "ticket.taken", code=ticket.code, name=name)
    others = [chat for chat in desk.for_alerts(ticket.level) if chat not in {me, turn.incoming.chat_id}]
    taken = words.taken_card(turn.house, ticket, turn.incoming.chat_id, name)
    return Reply((taken, told, *(Card(news, chat_id=chat) for chat in others)), toast=turn.plain("ticket.taken_short"))


async def begin_reply(turn: Turn) -> Reply:
    """The button for those who do not answer the message itself: what is typed next goes to the other side."""
    ticket = await _open_ticket(turn)
    if not turn.incoming.is_private or (turn.role < Role.STAFF and not _is_asker(turn, ticket)):
        raise button_is_old()
    draft = await open_short(turn, FORM, codes=[ticket.code])
    key = "ticket.write_message" if ticket.kind == ALERT else "ticket.write_answer"
    return card(turn.say(key, code=ticket.code), (Button(turn.plain("button.discard"), act("discard", draft.key)),))


async def is_waited_for(turn: Turn) -> bool:
    """Whether what is typed now has somewhere to go: the ticket of the open form is still open."""
    return turn.draft is not None and bool(await _tickets(turn, turn.draft))


async def typed(turn: Turn) -> Reply:
    """What was typed after the button. An answer is shown once more before it goes, for it ends the ticket."""
    draft = _draft(turn)
    tickets = await _tickets(turn, draft)
    if tickets and tickets[0].kind == ALERT:
        await turn.unit.drafts.discard(turn.person.telegram_id)
        return await _say(turn, tickets[0], turn.incoming.text)
    turn.require(Role.STAFF)
    text = _checked(turn)
    checked = await open_short(turn, FORM, codes=draft.data["codes"], text=text)  # an older card sends nothing
    send = Button(turn.plain("button.send_answer", count=len(tickets)), act("ticket_send", checked.key))
    stop = Button(turn.plain("button.discard"), act("discard", checked.key))
    return card(turn.say("ticket.check", count=len(tickets), text=text), (send,), (stop,))


async def send_typed(turn: Turn) -> Reply:
    """The answer checked: it goes to everybody who asked, and their names are forgotten."""
    turn.require(Role.STAFF)
    draft = _draft(turn, turn.action[0] if turn.action else "")
    if not (text := draft.data.get("text")):
        raise button_is_old()
    tickets = await _tickets(turn, draft)
    await turn.unit.drafts.discard(turn.person.telegram_id)
    answers = [shown for ticket in tickets for shown in await _answered(turn, ticket, escape(text))]
    return Reply((Card(turn.say("ticket.sent", count=len(answers)), in_place=True), *answers))


async def send_topic(turn: Turn) -> Reply:
    """An answer that exists already, sent with one tap."""
    turn.require(Role.STAFF)
    ticket = await _open_ticket(turn)
    topic = turn.library.topic(turn.action[1] if len(turn.action) > 1 else "", ticket.language)
    if topic is None:
        raise button_is_old()
    asker = ticket.asker_id
    shown = answer_card(replace(turn, person=replace(turn.person, language=ticket.language)), topic)
    heading = await _answered(turn, ticket, turn.house.texts.say(ticket.language, "ticket.see_below"))
    return Reply(
        (
            Card(turn.say("ticket.topic_sent", code=ticket.code, title=topic.title)),
            *heading,
            Card(shown.html, shown.rows, chat_id=asker),
        )
    )


async def close(turn: Turn) -> Reply:
    """End it: an alert that is over, a question the office does not answer. The person is told."""
    turn.require(Role.STAFF)
    ticket = await _open_ticket(turn)
    key = "alert.closed" if ticket.kind == ALERT else "handover.closed"
    contact = turn.library.contacts["halo-kp2mi"].inline(ticket.language)
    told = Card(turn.house.texts.say(ticket.language, key, code=ticket.code, contact=contact), chat_id=ticket.asker_id)
    if not await turn.unit.tickets.end(ticket, CLOSED, by=turn.person.telegram_id, now=turn.now):
        raise Refusal("ticket.ended")
    await turn.unit.audit.note(turn.person.telegram_id, "close", f"ticket:{ticket.code}", turn.now)
    return Reply((Card(turn.say("ticket.closed", code=ticket.code)), told))


async def _say(turn: Turn, ticket: Ticket, text: str) -> Reply:
    """One message to the other side of a ticket; of a question, the answer that ends it."""
    if not ticket.is_open:
        raise Refusal("ticket.ended")
    html = escape(_checked(turn, text))
    if ticket.kind != ALERT:
        turn.require(Role.STAFF)
        return Reply(await _answered(turn, ticket, html))
    if _is_asker(turn, ticket):
        return await _to_staff(turn, ticket, html)
    rows = words.reply_rows(turn.house, ticket, ticket.language)
    if ticket.asker_id is not None:
        await open_for(turn, ticket.asker_id, FORM, codes=[ticket.code])
    message = words.to_asker(turn.house, ticket, html, *rows)
    return Reply((words.with_receipts(turn.house, message, ticket, turn.incoming.chat_id),))


async def _to_staff(turn: Turn, ticket: Ticket, html: EscapedHtml) -> Reply:
    """To whoever takes care of it, or to all who were told; whom it cannot reach, the others stand in for."""
    desk = await open_desk(turn.unit, turn.house)
    chats = (ticket.handled_by,) if ticket.handled_by in desk.everybody else desk.for_alerts(ticket.level)
    text = turn.house.texts.say(INDONESIAN, "ticket.from_asker", code=ticket.code, text=html)
    rows = words.reply_rows(turn.house, ticket, INDONESIAN)
    cards = {chat: Card(text, rows if chat > 0 else (), chat_id=chat) for chat in chats if chat is not None}
    instead = tuple(Card(text, rows, chat_id=chat) for chat in desk.everybody if chat not in cards)
    emergency = Button(turn.plain("button.emergency"), act("emergency"))
    passed_on = Card(turn.say("ticket.passed_on", code=ticket.code), ((emergency,),))
    return Reply((passed_on, *(replace(shown, lost=instead) for shown in cards.values())))


async def _answered(turn: Turn, ticket: Ticket, html: EscapedHtml) -> tuple[Card, ...]:
    """The cards that answer a question, the first of which also brings staff their receipt. Ends the ticket."""
    me = turn.person.telegram_id
    if not await turn.unit.tickets.end(ticket, ANSWERED, by=me, now=turn.now):
        raise Refusal("ticket.ended")
    await turn.unit.audit.note(me, "answer", f"ticket:{ticket.code}", turn.now)
    return (words.with_receipts(turn.house, words.to_asker(turn.house, ticket, html), ticket, turn.incoming.chat_id),)


async def _open_ticket(turn: Turn) -> Ticket:
    ticket = await turn.unit.tickets.by_code(turn.action[0] if turn.action else "")
    if ticket is None:
        raise button_is_old()
    if not ticket.is_open:
        raise Refusal("ticket.ended")
    return ticket


async def _tickets(turn: Turn, draft: Draft) -> list[Ticket]:
    """Those of the draft that are still open, as far as the writer may speak in them."""
    found = [await turn.unit.tickets.by_code(code) for code in draft.data["codes"]]
    return [t for t in found if t and t.is_open and (turn.role >= Role.STAFF or _is_asker(turn, t))]


async def _name(turn: Turn, telegram_id: int | None) -> str:
    person = await turn.unit.people.get(telegram_id) if telegram_id is not None else None
    return person.name if person and person.name else "–"


def _draft(turn: Turn, key: str | None = None) -> Draft:
    if turn.draft is None or turn.draft.form != FORM or key not in {None, turn.draft.key}:
        raise button_is_old()
    return turn.draft


def _is_asker(turn: Turn, ticket: Ticket) -> bool:
    return ticket.asker_id == turn.person.telegram_id and turn.incoming.is_private


def _checked(turn: Turn, text: str | None = None) -> str:
    """The words to pass on; a photograph with a caption would arrive without itself, so it is not taken."""
    text = (turn.incoming.text if text is None else text).strip()
    if not text or turn.incoming.attachment is not None:
        raise Refusal("ticket.only_text")
    if len(text) > LONGEST:
        raise Refusal("ticket.too_long", most=LONGEST)
    return turn.plain("ticket.edited", text=text) if turn.incoming.is_edit else text
