"""/rilis: the annual press release from published numbers, and the arithmetic of a text somebody is to publish."""

import asyncio
import re
from datetime import date

from bot.access import Role
from bot.achievements.statement import Statement
from bot.books_of_figures import stating_of
from bot.exports.release import release_data, release_text
from bot.publishing import as_statement
from bot.queries import Query
from bot.refusals import Refusal, button_is_old
from bot.release_check import known_numbers
from bot.replies import Button, Card, File, Reply, act, card
from bot.short_forms import RELEASE, open_short
from bot.turn import Turn
from bot.words import releases as words
from content.arithmetic import check
from content.periods import Period, read_period
from content.periods import year as whole_year

FORM = RELEASE
CHECK = re.compile(r"\s*(?:periksa|cek|check)\b[\s:]*", re.IGNORECASE)
YEARS = re.compile(r"\b20\d\d\b")
MOST_YEARS = 4
FEWEST = 20  # characters a text to check has


async def release(turn: Turn) -> Reply:
    """/rilis: a period or a code gives the release; "periksa" and a text checks its numbers."""
    turn.require(Role.STAFF)
    words_given = turn.incoming.arguments
    if (asked := CHECK.match(words_given)) is not None:
        return await _check_or_ask(turn, words_given[asked.end() :])
    if not words_given:
        return card(turn.say("rilis.how"), *words.menu(turn))
    if (publication := await turn.unit.publications.by_code(words_given.strip())) is not None:
        return _sent(turn, as_statement(publication, turn))
    try:
        period, rest = read_period(words_given, turn.today)
    except ValueError:
        raise Refusal("rilis.not_understood") from None
    if rest:
        raise Refusal("rilis.not_understood")
    return await _of_period(turn, period)


async def of_button(turn: Turn) -> Reply:
    """A button that names a publication, a year, or the check."""
    turn.require(Role.STAFF)
    (which,) = turn.action[:1] or ("",)
    if which == "check":
        return await _check_or_ask(turn, "")
    if which.isdecimal() and len(which) == 4 and 2000 < int(which) <= turn.today.year:
        return await _of_period(turn, whole_year(int(which), turn.today))
    publication = await turn.unit.publications.by_code(which)
    if publication is None:
        raise button_is_old()
    return _sent(turn, as_statement(publication, turn))


async def text_typed(turn: Turn) -> Reply:
    """The text to check, pasted or passed on."""
    turn.require(Role.STAFF)
    await turn.unit.drafts.discard(turn.person.telegram_id)
    return await _checked(turn, turn.incoming.text)


async def _check_or_ask(turn: Turn, text: str) -> Reply:
    quoted = turn.incoming.quoted
    if len(text.strip()) < FEWEST and quoted is not None and not turn.pressed:
        text = quoted.text
    if len(text.strip()) >= FEWEST:
        return await _checked(turn, text)
    draft = await open_short(turn, FORM)
    return card(turn.say("rilis.paste"), (Button(turn.plain("button.discard"), act("discard", draft.key)),))


async def _checked(turn: Turn, text: str) -> Reply:
    """Every number recomputed that can be tied to the text itself or to the store; nothing of the text is kept."""
    years = sorted({int(found) for found in YEARS.findall(text)} & set(range(2020, turn.today.year + 1)))[-MOST_YEARS:]
    known = []
    for year in years or [turn.today.year - 1]:
        known += known_numbers(await _statement(turn, whole_year(year, turn.today)), turn.library.indicators, year)
    found = await asyncio.to_thread(check, text, known)  # a hostile text may take a second
    return card(words.checked(turn, found))


async def _of_period(turn: Turn, period: Period) -> Reply:
    """The release of the latest closing of exactly this period; of one not closed a draft that says so."""
    closed = await turn.unit.publications.covering(period.from_on, period.to_on)
    if closed is not None and (closed.from_on, closed.to_on) == (period.from_on, period.to_on):
        publication = await turn.unit.publications.by_code(closed.code)
        assert publication is not None
        return _sent(turn, as_statement(publication, turn))
    return _sent(turn, {**await _statement(turn, period), "publication": None})


async def _statement(turn: Turn, period: Period) -> Statement:
    query = Query(turn.library.indicators.main, period)
    stated = await stating_of(turn).statement(query, sessions=False)
    return {**stated, "internal": False}


def _sent(turn: Turn, statement: Statement) -> Reply:
    """The release as Word, and its text to copy."""
    data = release_data(statement, turn.house.texts, turn.library.indicators)
    publication = statement["publication"]
    code = publication["code"] if publication else f"rancangan_{date.fromisoformat(statement['period']['from']).year}"
    key = "rilis.published" if publication else "rilis.draft"
    caption = turn.say(key, period=statement["period"]["name"], code=code)
    text = words.release_text(turn, release_text(data))
    return Reply((Card(caption, file=File("release", f"rilis_{code}.docx", data)), Card(text)))
