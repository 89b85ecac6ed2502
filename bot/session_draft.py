"""Between the answers of the session form and a report of the books."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from bot.forms.session import DETAILS, PROVENANCE, SHARES
from bot.turn import Turn
from storage.sessions import Report


def key_of_message(turn: Turn) -> str:
    """The submission key of a report written as one message: the same message, redelivered or edited, is the same."""
    return "m" + sha256(f"{turn.incoming.chat_id}:{turn.incoming.message_id}".encode()).hexdigest()[:14]


def merged(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with those of a message over them; its times become the words of the field "time"."""
    times = [changes[name] for name in ("starts_at", "ends_at") if name in changes]
    others = {name: value for name, value in changes.items() if name not in {"starts_at", "ends_at"}}
    return {**values, **others} | ({"time": "–".join(times)} if times else {})


def report_of(values: Mapping[str, Any]) -> Report:
    """The report the answers give; with `values_of` nothing of a stored one is lost on the way."""
    men, women, unspecified = values["people"]
    return Report(
        date.fromisoformat(values["held_on"]),
        values["mode"],
        values["place"],
        men,
        women,
        unspecified,
        tuple(values.get("materials", ())),
        values.get("note") or None,
        {name: values[name] for name in (*DETAILS, *PROVENANCE) if values.get(name)},
        {code: (men, women, rest) for code, (men, women, rest) in values.get(SHARES, {}).items()},
    )


def values_of(report: Report) -> dict[str, Any]:
    """The answers that would give this report."""
    return {
        "place": report.place_code,
        "held_on": report.held_on.isoformat(),
        "mode": report.mode,
        "people": [report.men_count, report.women_count, report.unspecified_count],
        "materials": list(report.materials),
        "note": report.note or "",
        SHARES: {code: list(counts) for code, counts in report.shares.items()},
        **report.details,
    }
