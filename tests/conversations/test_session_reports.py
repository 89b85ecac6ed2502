"""What is a report and what is not: cries for help, questions, captions, edits, and reasons meant otherwise."""

import pytest

from storage.field_schema import evidence
from storage.schema import options
from tests.chat import Chat
from tests.conversations.test_session_changes import saved, written
from tests.conversations.test_sessions import stored
from tests.delivery.test_outcomes import count

LINE = "kemarin sosialisasi di desa nifukani kec amanuban barat, tatap muka, L35 P40"


@pytest.mark.parametrize(
    "cry",
    ["saya dikurung 2 orang di Oesao", "tolong, 3 orang perempuan dari Oesao disekap majikan di Malaysia"],
)
async def test_a_call_for_help_that_sounds_like_a_report_gets_the_hotlines(chat: Chat, cry: str) -> None:
    maria = await chat.facilitator("Maria")
    since = len(maria.messages)
    await maria.says(cry)
    assert "110" in "".join(shown.text for shown in maria.messages[since:])


async def test_a_call_for_help_in_answer_to_a_card_or_under_a_picture_gets_them_too(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await maria.replies("tolong saya dikurung majikan")
    assert "110" in maria.last.text
    await maria.says("/sesi")
    since = len(maria.messages)
    await chat.settled(chat.simulator.photo(maria.id, caption="tolong saya dikurung majikan"))
    assert "110" in "".join(shown.text for shown in maria.messages[since:])


@pytest.mark.parametrize(
    "question",
    [
        "ada 2 orang laki-laki dari desa Nifukani mau ke Malaysia, apa syaratnya?",
        "berapa biaya untuk 2 orang dari Nifukani ke Taiwan?",
    ],
)
async def test_a_question_with_people_and_a_village_is_answered(chat: Chat, question: str) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says(question)
    assert "Tanggal berapa" not in maria.last.text
    assert "belum tersimpan" not in maria.last.text


async def test_the_picture_whose_caption_is_the_report_is_kept_with_it(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await chat.settled(chat.simulator.photo(maria.id, caption=LINE))
    assert "75 orang" in maria.last.text
    await maria.taps("Simpan")
    assert await stored(chat) == {"face_to_face": 75}
    assert await count(chat, evidence) == 1


async def test_editing_the_message_keeps_what_was_answered_since(chat: Chat) -> None:
    """The village that was chosen is not asked again, the number that was changed is."""
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi Oinlasi kemarin tatap muka L35 P40")
    mine = written(maria)
    await maria.taps("Amanatun Selatan")
    edited = "/sesi Oinlasi kemarin tatap muka L36 P40"
    await chat.settled(chat.simulator.edit(maria.id, mine.id, edited))
    assert "76 orang" in maria.last.text
    assert "Kec. Amanatun Selatan" in maria.last.text


async def test_a_reason_that_was_meant_otherwise_is_not_kept(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await maria.replies("L 12 P 30")
    await maria.taps("Simpan")
    await maria.says("berapa biaya ke Taiwan?")
    assert await stored(chat) == {"face_to_face": 75}
    await maria.taps("Kembali")
    assert "Perubahan untuk sesi" in maria.last.text
    assert await stored(chat) == {"face_to_face": 75}


async def test_what_somebody_wants_to_hear_goes_with_their_data(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/kabar")
    await maria.taps("Setiap hari")
    before = await count(chat, options)
    await maria.says("/hapus_data")
    await maria.taps("Ya")
    assert await count(chat, options) == before - 1
