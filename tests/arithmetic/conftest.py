"""The texts and the numbers of the store they are read beside."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from content.arithmetic import Known

DATA: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))
TEXTS: Sequence[Mapping[str, Any]] = DATA["texts"]
YEAR = 2025


def known(row: Mapping[str, Any]) -> Known:
    value = Decimal(row["value"]) if isinstance(row["value"], str) else int(row["value"])
    return Known(
        row["indicator"],
        tuple(row["words"]),
        row["what"],
        row.get("name", ""),
        tuple(row.get("part_words", ())),
        YEAR,
        value,
        row["unit"],
    )


@pytest.fixture(scope="session")
def store() -> Sequence[Known]:
    return tuple(known(row) for row in DATA["store"])
