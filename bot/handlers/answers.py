"""Questions and answers: free text, the menu of groups, the answer card, contacts and danger."""

from bot.answer_words import answer_card, more_card, topic_row
from bot.emergency import danger_card, emergency_card
from bot.refusals import button_is_old
from bot.replies import SILENCE, Button, Card, Reply, act, card
from bot.turn import Turn
from content.answering import Understanding
from content.topics import Topic

CONTACTS = "kontak"


async def ask(turn: Turn) -> Reply:
    """Free text: danger first, then an answer, a choice of up to three, or an honest "belum tahu"."""
    try:
        understood = turn.library.answering.understand(turn.incoming.text)
    except Exception:
        if (hotlines := danger(turn)) is not None:  # a broken index keeps nobody from help
            return hotlines
        raise
    if understood.danger is not None:
        country = turn.library.countries.named_in(turn.incoming.text)
        return Reply((emergency_card(turn.house.texts, turn.library, turn.language, country, understood.danger),))
    if understood.kind == "smalltalk":
        return _smalltalk(turn, understood)
    if understood.kind == "answer" and (topic := turn.library.topic(understood.topic or "", turn.language)):
        return Reply((answer_card(turn, topic),))
    if understood.kind == "choices":
        return _choices(turn, understood)
    return unknown(turn)


def danger(turn: Turn) -> Reply | None:
    """The hotlines, where the message speaks of danger; looked for without the ranking of answers."""
    shown = danger_card(turn.house.texts, turn.library, turn.language, turn.incoming.text)
    return Reply((shown,)) if shown else None


async def emergency(turn: Turn) -> Reply:
    """/darurat and its buttons, one of them for each country."""
    country = turn.library.countries.get(turn.action[0]) if turn.action else None
    return Reply((emergency_card(turn.house.texts, turn.library, turn.language, country),))


async def contacts(turn: Turn) -> Reply:
    """/kontak: the answer of that name."""
    return Reply((answer_card(turn, _topic(turn, CONTACTS)),))


async def show_topic(turn: Turn) -> Reply:
    """An answer somebody may want to scroll back to or forward: a message of its own."""
    return Reply((answer_card(turn, _pressed_topic(turn)),))


async def show_more(turn: Turn) -> Reply:
    """The whole answer in place of its first part."""
    return Reply((more_card(turn, _pressed_topic(turn)),))


async def show_group(turn: Turn) -> Reply:
    group = turn.action[0] if turn.action else ""
    if group not in turn.library.groups:
        raise button_is_old()
    rows = [topic_row(topic) for topic in turn.library.in_group(group, turn.language)]
    back = (Button(turn.plain("button.back"), act("menu")),)
    title = turn.say("menu.group", group=turn.library.groups[group][turn.language])
    return card(title, *rows, back, in_place=True)


async def none_of_these(turn: Turn) -> Reply:
    """The choices offered were all wrong."""
    return unknown(turn)


async def not_text(turn: Turn) -> Reply:
    """A voice message, a photo, a sticker: say kindly what we can read."""
    if not turn.incoming.is_private:
        return SILENCE
    return card(
        turn.say("answer.not_text"),
        (
            Button(turn.plain("button.menu"), act("menu")),
            Button(turn.plain("button.emergency"), act("emergency")),
        ),
    )


def unknown(turn: Turn) -> Reply:
    """We do not know: say so, and who does."""
    text = turn.say("answer.unknown", contact=turn.library.contacts["halo-kp2mi"].inline(turn.language))
    rows = (
        Button(turn.plain("button.menu"), act("menu")),
        Button(turn.plain("button.contacts"), act("contacts")),
    )
    return card(text, rows)


def _choices(turn: Turn, understood: Understanding) -> Reply:
    offered = [turn.library.topic(candidate.topic, turn.language) for candidate in understood.candidates[:3]]
    rows = [topic_row(topic) for topic in offered if topic is not None]
    none = (Button(turn.plain("button.none_of_these"), act("none")),)
    return card(turn.say("answer.which"), *rows, none)


def _smalltalk(turn: Turn, understood: Understanding) -> Reply:
    if understood.topic and (topic := turn.library.topic(understood.topic, turn.language)):
        return Reply((answer_card(turn, topic),))
    return Reply((Card(turn.say("answer.smalltalk")),))


def _pressed_topic(turn: Turn) -> Topic:
    return _topic(turn, turn.action[0] if turn.action else "")


def _topic(turn: Turn, slug: str) -> Topic:
    topic = turn.library.topic(slug, turn.language)
    if topic is None:
        raise button_is_old()
    return topic
