"""How entries of figures and targets look before and after they are stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.access import Role
from bot.achievements.buttons import query_button
from bot.achievements.checking import Judged, Objection
from bot.figure_book import Entered
from bot.i18n import EscapedHtml
from bot.queries import Query, Unclear
from bot.replies import Button, Row, act, in_rows
from bot.short_forms import FIGURE
from bot.turn import Turn
from bot.words.achievements import source_name
from bot.words.asking_back import reason as not_clear
from bot.words.figure_sources import about, person_name, value_of
from content.indicators import short_key
from content.periods import year as whole_year
from storage.drafts import Draft
from storage.figure import Figure
from storage.proposals import Proposal
from storage.publications import Publication
from storage.targets import Target

REASONS = ("typo", "newer", "source")  # of a correction, one tap away


def menu(turn: Turn, kind: str, waiting: int, *, needs_second: bool) -> tuple[EscapedHtml, list[Row]]:
    """What to write, with the indicators to begin from and what waits for a second person."""
    begin = [
        Button(indicator.short[turn.language], act("figure_new", kind, short_key(code)))
        for code, indicator in turn.library.indicators.items()
        if kind == FIGURE or indicator.beside is None
    ]
    rows: list[Row] = in_rows(begin, 2)
    if waiting:
        rows.append((Button(turn.plain("button.proposals", count=turn.number(waiting)), act("proposals")),))
    if turn.role >= Role.ADMIN and kind == FIGURE:
        key = "button.second_off" if needs_second else "button.second_on"
        rows.append((Button(turn.plain(key), act("second", "off" if needs_second else "on")),))
    second = turn.say("enter.second_needed") if needs_second else ""
    return turn.say(f"enter.menu_{kind}", second=second), rows


def ask_line(turn: Turn, kind: str, name: str) -> EscapedHtml:
    return turn.say(f"enter.line_{kind}", name=name)


def unclear(turn: Turn, read: Unclear[Any], text: str, kind: str, key: str) -> tuple[EscapedHtml, list[Row]]:
    html = not_clear(turn, read, text, f"enter.examples_{kind}")
    return html, [
        (Button(label, act("figure_pick", key, str(number))),) for number, (label, _) in enumerate(read.choices[:8])
    ]


def check_figures(turn: Turn, draft: Draft, entered: Entered, found: Sequence[Judged]) -> tuple[EscapedHtml, list[Row]]:
    """Every number with what stands in its place, and what speaks against it; saving needs that nothing does."""
    html = turn.say(
        "enter.card",
        lines=EscapedHtml("\n".join(_judged_line(turn, one) for one in found)),
        source=source_name(entered.source) or turn.plain("enter.no_source"),
        reason=turn.say("why.reason", reason=entered.reason) if entered.reason else "",
        asks=_asks(turn, entered, found),
    )
    rows: list[Row] = []
    if not any(one.objections for one in found) and not all(one.is_known for one in found):
        if any(one.needs_reason for one in found) and not entered.reason:
            rows += why_rows(turn, draft.key)
        elif entered.source.title:
            rows.append((Button(turn.plain("button.save"), act("figure", draft.key, "save")),))
    if not entered.source.title:
        rows.append((Button(turn.plain("button.own_source"), act("figure", draft.key, "own")),))
    source = Button(turn.plain("button.source"), act("figure", draft.key, "source"))
    return html, [*rows, (source, Button(turn.plain("button.discard"), act("discard", draft.key)))]


def check_target(
    turn: Turn, draft: Draft, target: Target, revisions: Sequence[Target], closed_in: Publication | None
) -> tuple[EscapedHtml, list[Row]]:
    """The target beside the one that holds; a target needs its basis, and a new one leaves the old one readable."""
    before = revisions[-1] if revisions else None
    is_same = before is not None and (before.value, before.basis.title) == (target.value, target.basis.title)
    html = turn.say(
        "enter.target_card",
        about=target_name(turn, target),
        value=target_value(turn, target),
        before=turn.say("enter.target_before", value=target_value(turn, before), basis=before.basis.title)
        if before
        else "",
        closed=turn.say("enter.closed", code=closed_in.code) if closed_in else "",
        basis=target.basis.title or turn.plain("enter.no_basis"),
        same=turn.say("enter.known") if is_same else "",
    )
    rows: list[Row] = []
    if target.basis.title and not is_same:
        rows.append((Button(turn.plain("button.save"), act("figure", draft.key, "save")),))
    basis = Button(turn.plain("button.basis"), act("figure", draft.key, "source"))
    return html, [*rows, (basis, Button(turn.plain("button.discard"), act("discard", draft.key)))]


def why_rows(turn: Turn, key: str) -> list[Row]:
    """Reasons one tap away, and one to write."""
    ready = [(Button(turn.plain(f"reason.figure_{why}"), act("figure", key, "why", why)),) for why in REASONS]
    return [*ready, (Button(turn.plain("button.own_reason"), act("figure", key, "reason")),)]


def cancel_card(
    turn: Turn, key: str, figure: Figure, reason: str | None, closed_in: Publication | None
) -> tuple[EscapedHtml, list[Row]]:
    html = turn.say(
        "enter.cancel_card",
        about=about(turn, figure),
        value=value_of(turn, figure),
        closed=turn.say("enter.closed", code=closed_in.code) if closed_in else "",
        reason=turn.say("why.reason", reason=reason) if reason else turn.say("enter.why_cancel"),
    )
    keep = Button(turn.plain("button.discard"), act("discard", key))
    if reason is None:
        return html, [*why_rows(turn, key), (keep,)]
    return html, [(Button(turn.plain("button.yes_cancel_figure"), act("figure", key, "save")), keep)]


def stored(turn: Turn, numbers: Sequence[Figure | Target], *, is_new: bool) -> EscapedHtml:
    """What stands in the books now."""
    return turn.say("enter.stored" if is_new else "enter.stored_before", lines=_lines(turn, numbers))


def stored_rows(turn: Turn, numbers: Sequence[Figure | Target]) -> tuple[Row, ...]:
    """To the numbers that were changed, each indicator once, in the year of the entry."""
    found = {number.indicator: number for number in numbers}
    return tuple(
        (Button(turn.plain("button.see", name=indicator.short[turn.language]), query_button("fig", query)),)
        for code, number in found.items()
        if (indicator := turn.library.indicators.get(code)) is not None
        for query in (Query((indicator,), whole_year(number.to_on.year, turn.today)),)
        if query.period.from_on <= turn.today
    )


def proposed(turn: Turn, entered: Entered, *, is_new: bool) -> EscapedHtml:
    return turn.say("enter.proposed" if is_new else "enter.proposed_before", lines=entered_lines(turn, entered))


def entered_lines(turn: Turn, entered: Entered) -> EscapedHtml:
    """The numbers of an entry, one a line."""
    return _lines(turn, entered.figures() if entered.kind == FIGURE else entered.targets())


def _lines(turn: Turn, numbers: Sequence[Figure | Target]) -> EscapedHtml:
    lines = [
        turn.say("enter.line", about=about(turn, n), value=value_of(turn, n))
        if isinstance(n, Figure)
        else turn.say("enter.line", about=target_name(turn, n), value=target_value(turn, n))
        for n in numbers
    ]
    return EscapedHtml("\n".join(lines))


def waiting(turn: Turn, proposals: Sequence[Proposal], who: Mapping[int, str]) -> tuple[EscapedHtml, list[Row]]:
    """What waits for a second person; nobody approves their own."""
    if not proposals:
        return turn.say("enter.none_waiting"), []
    lines: list[EscapedHtml] = []
    rows: list[Row] = []
    for number, proposal in enumerate(proposals, start=1):
        entered = Entered.of(proposal.kind, proposal.data)
        lines.append(
            turn.say(
                "enter.waiting_one",
                number=turn.number(number),
                by=person_name(turn, who, proposal.proposed_by),
                lines=entered_lines(turn, entered),
                source=source_name(entered.source),
                cancels=turn.say("enter.to_cancel") if entered.cancels is not None else "",
                reason=turn.say("why.reason", reason=entered.reason) if entered.reason else "",
            )
        )
        is_mine, shown = proposal.proposed_by == turn.person.telegram_id, turn.number(number)
        no = turn.plain("button.withdraw_number" if is_mine else "button.reject_number", number=shown)
        buttons = [Button(no, act("proposal", str(proposal.id), "no"))]
        if not is_mine:
            yes = turn.plain("button.approve_number", number=shown)
            buttons.insert(0, Button(yes, act("proposal", str(proposal.id), "yes")))
        rows.append(tuple(buttons))
    return turn.say("enter.waiting", lines=EscapedHtml("\n\n".join(lines))), rows


def target_name(turn: Turn, target: Target) -> EscapedHtml:
    """What a target is for: indicator, part, period and place."""
    return turn.say("enter.target_of", about=about(turn, target))


def target_value(turn: Turn, target: Target) -> str:
    indicator = turn.library.indicators.get(target.indicator)
    if target.value is None or indicator is None:
        return turn.plain("enter.no_target")
    return turn.plain(f"unit.{indicator.unit}", value=turn.number(target.value))


def objections(turn: Turn, found: Sequence[Judged]) -> str:
    """What speaks against figures, one line each, for a notice over the chat."""
    return "; ".join(_told(turn, objection) for one in found for objection in one.objections)


def _judged_line(turn: Turn, one: Judged) -> EscapedHtml:
    was = ""
    if one.is_known:
        was = turn.say("enter.known")
    elif one.stands and one.standing is not None:
        was = turn.say("enter.replaces", before=value_of(turn, one.standing), source=one.standing.source.title)
    closed = turn.say("enter.closed", code=one.closed_in.code) if one.closed_in else ""
    against = EscapedHtml("".join(_objection(turn, objection) for objection in one.objections))
    line = turn.say("enter.line", about=about(turn, one.figure), value=value_of(turn, one.figure))
    return EscapedHtml(line + was + closed + against)


def _objection(turn: Turn, objection: Objection) -> EscapedHtml:
    return turn.say("enter.against", text=_told(turn, objection))


def _told(turn: Turn, objection: Objection) -> EscapedHtml:
    values: Mapping[str, object] = objection.values
    if isinstance(whole := values.get("whole"), Figure):
        parts = values["parts"]
        assert isinstance(parts, int)
        shown = {"whole": value_of(turn, whole), "about": about(turn, whole), "parts": turn.number(parts)}
        return turn.say(objection.key, **shown)
    return turn.say(objection.key)


def _asks(turn: Turn, entered: Entered, found: Sequence[Judged]) -> EscapedHtml | str:
    """What is still missing before it can be saved."""
    if any(one.objections for one in found):
        return turn.say("enter.blocked")
    if all(one.is_known for one in found):
        return turn.say("enter.all_known")
    if any(one.closed_in for one in found) and not entered.reason:
        return turn.say("enter.why_erratum")
    if any(one.needs_reason for one in found) and not entered.reason:
        return turn.say("enter.why")
    return "" if entered.source.title else turn.say("enter.ask_source")
