"""Whether an answer helped, and if not, why: counted by month, without whose opinion it was."""

from bot.refusals import button_is_old
from bot.replies import Button, Card, Reply, Row, act
from bot.turn import Turn
from bot.words.answers import answer_rows
from content.topics import Topic
from storage.ratings import HELPFUL, NOT_HELPFUL

REASONS = ("other_question", "unclear", "incomplete", "outdated")
PARTS = ("short", "whole")


async def rate(turn: Turn) -> Reply:
    """One tap on yes or no; no asks why, in place of the buttons."""
    topic, verdict, part = _pressed(turn)
    if verdict == "no":
        await _count(turn, topic, NOT_HELPFUL)
        why = [(Button(turn.plain(f"why.{reason}"), act("why", topic.slug, reason, part)),) for reason in REASONS]
        return _buttons(turn, topic, part, tuple(why), toast=turn.plain("rating.why"))
    if verdict != "yes":
        raise button_is_old()
    await _count(turn, topic, HELPFUL)
    return _buttons(turn, topic, part, (), toast=turn.plain("rating.thanks"))


async def why(turn: Turn) -> Reply:
    """The reason, counted; and a way on, because the person still has no answer."""
    topic, reason, part = _pressed(turn)
    if reason not in REASONS:
        raise button_is_old()
    await _count(turn, topic, reason, step=-1)
    buttons = _buttons(turn, topic, part, (), toast=turn.plain("rating.thanks"))
    if not turn.incoming.is_private:
        return buttons
    pass_on = Button(turn.plain("button.pass_on"), act("pass_on"))
    on = Card(turn.say("rating.what_now"), ((pass_on,), (Button(turn.plain("button.menu"), act("menu")),)))
    return Reply((*buttons.cards, on), toast=buttons.toast)


async def _count(turn: Turn, topic: Topic, rating: str, *, step: int = 1) -> None:
    """Once a card and step: a second tap that was faster than the buttons changing counts for nothing."""
    tap = step * (turn.incoming.message_id or 0)
    if await turn.unit.conversations.rate(turn.person.telegram_id, tap, topic.slug, turn.now):
        await turn.unit.ratings.add(topic.slug, rating, turn.today)


def _buttons(turn: Turn, topic: Topic, part: str, rows: tuple[Row, ...], *, toast: str) -> Reply:
    """The card as it is, with other buttons."""
    kept = answer_rows(turn, topic, is_whole=part == "whole")
    return Reply((Card("", (*kept, *rows), in_place=True),), toast=toast)


def _pressed(turn: Turn) -> tuple[Topic, str, str]:
    slug, verdict, part = (*turn.action, "", "", "")[:3]
    topic = turn.library.topic(slug, turn.language)
    if topic is None or part not in PARTS:
        raise button_is_old()
    return topic, verdict, part
