"""What staff type after /catat and /target: every number with its place, days and part, or a question."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.queries import Entry, TargetEntry, Unclear, read_entry, read_target
from bot.queries.amounts import whole
from content.indicators import Indicators
from content.library import FOLDER
from content.places import Register

TODAY = date(2026, 11, 24)
LINES: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("entries.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def indicators() -> Indicators:
    return Indicators.read(FOLDER / "indicators.toml")[0]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def row(*words: object, selection: Mapping[str, str]) -> str:
    parts = [f"{key}={value}" for key, value in selection.items()]
    return " ".join(["-" if word is None else str(word) for word in words] + parts)


def check(read: Entry | TargetEntry | Unclear[Any], line: dict[str, Any]) -> None:
    if isinstance(read, Unclear):
        assert read.key == line.get("unclear"), read
        assert "choices" not in line or [label for label, _ in read.choices] == line["choices"]
        return
    if isinstance(read, Entry):
        rows = [
            row(r.indicator.code, r.kind, r.place_code, r.from_on, r.to_on, r.value, selection=r.selection)
            for r in read.rows
        ]
        source = read.source
    else:
        whole_row = (read.indicator.code, read.place_code, read.from_on, read.to_on, read.value)
        rows, source = [row(*whole_row, selection=read.selection)], read.basis
    assert (rows, source) == (line.get("rows"), line.get("source"))


@pytest.mark.parametrize("line", [*LINES["entries"], *LINES["asked"]], ids=lambda line: line["text"][:60])
def test_an_entry_is_read_as_it_was_meant_or_asked(
    indicators: Indicators, register: Register, line: dict[str, Any]
) -> None:
    check(read_entry(line["text"], indicators, register, TODAY), line)


@pytest.mark.parametrize("line", LINES["targets"], ids=lambda line: line["text"][:60])
def test_a_target_is_read_as_it_was_meant_or_asked(
    indicators: Indicators, register: Register, line: dict[str, Any]
) -> None:
    check(read_target(line["text"], indicators, register, TODAY), line)


def test_there_are_lines_enough_and_each_stands_once() -> None:
    for names in (("entries", "asked"), ("targets",)):
        texts = [line["text"] for name in names for line in LINES[name]]
        assert len(set(texts)) == len(texts)
    assert sum(map(len, LINES.values())) >= 130


@pytest.mark.parametrize(
    ("written", "scale", "number"),
    [
        *[("1,2", "miliar", 1_200_000_000), ("57,42", "milyar", 57_420_000_000), ("80", "triliun", 80 * 10**12)],
        *[("1.200", "juta", 1_200_000_000), ("0,5", "juta", 500_000), ("dua", "ribu", 2_000), ("nihil", "", 0)],
        *[("1,2", "", None), ("1.2", "juta", None), ("1,200", "juta", None), ("1,23456", "rb", None), ("", "", None)],
    ],
)
def test_a_number_is_whole_or_none(written: str, scale: str, number: int | None) -> None:
    assert whole(written, scale) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "12 " * 130,
            "belu 12 " * 50,
            "rp " * 130,
            "dua puluh " * 40,
            "sumber " * 57,
            "- 5 " * 100,
            "1,2 miliar " * 36,
        ),
        *("penempatan oktober 12 " * 18, "oktober " * 50, "sk " * 130, "ribu ratus " * 36, "kosong " * 57, "\0" * 400),
    ],
)
def test_the_worst_line_is_read_to_its_end(indicators: Indicators, register: Register, text: str) -> None:
    """A pattern that takes for ever on one of these would stop the suite here."""
    assert isinstance(read_entry(text, indicators, register, TODAY), Unclear)
    assert isinstance(read_target(text, indicators, register, TODAY), Unclear)
