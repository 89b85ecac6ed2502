"""What a file holds, told by its headings: sessions, or figures and targets, these in one of two ways."""

from pathlib import Path

from bot.exports import sessions
from bot.i18n import Texts
from bot.imports import figure_columns, figure_words
from bot.imports.rows import headings_found, is_workbook

SESSIONS, FIGURES, COLUMNS = "sessions", "figures", "columns"


def kind_of(path: Path, texts: Texts) -> str:
    """Columns for machines are told by their names, lists by at least two headings side by side; some both kinds have.

    Of what is none of these a workbook is taken for sessions, to be refused as such, and text for columns.
    """
    if figure_columns.begin(path):
        return COLUMNS
    of_sessions = headings_found(path, sessions.headings(texts))
    of_figures = headings_found(path, figure_words.headings(texts))
    if of_figures > max(1, of_sessions):
        return FIGURES
    return SESSIONS if of_sessions > 1 or is_workbook(path) else COLUMNS
