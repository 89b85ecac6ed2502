"""/tutup: closing a month or a year, so that its numbers are kept as they stand; and closing it anew later."""

from bot.access import Role
from bot.achievements.buttons import packed_day, unpacked_day
from bot.books_of_figures import reckoner_of
from bot.publishing import close
from bot.queries import PROVINCE, Query
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Card, Reply, act, card
from bot.short_forms import CLOSING, open_short
from bot.turn import Turn
from bot.words import publications as words
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
    if await turn.unit.publications.revisions(period.from_on, period.to_on) != revisions:
        raise Refusal("close.closed_meanwhile")
    if revisions:  # the books moved since then: why is kept with the new revision
        await open_short(turn, FORM, days=turn.action[0], revisions=revisions)
        return card(turn.say("close.why"), (Button(turn.plain("button.discard"), act("discard")),))
    return await _close(turn, period, reason=None)


async def reason_typed(turn: Turn) -> Reply:
    """Why a closed period is closed anew."""
    turn.require(Role.STAFF)
    if turn.draft is None or turn.draft.form != FORM:
        raise button_is_old()
    days = turn.draft.data["days"]
    period = _period(turn, days)
    if await turn.unit.publications.revisions(period.from_on, period.to_on) != turn.draft.data["revisions"]:
        raise Refusal("close.closed_meanwhile")
    await turn.unit.drafts.discard(turn.person.telegram_id)
    return await _close(turn, period, reason=turn.incoming.text.strip()[:LONGEST])


async def _look(turn: Turn, period: Period) -> Reply:
    reckoner = reckoner_of(turn)
    query = Query(turn.library.indicators.main, period)
    found = [await reckoner.achieved(indicator, query, parts=False) for indicator in query.indicators]
    people, sessions = await turn.unit.reach.pending(PROVINCE, period.from_on, period.to_on)
    revisions = await turn.unit.publications.revisions(period.from_on, period.to_on)
    html = words.to_close(turn, query, found, pending=(people, sessions), revisions=revisions)
    days = packed_day(period.from_on) + packed_day(period.to_on)
    label = turn.plain("button.close_again" if revisions else "button.close_period")
    return card(html, (Button(label, act("close", days, str(revisions))),))


async def _close(turn: Turn, period: Period, *, reason: str | None) -> Reply:
    publication = await close(turn, period, reason=reason)
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
