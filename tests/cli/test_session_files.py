"""Sessions in and out on the command line: exit status, what is printed, what is written."""

from pathlib import Path

import pytest

from tests.cli.processes import Ended, run
from tests.exports.lists import as_csv, as_xlsx, row


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"


def test_sessions_are_tried_imported_and_exported(tmp_path: Path, database: str) -> None:
    """A dry run that is good, the import, the same again, and out in both formats."""
    path, out = as_xlsx(tmp_path, row(), row(Catatan="=2")), tmp_path / "out"
    bad = as_csv(tmp_path, row(Cara="?"), name="bad.csv")
    good = as_csv(tmp_path, row(), row(Catatan="sore"), name="good.csv")
    assert run("import", "--dry-run", str(good), database=database).status == 0
    refused = run("import", "--dry-run", str(bad), database=database)
    assert (refused.status, "bad.csv:2: refused: Cara '?'" in refused.out) == (1, True)
    assert run("import", str(bad), database=database).err.startswith(f"{bad}:2: Cara '?'")
    assert "Catatan holds a formula" in run("import", str(path), database=database).err
    assert run("import", str(good), database=database) == Ended(0, f"{good}: 2 stored, 0 known already\n", "")
    assert run("import", str(good), database=database).out == f"{good}: 0 stored, 2 known already\n"
    for ending, start in ((".xlsx", b"PK"), (".CSV", b"\xef\xbb\xbf")):
        file = out.with_suffix(ending)
        assert run("export", str(file), "2025", database=database) == Ended(0, f"{file}: 2 sessions\n", "")
        assert file.read_bytes().startswith(start)
    wrong = run("export", str(out), "2025", database=database)
    assert (wrong.status, wrong.err.count("\n")) == (2, 1)


def test_the_template_is_written_and_an_import_of_it_stores_nothing(tmp_path: Path, database: str) -> None:
    path = tmp_path / "daftar.xlsx"
    assert run("template", str(path), database=database).status == 0
    assert run("import", str(path), database=database) == Ended(0, f"{path}: 0 stored, 0 known already\n", "")


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path, database: str) -> None:
    assert run("import", str(tmp_path / "none.xlsx"), database=database).status == 2
