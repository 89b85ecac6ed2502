"""Checking a job offer that somebody pastes or passes on. The offer is read and let go; nothing of it is kept."""

from dataclasses import replace

from bot.replies import Button, Card, Reply, act, card
from bot.short_forms import OFFER, open_short
from bot.turn import Turn
from bot.words.offers import report

FORM = OFFER


async def begin(turn: Turn) -> Reply:
    """/tawaran: a text after the command is checked at once, else the next message is."""
    if turn.incoming.arguments and not turn.pressed:
        return Reply((report(turn, turn.incoming.arguments),))
    draft = await open_short(turn, FORM)
    return card(turn.say("offer.ask"), (Button(turn.plain("button.discard"), act("discard", draft.key)),))


async def check(turn: Turn) -> Reply:
    """An offer that was passed on to us."""
    return Reply((report(turn, turn.incoming.text),))


async def check_quoted(turn: Turn) -> Reply:
    """The offer in the message above the card."""
    quoted = turn.incoming.quoted
    if quoted is None or quoted.is_ours or not quoted.text:
        return await begin(turn)
    return Reply((replace(report(turn, quoted.text), in_place=True),))


def with_check(turn: Turn, reply: Reply) -> Reply:
    """An answer, and beside it the offer to look through what reads like an offer."""
    button = Button(turn.plain("button.check_this"), act("offer_check"))
    return Reply((*reply.cards, Card(turn.say("offer.looks_like"), ((button,),), quotes=True)))


async def typed(turn: Turn) -> Reply:
    """The offer itself, pasted or passed on."""
    await turn.unit.drafts.discard(turn.person.telegram_id)
    return Reply((report(turn, turn.incoming.text),))
