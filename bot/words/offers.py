"""What is said about a job offer: its signs of danger with their reasons, what it leaves out, and what to do now."""

from collections.abc import Sequence

from bot.i18n import EscapedHtml
from bot.replies import Button, Card, Row, act
from bot.turn import Turn
from content.offers import Found

SOURCES = 6  # named under the report
TOPICS = 2  # offered to read on


def report(turn: Turn, text: str) -> Card:
    """The report on an offer. However clean it looks, the verdict is never that it is safe."""
    found = turn.library.offers.check(text)
    signs = [result for result in found if not result.flag.is_missing]
    missing = [result for result in found if result.flag.is_missing]
    shown = turn.say(
        "offer.report",
        verdict=turn.say("offer.signs", count=len(signs)) if signs else turn.say("offer.no_sign"),
        signs=_lines(turn, signs),
        missing=turn.say("offer.missing", names=_names(turn, missing)) if missing else "",
        contact=turn.library.contacts["halo-kp2mi"].inline(turn.language),
        sources=_sources(turn, signs or missing),
    )
    return Card(shown, (*_topic_rows(turn, signs), *_always(turn)), quotes=True)


def _lines(turn: Turn, found: Sequence[Found]) -> EscapedHtml:
    lines = (
        turn.say(
            "offer.sign",
            title=result.flag.title[turn.language],
            reason=result.flag.reason[turn.language],
            evidence=turn.say("offer.evidence", words=result.evidence) if result.evidence else "",
        )
        for result in found
    )
    return EscapedHtml("\n\n".join(lines))


def _names(turn: Turn, found: Sequence[Found]) -> str:
    return "; ".join(result.flag.title[turn.language] for result in found)


def _sources(turn: Turn, found: Sequence[Found]) -> EscapedHtml:
    names = dict.fromkeys(
        f"{result.flag.source.name} ({result.flag.source.year})" if result.flag.source.year else result.flag.source.name
        for result in found
    )
    return turn.say("offer.sources", names="; ".join(list(names)[:SOURCES])) if names else EscapedHtml("")


def _topic_rows(turn: Turn, signs: Sequence[Found]) -> list[Row]:
    slugs = list(dict.fromkeys(result.flag.topic for result in signs))[:TOPICS]
    topics = [turn.library.topic(slug, turn.language) for slug in slugs if slug != "cek-p3mi"]
    return [(Button(topic.title, act("topic", topic.slug)),) for topic in topics if topic is not None]


def _always(turn: Turn) -> tuple[Row, ...]:
    check = Button(turn.plain("button.check_company"), act("topic", "cek-p3mi"))
    report_it = Button(turn.plain("button.report_fraud"), act("topic", "lapor-penipuan"))
    again = Button(turn.plain("button.check_another"), act("offer"))
    return ((check, report_it), (again,))
