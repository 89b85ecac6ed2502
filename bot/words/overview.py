"""How sessions look from above: tallies, villages without a session, what somebody with a code may know."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from bot.i18n import INDONESIAN, LANGUAGES, EscapedHtml
from bot.replies import Button, Card, Row, act
from bot.turn import House, Turn
from bot.words import sessions as session_words
from bot.words.tickets import shortened
from content.periods import Period
from content.places import Place, Register
from storage.people import Person
from storage.session_overview import DAILY, WEEKLY, Tally
from storage.sessions import APPROVED, CANCELLED, DUPLICATE, Session

NAMED = 5  # villages in a nudge
SHOWN = 10  # silent villages, facilitators of a page
LABEL = 34  # characters of a button
HALF = 16  # of one of two beside each other
CHOICES = (DAILY, WEEKLY, "off")
DIGEST_HOUR = 7  # o'clock at the office
QUARTERS = ("I", "II", "III", "IV")


def quarter(today: date) -> Period:
    """The calendar quarter a day lies in."""
    first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    after = (first + timedelta(days=95)).replace(day=1)
    return Period(first, after - timedelta(days=1), today)


def month(today: date) -> Period:
    first = today.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), today)


def month_before(today: date) -> Period:
    """The whole month before; `as_of` is the day in it that today is in this one."""
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last, last.replace(day=min(today.day, last.day)))


def quarter_name(turn: Turn, period: Period) -> str:
    number = QUARTERS[(period.from_on.month - 1) // 3]
    return turn.plain("overview.quarter", number=number, year=period.from_on.year)


def tally(house: House, language: str, counted: Tally) -> str:
    """5 sesi · 75 orang (laki-laki 35, perempuan 40)"""
    say, number = house.texts.plain, house.texts.number
    total = number(language, counted.people)
    counts = {"men": number(language, counted.men), "women": number(language, counted.women)}
    if counted.men == counted.women == 0:
        people = say(language, "session.people_total", total=total)
    elif counted.unspecified:
        rest = number(language, counted.unspecified)
        people = say(language, "session.people_three", total=total, rest=rest, **counts)
    else:
        people = say(language, "session.people_two", total=total, **counts)
    return say(language, "overview.tally", sessions=number(language, counted.sessions), people=people)


def public_card(turn: Turn, session: Session) -> EscapedHtml:
    """What the code of a session tells anybody: that it is in the books, and how it stands."""
    state = CANCELLED if session.state == CANCELLED else DUPLICATE if session.review == DUPLICATE else "recorded"
    checked = "yes" if session.review in {APPROVED, DUPLICATE} else "no"
    return turn.say(
        "check.public",
        code=session.code,
        day=turn.house.texts.weekday(turn.language, session.report.held_on),
        place=turn.place(session.report.place_code),
        total=turn.number(session.report.total),
        state=turn.plain(f"check.state_{state}"),
        checked=turn.plain(f"check.checked_{checked}"),
    )


def silent_rows(turn: Turn, villages: Sequence[Place]) -> list[Row]:
    """The first villages without a session, each a form that begins there."""
    return [
        (Button(shortened(f"📝 {_with_district(turn, place)}", LABEL), act("session_new", place.code)),)
        for place in villages[:SHOWN]
    ]


def silent_names(house: House, language: str, villages: Sequence[Place], most: int) -> str:
    """Their names in a sentence, and how many more there are."""
    named = ", ".join(place.name for place in villages[:most])
    more = len(villages) - most
    return named + (house.texts.plain(language, "overview.and_more", count=more) if more > 0 else "")


def villages_of(register: Register, codes: Iterable[str]) -> list[Place]:
    """The villages of a facilitator, whose places may be whole districts and regencies; each once, in order."""
    found: dict[str, Place] = {}
    waiting = [place for code in codes if (place := register.get(code)) is not None]
    while waiting:
        place = waiting.pop(0)
        if place.level == "village":
            found[place.code] = place
        waiting = [*register.children(place.code), *waiting]
    return [found[code] for code in sorted(found)]


def silent(villages: Iterable[Place], reached: Collection[str]) -> list[Place]:
    """Those without a session."""
    return [village for village in villages if village.code not in reached]


def reach(turn: Turn, villages: Sequence[Place], waiting: Sequence[Place], reached: Collection[str]) -> EscapedHtml:
    """How many of one's villages had a session, whoever held it; who serves all of NTT has no list."""
    if not villages:
        return turn.say("overview.everywhere", reached=sum(code.count(".") == 3 for code in reached))
    told = turn.say("overview.reached", reached=len(villages) - len(waiting), villages=len(villages))
    if not waiting:
        return EscapedHtml(f"{told}\n{turn.say('overview.no_silent')}")
    more = turn.say("overview.silent_more", count=len(waiting) - SHOWN) if len(waiting) > SHOWN else ""
    return EscapedHtml(f"{told}\n{turn.say('overview.silent', count=len(waiting), more=more)}")


