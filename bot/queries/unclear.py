"""What was typed and not understood whole: why, and what may be tapped instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Read_co = TypeVar("Read_co", covariant=True)  # what the same text would have become: a query, an entry, a target


@dataclass(frozen=True)
class Unclear(Generic[Read_co]):
    """`key` is the reason in the catalogue. Labels are names of the register or days in figures, never sentences."""

    key: str
    unread: tuple[str, ...] = ()  # words not understood, as they were typed
    choices: tuple[tuple[str, Read_co], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
