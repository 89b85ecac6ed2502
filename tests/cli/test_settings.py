"""Settings an operator may get wrong, beyond the few that are tried in a process of their own."""

import pytest

from bot.settings import BadSetting, Settings

SECRET = "s3cret-s3cret-s3cret"
HOOK = {"WEBHOOK_URL": "https://bot.example.org"}


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        *[
            ("BOT_TOKEN", {"BOT_TOKEN": value})
            for value in ("123", ":abc", "12a:abc", "1:a b", "1:ééé", f"bot1:{SECRET}")
        ],
        ("DATABASE_URL", {"DATABASE_URL": "sqlite+aiosqlite://"}),
        ("DATABASE_URL", {"DATABASE_URL": ":memory:"}),
        ("DATABASE_URL", {"DATABASE_URL": "sqlite:///bot.db"}),
        ("DATABASE_URL", {"DATABASE_URL": f"postgresql://office:{SECRET}@db/bot"}),
        ("DATABASE_URL", {"DATABASE_URL": f"postgresql+asyncpg://office:{SECRET}@db:port/bot"}),
        ("DATABASE_URL", {"DATABASE_URL": "://"}),
        *[("ADMIN_IDS", {"ADMIN_IDS": value}) for value in ("@rut", "-5", "0", "1 2", "1.5", "9999999999999999999")],
        *[("TIMEZONE", {"TIMEZONE": value}) for value in ("WITA", "../../etc/passwd", "Asia", "\0")],
        ("WEBHOOK_URL", {"WEBHOOK_URL": "bot.example.org", "WEBHOOK_SECRET": SECRET}),
        *[
            ("WEBHOOK_SECRET", {**HOOK, "WEBHOOK_SECRET": value})
            for value in ("short", "x" * 257, f"{SECRET}!", "é" * 20)
        ],
        *[("PORT", {"PORT": value}) for value in ("0", "65536", "-1", "http", "80.0", "²")],
        ("PORT", {**HOOK, "WEBHOOK_SECRET": SECRET, "PORT": "99999"}),
        ("TELEGRAM_API_URL", {"TELEGRAM_API_URL": "https://api.telegram.org"}),
        ("TELEGRAM_FILE_URL", {"TELEGRAM_FILE_URL": "ftp://x/file/bot"}),
        ("SEND_PACE", {"SEND_PACE": "fast"}),
    ],
)
def test_a_malformed_value_is_refused_by_name_without_repeating_a_secret(
    name: str, environment: dict[str, str]
) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.read(environment)
    assert name in str(refused.value)
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_nothing_set_is_the_simulator_in_the_time_of_kupang() -> None:
    settings = Settings.read({})
    assert (settings.token, settings.webhook, settings.admin_ids) == (None, None, frozenset())
    assert str(settings.timezone) == "Asia/Makassar"
    assert settings.database_url.startswith("sqlite+aiosqlite:///data/")


def test_blank_values_and_blanks_around_values_are_as_if_unset() -> None:
    assert Settings.read({"BOT_TOKEN": " ", "ADMIN_IDS": "", "WEBHOOK_URL": "\t"}) == Settings.read({})
    read = Settings.read({"ADMIN_IDS": " 7, 8,,", "BOT_TOKEN": f" 1:{SECRET}\n"})
    assert (read.admin_ids, read.token) == (frozenset({7, 8}), f"1:{SECRET}")
