"""Reply markup: inline keyboards, reply keyboards, and what Telegram refuses about them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request
from bot.simulator.fields import names
from bot.simulator.links import WrongLinkError, checked_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator.errors import Json

DATA_LIMIT = 64
COPY_LIMIT = 256
BUTTONS_LIMIT = 100
PLACEHOLDER_LIMIT = 64

INLINE_ACTIONS = names(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
)
INLINE_BUTTON = INLINE_ACTIONS | {"text", "icon_custom_emoji_id", "style"}
REPLY_BUTTON = names(
    "text icon_custom_emoji_id style request_users request_chat request_managed_bot request_contact "
    "request_location request_poll web_app"
)
STYLES = frozenset({"danger", "success", "primary"})
KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "inline_keyboard": frozenset({"inline_keyboard"}),
        "keyboard": names("keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective"),
        "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
        "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
    }
)
_FLAGS = names("is_persistent resize_keyboard one_time_keyboard selective remove_keyboard force_reply")


def checked(markup: Any, *, strict: bool, inline_only: bool = False) -> Json | None:
    """The markup as Telegram takes it, `None` for none, or a refusal."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((kind for kind in KINDS if kind in markup), None)
    if kind is None or (inline_only and kind != "inline_keyboard"):
        raise bad_request("inline keyboard expected" if inline_only else "object expected as reply markup")
    _refuse_unknown(markup, KINDS[kind], "reply_markup", strict=strict)
    for flag in _FLAGS & markup.keys():
        if not isinstance(markup[flag], bool):
            raise bad_request(f'field "{flag}" must be of type Boolean')
    if len(markup.get("input_field_placeholder") or "") > PLACEHOLDER_LIMIT:
        raise bad_request("PLACEHOLDER_INVALID")
    if kind == "inline_keyboard":
        return _inline(markup, strict=strict)
    if kind == "keyboard":
        return _reply(markup, strict=strict)
    return dict(markup)


def _inline(markup: Json, *, strict: bool) -> Json | None:
    rows = [row for row in _rows(markup, "inline_keyboard") if row]
    rows = [[_checked_inline(button, strict=strict) for button in row] for row in rows]
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _reply(markup: Json, *, strict: bool) -> Json:
    rows = []
    for row in _rows(markup, "keyboard"):
        buttons = [{"text": button} if isinstance(button, str) else button for button in row]
        for button in buttons:
            if not isinstance(button, dict) or not button.get("text"):
                raise bad_request("can't parse keyboard button: Can't find field \"text\"")
            _refuse_unknown(button, REPLY_BUTTON, "KeyboardButton", strict=strict)
        rows.append(buttons)
    if not any(rows):
        raise bad_request("reply keyboard is empty")
    return {**markup, "keyboard": rows}


def _rows(markup: Json, field: str) -> list[list[Any]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f'field "{field}" must be an Array of Arrays')
    return rows


def _checked_inline(button: Any, *, strict: bool) -> Json:
    if not isinstance(button, dict):
        raise _unparsable("Expected an object")
    _refuse_unknown(button, INLINE_BUTTON, "InlineKeyboardButton", strict=strict)
    if "text" not in button:
        raise _unparsable('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unparsable('Field "text" must be of type String')
    if strict and not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
    actions = [name for name in button if name in INLINE_ACTIONS and _is_given(name, button[name])]
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if strict and len(actions) > 1:
        raise _unparsable(f"exactly one action expected, got {', '.join(sorted(actions))}")
    if actions[0] == "url":
        return button | {"url": _checked_url(button["url"])}
    _check_action(actions[0], button[actions[0]])
    return button


def _is_given(action: str, value: Any) -> bool:
    """An empty query is a query, an empty payload or address is none."""
    return value is not None and (value != "" or action.startswith("switch_"))


def _check_action(action: str, value: Any) -> None:
    match action:
        case "callback_data":
            if not isinstance(value, str):
                raise _unparsable('Field "callback_data" must be of type String')
            if len(value.encode(errors="surrogatepass")) > DATA_LIMIT:
                raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 0 < len(text) <= COPY_LIMIT:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "web_app":
            url = str(value.get("url")) if isinstance(value, dict) else ""
            if not url.startswith("https://"):
                raise bad_request(
                    f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                )
        case "pay" | "callback_game":
            raise bad_request("BUTTON_TYPE_INVALID")


def _checked_url(url: Any) -> str:
    if not isinstance(url, str):
        raise _unparsable('Field "url" must be of type String')
    try:
        return checked_link(url)
    except WrongLinkError as error:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {error}") from error


def _refuse_unknown(given: Json, known: frozenset[str], what: str, *, strict: bool) -> None:
    if strict and not given.keys() <= known:
        unknown = given.keys() - known
        raise bad_request(f'unknown field "{min(unknown)}" in {what} (Telegram would ignore it)')


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
