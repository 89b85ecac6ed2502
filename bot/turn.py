"""A `Turn` is all a handler sees of one update, and `House` what outlives it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.access import Role
from bot.i18n import INDONESIAN, LANGUAGES, EscapedHtml, Texts
from bot.refusals import not_allowed
from content.library import Library
from storage import Unit
from storage.drafts import Draft
from storage.people import Person

Clock = Callable[[], datetime]  # now, in UTC


@dataclass(frozen=True)
class House:
    """What every turn shares for as long as the process lives."""

    library: Library
    texts: Texts
    timezone: ZoneInfo
    clock: Clock
    admin_ids: frozenset[int] = frozenset()
    bot_username: str = ""

    def role_of(self, person: Person) -> Role:
        return Role.of(person.role, is_admin=person.telegram_id in self.admin_ids)


@dataclass(frozen=True)
class Quoted:
    """The message that what arrived answers, or that stands above the card whose button was pressed."""

    text: str
    is_ours: bool  # the bot itself wrote it
    message_id: int


@dataclass(frozen=True)
class IncomingFile:
    """A picture or document; the file itself stays at Telegram."""

    kind: str  # photo, document
    file_id: str
    unique_id: str


@dataclass(frozen=True)
class Incoming:
    """What arrived, without Telegram's types. Whatever stands in it a stranger may have written."""

    update_id: int
    chat_id: int
    sender_id: int
    sender_name: str
    is_private: bool = True
    text: str = ""
    arguments: str = ""  # what follows a command
    attachment: str | None = None  # photo, voice, location, … where there is no text
    is_edit: bool = False
    pressed: str | None = None  # the data of the button
    press_id: str | None = None
    message_id: int | None = None  # of the message, or of the card whose button was pressed
    quoted: Quoted | None = None
    is_forwarded: bool = False
    file: IncomingFile | None = None
    album: str | None = None  # what pictures sent together have in common
    location: tuple[float, float] | None = None  # latitude, longitude
    sent_at: datetime | None = None  # when it was typed, which may be long before it is read


@dataclass(frozen=True)
class Turn:
    house: House
    unit: Unit
    incoming: Incoming
    person: Person
    draft: Draft | None
    now: datetime
    action: tuple[str, ...] = field(default=())  # arguments of the pressed button
    previous_topic: str | None = None  # what this person read a short while ago

    @property
    def role(self) -> Role:
        return self.house.role_of(self.person)

    @property
    def library(self) -> Library:
        return self.house.library

    @property
    def today(self) -> date:
        """The date at the office when the person wrote, so that "kemarin" is their yesterday."""
        return (self.incoming.sent_at or self.now).astimezone(self.house.timezone).date()

    @property
    def language(self) -> str:
        """Indonesian unless the person chose otherwise: many phones here speak English, their owners do not."""
        return self.person.language if self.person.language in LANGUAGES else INDONESIAN

    @property
    def pressed(self) -> bool:
        return self.incoming.pressed is not None

    def require(self, role: Role) -> None:
        """Refuse whoever does not hold `role` at this moment."""
        if self.role < role:
            raise not_allowed()

    def say(self, key: str, /, **values: object) -> EscapedHtml:
        return self.house.texts.say(self.language, key, **values)

    def plain(self, key: str, /, **values: object) -> str:
        return self.house.texts.plain(self.language, key, **values)

    def number(self, value: int) -> str:
        return self.house.texts.number(self.language, value)

    def day(self, value: date) -> str:
        return self.house.texts.day(self.language, value)

    def day_of(self, moment: datetime) -> str:
        """The date at the office at that moment."""
        return self.day(moment.astimezone(self.house.timezone).date())

    def place(self, code: str) -> str:
        """A place so that nobody takes it for its namesake; its bare code where it is no longer in the register."""
        found = self.library.places.get(code)
        return self.library.places.label(found) if found else code
