"""An open entry of figures or a target: read from a line, shown with what speaks against it and what is missing."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.achievements.checking import Judged, judged
from bot.figure_book import FIGURE, TARGET, Entered, row_of
from bot.queries import Entry, TargetEntry, Unclear, read_entry, read_target
from bot.refusals import Refusal
from bot.replies import Reply, card
from bot.short_forms import SHORT
from bot.turn import Turn
from bot.words import figure_entry as words
from storage.drafts import Draft
from storage.figures import Figure, Source
from storage.targets import Target

FORMS = {FIGURE: "figure", TARGET: "target"}
KINDS = {form: kind for kind, form in FORMS.items()}


async def from_line(turn: Turn, kind: str, text: str) -> Reply:
    """An entry from one line: the card to check it, or what is not clear with what may be tapped."""
    require_free(turn)
    places, indicators = turn.library.places, turn.library.indicators
    reader = read_entry if kind == FIGURE else read_target
    read = reader(text, indicators, places, turn.today)
    if not isinstance(read, Unclear):
        return await open_entry(turn, kind, entered_of(kind, read))
    draft = new_draft(turn, kind, choices=[entered_of(kind, one).as_json() for _, one in read.choices])
    await turn.unit.drafts.put(turn.person.telegram_id, replace(draft, data={**draft.data, "asks": "line"}))
    html, rows = words.unclear(turn, read, text, kind, draft.key)
    return card(html, *rows)


async def open_entry(turn: Turn, kind: str, entered: Entered, **more: Any) -> Reply:
    draft = new_draft(turn, kind, **entered.as_json(), **more)
    return await show(turn, draft)


async def show(turn: Turn, draft: Draft) -> Reply:
    """The card to check; what it showed as standing is what a saved entry replaces."""
    kind = KINDS[draft.form]
    entered = Entered.of(kind, draft.data)
    found = await judged_rows(turn, entered) if kind == FIGURE else []
    rows = []
    for number, row in enumerate(entered.rows):
        seen = await seen_revision(turn, kind, entered, number)
        rows.append({**row, "seen": seen})
    draft = replace(draft, data={**draft.data, "rows": rows, "asks": None})
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    if kind == FIGURE:
        html, buttons = words.check_figures(turn, draft, Entered.of(kind, draft.data), found)
    else:
        (target,) = entered.targets()
        revisions = await turn.unit.targets.revisions(target)
        html, buttons = words.check_target(turn, draft, target, revisions)
    return card(html, *buttons, in_place=turn.pressed)


async def judged_rows(turn: Turn, entered: Entered) -> list[Judged]:
    """Every figure beside the books, in the order of the rows."""
    figures = entered.figures()
    found: dict[int, Judged] = {}
    for code in dict.fromkeys(figure.indicator for figure in figures):
        mine = [figure for figure in figures if figure.indicator == code]
        for one in await judged(turn.unit, turn.library.indicators[code], mine, turn.today):
            found[id(one.figure)] = one
    return [found[id(figure)] for figure in figures]


async def seen_revision(turn: Turn, kind: str, entered: Entered, number: int) -> int | None:
    if kind == FIGURE:
        standing = await turn.unit.figures.standing(entered.figures()[number])
        return standing.revision if standing else None
    revisions = await turn.unit.targets.revisions(entered.targets()[number])
    return revisions[-1].revision if revisions else None


def entered_of(kind: str, read: Entry | TargetEntry) -> Entered:
    """What was read, as an entry; the running period speaks of its days up to today, which the reader saw to."""
    if isinstance(read, TargetEntry):
        basis = Source(read.basis or "")
        target = Target(
            read.indicator.code, read.place_code, read.from_on, read.to_on, read.value, basis, dict(read.selection)
        )
        return Entered(kind, (row_of(target),), read.basis or "")
    figures = [
        Figure(
            row.indicator.code,
            row.kind,
            row.place_code,
            row.from_on,
            row.to_on,
            row.value,
            Source(read.source or ""),
            dict(row.selection),
        )
        for row in read.rows
    ]
    return Entered(kind, tuple(map(row_of, figures)), read.source or "")


def new_draft(turn: Turn, kind: str, **data: Any) -> Draft:
    base: Mapping[str, Any] = {"rows": [], "source": "", "reason": None, "asks": None}
    return Draft(FORMS[kind], secrets.token_hex(5), {**base, **data}, turn.now)


def require_free(turn: Turn) -> None:
    """No other work may be lost: an entry may replace an entry or a short form, never a session being logged."""
    if turn.draft is not None and turn.draft.form not in {*SHORT, *KINDS}:
        raise Refusal("form.finish_first")


def blocking(found: Sequence[Judged]) -> bool:
    return any(one.objections for one in found)
