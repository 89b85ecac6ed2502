"""`python -m bot.simulator`: the simulator as its own process, until interrupted."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from bot.simulator.people import Account, demo_accounts
from bot.simulator.simulator import Simulator

FIRST_EXTRA_ID = 1_000_001


def main() -> None:
    """Serve the three people of the chat page, and as many more as asked for."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=main.__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default="1:SIM", help="the bot's token (default %(default)s)")
    parser.add_argument(
        "--people",
        type=int,
        default=0,
        metavar="N",
        help=f"N more accounts from {FIRST_EXTRA_ID}, already started",
    )
    parser.add_argument("--limits", action="store_true", help="keep Telegram's flood limits")
    parser.add_argument("--lenient", action="store_true", help="ignore unknown fields, as Telegram does")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(options))


async def _serve(options: argparse.Namespace) -> None:
    simulator = Simulator(
        token=options.token, accounts=demo_accounts(), strict=not options.lenient, limits=options.limits
    )
    extra = (Account(FIRST_EXTRA_ID + n, f"Orang {n + 1}") for n in range(options.people))
    simulator.add(*extra, started=True)
    await simulator.start(options.host, options.port)
    sys.stdout.write(f"{simulator.url}\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await simulator.stop()


if __name__ == "__main__":
    main()
