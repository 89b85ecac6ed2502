"""`python main.py …` as an operator runs it: a process of its own, with an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.project.sources import ROOT

SETTINGS = ("BOT_TOKEN", "DATABASE_URL", "ADMIN_IDS", "TIMEZONE", "WEBHOOK_URL", "WEBHOOK_SECRET", "PORT", "SEND_PACE")
PATIENCE = 60  # seconds; whatever takes longer hangs


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


def run(*arguments: str, database: str, stdin: str = "", environment: Mapping[str, str] | None = None) -> Ended:
    """Run to the end; only the settings given are set."""
    clean = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    command: Sequence[str] = (sys.executable, str(ROOT / "main.py"), *arguments)
    done = subprocess.run(  # noqa: S603  our own programme
        command,
        cwd=ROOT,
        env={**clean, "DATABASE_URL": database, **(environment or {})},
        input=stdin.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
