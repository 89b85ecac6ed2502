"""The second pair of eyes: what somebody entered stands once somebody else has agreed, where the office wants so."""

from bot.access import Role
from bot.figure_book import SECOND_PERSON, Entered, store
from bot.figure_flow import require_sound
from bot.refusals import Refusal, button_is_old
from bot.replies import Card, Reply, card
from bot.turn import Turn
from bot.words import figure_entry as words
from storage.figure import Conflict
from storage.proposals import APPROVED, REJECTED, WAITING

MOST = 8  # shown at once


async def waiting(turn: Turn) -> Reply:
    """What waits, the oldest first."""
    turn.require(Role.STAFF)
    found = await turn.unit.proposals.waiting(most=MOST)
    html, rows = words.waiting(turn, found, await turn.unit.people.names(one.proposed_by for one in found))
    return card(html, *rows, in_place=turn.pressed)


async def decide(turn: Turn) -> Reply:
    """Approve or reject; whoever entered it is told."""
    turn.require(Role.STAFF)
    number, answer = (*turn.action, "", "")[:2]
    proposal = await turn.unit.proposals.get(int(number)) if number.isdecimal() and len(number) < 16 else None
    if proposal is None or answer not in {"yes", "no"}:
        raise button_is_old()
    me = turn.person.telegram_id
    if proposal.proposed_by == me and answer == "yes":
        raise Refusal("enter.not_your_own")
    state = APPROVED if answer == "yes" else REJECTED
    entered = Entered.of(proposal.kind, proposal.data)
    if state == APPROVED and proposal.state == WAITING:
        await turn.unit.figures.hold()  # the books may have moved since it was entered
        await require_sound(turn, entered)
    if proposal.state != WAITING or not await turn.unit.proposals.decide(proposal, state, by=me, now=turn.now):
        raise Refusal("enter.decided_before")
    if state == APPROVED:
        key, author = proposal.submission_key, proposal.proposed_by
        try:
            await store(turn.unit, entered, key=key, by=author, now=turn.now, approved_by=me)
        except Conflict:
            raise Refusal("enter.books_moved") from None
    await turn.unit.audit.note(me, f"{state}_{proposal.kind}", f"proposal:{proposal.submission_key}", turn.now)
    lines, name = words.entered_lines(turn, entered), turn.person.name or ""
    shown = Card(turn.say(f"enter.{state}", lines=lines), in_place=True)
    if proposal.proposed_by == me:
        return Reply((shown,))
    return Reply((shown, Card(turn.say(f"enter.{state}_told", by=name, lines=lines), chat_id=proposal.proposed_by)))


async def choose(turn: Turn) -> Reply:
    """Whether a second person is asked for at all; administrators decide."""
    turn.require(Role.ADMIN)
    wanted = turn.action[:1] == ("on",)
    await turn.unit.options.put(SECOND_PERSON, value=wanted, by=turn.person.telegram_id, now=turn.now)
    await turn.unit.audit.note(turn.person.telegram_id, "choose_second_person", f"option:{wanted}", turn.now)
    return card(turn.say("enter.second_chosen_on" if wanted else "enter.second_chosen_off"), in_place=True)
