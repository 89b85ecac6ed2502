"""The world as the chat page sees it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.errors import Json
    from bot.simulator.people import Account
    from bot.simulator.world import World

QUIET = 3.0  # seconds without a call or an open poll after which the bot counts as away


def everything(world: World) -> Json:
    """All a page needs to begin."""
    return {
        "bot": world.bot | {"first_name": world.profile.text("name", None)},
        "phones": [_person(world, account) | _chat(world, account) for account in _shown(world)],
        "status": status(world),
    }


def people(world: World) -> list[Json]:
    """Who holds the phones, and what the bot shows each beside messages."""
    return [_person(world, account) for account in _shown(world)]


def status(world: World) -> Json:
    """Whether the bot is there, and how much waits for it."""
    is_polling = world.updates.is_polled or bool(world.webhook.settings.url)
    last_call = world.calls[-1].at if world.calls else 0.0
    return {
        "listening": is_polling or world.clock() - last_call < QUIET,
        "pending": len(world.updates),
        "calls": world.call_count,
    }


def _shown(world: World) -> list[Account]:
    return [account for account in world.accounts.values() if account.title]


def _person(world: World, account: Account) -> Json:
    profile, language = world.profile, account.language_code
    return {
        "account": dataclasses.asdict(account),
        "bot_name": profile.text("name", language),
        "description": profile.text("description", language),
        "commands": profile.commands_for(account.id, account.id, language),
        "menu_button": profile.menu_button(account.id),
        "blocked": account.id in world.faults.blocked,
    }


def _chat(world: World, account: Account) -> Json:
    chat = world.private_chat(account) if account.id in world.chats else None
    if chat is None:
        return {"messages": [], "keyboard": None, "pinned": [], "reactions": {}}
    return {
        "messages": chat.messages,
        "keyboard": chat.keyboard,
        "pinned": chat.pinned,
        "reactions": chat.reactions,
    }
