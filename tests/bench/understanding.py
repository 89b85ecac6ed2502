"""How well questions are matched to topics: our way beside four usual ones, in one run.

    python -m tests.bench.understanding QUESTIONS.csv [...]

All learn from the same example questions and titles and are asked the same questions, the rows of kind in and
emergency with a topic to be found. Each way has a process of its own, so times and memory are its own. Where a way
has a setting, the best on the first file is taken, which flatters the others a little; ours is used as it ships.

Hazard: what is unequal all the same. Ours also learns the cues of `lexicon.toml`, what belongs to no topic and what
danger sounds like, and every edit of the content is tried against `content/questions`: files nobody has worked on
tell more. On the other side ours may keep silent, puts what helps in danger first, and its times hold that work.
"""

import csv
import importlib
import multiprocessing
import os
import platform
import sqlite3
import sys
import time
import tomllib
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

Corpus = Mapping[str, Sequence[str]]  # of each topic the title, then the example questions
Words = Callable[[str], Sequence[str]]
Ask = Callable[[str], Sequence[str]]  # a question to the likeliest topics, best first


@dataclass(frozen=True)
class Question:
    text: str
    register: str
    right: frozenset[str]


@dataclass(frozen=True)
class Way:
    name: str
    build: Callable[[Corpus, Words, Any], Ask]
    needs: tuple[str, ...]  # the modules it imports
    settings: tuple[Any, ...] = ("default",)  # what is tried on the first file
    on_plain_words: bool = False


@dataclass(frozen=True)
class Result:
    way: Way
    setting: Any
    answers: Mapping[Question, Sequence[str]]
    milliseconds: float  # median of a question
    importing: float  # seconds
    building: float  # seconds
    memory: float  # MB, after the last question, above what the process had before the imports

    def right(self, questions: Iterable[Question], most: int) -> int:
        """How many of the questions have a right topic among so many offered."""
        return sum(not question.right.isdisjoint(self.answers[question][:most]) for question in questions)


def taught(corpus: Corpus) -> list[tuple[str, str]]:
    """Each text with its topic; those of a topic stand together."""
    return [(text, slug) for slug, texts in corpus.items() for text in texts]


def without_titles(corpus: Corpus) -> Corpus:
    return {slug: texts[1:] for slug, texts in corpus.items()}


def full_text(corpus: Corpus, words: Words, _: Any) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE topics USING fts5(slug UNINDEXED, said, tokenize = '{TOKENIZER}')")
    said = {slug: " ".join(word for text in texts for word in words(text)) for slug, texts in corpus.items()}
    database.executemany("INSERT INTO topics VALUES (?, ?)", said.items())

    def ask(text: str) -> list[str]:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(text)))
        wanted = "SELECT slug FROM topics WHERE topics MATCH ? ORDER BY bm25(topics) LIMIT ?"
        return [slug for (slug,) in database.execute(wanted, (query, OFFERED))] if query else []

    return ask


def bm25(corpus: Corpus, words: Words, gather: str) -> Ask:
    """A topic's score is that of its best example, or the sum over all of them."""
    import bm25s
    import numpy as np

    names, over = list(corpus), {"best": np.maximum, "sum": np.add}[gather]
    starts = np.cumsum([0, *map(len, corpus.values())])[:-1]
    index = bm25s.BM25()
    index.index([list(words(text)) for text, _ in taught(corpus)], show_progress=False)

    def ask(text: str) -> list[str]:
        scores = over.reduceat(index.get_scores(list(words(text)) or [" "]), starts)  # it fails on no words
        return [names[at] for at in np.argsort(-scores, kind="stable")[:OFFERED] if scores[at] > 0]

    return ask


def fuzzy(corpus: Corpus, words: Words, scorer: str) -> Ask:
    """The topics of the likest examples; among equals the first in the list."""
    from rapidfuzz import fuzz, process

    slugs = [slug for _, slug in taught(corpus)]
    examples = [" ".join(words(text)) for text, _ in taught(corpus)]

    def ask(text: str) -> list[str]:
        found = process.extract(" ".join(words(text)), examples, scorer=getattr(fuzz, scorer), limit=None)
        return list(dict.fromkeys(slugs[at] for _, _, at in found))[:OFFERED]

    return ask


def linear(corpus: Corpus, words: Words, strength: float) -> Ask:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts, slugs = zip(*taught(corpus), strict=True)
    vectors = TfidfVectorizer(analyzer=words)
    model = LogisticRegression(C=strength, max_iter=1000).fit(vectors.fit_transform(texts), slugs)

    def ask(text: str) -> list[str]:
        scores = model.decision_function(vectors.transform([text]))[0]
        return [str(model.classes_[at]) for at in (-scores).argsort(kind="stable")[:OFFERED]]

    return ask


