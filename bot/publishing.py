"""Closing a period: every number as it stands is kept for good, under a code and a hash, in revisions."""

from dataclasses import replace
from typing import Any

from bot.achievements.statement import Statement, Stating, fingerprint
from bot.achievements.stretches import is_month, is_year
from bot.books_of_figures import stating_of
from bot.queries import MONTH, Query
from bot.turn import Turn
from content.periods import Period
from storage.publications import Publication


class ClosedMeanwhile(Exception):
    """Somebody closed the period since it was looked at; nothing was written."""


async def close(turn: Turn, period: Period, *, seen: int, reason: str | None) -> Publication:
    """Freeze the period as it is known at this moment; nobody writes in the books until the unit ends.

    `seen` is how often it was closed when it was looked at.
    """
    closed_at = await turn.unit.publications.hold(turn.now)
    if await turn.unit.publications.revisions(period.from_on, period.to_on) != seen:
        raise ClosedMeanwhile
    revision = seen + 1
    content = await _content(stating_of(turn, closed_at), Query(turn.library.indicators.main, period))
    publication = Publication(
        code_of(period, revision),
        period.from_on,
        period.to_on,
        revision,
        await turn.unit.reviews.counts_unreviewed(),
        reason,
        content,
        fingerprint(content),
        turn.person.telegram_id,
        closed_at,
    )
    await turn.unit.publications.close(publication)
    return publication


def code_of(period: Period, revision: int) -> str:
    """T-2025-1, T-2026-10-1; other stretches by their days."""
    first, last = period.from_on, period.to_on
    if is_year(period):
        return f"T-{first.year}-{revision}"
    return f"T-{first:%Y-%m}-{revision}" if is_month(period) else f"T-{first:%Y%m%d}-{last:%Y%m%d}-{revision}"


def as_statement(publication: Publication, turn: Turn) -> Statement:
    """What was published, as files read it: the same for ever, so that the same bytes come of it."""
    closed_at = publication.closed_at.astimezone(turn.house.timezone)
    about = {"code": publication.code, "closed_on": f"{closed_at:%Y-%m-%d}", "hash": publication.hash}
    return {
        **publication.content,
        "made_at": closed_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "known_at": None,
        "publication": about,
        "internal": False,
    }


async def _content(stating: Stating, query: Query) -> dict[str, Any]:
    """The statement with parts by dimension, regency and month, without what says when it was made."""
    content = await stating.statement(replace(query, by="regency"), sessions=False)
    by_month = await stating.statement(replace(query, by=MONTH), sessions=False)
    for one, other in zip(content["indicators"], by_month["indicators"], strict=True):
        one["breakdown"] += [part for part in other["breakdown"] if part["dimension"] == MONTH]
    for made in ("made_at", "known_at", "publication", "internal"):
        del content[made]
    return content
