"""What the bot says about itself: name, descriptions, commands by scope and language, menu button."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.errors import Json

Key = tuple[str, str]  # scope, language

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")
COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256
LIMITS = MappingProxyType({"name": 64, "description": 512, "short_description": 120})
PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


class Profile:
    """Stored as the bot gave it; what a person sees of it follows Telegram's order of scopes."""

    def __init__(self, name: str) -> None:
        self.commands: dict[Key, list[Json]] = {}
        self.texts: dict[str, dict[str, str]] = {
            "name": {"": name},
            "description": {},
            "short_description": {},
        }
        self.menu_buttons: dict[int | None, Json] = {}

    def set_commands(self, params: Json) -> None:
        """setMyCommands: replaces the list of this scope and language."""
        commands = params["commands"]
        if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
            raise bad_request("can't parse commands: expected an Array of BotCommand")
        if len(commands) > COMMANDS_LIMIT:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        stored = [_checked_command(command) for command in commands]
        if stored:
            self.commands[_key(params)] = stored
        else:
            self.commands.pop(_key(params), None)

    def get_commands(self, params: Json) -> list[Json]:
        """getMyCommands: exactly this scope and language, nothing inherited."""
        return self.commands.get(_key(params), [])

    def delete_commands(self, params: Json) -> None:
        """deleteMyCommands: people fall back to the next wider scope."""
        self.commands.pop(_key(params), None)

    def commands_for(self, chat: Chat | int, user_id: int, language: str | None) -> list[Json]:
        """What this person's menu lists: the narrowest scope that has commands, own language first."""
        for scope in _scopes(chat, user_id):
            for code in ((language or "")[:2], ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

    def set_text(self, which: str, params: Json) -> None:
        """setMyName, setMyDescription, setMyShortDescription."""
        language = _language(params)
        text = params.get(which) or ""
        if len(text) > LIMITS[which]:
            raise bad_request(f"bot {which.replace('_', ' ')} is too long")
        if text or language:
            self.texts[which][language] = text
        else:
            self.texts[which].pop(language, None)

    def text(self, which: str, language: str | None) -> str:
        """The text a person of that language sees."""
        texts = self.texts[which]
        return texts.get((language or "")[:2]) or texts.get("", "")

    def set_menu_button(self, params: Json) -> None:
        """setChatMenuButton, for one chat or for all."""
        button: Any = params.get("menu_button") or {"type": "default"}
        if not isinstance(button, dict) or button.get("type") not in {"commands", "default", "web_app"}:
            raise bad_request("can't parse menu button: Unsupported type specified")
        self.menu_buttons[params.get("chat_id")] = button

    def menu_button(self, chat_id: int | None) -> Json:
        """The menu button of a chat."""
        default = {"type": "commands" if self.commands else "default"}
        return self.menu_buttons.get(chat_id) or self.menu_buttons.get(None) or default


def _scopes(chat: Chat | int, user_id: int) -> list[str]:
    if isinstance(chat, int) or chat.is_private:
        return [f"chat:{chat if isinstance(chat, int) else chat.id}", "all_private_chats", "default"]
    scopes = [f"chat_member:{chat.id}:{user_id}"]
    if user_id in chat.admins:
        scopes += [f"chat_administrators:{chat.id}", f"chat:{chat.id}", "all_chat_administrators"]
    return [*scopes, f"chat:{chat.id}", "all_group_chats", "default"]


def _checked_command(command: Json) -> Json:
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 0 < len(description) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _key(params: Json) -> Key:
    scope = params.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in PLAIN_SCOPES:
        return kind, _language(params)
    if kind in {"chat", "chat_administrators"}:
        return f"{kind}:{scope.get('chat_id')}", _language(params)
    if kind == "chat_member":
        return f"{kind}:{scope.get('chat_id')}:{scope.get('user_id')}", _language(params)
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def _language(params: Json) -> str:
    code = params.get("language_code") or ""
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return str(code)
