"""What is kept of a person, and having it deleted."""

from bot.replies import Button, Reply, act, card
from bot.turn import Turn


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
    if turn.person.role is None:
        await turn.unit.people.forget(me)
        return card(turn.say("privacy.forgotten"), in_place=True)
    await turn.unit.people.set_language(me, None, turn.now)
    return card(turn.say("privacy.forgotten_but_role"), in_place=True)


async def keep(turn: Turn) -> Reply:
    return card(turn.say("privacy.kept"), in_place=True)
