"""How well questions are matched to topics: our way beside four usual ones, in one run.

    python -m tests.bench.understanding QUESTIONS.csv [...]

All learn from the same example questions and titles and are asked the same questions, the rows of kind in and
emergency with a topic to be found. Each way has a process of its own, so times and memory are its own. Where a way
has a setting, the best on the first file is taken, which flatters the others a little; ours is used as it ships.

Hazard: what this flatters in ours. It also learns the cues of `lexicon.toml` and what `no_topic.toml` and the danger
examples say, and every edit of the content is tried against `content/questions`. Files nobody has worked on tell
more. Against ours counts that it may keep silent, which the others never do while they know a single word.
"""

import csv
import gc
import importlib
import multiprocessing
import os
import platform
import shlex
import sqlite3
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from content.normalize import load_lexicon, tokens, words_written

OFFERED = 3
TOKENIZER = "unicode61 remove_diacritics 2"  # FTS5's own: it knows no stems of Indonesian, and nor do the others

Words = Callable[[str], Sequence[str]]
Ask = Callable[[str], Sequence[str]]  # a question to the likeliest topics, best first


@dataclass(frozen=True)
class Corpus:
    """What every way learns from, by topic."""

    examples: Mapping[str, Sequence[str]]
    titles: Mapping[str, str]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Each title and example with its topic; those of a topic stand together."""
        return [(text, slug) for slug in self.examples for text in (self.titles[slug], *self.examples[slug])]


@dataclass(frozen=True)
class Question:
    text: str
    register: str
    right: frozenset[str]
    is_for_choosing: bool  # of the first file


@dataclass(frozen=True)
class Way:
    """`needs` are the modules it imports, `settings` what is tried on the first file."""

    name: str
    build: Callable[[Corpus, Words, Any], Ask]
    needs: tuple[str, ...]
    settings: tuple[Any, ...] = ("",)
    on_plain_words: bool = False


@dataclass(frozen=True)
class Result:
    way: Way
    setting: Any
    answers: Sequence[Sequence[str]]
    milliseconds: float  # median of a question
    importing: float  # seconds
    building: float  # seconds
    memory: float  # MB, after the last question, above what the process had before the imports

    def right(self, questions: Iterable[Question], fits: Callable[[Question], bool], most: int) -> int:
        """How many of the questions that fit have a right topic among so many offered."""
        pairs = zip(questions, self.answers, strict=True)
        return sum(fits(question) and not question.right.isdisjoint(offered[:most]) for question, offered in pairs)


def full_text(corpus: Corpus, words: Words, _: Any) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE topics USING fts5(slug UNINDEXED, said, tokenize = '{TOKENIZER}')")
    said: dict[str, list[str]] = {}
    for text, slug in corpus.texts:
        said.setdefault(slug, []).extend(words(text))
    database.executemany("INSERT INTO topics VALUES (?, ?)", [(slug, " ".join(said[slug])) for slug in said])

    def ask(text: str) -> list[str]:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(text)))
        wanted = "SELECT slug FROM topics WHERE topics MATCH ? ORDER BY bm25(topics) LIMIT ?"
        return [slug for (slug,) in database.execute(wanted, (query, OFFERED))] if query else []

    return ask


def bm25(corpus: Corpus, words: Words, gather: str) -> Ask:
    """A topic's score is that of its best example, or the sum over all of them."""
    import numpy as np
    from bm25s import BM25

    texts = corpus.texts
    names = list(dict.fromkeys(slug for _, slug in texts))
    sizes = Counter(slug for _, slug in texts)
    starts = np.cumsum([0, *(sizes[name] for name in names[:-1])])
    over = {"best": np.maximum, "sum": np.add}[gather]
    index = BM25()
    index.index([list(words(text)) for text, _ in texts], show_progress=False)

    def ask(text: str) -> list[str]:
        asked = list(words(text))
        if not asked:
            return []
        scores = over.reduceat(index.get_scores(asked), starts)
        return [names[at] for at in np.argsort(-scores, kind="stable")[:OFFERED] if scores[at] > 0]

    return ask


def fuzzy(corpus: Corpus, words: Words, scorer: str) -> Ask:
    """The topics of the likest examples; among equals the first in the list."""
    from rapidfuzz import fuzz, process

    slugs = [slug for _, slug in corpus.texts]
    examples = [" ".join(words(text)) for text, _ in corpus.texts]
    score = {"token_set_ratio": fuzz.token_set_ratio, "WRatio": fuzz.WRatio}[scorer]

    def ask(text: str) -> list[str]:
        found: dict[str, None] = {}
        for _, _, at in process.extract(" ".join(words(text)), examples, scorer=score, limit=None):
            found[slugs[at]] = None
            if len(found) == OFFERED:
                break
        return list(found)

    return ask


def linear(corpus: Corpus, words: Words, strength: float) -> Ask:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = corpus.texts
    vectors = TfidfVectorizer(analyzer=words)
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit(vectors.fit_transform([text for text, _ in texts]), [slug for _, slug in texts])

    def ask(text: str) -> list[str]:
        scores = model.decision_function(vectors.transform([text]))[0]
        return [str(model.classes_[at]) for at in (-scores).argsort(kind="stable")[:OFFERED]]

    return ask


def ours(corpus: Corpus, _: Words, __: Any) -> Ask:
    """What the library builds at start, with nothing kept from an earlier one."""
    from content.answering import Answering

    answering = Answering.of(corpus.examples, corpus.titles)
    return lambda text: [candidate.topic for candidate in answering.understand(text).candidates]


