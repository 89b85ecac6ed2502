"""The fields of an outreach session: what is taken, what is asked back, and what a forged button cannot do."""

from datetime import date

import pytest

from bot.forms.engine import Accepted, Answer, Asked, Field
from bot.forms.session import (
    DETAILS,
    MATERIALS,
    MODES,
    NOTE_LIMIT,
    PROVENANCE,
    DateField,
    MaterialsField,
    ModeField,
    PeopleField,
    PlaceField,
    SharesField,
    TextField,
    session_fields,
)
from bot.session_draft import report_of, values_of
from content.places import Register
from storage.sessions import Report

TODAY = date(2026, 11, 24)
NIFUKANI = "53.02.07.2015"
BATNUN = "53.02.06.2015"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def asked(answer: Answer) -> str:
    """The message that says why the input was not taken."""
    assert isinstance(answer, Asked)
    return answer.key


def test_the_order_of_the_form(register: Register) -> None:
    fields = session_fields(register, (), TODAY)
    assert [f.name for f in fields if not f.is_optional] == ["place", "held_on", "mode", "people", "materials"]
    assert [f.name for f in fields if f.is_optional] == ["shares", *DETAILS, "note"]


def test_a_report_becomes_answers_and_the_same_report_again() -> None:
    """Whoever corrects one field loses none of the others, nor where an imported session came from."""
    details = {name: name for name in (*DETAILS, *PROVENANCE)}
    split = {NIFUKANI: (5, 5, 0), BATNUN: (30, 34, 1)}
    report = Report(TODAY, "online", NIFUKANI, 35, 39, 1, ("procedure",), "note", details, split)
    assert report_of(values_of(report)) == report


# Where


def test_only_an_exact_unique_village_is_taken_as_typed(register: Register) -> None:
    field = PlaceField(register)
    assert field.read(NIFUKANI) == field.read("Nifukani") == Accepted(NIFUKANI)
    answer = field.read("Oinlasi")
    assert isinstance(answer, Asked)
    assert len(answer.options) == 3
    assert all(isinstance(field.choose(option.raw), Accepted) for option in answer.options)
    assert asked(field.read("Atlantis Raya")) == "session.place_unknown"


def test_a_misspelt_village_is_offered_and_never_taken(register: Register) -> None:
    answer = PlaceField(register).read("Nifukanni")
    assert isinstance(answer, Asked)
    assert NIFUKANI in {option.raw for option in answer.options}


@pytest.mark.parametrize(
    "raw",
    ["", "53", "53.99.99.9999", "nifukani", " 53.02.07.2015", "53.02.07.2015\0", "../x", "9" * 60],
)
def test_a_forged_place_must_be_the_code_of_a_place_below_the_province(register: Register, raw: str) -> None:
    assert asked(PlaceField(register).choose(raw)) == "session.place_unknown"


def test_the_people_of_an_online_session_by_village(register: Register) -> None:
    field = SharesField(register)
    both = Accepted({BATNUN: [0, 0, 20], NIFUKANI: [10, 20, 0]})
    for text in (
        "Batnun 20, Nifukani L10 P20",
        "Batnun: 20 orang\nNifukani: L 10 P 20",
        "Desa Batnun kec Amanuban Selatan = 20; Nifukani – laki-laki 10 perempuan 20",
    ):
        assert field.read(text) == both
    assert field.read("-") == Accepted({})
    assert field.choose("none") == Accepted({})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nifukani", "session.shares_unread"),
        ("Nifukani 0; Nusa 3", "session.shares_unread"),
        ("Nifukani 1,960; Oesao 3", "session.shares_unread"),
        ("Nifukani 99999; Oesao 3", "session.shares_unread"),
        ("30", "session.shares_unread"),
        ("Oinlasi 5; Nifukani 4", "session.shares_place"),
        ("Nifukanni 5; Oesao 4", "session.shares_place"),
        ("Atlantis Raya 5; Nifukani 4", "session.shares_place"),
        ("Nifukani 5; Nifukani 4", "session.shares_twice"),
        ("Nifukani 5", "session.shares_few"),
        ("", "session.shares_few"),
    ],
)
def test_a_split_that_is_not_plain_is_asked(register: Register, text: str, why: str) -> None:
    assert asked(SharesField(register).read(text)) == why


# When


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("besok", "session.date_unread"),
        ("25/11/2026", "session.date_future"),
        ("24/11/2027", "session.date_future"),
        ("24/9/2026", "session.date_old"),
        ("1/1/2020", "session.date_old"),
    ],
)
def test_a_day_to_come_is_refused_and_one_long_past_is_asked_again(text: str, key: str) -> None:
    assert asked(DateField(TODAY).read(text)) == key


def test_sixty_days_ago_is_the_oldest_day_taken_at_once() -> None:
    assert DateField(TODAY).read("25/9/2026") == Accepted("2026-09-25")


def test_an_old_day_confirmed_is_taken() -> None:
    answer = DateField(TODAY).read("1 Januari 2026")
    assert isinstance(answer, Asked)
    assert answer.values == {"day": date(2026, 1, 1), "days": 327}
    (yes,) = answer.options
    assert DateField(TODAY).choose(yes.raw) == Accepted("2026-01-01")


