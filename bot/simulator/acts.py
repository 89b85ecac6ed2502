"""What people do on their phones; each act is a true Telegram update in the bot's queue."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from bot.simulator.entities import TEXT_LIMIT, found_in
from bot.simulator.files import Upload, sample_photo
from bot.simulator.markup import utf16_length
from bot.simulator.methods.media import document_content, photo_content, sticker_content, voice_content
from bot.simulator.methods.sending import quoted
from bot.simulator.world import Query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.chats import Chat
    from bot.simulator.errors import Json
    from bot.simulator.people import Account
    from bot.simulator.world import World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
PASSED_ON = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "voice",
    "location",
    "contact",
)


class Acts:
    """Each method queues an update and returns its `update_id`.

    `chat_id` is for groups; without it the person writes to the bot in private. An update the bot cannot
    see (a group's talk under privacy mode, a kind it did not ask for) has an id and is confirmed at once.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def text(self, account_id: int, text: str, *, chat_id: int | None = None, reply_to: int | None = None) -> int:
        """Type and send; a phone sends more than 4,096 characters as several messages, this refuses them."""
        if not text or utf16_length(text) > TEXT_LIMIT:
            raise ValueError(f"nobody can send a message of {utf16_length(text)} characters")
        content: Json = {"text": text}
        if entities := found_in(text):
            content["entities"] = entities
        return self._say(account_id, content, chat_id, reply_to)

    def start_link(self, account_id: int, payload: str) -> int:
        """Open t.me/<bot>?start=payload and press Start."""
        if not PAYLOAD.fullmatch(payload):
            raise ValueError(f"not a deep-link payload: {payload!r}")
        return self.text(account_id, f"/start {payload}")

    def photo(
        self,
        account_id: int,
        data: bytes | None = None,
        *,
        caption: str = "",
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a picture, any picture if none is given."""
        stored = self.world.files.keep(Upload("photo.png", "image/png", data or sample_photo()), "photos")
        return self._say(account_id, photo_content(stored) | _caption(caption), chat_id, reply_to)

    def document(
        self,
        account_id: int,
        data: bytes = b"%PDF-1.4\n",
        name: str = "dokumen.pdf",
        mime: str = "application/pdf",
        *,
        caption: str = "",
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a file."""
        stored = self.world.files.keep(Upload(name, mime, data), "documents")
        return self._say(account_id, document_content(stored) | _caption(caption), chat_id, reply_to)

    def voice(self, account_id: int, data: bytes = b"OggS", *, duration: int = 3, chat_id: int | None = None) -> int:
        """Send a voice note."""
        stored = self.world.files.keep(Upload("voice.ogg", "audio/ogg", data), "voice")
        return self._say(account_id, voice_content(stored, duration), chat_id, None)

    def sticker(self, account_id: int, emoji: str = "👍", *, chat_id: int | None = None) -> int:
        """Send a sticker."""
        stored = self.world.files.keep(Upload("sticker.webp", "image/webp", b"RIFF0000WEBP"), "stickers")
        return self._say(account_id, sticker_content(stored, emoji), chat_id, None)

    def location(self, account_id: int, latitude: float, longitude: float, *, chat_id: int | None = None) -> int:
        """Share a place."""
        return self._say(account_id, {"location": {"latitude": latitude, "longitude": longitude}}, chat_id, None)

    def contact(
        self,
        account_id: int,
        phone_number: str = "+6281200000000",
        *,
        own: bool = True,
        chat_id: int | None = None,
    ) -> int:
        """Share a phone number: one's own, or someone else's, which then carries no user id."""
        contact: Json = {"phone_number": phone_number, "first_name": self.account(account_id).first_name}
        if own:
            contact["user_id"] = account_id
        return self._say(account_id, {"contact": contact}, chat_id, None)

    def forward(
        self, account_id: int, message_id: int, *, from_chat_id: int | None = None, chat_id: int | None = None
    ) -> int:
        """Forward a message, from this chat or another person's, to the bot."""
        source = self.world.chats[from_chat_id or account_id]
        original = source.find(message_id)
        if original is None:
            raise LookupError(f"no message {message_id} in chat {source.id}")
        origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
        content = {name: original[name] for name in PASSED_ON if name in original}
        return self._say(account_id, {"forward_origin": origin} | content, chat_id, None)

    def edit(self, account_id: int, message_id: int, text: str, *, chat_id: int | None = None) -> int:
        """Change one's own message; the bot gets an edited_message."""
        chat = self.world.chats[chat_id or account_id]
        message = chat.find(message_id)
        if message is None or message["from"]["id"] != account_id:
            raise LookupError(f"account {account_id} has no message {message_id} to edit")
        field, entities_field = ("text", "entities") if "text" in message else ("caption", "caption_entities")
        edited = {name: value for name, value in message.items() if name != entities_field}
        edited |= {field: text, "edit_date": self.world.now()}
        if entities := found_in(text):
            edited[entities_field] = entities
        return self.world.updates.add({"edited_message": self.world.replace(chat, edited)})

    def press(self, account_id: int, message_id: int, button: str, *, chat_id: int | None = None) -> int:
        """Press an inline button, named by its label or its callback_data."""
        message = self.world.chats[chat_id or account_id].find(message_id)
        buttons = list(_callback_buttons(message or {}))
        for label, data in buttons:
            if button in {label, data}:
                return self.press_data(account_id, data, message_id=message_id, chat_id=chat_id)
        raise LookupError(f"no button {button!r} on message {message_id}, only {buttons}")

    def press_data(self, account_id: int, data: str, *, message_id: int, chat_id: int | None = None) -> int:
        """Send callback data as a forging client could: any data, on any message, there or not."""
        account = self.account(account_id)
        chat = self._chat(account, chat_id)
        message = chat.find(message_id) or {"chat": chat.about, "message_id": message_id, "date": 0}
        query: Json = {
            "id": str(4_000_000_000_000 + next(self.world.query_numbers)),
            "from": account.as_user(),
            "message": message,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }
        update_id = self.world.updates.reserve()
        self.world.ask(Query(query["id"], update_id, account_id, chat.id, message_id, data, self.world.clock()))
        return self.world.updates.add({"update_id": update_id, "callback_query": query})

    def raw(self, update: Json) -> int:
        """Queue anything as given, even what no Telegram would send; an `update_id` is added if missing."""
        return self.world.updates.add(update)

    def redeliver(self, update_id: int) -> None:
        """Deliver an update again although it was confirmed, as after a lost confirmation."""
        self.world.updates.redeliver(update_id)

    def account(self, account_id: int) -> Account:
        """The account of that id."""
        if account_id not in self.world.accounts:
            raise LookupError(f"no account {account_id}: add(Account({account_id}, ...)) first")
        return self.world.accounts[account_id]

    def add(self, *accounts: Account, started: bool = False) -> None:
        """Let people join; `started` opens their chat with the bot without an update."""
        for account in accounts:
            self.world.accounts[account.id] = account
            if started:
                self.world.private_chat(account)

    def change(self, account_id: int, **changes: str | None) -> None:
        """Change what an account says of itself: first_name, language_code, and so on."""
        account = dataclasses.replace(self.account(account_id), **changes)  # type: ignore[arg-type]
        self.world.accounts[account_id] = account
        if account_id in self.world.chats:
            self.world.chats[account_id].about = account.as_chat()
        self.world.events.tell("account", account_id=account_id)

    def _say(self, account_id: int, content: Json, chat_id: int | None, reply_to: int | None) -> int:
        account = self.account(account_id)
        chat = self._chat(account, chat_id)
        if reply_to is not None:
            original = chat.find(reply_to)
            if original is None:
                raise LookupError(f"no message {reply_to} in chat {chat.id} to reply to")
            content = {"reply_to_message": quoted(original)} | content
        message = self.world.post(chat, account.as_user(), content)
        if chat.keyboard and (chat.keyboard.get("one_time_keyboard") or "force_reply" in chat.keyboard):
            self.world.show_keyboard(chat, None)
        return self.world.updates.add({"message": message}, visible=self._is_visible(chat, message))

    def _chat(self, account: Account, chat_id: int | None) -> Chat:
        if chat_id is None or chat_id == account.id:
            return self.world.private_chat(account)
        chat = self.world.chats[chat_id]
        if chat.is_private:
            raise LookupError(f"chat {chat_id} is another person's")
        chat.members.add(account.id)
        return chat

    def _is_visible(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: in a group a bot sees commands, mentions of it and replies to it."""
        if chat.is_private:
            return True
        if chat.left:
            return False
        bot = self.world.bot
        text = message.get("text") or message.get("caption") or ""
        is_reply = message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]
        is_admin = bot["id"] in chat.admins
        return is_admin or is_reply or text.startswith("/") or f"@{bot['username']}" in text


def _caption(caption: str) -> Json:
    if not caption:
        return {}
    entities = found_in(caption)
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def _callback_buttons(message: Json) -> Iterator[tuple[str, str]]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            if "callback_data" in button:
                yield button["text"], button["callback_data"]
