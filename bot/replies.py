"""What a handler returns: cards to show, in Telegram's terms but without Telegram's types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.access import Role

DATA_LIMIT = 64  # bytes Telegram allows in a button


@dataclass(frozen=True)
class Button:
    """A button under a card: an `action` of ours (see `act`), or a web address to open."""

    label: str
    action: str = ""
    url: str = ""


Row = tuple[Button, ...]


def in_rows(buttons: Sequence[Button], width: int) -> list[Row]:
    """The buttons so many beside each other."""
    return [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]


@dataclass(frozen=True)
class File:
    """A file to be drawn when it is sent: which drawing (`bot/drawing`), under what name, from which data (JSON)."""

    drawing: str
    name: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Card:
    """One message. `in_place` puts it where the pressed button was, if one was pressed.

    With empty `html` only the buttons under the pressed card change. `quotes` shows what was written above the
    card; its buttons can then read it again, so nothing of it need be stored. `arrived` and `lost` follow, in
    whichever chat they name, once the card has reached its chat or never will.
    """

    html: str
    rows: tuple[Row, ...] = ()
    in_place: bool = False
    chat_id: int | None = None  # None: the chat the update came from
    edits: int | None = None  # a message of that chat to put it in place of; where that is gone, nothing is sent
    quotes: bool = False
    file: File | None = None  # then `html` is its caption, at most 1,024 characters, always a new message
    arrived: "tuple[Card, ...]" = ()
    lost: "tuple[Card, ...]" = ()


@dataclass(frozen=True)
class Reply:
    """The outcome of one update. An empty reply is silence, kept all the same."""

    cards: tuple[Card, ...] = ()
    toast: str = ""  # shown over the chat when a button was pressed
    alert: bool = False  # the toast waits for OK
    menus: tuple[tuple[int, Role], ...] = field(default=())  # people whose command menu changes, and to which role


def card(html: str, *rows: Row, in_place: bool = False) -> Reply:
    """The usual reply: one card."""
    return Reply((Card(html, rows, in_place),))


SILENCE = Reply()


def act(name: str, *arguments: str) -> str:
    """What a button says to us; raises ValueError over Telegram's 64 bytes, so that tests find it."""
    data = ":".join((name, *arguments))
    if len(data.encode()) > DATA_LIMIT:
        raise ValueError(f"button data over {DATA_LIMIT} bytes: {name}")
    return data


def read_action(data: str) -> tuple[str, tuple[str, ...]]:
    """The name and the arguments of a button, which anyone may have forged."""
    name, *arguments = data.split(":")
    return name, tuple(arguments)
