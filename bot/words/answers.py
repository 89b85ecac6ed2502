"""How an answer looks: title, text, what it rests on, and where to go from it."""

from bot.i18n import EscapedHtml
from bot.replies import Button, Card, Row, act
from bot.turn import Turn
from bot.words.sharing import whatsapp_link
from content.sources import Source
from content.topics import Topic

RELATED = 2  # offered under an answer


def answer_card(turn: Turn, topic: Topic, *, quotes: bool = False) -> Card:
    """The first part of an answer, its source and the day it was checked."""
    text = _page(turn, topic, topic.short, topic.sources[:1])
    rows = (*answer_rows(turn, topic, is_whole=False), rating_row(turn, topic, is_whole=False))
    return Card(text, rows, quotes=quotes)


def more_card(turn: Turn, topic: Topic) -> Card:
    """The whole answer with all its sources."""
    text = _page(turn, topic, topic.short + "\n\n" + topic.more, topic.sources)
    rows = (*answer_rows(turn, topic, is_whole=True), rating_row(turn, topic, is_whole=True))
    return Card(text, rows, in_place=True)


def answer_rows(turn: Turn, topic: Topic, *, is_whole: bool) -> tuple[Row, ...]:
    """What can be done with an answer: read on, carry it away, go to what is near."""
    carry = Button(turn.plain("button.whatsapp"), url=whatsapp_link(turn, topic))
    if topic.more and not is_whole:
        first = (Button(turn.plain("button.more"), act("more", topic.slug)), carry)
    else:
        first = (carry, Button(turn.plain("button.copy"), act("copy", topic.slug)))
    return (first, *_related(turn, topic))


def rating_row(turn: Turn, topic: Topic, *, is_whole: bool) -> Row:
    """Membantu? One tap, nobody's name; `is_whole` tells which buttons to leave when it is gone."""
    part = "whole" if is_whole else "short"
    return (
        Button(turn.plain("button.helpful"), act("rate", topic.slug, "yes", part)),
        Button(turn.plain("button.not_helpful"), act("rate", topic.slug, "no", part)),
    )


def topic_row(topic: Topic) -> Row:
    return (Button(topic.title, act("topic", topic.slug)),)


def _page(turn: Turn, topic: Topic, text: str, sources: tuple[Source, ...]) -> EscapedHtml:
    return turn.say(
        "answer.page",
        title=topic.title,
        text=EscapedHtml(turn.library.html(text, topic.language)),
        notice=_notice(turn, topic),
        sources="; ".join(map(_named, sources)),
        others=turn.say("answer.other_sources", count=len(topic.sources) - len(sources))
        if len(sources) < len(topic.sources)
        else "",
        day=turn.day(topic.checked_on),
    )


def _notice(turn: Turn, topic: Topic) -> EscapedHtml:
    """What must be said before anything else: not translated, or due for a check."""
    notices = []
    if topic.language != turn.language:
        notices.append(turn.say("answer.not_translated"))
    if topic.is_due(turn.today):
        notices.append(turn.say("answer.due"))
    return EscapedHtml("".join(notices))


def _named(source: Source) -> str:
    return f"{source.name} ({source.year})" if source.year and source.year not in source.name else source.name


def _related(turn: Turn, topic: Topic) -> tuple[Row, ...]:
    found = [turn.library.topic(slug, turn.language) for slug in topic.related[:RELATED]]
    return tuple(topic_row(related) for related in found if related is not None)
