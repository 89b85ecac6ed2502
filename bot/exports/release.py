"""The annual press release, as Word and as plain text, from the template the office edits.

Every number in it comes from the statement; the table at its end says of each where it comes from.
"""

from collections.abc import Mapping
from typing import Any

from docx.text.paragraph import Paragraph

from bot.exports.documents import draw, filled
from bot.exports.placeholders import release_values
from bot.exports.statements import Statement
from bot.exports.trace import traced
from bot.i18n import INDONESIAN, Texts
from content.indicators import Indicators


def release_data(statement: Statement, texts: Texts, indicators: Indicators) -> dict[str, Any]:
    """From what the release is drawn, as JSON."""
    return {
        "template": "rilis",
        "title": statement["title"],
        "values": release_values(statement, texts, indicators),
        "missing": texts.plain(INDONESIAN, "release.missing"),
        "rows": list(traced(statement, texts, indicators)),
        "made_at": statement["made_at"],
    }


def draw_release(data: Mapping[str, Any]) -> bytes:
    """The release as Word, from `release_data`; the same data and template give the same bytes."""
    return draw(data)


def release_text(data: Mapping[str, Any]) -> str:
    """The same as plain text: the paragraphs of the first section, which the table of numbers comes after."""
    inner = filled(data).sections[0].iter_inner_content()
    paragraphs = (one.text.strip() for one in inner if isinstance(one, Paragraph))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"
