"""An answer on its way to WhatsApp, where 98 in 100 people here chat: plain text, its source, and the way back."""

from urllib.parse import quote

from bot.turn import Turn
from content.markup import to_plain
from content.topics import Topic

LINK_LIMIT = 1800  # bytes of an address that every telephone still opens
TOPIC_LINK = "t_"  # what a deep link to a topic begins with


def topic_link(turn: Turn, topic: Topic) -> str:
    return f"https://t.me/{turn.house.bot_username}?start={TOPIC_LINK}{topic.slug}"


def plain_answer(turn: Turn, topic: Topic) -> str:
    """The first part of an answer as plain text, with what it rests on, the day it was checked and where it is from."""
    text = to_plain(topic.short, turn.library.contacts, topic.language)
    return turn.plain(
        "share.text",
        title=topic.title,
        text=text,
        source=topic.sources[0].name,
        day=turn.day(topic.checked_on),
        link=topic_link(turn, topic),
    )


def whatsapp_link(turn: Turn, topic: Topic) -> str:
    """Opens WhatsApp with the answer written; where it is too long for an address, its beginning and the way back."""
    whole = f"https://wa.me/?text={quote(plain_answer(turn, topic))}"
    if len(whole) <= LINK_LIMIT:
        return whole
    return f"https://wa.me/?text={quote(f'{topic.title}: {topic_link(turn, topic)}')}"
