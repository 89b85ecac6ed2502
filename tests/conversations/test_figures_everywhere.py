"""The published figures of 2025 read the same in the chat, on the command line and in the release, as in their file."""

import csv
import json
from pathlib import Path

import pytest

from bot.i18n import INDONESIAN, Texts
from content.library import FOLDER
from tests.chat import Chat
from tests.cli.processes import run
from tests.conversations.test_achievements import FIGURES, load_2025

with FIGURES.open(encoding="utf-8", newline="") as file:
    WHOLE = [row for row in csv.DictReader(file) if row["place"] == "53" and not row["dimensions"]]
VALUES = {row["indicator"]: int(row["value"]) for row in WHOLE if row["record"] == "figure"}
TARGET = next(int(row["value"]) for row in WHOLE if row["record"] == "target")
SEVEN = (
    *("placement", "migrant_villages", "complaints_resolved", "empowerment", "outreach", "training", "remittance"),
)


def shown(value: int) -> str:
    return f"{value:,}".replace(",", ".")


async def test_in_the_chat_and_in_the_release(chat: Chat) -> None:
    await load_2025(chat)
    yos = await chat.staff()
    await yos.says("/capaian 2025")
    card = yos.last.text
    await yos.says("/rilis 2025")
    release = yos.last.text
    for code in SEVEN:
        assert shown(VALUES[code]) in card, code
        assert shown(VALUES[code]) in release, code
    assert "113,57%" in card
    assert "113,57 persen" in release
    assert shown(TARGET) in card
    assert shown(TARGET) in release


def test_on_the_command_line(tmp_path: Path) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    assert run("import", str(FIGURES), database=database).status == 0
    found = json.loads(run("capaian", "--json", "2025", database=database).out)
    assert [one["code"] for one in found["indicators"]] == list(SEVEN)
    assert {one["code"]: one["realization"] for one in found["indicators"]} == {c: VALUES[c] for c in SEVEN}
    assert (found["indicators"][0]["target"], found["indicators"][0]["achievement_rate"]) == (TARGET, 113.57)
    alone = json.loads(run("capaian", "pengirim", "remitansi", "2025", database=database).out)["indicators"]
    assert [(one["code"], one["realization"]) for one in alone] == [("remittance_senders", 19574)]
    parts = {part["key"]: part["value"] for part in alone[0]["breakdown"]["channel"]}
    assert parts == {"pos_indonesia_kupang": 13100, "bni_kupang": 2551, "bni_maumere": 3923}
    unclear = run("capaian", "penempatan", "kupang", database=database)
    assert (unclear.status, unclear.out) == (1, "")
    assert "Kab. Kupang, Kota Kupang" in unclear.err


@pytest.mark.parametrize(
    ("value", "people", "money"),
    [
        (0, "0 orang", "Rp0"),
        (1, "1 orang", "Rp1"),
        (999, "999 orang", "Rp999"),
        (1000, "1.000 orang", "Rp1.000"),
        (78_468_365_801, "78.468.365.801 orang", "Rp78.468.365.801"),
    ],
)
def test_numbers_are_written_as_indonesians_write_them(value: int, people: str, money: str) -> None:
    texts = Texts.load(FOLDER / "locales")
    number = texts.number(INDONESIAN, value)
    assert texts.plain(INDONESIAN, "unit.people", value=number) == people
    assert texts.plain(INDONESIAN, "unit.rupiah", value=number) == money


async def test_no_target_and_target_zero_have_no_rate(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/catat penempatan Oktober 5 sumber x")
    await yos.taps("Simpan")
    await yos.says("/capaian penempatan")
    assert "Target belum ada; persentase tidak dapat dihitung" in yos.last.text
    await yos.says("/target penempatan 2026 0 dasar x")
    await yos.taps("Simpan")
    await yos.says("/capaian penempatan")
    assert "dari target 0 (tidak dapat dihitung)" in yos.last.text
