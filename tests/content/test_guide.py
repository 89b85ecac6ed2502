"""The route guide: wherever the five taps lead, it is to legal routes that fit, or to a word on what to do instead."""

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.i18n import LANGUAGES
from bot.replies import act
from content.guide import Guide

CONTENT = Path(__file__).parents[2] / "content"
FILE = CONTENT / "guide.toml"
ROOM = 3500  # letters of a message, when its frame and the titles of the routes are taken off


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide.read(FILE)


@pytest.fixture(scope="module")
def topics() -> dict[str, Path]:
    return {path.stem: path for path in (CONTENT / "topics" / "id").glob("*/*.md")}


@pytest.fixture(scope="module")
def everyone(guide: Guide) -> list[str]:
    """Every way of answering."""
    return ["".join(letters) for letters in product(*(question.options for question in guide.questions))]


def routes(guide: Guide, answers: str) -> list[str]:
    return [route.topic for route in guide.routes_for(answers)]


def notes(guide: Guide, answers: str) -> list[str]:
    return [note.topic for note in guide.notes_for(answers)]


def chosen(guide: Guide, *labels: str) -> str:
    """The letters of whoever taps these buttons."""
    return "".join(
        next(letter for letter, words in question.options.items() if words["id"].startswith(label))
        for question, label in zip(guide.questions, labels, strict=True)
    )


# The file


def test_the_file_has_no_faults(guide: Guide, topics: dict[str, Path]) -> None:
    assert list(guide.faults(topics)) == []


@pytest.mark.parametrize("when", [{"age": "z"}, {"destinaton": "a"}])
def test_a_slip_in_when_is_found(topics: dict[str, Path], when: dict[str, str]) -> None:
    """A misspelt question would otherwise fit everybody, and a letter that is not there nobody."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    data["notes"].append({"when": when, "text": {"id": "", "en": ""}, "topic": "kontak"})
    assert [fault.reason.split(":")[0] for fault in Guide(data, FILE).faults(topics)] == ["when"]


def test_nothing_in_the_file_is_lost_to_a_namesake(guide: Guide) -> None:
    """A second route of the same topic, or a second answer of the same letter, would replace the first."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    assert len(guide.routes) == len(data["routes"])
    assert [len(question.options) for question in guide.questions] == [len(q["options"]) for q in data["questions"]]
    assert {item.key for route in guide.routes.values() for item in route.checklist} == set(data["items"])


def test_there_are_five_questions_of_a_few_answers(guide: Guide) -> None:
    assert [question.key for question in guide.questions] == ["age", "school", "skill", "destination", "papers"]
    for question in guide.questions:
        assert 3 <= len(question.options) <= 7
        assert list(question.options) == list("abcdefg"[: len(question.options)])


def test_everything_is_said_in_both_languages(guide: Guide) -> None:
    def texts(data: Any) -> Iterator[dict[str, str]]:
        if isinstance(data, dict) and "id" in data:
            yield data
        elif isinstance(data, dict | list):
            for value in data.values() if isinstance(data, dict) else data:
                yield from texts(value)

    found = list(texts(tomllib.loads(FILE.read_text("utf-8"))))
    assert len(found) > len(guide.routes) + len(guide.notes)
    assert [text for text in found if not all(text.get(language, "").strip() for language in LANGUAGES)] == []


def test_texts_hold_no_markup(guide: Guide) -> None:
    """They are shown as they stand: neither bold nor a contact would be understood."""
    said = [note.text for note in guide.notes] + [route.why for route in guide.routes.values()]
    assert not any(sign in text for words in said for text in words.values() for sign in ("**", "{", "](", "<"))


# Where the answers lead


def test_every_answer_leads_somewhere_and_to_at_most_four_routes(guide: Guide, everyone: list[str]) -> None:
    for answers in everyone:
        assert len(routes(guide, answers)) <= 4, answers
        assert routes(guide, answers) or notes(guide, answers), answers


def test_nobody_under_18_gets_a_route(guide: Guide, everyone: list[str]) -> None:
    children = [answers for answers in everyone if answers.startswith("a")]
    assert {tuple(routes(guide, answers)) for answers in children} == {()}
    assert {notes(guide, answers)[0] for answers in children} == {"batas-usia"}


def test_only_children_and_housework_in_the_middle_east_are_stopped(guide: Guide, everyone: list[str]) -> None:
    stopped = {answers for answers in everyone if any(note.stops for note in guide.notes_for(answers))}
    assert stopped == {answers for answers in everyone if answers[0] == "a" or answers[2:4] == "af"}


def test_every_route_and_every_note_is_reached(guide: Guide, everyone: list[str]) -> None:
    assert {topic for answers in everyone for topic in routes(guide, answers)} == guide.routes.keys()
    assert {id(note) for answers in everyone for note in guide.notes_for(answers)} == {id(n) for n in guide.notes}


