"""What is kept of a person, and having it deleted."""

from bot.desk import open_desk
from bot.replies import Button, Card, Reply, act, card
from bot.turn import Turn
from bot.words.tickets import withdrawal
from storage.tickets import CLOSED


async def privacy(turn: Turn) -> Reply:
    """/privasi"""
    return card(turn.say("privacy.text"), (Button(turn.plain("button.forget_me"), act("forget")),))


async def ask_to_forget(turn: Turn) -> Reply:
    """/hapus_data: asks once, because a form in progress goes too."""
    yes = Button(turn.plain("button.forget_yes"), act("forget_yes"))
    no = Button(turn.plain("button.keep"), act("forget_no"))
    return card(turn.say("privacy.forget_ask"), (yes, no), in_place=turn.pressed)


async def forget(turn: Turn) -> Reply:
    """Delete what was kept; a role stays, because sessions and figures are answered for by somebody."""
    me = turn.person.telegram_id
    await turn.unit.drafts.discard(me)
    await turn.unit.conversations.forget(me)
    await turn.unit.checklists.forget(me)
    await turn.unit.attendance.forget(me)
    await turn.unit.reminders.forget(me)
    told = await _withdrawn(turn)
    if turn.person.role is None:
        await turn.unit.people.forget(me)
        return Reply((Card(turn.say("privacy.forgotten"), in_place=True), *told))
    await turn.unit.people.set_language(me, None, turn.now)
    return Reply((Card(turn.say("privacy.forgotten_but_role"), in_place=True), *told))


async def keep(turn: Turn) -> Reply:
    return card(turn.say("privacy.kept"), in_place=True)


async def _withdrawn(turn: Turn) -> list[Card]:
    """End what this person had passed on, and what the office hears of it."""
    told: list[Card] = []
    for ticket in await turn.unit.tickets.of(turn.person.telegram_id):
        if await turn.unit.tickets.end(ticket, CLOSED, by=None, now=turn.now):
            told += withdrawal(turn.house, ticket, await open_desk(turn.unit, turn.house))
    return told
