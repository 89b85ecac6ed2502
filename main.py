"""The command line: the bot itself, and the same code paths as the chat for scripts."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

DONE, REFUSED, WRONG_USE = 0, 1, 2


def main() -> int:
    """Run what was asked for; the exit status of the process."""
    options = _parser().parse_args()
    try:
        return _on_the_fastest_loop(_chosen(options)) or DONE
    except KeyboardInterrupt:
        return DONE
    except BaseExceptionGroup as group:
        return _explain(group)
    except Exception as error:  # noqa: BLE001  _explain raises again what it cannot explain
        return _explain(error)


def _on_the_fastest_loop(work: Coroutine[Any, Any, int | None]) -> int | None:
    """Uvloop where there is one (not on Windows), else the loop Python brings."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


def _explain(error: BaseException) -> int:
    """One clear line for what an operator can mend; anything else is a fault of ours and shows its trace."""
    from telegram.error import InvalidToken

    from bot.commands import NotUnderstood
    from bot.importing import BadRow
    from bot.intake import AnotherInstance
    from bot.settings import BadSetting
    from content.faults import ContentError
    from storage import Unavailable
    from storage.backup import Damaged, NotEmpty

    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    lines = {
        BadSetting: (WRONG_USE, str(error)),
        InvalidToken: (WRONG_USE, "BOT_TOKEN: Telegram does not know this token"),
        AnotherInstance: (REFUSED, "another process is already running this bot; this one stops"),
        Unavailable: (REFUSED, f"the database cannot be used: {error}"),
        ContentError: (REFUSED, str(error)),
        BadRow: (REFUSED, str(error)),
        NotUnderstood: (REFUSED, str(error)),
        NotEmpty: (REFUSED, str(error)),
        Damaged: (REFUSED, str(error)),
        FileNotFoundError: (WRONG_USE, str(error)),
        OSError: (REFUSED, str(error)),
    }
    for kind, (status, line) in lines.items():
        if isinstance(error, kind):
            print(line, file=sys.stderr)
            return status
    raise error


async def _chosen(options: argparse.Namespace) -> int | None:
    command: Callable[[argparse.Namespace], Coroutine[Any, Any, int | None]] = options.command
    return await command(options)


async def _run(_: argparse.Namespace) -> None:
    import logging

    from bot.settings import Settings

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("httpx", "aiosqlite", "telegram", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    settings = Settings.read(os.environ)
    if settings.token is None:
        from bot.demo import run_demo

        await run_demo(settings)
    else:
        from bot.app import run

        await run(settings, settings.token)


async def _ask(options: argparse.Namespace) -> None:
    from bot.settings import CACHE
    from content.library import Library

    answering = Library.load(cache=CACHE).answering
    for text in _texts(options.text):
        _print(answering.understand(text).as_json())


async def _place(options: argparse.Namespace) -> None:
    from content.places import Register, search

    register = Register.load()
    for text in _texts(options.text):
        _print(search(register, text).as_json(register))


async def _capaian(options: argparse.Namespace) -> None:
    from bot.commands import query_achievements

    _print(await query_achievements(os.environ, " ".join(options.words)))


async def _import(options: argparse.Namespace) -> int:
    from bot.commands import import_figures
    from bot.figure_files import try_figures
    from bot.session_files import holds_sessions, import_sessions, try_sessions

    path = Path(options.file)
    attempt, store = (try_sessions, import_sessions) if holds_sessions(path) else (try_figures, import_figures)
    if options.dry_run:
        lines, is_good = await attempt(os.environ, path)
        print("\n".join(lines))
        return DONE if is_good else REFUSED
    counted = await store(os.environ, path)
    print(f"{options.file}: {counted.new} stored, {counted.known} known already")
    return DONE


async def _export(options: argparse.Namespace) -> int:
    from bot.session_files import export_sessions

    drawn = await export_sessions(os.environ, Path(options.file).suffix, " ".join(options.words))
    if drawn is None:
        print("write to FILE.xlsx or FILE.csv, and name a period such as 2025 or oktober 2026", file=sys.stderr)
        return WRONG_USE
    content, rows = drawn
    _write(options.file, content)
    print(f"{options.file}: {rows} sessions")
    return DONE


async def _template(options: argparse.Namespace) -> None:
    from bot.figure_files import empty_figures_workbook
    from bot.session_files import empty_workbook

    _write(options.file, empty_figures_workbook() if options.figures else empty_workbook())
    print(f"{options.file}: to be filled in, then: main.py import --dry-run {options.file}")


async def _check(options: argparse.Namespace) -> int:
    from bot.commands import check_content

    report = check_content(accept=options.accept)
    print("\n".join(report.lines))
    return REFUSED if report.faults else DONE


async def _backup(options: argparse.Namespace) -> None:
    from bot.commands import back_up

    rows = await back_up(os.environ, Path(options.file))
    print(f"{options.file}: {rows} rows, checked")


async def _restore(options: argparse.Namespace) -> None:
    from bot.commands import restore

    rows = await restore(os.environ, Path(options.file))
    print(f"{options.file}: {rows} rows restored")


async def _migrate(_: argparse.Namespace) -> None:
    from bot.commands import migrate

    applied = await migrate(os.environ)
    print(f"migrations applied: {', '.join(applied) or 'none, the database is up to date'}")


def _texts(argument: list[str]) -> Iterator[str]:
    """The message given, or with "-" one message a line of standard input."""
    if argument == ["-"]:
        yield from (line.rstrip("\n") for line in sys.stdin)
    else:
        yield " ".join(argument)


def _write(file: str, content: bytes) -> None:
    Path(file).write_bytes(content)


def _print(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="The Telegram bot of BP3MI NTT.")
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands (none: run the bot)")

    def command(name: str, run: Callable[..., Coroutine[Any, Any, int | None]], about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(command=run)
        return added

    for name, run, about in (
        ("ask", _ask, "how a message is understood, one JSON object a line"),
        ("place", _place, "which place a text names, one JSON object a line"),
    ):
        asked = command(name, run, about)
        asked.add_argument("--json", action="store_true", help="JSON (the only format there is)")
        asked.add_argument("text", nargs="+", help='the text, or "-" for one a line on standard input')
    capaian = command("capaian", _capaian, "achievements, as staff would ask after /capaian")
    capaian.add_argument("--json", action="store_true", help="JSON (the only format there is)")
    capaian.add_argument("words", nargs="*")
    imported = command("import", _import, "store the figures and targets, or the past sessions, of a CSV or XLSX file")
    imported.add_argument("--dry-run", action="store_true", help="say row by row what would become of it")
    imported.add_argument("file")
    exported = command("export", _export, "write the sessions of a period to FILE.xlsx or FILE.csv")
    exported.add_argument("file")
    exported.add_argument("words", nargs="*", help="the period, as after /ekspor; this year if none is named")
    template = command("template", _template, "write an empty workbook for past sessions, or for figures and targets")
    template.add_argument("--figures", action="store_true", help="for figures and targets")
    template.add_argument("file")
    check = command("check", _check, "check all content; names file and line of every fault")
    check.add_argument(
        "--accept", action="store_true", help="take today's understanding of our questions as the measure"
    )
    command("backup", _backup, "write all that is stored to one new file").add_argument("file")
    command("restore", _restore, "bring a backup into an empty database").add_argument("file")
    command("migrate", _migrate, "bring the database up to date")
    return parser


if __name__ == "__main__":
    sys.exit(main())
