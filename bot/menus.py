"""The commands each role sees in its menu. Seeing is not being allowed: handlers ask for the role themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.access import Role
from bot.i18n import INDONESIAN, LANGUAGES, Texts
from storage.outbox import Call


@dataclass(frozen=True)
class Command:
    name: str
    description: str  # a key of the catalogue
    role: Role = Role.PUBLIC


COMMANDS = (
    Command("menu", "command.menu"),
    Command("darurat", "command.darurat"),
    Command("kontak", "command.kontak"),
    Command("jalur", "command.jalur"),
    Command("tawaran", "command.tawaran"),
    Command("sesi", "command.sesi", Role.FACILITATOR),
    Command("sesi_saya", "command.sesi_saya", Role.FACILITATOR),
    Command("hadir", "command.hadir", Role.FACILITATOR),
    Command("ringkasan", "command.ringkasan", Role.FACILITATOR),
    Command("kabar", "command.kabar", Role.FACILITATOR),
    Command("capaian", "command.capaian", Role.STAFF),
    Command("catat", "command.catat", Role.STAFF),
    Command("target", "command.target", Role.STAFF),
    Command("tutup", "command.tutup", Role.STAFF),
    Command("rilis", "command.rilis", Role.STAFF),
    Command("ekspor", "command.ekspor", Role.STAFF),
    Command("periksa", "command.periksa", Role.STAFF),
    Command("undang", "command.undang", Role.STAFF),
    Command("pertanyaan", "command.pertanyaan", Role.STAFF),
    Command("piket", "command.piket", Role.STAFF),
    Command("meja", "command.meja", Role.STAFF),
    Command("jawaban", "command.jawaban", Role.STAFF),
    Command("cek", "command.cek"),
    Command("tanya", "command.tanya"),
    Command("bantuan", "command.bantuan"),
    Command("batal", "command.batal"),
    Command("bahasa", "command.bahasa"),
    Command("privasi", "command.privasi"),
    Command("hapus_data", "command.hapus_data"),
)


def default_menus(texts: Texts) -> list[Call]:
    """The menu of everyone, in each language."""
    return [
        Call(
            None,
            "setMyCommands",
            {"commands": _commands(texts, language, Role.PUBLIC)} | _for_language(language),
        )
        for language in LANGUAGES
    ]


def menu_calls(texts: Texts, menus: Iterable[tuple[int, Role]]) -> list[Call]:
    """The menu of single people after their role changed."""
    return [
        Call(
            person,
            "setMyCommands",
            {"commands": _commands(texts, INDONESIAN, role), "scope": {"type": "chat", "chat_id": person}},
        )
        for person, role in menus
    ]


def _commands(texts: Texts, language: str, role: Role) -> list[dict[str, str]]:
    return [
        {"command": command.name, "description": texts.plain(language, command.description)}
        for command in COMMANDS
        if command.role <= role
    ]


def _for_language(language: str) -> dict[str, str]:
    """Indonesian is also what people see whose language we do not speak."""
    return {} if language == INDONESIAN else {"language_code": language}
