"""The Never-list, read from the sources."""

import ast
from collections.abc import Iterator

import pytest

from tests.project.sources import ROOT, code, project_files, python_files, texts, tree, where

CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("time.localtime", "time.gmtime", "time.strftime", "time.ctime"),
}
LONGEST = 250  # lines of a file


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def clocks() -> Iterator[str]:
    for path in code():
        if path.is_relative_to(ROOT / "bot" / "simulator"):
            continue
        allowed = set[ast.AST]()
        for node in ast.walk(tree(path)):
            if where(path) == "bot/app.py" and isinstance(node, ast.FunctionDef) and node.name == "utc_now":
                allowed |= set(ast.walk(node))
            if node not in allowed and any(f".{dotted(node)}".endswith(f".{clock}") for clock in CLOCKS):
                yield where(path, getattr(node, "lineno", 0))


def test_there_is_one_clock_and_it_is_injected() -> None:
    assert list(clocks()) == []


def test_the_clock_is_found_by_this_check() -> None:
    assert "datetime.now" in ast.unparse(tree(ROOT / "bot" / "app.py"))


def test_updates_are_never_dropped() -> None:
    """Only the simulator, which stands for Telegram, knows the parameter."""
    files = [path for path in code() if not path.is_relative_to(ROOT / "bot" / "simulator")]
    assert [where(path) for path in files if "drop_pending_updates" in path.read_text("utf-8")] == []


def is_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def test_no_error_is_passed_over() -> None:
    """No `except …: pass`, and no bare except at all."""
    found = [
        where(path, node.lineno)
        for path in [*code(), *python_files("tests")]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or all(map(is_nothing, node.body)))
    ]
    assert found == []


def test_no_module_keeps_a_state_that_changes() -> None:
    """No `global`, and no bare list, dict or set in a module under a name that is not a constant's."""
    found = []
    for path in code():
        for node in tree(path).body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            holds = isinstance(getattr(node, "value", None), ast.List | ast.Dict | ast.Set)
            found += [
                where(path, node.lineno)
                for t in targets
                if holds
                and isinstance(t, ast.Name)
                and not t.id.isupper()
                and not (t.id.startswith("_") and t.id[1:].isupper())
                and t.id != "__all__"
            ]
        found += [where(path, node.lineno) for node in ast.walk(tree(path)) if isinstance(node, ast.Global)]
    assert found == []


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    kinds = {".py", ".js", ".css", ".html"}
    folders = tuple(ROOT / folder for folder in ("bot", "content", "storage"))
    found = {
        where(path): lines
        for path in project_files()
        if path.suffix in kinds and (path.parent == ROOT or any(path.is_relative_to(folder) for folder in folders))
        if (lines := path.read_text("utf-8").count("\n")) > LONGEST
    }
    assert found == {}


@pytest.mark.parametrize(
    ("what", "signs"),
    [
        ("a place on somebody's machine", ["/" + "home/", "/" + "tmp/", "/" + "root/", "/" + "Users/", "C:" + "\\"]),
        (
            "a package registry",
            ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "--index" + "-url ", "proxy.golang" + ".org"],
        ),
    ],
)
def test_no_file_names(what: str, signs: list[str]) -> None:
    """Addresses of web pages may hold such a path; a path of its own begins after a blank, a quote or a sign."""
    before = set(" \t\n\"'`=(:,[")
    found = [
        f"{where(path, text.count(chr(10), 0, at) + 1)}: {what} {sign}"
        for path, text in texts()
        for sign in signs
        if (at := text.find(sign)) >= 0 and (not sign.startswith("/") or at == 0 or text[at - 1] in before)
    ]
    assert found == []


def test_no_secret_was_left_behind() -> None:
    """Nothing that looks like a token of a bot, except the simulator's and those of tests."""
    tokens = [
        where(path)
        for path, text in texts()
        for word in text.split()
        if len(head := word.strip("\"'`,()").split(":")) == 2
        and head[0].isdecimal()
        and len(head[0]) > 7
        and len(head[1]) == 35
    ]
    assert tokens == []
