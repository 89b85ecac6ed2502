"""Files drawn for people: posters, spreadsheets, documents. Drawn by the sender, outside any transaction.

What is stored is the name of a drawing and its data; `draw` makes the bytes, in a thread, as often as a delivery
needs them, always the same for the same data.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.drawing.charts import draw_chart
from bot.drawing.poster import draw_poster
from bot.exports import documents, sessions_xlsx
from bot.exports.release import draw_release
from bot.exports.summary import draw_summary
from bot.exports.workbook import draw_workbook

Draw = Callable[[Mapping[str, Any]], bytes]


@dataclass(frozen=True)
class Drawing:
    """How a kind of file is made, and how Telegram is to take it."""

    draw: Draw
    method: str = "sendDocument"
    field: str = "document"


DRAWINGS: Mapping[str, Drawing] = {
    "sessions_xlsx": Drawing(sessions_xlsx.draw),
    "session_docx": Drawing(documents.draw),
    "workbook": Drawing(draw_workbook),
    "release": Drawing(draw_release),
    "summary": Drawing(draw_summary),
    "chart": Drawing(draw_chart, "sendPhoto", "photo"),
    "poster": Drawing(draw_poster),  # as a document, for a photograph would be blurred
}


def draw(name: str, data: Mapping[str, Any]) -> bytes:
    """The bytes of a drawing; raises KeyError for one that is not known."""
    return DRAWINGS[name].draw(data)
