"""/catat and /target: numbers entered by a line or a few taps, checked, stored once, corrected with a reason."""

from dataclasses import replace

from bot.access import Role
from bot.figure_book import FIGURE, SECOND_PERSON, TARGET, Entered, row_of, store
from bot.figure_flow import (
    FORMS,
    KINDS,
    blocking,
    from_line,
    judged_rows,
    new_draft,
    open_entry,
    require_free,
    show,
)
from bot.queries.amounts import whole
from bot.refusals import Refusal, button_is_old
from bot.replies import Card, Reply, card
from bot.turn import Turn
from bot.words import figure_entry as words
from bot.words.figure_sources import about, value_of
from content.indicators import short_key
from storage.drafts import Draft
from storage.figures import CANCELLED, Conflict, Figure

LONGEST = 200  # characters of a source or a reason


async def record(turn: Turn) -> Reply:
    """/catat: a line of figures, or where to begin one."""
    return await _begin(turn, FIGURE)


async def target(turn: Turn) -> Reply:
    """/target: a target with its basis, or where to begin one."""
    return await _begin(turn, TARGET)


async def begin_for(turn: Turn) -> Reply:
    """A button of the menu: the rest of the line is typed."""
    turn.require(Role.STAFF)
    kind, key = (*turn.action, "", "")[:2]
    found = [one for code, one in turn.library.indicators.items() if short_key(code) == key]
    if kind not in FORMS or not found:
        raise button_is_old()
    require_free(turn)
    draft = new_draft(turn, kind, prefix=found[0].name["id"], asks="line")
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return card(words.ask_line(turn, kind, found[0].name[turn.language]))


async def pick(turn: Turn) -> Reply:
    """One of the meanings a line may have had."""
    turn.require(Role.STAFF)
    key, number = (*turn.action, "", "")[:2]
    draft = _open_draft(turn, key)
    choices = draft.data.get("choices", [])
    if not number.isdecimal() or int(number) >= len(choices):
        raise button_is_old()
    kind = KINDS[draft.form]
    return await open_entry(turn, kind, Entered.of(kind, choices[int(number)]))


async def typed(turn: Turn) -> Reply:
    """Text while an entry is open: what is asked for, or a line in place of the one on the card."""
    turn.require(Role.STAFF)
    draft = _open_draft(turn)
    text, asks = turn.incoming.text.strip(), draft.data.get("asks")
    if asks in {"source", "reason"}:
        if len(text) > LONGEST:
            raise Refusal("enter.too_long", most=turn.number(LONGEST), length=turn.number(len(text)))
        return await _shown(turn, replace(draft, data={**draft.data, asks: text}))
    if asks == "value":
        value = _number(text)
        if value is None:
            raise Refusal("enter.value_unread")
        rows = [{**draft.data["rows"][0], "value": value}]
        return await _shown(turn, replace(draft, data={**draft.data, "rows": rows}))
    return await from_line(turn, KINDS[draft.form], f"{draft.data.get('prefix', '')} {text}")


async def tapped(turn: Turn) -> Reply:
    """A button of the card: save, name the source, give a reason."""
    turn.require(Role.STAFF)
    key, name, *more = (*turn.action, "", "")
    if name == "save":
        return await _save(turn, key)
    draft = _open_draft(turn, key)
    if name in {"source", "reason"}:
        await turn.unit.drafts.put(turn.person.telegram_id, replace(draft, data={**draft.data, "asks": name}))
        return card(turn.say(f"enter.ask_{name}_{KINDS[draft.form]}"))
    if name == "own":
        source = turn.plain("enter.own_source", day=turn.day(turn.today))
        return await _shown(turn, replace(draft, data={**draft.data, "source": source}))
    if name == "why" and more[0] in words.REASONS:
        reason = turn.plain(f"reason.figure_{more[0]}")
        return await _shown(turn, replace(draft, data={**draft.data, "reason": reason}))
    raise button_is_old()


async def fix(turn: Turn) -> Reply:
    """Correct a stored figure: the right number is typed."""
    figure = await _standing(turn)
    require_free(turn)
    entered = Entered(FIGURE, (row_of(figure),), figure.source.title)
    draft = new_draft(turn, FIGURE, **entered.as_json() | {"asks": "value"})
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return card(turn.say("enter.right_value", about=about(turn, figure), value=value_of(turn, figure)))


async def cancel(turn: Turn) -> Reply:
    """Say that a stored figure no longer stands: why is asked first."""
    figure = await _standing(turn)
    require_free(turn)
    draft = new_draft(turn, FIGURE, cancels=figure.id, rows=[row_of(figure)], source=figure.source.title)
    return await _shown(turn, draft, in_place=False)


