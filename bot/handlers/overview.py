"""Sessions from above: /cek a receipt, /ringkasan of one's own villages or of all, a nudge, how often to hear."""

from datetime import date, timedelta

from bot.access import Role
from bot.books import is_mine
from bot.i18n import EscapedHtml
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Reply, Row, act, card
from bot.turn import Turn
from bot.words import overview as words
from bot.words import sessions as session_words
from bot.words.tickets import shortened, zone_name
from content.places import Place
from storage.people import Person
from storage.session_overview import Tally

SILENT = timedelta(days=30)
NUDGE_PAUSE = timedelta(days=7)
REMEMBERED = timedelta(days=365)  # how far back a latest session is looked for


async def check(turn: Turn) -> Reply:
    """/cek CODE: whether a receipt is ours. Whoever reported it and staff see all of it, others that it exists."""
    typed = [word for word in turn.incoming.arguments.upper().split() if word not in {"KODE", "CODE"}]
    code = "".join(letter for letter in "".join(typed) if letter.isalnum())
    if not code:
        return card(turn.say("check.how"))
    session = await turn.unit.sessions.by_code(code) if len(code) <= 32 else None
    if session is None:
        return card(turn.say("check.unknown", code=shortened(code, 40)))
    if turn.role < Role.FACILITATOR or not is_mine(turn, session):
        return card(words.public_card(turn, session))
    whole = await session_words.stored(turn, session)
    told = turn.say("check.whole", report=whole, review=turn.plain(f"check.review_{session.review}"))
    return card(told, *session_words.stored_rows(turn, session))


async def summary(turn: Turn) -> Reply:
    """/ringkasan: one's own sessions and villages; for staff, the whole province."""
    turn.require(Role.FACILITATOR)
    return await (_for_staff(turn) if turn.role >= Role.STAFF else _mine(turn))


async def open_regency(turn: Turn) -> Reply:
    """The districts of a regency, each with how many of its villages had a session this quarter."""
    regency, period = _place(turn, "regency"), words.quarter(turn.today)
    reached = await turn.unit.overview.reached(period.from_on, period.to_on)
    buttons, lines = [], []
    for district in turn.library.places.children(regency.code):
        villages = turn.library.places.children(district.code)
        done = sum(village.code in reached for village in villages)
        buttons.append(
            words.part_button(district.name, done, len(villages), act("summary_district", district.code)),
        )
        lines.append(turn.say("overview.district", name=district.title, reached=done, villages=len(villages)))
    told = turn.say(
        "overview.regency",
        name=regency.title,
        quarter=words.quarter_name(turn, period),
        lines=EscapedHtml("\n".join(lines)),
    )
    return card(told, *words.pairs(buttons), _back(turn, act("summary")), in_place=True)


async def open_district(turn: Turn) -> Reply:
    """The villages of a district that had no session this quarter, by name."""
    district, period = _place(turn, "district"), words.quarter(turn.today)
    reached = await turn.unit.overview.reached(period.from_on, period.to_on)
    villages = turn.library.places.children(district.code)
    silent = words.silent(villages, reached)
    told = turn.say(
        "overview.villages_open" if silent else "overview.villages_all",
        name=district.title,
        quarter=words.quarter_name(turn, period),
        silent=len(silent),
        villages=len(villages),
        lines="\n".join(f"• {village.title}" for village in silent),
    )
    return card(told, _back(turn, act("summary_regency", district.code[:5])), in_place=True)


async def open_people(turn: Turn) -> Reply:
    """Facilitators by the day of their latest session, the longest silent first; those may be reminded."""
    turn.require(Role.STAFF)
    typed = turn.action[0] if turn.action else "0"
    people = await _facilitators(turn)
    page = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    first = page * words.SHOWN
    shown = people[first : first + words.SHOWN]
    if not shown and page:
        raise button_is_old()
    rows: list[Row] = [
        (
            Button(
                turn.plain("button.nudge", name=shortened(words.name(person), 20)),
                act("nudge", str(person.telegram_id)),
            ),
        )
        for person, last in shown
        if _is_silent(turn, last)
    ]
    turning = [(page - 1, "button.back"), (page + 1, "button.next")]
    nav = [
        Button(turn.plain(label), act("summary_people", str(other)))
        for other, label in turning
        if other >= 0 and other * words.SHOWN < len(people)
    ]
    lines = [words.last_line(turn, person, last) for person, last in shown]
    told = turn.say("overview.people", count=len(people), days=SILENT.days, lines=EscapedHtml("\n".join(lines)))
    return card(told, *rows, tuple(nav), _summary(turn), in_place=True)


async def nudge(turn: Turn) -> Reply:
    """A polite word to one facilitator who was silent long, from whoever asks first; at most one in seven days."""
    turn.require(Role.STAFF)
    person = await _subject(turn)
    last = (await turn.unit.overview.last_held(turn.today - REMEMBERED, by=person.telegram_id)).get(person.telegram_id)
    if not _is_silent(turn, last):
        raise Refusal("nudge.not_silent", name=words.name(person))
    me, they = turn.person.telegram_id, person.telegram_id
    if not await turn.unit.reminders.nudge(they, by=me, now=turn.now, not_since=turn.now - NUDGE_PAUSE):
        raise Refusal("nudge.too_soon", name=words.name(person), days=NUDGE_PAUSE.days)
    await turn.unit.audit.note(me, "nudge", f"person:{they}", turn.now)
    period = words.quarter(turn.today)
    reached = await turn.unit.overview.reached(period.from_on, period.to_on)
    told = words.nudge(turn, person, last, words.silent(words.villages_of(turn.library.places, person.places), reached))
    return Reply((told,), toast=turn.plain("nudge.sent", name=words.name(person)))


