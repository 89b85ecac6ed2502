"""How a release and the findings of its arithmetic look."""

from decimal import Decimal

from bot.i18n import EscapedHtml
from bot.replies import Button, Row, act
from bot.turn import Turn
from content.arithmetic import Checked, Finding

MOST = 15  # findings shown


def menu(turn: Turn) -> list[Row]:
    """The last full year, and the check."""
    year = turn.today.year - 1
    release = Button(turn.plain("button.release_year", year=str(year)), act("release", str(year)))
    return [(release,), (Button(turn.plain("button.release_check"), act("release", "check")),)]


def release_text(turn: Turn, text: str) -> EscapedHtml:
    """The text in a block that a tap copies."""
    return turn.say("rilis.text", text=text.strip())


def checked(turn: Turn, found: Checked) -> EscapedHtml:
    """What does not follow, what does, and how much could not be tied to anything."""
    wrong = [_finding(turn, one) for one in found.findings[:MOST]]
    right = [_finding(turn, one) for one in found.confirmed[:MOST]]
    return turn.say(
        "rilis.checked_wrong" if wrong else "rilis.checked_right" if right else "rilis.checked_nothing",
        wrong=EscapedHtml("\n\n".join(wrong)),
        right=turn.say("rilis.confirmed", lines=EscapedHtml("\n\n".join(right))) if right else "",
        count=turn.number(len(found.findings)),
        read=turn.number(found.read),
        unchecked=turn.number(found.unchecked),
    )


def _finding(turn: Turn, one: Finding) -> EscapedHtml:
    values = {name: _shown(turn, value) for name, value in one.values.items()}
    if (indicator := turn.library.indicators.get(str(values.get("indicator", "")))) is not None:
        values["indicator"] = indicator.short[turn.language]
    told = turn.say(f"check.{one.key.removeprefix('check.')}", **values)
    return turn.say("rilis.finding", excerpt=one.excerpt, text=told)


def _shown(turn: Turn, value: object) -> object:
    if isinstance(value, Decimal):
        return turn.house.texts.decimal(turn.language, value)
    return turn.number(value) if isinstance(value, int) else value