async def _begin(turn: Turn, kind: str) -> Reply:
    turn.require(Role.STAFF)
    if turn.incoming.arguments:
        return await from_line(turn, kind, turn.incoming.arguments)
    waiting = await turn.unit.proposals.waiting(most=100)
    html, rows = words.menu(turn, kind, len(waiting), needs_second=await _needs_second(turn))
    return card(html, *rows)


async def _shown(turn: Turn, draft: Draft, *, in_place: bool = True) -> Reply:
    """The card of an entry, or of a figure to be cancelled."""
    if (cancelled := draft.data.get("cancels")) is None:
        return await show(turn, draft)
    figure = await turn.unit.figures.get(cancelled)
    if figure is None:
        raise button_is_old()
    draft = replace(draft, data={**draft.data, "asks": None})
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    closed_in = await turn.unit.publications.covering(figure.from_on, figure.to_on)
    html, rows = words.cancel_card(turn, draft.key, figure, draft.data.get("reason"), closed_in)
    return card(html, *rows, in_place=turn.pressed and in_place)


async def _save(turn: Turn, key: str) -> Reply:
    """Store the entry of this key once; every further tap finds it stored."""
    if turn.draft is None or turn.draft.key != key or turn.draft.form not in KINDS:
        return await _saved_before(turn, key)
    draft, me = turn.draft, turn.person.telegram_id
    if draft.data.get("cancels") is not None:
        return await _cancelled(turn, draft)
    kind = KINDS[draft.form]
    entered = Entered.of(kind, draft.data)
    found = await judged_rows(turn, entered) if kind == FIGURE else []
    is_unexplained = any(one.needs_reason for one in found) and not entered.reason
    if not entered.source or blocking(found) or is_unexplained:
        raise Refusal("enter.changed_meanwhile")
    await turn.unit.drafts.discard(me)
    if await _needs_second(turn):
        is_new = await turn.unit.proposals.propose(key, kind, entered.as_json(), by=me, now=turn.now)
        await turn.unit.audit.note(me, f"propose_{kind}", f"proposal:{key}", turn.now, rows=len(entered.rows))
        return card(words.proposed(turn, entered, is_new=is_new), in_place=turn.pressed)
    try:
        numbers = await store(turn.unit, entered, key=key, by=me, now=turn.now)
    except Conflict:
        raise Refusal("enter.changed_meanwhile") from None
    await turn.unit.audit.note(me, f"record_{kind}", f"{kind}s:{key}", turn.now, rows=len(numbers))
    shown = Card(words.stored(turn, numbers, is_new=True), words.stored_rows(turn, numbers), in_place=turn.pressed)
    return Reply((shown,), toast=turn.plain("enter.saved_short"))


async def _cancelled(turn: Turn, draft: Draft) -> Reply:
    figure, reason, me = (
        await turn.unit.figures.get(draft.data["cancels"]),
        draft.data.get("reason"),
        turn.person.telegram_id,
    )
    if figure is None or not reason:
        raise button_is_old()
    try:
        await turn.unit.figures.cancel(figure, reason=reason, by=me, now=turn.now)
    except Conflict:
        raise Refusal("enter.changed_meanwhile") from None
    await turn.unit.drafts.discard(me)
    await turn.unit.audit.note(me, "cancel_figure", f"figure:{figure.id}", turn.now)
    return card(turn.say("enter.cancelled", about=about(turn, figure)), in_place=turn.pressed)


async def _saved_before(turn: Turn, key: str) -> Reply:
    numbers = await turn.unit.figures.by_key(key) or await turn.unit.targets.by_key(key)
    if numbers:
        return Reply((Card(words.stored(turn, numbers, is_new=False), in_place=True),))
    proposal = await turn.unit.proposals.by_key(key)
    if proposal is None:
        raise button_is_old()
    entered = Entered.of(proposal.kind, proposal.data)
    return card(words.proposed(turn, entered, is_new=False), in_place=True)


async def _standing(turn: Turn) -> Figure:
    """The figure of a button, as it stands now."""
    turn.require(Role.STAFF)
    (number,) = turn.action[:1] or ("",)
    figure = await turn.unit.figures.get(int(number)) if number.isdecimal() and len(number) < 16 else None
    standing = await turn.unit.figures.standing(figure) if figure is not None else None
    if standing is None or standing.state == CANCELLED:
        raise button_is_old()
    return standing


def _number(text: str) -> int | None:
    """A whole number alone: 187, 1.960, Rp5.812.345.678, 1,2 miliar."""
    number, *scale = text.casefold().replace("rp", " ").split() or [""]
    return whole(number, " ".join(scale), rupiah=True) if len(scale) < 2 else None


async def _needs_second(turn: Turn) -> bool:
    return await turn.unit.options.get(SECOND_PERSON) is True


def _open_draft(turn: Turn, key: str | None = None) -> Draft:
    if turn.draft is None or turn.draft.form not in KINDS or key not in {None, turn.draft.key}:
        raise button_is_old()
    return turn.draft
