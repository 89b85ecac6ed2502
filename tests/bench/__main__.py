"""`make bench`: updates a second, latency, CPU and memory of the bot, beside a bare echo bot in the same run.

The simulator runs in this process and each bot in one of its own, so the figures of a bot are its own. Every
question is understood, answered, claimed, stored and sent by our bot; the echo only repeats it.
"""

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil

from bot.simulator import Account, Simulator

PEOPLE, UPDATES, PACED, RATE = 64, 1000, 200, 20
FIRST_ID = 5000
TOKEN = "1:SIM"
ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "berapa biaya kerja ke malaysia",
    "cara buat paspor di kupang",
    "b mo pi singapur jaga orang tua, syarat apa",
    "apakah PT ini resmi",
    "gaji taiwan brp",
    "apa itu desa migran emas",
    "majikan tidak bayar gaji tiga bulan",
    "umur 17 bisa ko",
)
BOTS = {
    "echo, sequential": ("-m", "tests.bench.echo"),
    "echo, concurrent": ("-m", "tests.bench.echo", "concurrent"),
    "this bot": ("main.py",),
}


@dataclass(frozen=True)
class Result:
    first_reply: float  # seconds from the start of the process to its first answer
    rate: float  # updates a second, all queued at once
    cpu: float  # seconds a thousand updates
    memory: float  # MB at the peak
    latencies: Sequence[float]  # ms, at a steady pace
    answered: int


async def measure(arguments: Sequence[str], folder: Path, delay: float) -> Result:
    """One bot through start, burst and a steady pace; `delay` is seconds each way to the API."""
    simulator = Simulator(token=TOKEN, history=50_000)
    simulator.add(*(Account(FIRST_ID + n, f"Orang {n}") for n in range(PEOPLE)), started=True)
    await simulator.start()
    simulator.network.delay = delay
    environment = os.environ | {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"{simulator.url}/bot",
        "TELEGRAM_FILE_URL": f"{simulator.url}/file/bot",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        "SEND_PACE": "unlimited",
    }
    answers = Answers(simulator)
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await answers.to([_question(simulator, 0)])
        first_reply = time.perf_counter() - began
        child = psutil.Process(process.pid)
        before = child.cpu_times()
        began = time.perf_counter()
        updates = UPDATES // 5 if delay and arguments == BOTS["echo, sequential"] else UPDATES  # it has no hurry
        await answers.to([_question(simulator, n) for n in range(updates)])
        took, after = time.perf_counter() - began, child.cpu_times()
        cpu = (after.user + after.system - before.user - before.system) * 1000 / updates
        latencies = await _paced(simulator, answers)
        return Result(first_reply, updates / took, cpu, _peak(process.pid), latencies, answers.count)
    finally:
        process.terminate()
        await process.wait()
        await simulator.stop()


def _question(simulator: Simulator, n: int) -> int:
    return simulator.text(FIRST_ID + n % PEOPLE, QUESTIONS[n % len(QUESTIONS)])


class Answers:
    """Counts the messages the bot has sent, looking at each call once."""

    def __init__(self, simulator: Simulator) -> None:
        self._calls = simulator.world.calls
        self._seen = 0
        self.count = 0

    async def to(self, updates: Sequence[int]) -> None:
        """Wait until one more message has been sent for each update."""
        wanted, deadline = self.count + len(updates), time.perf_counter() + 120
        while self._look() < wanted:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{wanted - self.count} of {len(updates)} updates were not answered")
            await asyncio.sleep(0.002)

    def _look(self) -> int:
        new = list(islice(self._calls, self._seen, None))
        self._seen += len(new)
        self.count += sum(call.method == "sendMessage" and call.outcome == "ok" for call in new)
        return self.count


async def _paced(simulator: Simulator, answers: Answers) -> list[float]:
    """Milliseconds from question to answer, one after another at RATE a second."""
    latencies = []
    for n in range(PACED):
        began = time.perf_counter()
        await answers.to([_question(simulator, n)])
        took = time.perf_counter() - began
        latencies.append(took * 1000)
        await asyncio.sleep(max(0, 1 / RATE - took))
    return latencies


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def _row(name: str, result: Result) -> str:
    p50 = statistics.median(result.latencies)
    p99 = statistics.quantiles(result.latencies, n=100)[98]
    speed = f"{name:18}{result.rate:10.0f}{result.cpu:10.2f}{result.memory:10.0f}"
    return f"{speed}{p50:10.1f}{p99:10.1f}{result.first_reply:10.2f}"


async def main() -> None:
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{UPDATES} updates from {PEOPLE} people queued at once; then {PACED} at {RATE} a second")
    for delay in (0.0, 0.05):
        print(f"\n{delay * 1000:.0f} ms each way to the API")
        print(f"{'':18}{'updates/s':>10}{'CPU s/1000':>10}{'peak MB':>10}{'p50 ms':>10}{'p99 ms':>10}{'first s':>10}")
        for name, arguments in BOTS.items():
            with tempfile.TemporaryDirectory() as folder:
                print(_row(name, await measure(arguments, Path(folder), delay)), flush=True)


asyncio.run(main())
