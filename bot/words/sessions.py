"""How the session form looks: questions, problems, the card to check, the stored session."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.exports.documents import KINDS
from bot.forms.engine import Asked, Field, Option, State
from bot.forms.session import DETAILS, MATERIALS, MODE_OPTIONS, SHARES
from bot.i18n import EscapedHtml, escape
from bot.replies import Button, Row, act, in_rows
from bot.turn import Turn
from bot.words.attendance import beside
from storage.drafts import Draft
from storage.sessions import RECORDED, Report, Session

LABEL_LIMIT = 60  # characters a button shows on a small telephone, over two lines

FORM = "session"
LAST = "last"  # to write again what stood there in the session before
TICKS = "materials_ticked"  # beside the answers, until "Lanjut"

FREE_WORDS = frozenset({*DETAILS, SHARES, "note"})
ON_CARD = ("place", "held_on", "mode", "people", "materials", "note")  # the others are behind "Lengkapi"
HEADING = re.compile(r"[^\n]*\b(?:Kode|Code) ([A-Z0-9]{6,32})\b")


def code_in(text: str) -> str | None:
    """The session a card of ours is about; the code stands in its first line, where nobody else writes."""
    found = HEADING.match(text)
    return found[1] if found else None


def quoted_code(turn: Turn) -> str | None:
    """The session whose card this message answers."""
    quoted = turn.incoming.quoted
    return code_in(quoted.text) if quoted is not None and quoted.is_ours else None


def question(
    turn: Turn, key: str, fields: Sequence[Field], asked: Field, state: State, *, known: Sequence[str]
) -> tuple[EscapedHtml, list[Row]]:
    """The question of a field with what can be tapped to answer it, such as what was `known` before."""
    if asked.is_optional:
        return turn.say(f"session.ask_{asked.name}"), [
            *_choices(turn, key, asked.name, state, known),
            _leave_row(turn, key, state),
        ]
    required = [field.name for field in fields if not field.is_optional]
    text = turn.say(f"session.ask_{asked.name}", step=required.index(asked.name) + 1, steps=len(required))
    return text, [*_choices(turn, key, asked.name, state, known), _leave_row(turn, key, state)]


def problem(turn: Turn, key: str, name: str, answer: Asked) -> tuple[EscapedHtml, list[Row]]:
    """Why an answer was not taken."""
    values = {k: turn.day(v) if isinstance(v, date) else v for k, v in answer.values.items()}
    values = {k: turn.number(v) if isinstance(v, int) else v for k, v in values.items()}
    rows = [_option_row(turn, key, name, option) for option in answer.options]
    listed = "\n".join(f"• {option.full}" for option in answer.options if option.full)
    said = turn.say(answer.key, **values) + (escape("\n\n" + listed) if listed else "")
    return EscapedHtml(said), [*rows, (_button(turn, "button.back", key, "back"),)]


async def check_card(turn: Turn, draft: Draft, report: Report) -> tuple[EscapedHtml, list[Row]]:
    """Everything as it would be stored, what was not understood, and what may have been logged already."""
    fixes = draft.data.get("fixes")
    count = await turn.unit.evidence.count(draft.key)
    notes = [turn.say("session.unread", rest=draft.data["rest"])] if draft.data.get("rest") else []
    if count:
        notes.append(turn.say("evidence.attached", count=count))
    if fixes is None and (other := await turn.unit.sessions.same_event(report)) is not None:
        notes.append(turn.say("session.same_event", code=other.code, people=people(turn, other.report)))
    told, added = described(turn, report), _lines(notes)
    if fixes is None:
        return turn.say("session.check", report=told, notes=added), card_rows(turn, draft.key)
    return turn.say("session.check_change", code=fixes["code"], report=told, notes=added), card_rows(turn, draft.key)


def card_rows(turn: Turn, key: str) -> list[Row]:
    """Save first; then each field to correct it; then the fields that few sessions have."""
    corrections = [_button(turn, f"session.{field}", key, "correct", field) for field in ON_CARD]
    rows: list[Row] = [(_button(turn, "button.save", key, "save"),)]
    rows += in_rows(corrections, 3)
    more = (_button(turn, "button.complete", key, "more"), Button(turn.plain("button.door"), act("door", "draft")))
    return [*rows, more, (Button(turn.plain("button.discard"), act("discard", key)),)]


def detail_rows(turn: Turn, key: str, state: State) -> list[Row]:
    """The other fields of an official report, in its order, those filled in ticked; online, the villages first."""
    names = (SHARES, *DETAILS) if state.values.get("mode") == "online" or state.values.get(SHARES) else DETAILS
    buttons = [
        Button(
            ("✅ " if state.values.get(name) else "") + turn.plain(f"session.{name}"),
            act("form", key, "correct", name),
        )
        for name in names
    ]
    rows: list[Row] = in_rows(buttons, 2)
    return [*rows, (_button(turn, "button.back", key, "back"),)]


def why_rows(turn: Turn, key: str, reasons: Sequence[str]) -> list[Row]:
    rows: list[Row] = [(_button(turn, f"reason.{reason}", key, "why", reason),) for reason in reasons]
    return [*rows, (_button(turn, "button.back", key, "back"),)]


def check_reason(turn: Turn, key: str, reason: str) -> tuple[EscapedHtml, list[Row]]:
    rows: list[Row] = [(_button(turn, "button.save", key, "why", "typed"), _button(turn, "button.back", key, "back"))]
    return turn.say("session.change_sure", reason=reason), rows


def described(turn: Turn, report: Report) -> EscapedHtml:
    """The report, line by line, with those of its other fields that are given."""
    core = turn.say(
        "session.described",
        place=turn.place(report.place_code),
        day=turn.house.texts.weekday(turn.language, report.held_on),
        mode=turn.plain(f"mode.{report.mode}"),
        people=people(turn, report),
        materials=", ".join(turn.plain(f"material.{code}") for code in report.materials) or "–",
        note=report.note or "–",
    )
    given = {name: report.details[name] for name in DETAILS if report.details.get(name)}
    if report.shares:
        split = (f"{turn.place(code)}: {turn.number(sum(counts))}" for code, counts in report.shares.items())
        given = {SHARES: "; ".join(split), **given}
    lines = [turn.say("session.detail", name=turn.plain(f"session.{name}"), text=given[name]) for name in given]
    return EscapedHtml("\n".join((core, *lines)))


def people(turn: Turn, report: Report) -> str:
    """75 orang (laki-laki 35, perempuan 40)"""
    total = turn.number(report.total)
    if report.men_count == report.women_count == 0:
        return turn.plain("session.people_total", total=total)
    counts = {"men": turn.number(report.men_count), "women": turn.number(report.women_count)}
    if report.unspecified_count:
        return turn.plain("session.people_three", total=total, rest=turn.number(report.unspecified_count), **counts)
    return turn.plain("session.people_two", total=total, **counts)


async def stored(turn: Turn, session: Session) -> EscapedHtml:
    """A session as it stands in the books, with its code and what belongs to it."""
    told = described(turn, session.report)
    notes = []
    if count := await turn.unit.evidence.count(session.submission_key):
        notes.append(turn.say("evidence.attached", count=count))
    if own := beside(turn, await turn.unit.attendance.of(session.submission_key), session.report):
        notes.append(own)
    if session.version > 1 and session.reason:
        notes.append(turn.say("session.version", version=session.version, reason=session.reason))
    if session.state != RECORDED:
        return turn.say("session.cancelled", code=session.code, report=told, reason=session.reason or "")
    return turn.say("session.stored", code=session.code, report=told, notes=_lines(notes))


def stored_rows(turn: Turn, session: Session) -> tuple[Row, ...]:
    rows: list[Row] = []
    if session.state == RECORDED:
        change = Button(turn.plain("button.change"), act("session_fix", session.code))
        rows.append((change, Button(turn.plain("button.cancel_session"), act("session_cancel", session.code))))
        rows.append((Button(turn.plain("button.door"), act("door", session.code)),))
        rows.append(tuple(Button(turn.plain(f"button.{kind}"), act("docx", session.code, kind)) for kind in KINDS))
    else:
        undo = act("session_restore", session.code, str(session.version))
        rows.append((Button(turn.plain("button.restore"), undo),))
    new = Button(turn.plain("button.log_another"), act("session_new"))
    return (*rows, (new, Button(turn.plain("button.my_sessions"), act("session_mine"))))


def _lines(notes: Sequence[EscapedHtml]) -> EscapedHtml:
    return EscapedHtml("".join(f"\n{note}" for note in notes))


def short(turn: Turn, session: Session) -> str:
    """One line of a list: 21 Nov · Nifukani · 75."""
    place = turn.library.places.get(session.report.place_code)
    day = turn.house.texts.day(turn.language, session.report.held_on, width="medium")
    line = f"{day} · {place.name if place else session.report.place_code} · {turn.number(session.report.total)}"
    return line if session.state == RECORDED else f"✗ {line}"


def _choices(turn: Turn, key: str, name: str, state: State, known: Sequence[str]) -> list[Row]:
    if name == "place":
        return [_option_row(turn, key, name, Option(code, label=turn.place(code))) for code in known]
    if name == "held_on":
        days = [turn.today, turn.today - timedelta(days=1)]
        labels = ("day.today", "day.yesterday")
        return [
            tuple(
                Button(
                    turn.plain(label, day=turn.house.texts.short_day(turn.language, day)),
                    act("form", key, name, day.isoformat()),
                )
                for label, day in zip(labels, days, strict=True)
            )
        ]
    if name == "mode":
        return [tuple(_option(turn, key, name, option) for option in MODE_OPTIONS)]
    if name == "materials":
        return _materials(turn, key, state)
    if name in FREE_WORDS:
        again = [_option_row(turn, key, name, Option(LAST, label=f"↩️ {said}")) for said in known]
        return [*again, (_button(turn, "button.skip", key, name, "none"),)]
    return []


def ticked(state: State) -> list[str]:
    """The materials ticked so far; they become the answer with "Lanjut"."""
    chosen: list[str] = state.values.get(TICKS, state.values.get("materials", []))
    return chosen


def _materials(turn: Turn, key: str, state: State) -> list[Row]:
    chosen = ticked(state)
    rows: list[Row] = [
        (
            Button(
                ("✅ " if code in chosen else "◻️ ") + turn.plain(f"material.{code}"),
                act("form", key, "materials", code),
            ),
        )
        for code in MATERIALS
    ]
    return [*rows, (_button(turn, "button.next", key, "materials", "done"),)] if chosen else rows


def _leave_row(turn: Turn, key: str, state: State) -> Row:
    discard = Button(turn.plain("button.discard"), act("discard", key))
    if not state.values and state.correcting is None:
        return (discard,)
    return (_button(turn, "button.back", key, "back"), discard)


def _option_row(turn: Turn, key: str, name: str, option: Option) -> Row:
    return (_option(turn, key, name, option),)


def _option(turn: Turn, key: str, name: str, option: Option) -> Button:
    label = turn.plain(option.key) if option.key else option.label
    return Button(
        label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…",
        act("form", key, name, option.raw),
    )


def _button(turn: Turn, label: str, key: str, *arguments: str) -> Button:
    return Button(turn.plain(label), act("form", key, *arguments))
