"""Reply -> Bot API calls. Pure: what it returns is stored before anything is sent."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from bot.replies import Card, Reply, Row
from bot.turn import Incoming
from storage.outbox import Call

TEXT_LIMIT = 4096  # UTF-16 units a message may have once its tags are read
TOAST_LIMIT = 200

_TOKEN = re.compile(r"</?[a-z-]+(?:\s[^>]*)?>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|.", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z-]+)")


def render(reply: Reply, incoming: Incoming) -> list[Call]:
    """The calls that make the reply real, in the order in which they must reach the chat."""
    calls = []
    if incoming.press_id is not None:
        calls.append(_answer_press(reply, incoming))
    for shown in reply.cards:
        calls += _show(shown, incoming)
    return calls


def split(html: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut HTML into messages Telegram accepts: at line ends where it can, tags closed and opened again."""
    if _length(html) <= limit:  # with its tags counted, so surely without
        return [html]
    pieces: list[str] = []
    piece: list[str] = []
    length = line_end = 0
    for token in _TOKEN.findall(html):
        size = _shown(token)
        if length + size > limit:
            cut = line_end or len(piece)
            rest = piece[cut:]
            tags_at_cut = _open_tags(piece[:cut])
            if done := "".join(piece[:cut]).strip("\n"):
                pieces.append(done + _closing(tags_at_cut))
            piece = [*tags_at_cut, *rest]
            length, line_end = sum(map(_shown, piece)), 0
        piece.append(token)
        length += size
        if token == "\n":  # noqa: S105  a piece of text, no secret
            line_end = len(piece)
    return [*pieces, "".join(piece) + _closing(_open_tags(piece))]


def keyboard(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "inline_keyboard": [
            [{"text": button.label, "callback_data": button.action} for button in row] for row in rows if row
        ]
    }


def _show(shown: Card, incoming: Incoming) -> Iterator[Call]:
    chat_id = shown.chat_id or incoming.chat_id
    pieces = split(shown.html)
    for number, piece in enumerate(pieces, start=1):
        params: dict[str, Any] = {
            "chat_id": chat_id,
            "text": piece,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if number == len(pieces) and any(shown.rows):
            params["reply_markup"] = keyboard(shown.rows)
        if number == 1 and shown.in_place and incoming.message_id is not None:
            yield Call(chat_id, "editMessageText", {**params, "message_id": incoming.message_id})
        else:
            yield Call(chat_id, "sendMessage", params)


def _answer_press(reply: Reply, incoming: Incoming) -> Call:
    params: dict[str, Any] = {"callback_query_id": incoming.press_id}
    if reply.toast:
        params |= {"text": reply.toast[:TOAST_LIMIT], "show_alert": reply.alert}
    return Call(incoming.chat_id, "answerCallbackQuery", params)


def _length(text: str) -> int:
    """UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shown(token: str) -> int:
    """What a token takes of a message: a tag nothing, an entity the one character it stands for."""
    if token.startswith("<") and len(token) > 1:
        return 0
    return _length(unescape(token))


def _open_tags(tokens: Sequence[str]) -> list[str]:
    """The opening tags, as written, that are still open after `tokens`."""
    stack: list[str] = []
    for token in tokens:
        if (tag := _TAG.match(token)) is None:
            continue
        if tag.group(1):
            stack.pop()
        else:
            stack.append(token)
    return stack


def _closing(tags: Sequence[str]) -> str:
    names = [tag.group(2) for token in reversed(tags) if (tag := _TAG.match(token))]
    return "".join(f"</{name}>" for name in names)
