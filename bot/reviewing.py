"""Sessions under review: what is worth a second look about them, and whether a card still shows them as they are."""

from collections.abc import Sequence
from hashlib import sha256

from bot.forms.flags import Case, flags_of
from bot.refusals import Refusal, button_is_old
from bot.turn import Turn
from bot.words.reviews import Look, seen
from storage.review_history import DOCUMENT, History
from storage.reviews import Entry
from storage.sessions import DUPLICATE, NEW, RECORDED, Session, StaleVersion

MOST = 200  # sessions of the queue looked at, the oldest first


async def looks_at(turn: Turn, entries: Sequence[Entry]) -> list[Look]:
    """Each with its flags; the queries are as many for two hundred as for one."""
    histories = await turn.unit.reviews.histories([entry.session for entry in entries])
    return [Look(entry, flags_of(_case(turn, entry, histories[entry.session.id]))) for entry in entries]


async def without_flags(turn: Turn, *, up_to: int | None = None) -> list[Session]:
    """Those of the queue with nothing to look at twice, as far as the session with the id `up_to`."""
    looks = await looks_at(turn, await turn.unit.reviews.waiting(most=MOST, up_to=up_to))
    return [look.entry.session for look in looks if not look.flags]


def digest(sessions: Sequence[Session]) -> str:
    """Tells whether they are still the same sessions in the same versions; short enough for a button."""
    return sha256(" ".join(map(seen, sessions)).encode()).hexdigest()[:16]


async def as_seen(turn: Turn, shown: str) -> Session:
    """The session of a button (see `words.seen`), refused in words where it is not what the card showed any more."""
    session = await turn.unit.sessions.by_code(shown.partition(".")[0])
    if session is None:
        raise button_is_old()
    if seen(session) != shown:
        raise await overtaken(turn, session)
    if session.state != RECORDED:
        raise Refusal("session.cancelled_already", code=session.code)
    return session


async def judge(turn: Turn, sessions: Sequence[Session], verdict: str, *, field: str = "", note: str = "") -> None:
    """Write the verdict and who gave it; refused where somebody else was first."""
    me, now = turn.person.telegram_id, turn.now
    try:
        await turn.unit.reviews.judge(sessions, verdict, by=me, now=now, field=field or None, note=note or None)
    except StaleVersion:
        raise await overtaken(turn, sessions[0]) if len(sessions) == 1 else Refusal("review.queue_changed") from None
    for session in sessions:
        detail = {"version": session.version, "verdict": verdict} | ({"field": field} if field else {})
        await turn.unit.audit.note(me, "review_session", f"session:{session.code}", now, **detail)


async def overtaken(turn: Turn, session: Session) -> Refusal:
    """What came before: a correction, or what a colleague, or an earlier tap, said of the same version."""
    now = await turn.unit.sessions.by_code(session.code) or session
    last = await turn.unit.reviews.last(now)
    if now.state == RECORDED and now.review != NEW and last is not None and last.version == now.version:
        verdict = turn.plain(f"verdict.{now.review}")
        return Refusal("review.overtaken", code=now.code, verdict=verdict, name=last.by or "–")
    return Refusal("review.changed", code=now.code)


async def pair_as_seen(turn: Turn) -> tuple[Session, Session, int]:
    """The two sessions of a button as its card showed them, and what was ruled upon them by then."""
    first, second, rulings = (*turn.action, "", "", "")[:3]
    one, other = await as_seen(turn, first), await as_seen(turn, second)
    require_pair(one, other)
    if not rulings.isdecimal() or len(rulings) > 6:
        raise button_is_old()
    return one, other, int(rulings)


def require_pair(one: Session, other: Session) -> None:
    """Two sessions that both count, at the same place on the same day; anything else is no pair any more."""
    alike = (one.report.place_code, one.report.held_on) == (other.report.place_code, other.report.held_on)
    both_count = all(session.state == RECORDED and session.review != DUPLICATE for session in (one, other))
    if one.id == other.id or not alike or not both_count:
        raise Refusal("review.no_pair", one=one.code, other=other.code)


def _case(turn: Turn, entry: Entry, history: History) -> Case:
    session, report = entry.session, entry.session.report
    return Case(
        report.held_on,
        entry.recorded_at.astimezone(turn.house.timezone).date(),
        report.place_code,
        report.men_count,
        report.women_count,
        report.unspecified_count,
        history.village_totals,
        history.reporter_totals,
        history.elsewhere,
        history.twins,
        is_orphan=session.review == DUPLICATE and entry.waits,
        from_document=session.reported_by == DOCUMENT,
    )
