"""Who at the office hears of what people pass on: the group that is the desk, whoever is on duty, or everybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.access import Role
from bot.turn import House
from storage import Unit
from storage.tickets import ALERT, Ticket

DESK_CHAT = "desk_chat"  # the option that names the group


@dataclass(frozen=True)
class Desk:
    """Chats of the office. Groups have numbers below zero."""

    group: int | None
    on_duty: tuple[int, ...]
    everybody: tuple[int, ...]

    @property
    def is_staffed(self) -> bool:
        """Whether anybody at all would hear."""
        return bool(self.everybody)

    def about(self, ticket: Ticket) -> tuple[int, ...]:
        """Who must hear what happens to a ticket: whoever was told of it, and whoever takes care of it."""
        told = self.for_alerts(ticket.level) if ticket.kind == ALERT else self.for_questions()
        return unique((*told, ticket.handled_by)) if ticket.handled_by in self.everybody else told

    def for_questions(self) -> tuple[int, ...]:
        return (self.group,) if self.group is not None else self.on_duty or self.everybody

    def for_alerts(self, level: int = 0) -> tuple[int, ...]:
        """Whoever is on duty and the group; once nobody answered in time, everybody."""
        people = self.everybody if level else self.on_duty or self.everybody
        return people if self.group is None else (self.group, *people)


async def open_desk(unit: Unit, house: House) -> Desk:
    """The desk as it is at this moment; roles are read anew each time, so a revoked one hears nothing more."""
    people = [person for person in await unit.people.with_roles() if house.role_of(person) >= Role.STAFF]
    everybody = unique((*(person.telegram_id for person in people), *sorted(house.admin_ids)))
    on_duty = [person.telegram_id for person in await unit.people.on_duty()]
    return Desk(await unit.options.get(DESK_CHAT), tuple(one for one in on_duty if one in everybody), everybody)


def unique(chats: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(chat for chat in chats if chat is not None))
