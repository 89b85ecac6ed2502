"""The Bot API's methods: each a function of the world and the checked parameters."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.methods import conversation, editing, media, profile, receiving, sending

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.simulator.params import Params
    from bot.simulator.world import World

    Method = Callable[[World, Params], Any] | Callable[[World, Params], Awaitable[Any]]

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        **receiving.METHODS,
        **profile.METHODS,
        **sending.METHODS,
        **media.METHODS,
        **editing.METHODS,
        **conversation.METHODS,
    }
)
