"""Figures from files on the command line: the workbook, a dry run, the import; exit status and what is printed."""

from pathlib import Path

import pytest

from content.library import FOLDER
from tests.cli.processes import Ended, run
from tests.imports.lists import as_csv, as_xlsx, row

FIGURES = FOLDER / "figures" / "2025.csv"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"


def test_a_list_is_tried_and_imported(tmp_path: Path, database: str) -> None:
    """A dry run that is good, one that is not, and in between nothing stored."""
    good = as_xlsx(tmp_path, row(Masa="2025"), row(Jenis="target", Masa="2025", Nilai=1960))
    bad = as_csv(tmp_path, row(Masa="2025"), row(Masa="2025", Tempat="Kupang"))
    tried = run("import", "--dry-run", str(good), database=database)
    assert (tried.status, tried.err) == (0, "")
    assert tried.out.splitlines()[-1] == f"{good}: 2 baru; tidak ada yang disimpan"
    refused = run("import", "--dry-run", str(bad), database=database)
    assert (refused.status, f"{bad}:3: ditolak: Tempat 'Kupang'" in refused.out) == (1, True)
    stopped = run("import", str(bad), database=database)
    assert (stopped.status, stopped.out, stopped.err.startswith(f"{bad}:3: Tempat 'Kupang'")) == (1, "", True)
    assert run("import", str(good), database=database) == Ended(0, f"{good}: 2 stored, 0 known already\n", "")
    assert run("import", str(good), database=database).out == f"{good}: 0 stored, 2 known already\n"


def test_columns_for_machines_are_tried_too(database: str) -> None:
    tried = run("import", "--dry-run", str(FIGURES), database=database)
    rows = len(FIGURES.read_text("utf-8").splitlines()) - 1
    assert (tried.status, tried.out.count(": baru: ")) == (0, rows)
    assert run("import", str(FIGURES), database=database).out == f"{FIGURES}: {rows} stored, 0 known already\n"
    again = run("import", "--dry-run", str(FIGURES), database=database)
    assert (again.status, again.out.count(": sudah ada: ")) == (0, rows)


def test_the_workbook_is_written_and_an_import_of_it_stores_nothing(tmp_path: Path, database: str) -> None:
    path = tmp_path / "angka.xlsx"
    assert run("template", "--figures", str(path), database=database).status == 0
    assert run("import", str(path), database=database) == Ended(0, f"{path}: 0 stored, 0 known already\n", "")


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path, database: str) -> None:
    assert run("import", "--dry-run", str(tmp_path / "none.csv"), database=database).status == 2
