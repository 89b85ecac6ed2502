"""How a ticket looks: to staff, to whoever asked, and in the messages the two exchange.

Every such message begins with a sign and the code of its ticket. Answering it in Telegram is answering the
ticket: the code is read from the quoted message, which only the bot can have written.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk import Desk
from bot.i18n import INDONESIAN, EscapedHtml
from bot.replies import Button, Card, Row, act
from bot.turn import House
from content.answering import Understanding
from storage.tickets import ALERT, Ticket

KEPT = timedelta(days=14)  # how long an open ticket may know who asked
LONGEST = 1500  # characters of a question that is passed on: what is shown for consent is all that is kept
SUGGESTED = 2  # answers that exist already, offered to staff with one tap
HEADING = re.compile(r"(?:❓|🆘|💬) #([A-Z0-9]{6,32})\b")


def code_in(text: str) -> str | None:
    """The ticket a message of ours is about; a code anywhere but in its heading, where people write, is none."""
    found = HEADING.match(text)
    return found[1] if found else None


def staff_card(house: House, ticket: Ticket, chat_id: int, understood: Understanding | None = None) -> Card:
    """What staff see of a ticket, and what they can do about it in that chat."""
    key = "ticket.alert" if ticket.kind == ALERT else "ticket.question"
    text = house.texts.say(
        INDONESIAN,
        key,
        code=ticket.code,
        text=ticket.text or house.texts.plain(INDONESIAN, "ticket.no_text"),
        about=EscapedHtml(" · ".join(_about(house, ticket))),
    )
    rows = _alert_rows(house, ticket, chat_id) if ticket.kind == ALERT else _rows(house, ticket, chat_id, understood)
    return Card(text, rows, chat_id=chat_id)


def taken_card(house: House, ticket: Ticket, chat_id: int, name: str) -> Card:
    """The card of an alert that somebody takes care of, where it stood."""
    shown = staff_card(house, ticket, chat_id)
    news = house.texts.say(INDONESIAN, "ticket.taken", code=ticket.code, name=name)
    return Card(EscapedHtml(f"{shown.html}\n\n{news}"), shown.rows[1:], in_place=True)


def to_asker(house: House, ticket: Ticket, html: EscapedHtml, *rows: Row) -> Card:
    """An answer or a message of staff, as whoever asked gets it."""
    key = "ticket.message" if ticket.kind == ALERT else "ticket.answer"
    text = house.texts.say(ticket.language, key, code=ticket.code, text=shortened(ticket.text, 120), answer=html)
    return Card(text, rows, chat_id=ticket.asker_id)


def with_receipts(house: House, shown: Card, ticket: Ticket, chat_id: int) -> Card:
    """The card, after which staff in that chat hear that it arrived, or that it never will."""
    arrived, lost = (
        (Card(house.texts.say(INDONESIAN, key, code=ticket.code), chat_id=chat_id),)
        for key in ("ticket.arrived", "ticket.lost")
    )
    return replace(shown, arrived=arrived, lost=lost)


def reply_rows(house: House, ticket: Ticket, language: str) -> tuple[Row, ...]:
    """For those whose telephone makes answering a message hard."""
    return ((Button(house.texts.plain(language, "button.reply"), act("ticket_reply", ticket.code)),),)


def summary(house: House, tickets: Iterable[Ticket]) -> EscapedHtml:
    """One line a ticket, as the board lists them."""
    lines = (
        house.texts.say(
            INDONESIAN,
            "ticket.line",
            code=ticket.code,
            text=shortened(ticket.text, 160),
            about=EscapedHtml(" · ".join(_about(house, ticket))),
        )
        for ticket in tickets
    )
    return EscapedHtml("\n".join(lines))


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def moment(house: House, ticket: Ticket) -> str:
    local = ticket.created_at.astimezone(house.timezone)
    return f"{house.texts.short_day(INDONESIAN, local.date())} {local:%H.%M} {zone_name(house.timezone)}".strip()


def zone_name(zone: ZoneInfo) -> str:
    """The short name people here use."""
    return {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}.get(zone.key, "")


def _about(house: House, ticket: Ticket) -> list[str]:
    """Where from, in what danger, when; escaped."""
    texts, parts = house.texts, []
    if ticket.danger:
        parts.append(texts.say(INDONESIAN, f"danger.{ticket.danger}"))
    if ticket.country and (country := house.library.countries.get(ticket.country)):
        parts.append(EscapedHtml(country.name[INDONESIAN]))
    if ticket.regency_code and (place := house.library.places.get(ticket.regency_code)):
        parts.append(EscapedHtml(place.name))
    if ticket.asker_name:
        parts.append(texts.say(INDONESIAN, "ticket.from", name=ticket.asker_name))
    return [*parts, moment(house, ticket)]


def _rows(house: House, ticket: Ticket, chat_id: int, understood: Understanding | None) -> tuple[Row, ...]:
    say = house.texts.plain
    write = (Button(say(INDONESIAN, "button.write_answer"), act("ticket_reply", ticket.code)),) if chat_id > 0 else ()
    likely = understood.candidates[:SUGGESTED] if understood else ()
    topics = [house.library.topic(candidate.topic, INDONESIAN) for candidate in likely]
    ready = [
        (Button(say(INDONESIAN, "button.send_topic", title=topic.title), act("ticket_topic", ticket.code, topic.slug)),)
        for topic in topics
        if topic is not None
    ]
    close = (Button(say(INDONESIAN, "button.close_ticket"), act("ticket_close", ticket.code)),)
    return (write, *ready, close)


def _alert_rows(house: House, ticket: Ticket, chat_id: int) -> tuple[Row, ...]:
    say = house.texts.plain
    take = (Button(say(INDONESIAN, "button.acknowledge"), act("ticket_take", ticket.code)),)
    write = Button(say(INDONESIAN, "button.reply"), act("ticket_reply", ticket.code))
    close = Button(say(INDONESIAN, "button.close_alert"), act("ticket_close", ticket.code))
    return (take, (write, close) if chat_id > 0 else (close,))


def for_staff(house: House, ticket: Ticket, desk: Desk, level: int = 0) -> tuple[Card, ...]:
    """The cards that bring a ticket to the office; where the group cannot be reached, everybody gets one instead."""
    understood = None if ticket.kind == ALERT else house.library.answering.understand(ticket.text)
    chats = desk.for_alerts(level) if ticket.kind == ALERT else desk.for_questions()
    cards = [staff_card(house, ticket, chat, understood) for chat in chats]
    instead = tuple(staff_card(house, ticket, chat, understood) for chat in desk.everybody if chat not in chats)
    return tuple(replace(card, lost=instead) if card.chat_id == desk.group else card for card in cards)


def withdrawal(house: House, ticket: Ticket, desk: Desk) -> list[Card]:
    """What the office hears when whoever asked takes it back."""
    told = house.texts.say(INDONESIAN, "ticket.withdrawn", code=ticket.code)
    return [Card(told, chat_id=chat) for chat in desk.about(ticket)]
