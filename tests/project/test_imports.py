"""Who may import whom. The layers are a rule of the design; this reads every import of every file."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.sources import OURS, ROOT, code, imported, imports_of, python_files, where

HANDLERS = [path for path in python_files("bot/handlers") if path.name != "__init__.py"]

NEVER = {
    "content": ("telegram", "storage", "bot", "sqlalchemy"),
    "storage": ("telegram", "bot", "content"),
    "bot/handlers": ("telegram", "sqlalchemy"),
    "bot/forms": ("telegram", "sqlalchemy", "storage"),
}
# No SQL outside storage/. The endpoint only names the error that says another worker was first.
SQL_OUTSIDE = {"bot/endpoint.py": {"sqlalchemy.exc", "sqlalchemy.exc.IntegrityError"}}


@pytest.mark.parametrize("layer", NEVER)
def test_a_layer_knows_nothing_of_what_is_above_it(layer: str) -> None:
    found = {where(path): names for path in python_files(layer) if (names := imports_of(path, *NEVER[layer]))}
    assert found == {}


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.stem)
def test_handlers_do_not_know_each_other(path: Path) -> None:
    assert imports_of(path, "bot.handlers") == set()


def test_the_simulator_imports_nothing_of_ours() -> None:
    """It stands for Telegram: what it shared with the bot it could not check."""
    found = {
        where(path): names
        for path in python_files("bot/simulator")
        if (names := imports_of(path, *OURS, "main") - imports_of(path, "bot.simulator"))
    }
    assert found == {}


def test_sql_stays_in_storage() -> None:
    outside = [path for path in code() if not path.is_relative_to(ROOT / "storage")]
    found = {
        where(path): names for path in outside if (names := imports_of(path, "sqlalchemy", "aiosqlite", "asyncpg"))
    }
    assert found == SQL_OUTSIDE


def test_nothing_runs_on_the_tests() -> None:
    assert {where(path) for path in code() if imports_of(path, "tests", "pytest", "hypothesis")} == set()


def test_modules_do_not_import_in_circles() -> None:
    """Read top to bottom, a module knows only what is below it."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in code()}
    known = {
        name: {other for other in imported(path) if other in names and other != name} for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail[trail.index(name) :], name])
        if name not in done:
            for other in sorted(known[name]):
                if not name.startswith(f"{other}."):  # a package is there before its modules
                    visit(other, (*trail, name))
            done.add(name)

    for name in names:
        visit(name, ())


def test_what_is_imported_is_ours_standard_or_declared() -> None:
    """Every third-party module stands in pyproject.toml itself, not behind another's back."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    brought_by = packages_distributions()
    tops = {name.split(".")[0] for path in code() for name in imported(path)}
    foreign = tops - {*OURS, "main"} - set(sys.stdlib_module_names)
    assert {top for top in foreign if not declared & set(map(canonicalize_name, brought_by.get(top, [])))} == set()


def test_this_check_sees_imports_of_every_form() -> None:
    """Plain, from, and within functions."""
    assert {"argparse", "bot.settings.Settings", "content.library", "storage.Unavailable"} <= imported(ROOT / "main.py")
