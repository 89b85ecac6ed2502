"""All content, read and checked once at start."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from content.answering import Answering
from content.contacts import Contacts
from content.countries import Countries
from content.faults import ContentError, Fault
from content.guide import Guide
from content.indicators import Indicators
from content.markup import to_html
from content.offers import Offers
from content.places import Register
from content.topics import BadTopic, Topic, faults_in, read_topic

FOLDER = Path(__file__).parent
OLD_SOURCE = timedelta(days=2 * 365)
DUE_SOON = timedelta(days=45)
FIRST_LANGUAGE = "id"  # every topic has it; other languages have some


@dataclass(frozen=True)
class Library:
    """Topics by language and slug, the groups of the menu, contacts, places and indicators."""

    topics: Mapping[str, Mapping[str, Topic]]
    groups: Mapping[str, Mapping[str, str]]
    contacts: Contacts
    places: Register
    indicators: Indicators
    answering: Answering
    countries: Countries
    offers: Offers
    guide: Guide

    @classmethod
    def load(cls, folder: Path = FOLDER, *, cache: Path | None = None) -> "Library":
        """The content in use; raises `ContentError` with every fault where any stands in the way.

        `cache` is a file in which the fitted ranker may be kept for the next start.
        """
        library, faults = cls.inspect(folder, cache=cache)
        if faults:
            raise ContentError(sorted(faults))
        return library

    @classmethod
    def inspect(cls, folder: Path = FOLDER, *, cache: Path | None = None) -> "tuple[Library, list[Fault]]":
        """All content that can be read, and everything that is wrong with the rest."""
        contacts, contact_faults = Contacts.read(folder / "contacts.toml")
        indicators, indicator_faults = Indicators.read(folder / "indicators.toml")
        groups = tomllib.loads((folder / "topics" / "groups.toml").read_text("utf-8"))
        topics, topic_faults = _read_topics(folder / "topics", groups)
        first = topics[FIRST_LANGUAGE]
        examples = {slug: topic.examples for slug, topic in first.items()}
        titles = {slug: topic.title for slug, topic in first.items()}
        answering = Answering.of(examples, titles, cache=cache)
        countries = Countries.read(folder / "countries.toml")
        offers, guide = Offers.read(folder / "offers.toml"), Guide.read(folder / "guide.toml")
        library = cls(topics, groups, contacts, Register.load(), indicators, answering, countries, offers, guide)
        faults = [*contact_faults, *indicator_faults, *topic_faults, *library._faults()]
        return library, faults

    def topic(self, slug: str, language: str) -> Topic | None:
        """The answer in that language, or in Indonesian where it has not been translated; None for no such slug."""
        return self.topics.get(language, {}).get(slug) or self.topics[FIRST_LANGUAGE].get(slug)

    def in_group(self, group: str, language: str) -> list[Topic]:
        """The answers of a group in the order of their titles."""
        slugs = [topic.slug for topic in self.topics[FIRST_LANGUAGE].values() if topic.group == group]
        return sorted(
            (self.topics.get(language, {}).get(s) or self.topics[FIRST_LANGUAGE][s] for s in slugs),
            key=lambda t: t.title,
        )

    def due(self, today: date) -> list[Topic]:
        """Answers past their review date, the longest due first."""
        late = [t for topics in self.topics.values() for t in topics.values() if t.is_due(today)]
        return sorted(late, key=lambda topic: topic.review_by)

    def with_old_sources(self, today: date) -> list[Topic]:
        """Answers none of whose sources is of the last two years, by title."""
        recent = today - OLD_SOURCE
        old = [t for t in self.topics[FIRST_LANGUAGE].values() if not any(s.is_since(recent) for s in t.sources)]
        return sorted(old, key=lambda topic: topic.title)

    def html(self, text: str, language: str) -> str:
        return to_html(text, self.contacts, language)

    def _faults(self) -> Iterator[Fault]:
        for topic in _all(self.topics):
            yield from faults_in(topic, self.contacts)
            for slug in topic.related:
                if slug not in self.topics[FIRST_LANGUAGE]:
                    yield Fault(topic.path, 1, f"related: there is no topic {slug!r}")
            if topic.slug not in self.topics[FIRST_LANGUAGE]:
                yield Fault(topic.path, 1, "there is no Indonesian answer of this name")
        for contact in self.contacts.values():
            if contact.country not in {*self.countries, "ID", "*"}:
                yield Fault(
                    self.contacts.path, 1, f"contact {contact.key}: {contact.country!r} is not in countries.toml"
                )
        yield from self.offers.faults(self.topics[FIRST_LANGUAGE])
        yield from self.guide.faults(self.topics[FIRST_LANGUAGE])
        for reason in self.answering.faults():
            yield Fault(FOLDER / "lexicon.toml", 1, reason)
        yield from _shared_examples(list(self.topics[FIRST_LANGUAGE].values()))


def _read_topics(folder: Path, groups: Mapping[str, object]) -> tuple[dict[str, dict[str, Topic]], list[Fault]]:
    topics: dict[str, dict[str, Topic]] = {FIRST_LANGUAGE: {}}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*/*/*.md")):
        language, group = path.parts[-3:-1]
        if group not in groups:
            faults.append(Fault(path, 1, f"there is no group {group!r} in groups.toml"))
        try:
            topic = read_topic(path, language)
        except BadTopic as error:
            faults.append(Fault(path, error.fault_line, str(error)))
            continue
        if topics.setdefault(language, {}).setdefault(topic.slug, topic) is not topic:
            faults.append(
                Fault(
                    path,
                    1,
                    f"a second answer of this name; the first is in {topics[language][topic.slug].group}",
                )
            )
    return topics, faults


def _shared_examples(topics: Sequence[Topic]) -> Iterator[Fault]:
    """The same question cannot teach two topics."""
    count = Counter(example.casefold() for topic in topics for example in topic.examples)
    first: dict[str, Topic] = {}
    for topic in topics:
        for example in topic.examples:
            if count[example.casefold()] < 2:
                continue
            other = first.setdefault(example.casefold(), topic)
            if other is not topic:
                line = topic.path.read_text("utf-8").splitlines().index(f"- {example}") + 1
                yield Fault(topic.path, line, f"this example question stands in {other.slug}, too")


def _all(topics: Mapping[str, Mapping[str, Topic]]) -> Iterator[Topic]:
    for of_language in topics.values():
        yield from of_language.values()
