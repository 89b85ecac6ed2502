"""The fields of an outreach session, in the order in which they are asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.forms.engine import Accepted, Answer, Asked, Field, Option
from bot.forms.reading import HeadCount, read_date, read_people
from content.places import Place, Register, search

MODES = ("face_to_face", "online")
MATERIALS = ("safe_migration", "trafficking", "protection", "procedure", "social_security", "other")

OLD = 60  # days after which a date is asked twice
CROWD = 2000  # people from which a number is asked twice
NOTE_LIMIT = 500


@dataclass(frozen=True)
class PlaceField:
    register: Register
    prefer: Collection[str] = ()
    name: str = "place"

    def read(self, text: str, before: object = None) -> Answer:
        del before
        found = search(self.register, text, prefer=self.prefer)
        if found.kind == "match" and found.place is not None:
            return Accepted(found.place.code)
        if found.kind == "choices":
            return Asked(
                "session.place_which",
                options=tuple(_option(self.register, c.place) for c in found.candidates),
            )
        return Asked("session.place_unknown", {"text": text[:60]})

    def choose(self, raw: str, before: object = None) -> Answer:
        del before
        place = self.register.get(raw)
        if place is None or place.level != "village":
            return Asked("session.place_unknown", {"text": raw[:60]})
        return Accepted(place.code)


@dataclass(frozen=True)
class DateField:
    today: date
    name: str = "held_on"

    def read(self, text: str, before: object = None) -> Answer:
        del before
        day = read_date(text, self.today)
        return Asked("session.date_unread") if day is None else self._check(day, confirmed=False)

    def choose(self, raw: str, before: object = None) -> Answer:
        """A tapped date is one we offered, so an old one has been asked about already."""
        del before
        try:
            return self._check(date.fromisoformat(raw), confirmed=True)
        except ValueError:
            return Asked("session.date_unread")

    def _check(self, day: date, *, confirmed: bool) -> Answer:
        age = (self.today - day).days
        if age < 0:
            return Asked("session.date_future", {"day": day})
        if age > OLD and not confirmed:
            return Asked(
                "session.date_old",
                {"day": day, "days": age},
                (Option(day.isoformat(), key="button.yes_right"),),
            )
        return Accepted(day.isoformat())


@dataclass(frozen=True)
class ModeField:
    name: str = "mode"

    def read(self, text: str, before: object = None) -> Answer:
        del before
        words = text.casefold()
        online = any(word in words for word in ("daring", "online", "zoom", "webinar", "virtual"))
        in_person = any(word in words for word in ("tatap", "muka", "langsung", "luring", "offline"))
        if online == in_person:
            return Asked("session.mode_unread", options=MODE_OPTIONS)
        return Accepted("online" if online else "face_to_face")

    def choose(self, raw: str, before: object = None) -> Answer:
        del before
        return Accepted(raw) if raw in MODES else Asked("session.mode_unread", options=MODE_OPTIONS)


@dataclass(frozen=True)
class PeopleField:
    name: str = "people"

    def read(self, text: str, before: object = None) -> Answer:
        del before
        count = read_people(text)
        return Asked("session.people_unread") if count is None else self._check(count, confirmed=False)

    def choose(self, raw: str, before: object = None) -> Answer:
        del before
        parts = raw.split(".")
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 7 for part in parts):
            return Asked("session.people_unread")
        return self._check(HeadCount(*map(int, parts)), confirmed=True)

    def _check(self, count: HeadCount, *, confirmed: bool) -> Answer:
        if max(count.men, count.women, count.unspecified) > 999_999:
            return Asked("session.people_unread")
        if not confirmed and (count.total == 0 or count.total >= CROWD):
            raw = f"{count.men}.{count.women}.{count.unspecified}"
            return Asked("session.people_sure", {"total": count.total}, (Option(raw, key="button.yes_right"),))
        return Accepted([count.men, count.women, count.unspecified])


@dataclass(frozen=True)
class MaterialsField:
    """Several may be chosen; "done" closes the list. Typed text is not guessed at."""

    name: str = "materials"

    def read(self, text: str, before: object = None) -> Answer:
        del text, before
        return Asked("session.materials_tap")

    def choose(self, raw: str, before: object = None) -> Answer:
        chosen = [code for code in MATERIALS if isinstance(before, list) and code in before]
        if raw == "done" and chosen:
            return Accepted(chosen)
        if raw in MATERIALS:
            chosen = [code for code in MATERIALS if (code in chosen) != (code == raw)]
        return Asked("session.materials_tap", {"chosen": chosen})


@dataclass(frozen=True)
class NoteField:
    name: str = "note"

    def read(self, text: str, before: object = None) -> Answer:
        del before
        if len(text) > NOTE_LIMIT:
            return Asked("session.note_long", {"limit": NOTE_LIMIT, "length": len(text)})
        return Accepted(text.strip())

    def choose(self, raw: str, before: object = None) -> Answer:
        del raw, before
        return Accepted("")


MODE_OPTIONS = tuple(Option(mode, key=f"mode.{mode}") for mode in MODES)


def session_fields(register: Register, prefer: Collection[str], today: date) -> tuple[Field, ...]:
    """The form for somebody who serves the places `prefer`, on the day `today`."""
    return (
        PlaceField(register, prefer),
        DateField(today),
        ModeField(),
        PeopleField(),
        MaterialsField(),
        NoteField(),
    )


def _option(register: Register, place: Place) -> Option:
    """Short enough for a button: the name, its district and its regency; the card tells the rest."""
    around = [above.name.removeprefix("Kabupaten ") for above in register.parents(place) if above.level != "province"]
    return Option(place.code, label=", ".join((place.name, *around)), full=register.label(place))
