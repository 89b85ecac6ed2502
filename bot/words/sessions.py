"""How the session form looks: questions, problems, the card to check, the stored session."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.forms.engine import Asked, Field, Option, State
from bot.forms.session import MATERIALS, MODE_OPTIONS
from bot.i18n import EscapedHtml, escape
from bot.replies import Button, Row, act
from bot.turn import Turn
from storage.sessions import RECORDED, Report, Session

LABEL_LIMIT = 60  # characters a button shows on a small telephone, over two lines

TICKS = "materials_ticked"  # beside the answers, until "Lanjut"

QUESTIONS = {
    "place": "session.ask_place",
    "held_on": "session.ask_date",
    "mode": "session.ask_mode",
    "people": "session.ask_people",
    "materials": "session.ask_materials",
    "note": "session.ask_note",
}
FIELD_NAMES = {
    "place": "session.place",
    "held_on": "session.date",
    "mode": "session.mode",
    "people": "session.people",
    "materials": "session.materials",
    "note": "session.note",
}


def question(
    turn: Turn, key: str, fields: Sequence[Field], asked: Field, state: State, *, recent: Sequence[str]
) -> tuple[EscapedHtml, list[Row]]:
    """The question of a field with what can be tapped to answer it."""
    number = [field.name for field in fields].index(asked.name) + 1
    text = turn.say(QUESTIONS[asked.name], step=number, steps=len(fields))
    return text, [*_choices(turn, key, asked.name, state, recent), _leave_row(turn, key, state)]


def problem(turn: Turn, key: str, name: str, answer: Asked) -> tuple[EscapedHtml, list[Row]]:
    """Why an answer was not taken."""
    values = {k: turn.day(v) if isinstance(v, date) else v for k, v in answer.values.items()}
    values = {k: turn.number(v) if isinstance(v, int) else v for k, v in values.items()}
    rows = [_option_row(turn, key, name, option) for option in answer.options]
    listed = "\n".join(f"• {option.full}" for option in answer.options if option.full)
    said = turn.say(answer.key, **values) + (escape("\n\n" + listed) if listed else "")
    return EscapedHtml(said), [*rows, (_button(turn, "button.back", key, "back"),)]


def check_card(turn: Turn, key: str, report: Report) -> tuple[EscapedHtml, list[Row]]:
    return turn.say("session.check", report=described(turn, report)), card_rows(turn, key)


def card_rows(turn: Turn, key: str) -> list[Row]:
    """Save first; then each field to correct it."""
    corrections = [_button(turn, name, key, "correct", field) for field, name in FIELD_NAMES.items()]
    rows: list[Row] = [(_button(turn, "button.save", key, "save"),)]
    rows += [tuple(corrections[i : i + 3]) for i in range(0, len(corrections), 3)]
    return [*rows, (Button(turn.plain("button.discard"), act("discard", key)),)]


def described(turn: Turn, report: Report) -> EscapedHtml:
    """The report, line by line."""
    return turn.say(
        "session.described",
        place=turn.place(report.place_code),
        day=turn.house.texts.weekday(turn.language, report.held_on),
        mode=turn.plain(f"mode.{report.mode}"),
        people=people(turn, report),
        materials=", ".join(turn.plain(f"material.{code}") for code in report.materials),
        note=report.note or "–",
    )


def people(turn: Turn, report: Report) -> str:
    """75 orang (laki-laki 35, perempuan 40)"""
    total = turn.number(report.total)
    if report.men_count == report.women_count == 0:
        return turn.plain("session.people_total", total=total)
    counts = {"men": turn.number(report.men_count), "women": turn.number(report.women_count)}
    if report.unspecified_count:
        return turn.plain("session.people_three", total=total, rest=turn.number(report.unspecified_count), **counts)
    return turn.plain("session.people_two", total=total, **counts)


def stored(turn: Turn, session: Session) -> EscapedHtml:
    """A session as it stands in the books, with its code."""
    told = described(turn, session.report)
    if session.state == RECORDED:
        return turn.say("session.stored", code=session.code, report=told)
    return turn.say("session.cancelled", code=session.code, report=told, reason=session.reason or "")


def stored_rows(turn: Turn, session: Session) -> tuple[Row, ...]:
    rows: list[Row] = []
    if session.state == RECORDED:
        rows.append((Button(turn.plain("button.cancel_session"), act("session_cancel", session.code)),))
    new = Button(turn.plain("button.log_another"), act("session_new"))
    return (*rows, (new, Button(turn.plain("button.my_sessions"), act("session_mine"))))


def short(turn: Turn, session: Session) -> str:
    """One line of a list: 21 Nov · Nifukani · 75."""
    place = turn.library.places.get(session.report.place_code)
    day = turn.house.texts.day(turn.language, session.report.held_on, width="medium")
    line = f"{day} · {place.name if place else session.report.place_code} · {turn.number(session.report.total)}"
    return line if session.state == RECORDED else f"✗ {line}"


def _choices(turn: Turn, key: str, name: str, state: State, recent: Sequence[str]) -> list[Row]:
    if name == "place":
        return [_option_row(turn, key, name, Option(code, label=turn.place(code))) for code in recent]
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
    if name == "note":
        return [(_button(turn, "button.skip", key, "note", "none"),)]
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