STRENGTHS = (1.0, 10.0, 100.0)
WAYS = (
    Way("1 SQLite FTS5", full_text, ()),
    Way("2 BM25", bm25, ("numpy", "bm25s"), ("best", "sum")),
    Way("2 BM25, plain words", bm25, ("numpy", "bm25s"), ("best", "sum"), on_plain_words=True),
    Way("3 rapidfuzz", fuzzy, ("rapidfuzz",), ("token_set_ratio", "WRatio")),
    Way("4 linear", linear, ("sklearn.linear_model", "sklearn.feature_extraction.text"), STRENGTHS),
    Way(
        "4 linear, plain words",
        linear,
        ("sklearn.linear_model", "sklearn.feature_extraction.text"),
        STRENGTHS,
        on_plain_words=True,
    ),
    Way("5 ours", ours, ("content.answering",)),
)


def plain_words(corpus: Corpus) -> Words:
    """Our normaliser, as it is in use."""
    from content.answering import LEXICON
    from content.ranking import usual_words

    lexicon = load_lexicon(tomllib.loads(LEXICON.read_text("utf-8"))).learned(usual_words(corpus.examples))
    return lambda text: tokens(text, lexicon)


def trial(way: Way, setting: Any, corpus: Corpus, questions: Sequence[Question]) -> Result:
    """To be run in a fresh process: what has been imported before costs nothing here."""
    process = psutil.Process()
    before, start = process.memory_info().rss, time.perf_counter()
    for name in way.needs:
        importlib.import_module(name)
    imported = time.perf_counter()
    ask = way.build(corpus, plain_words(corpus) if way.on_plain_words else words_written, setting)
    built = time.perf_counter()
    answers, times = [], []
    for question in questions:
        began = time.perf_counter()
        answers.append(ask(question.text))
        times.append((time.perf_counter() - began) * 1000)
    gc.collect()
    memory = (process.memory_info().rss - before) / 2**20
    return Result(way, setting, answers, median(times), imported - start, built - imported, memory)


def read(files: Sequence[Path]) -> Iterator[Question]:
    for file in files:
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if row["kind"] in {"in", "emergency"} and row["slugs"]:
                    right = frozenset(row["slugs"].split("|"))
                    yield Question(row["text"], row["register"], right, file == files[0])


def share(result: Result, questions: Sequence[Question], fits: Callable[[Question], bool], most: int) -> str:
    size = sum(map(fits, questions))
    return f"{result.right(questions, fits, most) / size:.1%}" if size else "-"


def chosen(results: Sequence[Result], questions: Sequence[Question]) -> Result:
    """The setting with the most right first on the first file, then the most among three; prints what was tried."""
    found = [[result.right(questions, lambda q: q.is_for_choosing, most) for most in (1, OFFERED)] for result in results]
    best = results[found.index(max(found))]
    tried = ", ".join(f"{result.setting} {one}/{three}" for result, (one, three) in zip(results, found, strict=True))
    if len(results) > 1:
        print(f"  {best.way.name}: {tried} -> {best.setting}", flush=True)
    return best


def tables(results: Sequence[Result], questions: Sequence[Question]) -> Iterator[str]:
    yield f"{'':24}{'setting':>16}{'first':>8}{'in three':>10}{'median ms':>11}{'import s':>10}{'build s':>9}{'MB':>7}"
    for result in results:
        one, three = (share(result, questions, lambda _: True, most) for most in (1, OFFERED))
        cost = f"{result.milliseconds:11.3f}{result.importing:10.2f}{result.building:9.2f}{result.memory:7.0f}"
        yield f"{result.way.name:24}{result.setting:>16}{one:>8}{three:>10}{cost}"
    registers = Counter(question.register for question in questions)
    for title, most in (("right topic first", 1), ("right topic among three", OFFERED)):
        yield f"\n{title:24}" + "".join(f"{name:>10}" for name in registers)
        yield f"{'  questions':24}" + "".join(f"{size:10}" for size in registers.values())
        for result in results:
            shares = (share(result, questions, lambda q, name=name: q.register == name, most) for name in registers)
            yield f"{result.way.name:24}" + "".join(f"{percent:>10}" for percent in shares)


def main(arguments: Sequence[str]) -> int:
    """The command line: 0 done, 2 wrong use."""
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    from content.library import Library

    topics = Library.load().topics["id"]
    corpus = Corpus({s: topic.examples for s, topic in topics.items()}, {s: topic.title for s, topic in topics.items()})
    questions = list(read([Path(argument) for argument in arguments]))
    known = {tuple(words_written(text)) for text, _ in corpus.texts}
    same = sum(tuple(words_written(question.text)) in known for question in questions)
    packages = ", ".join(f"{name} {version(name)}" for name in ("bm25s", "rapidfuzz", "scikit-learn", "numpy"))
    print(f"python -m tests.bench.understanding {shlex.join(arguments)}")
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{packages}, SQLite {sqlite3.sqlite_version} with tokenizer {TOKENIZER}")
    print(f"{sum(map(len, corpus.examples.values()))} example questions and {len(topics)} titles of {len(topics)} topics")
    print(f"{len(questions)} questions with a topic to be found, {same} of them word for word among the examples")
    size = sum(question.is_for_choosing for question in questions)
    print(f"\nsettings, right first/among three of the {size} of {arguments[0]}:")
    spawn = multiprocessing.get_context("spawn")
    results = []
    for way in WAYS:
        tried = []
        for setting in way.settings:
            with spawn.Pool(1) as pool:
                tried.append(pool.apply(trial, (way, setting, corpus, questions)))
        results.append(chosen(tried, questions))
    print("", *tables(results, questions), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
