"""Conversations in tests: people who say and tap, against the real bot over real HTTP.

`says` and `taps` return when the update is confirmed to the simulator and everything stored has been sent.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.app import Bot
from bot.simulator import Account, Simulator
from storage.people import Person


@dataclass(frozen=True)
class Shown:
    """A message as the person sees it."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text", ""))

    @property
    def links(self) -> list[str]:
        """The web addresses under the message."""
        return [button["url"] for row in self._rows for button in row if "url" in button]

    @property
    def quotes(self) -> str:
        """What the message shows above itself as the message it answers."""
        return str(self.raw.get("reply_to_message", {}).get("text", ""))

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self._rows for button in row]

    def data(self, label: str) -> str:
        """What the button beginning with, or holding, these words says to the bot."""
        for row in self._rows:
            for button in row:
                if label.casefold() in button["text"].casefold():
                    return str(button["callback_data"])
        raise AssertionError(f"no button {label!r} among {self.buttons} under: {self.text}")

    @property
    def _rows(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows


class Someone:
    def __init__(self, chat: "Chat", account: Account) -> None:
        self._chat = chat
        self.id = account.id

    async def says(self, text: str) -> Shown:
        return await self._after(self._chat.simulator.text(self.id, text))

    async def taps(self, label: str, *, on: Shown | None = None) -> Shown:
        shown = on or self.last
        return await self.sends_data(shown.data(label), on=shown)

    async def sends_data(self, data: str, *, on: Shown | None = None) -> Shown:
        """Press a button with any payload, a forged one too."""
        message_id = (on or self.last).id
        return await self._after(self._chat.simulator.press_data(self.id, data, message_id=message_id))

    async def replies(self, text: str, *, to: Shown | None = None, chat_id: int | None = None) -> Shown:
        """Answer a message, the bot's latest unless another is given."""
        reply_to = (to or self.last).id
        return await self._after(self._chat.simulator.text(self.id, text, reply_to=reply_to, chat_id=chat_id))

    async def forwards(self, text: str, *, by: "Someone") -> Shown:
        """Pass on what somebody else wrote."""
        written = self._chat.simulator.text(by.id, text)
        await self._chat.settled(written)
        message = next(m for m in reversed(by.messages) if m.text == text)
        return await self._after(self._chat.simulator.forward(self.id, message.id, from_chat_id=by.id))

    async def opens(self, payload: str) -> Shown:
        """Follow a t.me link."""
        return await self._after(self._chat.simulator.start_link(self.id, payload))

    async def _after(self, update_id: int) -> Shown:
        self._pressed = update_id
        await self._chat.settled(update_id)
        return self.last

    @property
    def messages(self) -> list[Shown]:
        return [Shown(message) for message in self._chat.simulator.chat(self.id).messages]

    @property
    def heard(self) -> list[Shown]:
        """What the bot said, oldest first."""
        return [shown for shown in self.messages if shown.raw["from"]["is_bot"]]

    @property
    def last(self) -> Shown:
        """The bot's latest message."""
        return self.heard[-1]

    @property
    def toast(self) -> str:
        """What appeared over the chat after the last tap."""
        answer = self._chat.simulator.answer_to(self._pressed)
        return str((answer or {}).get("text", ""))


class Chat:
    """A running bot with its simulator."""

    def __init__(self, simulator: Simulator, bot: Bot) -> None:
        self.simulator = simulator
        self.bot = bot
        self._next_id = 1000

    async def settled(self, *update_ids: int) -> None:
        async with asyncio.timeout(20):
            await self.simulator.until_confirmed(*update_ids, timeout=20)
            await self.bot.sender.until_idle()

    def someone(self, name: str = "Ani") -> Someone:
        """A member of the public who has opened the chat."""
        self._next_id += 1
        account = Account(self._next_id, name)
        self.simulator.add(account, started=True)
        return Someone(self, account)

    def group(self, chat_id: int, *members: Someone) -> "Group":
        """A group with the bot in it."""
        self.simulator.group(chat_id, "Meja BP3MI", members=[member.id for member in members])
        return Group(self, chat_id)

    async def facilitator(self, name: str = "Maria", *places: str) -> Someone:
        return await self._with_role(name, "facilitator", places)

    async def staff(self, name: str = "Yos") -> Someone:
        return await self._with_role(name, "staff")

    async def admin(self, name: str = "Rut") -> Someone:
        return await self._with_role(name, "admin")

    async def _with_role(self, name: str, role: str, places: tuple[str, ...] = ()) -> Someone:
        someone = self.someone(name)
        async with self.bot.store.begin() as unit:
            await unit.people.put(Person(someone.id, name, role, places), self.bot.house.clock())
        return someone


class Group:
    """A group chat, in which the bot hears only what Telegram lets it hear."""

    def __init__(self, chat: Chat, chat_id: int) -> None:
        self._chat = chat
        self.id = chat_id

    async def hears(self, who: Someone, text: str, *, answering: Shown | None = None) -> list[Shown]:
        """Somebody writes in the group; what the bot says then."""
        before = len(self.heard)
        reply_to = answering.id if answering else None
        await self._chat.settled(self._chat.simulator.text(who.id, text, chat_id=self.id, reply_to=reply_to))
        return self.heard[before:]

    async def taps(self, who: Someone, label: str, *, on: Shown) -> None:
        simulator = self._chat.simulator
        await self._chat.settled(simulator.press_data(who.id, on.data(label), message_id=on.id, chat_id=self.id))

    @property
    def heard(self) -> list[Shown]:
        return [Shown(m) for m in self._chat.simulator.chat(self.id).messages if m["from"]["is_bot"]]
