"""A `Unit` is one transaction with every store as an attribute; the `Store` hands them out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.attendance import Attendance
from storage.audit import Audit
from storage.checklists import Checklists
from storage.conversations import Conversations
from storage.drafts import Drafts
from storage.engine import SQLITE, Transactions, create_engine
from storage.evidence import EvidenceStore
from storage.figures import Figures
from storage.invitations import Invitations
from storage.migrations import migrate
from storage.options import Options
from storage.outbox import Outbox
from storage.past_sessions import PastSessions
from storage.people import People
from storage.positions import Positions
from storage.proposals import Proposals
from storage.publications import Publications
from storage.quarantine import Quarantine
from storage.ratings import Ratings
from storage.reach import Reach
from storage.reviews import Reviews
from storage.session_export import SessionExport
from storage.session_overview import Reminders, SessionOverview
from storage.sessions import Sessions
from storage.targets import Targets
from storage.tickets import Tickets
from storage.updates import Updates


class Unit:
    """One connection, one transaction. Nothing done through it exists until the block ends well."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def connection(self) -> AsyncConnection:
        """For what goes over all tables, within `storage/`."""
        return self._connection

    @cached_property
    def updates(self) -> Updates:
        return Updates(self._connection)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._connection)

    @cached_property
    def quarantine(self) -> Quarantine:
        return Quarantine(self._connection)

    @cached_property
    def people(self) -> People:
        return People(self._connection)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self._connection)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._connection)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self._connection)

    @cached_property
    def past_sessions(self) -> PastSessions:
        return PastSessions(self._connection)

    @cached_property
    def session_export(self) -> SessionExport:
        return SessionExport(self._connection)

    @cached_property
    def overview(self) -> SessionOverview:
        return SessionOverview(self._connection)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self._connection)

    @cached_property
    def figures(self) -> Figures:
        return Figures(self._connection)

    @cached_property
    def targets(self) -> Targets:
        return Targets(self._connection)

    @cached_property
    def reach(self) -> Reach:
        return Reach(self._connection)

    @cached_property
    def proposals(self) -> Proposals:
        return Proposals(self._connection)

    @cached_property
    def publications(self) -> Publications:
        return Publications(self._connection)

    @cached_property
    def checklists(self) -> Checklists:
        return Checklists(self._connection)

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self._connection)

    @cached_property
    def options(self) -> Options:
        return Options(self._connection)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self._connection)

    @cached_property
    def tickets(self) -> Tickets:
        return Tickets(self._connection)

    @cached_property
    def evidence(self) -> EvidenceStore:
        return EvidenceStore(self._connection)

    @cached_property
    def positions(self) -> Positions:
        return Positions(self._connection)

    @cached_property
    def reviews(self) -> Reviews:
        return Reviews(self._connection)

    @cached_property
    def attendance(self) -> Attendance:
        return Attendance(self._connection)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self._connection)


class Store:
    """The database of one office."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        self._transactions = Transactions(self._engine)

    @property
    def sqlite_path(self) -> Path | None:
        """The file of a SQLite database; None for PostgreSQL."""
        url = self._engine.url
        return Path(url.database) if self._engine.dialect.name == SQLITE and url.database else None

    async def migrate(self, now: datetime) -> list[str]:
        """Bring the tables up to date; the names of the migrations applied."""
        return await migrate(self._transactions, now)

    @asynccontextmanager
    async def begin(self, *, chat_id: int | None = None) -> AsyncIterator[Unit]:
        """A unit that commits at the end of the block and leaves no trace of a block that raised.

        Raises `Unavailable` where the database fails. Do nothing slow inside: on SQLite everyone else waits.
        """
        async with self._transactions.begin(chat_id) as connection:
            yield Unit(connection)

    async def close(self) -> None:
        await self._engine.dispose()
