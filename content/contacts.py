"""Telephone numbers, each in one place. A wrong hotline can cost a life, so each names who showed it and when."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from content.faults import Fault
from content.sources import Source, read_sources

OLDEST_SOURCE = timedelta(days=2 * 365)  # before `checked`: older sources do not carry a number


@dataclass(frozen=True)
class Contact:
    key: str
    labels: Mapping[str, str]
    notes: Mapping[str, str]
    value: str  # as dialled; "" where it is not known
    kind: str  # phone, whatsapp, office
    country: str  # where one would call it, "*" anywhere
    emergency: bool
    review_by: date
    sources: tuple[Source, ...]

    def inline(self, language: str) -> str:
        """Name and number within a sentence."""
        label, note = self.labels[language], self.notes.get(language, "")
        kind = " WhatsApp" if self.kind == "whatsapp" and "WhatsApp" not in label else ""
        shown = f"{label}{kind} {self.value}".strip()
        return f"{shown} ({note})" if note and (self.kind == "office" or not self.value) else shown


class Contacts(Mapping[str, Contact]):
    """All contacts by key, in the order of the file."""

    def __init__(self, contacts: Mapping[str, Contact], path: Path) -> None:
        self._contacts = contacts
        self.path = path

    @classmethod
    def read(cls, path: Path) -> "tuple[Contacts, list[Fault]]":
        """The contacts that can be used, and what is wrong with the file."""
        contacts, faults = {}, []
        lines = path.read_text("utf-8").splitlines()
        for key, table in tomllib.loads("\n".join(lines)).items():
            line = lines.index(f"[{key}]") + 1
            try:
                contacts[key] = _contact(key, table)
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                faults.append(Fault(path, line, f"contact {key}: {error!r} is missing or malformed"))
                continue
            if contacts[key].value and not any(
                source.is_since(_oldest(contacts[key])) for source in contacts[key].sources
            ):
                faults.append(Fault(path, line, f"contact {key}: no source younger than two years shows the number"))
        return cls(contacts, path), faults

    def emergency(self) -> list[Contact]:
        """Those for a person in danger: Indonesia and anywhere first, then country by country."""
        shown = [contact for contact in self.values() if contact.emergency and contact.value]
        return sorted(shown, key=lambda contact: contact.country not in {"ID", "*"})

    def __getitem__(self, key: str) -> Contact:
        return self._contacts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contacts)

    def __len__(self) -> int:
        return len(self._contacts)


def _contact(key: str, table: Mapping[str, Any]) -> Contact:
    return Contact(
        key,
        {"id": table["label"]["id"], "en": table["label"]["en"]},
        dict(table.get("note", {})),
        table["value"],
        table["kind"],
        table["country"],
        bool(table["emergency"]),
        table["review_by"],
        read_sources(table["sources"]),
    )


def _oldest(contact: Contact) -> date:
    """Half a year before its review a number was checked; its source may be two years older than that."""
    return contact.review_by - timedelta(days=181) - OLDEST_SOURCE
