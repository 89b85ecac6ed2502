"""Arriving, finding one's way, choosing a language, giving up what was begun."""

from bot.access import Role, may_invite
from bot.i18n import ENGLISH, INDONESIAN, LANGUAGES
from bot.menus import COMMANDS
from bot.refusals import Refusal, button_is_old
from bot.replies import SILENCE, Button, Card, Reply, Row, act, card, in_rows
from bot.turn import Turn
from storage.invitations import Invitation
from storage.people import Person

INVITATION = "inv_"


async def start(turn: Turn) -> Reply:
    """/start: an introduction, or an invitation redeemed."""
    payload = turn.incoming.arguments
    if payload.startswith(INVITATION):
        return await _accept(turn, payload.removeprefix(INVITATION))
    if turn.role is Role.PUBLIC:
        greeting = turn.say("start.public", name=_first_name(turn))
    else:
        greeting = turn.say("start.working", name=_first_name(turn), role=turn.plain(f"role.{turn.role.name.lower()}"))
    return card(greeting, *start_rows(turn))


async def menu(turn: Turn) -> Reply:
    """/menu and its button: the groups of answers."""
    groups = [Button(names[turn.language], act("group", group)) for group, names in turn.library.groups.items()]
    rows = in_rows(groups, 2)
    return card(turn.say("menu.title"), *rows, in_place=turn.pressed)


async def show_help(turn: Turn) -> Reply:
    """/bantuan: what this person can do here."""
    lines = [
        turn.say("help.line", command=command.name, description=turn.plain(command.description))
        for command in COMMANDS
        if command.role <= turn.role
    ]
    return card(turn.say("help.title") + "\n\n" + "\n".join(lines))


async def language(turn: Turn) -> Reply:
    """/bahasa: which language the bot speaks with this person."""
    rows = tuple(Button(turn.house.texts.plain(code, "language.own_name"), act("language", code)) for code in LANGUAGES)
    return card(turn.say("language.ask"), rows)


async def choose_language(turn: Turn) -> Reply:
    chosen = turn.action[0] if turn.action else ""
    if chosen not in {INDONESIAN, ENGLISH}:
        raise button_is_old()
    await turn.unit.people.set_language(turn.person.telegram_id, chosen, turn.now)
    return Reply((Card(turn.house.texts.say(chosen, "language.chosen"), in_place=True),))


async def cancel(turn: Turn) -> Reply:
    """/batal: leave the form; nothing of it is kept. A button does so only for the form it stands under."""
    if turn.action and (turn.draft is None or turn.draft.key != turn.action[0]):
        raise button_is_old()
    if await turn.unit.drafts.discard(turn.person.telegram_id):
        return card(turn.say("cancel.done"))
    return card(turn.say("cancel.nothing"))


async def unknown_command(turn: Turn) -> Reply:
    return card(turn.say("command.unknown")) if turn.incoming.is_private else SILENCE


async def unknown_button(turn: Turn) -> Reply:
    """A button of an older version of the bot, or a forged one."""
    del turn
    raise button_is_old()


async def ignore(turn: Turn) -> Reply:
    """Somebody blocked or unblocked the bot, a group changed: nothing to say."""
    del turn
    return SILENCE


async def _accept(turn: Turn, token: str) -> Reply:
    """Give the invited role; a role already held is never lowered by a link."""
    me = turn.incoming.sender_id
    invitation = await turn.unit.invitations.redeem(token, by=me, now=turn.now)
    if invitation is None:
        raise Refusal("invitation.invalid")
    offered = Role.of(invitation.role, is_admin=False)
    if turn.role > offered:
        raise Refusal("invitation.not_needed")
    inviter = await turn.unit.people.get(invitation.created_by) or Person(invitation.created_by)
    if turn.house.role_of(inviter) < may_invite(offered):
        raise Refusal("invitation.invalid")  # whoever made it may not invite any more
    await turn.unit.people.put(
        Person(me, turn.incoming.sender_name, invitation.role, invitation.places, turn.person.language),
        turn.now,
    )
    await turn.unit.audit.note(me, "accept_invitation", f"person:{me}", turn.now, **_traces(invitation))
    welcome = turn.say(
        "invitation.accepted",
        role=turn.plain(f"role.{invitation.role}"),
        places=_place_names(turn, invitation),
    )
    return Reply((Card(welcome, start_rows(turn, offered)),), menus=((me, offered),))


def start_rows(turn: Turn, role: Role | None = None) -> tuple[Row, ...]:
    role = turn.role if role is None else role
    rows: list[Row] = []
    if role >= Role.FACILITATOR:
        rows.append((Button(turn.plain("button.log_session"), act("session_new")),))
    if role >= Role.STAFF:
        rows.append((Button(turn.plain("button.achievements"), act("capaian")),))
    rows.append(
        (
            Button(turn.plain("button.guide"), act("guide", "")),
            Button(turn.plain("button.check_offer"), act("offer")),
        )
    )
    rows.append(
        (
            Button(turn.plain("button.menu"), act("menu")),
            Button(turn.plain("button.emergency"), act("emergency")),
        )
    )
    rows.append(
        (
            Button(turn.plain("button.contacts"), act("contacts")),
            Button(turn.plain("button.language"), act("languages")),
        )
    )
    return tuple(rows)


def _traces(invitation: Invitation) -> dict[str, object]:
    return {"role": invitation.role, "places": list(invitation.places), "invited_by": invitation.created_by}


def _place_names(turn: Turn, invitation: Invitation) -> str:
    return "; ".join(map(turn.place, invitation.places)) or turn.plain("invitation.everywhere")


def _first_name(turn: Turn) -> str:
    return turn.incoming.sender_name.split(" ")[0][:40]
