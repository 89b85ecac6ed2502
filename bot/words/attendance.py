"""How attendance by one's own telephone looks: the facilitator's card, the participant's question, the poster."""

from datetime import datetime

from bot.i18n import INDONESIAN, EscapedHtml
from bot.replies import Button, Card, File, Row, act
from bot.turn import Turn
from bot.words.tickets import zone_name
from storage.attendance import SEXES, Door
from storage.sessions import Report

DOOR_LINK = "h_"  # what a deep link to a door begins with


def door_link(turn: Turn, door: Door) -> str:
    return f"https://t.me/{turn.house.bot_username}?start={DOOR_LINK}{door.token}"


def door_card(turn: Turn, door: Door, *, may_reopen: bool = False) -> tuple[EscapedHtml, list[Row]]:
    """What the facilitator watches: the link while it leads somewhere, the count, and until when."""
    about = {"place": turn.place(door.place_code), "day": turn.day(door.held_on), "counted": _counts(turn, door)}
    if door.is_open(turn.now):
        until = _moment(turn, door.closes_at)
        return turn.say("attendance.card", link=door_link(turn, door), until=until, **about), _open_rows(turn, door)
    rows: list[Row] = [(_button(turn, "reopen", door),)] if may_reopen else []
    return turn.say("attendance.card_closed", **about), rows


def question(turn: Turn, door: Door) -> tuple[EscapedHtml, list[Row]]:
    """What is kept and what not, before anything is: the tap that says one's sex is the consent."""
    rows = [(Button(turn.plain(f"attendance.i_am_{sex}"), act("attend", door.token, sex)),) for sex in SEXES]
    no = (Button(turn.plain("attendance.no"), act("attend_no")),)
    text = turn.say("attendance.ask", place=turn.place(door.place_code), day=turn.day(door.held_on))
    return text, [*rows, no]


def welcome(turn: Turn, key: str, door: Door | None = None) -> tuple[EscapedHtml, tuple[Row, ...]]:
    """A word to a participant, and the way to everything else that is here for them."""
    place = turn.place(door.place_code) if door else ""
    rows: tuple[Row, ...] = (
        (Button(turn.plain("button.menu"), act("menu")), Button(turn.plain("button.guide"), act("guide", ""))),
        (
            Button(turn.plain("button.check_offer"), act("offer")),
            Button(turn.plain("button.emergency"), act("emergency")),
        ),
    )
    return turn.say(key, place=place), rows


def beside(turn: Turn, door: Door | None, report: Report) -> EscapedHtml:
    """Terhitung sendiri 23 / dilaporkan 73: side by side, never added up; nothing where no door was opened."""
    if door is None:
        return EscapedHtml("")
    return turn.say("attendance.beside", own=turn.number(door.total), reported=turn.number(report.total))


def poster(turn: Turn, door: Door) -> Card:
    """The poster as a file to print, in Indonesian whatever the facilitator reads, for the participants are many."""
    house = turn.house

    def say(key: str, **values: object) -> str:
        return house.texts.plain(INDONESIAN, key, **values)

    place, _, around = turn.place(door.place_code).partition(", ")
    data = {
        "title": say("attendance.poster_title"),
        "place": place,
        "around": around,
        "day": house.texts.weekday(INDONESIAN, door.held_on),
        "link": door_link(turn, door),
        "steps": say("attendance.poster_steps").splitlines(),
        "promise": say("attendance.poster_promise"),
        "office": say("attendance.poster_office"),
    }
    name = f"poster-hadir-{door.held_on.isoformat()}.png"
    return Card(turn.say("attendance.poster_caption", place=place), file=File("poster", name, data))


def _counts(turn: Turn, door: Door) -> EscapedHtml:
    """Terhitung sendiri 23: laki-laki 10, perempuan 13; and what those who came asked since."""
    numbers = {"men": door.men_count, "women": door.women_count, "rest": door.unspecified_count}
    key = "attendance.counts_three" if door.unspecified_count else "attendance.counts"
    said = turn.say(key, total=turn.number(door.total), **{name: turn.number(n) for name, n in numbers.items()})
    if not door.questions_count:
        return said
    return EscapedHtml(said + "\n" + turn.say("attendance.questions", count=turn.number(door.questions_count)))


def _open_rows(turn: Turn, door: Door) -> list[Row]:
    return [
        (_button(turn, "refresh", door), _button(turn, "poster", door)),
        (_button(turn, "close", door),),
    ]


def _button(turn: Turn, name: str, door: Door) -> Button:
    return Button(turn.plain(f"attendance.door_{name}"), act(f"door_{name}", door.token))


def _moment(turn: Turn, at: datetime) -> str:
    local = at.astimezone(turn.house.timezone)
    day = turn.house.texts.short_day(turn.language, local.date())
    return f"{day} {local:%H.%M} {zone_name(turn.house.timezone)}".strip()
