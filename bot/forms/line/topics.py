"""What a session was about and how it was held, in the words of whoever reports it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.forms.engine import Accepted, Answer, Asked
from bot.forms.line import words
from bot.forms.session import MATERIALS, MODE_OPTIONS, ModeField

if TYPE_CHECKING:
    from bot.forms.line.paper import Paper


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")


_MATERIALS: Final = {code: _whole(pattern) for code, pattern in words.MATERIALS.items()}
_TOPIC: Final = _whole(words.TOPIC)
_NOT_ONLINE, _UNSURE = _whole(words.NOT_ONLINE), _whole(words.UNSURE_MODE)
_ONLINE, _FACE_TO_FACE = _whole(words.ONLINE), _whole(words.FACE_TO_FACE)
_STANDING_ALONE: Final = re.compile(r"(?:^|[,;\n])\s*langsung\s*(?=$|[,;\n.])")
# Behind "materi": words of a subject we do not know, up to whatever else was read.
_UNKNOWN_SUBJECT: Final = re.compile(
    r"[\s:]*(?:(?:tentang|ttg|bahaya|cara)\s+|\0+[\s,]*(?:dan|deng|dgn|serta|&)\s+)*([a-z]{4,})"
)


def read_mode(paper: Paper) -> Answer | None:
    """Face to face or online; asked where both are said or one is denied."""
    if paper.struck(_UNSURE):
        paper.struck(_ONLINE)
        paper.struck(_FACE_TO_FACE)
        return Asked("session.mode_unread", options=MODE_OPTIONS)
    for match in paper.finds(_NOT_ONLINE):
        paper.close(*match.span())
    online = paper.struck(_ONLINE)
    in_person = paper.struck(_FACE_TO_FACE) or paper.struck(_STANDING_ALONE)
    if not online and not in_person:
        return None
    return ModeField().read(" ".join([*["daring"] * online, *["tatap muka"] * in_person]))


def read_materials(paper: Paper, *, known: frozenset[str]) -> Answer | None:
    """The materials named. Where "materi" leads to a subject that is none of ours, those named are only ticked."""
    chosen = [code for code in MATERIALS if paper.struck(_MATERIALS[code])]
    doubtful = False
    for match in paper.finds(_TOPIC):
        subject = _UNKNOWN_SUBJECT.match(paper.text, match.end())
        doubtful |= subject is not None and subject[1] not in known
        paper.strike(*match.span())
    if doubtful:
        return Asked("session.materials_tap", {"chosen": chosen})
    return Accepted(chosen) if chosen else None
