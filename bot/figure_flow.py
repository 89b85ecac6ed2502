"""An open entry of figures or a target: read from a line, shown with what speaks against it and what is missing."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.achievements.checking import Judged, clamped, judged
from bot.figure_book import Entered, row_of
from bot.i18n import EscapedHtml
from bot.queries import Entry, TargetEntry, Unclear, read_entry, read_target
from bot.refusals import Refusal, button_is_old
from bot.replies import Reply, Row, card
from bot.short_forms import ENTRIES, FIGURE, SHORT, TARGET
from bot.turn import Turn
from bot.words import figure_entry as words
from storage.drafts import Draft
from storage.figure import Figure, Source
from storage.targets import Target


async def from_line(turn: Turn, kind: str, text: str, *, prefix: str = "", keep: Draft | None = None) -> Reply:
    """An entry from one line: the card to check it, or what is not clear with what may be tapped.

    `prefix` was chosen before and goes before what is typed; a card that waits, `keep`, stays where nothing was read.
    """
    require_free(turn)
    places, indicators = turn.library.places, turn.library.indicators
    reader = read_entry if kind == FIGURE else read_target
    read = reader(f"{prefix} {text}", indicators, places, turn.today)
    if not isinstance(read, Unclear):
        return await open_entry(turn, kind, entered_of(turn, kind, read))
    if keep is not None:
        html, _ = words.unclear(turn, read, text, kind, keep.key)
        return card(EscapedHtml(f"{html}\n\n{turn.say('enter.card_waits')}"))
    choices = [entered_of(turn, kind, one).as_json() for _, one in read.choices]
    draft = new_draft(turn, kind, choices=choices, prefix=prefix, asks="line")
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    html, rows = words.unclear(turn, read, text, kind, draft.key)
    return card(html, *rows)


async def open_entry(turn: Turn, kind: str, entered: Entered, **more: Any) -> Reply:
    draft = new_draft(turn, kind, **entered.as_json(), **more)
    return await show(turn, draft)


async def show(turn: Turn, draft: Draft, *, in_place: bool = True) -> Reply:
    """The card to check; what it showed as standing is what a saved entry replaces."""
    kind = draft.form
    entered = Entered.of(kind, draft.data)
    if entered.cancels is not None:
        html, buttons = await _cancelling(turn, draft, entered)
    elif kind == TARGET:
        (target,) = entered.targets()
        revisions = await turn.unit.targets.revisions(target)
        closed_in = await turn.unit.publications.covering(target.from_on, target.to_on)
        draft = _seeing(draft, [revisions[-1].revision if revisions else None])
        html, buttons = words.check_target(turn, draft, target, revisions, closed_in)
    else:
        found = await judged_rows(turn, entered)
        draft = _seeing(draft, [one.standing.revision if one.standing else None for one in found])
        html, buttons = words.check_figures(turn, draft, entered, found)
    await turn.unit.drafts.put(turn.person.telegram_id, replace(draft, data={**draft.data, "asks": None}))
    return card(html, *buttons, in_place=turn.pressed and in_place)


async def _cancelling(turn: Turn, draft: Draft, entered: Entered) -> tuple[EscapedHtml, list[Row]]:
    figure = await turn.unit.figures.get(entered.cancels or 0)
    if figure is None:
        raise button_is_old()
    closed_in = await turn.unit.publications.covering(figure.from_on, figure.to_on)
    return words.cancel_card(turn, draft.key, figure, entered.reason, closed_in)


def _seeing(draft: Draft, revisions: Sequence[int | None]) -> Draft:
    """The draft with the revision of each number that its card shows as standing."""
    rows = [{**row, "seen": seen} for row, seen in zip(draft.data["rows"], revisions, strict=True)]
    return replace(draft, data={**draft.data, "rows": rows})


async def judged_rows(turn: Turn, entered: Entered) -> list[Judged]:
    """Every figure beside the books, in the order of the rows."""
    figures = entered.figures()
    found: dict[int, Judged] = {}
    for code in dict.fromkeys(figure.indicator for figure in figures):
        mine = [figure for figure in figures if figure.indicator == code]
        for one in await judged(turn.unit, turn.library.indicators[code], mine, turn.today):
            found[id(one.figure)] = one
    return [found[id(figure)] for figure in figures]


def entered_of(turn: Turn, kind: str, read: Entry | TargetEntry) -> Entered:
    """What was read, as an entry; a figure of the running period speaks of its days up to today."""
    if isinstance(read, TargetEntry):
        basis = Source(read.basis or "")
        target = Target(
            read.indicator.code, read.place_code, read.from_on, read.to_on, read.value, basis, dict(read.selection)
        )
        return Entered(kind, (row_of(target),), basis)
    source = Source(read.source or "")
    figures = [
        Figure(
            row.indicator.code,
            row.kind,
            row.place_code,
            row.from_on,
            row.to_on,
            row.value,
            source,
            dict(row.selection),
        )
        for row in read.rows
    ]
    return Entered(kind, tuple(row_of(clamped(figure, turn.today)) for figure in figures), source)


def new_draft(turn: Turn, kind: str, **data: Any) -> Draft:
    base: Mapping[str, Any] = {"rows": [], "source": ["", None, None], "reason": None, "asks": None}
    return Draft(kind, secrets.token_hex(5), {**base, **data}, turn.now)


def require_free(turn: Turn) -> None:
    """No other work may be lost: an entry may replace an entry or a short form, never a session being logged."""
    if turn.draft is not None and turn.draft.form not in SHORT | ENTRIES:
        raise Refusal("form.finish_first")


async def require_sound(turn: Turn, entered: Entered) -> None:
    """Refuse what the books speak against by now, or what needs a reason or a source that it lacks."""
    if entered.cancels is not None:
        if not entered.reason:
            raise Refusal("enter.changed_meanwhile")
        return
    found = await judged_rows(turn, entered) if entered.kind == FIGURE else []
    if any(one.objections for one in found):
        raise Refusal("enter.objected", lines=words.objections(turn, found))
    if not entered.source.title or (any(one.needs_reason for one in found) and not entered.reason):
        raise Refusal("enter.changed_meanwhile")
