"""What users and operators rely on: the commands, the content as it ships, the lock files."""

import re
import tomllib
from importlib.metadata import requires
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.access import Role
from bot.catalogue_check import catalogue_faults
from bot.i18n import LANGUAGES, Texts
from bot.menus import COMMANDS as MENU
from bot.replies import act
from bot.routes import BUTTONS
from bot.routes import COMMANDS as ROUTES
from content.library import FOLDER, Library
from tests.project.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-compare.txt")
NOT_IN_THE_MENU = {"start", "help"}  # Telegram's own button; English for /bantuan
PROMISED = {
    Role.PUBLIC: "start menu bantuan help darurat kontak cek bahasa privasi hapus_data batal",
    Role.FACILITATOR: "sesi sesi_saya ringkasan kabar",
    Role.STAFF: "capaian undang periksa ekspor",
}

# Commands


def test_every_command_of_a_menu_leads_somewhere_and_every_route_is_in_the_menu() -> None:
    routed = {name for names in ROUTES for name in names}
    menu = [command.name for command in MENU]
    assert len(set(menu)) == len(menu)
    assert set(menu) | NOT_IN_THE_MENU == routed


@pytest.mark.parametrize("role", PROMISED, ids=lambda role: role.name)
def test_the_commands_promised_to_a_role_are_there(role: Role) -> None:
    routed = {name for names in ROUTES for name in names}
    assert set(PROMISED[role].split()) <= routed


@pytest.mark.parametrize("role", PROMISED, ids=lambda role: role.name)
def test_whoever_may_use_a_command_sees_it_in_the_menu(role: Role) -> None:
    seen = {command.name for command in MENU if command.role <= role}
    assert set(PROMISED[role].split()) - NOT_IN_THE_MENU <= seen


def test_telegram_takes_the_menus() -> None:
    texts = Texts.load(FOLDER / "locales")
    for command in MENU:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
        assert all(1 <= len(texts.plain(language, command.description)) <= 256 for language in LANGUAGES)


def test_every_button_name_is_plain_and_every_topic_fits_into_a_button(library: Library) -> None:
    assert all(re.fullmatch(r"[a-z_]+", name) for name in BUTTONS)
    for slug in library.topics["id"]:
        act("topic", slug)
        act("more", slug)
    for code in library.indicators:
        act("capaian_open", code, "2026")


# Content: the topics, contacts and indicators are checked as `main.py check` does, in tests/cli


def test_the_catalogues_hold_what_the_code_says_and_no_more() -> None:
    assert [str(fault) for fault in catalogue_faults(FOLDER / "locales")] == []


# Lock files


def locked(name: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Version and hashes of each package, by its plain name; several where newer Pythons get a newer one."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip()):
        match = re.match(r"([\w.-]+)==([\w.]+)", block)
        assert match, block
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})(?!\S)", block)
        found.setdefault(canonicalize_name(match[1]), []).append((match[2], hashes))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE), "an option for pip stands in the lock file"
    assert [package for package, held in locked(name).items() if not all(hashes for _, hashes in held)] == []


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    runtime = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    groups = PROJECT["dependency-groups"]
    development, comparison = ([Requirement(line) for line in groups[name]] for name in ("dev", "compare"))
    asked = (runtime, [*runtime, *development], [*runtime, *development, *comparison])
    for name, wanted in zip(LOCKS, asked, strict=True):
        held = locked(name)
        for requirement in wanted:
            for version, _ in held.get(canonicalize_name(requirement.name), [("0", [])]):
                assert requirement.specifier.contains(version), f"{name}: {requirement}, locked {version}"


@pytest.mark.parametrize(("smaller", "larger"), [*pairwise(LOCKS)])
def test_the_lock_files_agree(smaller: str, larger: str) -> None:
    fewer, more = locked(smaller), locked(larger)
    assert {name: more.get(name) for name in fewer} == fewer


def test_nothing_is_locked_that_nobody_asks_for() -> None:
    """From the dependencies of pyproject.toml along what each package requires."""
    reached: set[str] = set()
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    held = locked("requirements.txt")
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in held or (name in reached and not requirement.extras):
            continue
        reached.add(name)
        try:
            further = [Requirement(line) for line in requires(name) or ()]
        except ImportError:  # for another platform
            continue
        extras = {"", *requirement.extras}
        waiting += [
            more
            for more in further
            if more.marker is None
            or any(more.marker.evaluate({"extra": e}) for e in extras)
            or "extra" not in str(more.marker)
        ]
    assert set(held) - reached == set()
