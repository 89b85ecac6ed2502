"""The people holding the phones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.errors import Json


@dataclass(frozen=True)
class Account:
    """One Telegram account; `title` is what the page writes above its phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "id"
    title: str = ""

    def as_user(self) -> Json:
        """The `User` a bot is shown; an unset language is absent, as with some real clients."""
        user: Json = {"id": self.id, "is_bot": False} | self._names()
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def as_chat(self) -> Json:
        """The `Chat` of the private conversation, whose id is the person's own."""
        return {"id": self.id} | self._names() | {"type": "private"}

    def _names(self) -> Json:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in names.items() if value}


def demo_accounts() -> tuple[Account, ...]:
    """The three people of the chat page."""
    return (
        Account(101, "Maria", "Bria", "maria_bria", title="Calon PMI"),
        Account(102, "Yohanes", "Nahak", "yohanes_nahak", title="Fasilitator desa"),
        Account(103, "Ursula", "Tefa", "ursula_bp3mi", title="Petugas BP3MI"),
    )
