"""Whether the bot was away so long that Telegram let go of what people wrote, and telling those whom it matters to.

Telegram keeps updates for a day. Whoever logged a session in a longer silence must hear that it never arrived.
"""

from datetime import datetime, timedelta

from bot.access import Role
from bot.i18n import INDONESIAN
from bot.render import messages
from bot.replies import Card
from bot.turn import House
from storage import Unit

ALIVE = "alive_at"  # the option that says when the bot last was
EVERY = timedelta(minutes=10)
KEPT_BY_TELEGRAM = timedelta(hours=24)


async def beat(unit: Unit, now: datetime) -> None:
    """Note that we are alive, now and then."""
    last = await _last(unit)
    if last is None or now - last >= EVERY:
        await unit.options.put(ALIVE, now.isoformat(), by=None, now=now)


async def tell_of_long_silence(unit: Unit, house: House, now: datetime) -> bool:
    """At the start: after a longer silence, ask everybody with a role to send again what had no answer; once."""
    last = await _last(unit)
    await unit.options.put(ALIVE, now.isoformat(), by=None, now=now)
    if last is None or now - last <= KEPT_BY_TELEGRAM:
        return False
    text = house.texts.say(INDONESIAN, "error.was_away", since=_moment(last, house), until=_moment(now, house))
    people = [person for person in await unit.people.with_roles() if house.role_of(person) >= Role.FACILITATOR]
    calls = [call for person in people for call in messages(Card(text), person.telegram_id)]
    await unit.outbox.add(calls, now)
    return True


async def _last(unit: Unit) -> datetime | None:
    noted = await unit.options.get(ALIVE)
    return datetime.fromisoformat(noted) if noted else None


def _moment(at: datetime, house: House) -> str:
    local = at.astimezone(house.timezone)
    return f"{house.texts.short_day(INDONESIAN, local.date())} {local:%H.%M}"
