"""The simulator as a whole: start it, be people, look at what happened, make it misbehave."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from bot.simulator.acts import Acts
from bot.simulator.server import Server
from bot.simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.simulator.chats import Call, Chat
    from bot.simulator.errors import Json
    from bot.simulator.faults import Faults, Network
    from bot.simulator.people import Account


class Simulator(Acts):
    """A Bot API server for one bot, with the people who talk to it.

    Nothing survives the process. `clock` dates messages and ages updates and queries; waiting (long polls,
    delays, webhook retries) goes by real time. `strict` also refuses what Telegram silently ignores: unknown
    fields, unknown &entities;, unlabelled buttons. `history` bounds what is kept of calls, updates, files, and
    messages in a chat.
    """

    def __init__(
        self,
        *,
        token: str = "1:SIM",  # noqa: S107 - no secret
        bot_username: str = "bp3mi_ntt_bot",
        bot_name: str = "BP3MI NTT",
        accounts: Sequence[Account] = (),
        clock: Callable[[], float] = time.time,
        strict: bool = True,
        limits: bool = False,
        history: int = 10_000,
        webhook_wait: float = 1.0,
    ) -> None:
        world = World(
            token=token,
            bot_username=bot_username,
            bot_name=bot_name,
            accounts=accounts,
            clock=clock,
            strict=strict,
            limits=limits,
            history=history,
            webhook_wait=webhook_wait,
        )
        super().__init__(world)
        self.url = ""
        self._server = Server(world, self)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; `url` says where. After `stop`, this resumes with everything as it was."""
        self.url = await self._server.start(host, port)

    async def stop(self) -> None:
        """Stop listening and posting; connections are refused from now on."""
        await self.world.webhook.stop()
        await self._server.stop()

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def faults(self) -> Faults:
        """Failures to order."""
        return self.world.faults

    @property
    def network(self) -> Network:
        """The line between the bot and Telegram."""
        return self.world.network

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot, oldest first, at most `history`."""
        return list(self.world.calls)

    @property
    def commands(self) -> Mapping[tuple[str, str], list[Json]]:
        """What setMyCommands stored, by scope ("default", "chat:101", …) and language ("" for all)."""
        return self.world.profile.commands

    def commands_for(self, account_id: int) -> list[Json]:
        """The commands this person's menu shows, by scope and language."""
        account = self.account(account_id)
        return self.world.profile.commands_for(account_id, account_id, account.language_code)

    def chat(self, chat_id: int) -> Chat:
        """A chat as it is now; a person's chat with the bot begins empty."""
        if chat_id in self.world.accounts:
            return self.world.private_chat(self.world.accounts[chat_id])
        return self.world.chats[chat_id]

    def group(self, chat_id: int, title: str, *, members: Sequence[int] = (), admins: Sequence[int] = ()) -> Chat:
        """Make a supergroup with the bot in it, under privacy mode unless the bot is among the admins."""
        return self.world.make_group(chat_id, title, members, admins)

    def answer_to(self, update_id: int) -> Json | None:
        """What answerCallbackQuery said to this press: text, show_alert…; `None` while unanswered."""
        for query in self.world.queries.values():
            if query.update_id == update_id:
                return query.answer
        raise LookupError(f"update {update_id} is no press of a button")

    def file(self, file_id: str) -> bytes:
        """What is in a file somebody sent, by the `file_id` on the message."""
        return self.world.files.content(file_id)

    @property
    def pending_count(self) -> int:
        """Updates Telegram still holds for the bot."""
        return len(self.world.updates)

    def confirmed(self, update_id: int) -> bool:
        """Whether the bot has confirmed the update by its offset, or its webhook by a 2xx."""
        return self.world.updates.is_confirmed(update_id)

    async def until_confirmed(self, *update_ids: int, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - what a test says
        """Wait for the bot to confirm these; `TimeoutError` names those it did not."""
        try:
            async with asyncio.timeout(timeout):
                await self.world.updates.until_confirmed(update_ids)
        except TimeoutError as error:
            late = [update_id for update_id in update_ids if not self.confirmed(update_id)]
            raise TimeoutError(f"not confirmed within {timeout} s: {late}") from error
