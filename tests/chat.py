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
