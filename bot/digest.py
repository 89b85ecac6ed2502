"""The short summary staff and facilitators may ask for with /kabar, in the morning of a day or of a Monday.

Who was told is noted in the transaction that stores what they are told, so that each day's is sent once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.access import Role
from bot.i18n import INDONESIAN, LANGUAGES
from bot.render import messages
from bot.replies import Button, Card, Row, act
from bot.turn import House
from bot.words.overview import DIGEST_HOUR, month, summary_row, tally
from storage import Store, Unit
from storage.outbox import Pending
from storage.people import Person
from storage.session_overview import DAILY, WEEKLY, Tally
from storage.tickets import ALERT, QUESTION

Days = tuple[date, date]  # the first and the last


@dataclass(frozen=True)
class News:
    """What there is to tell, counted once for everybody who is told."""

    whole: Mapping[str, Tally]  # by how often somebody is told
    own: Mapping[str, Mapping[int, Tally]]
    month: Mapping[int, Tally]
    returned: Mapping[int, int]
    to_review: int = 0
    questions: int = 0
    alerts: int = 0
    days: Mapping[str, Days] = field(default_factory=dict)


async def send_due(store: Store, house: House, now: datetime) -> list[Pending]:
    """Store the digests that have fallen due; what is to be sent. Nobody is written to before seven."""
    local = now.astimezone(house.timezone)
    if local.hour < DIGEST_HOUR:
        return []
    today = local.date()
    fell_due = {DAILY: today, WEEKLY: today - timedelta(days=today.weekday())}
    async with store.begin() as unit:
        due = await unit.reminders.due(fell_due)
        if not due:
            return []
        news = await _news(unit, today, fell_due[WEEKLY])
        cards = [
            card
            for telegram_id, every in due
            if await unit.reminders.claim(telegram_id, every, fell_due[every])
            and (card := await _card(unit, house, news, telegram_id, every, now)) is not None
        ]
        return await unit.outbox.add([call for card in cards for call in messages(card, card.chat_id or 0)], now)


async def _news(unit: Unit, today: date, monday: date) -> News:
    yesterday, week = today - timedelta(days=1), (monday - timedelta(days=7), monday - timedelta(days=1))
    days = {DAILY: (yesterday, yesterday), WEEKLY: week}
    this_month = month(yesterday)
    return News(
        {every: await unit.overview.tally(*between) for every, between in days.items()},
        {every: await unit.overview.by_reporter(*between) for every, between in days.items()},
        await unit.overview.by_reporter(this_month.from_on, yesterday),
        await unit.overview.returned(),
        await unit.overview.to_review(),
        len(await unit.tickets.waiting(QUESTION)),
        len(await unit.tickets.waiting(ALERT)),
        days,
    )


async def _card(unit: Unit, house: House, news: News, telegram_id: int, every: str, now: datetime) -> Card | None:
    """The digest for the role somebody has at this moment; who has none any more is forgotten instead."""
    person = await unit.people.get(telegram_id) or Person(telegram_id)
    role = house.role_of(person)
    if role is Role.PUBLIC:
        await unit.reminders.choose(telegram_id, None, told_on=now.date(), now=now)
        return None
    language = person.language if person.language in LANGUAGES else INDONESIAN
    return (_for_staff if role >= Role.STAFF else _for_facilitator)(house, news, telegram_id, every, language)


def _for_staff(house: House, news: News, telegram_id: int, every: str, language: str) -> Card:
    say, number = house.texts, house.texts.number
    alerts = say.say(language, "digest.alerts", count=news.alerts) if news.alerts else ""
    told = say.say(
        language,
        "digest.staff",
        days=_days(house, news.days[every], language),
        tally=tally(house, language, news.whole[every]),
        reviews=number(language, news.to_review),
        questions=number(language, news.questions),
        alerts=alerts,
    )
    board: Row = (Button(say.plain(language, "button.board"), act("board")),) if news.questions or news.alerts else ()
    return Card(told, (board, summary_row(house, language)), chat_id=telegram_id)


def _for_facilitator(house: House, news: News, telegram_id: int, every: str, language: str) -> Card:
    say = house.texts
    returned = news.returned.get(telegram_id, 0)
    told = say.say(
        language,
        "digest.mine",
        days=_days(house, news.days[every], language),
        tally=tally(house, language, news.own[every].get(telegram_id, Tally())),
        month=tally(house, language, news.month.get(telegram_id, Tally())),
        returned=say.say(language, "digest.returned", count=returned) if returned else "",
    )
    return Card(told, (summary_row(house, language),), chat_id=telegram_id)


def _days(house: House, days: Days, language: str) -> str:
    """Yesterday by its name, a week by its ends."""
    first, last = days
    if first == last:
        return house.texts.weekday(language, first)
    return f"{house.texts.short_day(language, first)} – {house.texts.day(language, last)}"