async def digest(turn: Turn) -> Reply:
    """/kabar and its buttons: how often to hear a short summary, unasked."""
    turn.require(Role.FACILITATOR)
    me = turn.person.telegram_id
    if turn.pressed:
        choice = turn.action[0] if turn.action else ""
        if choice not in words.CHOICES:
            raise button_is_old()
        local = turn.now.astimezone(turn.house.timezone)
        told_on = local.date() - timedelta(days=int(local.hour < words.DIGEST_HOUR))
        await turn.unit.reminders.choose(me, None if choice == "off" else choice, told_on=told_on, now=turn.now)
    chosen = await turn.unit.reminders.wish(me)
    zone = zone_name(turn.house.timezone)
    told = turn.say("digest.choose", hour=f"{words.DIGEST_HOUR:02}.00 {zone}".strip())
    return card(told, *words.digest_rows(turn, chosen), in_place=turn.pressed)


async def _mine(turn: Turn) -> Reply:
    """One's month beside the last, the quarter, the villages that still wait, what is to be corrected."""
    me, overview, today = turn.person.telegram_id, turn.unit.overview, turn.today
    month, before, period = words.month(today), words.month_before(today), words.quarter(today)
    counted = {
        "month": await overview.tally(month.from_on, month.to_on, by=me),
        "same_days": await overview.tally(before.from_on, before.as_of, by=me),
        "before": await overview.tally(before.from_on, before.to_on, by=me),
        "so_far": await overview.tally(period.from_on, period.to_on, by=me),
    }
    villages = words.villages_of(turn.library.places, turn.person.places)
    reached = await overview.reached(period.from_on, period.to_on, by=None if villages else me)
    silent = words.silent(villages, reached)
    returned = await overview.returned_to(me)
    told = turn.say(
        "overview.mine",
        today=turn.day(today),
        quarter=words.quarter_name(turn, period),
        **{name: words.tally(turn.house, turn.language, one) for name, one in counted.items()},
        villages=words.reach(turn, villages, silent, reached),
        returned=turn.say("overview.returned", count=len(returned)) if returned else "",
    )
    rows = [*words.returned_rows(turn, returned), *words.silent_rows(turn, silent)]
    return card(told, *rows, in_place=turn.pressed)


async def _for_staff(turn: Turn) -> Reply:
    """The quarter by regency, who reports, and doors to the villages that still wait."""
    period, overview, places = words.quarter(turn.today), turn.unit.overview, turn.library.places
    whole = await overview.tally(period.from_on, period.to_on)
    by_regency = await overview.by_place(period.from_on, period.to_on, width=5)
    reached = await overview.reached(period.from_on, period.to_on)
    buttons, lines, quiet = [], [], []
    for regency in places.regencies():
        villages = words.villages_of(places, (regency.code,))
        done = sum(village.code in reached for village in villages)
        buttons.append(
            words.part_button(regency.name, done, len(villages), act("summary_regency", regency.code)),
        )
        counted = by_regency.pop(regency.code, Tally())
        if counted.sessions:
            lines.append(words.part_line(turn, regency, counted, done, len(villages)))
        else:
            quiet.append(regency.title)
    lines += [words.other_line(turn, code, counted) for code, counted in sorted(by_regency.items())]
    people = await _facilitators(turn)
    silent = sum(_is_silent(turn, last) for _, last in people)
    told = turn.say(
        "overview.staff",
        quarter=words.quarter_name(turn, period),
        today=turn.day(turn.today),
        whole=words.tally(turn.house, turn.language, whole),
        reached=turn.number(sum(code.count(".") == 3 for code in reached)),
        villages=turn.number(len(places.villages())),
        lines=EscapedHtml("\n".join(lines)),
        quiet=turn.say("overview.quiet", names=", ".join(quiet)) if quiet else "",
        people=turn.number(len(people)),
        silent=turn.number(silent),
        days=SILENT.days,
    )
    who = (Button(turn.plain("button.facilitators", silent=silent), act("summary_people", "0")),)
    return card(told, who, *words.pairs(buttons), in_place=turn.pressed)


async def _facilitators(turn: Turn) -> list[tuple[Person, date | None]]:
    """Each with the day of their latest session, the longest silent first."""
    last = await turn.unit.overview.last_held(turn.today - REMEMBERED)
    people = [p for p in await turn.unit.people.with_roles() if turn.house.role_of(p) is Role.FACILITATOR]
    dated = [(person, last.get(person.telegram_id)) for person in people]
    return sorted(dated, key=lambda one: (one[1] or date.min, words.name(one[0])))


async def _subject(turn: Turn) -> Person:
    """The facilitator the button is about, if they still are one."""
    number = turn.action[0] if turn.action else ""
    person = await turn.unit.people.get(int(number)) if number.isdecimal() and len(number) < 19 else None
    if person is None or turn.house.role_of(person) is not Role.FACILITATOR:
        raise Refusal("nudge.gone")
    return person


def _place(turn: Turn, level: str) -> Place:
    turn.require(Role.STAFF)
    place = turn.library.places.get(turn.action[0] if turn.action else "")
    if place is None or place.level != level:
        raise button_is_old()
    return place


def _is_silent(turn: Turn, last: date | None) -> bool:
    return last is None or turn.today - last > SILENT


def _back(turn: Turn, action: str) -> Row:
    return (Button(turn.plain("button.back"), action),)


def _summary(turn: Turn) -> Row:
    return words.summary_row(turn.house, turn.language)
