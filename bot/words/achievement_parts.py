"""The parts of a number, listed: places by their number, those with nothing together, the rest last."""

from collections.abc import Iterable, Sequence

from bot.achievements import REST, Achievement, Part
from bot.achievements.combining import LEVEL_DOTS
from bot.achievements.names import Names
from bot.i18n import EscapedHtml
from bot.turn import Turn

FEW_ALIKE = 5  # places with nothing that are still named one by one
MOST_PLACES = 24  # lines of a list of places, and buttons below it


def parts_of(turn: Turn, one: Achievement, names: Names) -> list[EscapedHtml]:
    shown = []
    for dimension, parts in one.parts.items():
        told, alike = _told(in_order(parts, dimension), dimension)
        lines = [
            turn.say("capaian.part", name=names.part(part, dimension, one.indicator), value=_value(turn, part))
            for part in told[:MOST_PLACES]
        ]
        if len(told) > MOST_PLACES:
            lines.append(turn.say("capaian.more_parts", count=turn.number(len(told) - MOST_PLACES)))
        lines += [
            turn.say("capaian.others_alike", count=turn.number(count), value=_value(turn, Part("", value)))
            for value, count in alike
        ]
        if excess := one.excess(dimension):
            lines.append(turn.say("capaian.excess", excess=turn.number(excess)))
        shown.append(
            turn.say(
                "capaian.parts",
                dimension=names.dimension(dimension, one.indicator),
                lines=EscapedHtml("\n".join(lines)),
            )
        )
    return shown


def changed_parts(turn: Turn, one: Achievement) -> list[tuple[str, str]]:
    """The parts of a published number that would be different now, with what they would be."""
    if one.closing is None or not one.parts:
        return []
    names, found = Names(turn.house.texts, turn.library.places, turn.language), []
    for dimension in {**one.parts, **one.closing.parts_now}:
        then = {part.key: part.value for part in one.parts.get(dimension, ())}
        now = {part.key: part.value for part in one.closing.parts_now.get(dimension, ())}
        changed = [key for key in {**then, **now} if then.get(key) != now.get(key) and key != REST]
        found += [
            (names.part(Part(key, None), dimension, one.indicator), _value(turn, Part(key, now.get(key))))
            for key in changed[:MOST_PLACES]
        ]
    return found


def in_order(parts: Iterable[Part], dimension: str) -> list[Part]:
    """Places by their number, the largest first; the rest last. Months and values as they are."""
    if dimension not in LEVEL_DOTS:
        return list(parts)
    return sorted(parts, key=lambda part: (part.key == REST, part.value is None, -(part.value or 0)))


def _told(parts: Sequence[Part], dimension: str) -> tuple[list[Part], list[tuple[int | None, int]]]:
    """The parts to be named, and of places without people or report, where they are many, only how many there are."""
    alike = []
    told = list(parts)
    for value in (0, None):
        same = [part for part in told if part.value == value and part.key != REST]
        if dimension in LEVEL_DOTS and len(same) > FEW_ALIKE:
            told = [part for part in told if part not in same]
            alike.append((value, len(same)))
    return told, alike


def _value(turn: Turn, part: Part) -> str:
    return turn.plain("capaian.not_reported") if part.value is None else turn.number(part.value)
