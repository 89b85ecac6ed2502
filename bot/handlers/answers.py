"""Questions and answers: free text, the menu of groups, the answer card, contacts and danger."""

from bot.i18n import escape
from bot.refusals import button_is_old
from bot.replies import Button, Card, Reply, Row, act, card
from bot.turn import Turn
from bot.words.answers import answer_card, more_card, topic_row
from bot.words.emergency import SELF_HARM, hotlines
from bot.words.sharing import plain_answer
from content.answering import Understanding
from content.topics import Topic

CONTACTS = "kontak"


async def ask(turn: Turn) -> Reply:
    """Free text: danger first, then an answer, a choice of up to three, or an honest "belum tahu"."""
    try:
        understood = turn.library.answering.understand(turn.incoming.text, turn.previous_topic)
    except Exception:
        if (found := await danger(turn)) is not None:  # a broken index keeps nobody from help
            return found
        raise
    if understood.danger is not None:
        topic = turn.library.topic(understood.topic or "", turn.language)
        return await hotlines(turn, understood.danger, topic=topic if understood.danger.kind != SELF_HARM else None)
    if understood.kind == "smalltalk":
        return await _smalltalk(turn, understood)
    if understood.kind == "answer" and (topic := turn.library.topic(understood.topic or "", turn.language)):
        return await _answer(turn, topic)
    if understood.kind == "choices":
        return _choices(turn, understood)
    return unknown(turn)


async def danger(turn: Turn) -> Reply | None:
    """The hotlines, where the message speaks of danger; looked for without the ranking of answers."""
    found = turn.library.answering.alarm.find(turn.incoming.text)
    return await hotlines(turn, found) if found else None


async def emergency(turn: Turn) -> Reply:
    """/darurat and its buttons, one of them for each country."""
    return await hotlines(turn, country=turn.library.countries.get(turn.action[0]) if turn.action else None)


async def contacts(turn: Turn) -> Reply:
    """/kontak: the answer of that name."""
    return await _answer(turn, _topic(turn, CONTACTS))


async def show_topic(turn: Turn) -> Reply:
    """An answer somebody may want to scroll back to or forward: a message of its own."""
    return await _answer(turn, _pressed_topic(turn))


async def show_linked(turn: Turn, slug: str) -> Reply:
    """The answer a shared link leads to."""
    return await _answer(turn, _topic(turn, slug))


async def show_more(turn: Turn) -> Reply:
    """The whole answer in place of its first part."""
    return Reply((more_card(turn, _pressed_topic(turn)),))


async def copy(turn: Turn) -> Reply:
    """The answer as plain text that one tap copies."""
    return card(f"<code>{escape(plain_answer(turn, _pressed_topic(turn)))}</code>")


async def show_group(turn: Turn) -> Reply:
    group = turn.action[0] if turn.action else ""
    if group not in turn.library.groups:
        raise button_is_old()
    rows = [topic_row(topic) for topic in turn.library.in_group(group, turn.language)]
    back = (Button(turn.plain("button.back"), act("menu")),)
    title = turn.say("menu.group", group=turn.library.groups[group][turn.language])
    return card(title, *rows, back, in_place=True)


async def none_of_these(turn: Turn) -> Reply:
    """The choices offered were all wrong; the card still quotes the question, so it can be passed on."""
    return unknown(turn)


def unknown(turn: Turn) -> Reply:
    """We do not know: say so, who does, and offer to pass the question on."""
    text = turn.say("answer.unknown", contact=turn.library.contacts["halo-kp2mi"].inline(turn.language))
    rows: tuple[Row, ...] = (
        (Button(turn.plain("button.pass_on"), act("pass_on")),) if turn.incoming.is_private else (in_private(turn),),
        (
            Button(turn.plain("button.menu"), act("menu")),
            _emergency_button(turn),
        ),
    )
    return Reply((Card(text, rows, in_place=turn.pressed, quotes=True),))


def in_private(turn: Turn) -> Button:
    return Button(turn.plain("button.in_private"), url=f"https://t.me/{turn.house.bot_username}?start=tanya")


async def _answer(turn: Turn, topic: Topic) -> Reply:
    """The card, and the note that makes "kalau Taiwan?" understood for a while."""
    if turn.incoming.is_private:
        await turn.unit.conversations.note(turn.person.telegram_id, topic.slug, turn.now)
    quotes = turn.incoming.is_edit or not turn.incoming.is_private  # or it would not be clear what it answers
    return Reply((answer_card(turn, topic, quotes=quotes),))


def _choices(turn: Turn, understood: Understanding) -> Reply:
    offered = [turn.library.topic(candidate.topic, turn.language) for candidate in understood.candidates[:3]]
    rows = [topic_row(topic) for topic in offered if topic is not None]
    none = Button(turn.plain("button.none_of_these"), act("none"))
    return Reply((Card(turn.say("answer.which"), (*rows, (none, _emergency_button(turn))), quotes=True),))


async def _smalltalk(turn: Turn, understood: Understanding) -> Reply:
    if understood.topic and (topic := turn.library.topic(understood.topic, turn.language)):
        return await _answer(turn, topic)
    menu = Button(turn.plain("button.menu"), act("menu"))
    return Reply((Card(turn.say("answer.smalltalk"), ((menu, _emergency_button(turn)),)),))


def _emergency_button(turn: Turn) -> Button:
    return Button(turn.plain("button.emergency"), act("emergency"))


def _pressed_topic(turn: Turn) -> Topic:
    return _topic(turn, turn.action[0] if turn.action else "")


def _topic(turn: Turn, slug: str) -> Topic:
    topic = turn.library.topic(slug, turn.language)
    if topic is None:
        raise button_is_old()
    return topic
