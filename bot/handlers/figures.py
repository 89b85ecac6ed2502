"""/catat and /target: numbers entered by a line or a few taps, checked, stored once, corrected with a reason."""

from dataclasses import replace

from bot.access import Role
from bot.figure_book import SECOND_PERSON, Entered, row_of, store
from bot.figure_flow import (
    from_line,
    new_draft,
    open_entry,
    require_free,
    require_sound,
    show,
)
from bot.i18n import INDONESIAN
from bot.queries.amounts import read_amount
from bot.refusals import Refusal, button_is_old
from bot.replies import Card, Reply, card
from bot.short_forms import ENTRIES, FIGURE, TARGET
from bot.turn import Turn
from bot.words import figure_entry as words
from bot.words.figure_sources import about, value_of
from content.indicators import short_key
from storage.drafts import Draft
from storage.figure import CANCELLED, Conflict, Figure

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
    if kind not in ENTRIES or not found:
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
    kind = draft.form
    return await open_entry(turn, kind, Entered.of(kind, choices[int(number)]))


async def typed(turn: Turn) -> Reply:
    """Text while an entry is open: what is asked for, or a line in place of the one on the card."""
    turn.require(Role.STAFF)
    draft = _open_draft(turn)
    text, asks = turn.incoming.text.strip(), draft.data.get("asks")
    if asks in {"source", "reason"}:
        if len(text) > LONGEST:
            raise Refusal("enter.too_long", most=turn.number(LONGEST), length=turn.number(len(text)))
        said = [text, None, None] if asks == "source" else text
        return await show(turn, replace(draft, data={**draft.data, asks: said}))
    if asks == "value":
        if (amount := read_amount(text)) is None:
            raise Refusal("enter.value_unread")
        rows = [{**draft.data["rows"][0], "value": amount.number}]
        return await show(turn, replace(draft, data={**draft.data, "rows": rows}))
    waits = draft if asks is None else None
    return await from_line(turn, draft.form, text, prefix=draft.data.get("prefix", ""), keep=waits)


async def tapped(turn: Turn) -> Reply:
    """A button of the card: save, name the source, give a reason."""
    turn.require(Role.STAFF)
    key, name, *more = (*turn.action, "", "")
    if name == "save":
        return await _save(turn, key)
    draft = _open_draft(turn, key)
    if name in {"source", "reason"}:
        await turn.unit.drafts.put(turn.person.telegram_id, replace(draft, data={**draft.data, "asks": name}))
        return card(turn.say(f"enter.ask_{name}_{draft.form}"))
    if name == "own":
        texts = turn.house.texts  # what is kept is in Indonesian
        source = texts.plain(INDONESIAN, "enter.own_source", day=texts.day(INDONESIAN, turn.today))
        return await show(turn, replace(draft, data={**draft.data, "source": [source, None, None]}))
    if name == "why" and more[0] in words.REASONS:
        reason = turn.house.texts.plain(INDONESIAN, f"reason.figure_{more[0]}")
        return await show(turn, replace(draft, data={**draft.data, "reason": reason}))
    raise button_is_old()


async def fix(turn: Turn) -> Reply:
    """Correct a stored figure: the right number is typed."""
    figure = await _standing(turn)
    require_free(turn)
    entered = Entered(FIGURE, (row_of(figure),), figure.source)
    draft = new_draft(turn, FIGURE, **entered.as_json(), asks="value")
    await turn.unit.drafts.put(turn.person.telegram_id, draft)
    return card(turn.say("enter.right_value", about=about(turn, figure), value=value_of(turn, figure)))


async def cancel(turn: Turn) -> Reply:
    """Say that a stored figure no longer stands: why is asked first."""
    figure = await _standing(turn)
    require_free(turn)
    entered = Entered(FIGURE, (row_of(figure),), figure.source, cancels=figure.id)
    return await show(turn, new_draft(turn, FIGURE, **entered.as_json()), in_place=False)


async def _begin(turn: Turn, kind: str) -> Reply:
    turn.require(Role.STAFF)
    if turn.incoming.arguments:
        return await from_line(turn, kind, turn.incoming.arguments)
    waiting = await turn.unit.proposals.waiting(most=100)
    html, rows = words.menu(turn, kind, len(waiting), needs_second=await _needs_second(turn))
    return card(html, *rows)


async def _save(turn: Turn, key: str) -> Reply:
    """Store the entry of this key once; every further tap finds it stored."""
    if turn.draft is None or turn.draft.key != key or turn.draft.form not in ENTRIES:
        return await _saved_before(turn, key)
    kind, me = turn.draft.form, turn.person.telegram_id
    entered = Entered.of(kind, turn.draft.data)
    await turn.unit.figures.hold()  # what was checked must be true when it is stored
    await require_sound(turn, entered)
    await turn.unit.drafts.discard(me)
    if await _needs_second(turn):
        is_new = await turn.unit.proposals.propose(key, kind, entered.as_json(), by=me, now=turn.now)
        await turn.unit.audit.note(me, f"propose_{kind}", f"proposal:{key}", turn.now, rows=len(entered.rows))
        return card(words.proposed(turn, entered, is_new=is_new), in_place=turn.pressed)
    try:
        numbers = await store(turn.unit, entered, key=key, by=me, now=turn.now)
    except Conflict:
        raise Refusal("enter.changed_meanwhile") from None
    act_of = "cancel_figure" if entered.cancels is not None else f"record_{kind}"
    await turn.unit.audit.note(me, act_of, f"{kind}s:{key}", turn.now, rows=len(numbers))
    shown = Card(words.stored(turn, numbers, is_new=True), words.stored_rows(turn, numbers), in_place=turn.pressed)
    return Reply((shown,), toast=turn.plain("enter.saved_short"))


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


async def _needs_second(turn: Turn) -> bool:
    return await turn.unit.options.get(SECOND_PERSON) is True


def _open_draft(turn: Turn, key: str | None = None) -> Draft:
    if turn.draft is None or turn.draft.form not in ENTRIES or key not in {None, turn.draft.key}:
        raise button_is_old()
    return turn.draft
