"""How sessions look to those who review them: the queue, one session with its flags, two that may be one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.access import Role
from bot.forms.flags import Flag, Severity
from bot.i18n import EscapedHtml
from bot.replies import Button, Card, Row, act, in_rows
from bot.turn import Turn
from bot.words.sessions import described, people, short
from bot.words.tickets import zone_name
from storage.reviews import Entry, Verdict
from storage.sessions import APPROVED, DUPLICATE, RECORDED, RETURNED, Session

FIELDS = ("place", "held_on", "mode", "people", "materials", "note", "other")
PAGE = 8  # sessions listed at a time
TWINS = 3  # offered on one card
LABEL = 30  # characters of a button


@dataclass(frozen=True)
class Look:
    """A session of the queue with what is worth a second look about it."""

    entry: Entry
    flags: tuple[Flag, ...]

    @property
    def twins(self) -> tuple[str, ...]:
        """Codes of the sessions that may be the same event."""
        codes = next((flag.values["codes"] for flag in self.flags if flag.key == "twin"), ())
        return codes if isinstance(codes, tuple) else ()


@dataclass(frozen=True)
class Beside:
    """What stands around an opened session."""

    last: Verdict | None
    losers: Sequence[str]  # codes of what counts no more because this does
    evidence: int  # how many photographs and documents
    before: str | None
    after: str | None


def seen(session: Session) -> str:
    """A session as it was looked at, for a button: its code, its version and what was said of it."""
    return f"{session.code}.{session.version}{session.review[0]}"


def queue(turn: Turn, looks: Sequence[Look], page: int, counts: tuple[int, int]) -> EscapedHtml:
    first = page * PAGE
    lines = [_line(turn, number, look) for number, look in enumerate(looks[first : first + PAGE], start=first + 1)]
    waiting, returned = counts
    asked = turn.say("review.returned_count", count=turn.number(returned)) if returned else ""
    if not looks:
        return turn.say("review.queue_empty", returned=asked)
    return turn.say(
        "review.queue",
        count=turn.number(waiting),
        lines=EscapedHtml("\n".join(lines)),
        more=turn.say("review.only_oldest", count=turn.number(len(looks))) if waiting > len(looks) else "",
        returned=asked,
    )


def queue_rows(turn: Turn, looks: Sequence[Look], page: int, *, counts_unreviewed: bool) -> list[Row]:
    first = page * PAGE
    shown = list(enumerate(looks, start=1))[first : first + PAGE]
    buttons = [
        Button(_label(turn, number, look), act("review_open", look.entry.session.code)) for number, look in shown
    ]
    rows: list[Row] = in_rows(buttons, 2)
    before = (Button(turn.plain("button.before"), act("review", str(page - 1))),) if page else ()
    more = first + PAGE < len(looks)
    after = (Button(turn.plain("button.after"), act("review", str(page + 1))),) if more else ()
    clean = sum(not look.flags for look in looks)
    if clean:
        rows.append((Button(turn.plain("button.approve_all", count=clean), act("review_all")),))
    if turn.role >= Role.ADMIN:
        label = "button.count_unreviewed" if counts_unreviewed else "button.count_approved"
        rows.append((Button(turn.plain(label), act("review_count", "off" if counts_unreviewed else "on")),))
    return [*rows, (*before, *after)]


def opened(turn: Turn, look: Look, beside: Beside) -> EscapedHtml:
    """One session with all that speaks for a second look."""
    session = look.entry.session
    return turn.say(
        "review.card",
        code=session.code,
        version=session.version,
        state=state(turn, session),
        reporter=reporter(turn, look.entry),
        recorded=moment(turn, look.entry.recorded_at),
        report=described(turn, session.report),
        evidence=turn.say("review.evidence", count=beside.evidence) if beside.evidence else "",
        flags=EscapedHtml("".join(_reason(turn, flag) for flag in look.flags)),
        last=_last(turn, beside.last),
        losers=turn.say("review.losers", codes=", ".join(beside.losers)) if beside.losers else "",
    )


def opened_rows(turn: Turn, look: Look, beside: Beside) -> list[Row]:
    """What can be said of it as it stands, and the way through the queue."""
    session = look.entry.session
    rows: list[Row] = []
    if session.state == RECORDED and session.review != APPROVED:
        rows.append((Button(turn.plain("button.approve"), act("review_ok", seen(session))),))
    if session.state == RECORDED and session.review not in {RETURNED, DUPLICATE}:
        rows.append((Button(turn.plain("button.return"), act("review_back", seen(session))),))
    rows += [
        (Button(turn.plain("button.twin", code=code), act("review_pair", session.code, code)),)
        for code in look.twins[:TWINS]
    ]
    return [*rows, *way_on(turn, beside.before, beside.after)]


def way_on(turn: Turn, before: str | None, after: str | None) -> list[Row]:
    steps = [
        Button(turn.plain(label), act("review_open", code))
        for label, code in (("button.before", before), ("button.after", after))
        if code
    ]
    return [tuple(steps), (Button(turn.plain("button.queue"), act("review")),)]


def pair(turn: Turn, one: Entry, other: Entry) -> EscapedHtml:
    """Two sessions side by side."""
    report = one.session.report
    return turn.say(
        "review.pair",
        place=turn.place(report.place_code),
        day=turn.house.texts.weekday(turn.language, report.held_on),
        one=_side(turn, one),
        other=_side(turn, other),
    )


def pair_rows(turn: Turn, one: Session, other: Session, rulings: int) -> list[Row]:
    rows: list[Row] = [
        (Button(turn.plain(label, code=winner.code), act("review_same", seen(winner), seen(loser), str(rulings))),)
        for label, winner, loser in (("button.same_this", one, other), ("button.same_that", other, one))
    ]
    apart = Button(turn.plain("button.separate"), act("review_apart", seen(one), seen(other), str(rulings)))
    return [*rows, (apart,), (Button(turn.plain("button.back"), act("review_open", one.code)),)]


def request(turn: Turn, session: Session, field: str, note: str) -> Card:
    """What the reporter gets: which session, what to correct, one button that opens just that."""
    text = turn.say(
        "review.request",
        code=session.code,
        session=short(turn, session),
        field=field_name(turn, field),
        note=turn.say("review.request_note", note=note) if note else "",
    )
    return Card(text, ((Button(turn.plain("button.correct"), act("session_fix", session.code, field)),),))


def field_name(turn: Turn, field: str) -> str:
    return turn.plain("review.other") if field == "other" else turn.plain(f"session.{field}")


def state(turn: Turn, session: Session) -> str:
    return turn.plain(f"verdict.{session.review if session.state == RECORDED else session.state}")


def reporter(turn: Turn, entry: Entry) -> str:
    """Their name; what was imported has none."""
    return entry.reporter or turn.plain("review.nobody")


def moment(turn: Turn, at: datetime) -> str:
    local = at.astimezone(turn.house.timezone)
    day = turn.house.texts.day(turn.language, local.date(), width="medium")
    return f"{day} {local:%H.%M} {zone_name(turn.house.timezone)}".strip()


def _line(turn: Turn, number: int, look: Look) -> EscapedHtml:
    """One line: the day, the village, how many, who reported, and the flags in a word each."""
    report = look.entry.session.report
    words = ", ".join(turn.plain(f"flag.{flag.key}") for flag in look.flags)
    return turn.say(
        "review.line",
        number=number,
        day=turn.house.texts.short_day(turn.language, report.held_on),
        place=_village(turn, report.place_code),
        total=turn.number(report.total),
        reporter=reporter(turn, look.entry),
        flags=turn.say("review.flags", words=words) if words else "",
    )


def _label(turn: Turn, number: int, look: Look) -> str:
    report = look.entry.session.report
    label = f"{number} · {_village(turn, report.place_code)} · {turn.number(report.total)}"
    return label if len(label) <= LABEL else label[: LABEL - 1] + "…"


def _village(turn: Turn, code: str) -> str:
    place = turn.library.places.get(code)
    return place.name if place else code


def _reason(turn: Turn, flag: Flag) -> EscapedHtml:
    """A flag in a sentence, with its numbers."""
    values = {
        name: turn.number(value) if isinstance(value, int) else _listed(turn, name, value)
        for name, value in flag.values.items()
    }
    mark = "⚠️" if flag.severity is Severity.DOUBT else "▫️"
    return turn.say("review.reason", mark=mark, text=turn.plain(f"flagged.{flag.key}", **values))


def _listed(turn: Turn, name: str, values: Iterable[str]) -> str:
    return "; ".join(map(turn.place, values)) if name == "places" else ", ".join(values)


def _last(turn: Turn, last: Verdict | None) -> EscapedHtml | str:
    """What was said of it before, perhaps of an earlier version."""
    if last is None:
        return ""
    said = turn.plain(f"verdict.{last.verdict}")
    about = [last.other_code, field_name(turn, last.field) if last.field else None, last.note]
    return turn.say(
        "review.last",
        verdict=": ".join((said, " · ".join(filter(None, about)))) if any(about) else said,
        version=last.version,
        name=last.by or "–",
        at=moment(turn, last.at),
    )


def _side(turn: Turn, entry: Entry) -> EscapedHtml:
    report = entry.session.report
    return turn.say(
        "review.side",
        code=entry.session.code,
        reporter=reporter(turn, entry),
        recorded=moment(turn, entry.recorded_at),
        people=people(turn, report),
        mode=turn.plain(f"mode.{report.mode}"),
        time=report.details.get("time") or "–",
        state=state(turn, entry.session),
    )
