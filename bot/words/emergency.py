"""The card for a person in danger: what to do now and whom to call. Needs neither database nor index."""

from bot.desk import open_desk
from bot.i18n import EscapedHtml, Texts, escape
from bot.replies import Button, Card, Reply, act, in_rows
from bot.turn import Turn
from content.contacts import Contact
from content.countries import Country
from content.danger import Danger
from content.library import Library
from content.topics import Topic

SELF_HARM = "self_harm"
EVERYWHERE = ("*", "ID")


async def hotlines(
    turn: Turn, danger: Danger | None = None, country: Country | None = None, topic: Topic | None = None
) -> Reply:
    """The card in a conversation: with the offer to alert the officer on duty, where there is one to alert, and
    the answer that says more.

    It quotes what was written, so that with the person's consent it can be passed on without being stored before.
    """
    named = country or turn.library.countries.named_in(turn.incoming.text)
    shown = emergency_card(turn.house.texts, turn.library, turn.language, named, danger)
    if not turn.incoming.is_private:
        alone = Button(turn.plain("button.in_private"), url=f"https://t.me/{turn.house.bot_username}?start=darurat")
        return Reply((Card(shown.html, ((alone,),), quotes=True),))
    rows = list(shown.rows)
    if topic is not None:
        rows.insert(0, (Button(turn.plain("button.read", title=topic.title), act("topic", topic.slug)),))
    if (await open_desk(turn.unit, turn.house)).is_staffed:
        rows.insert(0, (Button(turn.plain("button.alert"), act("alert")),))
    return Reply((Card(shown.html, tuple(rows), quotes=True),))


def danger_card(texts: Texts, library: Library, language: str, text: str) -> Card | None:
    """The card for a message that speaks of danger, with the numbers of the country it names; None for no danger."""
    danger = library.answering.alarm.find(text)
    return emergency_card(texts, library, language, library.countries.named_in(text), danger) if danger else None


def emergency_card(
    texts: Texts, library: Library, language: str, country: Country | None = None, danger: Danger | None = None
) -> Card:
    """What to do in the next ten minutes and few numbers, in calm words: others may be looking.

    The other countries are one tap away, so that the first screen of a small telephone holds what matters.
    """
    opening = "emergency.self_harm" if danger is not None and danger.kind == SELF_HARM else "emergency.opening"
    first = (country.code, *EVERYWHERE) if country else EVERYWHERE
    numbers = [_line(c, language) for place in first for c in library.contacts.emergency() if c.country == place]
    text = texts.say(
        language,
        "emergency.card",
        opening=texts.say(language, opening),
        numbers=EscapedHtml("\n".join(numbers)),
        where=texts.say(language, "emergency.where"),
    )
    elsewhere = [
        Button(other.name[language], act("emergency", code))
        for code, other in library.countries.items()
        if other is not country
    ]
    return Card(text, tuple(in_rows(elsewhere, 3)))


def _line(contact: Contact, language: str) -> str:
    note = contact.notes.get(language)
    named = escape(contact.labels[language] + (f" ({note})" if note else ""))
    return f"☎️ <b>{escape(contact.value)}</b> {named}"
