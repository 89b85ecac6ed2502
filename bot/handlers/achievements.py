"""/capaian: figures against targets, for staff."""

from collections.abc import Iterable
from datetime import date

from bot.access import Role
from bot.achievements import Achievement, Part, achieved, part_name
from bot.i18n import EscapedHtml
from bot.queries import Query, read_query
from bot.refusals import Refusal, button_is_old
from bot.replies import Button, Reply, Row, act, card
from bot.turn import Turn
from content.periods import Period
from content.periods import year as whole_year


async def capaian(turn: Turn) -> Reply:
    """/capaian and words: all indicators of a period on one card, or one indicator opened."""
    turn.require(Role.STAFF)
    return await _answer(turn, turn.incoming.arguments)


async def open_indicator(turn: Turn) -> Reply:
    """A button of the card: one indicator of its period with parts and sources, or back to all."""
    turn.require(Role.STAFF)
    code, first, last = (*turn.action, "", "", "")[:3]
    if code and code not in turn.library.indicators:
        raise button_is_old()
    try:
        from_on, to_on = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise button_is_old() from None
    named = (turn.library.indicators[code],) if code else turn.library.indicators.main
    return await _show(turn, Query(named, Period(from_on, to_on, min(to_on, turn.today))))


async def _answer(turn: Turn, words: str) -> Reply:
    query = read_query(words, turn.library.indicators, turn.today)
    if query is None:
        raise Refusal("capaian.not_understood", words=words[:80])
    return await _show(turn, query)


async def _show(turn: Turn, query: Query) -> Reply:
    achievements = [await achieved(turn.unit, indicator, query.period) for indicator in query.indicators]
    if len(achievements) == 1:
        return _opened(turn, query, achievements[0])
    lines = [_line(turn, query, achievement) for achievement in achievements]
    text = turn.say(
        "capaian.card",
        period=_period(turn, query),
        as_of=turn.day(query.period.as_of),
        lines=EscapedHtml("\n".join(lines)),
        notes=_notes(turn, achievements),
    )
    return card(text, *_rows(turn, query), in_place=turn.pressed)


def _opened(turn: Turn, query: Query, achievement: Achievement) -> Reply:
    text = turn.say(
        "capaian.opened",
        period=_period(turn, query),
        as_of=turn.day(query.period.as_of),
        line=_line(turn, query, achievement),
        no_target="" if achievement.target else turn.say("capaian.no_target"),
        parts=EscapedHtml("".join(_parts(turn, achievement))),
        sources=_sources(turn, achievement),
        notes=_notes(turn, [achievement]),
    )
    back = (Button(turn.plain("button.all_indicators"), _open("", query.period)),)
    return card(text, back, in_place=turn.pressed)


def _notes(turn: Turn, achievements: Iterable[Achievement]) -> EscapedHtml:
    """What must be said beside the numbers, such as a source that contradicts itself."""
    return EscapedHtml("".join(turn.say("capaian.note", note=note) for a in achievements for note in a.notes))


def _line(turn: Turn, query: Query, achievement: Achievement) -> EscapedHtml:
    """Name, number, target and rate of one indicator; a fault of the source is marked here already."""
    value = achievement.realization
    target = achievement.target.value if achievement.target else None
    return turn.say(
        "capaian.line",
        name=achievement.indicator.name[turn.language],
        value=turn.plain("capaian.not_reported") if value is None else amount(turn, achievement, value),
        against=_against(turn, target, achievement),
        covered=_covered(turn, query, achievement),
        mark=" ⚠️" if achievement.notes else "",
    )


def _covered(turn: Turn, query: Query, achievement: Achievement) -> EscapedHtml | str:
    """Up to which day the number speaks, where that is not the whole period."""
    day = achievement.covered_to
    return "" if day is None or day >= query.period.as_of else turn.say("capaian.covered", day=turn.day(day))


def _against(turn: Turn, target: int | None, achievement: Achievement) -> EscapedHtml | str:
    if target is None:
        return ""
    rate = achievement.rate
    shown = turn.plain("capaian.no_rate") if rate is None else turn.house.texts.percent(turn.language, rate)
    return turn.say("capaian.against", target=turn.number(target), rate=shown)


def amount(turn: Turn, achievement: Achievement, value: int) -> str:
    """A number with its unit: 2.226 orang, Rp78.468.365.801."""
    return turn.plain(f"unit.{achievement.indicator.unit}", value=turn.number(value))


def _parts(turn: Turn, achievement: Achievement) -> list[EscapedHtml]:
    shown = []
    for dimension, parts in achievement.parts.items():
        lines = [
            turn.say("capaian.part", name=_name(turn, achievement, dimension, part), value=_value(turn, part))
            for part in parts
        ]
        shown.append(
            turn.say(
                "capaian.parts",
                dimension=_dimension(turn, achievement, dimension),
                lines=EscapedHtml("\n".join(lines)),
            )
        )
    return shown


def _name(turn: Turn, achievement: Achievement, dimension: str, part: Part) -> str:
    named = part_name(part, dimension, achievement.indicator, turn.library.places, turn.language)
    return named or turn.plain("capaian.not_split")


def _value(turn: Turn, part: Part) -> str:
    return turn.plain("capaian.not_split") if part.value is None else turn.number(part.value)


def _dimension(turn: Turn, achievement: Achievement, key: str) -> str:
    dimension = achievement.indicator.dimensions.get(key)
    return dimension.name[turn.language] if dimension else turn.plain(f"level.{key}")


def _sources(turn: Turn, achievement: Achievement) -> EscapedHtml:
    """The documents behind a number, and how much of it the bot counted."""
    shown = [turn.say("capaian.source", title=s.title, dated=s.dated or "–") for s in achievement.sources]
    if achievement.counted_sessions is not None:
        shown.append(turn.say("capaian.counted", count=turn.number(achievement.counted_sessions)))
    people, sessions = achievement.pending
    if sessions:
        key = "capaian.pending" if achievement.counts_pending else "capaian.pending_left_out"
        shown.append(turn.say(key, people=turn.number(people), sessions=turn.number(sessions)))
    return EscapedHtml("\n".join(shown or [turn.say("capaian.no_source")]))


def _rows(turn: Turn, query: Query) -> list[Row]:
    buttons = [
        Button(indicator.short[turn.language], _open(indicator.code, query.period)) for indicator in query.indicators
    ]
    years = [query.period.from_on.year - 1, query.period.from_on.year + 1]
    others = tuple(
        Button(str(year), _open("", whole_year(year, turn.today))) for year in years if year <= turn.today.year
    )
    return [*(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)), others]


def _period(turn: Turn, query: Query) -> str:
    if query.is_whole_year:
        return str(query.period.from_on.year)
    return f"{turn.day(query.period.from_on)} – {turn.day(query.period.to_on)}"


def _open(code: str, period: Period) -> str:
    return act("capaian_open", code, f"{period.from_on:%Y%m%d}", f"{period.to_on:%Y%m%d}")
