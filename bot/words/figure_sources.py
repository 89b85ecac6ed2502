"""How what stands behind a number looks: its entries, its sessions, the revisions of one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.achievements import Achievement
from bot.achievements.buttons import query_button
from bot.i18n import EscapedHtml
from bot.queries import Query
from bot.replies import Button, Row, act, in_rows
from bot.turn import Turn
from bot.words.achievements import amount, heading, names_of, period_name, source_name, titled
from content.periods import Period
from storage.figure import CANCELLED, FLOW, Figure
from storage.past_sessions import DOCUMENT
from storage.reach import Behind
from storage.targets import Target

MOST_ENTRIES = 12
MOST_LINES = 10


def behind(
    turn: Turn,
    query: Query,
    one: Achievement,
    who: Mapping[int, str],
    sessions: Sequence[Behind],
    *,
    page: int,
    has_more: bool,
) -> tuple[EscapedHtml, list[Row]]:
    """The entries with a button each, then a page of the sessions with one each."""
    figures = one.number.figures[:MOST_ENTRIES]
    lines = [_figure_line(turn, f, who, mark=f"{number}. ") for number, f in enumerate(figures, start=1)]
    if len(one.number.figures) > len(figures):
        lines.append(turn.say("behind.more", count=turn.number(len(one.number.figures) - len(figures))))
    if one.number.counted:
        counted = turn.number(one.number.sessions or 0)
        lines.append(turn.say("behind.sessions", count=counted, page=turn.number(page + 1)))
    lines += [
        turn.say(
            "behind.session",
            code=session.code,
            day=turn.day(session.held_on),
            place=names_of(turn).place(session.place_code),
            people=turn.number(session.people),
        )
        for session in sessions
    ]
    html = turn.say(
        "behind.card",
        name=titled(turn, one),
        period=period_name(turn, query.period),
        heading=heading(turn, query),
        value=amount(turn, one, one.realization),
        lines=EscapedHtml("\n".join(lines or [turn.say("capaian.no_source")])),
    )
    return html, _behind_rows(turn, query, figures, sessions, page=page, has_more=has_more)


def entry(turn: Turn, history: Sequence[Figure], who: Mapping[int, str]) -> tuple[EscapedHtml, list[Row]]:
    """Every revision of one figure; the one that stands can be corrected or cancelled."""
    latest = history[-1]
    html = turn.say(
        "entry.card",
        about=about(turn, latest),
        lines=EscapedHtml("\n\n".join(_revision(turn, figure, who) for figure in reversed(history))),
    )
    if latest.state == CANCELLED:
        return html, []
    return html, [
        (
            Button(turn.plain("button.fix_figure"), act("figure_fix", str(latest.id))),
            Button(turn.plain("button.cancel_figure"), act("figure_cancel", str(latest.id))),
        )
    ]


def about(turn: Turn, number: Figure | Target) -> EscapedHtml:
    """What a figure or a target is of: indicator, part, period and place."""
    indicator = turn.library.indicators.get(number.indicator)
    names = names_of(turn)
    parts = [
        indicator.dimensions[key].values[value][turn.language] if indicator and key in indicator.dimensions else value
        for key, value in number.dimensions.items()
    ]
    name = indicator.name[turn.language] if indicator else number.indicator
    return turn.say(
        "entry.about",
        name=", ".join([name, *parts]),
        period=days_name(turn, number.kind if isinstance(number, Figure) else FLOW, number.from_on, number.to_on),
        place=names.place(number.place_code),
    )


def days_name(turn: Turn, kind: str, first: date, last: date) -> str:
    """The days a figure speaks of, as its kind reads them: a month, up to a day, on a day."""
    if kind == "snapshot":
        return turn.plain("entry.stood_on", day=turn.day(last))
    name = period_name(turn, Period(first, last, last))
    return turn.plain("entry.up_to", period=name) if kind == "cumulative" else name


def value_of(turn: Turn, figure: Figure) -> str:
    """Its number with the unit, or that it is not reported or no longer stands."""
    if figure.state == CANCELLED:
        return turn.plain("entry.cancelled")
    indicator = turn.library.indicators.get(figure.indicator)
    if figure.value is None or indicator is None:
        return turn.plain("capaian.not_reported") if figure.value is None else turn.number(figure.value)
    return turn.plain(f"unit.{indicator.unit}", value=turn.number(figure.value))


def _figure_line(turn: Turn, figure: Figure, who: Mapping[int, str], *, mark: str) -> EscapedHtml:
    return turn.say(
        "behind.figure",
        mark=mark,
        about=about(turn, figure),
        value=value_of(turn, figure),
        source=source_name(figure.source),
        by=person_name(turn, who, figure.recorded_by),
        at=local_day(turn, figure.recorded_at),
    )


def _revision(turn: Turn, figure: Figure, who: Mapping[int, str]) -> EscapedHtml:
    second = turn.say("entry.second", by=person_name(turn, who, figure.approved_by)) if figure.approved_by else ""
    return turn.say(
        "entry.revision",
        number=turn.number(figure.revision),
        value=value_of(turn, figure),
        source=source_name(figure.source),
        url=turn.say("entry.url", url=figure.source.url) if figure.source.url else "",
        by=person_name(turn, who, figure.recorded_by),
        at=local_day(turn, figure.recorded_at),
        reason=turn.say("why.reason", reason=figure.reason) if figure.reason else "",
        note=turn.say("capaian.note", note=figure.note) if figure.note else "",
        second=second,
    )


def person_name(turn: Turn, who: Mapping[int, str], person: int | None) -> str:
    """Who it was; a document where it came in one."""
    if person is None or person == DOCUMENT:
        return turn.plain("behind.document")
    return who.get(person, turn.plain("behind.somebody"))


def local_day(turn: Turn, moment: datetime | None) -> str:
    return turn.day_of(moment) if moment else "–"


def _behind_rows(
    turn: Turn,
    query: Query,
    figures: Sequence[Figure],
    sessions: Sequence[Behind],
    *,
    page: int,
    has_more: bool,
) -> list[Row]:
    opened = [Button(str(number), act("fige", str(f.id))) for number, f in enumerate(figures, start=1)]
    codes = [Button(session.code, act("session", session.code)) for session in sessions]
    turns = [Button("«", query_button("figs", query, str(page - 1)))] if page else []
    turns += [Button("»", query_button("figs", query, str(page + 1)))] if has_more else []
    back = (Button(turn.plain("button.back"), query_button("fig", query)),)
    rows = [*in_rows(opened, 4), *in_rows(codes, 4)]
    return [*rows, tuple(turns), back]
