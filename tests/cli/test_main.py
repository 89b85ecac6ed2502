"""The surfaces that scripts and operators rely on: exit status, one clear line, one JSON object a line."""

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main
from bot.importing import COLUMNS
from content.library import FOLDER
from tests.cli.processes import SETTINGS, Ended, run

Command = Callable[..., Ended]

FIGURES = FOLDER / "figures" / "2025.csv"
QUESTIONS = (
    "berapa biaya ke malaysia?",
    "saya dipukul majikan, tolong",
    "",
    "halo",
    "asdf qwer zxcv",
    '😀 \\ " ; -- {}',
)
SECRET = "s3cret-s3cret-s3cret"
WRONG: dict[str, dict[str, str]] = {
    "BOT_TOKEN": {"BOT_TOKEN": "abc"},
    "DATABASE_URL": {"DATABASE_URL": f"mysql://root:{SECRET}@x"},
    "ADMIN_IDS": {"ADMIN_IDS": "1;2"},
    "TIMEZONE": {"TIMEZONE": "Mars/Base"},
    "WEBHOOK_SECRET": {"WEBHOOK_URL": "https://bot.example.org", "BOT_TOKEN": f"1:{SECRET}"},
    "PORT": {"PORT": "99999"},
}


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """`main.py …` to its end within this process, on a database of its own: starting Python anew takes a second."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)

    def run_here(*arguments: str, **environment: str) -> Ended:
        for name, value in {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["main.py", *arguments])
        capfd.readouterr()
        status = main.main()
        return Ended(status, *capfd.readouterr())

    return run_here


# Settings


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(command: Command, name: str) -> None:
    stopped = command(**WRONG[name])
    assert (stopped.status, stopped.out) == (2, "")
    (line,) = stopped.err.splitlines()
    assert name in line
    assert SECRET not in line
    assert len(line) < 150


def test_the_exit_status_and_the_line_reach_the_shell(tmp_path: Path) -> None:
    stopped = run(database=f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", environment={"PORT": "99999"})
    assert stopped == Ended(2, "", "PORT must be a number from 1 to 65535\n")
    unknown = run("bogus", database="")
    assert unknown.status == 2
    assert "bogus" in unknown.err


# Questions and places


def test_ask_prints_one_object_a_line_in_the_shape_agreed() -> None:
    asked = run("ask", "--json", "-", database="", stdin="\n".join(QUESTIONS) + "\n")
    assert (asked.status, asked.err) == (0, "")
    answers = [json.loads(line) for line in asked.out.splitlines()]
    assert len(answers) == len(QUESTIONS)
    for answer in answers:
        assert answer.keys() >= {"kind", "topic", "candidates"}
        assert answer["kind"] in {"answer", "choices", "emergency", "smalltalk", "unknown"}
        assert answer["topic"] is None or isinstance(answer["topic"], str)
        scores = [candidate["score"] for candidate in answer["candidates"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert all(isinstance(candidate["topic"], str) for candidate in answer["candidates"])
    assert [answers[number]["kind"] for number in (0, 1, 3)] == ["answer", "emergency", "smalltalk"]
    assert answers[0]["topic"] == "biaya-penempatan"


def test_place_prints_the_village_of_a_code(command: Command) -> None:
    asked = command("place", "--json", "53.02.01.2012")
    assert (asked.status, asked.err) == (0, "")
    found = json.loads(asked.out)
    assert (found["kind"], found["code"]) == ("match", "53.02.01.2012")
    (candidate,) = found["candidates"]
    assert candidate.keys() >= {"code", "name", "district", "regency", "score"}
    assert (candidate["code"], candidate["score"]) == ("53.02.01.2012", 1.0)
    assert candidate["regency"] == "Kabupaten Timor Tengah Selatan"


# Figures


def test_what_is_not_understood_is_refused(command: Command) -> None:
    refused = command("capaian", "--json", "entah")
    assert (refused.status, refused.out) == (1, "")
    (line,) = refused.err.splitlines()
    assert "entah" in line


def test_a_broken_file_is_refused_with_file_line_and_reason_and_nothing_is_stored(
    command: Command, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.csv"
    lines = FIGURES.read_text("utf-8").splitlines()
    broken.write_text("\n".join([*lines[:9], lines[9].replace(",523,", ",1.960,"), *lines[10:]]), "utf-8")
    refused = command("import", str(broken))
    assert (refused.status, refused.out) == (1, "")
    (line,) = refused.err.splitlines()
    assert line.startswith(f"{broken}:10: value '1.960'")
    assert not (tmp_path / "bot.db").exists()


def test_a_file_that_is_not_there_is_wrong_use(command: Command) -> None:
    missing = command("import", "none.csv")
    assert missing.status == 2
    (line,) = missing.err.splitlines()
    assert "none.csv" in line


def test_the_published_year_is_imported_once_and_reads_as_published(command: Command, tmp_path: Path) -> None:
    """Import, import again, ask: the seven figures of 2025, a rate only where there is a target."""
    first, again = (command("import", str(FIGURES)) for _ in range(2))
    assert (first.status, again.status) == (0, 0)
    rows = len(FIGURES.read_text("utf-8").splitlines()) - 1
    assert f"{rows} stored, 0 known already" in first.out
    assert f"0 stored, {rows} known already" in again.out
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (1,)
    connection.close()
    asked = command("capaian", "--json", "2025")
    assert (asked.status, asked.err) == (0, "")
    result: dict[str, Any] = json.loads(asked.out)
    assert result["period"] == {"from": "2025-01-01", "to": "2025-12-31", "as_of": "2025-12-31"}
    assert result["place"] == "53"
    assert [(i["code"], i["target"], i["realization"], i["achievement_rate"]) for i in result["indicators"]] == [
        ("placement", 1960, 2226, 113.57),
        ("migrant_villages", None, 12, None),
        ("complaints_resolved", None, 523, None),
        ("empowerment", None, 513, None),
        ("outreach", None, 15345, None),
        ("training", None, 140, None),
        ("remittance", None, 78468365801, None),
    ]
    for indicator in result["indicators"]:
        assert indicator.keys() >= {"name", "unit", "source", "breakdown"}
        assert indicator["source"]
        for parts in indicator["breakdown"].values():
            assert all(part.keys() >= {"key", "name", "value"} for part in parts)
            assert sum(part["value"] or 0 for part in parts) == indicator["realization"]
    training = {part["key"]: part["value"] for part in result["indicators"][5]["breakdown"]["sector"]}
    assert training == {"hospitality": 80, "plantation": 60}
    assert asked.out.count("\n") == 1


# Content


def test_the_content_as_shipped_is_clean(command: Command) -> None:
    checked = command("check")
    assert (checked.status, checked.err) == (0, ""), checked.out
    assert "10 indicators: 0 faults" in checked.out.splitlines()[-1]


def test_the_columns_of_a_file_of_figures_stay_put() -> None:
    assert tuple(FIGURES.read_text("utf-8").splitlines()[0].split(",")) == COLUMNS
