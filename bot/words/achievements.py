"""How figures look in the chat: one line of an indicator on the card of all, and one indicator opened."""

from collections.abc import Iterable
from decimal import Decimal

from bot.achievements import Achievement, Closing
from bot.achievements.names import Names
from bot.achievements.pace import change, pace_of
from bot.achievements.stretches import year_before
from bot.i18n import EscapedHtml
from bot.queries import Query
from bot.turn import Turn
from bot.words.achievement_parts import changed_parts, parts_of
from content.periods import Period
from storage.figure import Source


def all_of(turn: Turn, query: Query, found: Iterable[Achievement]) -> EscapedHtml:
    """The card of all indicators."""
    found = list(found)
    return turn.say(
        "capaian.card",
        period=period_name(turn, query.period),
        heading=heading(turn, query),
        lines=EscapedHtml("\n".join(_line_with_pace(turn, query, one) for one in found)),
        closing=_closing_of_all(turn, found),
        notes=_notes(turn, found),
    )


def opened(turn: Turn, query: Query, one: Achievement, beside: Iterable[Achievement]) -> EscapedHtml:
    """One indicator with its parts, what stands beside it, and where it comes from."""
    names = names_of(turn)
    return turn.say(
        "capaian.opened",
        name=titled(turn, one),
        period=period_name(turn, query.period),
        heading=heading(turn, query),
        number=_number(turn, query, one),
        pace=_pace(turn, query, one),
        targets=_revisions(turn, one),
        closing=_closing(turn, one),
        parts=EscapedHtml("".join(parts_of(turn, one, names))),
        beside=EscapedHtml("".join(turn.say("capaian.beside", line=_line(turn, query, other)) for other in beside)),
        notes=_notes(turn, [one]),
        sources=sources(turn, one),
    )


def heading(turn: Turn, query: Query) -> EscapedHtml:
    """The place and the days the numbers speak of; with the period, what was understood is said back."""
    known = turn.say("capaian.known_on", day=turn.day(query.known_on)) if query.known_on else ""
    return turn.say(
        "capaian.heading",
        place=names_of(turn).place(query.place),
        as_of=turn.day(query.period.as_of),
        known=known,
    )


def titled(turn: Turn, one: Achievement) -> str:
    """The name of an indicator with what of it was chosen: Penempatan, P to P."""
    chosen = names_of(turn).selection(one)
    name = one.indicator.name[turn.language]
    return f"{name}, {chosen}" if chosen else name


def period_name(turn: Turn, period: Period) -> str:
    return names_of(turn).period(period)


def names_of(turn: Turn) -> Names:
    return Names(turn.house.texts, turn.library.places, turn.language)


def amount(turn: Turn, one: Achievement, value: int | None) -> str:
    """A number with its unit: 2.226 orang, Rp78.468.365.801; what is not reported is said to be so."""
    if value is None:
        return turn.plain("capaian.not_reported")
    return turn.plain(f"unit.{one.indicator.unit}", value=turn.number(value))


def sources(turn: Turn, one: Achievement) -> EscapedHtml:
    """Where a number comes from: documents, what staff recorded, what the bot counted."""
    documents = dict.fromkeys((source_name(f.source), f.recorded_by is None) for f in one.number.figures)
    shown = [
        turn.say("capaian.document" if is_document else "capaian.recorded", title=title)
        for title, is_document in documents
    ]
    if one.number.sessions is not None:
        shown.append(turn.say("capaian.counted", count=turn.number(one.number.sessions)))
    people, sessions = one.pending
    if sessions:
        key = "capaian.pending" if one.counts_pending else "capaian.pending_left_out"
        shown.append(turn.say(key, people=turn.number(people), sessions=turn.number(sessions)))
    if one.number.summed_by:
        shown.append(turn.say("capaian.summed"))
    return EscapedHtml("\n".join(shown or [turn.say("capaian.no_source")]))


def _line_with_pace(turn: Turn, query: Query, one: Achievement) -> EscapedHtml:
    line = turn.say("capaian.line", line=_line(turn, query, one))
    return EscapedHtml(line + _pace(turn, query, one))


def _line(turn: Turn, query: Query, one: Achievement) -> EscapedHtml:
    """Name, number, target and rate; a fault of the source is marked here already."""
    return turn.say("capaian.named", name=titled(turn, one), number=_number(turn, query, one))


def _number(turn: Turn, query: Query, one: Achievement) -> EscapedHtml:
    marks = (" ⚠️" if one.notes else "") + (" ✏️" if one.is_corrected else "")
    covered = one.covered_to
    is_partly = covered is not None and covered < query.period.as_of
    return turn.say(
        "capaian.number",
        value=amount(turn, one, one.realization),
        against=_against(turn, one),
        covered=turn.say("capaian.covered", day=turn.day(covered)) if is_partly and covered else "",
        mark=marks,
    )


