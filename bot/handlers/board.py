"""The office's side of what is waiting: the board of questions, who is on duty, which group is the desk."""

from collections import Counter

from bot.access import Role
from bot.desk import DESK_CHAT, open_desk
from bot.i18n import EscapedHtml
from bot.refusals import button_is_old
from bot.replies import Button, Reply, act, card
from bot.short_forms import TICKET, open_short
from bot.turn import Turn
from bot.words import tickets as words
from content.likeness import groups
from storage.tickets import ALERT, QUESTION, Ticket

LISTED = 8  # groups of questions on the board
SHOWN = 12  # questions of one group
MOST = 300  # questions looked through, the oldest first


async def board(turn: Turn) -> Reply:
    """/pertanyaan: open alerts first, then the questions that wait, those alike together."""
    turn.require(Role.STAFF)
    alerts = await turn.unit.tickets.waiting(ALERT)
    waiting = await _groups(turn)
    count = sum(map(len, waiting))
    if not alerts and not count:
        return card(turn.say("board.empty"), in_place=turn.pressed)
    rows = [
        (
            Button(
                turn.plain("board.group", count=len(group), text=words.shortened(group[0].text, 40)),
                act("waiting", group[0].code),
            ),
        )
        for group in waiting[:LISTED]
    ]
    lines = "\n\n".join(_group_line(turn, group) for group in waiting[:LISTED])
    urgent = turn.say("board.alerts", lines=words.summary(turn.house, alerts)) if alerts else ""
    more = turn.say("board.more", count=len(waiting) - LISTED) if len(waiting) > LISTED else ""
    shown = turn.say("board.title", count=count, alerts=urgent, lines=EscapedHtml(lines), more=more)
    return card(shown, *rows, in_place=turn.pressed)


async def open_group(turn: Turn) -> Reply:
    """The questions of one group, to be answered together."""
    turn.require(Role.STAFF)
    group = await _group(turn)
    rows = (
        (Button(turn.plain("button.write_answer_for", count=len(group)), act("waiting_write", group[0].code)),),
        (Button(turn.plain("button.back"), act("board")),),
    )
    shown = turn.say("board.open", count=len(group), lines=words.summary(turn.house, group[:SHOWN]))
    return card(shown, *rows, in_place=True)


async def write(turn: Turn) -> Reply:
    """One answer for all who asked alike: what is typed next is shown for a check, then goes to each of them."""
    turn.require(Role.STAFF)
    if not turn.incoming.is_private:
        raise button_is_old()
    group = await _group(turn)
    draft = await open_short(turn, TICKET, codes=[ticket.code for ticket in group])
    stop = Button(turn.plain("button.discard"), act("discard", draft.key))
    return card(turn.say("board.write", count=len(group), text=words.shortened(group[0].text, 200)), (stop,))


async def duty(turn: Turn) -> Reply:
    """/piket: who hears of calls for help first."""
    turn.require(Role.STAFF)
    people = await turn.unit.people.on_duty()
    names = [person.name or str(person.telegram_id) for person in people if turn.house.role_of(person) >= Role.STAFF]
    am_on = turn.person.on_duty_since is not None
    button = Button(turn.plain("button.duty_off" if am_on else "button.duty_on"), act("duty", "off" if am_on else "on"))
    on_duty = ", ".join(names) or turn.plain("duty.nobody")
    return card(turn.say("duty.card", names=on_duty), (button,), in_place=turn.pressed)


async def change_duty(turn: Turn) -> Reply:
    turn.require(Role.STAFF)
    goes_on = turn.action[:1] == ("on",)
    me = turn.person.telegram_id
    await turn.unit.people.set_duty(me, turn.now if goes_on else None, turn.now)
    await turn.unit.audit.note(me, "duty_on" if goes_on else "duty_off", f"person:{me}", turn.now)
    return card(turn.say("duty.on" if goes_on else "duty.off"), in_place=True)


async def place_desk(turn: Turn) -> Reply:
    """/meja in a group makes it the desk; in private it shows where the desk is and can take it away."""
    turn.require(Role.STAFF)
    desk = await open_desk(turn.unit, turn.house)
    if turn.incoming.is_private:
        rows = ((Button(turn.plain("button.remove_desk"), act("desk_remove")),),) if desk.group is not None else ()
        return card(turn.say("desk.group" if desk.group is not None else "desk.none"), *rows)
    me = turn.person.telegram_id
    await turn.unit.options.put(DESK_CHAT, turn.incoming.chat_id, by=me, now=turn.now)
    await turn.unit.audit.note(me, "place_desk", "option:desk_chat", turn.now)
    return card(turn.say("desk.here"))


async def remove_desk(turn: Turn) -> Reply:
    turn.require(Role.STAFF)
    await turn.unit.options.drop(DESK_CHAT)
    await turn.unit.audit.note(turn.person.telegram_id, "remove_desk", "option:desk_chat", turn.now)
    return card(turn.say("desk.none"), in_place=True)


async def _groups(turn: Turn) -> list[list[Ticket]]:
    """Waiting questions, alike ones together: by their words, and by the topic they seem to be near."""
    tickets = (await turn.unit.tickets.waiting(QUESTION))[:MOST]
    topics = [(f"topic {ticket.topic}",) if ticket.topic else () for ticket in tickets]
    spoken = [
        frozenset((*turn.library.answering.words(ticket.text), *topic))
        for ticket, topic in zip(tickets, topics, strict=True)
    ]
    return [[tickets[number] for number in group] for group in groups(spoken)]


async def _group(turn: Turn) -> list[Ticket]:
    """The group of the ticket in the button, as it is now."""
    code = turn.action[0] if turn.action else ""
    found = next((group for group in await _groups(turn) if code in {ticket.code for ticket in group}), None)
    if found is None:
        raise button_is_old()
    return found


def _group_line(turn: Turn, group: list[Ticket]) -> EscapedHtml:
    """How many ask alike, from where, in the words of the first."""
    places = Counter(turn.place(ticket.regency_code) for ticket in group if ticket.regency_code)
    named = [turn.plain("board.from", place=place, count=count) for place, count in places.most_common()]
    return turn.say(
        "board.line", count=len(group), text=words.shortened(group[0].text, 160), places="; ".join(named) or "–"
    )
