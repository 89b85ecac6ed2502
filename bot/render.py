"""Reply -> Bot API calls. Pure: what it returns is stored before anything is sent."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from bot.drawing import DRAWINGS
from bot.outgoing import FILE, ONLY_IN_PLACE
from bot.replies import Button, Card, File, Reply, Row
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
    if pieces and not any(_shown(token) and not token.isspace() for token in piece):
        return pieces  # Telegram refuses what shows nothing
    return [*pieces, "".join(piece) + _closing(_open_tags(piece))]


def keyboard(rows: Sequence[Row]) -> dict[str, Any]:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows if row]}


def _button(button: Button) -> dict[str, str]:
    return {"text": button.label} | ({"url": button.url} if button.url else {"callback_data": button.action})


def messages(shown: Card, chat_id: int, *, quoting: int | None = None) -> list[Call]:
    """A card as new messages in a chat; the buttons stand under the last, what follows follows the last."""
    if shown.file is not None:
        return [_file(shown, shown.file, chat_id)]
    pieces = split(shown.html)
    calls = []
    for number, piece in enumerate(pieces, start=1):
        is_last = number == len(pieces)
        params: dict[str, Any] = {
            "chat_id": chat_id,
            "text": piece,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if is_last and any(shown.rows):
            params["reply_markup"] = keyboard(shown.rows)
        if quoting is not None:
            params["reply_parameters"] = {"message_id": quoting, "allow_sending_without_reply": True}
        calls.append(Call(chat_id, "sendMessage", params, _then(shown, chat_id) if is_last else {}))
    return calls


def _file(shown: Card, file: File, chat_id: int) -> Call:
    """The file with its caption; what it is drawn from travels in `file`, which Telegram never sees."""
    params: dict[str, Any] = {"chat_id": chat_id, "caption": shown.html, "parse_mode": "HTML"}
    if any(shown.rows):
        params["reply_markup"] = keyboard(shown.rows)
    params[FILE] = {"drawing": file.drawing, "name": file.name, "data": dict(file.data)}
    return Call(chat_id, DRAWINGS[file.drawing].method, params, _then(shown, chat_id))


def _then(shown: Card, chat_id: int) -> dict[str, tuple[Call, ...]]:
    following = {"sent": shown.arrived, "failed": shown.lost}
    return {
        state: tuple(call for card in cards for call in messages(card, card.chat_id or chat_id))
        for state, cards in following.items()
        if cards
    }


def _show(shown: Card, incoming: Incoming) -> list[Call]:
    chat_id = shown.chat_id or incoming.chat_id
    if shown.edits is not None:
        return [_edit(shown, chat_id, shown.edits)]
    message_id = incoming.message_id if shown.in_place and incoming.press_id is not None else None
    if not shown.html:
        about = {"chat_id": chat_id, "message_id": message_id, "reply_markup": keyboard(shown.rows)}
        return [Call(chat_id, "editMessageReplyMarkup", about)] if message_id is not None else []
    quoting = _written(incoming) if shown.quotes and message_id is None else None  # an edited card quotes already
    calls = messages(shown, chat_id, quoting=quoting)
    if message_id is not None and shown.file is None:
        first = calls[0]
        calls[0] = Call(chat_id, "editMessageText", {**first.params, "message_id": message_id}, first.then)
    return calls


def _edit(shown: Card, chat_id: int, message_id: int) -> Call:
    """Somebody else's card brought up to date, about which nobody asked: a new message would only disturb."""
    first = messages(shown, chat_id)[0]
    return Call(chat_id, "editMessageText", {**first.params, "message_id": message_id, ONLY_IN_PLACE: True}, first.then)


def _written(incoming: Incoming) -> int | None:
    """The message of the person's own: the one that arrived, or the one above the pressed card."""
    if incoming.press_id is None:
        return incoming.message_id
    quoted = incoming.quoted
    return quoted.message_id if quoted is not None and not quoted.is_ours else None


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