def ours(corpus: Corpus, _: Words, __: Any) -> Ask:
    """What the library builds at start, with nothing kept from an earlier one."""
    from content.answering import Answering

    answering = Answering.of(without_titles(corpus), {slug: texts[0] for slug, texts in corpus.items()})
    return lambda text: [candidate.topic for candidate in answering.understand(text).candidates]


LINEAR = (linear, ("sklearn.linear_model", "sklearn.feature_extraction.text"), (1.0, 10.0, 100.0))  # its own: 1
BM25 = (bm25, ("numpy", "bm25s"), ("best", "sum"))
WAYS = (
    Way("1 SQLite FTS5", full_text, ()),
    Way("2 BM25", *BM25),
    Way("2 BM25, plain words", *BM25, on_plain_words=True),
    Way("3 rapidfuzz", fuzzy, ("rapidfuzz",), ("token_set_ratio", "WRatio")),
    Way("4 linear", *LINEAR),
    Way("4 linear, plain words", *LINEAR, on_plain_words=True),
    Way("5 ours", ours, ("content.answering",)),
)


def plain_words(corpus: Corpus) -> Words:
    from content.answering import LEXICON
    from content.ranking import usual_words

    lexicon = load_lexicon(tomllib.loads(LEXICON.read_text("utf-8"))).learned(usual_words(without_titles(corpus)))
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
    answers, times = {}, []
    for question in questions:
        began = time.perf_counter()
        answers[question] = ask(question.text)
        times.append((time.perf_counter() - began) * 1000)
    memory = (process.memory_info().rss - before) / 2**20
    return Result(way, setting, answers, median(times), imported - start, built - imported, memory)


def read(file: Path) -> list[Question]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] in {"in", "emergency"} and row["slugs"]]
    return [Question(row["text"], row["register"], frozenset(row["slugs"].split("|"))) for row in rows]


def chosen(results: Sequence[Result], questions: Sequence[Question]) -> Result:
    """The setting with the most right first, then the most among three; prints what was tried."""
    found = [tuple(result.right(questions, most) for most in (1, OFFERED)) for result in results]
    best = results[found.index(max(found))]
    tried = ", ".join(f"{result.setting} {one}/{three}" for result, (one, three) in zip(results, found, strict=True))
    print(f"  {best.way.name}: {tried} -> {best.setting}", flush=True)
    return best


def tables(results: Sequence[Result], questions: Sequence[Question]) -> Iterator[str]:
    yield f"{'':24}{'setting':>16}{'first':>8}{'in three':>10}{'median ms':>11}{'import s':>10}{'build s':>9}{'MB':>7}"
    for result in results:
        one, three = (f"{result.right(questions, most) / len(questions):.1%}" for most in (1, OFFERED))
        cost = f"{result.milliseconds:11.3f}{result.importing:10.2f}{result.building:9.2f}{result.memory:7.0f}"
        yield f"{result.way.name:24}{result.setting:>16}{one:>8}{three:>10}{cost}"
    registers = {q.register: [other for other in questions if other.register == q.register] for q in questions}
    for title, most in (("right topic first", 1), ("right topic among three", OFFERED)):
        yield f"\n{title:24}" + "".join(f"{name:>10}" for name in registers)
        yield f"{'  questions':24}" + "".join(f"{len(asked):10}" for asked in registers.values())
        for result in results:
            shares = (result.right(asked, most) / len(asked) for asked in registers.values())
            yield f"{result.way.name:24}" + "".join(f"{share:10.1%}" for share in shares)


def about(corpus: Corpus, questions: Sequence[Question], arguments: Sequence[str]) -> Iterator[str]:
    known = {tuple(words_written(text)) for text, _ in taught(corpus)}
    same = sum(tuple(words_written(question.text)) in known for question in questions)
    packages = ", ".join(f"{name} {version(name)}" for name in ("bm25s", "rapidfuzz", "scikit-learn", "numpy"))
    yield f"python -m tests.bench.understanding {' '.join(arguments)}"
    yield f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"{packages}, SQLite {sqlite3.sqlite_version} with tokenizer {TOKENIZER}"
    yield f"{len(taught(corpus)) - len(corpus)} example questions and the titles of {len(corpus)} topics"
    yield f"{len(questions)} questions with a topic to be found, {same} of them word for word among the examples"


def main(arguments: Sequence[str]) -> int:
    """The command line: 0 done, 2 wrong use."""
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    from content.library import Library

    corpus = {slug: (topic.title, *topic.examples) for slug, topic in Library.load().topics["id"].items()}
    files = [read(Path(argument)) for argument in arguments]
    questions = [question for file in files for question in file]
    print(*about(corpus, questions, arguments), sep="\n")
    print(f"\nsettings, right first/among three of the {len(files[0])} of {arguments[0]}:")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        tried = ([fresh.apply(trial, (way, setting, corpus, questions)) for setting in way.settings] for way in WAYS)
        results = [chosen(of_way, files[0]) for of_way in tried]
    print("", *tables(results, questions), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
