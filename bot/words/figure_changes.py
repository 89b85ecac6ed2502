"""Why a number changed: every act between two days, figures first, then sessions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.achievements import Achievement
from bot.achievements.buttons import packed_day, query_button
from bot.achievements.combining import columns_of
from bot.i18n import EscapedHtml
from bot.queries import Query
from bot.replies import Button, Row, act, in_rows
from bot.turn import Turn
from bot.words.achievement_rows import narrowed
from bot.words.achievements import amount, period_name, signed, titled
from bot.words.figure_sources import about, local_day, person_name, value_of
from storage.figure import CANCELLED, Figure
from storage.reach import Change

MOST_LINES = 10


@dataclass(frozen=True)
class Moved:
    """One act upon one session, as far as it moved the number that is looked at."""

    code: str
    cause: str
    held_on: date
    people: int
    by: int
    at: datetime
    reason: str | None


def since_when(turn: Turn, query: Query, offers: Iterable[tuple[str, str]]) -> tuple[EscapedHtml, list[Row]]:
    buttons = [Button(label, query_button("figw", query, day)) for label, day in offers]
    back = (Button(turn.plain("button.back"), query_button("fig", query)),)
    return turn.say("why.since"), [tuple(buttons[:2]), tuple(buttons[2:]), back]


def that_count(changes: Iterable[Change], query: Query, *, unreviewed: bool) -> list[Moved]:
    """The acts that moved the number: what one act took and gave, set against each other; those of nothing left out."""
    sums: dict[tuple[str, str, datetime], Moved] = {}
    for change in changes:
        if not unreviewed and change.standing != "approved":
            continue
        if query.selection.get("mode", change.mode) != change.mode:
            continue
        key = (change.code, change.cause, change.changed_at)
        moved = sum(getattr(change, column) for column in columns_of(query.selection))
        people = moved + (sums[key].people if key in sums else 0)
        why = change.reason if change.cause in {"corrected", "cancelled"} else None
        sums[key] = Moved(change.code, change.cause, change.held_on, people, change.changed_by, change.changed_at, why)
    return [moved for moved in sums.values() if moved.people]


def explained(
    turn: Turn,
    query: Query,
    since: date,
    numbers: tuple[Achievement, Achievement],
    figures: Sequence[Figure],
    earlier: Mapping[int | None, Sequence[Figure]],
    sessions: Sequence[Moved],
    who: Mapping[int, str],
) -> tuple[EscapedHtml, list[Row]]:
    """From what to what, and what did it: figures first, then sessions, the latest first."""
    before, now = numbers
    lines = [_change_line(turn, figure, earlier.get(figure.id, ()), who) for figure in figures[:MOST_LINES]]
    lines += [
        turn.say(
            f"why.{moved.cause}",
            at=local_day(turn, moved.at),
            by=person_name(turn, who, moved.by),
            code=moved.code,
            held_on=turn.day(moved.held_on),
            people=signed(turn, moved.people),
            reason=turn.say("why.reason", reason=moved.reason) if moved.reason else "",
        )
        for moved in sessions[:MOST_LINES]
    ]
    left = max(len(figures) - MOST_LINES, 0) + max(len(sessions) - MOST_LINES, 0)
    if left:
        lines.append(turn.say("why.more", count=turn.number(left)))
    difference = (now.realization or 0) - (before.realization or 0)
    html = turn.say(
        "why.card",
        name=titled(turn, now),
        period=period_name(turn, query.period),
        since=turn.day(since),
        before=amount(turn, before, before.realization),
        now=amount(turn, now, now.realization),
        change=signed(turn, difference),
        lines=EscapedHtml("\n".join(lines or [turn.say("why.nothing")])),
    )
    buttons = [Button(moved.code, act("session", moved.code)) for moved in sessions[:4]]
    back = (Button(turn.plain("button.back"), query_button("fig", narrowed(query, since=None))),)
    return html, [tuple(buttons), back]


def explained_all(
    turn: Turn, query: Query, since: date, found: Sequence[tuple[Achievement, Achievement]]
) -> tuple[EscapedHtml, list[Row]]:
    """The numbers that changed, from what to what; a button leads to why."""
    changed = [(before, now) for before, now in found if before.realization != now.realization]
    lines = [
        turn.say(
            "why.one",
            name=titled(turn, now),
            before=amount(turn, before, before.realization),
            now=amount(turn, now, now.realization),
            change=signed(turn, (now.realization or 0) - (before.realization or 0)),
        )
        for before, now in changed
    ]
    html = turn.say(
        "why.all",
        period=period_name(turn, query.period),
        since=turn.day(since),
        lines=EscapedHtml("\n".join(lines or [turn.say("why.nothing")])),
    )
    buttons = [
        Button(
            now.indicator.short[turn.language],
            query_button("figw", narrowed(query, indicators=(now.indicator,), since=None), packed_day(since)),
        )
        for _, now in changed
    ]
    return html, in_rows(buttons, 2)


def _change_line(turn: Turn, figure: Figure, earlier: Sequence[Figure], who: Mapping[int, str]) -> EscapedHtml:
    key = "why.figure_cancelled" if figure.state == CANCELLED else "why.figure_changed" if earlier else "why.figure"
    return turn.say(
        key,
        at=local_day(turn, figure.recorded_at),
        by=person_name(turn, who, figure.recorded_by),
        about=about(turn, figure),
        value=value_of(turn, figure),
        before=value_of(turn, earlier[0]) if earlier else "",
        reason=turn.say("why.reason", reason=figure.reason) if figure.reason else "",
    )
