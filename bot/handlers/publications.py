"""/tutup: closing a month or a year, so that its numbers are kept as they stand; and closing it anew later."""

from dataclasses import replace

from bot.access import Role
from bot.achievements.buttons import packed_day, unpacked_day
from bot.achievements.statement import ordered
from bot.books_of_figures import reckoner_of
from bot.publishing import ClosedMeanwhile, close
from bot.queries import PROVINCE, Query
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, Reply, act, card
from bot.short_forms import CLOSING, open_short
from bot.turn import Turn
from bot.words import publications as words
from bot.words.achievements import period_name
from content.periods import Period, read_period
from storage.reach import whole_months

MOST = 12
LONGEST = 200
FORM = CLOSING


async def ask(turn: Turn) -> Reply:
    """/tutup and a period: what would be frozen, and what speaks for waiting; without one, what was closed."""
    turn.require(Role.STAFF)
    if not turn.incoming.arguments:
        return card(words.closed(turn, await turn.unit.publications.all(most=MOST)))
    try:
        period, rest = read_period(turn.incoming.arguments, turn.today)
    except ValueError:
        raise Refusal("close.not_understood") from None
    if rest or whole_months(period.from_on, period.to_on)[1]:
        raise Refusal("close.not_understood")
    if period.to_on >= turn.today:
        raise Refusal("close.not_over", day=turn.day(period.to_on))
    return await _look(turn, period)


async def confirm(turn: Turn) -> Reply:
    """The button that closes; it names how often the period was closed when it was shown."""
    turn.require(Role.STAFF)
    period, revisions = _of(turn)
    if not revisions:
        return await _close(turn, period, seen=0, reason=None)
    if turn.action[2:] == ("yes",):
        return await _close_again(turn, period, seen=revisions)
    if await turn.unit.publications.revisions(period.from_on, period.to_on) != revisions:
        raise Refusal("close.closed_meanwhile")
    draft = await open_short(turn, FORM, days=turn.action[0], revisions=revisions)  # why is kept with the revision
    return card(turn.say("close.why"), (Button(turn.plain("button.discard"), act("discard", draft.key)),))


async def reason_typed(turn: Turn) -> Reply:
    """Why a closed period is closed anew; shown before it is done, for it may have been meant for something else."""
    turn.require(Role.STAFF)
    draft = turn.draft
    if draft is None or draft.form != FORM:
        raise button_is_old()
    reason = turn.incoming.text.strip()[:LONGEST]
    await turn.unit.drafts.put(turn.person.telegram_id, replace(draft, data={**draft.data, "reason": reason}))
    yes = act("close", draft.data["days"], str(draft.data["revisions"]), "yes")
    buttons = (
        Button(turn.plain("button.close_again"), yes),
        Button(turn.plain("button.discard"), act("discard", draft.key)),
    )
    return card(turn.say("close.check_reason", reason=reason), buttons)


async def _close_again(turn: Turn, period: Period, *, seen: int) -> Reply:
    """A new revision, for the reason that was typed and looked at."""
    draft = turn.draft
    if draft is None or draft.form != FORM or draft.data["days"] != turn.action[0] or not draft.data.get("reason"):
        raise button_is_old()
    await turn.unit.drafts.discard(turn.person.telegram_id)
    return await _close(turn, period, seen=seen, reason=draft.data["reason"])


async def _look(turn: Turn, period: Period) -> Reply:
    reckoner, query = reckoner_of(turn), Query(turn.library.indicators.main, period)
    indicators = ordered(query, list(turn.library.indicators.values()))
    found = [await reckoner.achieved(indicator, query) for indicator in indicators]
    people, sessions = await turn.unit.reach.pending(PROVINCE, period.from_on, period.to_on)
    revisions = await turn.unit.publications.revisions(period.from_on, period.to_on)
    inner = await turn.unit.publications.within(period.from_on, period.to_on)
    waiting = len(await turn.unit.proposals.waiting(most=100))
    html = words.to_close(
        turn, query, found, pending=(people, sessions), revisions=revisions, inner=inner, waiting=waiting
    )
    days = packed_day(period.from_on) + packed_day(period.to_on)
    label = turn.plain("button.close_again" if revisions else "button.close_period", period=period_name(turn, period))
    return card(html, (Button(label, act("close", days, str(revisions))),))


async def _close(turn: Turn, period: Period, *, seen: int, reason: str | None) -> Reply:
    try:
        publication = await close(turn, period, seen=seen, reason=reason)
    except ClosedMeanwhile:
        raise Refusal("close.closed_meanwhile") from None
    me = turn.person.telegram_id
    await turn.unit.audit.note(me, "close_period", f"publication:{publication.code}", turn.now, hash=publication.hash)
    return Reply((Card(words.published(turn, publication), words.published_rows(turn, publication), turn.pressed),))


def _of(turn: Turn) -> tuple[Period, int]:
    days, revisions = (*turn.action, "", "")[:2]
    if not revisions.isdecimal() or len(revisions) > 4:
        raise button_is_old()
    return _period(turn, days), int(revisions)


def _period(turn: Turn, days: str) -> Period:
    try:
        first, last = unpacked_day(days[:3]), unpacked_day(days[3:])
    except ValueError:
        raise button_is_old() from None
    if not first <= last < turn.today or whole_months(first, last)[1]:
        raise button_is_old()
    return Period(first, last, last)
