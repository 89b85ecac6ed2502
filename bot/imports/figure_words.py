"""What lists of figures are made of in Indonesian: the headings of their columns, and the words that stand in them."""

from bot.i18n import INDONESIAN, Texts
from bot.imports.figures import FIGURE, TARGET
from storage.figure import CUMULATIVE, FLOW, SNAPSHOT

COLUMNS = (
    *("record", "indicator", "kind", "period", "from_on", "to_on", "place", "parts", "value"),
    *("source", "dated", "url", "note"),
)
NEEDED = ("record", "indicator", "value", "source")  # the columns without which a file is no list of figures


def headings(texts: Texts) -> dict[str, str]:
    """The heading of each column by its name."""
    return {name: texts.plain(INDONESIAN, f"import.column_{name}") for name in COLUMNS}


def records(texts: Texts) -> dict[str, str]:
    """What the two kinds of rows are called."""
    return {record: texts.plain(INDONESIAN, f"import.record_{record}") for record in (FIGURE, TARGET)}


def kinds(texts: Texts) -> dict[str, str]:
    """What the kinds of numbers are called."""
    return {kind: texts.plain(INDONESIAN, f"import.kind_{kind}") for kind in (FLOW, CUMULATIVE, SNAPSHOT)}