def test_nobody_is_sent_to_a_private_home_on_a_contract_of_his_own(guide: Guide, everyone: list[str]) -> None:
    housework = [answers for answers in everyone if answers[2] == "a"]
    assert not any("mandiri" in routes(guide, answers) for answers in housework)


@pytest.mark.parametrize("answers", ["z", "A", "bz", "bcbaaa", "bcba1", " ", "bcba\n", "ë"])
def test_forged_answers_are_refused(guide: Guide, answers: str) -> None:
    with pytest.raises(ValueError, match="answer"):
        guide.question(answers)


def test_questions_follow_each_other_until_all_are_answered(guide: Guide) -> None:
    asked = [guide.question("bcbaa"[:given]) for given in range(6)]
    assert asked == [*guide.questions, None]


# What fits


def test_labels_and_button_data_fit(guide: Guide, everyone: list[str]) -> None:
    labels = [words[lang] for q in guide.questions for words in q.options.values() for lang in LANGUAGES]
    assert [label for label in labels if len(label) > 30] == []
    assert {len(act("guide", answers)) for answers in everyone} == {len("guide:") + 5}
    for route in guide.routes.values():
        assert act("route", route.topic)
        assert all(act("tick", route.topic, item.key) for item in route.checklist)


def test_lists_are_short_and_hold_nothing_twice(guide: Guide) -> None:
    for route in guide.routes.values():
        keys = [item.key for item in route.checklist]
        assert 6 <= len(set(keys)) == len(keys) <= 11, route.topic
        for item in route.checklist:
            assert all(len(item.text[language]) <= 60 for language in LANGUAGES), item.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_to_one_person_fits_into_a_message(guide: Guide, everyone: list[str], language: str) -> None:
    for answers in everyone:
        said = [note.text[language] for note in guide.notes_for(answers)]
        said += [route.why[language] for route in guide.routes_for(answers)]
        assert sum(map(len, said)) < ROOM, answers


# Journeys


@pytest.mark.parametrize(
    ("labels", "first"),
    [
        ("27–35|SD|Rumah tangga|Malaysia|Belum punya", "p-to-p"),  # a woman from Soe
        ("21–26|SD|Kebun|Malaysia|Sudah punya", "p-to-p"),
        ("21–26|D3/S1 keperawatan|Perawat|Jerman|Sudah punya", "g-to-g-jerman"),
        ("27–35|D3/S1 keperawatan|Perawat|Jepang|Belum punya", "g-to-g-jepang"),
        ("36–39|D3/S1 keperawatan|Perawat|Jepang|Belum punya", "ssw-jepang"),  # past 35
        ("18–20|SMP|Belum ada|Korea|Belum punya", "g-to-g-korea"),
        ("40|SMA|Lulus bahasa|Jepang|Sudah punya", "ssw-jepang"),
        ("21–26|SMA|Hotel|Jerman|Punya majikan", "mandiri"),
        ("27–35|SMP|Kapal|Belum tahu|Sudah punya", "pelaut"),
        ("36–39|SD|Rumah tangga|Taiwan|Mau kembali", "perpanjangan-kontrak"),
    ],
)
def test_the_most_fitting_route_comes_first(guide: Guide, labels: str, first: str) -> None:
    assert routes(guide, chosen(guide, *labels.split("|")))[0] == first


@pytest.mark.parametrize(
    ("labels", "topic"),
    [
        ("21–26|SMP|Kebun|Malaysia|Diajak", "ciri-calo"),
        ("Di bawah 18|SMP|Belum ada|Malaysia|Diajak", "kontak"),
        ("27–35|SD|Rumah tangga|Malaysia|Punya majikan", "mandiri"),
        ("27–35|SMA|Hotel|Arab|Sudah punya", "timur-tengah"),
        ("40|SMA|Belum ada|Malaysia|Sudah punya", "batas-usia"),
        ("40|SMA|Belum ada|Korea|Sudah punya", "batas-usia"),
        ("21–26|SD|Belum ada|Korea|Sudah punya", "g-to-g-korea"),
        ("36–39|D3/S1 keperawatan|Perawat|Jepang|Sudah punya", "perawat"),
        ("36–39|D3/S1 keperawatan|Perawat|Jerman|Sudah punya", "g-to-g-jerman"),
        ("27–35|SMA|Hotel|Jerman|Sudah punya", "eropa"),
        ("27–35|SMA|Lulus bahasa|Belum tahu|Sudah punya", "ssw-jepang"),
        ("27–35|SMA|Kebun|Malaysia|Belum punya", "alur-pendaftaran"),
    ],
)
def test_what_must_be_said_is_said(guide: Guide, labels: str, topic: str) -> None:
    assert topic in notes(guide, chosen(guide, *labels.split("|")))


def test_an_invitation_is_always_spoken_of(guide: Guide, everyone: list[str]) -> None:
    invited = [answers for answers in everyone if answers.endswith("d")]
    assert all({"ciri-calo", "kontak"} & set(notes(guide, answers)) for answers in invited)