def _against(turn: Turn, one: Achievement) -> EscapedHtml | str:
    if one.target is None:
        return ""
    return turn.say("capaian.against", target=turn.number(one.target), rate=rate(turn, one.rate))


def source_name(source: Source) -> str:
    return f"{source.title}, {source.dated}" if source.dated else source.title


def signed(turn: Turn, difference: int) -> str:
    """+12, -3, 0."""
    return f"{difference:+d}"[0] + turn.number(abs(difference)) if difference else "0"


def target_shown(turn: Turn, value: int | None) -> str:
    return turn.plain("enter.no_target") if value is None else turn.number(value)


def rate(turn: Turn, percent: Decimal | None) -> str:
    return turn.plain("capaian.no_rate") if percent is None else turn.house.texts.percent(turn.language, percent)


def _pace(turn: Turn, query: Query, one: Achievement) -> EscapedHtml:
    """What is still needed a week, and a year ago; on lines of their own, where there is something to say."""
    said = []
    if (pace := pace_of(one, query.period)) is not None:
        numbers = {"left": pace.left, "needed": pace.needed, "so_far": int(pace.so_far), "weeks": pace.weeks}
        said.append(turn.say("capaian.pace", **{name: turn.number(value) for name, value in numbers.items()}))
    if one.before is not None:
        percent = change(one.realization, one.before)
        turned = "" if percent is None else turn.plain("capaian.change", change=_signed(turn, percent))
        key = "capaian.before" if query.period.as_of < query.period.to_on else "capaian.period_before"
        said.append(turn.say(key, value=amount(turn, one, one.before), change=turned))
    elif one.year_before is not None and one.indicator.over_time == "sum":
        before = _year_before(query.period)
        said.append(
            turn.say("capaian.year_before", period=period_name(turn, before), value=amount(turn, one, one.year_before))
        )
    return EscapedHtml("".join(turn.say("capaian.below", text=text) for text in said))


def _year_before(period: Period) -> Period:
    first, last = year_before(period.from_on), year_before(period.to_on)
    return Period(first, last, last)


def _signed(turn: Turn, percent: Decimal) -> str:
    return ("+" if percent > 0 else "") + turn.house.texts.percent(turn.language, percent)


def _revisions(turn: Turn, one: Achievement) -> EscapedHtml | str:
    """No target; or both rates, where the target was revised."""
    if not one.targets:
        return turn.say("capaian.no_target")
    first, last = one.targets[0], one.targets[-1]
    basis = turn.say("capaian.basis", basis=last.basis.title)
    if len(one.targets) == 1 or first.value is None:
        return basis
    return EscapedHtml(
        basis
        + turn.say(
            "capaian.revised",
            first=turn.number(first.value),
            first_rate=rate(turn, one.first_rate),
            basis=first.basis.title,
            revisions=turn.number(len(one.targets) - 1),
        )
    )


def _closing(turn: Turn, one: Achievement) -> EscapedHtml | str:
    if one.closing is None:
        return ""
    told = _closed(turn, one.closing)
    if not one.is_corrected:
        return told
    errata = []
    if one.erratum is not None:
        change = signed(turn, one.erratum)
        errata.append(turn.say("capaian.erratum", now=amount(turn, one, one.closing.now), change=change))
    if one.closing.target_now != one.target:
        errata.append(turn.say("capaian.erratum_target", now=target_shown(turn, one.closing.target_now)))
    errata += [turn.say("capaian.erratum_part", name=name, now=now) for name, now in changed_parts(turn, one)]
    return EscapedHtml(told + "".join(errata))


def _closing_of_all(turn: Turn, found: list[Achievement]) -> EscapedHtml | str:
    closing = next((one.closing for one in found if one.closing is not None), None)
    if closing is None:
        return ""
    errata = turn.say("capaian.errata") if any(one.is_corrected for one in found) else ""
    return EscapedHtml(_closed(turn, closing) + errata)


def _closed(turn: Turn, closing: Closing) -> EscapedHtml:
    return turn.say("capaian.closed", code=closing.code, day=turn.day_of(closing.closed_at))


def _notes(turn: Turn, found: Iterable[Achievement]) -> EscapedHtml:
    """What must be said beside the numbers, such as a source that contradicts itself."""
    notes = dict.fromkeys(note for one in found for note in (*one.notes, *(f.note for f in one.others if f.note)))
    return EscapedHtml("".join(turn.say("capaian.note", note=note) for note in notes))
