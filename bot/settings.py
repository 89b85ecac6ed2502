"""What an operator may set. The only reader of the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.engine import UnusableUrl, create_engine

CACHE = Path("data/answering.cache")  # may be deleted at any time
TELEGRAM_API, TELEGRAM_FILES = "https://api.telegram.org/bot", "https://api.telegram.org/file/bot"


class BadSetting(Exception):
    """A value is missing or malformed; says which, and never repeats a secret."""


@dataclass(frozen=True)
class Webhook:
    url: str
    secret: str
    port: int


@dataclass(frozen=True)
class Pace:
    """How fast messages leave. Telegram allows about these and answers 429 beyond."""

    per_chat: float = 1.0  # a second, after a short burst
    per_group: float = 20 / 60
    overall: float = 30.0
    burst: int = 5


@dataclass(frozen=True)
class Settings:
    token: str | None  # None: the simulator
    database_url: str
    simulator_database_url: str  # a play of its own, unless DATABASE_URL says otherwise
    api_url: str
    file_url: str
    admin_ids: frozenset[int]
    webhook: Webhook | None
    simulator_port: int
    timezone: ZoneInfo
    pace: Pace | None  # None: as fast as the other side takes them (a test server)

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Settings from environment variables; raises `BadSetting` at the first one that is wrong."""
        values = {name: value.strip() for name, value in environment.items() if value.strip()}
        token = values.get("BOT_TOKEN")
        if token is not None and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{3,}", token):
            raise BadSetting("BOT_TOKEN does not look like a token from @BotFather (123456:ABC…)")
        return cls(
            token=token,
            database_url=_database(values.get("DATABASE_URL", "data/bot.db")),
            simulator_database_url=_database(values.get("DATABASE_URL", "data/simulator.db")),
            api_url=_url(values, "TELEGRAM_API_URL", TELEGRAM_API),
            file_url=_url(values, "TELEGRAM_FILE_URL", TELEGRAM_FILES),
            admin_ids=_ids(values.get("ADMIN_IDS", "")),
            webhook=_webhook(values),
            simulator_port=_port(values, "8081"),
            timezone=_timezone(values.get("TIMEZONE", "Asia/Makassar")),
            pace=_pace(values.get("SEND_PACE", "telegram")),
        )


def _database(value: str) -> str:
    url = value if "://" in value else f"sqlite+aiosqlite:///{value}"
    try:
        create_engine(url)
    except UnusableUrl as error:
        raise BadSetting(f"DATABASE_URL: {error}") from None
    return url


def _url(values: Mapping[str, str], name: str, default: str) -> str:
    url = values.get(name, default)
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?/bot", url):
        raise BadSetting(f"{name} must be a web address ending in {'/file/bot' if 'FILE' in name else '/bot'}")
    return url


def _ids(value: str) -> frozenset[int]:
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if wrong := [part for part in parts if not re.fullmatch(r"[1-9]\d{0,18}", part)]:
        raise BadSetting(f"ADMIN_IDS: {wrong[0]!r} is not a Telegram user id (digits, separated by commas)")
    if too_big := [part for part in parts if int(part) >= 2**52]:  # Telegram promises fewer bits
        raise BadSetting(f"ADMIN_IDS: {too_big[0]} is too large for a Telegram user id")
    return frozenset(map(int, parts))


def _webhook(values: Mapping[str, str]) -> Webhook | None:
    url, secret = values.get("WEBHOOK_URL"), values.get("WEBHOOK_SECRET")
    if url is None:
        return None
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise BadSetting("WEBHOOK_URL must be the public web address of this server")
    if secret is None or not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise BadSetting("WEBHOOK_SECRET must have 16 to 256 letters, digits, _ or - when WEBHOOK_URL is set")
    return Webhook(url, secret, _port(values, "8080"))


def _port(values: Mapping[str, str], default: str) -> int:
    port = values.get("PORT", default)
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadSetting("PORT must be a number from 1 to 65535")
    return int(port)


def _timezone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting(f"TIMEZONE: {name!r} is no time zone (Asia/Makassar is WITA)") from None


def _pace(value: str) -> Pace | None:
    if value not in {"telegram", "unlimited"}:
        raise BadSetting("SEND_PACE must be telegram or unlimited (a test server)")
    return Pace() if value == "telegram" else None
