"""The gate every edit of the content passes: our own questions, danger above all."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from content.answering import Answering
from content.gate import FOLDER, MISSED, Trial
from content.library import FOLDER as CONTENT
from content.library import Library


@pytest.fixture(scope="module")
def trial(library: Library) -> Trial:
    return Trial.of(library.answering)


def without(library: Library, slug: str) -> Answering:
    """Understanding as it would be after somebody deleted most examples of a topic."""
    topics = library.topics["id"]
    examples = {name: topic.examples if name != slug else topic.examples[:1] for name, topic in topics.items()}
    return Answering.of(examples, {name: topic.title for name, topic in topics.items()})


def test_the_content_as_shipped_passes(trial: Trial) -> None:
    assert list(trial.faults()) == []


def test_what_is_missed_is_written_down_exactly(trial: Trial) -> None:
    """Neither more, which would leave room for a worse edit, nor less."""
    assert MISSED.read_text("utf-8").splitlines() == sorted(outcome.text for outcome in trial.missed)


def test_an_edit_that_loses_questions_is_refused_and_names_them(library: Library) -> None:
    faults = [str(fault) for fault in Trial.of(without(library, "paspor")).faults()]
    assert any("of our questions are missed" in fault for fault in faults)
    assert any("paspor" in fault for fault in faults)


def test_a_danger_no_longer_heard_is_refused_however_good_the_rest(trial: Trial) -> None:
    heard = next(outcome for outcome in trial.outcomes if outcome.kind == "emergency" and not outcome.is_missed)
    deaf = replace(heard, understood=replace(heard.understood, kind="unknown"))
    better = [outcome for outcome in trial.outcomes if not outcome.is_missed and outcome is not heard]
    faults = [str(fault) for fault in Trial([*better, deaf], trial.accepted).faults()]
    assert any("danger is no longer heard" in fault for fault in faults)


def test_accepting_makes_today_the_measure(library: Library, tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    worse = without(library, "paspor")
    Trial.of(worse, tmp_path).accept(tmp_path)
    assert list(Trial.of(worse, tmp_path).faults(tmp_path)) == []


def test_nothing_is_learnt_from_the_questions(library: Library, trial: Trial) -> None:
    """A question that is also an example would make the measure lie."""
    files = [tomllib.loads((CONTENT / name).read_text("utf-8")) for name in ("danger_examples.toml", "no_topic.toml")]
    learnt = {line for data in files for lines in data.values() for line in lines.casefold().splitlines()}
    learnt |= {example.casefold() for topic in library.topics["id"].values() for example in topic.examples}
    assert {outcome.text.casefold() for outcome in trial.outcomes} & learnt == set()
