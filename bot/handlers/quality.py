"""/jawaban: what staff must look after so that the answers stay true. The same lists as `main.py check` prints."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.access import Role
from bot.i18n import EscapedHtml
from bot.replies import Reply, card
from bot.turn import Turn
from content.library import DUE_SOON
from content.topics import Topic
from storage.ratings import HELPFUL, NOT_HELPFUL

RATED_SINCE = timedelta(days=90)
SHOWN = 8  # of each list
FEWEST_RATINGS = 3  # below that nothing can be said


async def report(turn: Turn) -> Reply:
    """Answers past their review or soon due, with old sources, rated badly; examples that collide; missing numbers."""
    turn.require(Role.STAFF)
    library = turn.library
    due = library.due(turn.today)
    soon = [topic for topic in library.due(turn.today + DUE_SOON) if topic not in due]
    ratings = await turn.unit.ratings.since(turn.today - RATED_SINCE)
    lists = {
        "quality.due": [_dated(turn, topic) for topic in due],
        "quality.soon": [_dated(turn, topic) for topic in soon],
        "quality.old_sources": [topic.title for topic in library.with_old_sources(turn.today)],
        "quality.rated": list(_badly_rated(turn, ratings)),
        "quality.collisions": [
            turn.plain("quality.collision", one=c.one, other=c.other, example=c.example)
            for c in library.answering.collisions
        ],
        "quality.contacts": [c.labels[turn.language] for c in library.contacts.values() if not c.value],
    }
    parts = [_part(turn, key, lines) for key, lines in lists.items() if lines]
    count = len(library.topics["id"])
    body = EscapedHtml("\n\n".join(parts)) if parts else turn.say("quality.nothing")
    return card(turn.say("quality.card", count=count, body=body))


def _badly_rated(turn: Turn, ratings: Mapping[str, Mapping[str, int]]) -> Iterable[str]:
    """Answers that more people found useless than useful, the worst first, with the commonest reason."""
    for slug, counts in sorted(ratings.items(), key=lambda item: -item[1].get(NOT_HELPFUL, 0)):
        topic, no, yes = turn.library.topic(slug, "id"), counts.get(NOT_HELPFUL, 0), counts.get(HELPFUL, 0)
        if topic is None or no < FEWEST_RATINGS or no < yes:
            continue
        reasons = {reason: n for reason, n in counts.items() if reason not in {HELPFUL, NOT_HELPFUL}}
        why = turn.plain(f"why.{max(reasons, key=reasons.__getitem__)}") if reasons else "–"
        yield turn.plain("quality.rating", title=topic.title, yes=yes, no=no, why=why)


def _dated(turn: Turn, topic: Topic) -> str:
    return f"{topic.title} ({topic.language}), {turn.day(topic.review_by)}"


def _part(turn: Turn, key: str, lines: list[str]) -> EscapedHtml:
    more = len(lines) - SHOWN
    shown = [turn.say("quality.line", text=line) for line in lines[:SHOWN]]
    if more > 0:
        shown.append(turn.say("quality.more", count=more))
    return turn.say(key, count=len(lines), lines=EscapedHtml("\n".join(shown)))
