"""A short guided path to the legal routes that fit, and the list of papers and steps of each.

The questions, routes and lists are data, in `guide.toml`. Answers are one letter a question, so that the whole
path fits into a button and nothing of it is stored.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from content.faults import Fault

Words = Mapping[str, str]  # by language


@dataclass(frozen=True)
class Question:
    key: str
    text: Words
    options: Mapping[str, Words]  # by letter


@dataclass(frozen=True)
class Item:
    """One thing to have or to do before leaving."""

    key: str
    text: Words
    topic: str


@dataclass(frozen=True)
class Route:
    topic: str
    when: Mapping[str, str]  # question -> the letters with which it fits; a question not named fits with all
    why: Words
    checklist: tuple[Item, ...]


@dataclass(frozen=True)
class Note:
    """What must be said to whoever answered so; one that `stops` means no route is open yet."""

    when: Mapping[str, str]
    text: Words
    topic: str
    stops: bool


class Guide:
    def __init__(self, data: Mapping[str, Any], path: Path) -> None:
        self.path = path
        self.questions = tuple(
            Question(table["key"], table["text"], {option["key"]: option for option in table["options"]})
            for table in data["questions"]
        )
        self.routes = {table["topic"]: _route(table, data["items"]) for table in data["routes"]}
        self.notes = tuple(
            Note(table["when"], table["text"], table["topic"], bool(table.get("stops"))) for table in data["notes"]
        )

    @classmethod
    def read(cls, path: Path) -> "Guide":
        """The file as an editor keeps it; raises KeyError or TypeError for what is missing or malformed."""
        return cls(tomllib.loads(path.read_text("utf-8")), path)

    def question(self, answers: str) -> Question | None:
        """The next question after these answers; None where all are given. Raises ValueError for forged ones."""
        if len(answers) > len(self.questions):
            raise ValueError("more answers than questions")
        for question, letter in zip(self.questions, answers, strict=False):
            if letter not in question.options:
                raise ValueError(f"{letter!r} is no answer to {question.key}")
        return self.questions[len(answers)] if len(answers) < len(self.questions) else None

    def notes_for(self, answers: str) -> list[Note]:
        given = self._given(answers)
        return [note for note in self.notes if fits(note.when, given)]

    def routes_for(self, answers: str) -> list[Route]:
        """The routes open to whoever answered so, in the order of the file; none where a note stops them."""
        if any(note.stops for note in self.notes_for(answers)):
            return []
        given = self._given(answers)
        return [route for route in self.routes.values() if fits(route.when, given)]

    def faults(self, topics: Mapping[str, object]) -> Iterator[Fault]:
        """What an editor must mend: topics, questions and answers that are not there, answers that lead nowhere."""
        named = {*self.routes, *(note.topic for note in self.notes)}
        named |= {item.topic for route in self.routes.values() for item in route.checklist}
        for slug in sorted(named - topics.keys()):
            yield Fault(self.path, 1, f"there is no topic {slug!r}")
        options = {question.key: question.options for question in self.questions}
        whens = [route.when for route in self.routes.values()] + [note.when for note in self.notes]
        for when in whens:
            for key, chosen in when.items():
                if not set(chosen) <= options.get(key, {}).keys():
                    yield Fault(self.path, 1, f"when: there is no such question or answer: {key} = {chosen!r}")
        for letters in product(*(question.options for question in self.questions)):
            answers = "".join(letters)
            if not self.routes_for(answers) and not self.notes_for(answers):
                yield Fault(self.path, 1, f"the answers {answers} lead to no route and to no note")

    def _given(self, answers: str) -> Mapping[str, str]:
        return dict(zip((question.key for question in self.questions), answers, strict=False))


def fits(when: Mapping[str, str], given: Mapping[str, str]) -> bool:
    """Whether every question named in `when` was answered with one of its letters."""
    return all(given.get(key, "") in letters for key, letters in when.items())


def _route(table: Mapping[str, Any], items: Mapping[str, Any]) -> Route:
    keys: Sequence[str] = table["checklist"].split()
    checklist = tuple(Item(key, items[key], items[key]["topic"]) for key in keys)
    return Route(table["topic"], table["when"], table["why"], checklist)
