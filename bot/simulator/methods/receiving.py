"""How the bot gets its updates: getUpdates, webhooks; and who it is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request, conflict

if TYPE_CHECKING:
    from bot.simulator.errors import Json
    from bot.simulator.params import Params
    from bot.simulator.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50


def get_me(world: World, _params: Params) -> Json:
    """The bot itself."""
    return world.bot | {
        "first_name": world.profile.text("name", None),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(world: World, params: Params) -> list[Json]:
    """What is pending from the offset on; the offset confirms all before it."""
    if world.webhook.settings.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    updates = world.updates
    updates.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
    _allow(world, params)
    updates.confirm_before(params.get("offset", 0))
    limit = params.get("limit", MOST_UPDATES)
    limit = limit if 0 < limit <= MOST_UPDATES else MOST_UPDATES
    batch = updates.pending(limit)
    timeout = min(params.get("timeout", 0), LONGEST_POLL)
    if not batch and timeout > 0:
        await updates.arrival(timeout)
        batch = updates.pending(limit)
    return batch


async def set_webhook(world: World, params: Params) -> bool:
    """From now on updates are posted; an open poll ends with 409."""
    if params.get("url"):
        world.updates.end_poll("terminated by setWebhook request")
    if params.get("drop_pending_updates"):
        world.updates.confirm_all()
    _allow(world, params)
    await world.webhook.set(params)
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Back to getUpdates."""
    if params.get("drop_pending_updates"):
        world.updates.confirm_all()
    await world.webhook.stop()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    return world.webhook.info()


def _allow(world: World, params: Params) -> None:
    """Only updates queued from now on are affected; unset keeps what was set before."""
    allowed: Any = params.get("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad_request("can't parse allowed_updates JSON object")
    world.updates.allowed = frozenset(map(str, allowed)) or None


METHODS = MappingProxyType(
    {
        "getMe": get_me,
        "getUpdates": get_updates,
        "setWebhook": set_webhook,
        "deleteWebhook": delete_webhook,
        "getWebhookInfo": get_webhook_info,
        "logOut": lambda _world, _params: True,
        "close": lambda _world, _params: True,
    }
)
