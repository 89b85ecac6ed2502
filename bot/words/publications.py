"""How closing a period looks, and what was published."""

from collections.abc import Sequence

from bot.achievements import Achievement
from bot.i18n import EscapedHtml
from bot.queries import Query
from bot.replies import Button, Row, act
from bot.turn import Turn
from bot.words.achievement_parts import changed_parts
from bot.words.achievements import amount, period_name, target_shown, titled
from content.periods import Period
from storage.publications import Publication

MOST_PARTS = 5  # of one number, named in its line


def to_close(
    turn: Turn,
    query: Query,
    found: Sequence[Achievement],
    *,
    pending: tuple[int, int],
    revisions: int,
    inner: Sequence[str],
    waiting: int,
) -> EscapedHtml:
    """The numbers to be frozen, what is missing, and what would be different from the last closing."""
    people, sessions = pending
    missing = [titled(turn, one) for one in found if one.realization is None and one.indicator.beside is None]
    lines = [
        turn.say("close.line", name=titled(turn, one), value=_value(turn, one))
        for one in found
        if one.realization is not None or one.indicator.beside is None
    ]
    return turn.say(
        "close.again_card" if revisions else "close.card",
        period=period_name(turn, query.period),
        lines=EscapedHtml("\n".join(lines)),
        pending=turn.say("close.pending", people=turn.number(people), sessions=turn.number(sessions))
        if sessions
        else "",
        inner=turn.say("close.inner", codes=", ".join(inner)) if inner else "",
        waiting=turn.say("close.waiting", count=turn.number(waiting)) if waiting else "",
        missing=turn.say("close.missing", names=", ".join(missing)) if missing else "",
    )


def published(turn: Turn, publication: Publication) -> EscapedHtml:
    return turn.say(
        "close.done",
        period=period_name(turn, _period(publication)),
        code=publication.code,
        hash=publication.hash[:16],
        reason=turn.say("why.reason", reason=publication.reason) if publication.reason else "",
    )


def published_rows(turn: Turn, publication: Publication) -> tuple[Row, ...]:
    return ((Button(turn.plain("button.release"), act("release", publication.code)),),)


def closed(turn: Turn, publications: Sequence[Publication]) -> EscapedHtml:
    """What was closed, the latest first."""
    lines = [
        turn.say(
            "close.listed",
            code=one.code,
            period=period_name(turn, _period(one)),
            day=turn.day_of(one.closed_at),
            reason=turn.say("why.reason", reason=one.reason) if one.reason else "",
        )
        for one in publications
    ]
    return turn.say("close.list", lines=EscapedHtml("\n".join(lines or [turn.say("close.nothing")])))


def _value(turn: Turn, one: Achievement) -> str:
    """The number to be frozen; of a closed period both, where they differ, and what of the rest would."""
    shown = amount(turn, one, one.realization)
    if one.closing is None or not one.is_corrected:
        return shown
    if one.erratum is not None:
        shown = f"{shown} → {amount(turn, one, one.closing.now)}"
    if one.closing.target_now != one.target:
        was, now = target_shown(turn, one.target), target_shown(turn, one.closing.target_now)
        shown = turn.plain("close.target_changed", value=shown, before=was, now=now)
    parts = [f"{name} → {now}" for name, now in changed_parts(turn, one)]
    return f"{shown} ({'; '.join(parts[:MOST_PARTS])})" if parts else shown


def _period(publication: Publication) -> Period:
    return Period(publication.from_on, publication.to_on, publication.to_on)
