"""The fields of an outreach session, in the order in which they are asked."""

import re
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
TEXT_LIMIT, NOTE_LIMIT = 200, 500
SHARES = "shares"  # of an online session: how many in which village
MOST_SHARES = 40
_NEXT_SHARE = re.compile(r"[\n;]|(?<=\d)\s*,(?=\s*[^\W\d])")
_SHARE = re.compile(
    r"(?P<place>.*?[^\W\d].*?)[\s:=–-]+(?P<people>(?:\b(?:l|lk|p|pr|laki-laki|perempuan)\b\W*|[lp])?\d.*)",
    re.IGNORECASE,
)
# What an official report holds beyond the count, in its order; few sessions have them all.
DETAILS = (
    *("letter", "activity", "time", "venue", "organiser", "speakers"),
    *("groups", "questions", "handouts", "follow_up"),
)
PROVENANCE = ("number", "source")  # of a session that came in a file


@dataclass(frozen=True)
class PlaceField:
    register: Register
    prefer: Collection[str] = ()
    name: str = "place"
    is_optional: bool = False

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
        whole = search(self.register, text, levels=("regency", "district"))
        if whole.kind == "match" and whole.place is not None:  # an online session may be for all of it
            all_of_it = Option(whole.place.code, key="button.online_whole")
            return Asked("session.place_whole", {"place": self.register.label(whole.place)}, (all_of_it,))
        return Asked("session.place_unknown", {"text": text[:60]})

    def choose(self, raw: str, before: object = None) -> Answer:
        del before
        place = self.register.get(raw)
        if place is None or place.level == "province":
            return Asked("session.place_unknown", {"text": raw[:60]})
        return Accepted(place.code)


@dataclass(frozen=True)
class DateField:
    today: date
    name: str = "held_on"
    is_optional: bool = False

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
    is_optional: bool = False

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
    is_optional: bool = False

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
    is_optional: bool = False

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
class TextField:
    """A few free words of the report; optional, and emptied by "-" or a tap."""

    name: str
    limit: int = TEXT_LIMIT
    is_optional: bool = True

    def read(self, text: str, before: object = None) -> Answer:
        del before
        words = text.strip()
        if len(words) > self.limit:
            return Asked("session.note_long", {"limit": self.limit, "length": len(words)})
        return Accepted("" if words == "-" else words)

    def choose(self, raw: str, before: object = None) -> Answer:
        del raw, before
        return Accepted("")


@dataclass(frozen=True)
class SharesField:
    """The people of an online session by village, "Oesao 20; Nifukani L10 P20"; only exact unique names are taken.

    Whether they add up to the participants is seen when the session is saved, for either may be changed first.
    """

    register: Register
    prefer: Collection[str] = ()
    name: str = SHARES
    is_optional: bool = True

    def read(self, text: str, before: object = None) -> Answer:
        del before
        if text.strip() == "-":
            return Accepted({})
        shares: dict[str, list[int]] = {}
        for part in filter(None, map(str.strip, _NEXT_SHARE.split(text))):
            split = _SHARE.fullmatch(part)
            count = read_people(split["people"]) if split else None
            if split is None or count is None or not 0 < count.total < CROWD:
                return Asked("session.shares_unread", {"part": part[:60]})
            found = search(self.register, split["place"], prefer=self.prefer)
            if found.kind != "match" or found.place is None:
                return Asked("session.shares_place", {"part": split["place"][:60]})
            if found.place.code in shares:
                return Asked("session.shares_twice", {"place": self.register.label(found.place)})
            shares[found.place.code] = [count.men, count.women, count.unspecified]
        if not 1 < len(shares) <= MOST_SHARES:
            return Asked("session.shares_few", {"most": MOST_SHARES})
        return Accepted(shares)

    def choose(self, raw: str, before: object = None) -> Answer:
        del raw, before
        return Accepted({})


MODE_OPTIONS = tuple(Option(mode, key=f"mode.{mode}") for mode in MODES)


def session_fields(register: Register, prefer: Collection[str], today: date) -> tuple[Field, ...]:
    """The form for somebody who serves the places `prefer`, on the day `today`."""
    return (
        PlaceField(register, prefer),
        DateField(today),
        ModeField(),
        PeopleField(),
        MaterialsField(),
        SharesField(register, prefer),
        *(TextField(name) for name in DETAILS),
        TextField("note", NOTE_LIMIT),
    )


def _option(register: Register, place: Place) -> Option:
    """Short enough for a button: the name, its district and its regency; the card tells the rest."""
    around = [above.name.removeprefix("Kabupaten ") for above in register.parents(place) if above.level != "province"]
    return Option(place.code, label=", ".join((place.name, *around)), full=register.label(place))
