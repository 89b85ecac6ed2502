"""The card for a person in danger: what to do now and whom to call. Needs neither database nor index."""

from bot.i18n import EscapedHtml, Texts, escape
from bot.replies import Button, Card, act
from content.contacts import Contact, Contacts
from content.danger import Danger

SELF_HARM = "self_harm"


def emergency_card(texts: Texts, contacts: Contacts, language: str, danger: Danger | None = None) -> Card:
    """What to do in the next ten minutes, and numbers, in few and calm words: others may be looking."""
    opening = "emergency.self_harm" if danger is not None and danger.kind == SELF_HARM else "emergency.opening"
    numbers = "\n".join(_line(contact, language) for contact in contacts.emergency())
    text = texts.say(language, "emergency.card", opening=texts.say(language, opening), numbers=EscapedHtml(numbers))
    return Card(text, ((Button(texts.plain(language, "button.contacts"), act("contacts")),),))


def _line(contact: Contact, language: str) -> str:
    note = contact.notes.get(language)
    named = escape(contact.labels[language] + (f" ({note})" if note else ""))
    return f"☎️ <b>{escape(contact.value)}</b> {named}"
