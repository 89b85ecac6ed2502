"""Inviting facilitators and staff, and taking a role back."""

import secrets
from datetime import timedelta

from bot.access import Role, may_invite
from bot.refusals import Refusal
from bot.replies import Button, Card, Reply, act, card
from bot.turn import Turn
from content.places import search
from storage.invitations import Invitation
from storage.people import Person

VALID_FOR = timedelta(days=7)
ROLE_WORDS = {
    "fasilitator": "facilitator",
    "facilitator": "facilitator",
    "petugas": "staff",
    "staf": "staff",
    "staff": "staff",
}
SHOWN = 90  # people in the list; Telegram takes at most 100 buttons


async def invite(turn: Turn) -> Reply:
    """/undang fasilitator Amanuban Barat, Mollo Selatan: a link for one person; /undang alone shows who is here."""
    turn.require(may_invite(Role.FACILITATOR))
    word, _, places = turn.incoming.arguments.partition(" ")
    if not word:
        return await _people(turn)
    if (role := ROLE_WORDS.get(word.casefold())) is None:
        raise Refusal("invite.how")
    turn.require(may_invite(Role.of(role, is_admin=False)))
    codes = _codes(turn, places)
    token = secrets.token_urlsafe(24)
    expires_at = turn.now + VALID_FOR
    await turn.unit.invitations.add(
        token, Invitation(role, codes, turn.person.telegram_id), now=turn.now, expires_at=expires_at
    )
    await turn.unit.audit.note(turn.person.telegram_id, "invite", f"role:{role}", turn.now, places=list(codes))
    link = f"https://t.me/{turn.house.bot_username}?start=inv_{token}"
    named = ", ".join(turn.place(code) for code in codes) or turn.plain("invitation.everywhere")
    until = turn.day_of(expires_at)
    return card(turn.say("invite.link", role=turn.plain(f"role.{role}"), places=named, link=link, until=until))


async def ask_to_revoke(turn: Turn) -> Reply:
    person = await _subject(turn)
    yes = Button(turn.plain("button.revoke_yes"), act("revoke_yes", str(person.telegram_id)))
    no = Button(turn.plain("button.keep"), act("people"))
    name, role = person.name or str(person.telegram_id), turn.plain(f"role.{person.role}")
    return card(turn.say("revoke.ask", name=name, role=role), (yes, no), in_place=True)


async def revoke(turn: Turn) -> Reply:
    """Takes effect with the commit: their next message, in the middle of a form too, finds no role."""
    person = await _subject(turn)
    await turn.unit.people.revoke(person.telegram_id, turn.now)
    await turn.unit.drafts.discard(person.telegram_id)
    await turn.unit.tickets.release(person.telegram_id, now=turn.now)
    await turn.unit.audit.note(
        turn.person.telegram_id, "revoke", f"person:{person.telegram_id}", turn.now, role=person.role
    )
    done = turn.say("revoke.done", name=person.name or str(person.telegram_id))
    told = turn.house.texts.say("id", "revoke.told")
    return Reply(
        (Card(done, in_place=True), Card(told, chat_id=person.telegram_id)),
        menus=((person.telegram_id, Role.PUBLIC),),
    )


async def people(turn: Turn) -> Reply:
    turn.require(Role.STAFF)
    return await _people(turn)


async def _people(turn: Turn) -> Reply:
    known = await turn.unit.people.with_roles()
    rows = [
        (
            Button(
                turn.plain("revoke.button", name=p.name or p.telegram_id, role=turn.plain(f"role.{p.role}")),
                act("revoke", str(p.telegram_id)),
            ),
        )
        for p in [person for person in known if _may_revoke(turn, person)][:SHOWN]
    ]
    return card(
        turn.say("invite.how") + "\n\n" + turn.say("people.title", count=len(known)),
        *rows,
        in_place=turn.pressed,
    )


async def _subject(turn: Turn) -> Person:
    """The person the button is about, if they still hold a role the presser may take."""
    turn.require(Role.STAFF)
    number = turn.action[0] if turn.action else ""
    person = await turn.unit.people.get(int(number)) if number.isdecimal() and len(number) < 19 else None
    if person is None or person.role is None or not _may_revoke(turn, person):
        raise Refusal("revoke.no_role")
    return person


def _may_revoke(turn: Turn, person: Person) -> bool:
    return person.telegram_id != turn.person.telegram_id and turn.house.role_of(person) < turn.role


def _codes(turn: Turn, words: str) -> tuple[str, ...]:
    """Codes of the villages, districts or regencies named, separated by commas; each must be found exactly."""
    codes = []
    for name in filter(None, (part.strip() for part in words.split(","))):
        found = search(turn.library.places, name, levels=("regency", "district", "village"))
        if found.kind != "match" or found.place is None:
            shown = "; ".join(turn.place(c.place.code) for c in found.candidates[:3])
            raise Refusal("invite.which_place", name=name[:60], candidates=shown or turn.plain("invite.none"))
        codes.append(found.place.code)
    return tuple(dict.fromkeys(codes))