@pytest.mark.parametrize("raw", ["", "kemarin", "2026-02-30", "2026-11-24T10:00", "0000-00-00", "10000-01-01", "1e3"])
def test_a_forged_day_must_be_a_day(raw: str) -> None:
    assert asked(DateField(TODAY).choose(raw)) == "session.date_unread"


def test_a_forged_day_to_come_is_refused_too() -> None:
    assert asked(DateField(TODAY).choose("2026-11-25")) == "session.date_future"


# How


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        *[("Tatap muka", "face_to_face"), ("langsung di balai desa", "face_to_face"), ("offline", "face_to_face")],
        *[("daring", "online"), ("lewat ZOOM", "online"), ("webinar", "online")],
        *[("luring dan daring", None), ("", None), ("biasa saja", None)],
    ],
)
def test_the_mode_is_read_or_asked_with_both_buttons(text: str, mode: str | None) -> None:
    answer = ModeField().read(text)
    if mode:
        assert answer == Accepted(mode)
    else:
        assert isinstance(answer, Asked)
        assert tuple(option.raw for option in answer.options) == MODES


@pytest.mark.parametrize("raw", ["", "Online", "hybrid", "online ", "face_to_face;drop"])
def test_a_forged_mode_is_asked_again(raw: str) -> None:
    assert asked(ModeField().choose(raw)) == "session.mode_unread"


# How many


def test_doubtful_counts_are_taken_only_after_a_yes() -> None:
    field = PeopleField()
    assert field.read("L 999 P 1000") == Accepted([999, 1000, 0])
    for text, counts in (("0", [0, 0, 0]), ("2000", [0, 0, 2000]), ("L 1500 P 1500", [1500, 1500, 0])):
        answer = field.read(text)
        assert isinstance(answer, Asked)
        assert (answer.key, answer.values) == ("session.people_sure", {"total": sum(counts)})
        (yes,) = answer.options
        assert field.choose(yes.raw) == Accepted(counts)


@pytest.mark.parametrize("text", ["1000000", "99.999.999", "L 1000000 P 1", "9" * 4096])
def test_counts_nobody_can_have_are_not_taken(text: str) -> None:
    assert asked(PeopleField().read(text)) == "session.people_unread"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "75",
        "1.2",
        "1.2.3.4",
        "-1.0.0",
        "1.-2.3",
        "a.b.c",
        "..",
        "1. 2.3",
        "+1.0.0",
        "1e3.0.0",
        "9999999.0.0",
        "²..1",
    ],
)
def test_forged_counts_must_be_three_numbers(raw: str) -> None:
    assert asked(PeopleField().choose(raw)) == "session.people_unread"


# What about


def test_materials_are_ticked_unticked_and_kept_in_one_order() -> None:
    field, chosen = MaterialsField(), list[str]()
    for raw, after in (
        ("other", ["other"]),
        ("safe_migration", ["safe_migration", "other"]),
        ("other", ["safe_migration"]),
        ("procedure", ["safe_migration", "procedure"]),
    ):
        answer = field.choose(raw, chosen)
        assert isinstance(answer, Asked)
        assert answer.values == {"chosen": after}
        chosen = after
    assert field.choose("done", chosen) == Accepted(["safe_migration", "procedure"])


@pytest.mark.parametrize("before", [None, [], "safe_migration", {"safe_migration": 1}, ["forged"], [["x"]], 7])
def test_no_materials_are_never_done(before: object) -> None:
    """Neither an empty list nor whatever else may stand in a draft lets the field be closed."""
    assert MaterialsField().choose("done", before) == Asked("session.materials_tap", {"chosen": []})


@pytest.mark.parametrize("raw", ["", "forged", "done ", "safe_migration,other"])
def test_a_forged_material_changes_nothing(raw: str) -> None:
    assert MaterialsField().choose(raw, ["other"]) == Asked("session.materials_tap", {"chosen": ["other"]})


def test_materials_are_not_guessed_from_words() -> None:
    assert asked(MaterialsField().read("Migrasi aman")) == "session.materials_tap"


# A note


def test_a_note_is_kept_without_its_edges_up_to_its_limit() -> None:
    field = TextField("note", NOTE_LIMIT)
    assert field.read("  hujan <b>  ") == Accepted("hujan <b>")
    assert field.read("x" * NOTE_LIMIT) == Accepted("x" * NOTE_LIMIT)
    assert asked(field.read("x" * (NOTE_LIMIT + 1))) == "session.note_long"


@pytest.mark.parametrize("raw", ["none", "", "DROP TABLE", "x" * 60])
def test_a_forged_note_is_no_note(raw: str) -> None:
    assert TextField("note", NOTE_LIMIT).choose(raw) == Accepted("")


# All of them


def test_every_offered_material_and_mode_can_be_chosen(register: Register) -> None:
    fields: dict[str, Field] = {field.name: field for field in session_fields(register, (), TODAY)}
    assert all(fields["mode"].choose(mode, None) == Accepted(mode) for mode in MODES)
    assert all(fields["materials"].choose("done", [code]) == Accepted([code]) for code in MATERIALS)
