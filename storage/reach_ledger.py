"""The ledger of what sessions add up to, and its sums by place and day; written wherever what counts changes.

The ledger can be read as of any moment; the sums make the numbers of today quick however many sessions there are
(`storage/reach.py` reads both). Both follow from the sessions: `settle` is called by whatever changes which sessions
count, in the same transaction, and by nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import add_up
from storage.figure_schema import reach_entries, reach_totals
from storage.publications import moment
from storage.schema import session_versions, sessions

DAY, MONTH = "day", "month"
APPROVED, UNREVIEWED = "approved", "unreviewed"
COUNTS = ("men_count", "women_count", "unspecified_count", "session_count")
MOST = 2_000  # sessions looked at together
LIMITS = (2, 5, 8, 13)  # how long the codes of provinces, regencies, districts and villages are

Balances = Mapping[tuple[Any, ...], tuple[int, ...]]  # counts by session, day, place, mode and standing


async def settle(
    connection: AsyncConnection, session_ids: Sequence[int], cause: str, *, by: int, now: datetime
) -> None:
    """Make the ledger say of these sessions what their current versions and reviews say."""
    at = await moment(connection, now)
    for start in range(0, len(session_ids), MOST):
        ids = session_ids[start : start + MOST]
        booked, counting = await _booked(connection, ids), await _counting(connection, ids)
        about = {"cause": cause, "changed_by": by, "changed_at": at}
        await _book(connection, [row | about for row in _differences(booked, counting)])


async def _booked(connection: AsyncConnection, ids: Sequence[int]) -> Balances:
    keys = [reach_entries.c[name] for name in ("session_id", "held_on", "place_code", "mode", "standing")]
    rows = (
        select(*keys, *(func.sum(reach_entries.c[name]) for name in COUNTS))
        .where(reach_entries.c.session_id.in_(ids))
        .group_by(*keys)
    )
    return {tuple(row[:5]): tuple(int(n) for n in row[5:]) for row in await connection.execute(rows)}


async def _counting(connection: AsyncConnection, ids: Sequence[int]) -> tuple[Balances, Mapping[int, int]]:
    """What the sessions say now, and the version each says it in."""
    names = ("held_on", "place_code", "mode", "state", "shares", *COUNTS[:3])
    current = and_(
        session_versions.c.session_id == sessions.c.id, session_versions.c.version == sessions.c.current_version
    )
    rows = (
        select(sessions.c.id, sessions.c.review, session_versions.c.version, *(session_versions.c[n] for n in names))
        .select_from(sessions.join(session_versions, current))
        .where(sessions.c.id.in_(ids))
    )
    balances: dict[tuple[Any, ...], tuple[int, ...]] = {}
    versions: dict[int, int] = {}
    for row in await connection.execute(rows):
        versions[row.id] = row.version
        if row.state != "recorded" or row.review == "duplicate":
            continue
        standing = APPROVED if row.review == "approved" else UNREVIEWED
        for place, *counts in _spread(row):
            balances[row.id, row.held_on, place, row.mode, standing] = tuple(counts)
    return balances, versions


async def _book(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the entries and add them to the sums of every place above; always in the order of the keys."""
    if not rows:
        return
    await connection.execute(reach_entries.insert(), list(rows))
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        code = row["place_code"]
        for place in (code[:limit] for limit in LIMITS if limit <= len(code)):
            for grain, day in ((DAY, row["held_on"]), (MONTH, row["month_on"])):
                total = sums[place, grain, day, row["mode"], row["standing"]]
                for index, name in enumerate(COUNTS):
                    total[index] += row[name]
    names = [*(column.name for column in reach_totals.primary_key), *COUNTS]
    totals = [dict(zip(names, (*key, *total), strict=True)) for key, total in sorted(sums.items())]
    await connection.execute(_totals(connection.dialect.name), totals)


def _differences(booked: Balances, counting: tuple[Balances, Mapping[int, int]]) -> list[dict[str, Any]]:
    """Entries that turn what is booked into what counts."""
    now, versions = counting
    entries = []
    for key in sorted({*booked, *now}, key=str):
        session_id, held_on, place, mode, standing = key
        change = [b - a for a, b in zip(booked.get(key, (0, 0, 0, 0)), now.get(key, (0, 0, 0, 0)), strict=True)]
        if any(change):
            entries.append(
                {
                    "session_id": session_id,
                    "version": versions[session_id],
                    "month_on": held_on.replace(day=1),
                    "held_on": held_on,
                    "place_code": place,
                    "mode": mode,
                    "standing": standing,
                    **dict(zip(COUNTS, change, strict=True)),
                }
            )
    return entries


def _spread(row: Any) -> Iterable[tuple[Any, ...]]:
    """The session at its place, its people where they were: there, or at each place it is split by."""
    if not row.shares:
        yield row.place_code, row.men_count, row.women_count, row.unspecified_count, 1
        return
    at_own = row.shares.get(row.place_code, (0, 0, 0))
    yield row.place_code, *at_own, 1
    for place, counts in row.shares.items():
        if place != row.place_code:
            yield place, *counts, 0


def _totals(dialect: str) -> Any:
    key = [column.name for column in reach_totals.primary_key]
    return add_up(dialect, reach_totals, key=key, columns=COUNTS)
