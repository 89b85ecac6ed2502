"""Telegram's side of everything: accounts, chats, files, the queue of updates, and the bot's own record."""

from __future__ import annotations

import itertools
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.simulator.chats import Call, Chat
from bot.simulator.errors import bad_request, forbidden
from bot.simulator.events import Events
from bot.simulator.faults import Faults, Network
from bot.simulator.files import Files
from bot.simulator.limits import Limits
from bot.simulator.profile import Profile
from bot.simulator.updates import Updates
from bot.simulator.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.simulator.errors import Json
    from bot.simulator.people import Account


@dataclass
class Query:
    """A pressed button waiting for its answer; `answer` keeps the last one given."""

    id: str
    update_id: int
    account_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    answer: Json | None = None


class World:
    """The state the methods of the Bot API work on and the chat page shows."""

    def __init__(
        self,
        *,
        token: str,
        bot_username: str,
        bot_name: str,
        accounts: Sequence[Account],
        clock: Callable[[], float],
        strict: bool,
        limits: bool,
        history: int,
        webhook_wait: float,
    ) -> None:
        self.token = token
        self.clock = clock
        self.strict = strict
        self.bot: Json = {
            "id": int(token.split(":", maxsplit=1)[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.accounts: dict[int, Account] = {account.id: account for account in accounts}
        self.chats: dict[int, Chat] = {}
        self.queries: OrderedDict[str, Query] = OrderedDict()
        self.calls: deque[Call] = deque(maxlen=history)
        self.call_count = 0
        self.files = Files(history=history)
        self.events = Events()
        self.network = Network()
        self.faults = Faults(self._tell_of_block)
        self.limits = Limits(clock, enabled=limits)
        self.profile = Profile(bot_name)
        self.updates = Updates(clock, history=history)
        self.webhook = Webhook(self.updates, self.network, clock, first_wait=webhook_wait)
        self.updates.on_new = self.webhook.deliver
        self._history = history
        self._numbers = itertools.count(1)
        self.album_numbers = itertools.count(1)
        self.query_numbers = itertools.count(1)

    def now(self) -> int:
        """The date on a message."""
        return int(self.clock())

    def private_chat(self, account: Account) -> Chat:
        """The person's chat with the bot, which exists once the person has spoken."""
        if account.id not in self.chats:
            self.chats[account.id] = Chat(account.as_chat(), self._numbers, history=self._history)
        return self.chats[account.id]

    def make_group(self, chat_id: int, title: str, members: Sequence[int], admins: Sequence[int]) -> Chat:
        """A supergroup with the bot in it; its messages are numbered apart."""
        about = {"id": chat_id, "title": title, "type": "supergroup"}
        chat = self.chats[chat_id] = Chat(about, itertools.count(1), history=self._history)
        chat.members.update(members, admins)
        chat.admins.update(admins)
        return chat

    def find(self, chat_id: int | str) -> Chat:
        """A chat the bot knows, or "chat not found": a bot cannot write first."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            if any(chat_id in known.members for known in self.chats.values() if not known.is_private):
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        return chat

    def reach(self, chat_id: int | str) -> Chat:
        """A chat the bot may write to now."""
        chat = self.find(chat_id)
        if chat.id in self.faults.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.left:
            raise forbidden("bot is not a member of the supergroup chat")
        return chat

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Put a new message into a chat, for all to see."""
        message = {
            "message_id": chat.next_id(),
            "from": sender,
            "chat": chat.about,
            "date": self.now(),
            **content,
        }
        chat.put(message)
        self.events.tell("message", chat_id=chat.id, message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Show a message as it is now."""
        chat.put(message)
        self.events.tell("edited", chat_id=chat.id, message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message away for everyone."""
        chat.remove(message_id)
        self.events.tell("deleted", chat_id=chat.id, message_id=message_id)

    def show_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        """Change what stands below the input of a chat."""
        chat.keyboard = keyboard
        self.events.tell("keyboard", chat_id=chat.id, keyboard=keyboard)

    def ask(self, query: Query) -> None:
        """Remember a pressed button until it is answered or forgotten."""
        self.queries[query.id] = query
        if len(self.queries) > self._history:
            self.queries.popitem(last=False)

    def record(self, call: Call) -> None:
        """Note a call in the log of all and in that of the chat it was about."""
        self.calls.append(call)
        self.call_count += 1
        chat = self.chats.get(self._subject(call))
        if chat is not None:
            chat.log.append(call)

    def _subject(self, call: Call) -> Any:
        query = self.queries.get(str(call.params.get("callback_query_id")))
        subject = query.chat_id if query else call.params.get("chat_id")
        return int(subject) if isinstance(subject, str) and subject.removeprefix("-").isdecimal() else subject

    def _tell_of_block(self, account_id: int, blocked: bool) -> None:
        account = self.accounts[account_id]
        member: Json = {"user": self.bot, "status": "member"}
        kicked: Json = {"user": self.bot, "status": "kicked", "until_date": 0}
        before, after = (member, kicked) if blocked else (kicked, member)
        change = {
            "chat": self.private_chat(account).about,
            "from": account.as_user(),
            "date": self.now(),
            "old_chat_member": before,
            "new_chat_member": after,
        }
        self.updates.add({"my_chat_member": change})
