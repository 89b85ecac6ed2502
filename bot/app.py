"""The composition root: builds the house, runs it, stops it. Nothing else knows all the parts."""

import asyncio
import contextlib
import gc
import logging
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import ApplicationBuilder

from bot.access import Role
from bot.client import Client
from bot.clockwork import Clockwork
from bot.dispatcher import Dispatcher
from bot.endpoint import Endpoint
from bot.hashing import hash_new_files
from bot.heartbeat import tell_of_long_silence
from bot.i18n import Texts
from bot.intake import Intake, call_until_it_works
from bot.menus import default_menus, menu_calls
from bot.outage import Outage
from bot.outbox import Sender
from bot.pacing import Pacer
from bot.routes import handlers
from bot.settings import CACHE, Settings
from bot.short_forms import SHORT
from bot.steady import finish
from bot.turn import Clock, House
from bot.webhook import WebhookServer
from content.library import FOLDER, Library
from storage import Store, Unavailable, Unit

log = logging.getLogger(__name__)

OUTCOMES_KEPT = timedelta(days=8)  # Telegram redelivers for a day; update numbers may start anew after a week
QUARANTINE_KEPT = timedelta(days=14)
CONVERSATIONS_KEPT = SHORT_FORMS_KEPT = timedelta(days=1)
ENDED_TICKETS_KEPT = timedelta(days=90)  # without whoever asked
CHECKLISTS_KEPT = timedelta(days=365)
ORIGINS_KEPT = timedelta(days=30)  # which session somebody came from
HOUSEKEEPING = 6 * 3600  # seconds
HASHING = 30.0


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Bot:
    """A running bot, as tests and the simulator see it."""

    house: House
    store: Store
    sender: Sender
    intake: Intake | WebhookServer
    clockwork: Clockwork


@asynccontextmanager
async def running(
    settings: Settings, token: str, *, library: Library | None = None, clock: Clock = utc_now
) -> AsyncIterator[Bot]:
    """The bot from migrations to polling; at the end of the block it stops where it stands, losing nothing."""
    library = library or Library.load(cache=CACHE)
    store = Store(settings.database_url)
    base_url = settings.api_url + token
    client = Client(base_url)
    polling_client = Client(base_url, connections=1)
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.api_url)
        .base_file_url(settings.file_url)
        .request(client)
        .get_updates_request(polling_client)
        .updater(None)
        .job_queue(None)
        .build()
    )
    await store.migrate(clock())
    try:
        await client.initialize()
        await call_until_it_works(client, "getMe", {})
        async with application:
            house = House(
                library,
                Texts.load(FOLDER / "locales"),
                settings.timezone,
                clock,
                settings.admin_ids,
                application.bot.username,
            )
            sender = Sender(store, client, Pacer(settings.pace, time.monotonic), clock)
            endpoint = Endpoint(store, house, sender)
            application.add_handlers(handlers(endpoint))
            dispatcher = Dispatcher(application, endpoint, store, Outage(client, house), clock)
            intake = (
                WebhookServer(client, dispatcher, settings.webhook)
                if settings.webhook
                else Intake(polling_client, dispatcher)
            )
            clockwork = Clockwork(store, house, sender, clock)
            async with store.begin() as unit:
                menus = [*default_menus(house.texts), *menu_calls(house.texts, await _roles(unit, house))]
                await unit.outbox.add(menus, clock())
                await tell_of_long_silence(unit, house, clock())
            await sender.load()
            care = (_keep_house(store, clock), _hash_files(store, client, f"{settings.file_url}{token}"))
            async with _background(sender.run(), intake.run(), clockwork.run(), *care):
                yield Bot(house, store, sender, intake, clockwork)
    finally:
        await client.shutdown()
        await polling_client.shutdown()
        await store.close()


async def run(settings: Settings, token: str) -> None:
    """Run until the process is asked to stop, or a part of it cannot go on."""
    async with running(settings, token) as bot:
        gc.collect()
        gc.freeze()  # the library stays: each full collection would look through it, for a seventh of a second
        log.info("@%s is listening", bot.house.bot_username)
        await asyncio.Event().wait()


@asynccontextmanager
async def _background(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run the parts beside the block. One that ends with an error ends the block: no part dies in silence."""
    async with asyncio.TaskGroup() as tasks:
        started = [tasks.create_task(part) for part in work]
        try:
            yield
        finally:
            for task in started:
                task.cancel()


async def _roles(unit: Unit, house: House) -> list[tuple[int, Role]]:
    """Everybody whose command menu differs from the public one."""
    known = {person.telegram_id: house.role_of(person) for person in await unit.people.with_roles()}
    return list((known | dict.fromkeys(house.admin_ids, Role.ADMIN)).items())


async def _hash_files(store: Store, client: Client, file_url: str) -> None:
    """Hash what was sent as evidence, a little at a time, where it is in nobody's way."""
    while True:
        with contextlib.suppress(Unavailable):
            await finish(hash_new_files(store, client, file_url))
        await asyncio.sleep(HASHING)


async def _keep_house(store: Store, clock: Clock) -> None:
    """Forget what has served its purpose."""
    while True:
        with contextlib.suppress(Unavailable):
            await finish(_purge(store, clock()))
        await asyncio.sleep(HOUSEKEEPING)


async def _purge(store: Store, now: datetime) -> None:
    async with store.begin() as unit:
        await unit.outbox.purge(now - OUTCOMES_KEPT)
        await unit.quarantine.purge(now - QUARANTINE_KEPT)
        await unit.drafts.purge(SHORT, now - SHORT_FORMS_KEPT)
        await unit.evidence.purge(now - QUARANTINE_KEPT)
        await unit.conversations.purge(now - CONVERSATIONS_KEPT)
        await unit.tickets.purge(now - ENDED_TICKETS_KEPT)
        await unit.checklists.purge(now - CHECKLISTS_KEPT)
        await unit.attendance.purge(now - ORIGINS_KEPT)
