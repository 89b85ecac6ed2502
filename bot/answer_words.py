"""How an answer looks: title, text, what it rests on, and where to go from it."""

from bot.i18n import EscapedHtml
from bot.replies import Button, Card, Row, act
from bot.turn import Turn
from content.sources import Source
from content.topics import Topic

RELATED = 2  # offered under an answer


def answer_card(turn: Turn, topic: Topic) -> Card:
    """The first part of an answer, its source and the day it was checked."""
    more: Row = (Button(turn.plain("button.more"), act("more", topic.slug)),) if topic.more else ()
    return Card(_page(turn, topic, topic.short, topic.sources[:1]), (more, *_related(turn, topic)))


def more_card(turn: Turn, topic: Topic) -> Card:
    """The whole answer with all its sources."""
    return Card(
        _page(turn, topic, topic.short + "\n\n" + topic.more, topic.sources),
        _related(turn, topic),
        in_place=True,
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
