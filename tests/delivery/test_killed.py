"""The whole process killed with SIGKILL at random points while people log sessions: nothing lost, nothing doubled.

Set KILLS for a longer run than the suite's.
"""

import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path

from bot.simulator import Account, Simulator
from tests.chat import Shown

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "6"))
PEOPLE = 4
FIRST_ID = 900
STEPS = {  # what the person does, and what the answer to it says
    "/sesi": "kelurahan mana",
    "53.02.01.2012": "Tanggal berapa",
    "kemarin": "Tatap muka atau daring",
    "#Tatap muka": "Berapa peserta",
    "L 3 P 4": "Materinya apa",
    "#Migrasi aman": "✅ Migrasi aman",
    "#Lanjut": "belum tersimpan",
    "#Simpan": "Tersimpan ✅",
}


class Life:
    """The bot's process, started again whenever it is killed."""

    def __init__(self, simulator: Simulator, database: Path) -> None:
        self._environment = os.environ | {
            "BOT_TOKEN": simulator.token,
            "TELEGRAM_API_URL": f"{simulator.url}/bot",
            "TELEGRAM_FILE_URL": f"{simulator.url}/file/bot",
            "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
            "SEND_PACE": "unlimited",
            "ADMIN_IDS": ",".join(str(FIRST_ID + n) for n in range(PEOPLE)),
        }
        self._process: Process | None = None

    async def begin(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "main.py", cwd=ROOT, env=self._environment, stderr=asyncio.subprocess.DEVNULL
        )

    async def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self._process.wait()


@asynccontextmanager
async def living(simulator: Simulator, database: Path) -> AsyncIterator[Life]:
    life = Life(simulator, database)
    await life.begin()
    try:
        yield life
    finally:
        await life.end()


async def log_a_session(simulator: Simulator, person: int) -> str:
    """Go through the form as a patient person would, waiting for each answer; the code on the receipt."""
    shown = Shown({})
    for step, answer in STEPS.items():
        before = len(simulator.chat(person).log)
        update = _do(simulator, person, step, shown)
        while not (simulator.confirmed(update) and (found := _answer(simulator, person, before, answer))):
            await asyncio.sleep(0.005)
            if random.random() < 0.02:
                simulator.redeliver(update)
        shown = found
    code = re.search(r"Kode (\w+)", shown.text)
    assert code is not None
    return code[1]


def _do(simulator: Simulator, person: int, step: str, shown: Shown) -> int:
    if not step.startswith("#"):
        return simulator.text(person, step)
    return simulator.press_data(person, shown.data(step[1:]), message_id=shown.id)


def _answer(simulator: Simulator, person: int, since: int, words: str) -> Shown | None:
    """The message that says these words since then, sent or edited; a repeated one before it is no answer."""
    for call in islice(simulator.chat(person).log, since, None):
        said = f"{call.params.get('text', '')} {call.params.get('reply_markup', '')}"
        if isinstance(call.result, dict) and words in said:
            return Shown(call.result)
    return None


async def test_killed_at_random_points_each_session_is_stored_once_and_each_person_answered(tmp_path: Path) -> None:
    """Every receipt has its session, every session its receipt; what is repeated is word for word the same."""
    random.seed(7)
    simulator = Simulator(accounts=[Account(FIRST_ID + n, f"F{n}") for n in range(PEOPLE)], history=200_000)
    await simulator.start()
    simulator.add(*(Account(FIRST_ID + n, f"F{n}") for n in range(PEOPLE)), started=True)
    database, codes, kills = tmp_path / "bot.db", list[str](), 0
    logging = True

    async def keep_logging(person: int) -> None:
        while logging:
            codes.append(await log_a_session(simulator, person))

    async with living(simulator, database) as life:
        people = [asyncio.create_task(keep_logging(FIRST_ID + n)) for n in range(PEOPLE)]
        while kills < KILLS:
            answered = len(simulator.calls)
            while len(simulator.calls) < answered + 5:  # it lives again
                await asyncio.sleep(0.01)
            await asyncio.sleep(random.uniform(0, 1.0))
            await life.end()
            kills += 1
            await life.begin()
        logging = False
        async with asyncio.timeout(60):
            await asyncio.gather(*people)
    cards = [call for call in simulator.calls if call.method != "answerCallbackQuery" and call.result]
    receipts = [str(call.params.get("text", "")) for call in cards]
    said = {code: {text for text in receipts if f"Kode {code}" in text} for code in codes}
    assert all(len(texts) == 1 for texts in said.values()), "a repeated receipt says the same"
    await simulator.stop()

    with sqlite3.connect(database) as books:
        stored = [row[0] for row in books.execute("SELECT code FROM sessions")]
        versions = books.execute("SELECT count(*) FROM session_versions").fetchone()[0]
    books.close()
    assert sorted(stored) == sorted(codes), f"{len(stored)} stored, {len(codes)} receipts after {kills} kills"
    assert versions == len(stored)
    print(f"{kills} kills, {len(codes)} sessions, each stored once")


async def test_stopped_in_the_middle_of_work_it_ends_well_and_nothing_is_lost(tmp_path: Path) -> None:
    """SIGINT while questions are being answered: status 0, no apology, every question answered after the restart."""
    simulator = Simulator(accounts=[Account(FIRST_ID, "F0")])
    await simulator.start()
    simulator.add(*(Account(FIRST_ID + n, f"F{n}") for n in range(PEOPLE)), started=True)
    async with living(simulator, tmp_path / "bot.db") as life:
        for pause in (0.01, 0.05, 0.1):
            await simulator.until_confirmed(simulator.text(FIRST_ID, "/menu"), timeout=20)
            asked = [simulator.text(FIRST_ID + n % PEOPLE, "/privasi") for n in range(40)]
            await asyncio.sleep(pause)
            async with asyncio.timeout(15):
                assert await life.end(signal.SIGINT) == 0
            await life.begin()
            await simulator.until_confirmed(*asked, timeout=20)
        async with asyncio.timeout(15):
            while sum("Data Anda" in text for text in _sent(simulator)) < 3 * 40:
                await asyncio.sleep(0.02)
    assert not [text for text in _sent(simulator) if "ada kesalahan" in text]
    await simulator.stop()


def _sent(simulator: Simulator) -> list[str]:
    return [str(call.params["text"]) for call in simulator.calls if call.method == "sendMessage" and call.result]
