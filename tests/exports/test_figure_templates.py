"""The templates of figures: the page, placeholders nobody fills, stretches that are left out."""

import io
import re
from pathlib import Path

import pytest
from docx import Document

from bot.exports import documents
from bot.exports.documents import edits, template_faults
from bot.exports.placeholders import release_values, statement_placeholders
from bot.exports.summary import draw_summary, summary_data
from bot.i18n import Texts
from content.indicators import Indicators
from content.library import FOLDER
from tests.exports.statements import PUBLISHED, of_2025, rows_of

INDICATORS = Indicators.read(FOLDER / "indicators.toml")[0]
TEXTS = Texts.load(FOLDER / "locales")


# The page of figures


def test_the_page_is_a_table_with_notes_sources_and_standing() -> None:
    page = draw_summary(summary_data(of_2025(publication=PUBLISHED, known_at="2026-08-31T10:05:00"), TEXTS))
    heads, *rows = rows_of(page)
    assert heads == ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Persen"]
    assert rows[0] == ["1", "Penempatan", "orang", "1.960", "2.226", "113,57%"]
    assert rows[-1] == ["7", "Remitansi", "rupiah", "–", "78.468.365.801", "–"]
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(page)).paragraphs)
    for words in (
        "data sampai dengan 31 Desember 2025",
        "lebih dari 117 persen",
        "KP2MI, rilis",
        "Untuk keperluan internal",
    ):
        assert words in said
    assert "Diketahui pada 31 Agustus 2026 pukul 10.05" in said
    assert release_values(of_2025(known_at="2026-08-31"), TEXTS, INDICATORS)["diketahui"] == "31 Agustus 2026"
    assert "{{" not in said + str(rows)
    assert PUBLISHED["hash"] in Document(io.BytesIO(page)).sections[0].footer.paragraphs[0].text


# Templates


def test_both_templates_hold_only_what_is_filled() -> None:
    assert list(template_faults(placeholders=documents.OF_SESSIONS | statement_placeholders(INDICATORS))) == []


def test_a_placeholder_that_was_renamed_is_named(tmp_path: Path) -> None:
    for kind in documents.OF_FIGURES:
        document = Document(str(documents.TEMPLATES / f"{kind}.docx"))
        document.paragraphs[0].add_run("{{?penempatann}}{{ tahunn }}{{/}}{{/}}")
        document.save(str(tmp_path / f"{kind}.docx"))
    faults = [str(fault) for fault in template_faults(tmp_path, statement_placeholders(INDICATORS))]
    assert [re.sub(r" is not one of.*", "", fault).removeprefix(str(tmp_path)) for fault in faults] == [
        f"/{kind}.docx:1: {what}"
        for kind in ("ringkasan", "rilis")
        for what in (
            "placeholder {{penempatann}}",
            "placeholder {{tahunn}}",
            "{{/}} ends what nothing began",
        )
    ]


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{?a}}x {{a}}{{/}}", "x 1"),
        ("{{?b}}x {{b}}{{/}} y", " y"),
        ("y{{?b}} x {{a}}", "y"),
        ("{{!b}}no{{/}}{{!a}}no a", "no"),
        ("{{?a}}x{{?b}} y{{/}} z{{/}}.", "x z."),
        ("{{?b}}x{{?a}} y{{/}} z{{/}}.", "."),
        ("{{?a}}{{?b}}x{{/}}{{/}}y", "y"),
        ("{{b}} {{ c }} {{d}}", "none {{/}} {{d}}"),
        ("{{?d}}x", ""),
        ("{{a}}{{/}}", "1"),
        ("{{?a}}", ""),
        ("{{?b}}", ""),
    ],
)
def test_a_stretch_is_left_out_where_its_condition_does_not_hold(template: str, shown: str) -> None:
    changed = template
    for start, end, value in edits(template, {"a": "1", "b": "", "c": "{{/}}"}, "none"):
        changed = changed[:start] + value + changed[end:]
    assert changed == shown


def test_a_value_is_text_in_a_repeated_row_too() -> None:
    name = "{{judul}} <w:t>\x00{{/}}"
    rows = rows_of(draw_summary(summary_data(of_2025(placement={"name": name}), TEXTS)))
    assert rows[1][1] == "{{judul}} <w:t>{{/}}"