def nudge(turn: Turn, person: Person, last: date | None, waiting: Sequence[Place]) -> Card:
    """A polite word to a facilitator, in their language; whoever sent it hears if it cannot arrive."""
    texts = turn.house.texts
    language = person.language if person.language in LANGUAGES else INDONESIAN
    names = silent_names(turn.house, language, waiting, NAMED)
    told = texts.say(
        language,
        "nudge.told",
        name=name(person),
        since=texts.plain(language, "nudge.since", day=texts.day(language, last)) if last else "",
        villages=texts.say(language, "nudge.villages", names=names) if waiting else "",
        village=waiting[0].name if waiting else texts.plain(language, "nudge.example"),
    )
    log = (Button(texts.plain(language, "button.log_session"), act("session_new")),)
    lost = Card(turn.say("nudge.lost", name=name(person)), chat_id=turn.incoming.chat_id)
    return Card(told, (log,), chat_id=person.telegram_id, lost=(lost,))


def name(person: Person) -> str:
    return person.name or str(person.telegram_id)


def returned_rows(turn: Turn, sessions: Sequence[Session]) -> list[Row]:
    return [
        (Button(f"✏️ {session_words.short(turn, session)}", act("session", session.code)),)
        for session in sessions[:SHOWN]
    ]


def part_line(turn: Turn, place: Place, counted: Tally, reached: int, among: int) -> EscapedHtml:
    """Kab. Ende: 4 sesi · 120 orang · 3 dari 278 desa"""
    return turn.say(
        "overview.part",
        name=place.title,
        sessions=turn.number(counted.sessions),
        people=turn.number(counted.people),
        reached=turn.number(reached),
        villages=turn.number(among),
    )


def other_line(turn: Turn, code: str, counted: Tally) -> EscapedHtml:
    """Sessions that lie in no regency of the register, such as those for the whole province."""
    sessions, people = turn.number(counted.sessions), turn.number(counted.people)
    return turn.say("overview.other", name=turn.place(code), sessions=sessions, people=people)


def part_button(full: str, reached: int, among: int, action: str) -> Button:
    short = full.removeprefix("Kabupaten ")
    return Button(f"{reached}/{among} {shortened(short, LABEL - 8)}", action)


def pairs(buttons: Sequence[Button]) -> list[Row]:
    """Two in a row where both can be read whole on a small telephone: no "Timor Ten…" that may be either."""
    rows: list[Row] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].label), len(button.label)) <= HALF:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return rows


def last_line(turn: Turn, person: Person, last: date | None) -> EscapedHtml:
    """A facilitator with the day of their latest session."""
    if last is None:
        return turn.say("overview.never", name=name(person))
    if last == turn.today:
        return turn.say("overview.last_today", name=name(person))
    return turn.say("overview.last", name=name(person), day=turn.day(last), days=turn.number((turn.today - last).days))


def digest_rows(turn: Turn, chosen: str | None) -> list[Row]:
    """The choices, the present one ticked."""
    now = chosen or "off"
    return [
        (Button(("✅ " if choice == now else "") + turn.plain(f"digest.{choice}"), act("digest", choice)),)
        for choice in CHOICES
    ]


def summary_row(house: House, language: str) -> Row:
    return (Button(house.texts.plain(language, "button.summary"), act("summary")),)


def _with_district(turn: Turn, place: Place) -> str:
    district = turn.library.places.get(place.parent_code or "")
    return f"{place.name}, {district.name}" if district else place.name
