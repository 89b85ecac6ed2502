"""What the bot says about itself, set and read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.simulator.errors import Json
    from bot.simulator.params import Params
    from bot.simulator.world import World


def _setter(change: Callable[[World, Params], None]) -> Callable[[World, Params], bool]:
    """A method that changes the profile and lets the page know."""

    def method(world: World, params: Params) -> bool:
        change(world, params)
        world.events.tell("profile")
        return True

    return method


def _text_getter(which: str) -> Callable[[World, Params], Json]:
    def method(world: World, params: Params) -> Json:
        return {which: world.profile.text(which, params.get("language_code"))}

    return method


def _text_setter(which: str) -> Callable[[World, Params], bool]:
    return _setter(lambda world, params: world.profile.set_text(which, params))


METHODS = MappingProxyType(
    {
        "setMyCommands": _setter(lambda world, params: world.profile.set_commands(params)),
        "deleteMyCommands": _setter(lambda world, params: world.profile.delete_commands(params)),
        "getMyCommands": lambda world, params: world.profile.get_commands(params),
        "setMyName": _text_setter("name"),
        "getMyName": _text_getter("name"),
        "setMyDescription": _text_setter("description"),
        "getMyDescription": _text_getter("description"),
        "setMyShortDescription": _text_setter("short_description"),
        "getMyShortDescription": _text_getter("short_description"),
        "setChatMenuButton": _setter(lambda world, params: world.profile.set_menu_button(params)),
        "getChatMenuButton": lambda world, params: world.profile.menu_button(params.get("chat_id")),
    }
)
