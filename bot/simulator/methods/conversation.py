"""Chats themselves: who is in them, what is pinned, what the bot is doing, files by id."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.fields import names

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.errors import Json
    from bot.simulator.params import Params
    from bot.simulator.world import World

ACTIONS = names(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
ADMIN_RIGHTS = names(
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories"
)


def send_chat_action(world: World, params: Params) -> bool:
    """What the bot is busy with: shown for five seconds or until the next message."""
    chat = world.reach(params["chat_id"])
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.tell("action", chat_id=chat.id, action=params["action"])
    return True


def get_file(world: World, params: Params) -> Json:
    """Where to download a file from."""
    return world.files.describe(params["file_id"])


def get_chat(world: World, params: Params) -> Json:
    """All about a chat."""
    chat = world.find(params["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full: Json = chat.about | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    return full | ({"pinned_message": pinned} if pinned else {})


def get_chat_member(world: World, params: Params) -> Json:
    """What someone is in a chat."""
    chat, user_id = world.find(params["chat_id"]), params["user_id"]
    account = world.accounts.get(user_id)
    if user_id == world.bot["id"]:
        user = world.bot
    elif account is not None:
        user = account.as_user()
    else:
        raise bad_request("invalid user_id specified")
    return {"user": user, **_standing(world, chat, user_id)}


def leave_chat(world: World, params: Params) -> bool:
    """The bot leaves a group."""
    chat = world.reach(params["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.left = True
    return True


def pin_message(world: World, params: Params) -> bool:
    """To the top of the chat."""
    chat = world.reach(params["chat_id"])
    if chat.find(params["message_id"]) is None:
        raise bad_request("message to pin not found")
    _pin(world, chat, [*(pin for pin in chat.pinned if pin != params["message_id"]), params["message_id"]])
    return True


def unpin_message(world: World, params: Params) -> bool:
    """The one named, or the one pinned last."""
    chat = world.reach(params["chat_id"])
    gone = params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if gone not in chat.pinned:
        raise bad_request("message to unpin not found")
    _pin(world, chat, [pin for pin in chat.pinned if pin != gone])
    return True


def unpin_all(world: World, params: Params) -> bool:
    """Nothing is pinned any more."""
    _pin(world, world.reach(params["chat_id"]), [])
    return True


def set_reaction(world: World, params: Params) -> bool:
    """One emoji on a message, or none."""
    chat, reactions = world.reach(params["chat_id"]), params.get("reaction") or []
    if chat.find(params["message_id"]) is None:
        raise bad_request("message to react not found")
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(not isinstance(reaction, dict) or reaction.get("type") != "emoji" for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    chat.reactions[params["message_id"]] = reactions
    world.events.tell("reaction", chat_id=chat.id, message_id=params["message_id"], reactions=reactions)
    return True


def _standing(world: World, chat: Chat, user_id: int) -> Json:
    if chat.is_private and user_id in {chat.id, world.bot["id"]}:
        return {"status": "member"}
    if user_id in chat.admins:
        return {"status": "administrator", **dict.fromkeys(ADMIN_RIGHTS, False)}
    is_member = user_id in chat.members or (user_id == world.bot["id"] and not chat.left)
    return {"status": "member" if is_member else "left"}


def _pin(world: World, chat: Chat, pinned: list[int]) -> None:
    chat.pinned = pinned
    world.events.tell("pinned", chat_id=chat.id, pinned=pinned)


METHODS = MappingProxyType(
    {
        "sendChatAction": send_chat_action,
        "getFile": get_file,
        "getChat": get_chat,
        "getChatMember": get_chat_member,
        "leaveChat": leave_chat,
        "pinChatMessage": pin_message,
        "unpinChatMessage": unpin_message,
        "unpinAllChatMessages": unpin_all,
        "setMessageReaction": set_reaction,
    }
)
