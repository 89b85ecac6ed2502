"""Answers: one file each, front matter and text. The format is described in `content/README.md`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.contacts import Contacts
from content.faults import Fault
from content.markup import contacts_named
from content.sources import Source, read_sources

SHORT_LIMIT = 600  # characters before "Selengkapnya"
MORE = {"id": "Selengkapnya", "en": "More"}
EXAMPLES = {"id": "Contoh pertanyaan", "en": "Example questions"}

_FILE = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", re.DOTALL)
_TELEPHONE = re.compile(r"(?<![\d/.,-])(?:\+62|\+\d{2}[ -]?\d|08\d{2}|0800|1500|021[- )])[\d -]{3,}\d")


@dataclass(frozen=True)
class Topic:
    slug: str
    group: str
    language: str
    title: str
    short: str  # markup; the first part, at most 600 characters
    more: str  # markup; may be empty
    examples: tuple[str, ...]
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    checked_on: date
    review_by: date
    path: Path

    def is_due(self, today: date) -> bool:
        """Whether the answer must be read again before it can be called checked."""
        return today > self.review_by


class BadTopic(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.fault_line = line


def read_topic(path: Path, language: str) -> Topic:
    """The answer in a file `…/<group>/<slug>.md`; raises `BadTopic` with the line at fault."""
    text = path.read_text("utf-8")
    if (match := _FILE.fullmatch(text)) is None:
        raise BadTopic(1, "must start with a block between two lines of +++")
    try:
        head = tomllib.loads(match[1])
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadTopic(int(line[1]) + 1 if line else 2, f"front matter: {error}") from None
    body = _sections(match[2], language, first_line=text[: match.start(2)].count("\n") + 1)
    try:
        return Topic(
            slug=path.stem,
            group=path.parent.name,
            language=language,
            title=head["title"],
            short=body[""],
            more=body.get(MORE[language], ""),
            examples=_list_items(body.get(EXAMPLES[language], "")),
            sources=read_sources(head["sources"]),
            related=tuple(head.get("related", ())),
            checked_on=_day(head["checked_on"]),
            review_by=_day(head["review_by"]),
            path=path,
        )
    except KeyError as error:
        raise BadTopic(2, f"front matter: {error} is missing") from None
    except (ValueError, TypeError) as error:
        raise BadTopic(2, f"front matter: {error}") from None


def faults_in(topic: Topic, contacts: Contacts) -> Iterator[Fault]:
    """What a person must mend in an answer that can be read."""
    lines = topic.path.read_text("utf-8").splitlines()
    if not topic.short:
        yield Fault(topic.path, len(lines), "there is no answer")
    if len(topic.short) > SHORT_LIMIT:
        yield Fault(
            topic.path,
            _line(lines, topic.short),
            f"the first part has {len(topic.short)} characters, over {SHORT_LIMIT}",
        )
    if topic.language == "id" and not topic.examples:
        yield Fault(topic.path, len(lines), "there are no example questions")
    if topic.review_by <= topic.checked_on:
        yield Fault(topic.path, _starting(lines, "review_by"), "review_by must come after checked_on")
    yield from _faults_by_line(topic, lines, contacts)
    seen: set[str] = set()
    for example in topic.examples:
        if example.casefold() in seen:
            yield Fault(topic.path, _starting(lines, f"- {example}"), "this example question stands here twice")
        seen.add(example.casefold())


def _faults_by_line(topic: Topic, lines: list[str], contacts: Contacts) -> Iterator[Fault]:
    for number, line in enumerate(lines, start=1):
        for key in contacts_named(line):
            if key not in contacts:
                yield Fault(topic.path, number, f"there is no contact {key!r} in contacts.toml")
        if (found := _TELEPHONE.search(line)) and not line.startswith(("url =", "name =")):
            yield Fault(topic.path, number, f"a telephone number stands here ({found[0].strip()}); write {{kontak:…}}")


def _sections(body: str, language: str, *, first_line: int) -> dict[str, str]:
    allowed = (MORE[language], EXAMPLES[language])
    parts: dict[str, list[str]] = {"": []}
    name = ""
    for number, line in enumerate(body.splitlines(), start=first_line):
        if line.startswith("#"):
            name = line.lstrip("#").strip()
            if name not in allowed or name in parts:
                raise BadTopic(number, f"the only headings are, once each: ## {allowed[0]}, ## {allowed[1]}")
            parts[name] = []
        else:
            parts[name].append(line)
    return {heading: "\n".join(lines).strip() for heading, lines in parts.items()}


def _list_items(text: str) -> tuple[str, ...]:
    return tuple(line[2:].strip() for line in text.splitlines() if line.startswith("- ") and line[2:].strip())


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date such as 2026-11-23")
    return value


def _line(lines: list[str], text: str) -> int:
    return _starting(lines, text.splitlines()[0]) if text else 1


def _starting(lines: list[str], start: str) -> int:
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(start)), 1)
