"""A form asks its fields in order until all are answered, then shows a card to check, correct and save."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

Value = Any  # whatever JSON can keep


@dataclass(frozen=True)
class Option:
    """A way to answer with one tap. `raw` goes through `Field.choose` like anything a stranger could forge."""

    raw: str
    label: str = ""  # as shown; where empty, `key` names a message of the catalogue
    key: str = ""
    full: str = ""  # what the label leaves out, listed in the message


@dataclass(frozen=True)
class Accepted:
    value: Value


@dataclass(frozen=True)
class Asked:
    """The input was not taken: why, as a message of the catalogue, and what may be tapped instead."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    options: tuple[Option, ...] = ()


Answer = Accepted | Asked


class Field(Protocol):
    """One question of a form."""

    @property
    def name(self) -> str: ...

    @property
    def is_optional(self) -> bool:
        """Whether it is only asked where somebody opens it from the card."""
        ...

    def read(self, text: str, before: Value | None) -> Answer:
        """Understand what was typed. Never raises, whatever the text."""
        ...

    def choose(self, raw: str, before: Value | None) -> Answer:
        """Understand what was tapped; `raw` may be forged."""
        ...


@dataclass(frozen=True)
class State:
    """The answers so far, by field, and the one being corrected from the card."""

    values: Mapping[str, Value] = field(default_factory=dict)
    correcting: str | None = None

    def asking(self, fields: tuple[Field, ...]) -> Field | None:
        """The field to ask now; None when the card is due."""
        for asked in fields:
            is_due = not asked.is_optional and asked.name not in self.values
            if asked.name == self.correcting or (self.correcting is None and is_due):
                return asked
        return None

    def answered(self, name: str, value: Value) -> "State":
        return State({**self.values, name: value}, None)

    def correct(self, name: str) -> "State":
        """Ask this field again; its answer stays until there is another."""
        return replace(self, correcting=name)

    def back(self, fields: tuple[Field, ...]) -> "State":
        """Undo the answer before the one being asked; from a correction, back to the card."""
        if self.correcting is not None:
            return replace(self, correcting=None)
        given = [asked.name for asked in fields if asked.name in self.values and not asked.is_optional]
        return State({name: value for name, value in self.values.items() if name not in given[-1:]}, None)

    def as_json(self) -> dict[str, Any]:
        return {"values": dict(self.values), "correcting": self.correcting}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "State":
        return cls(dict(data.get("values", {})), data.get("correcting"))
