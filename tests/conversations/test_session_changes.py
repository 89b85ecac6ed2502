"""A session in one message, and everything that may be changed about it later."""

import asyncio
from hashlib import sha256

import pytest

from bot.client import Client
from bot.hashing import hash_new_files
from storage.field_schema import evidence
from storage.schema import session_versions
from tests.chat import Chat, Shown, Someone
from tests.conversations.test_sessions import fill_in, stored
from tests.delivery.test_outcomes import count

LINE = "/sesi Oesao kelurahan Kupang Timur 20/11 tatap muka L35 P40 bahaya calo"


def written(someone: Someone) -> Shown:
    return next(shown for shown in reversed(someone.messages) if not shown.raw["from"]["is_bot"])


async def saved(maria: Someone) -> str:
    """A session in the books; its code."""
    await fill_in(maria)
    await maria.taps("Simpan")
    return maria.last.text.split("Kode ")[1][:6]


async def test_one_message_and_one_tap(chat: Chat) -> None:
    """Everything clear goes on one card; nothing is stored before the tap."""
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    assert "Desa Nifukani" in maria.last.text
    assert "75 orang" in maria.last.text
    assert await stored(chat) == {}
    await maria.taps("Simpan")
    assert await stored(chat) == {"face_to_face": 75}


async def test_a_report_needs_no_command(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("tadi sore sosialisasi di desa nifukani kec amanuban barat, tatap muka, 32 bapa 41 mama")
    assert "belum tersimpan" in maria.last.text
    assert "73 orang" in maria.last.text


async def test_only_what_is_missing_is_asked(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat L35 P40 tatap muka")
    assert "Tanggal berapa" in maria.last.text
    await maria.taps("Kemarin")
    assert "belum tersimpan" in maria.last.text


@pytest.mark.parametrize("people", ["1,960 orang", "L 10 P 10 total 30", "99999 orang"])
async def test_number_traps_are_asked_never_guessed(chat: Chat, people: str) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says(f"/sesi nifukani amanuban barat kemarin tatap muka {people}")
    assert "belum tersimpan" not in maria.last.text


async def test_an_ambiguous_village_is_asked_with_all_its_namesakes(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi Oinlasi kemarin tatap muka L35 P40")
    assert maria.last.text.count("Desa Oinlasi, Kec.") == 3
    await maria.taps("Oinlasi, Amanatun Selatan")
    assert "belum tersimpan" in maria.last.text


async def test_the_same_message_delivered_again_is_the_same_session(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    update = chat.simulator.text(maria.id, "/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    await chat.settled(update)
    card = maria.last
    taps = [chat.simulator.press_data(maria.id, card.data("Simpan"), message_id=card.id) for _ in range(10)]
    await chat.settled(*taps)
    chat.simulator.redeliver(update)
    await chat.settled(update)
    assert await stored(chat) == {"face_to_face": 75}


async def test_typing_on_the_card_changes_what_it_names(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    await maria.says("L 40 P 41")
    assert "81 orang" in maria.last.text


async def test_editing_the_message_before_saving_changes_the_card(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    mine = written(maria)
    changed = "/sesi nifukani amanuban barat kemarin tatap muka L36 P40"
    await chat.settled(chat.simulator.edit(maria.id, mine.id, changed))
    assert "76 orang" in maria.last.text


async def test_editing_the_message_after_saving_makes_a_version_with_a_reason(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    mine = written(maria)
    await maria.taps("Simpan")
    changed = "/sesi nifukani amanuban barat kemarin tatap muka L36 P40"
    await chat.settled(chat.simulator.edit(maria.id, mine.id, changed))
    assert "Perubahan untuk sesi" in maria.last.text
    assert await stored(chat) == {"face_to_face": 75}
    await maria.taps("Simpan")
    await maria.taps("Salah ketik")
    assert await stored(chat) == {"face_to_face": 76}
    assert "Versi 2: Salah ketik" in maria.last.text
    assert await count(chat, session_versions) == 2


async def test_answering_the_card_corrects_it(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await maria.replies("L 12 P 30")
    await maria.taps("Simpan")
    await maria.says("dua orang menyusul")
    await maria.taps("Simpan")
    assert await stored(chat) == {"face_to_face": 42}
    assert "dua orang menyusul" in maria.last.text


async def test_a_field_is_changed_with_taps(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await maria.taps("Ubah")
    await maria.taps("Cara")
    await maria.taps("Daring")
    await maria.taps("Simpan")
    await maria.taps("Data menyusul")
    assert await stored(chat) == {"online": 75}


async def test_of_two_who_change_the_same_version_one_wins_and_the_other_is_told(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff("Yos")
    code = await saved(maria)
    for who, people in ((maria, "L 12 P 30"), (yos, "L 1 P 1")):
        await who.says("/sesi_saya")
        await who.sends_data(f"session_fix:{code}:people")
        await who.says(people)
        await who.taps("Simpan")
    await yos.taps("Salah ketik")
    await maria.taps("Salah ketik")
    assert await stored(chat) == {"face_to_face": 2}
    assert "sudah diubah" in maria.toast


async def test_cancelled_and_brought_back(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await maria.taps("Batalkan sesi ini")
    await maria.taps("Salah catat")
    assert await stored(chat) == {}
    undo = maria.last
    taps = [chat.simulator.press_data(maria.id, undo.data("Kembalikan"), message_id=undo.id) for _ in range(5)]
    await chat.settled(*taps)
    assert await stored(chat) == {"face_to_face": 75}
    assert await count(chat, session_versions) == 3


async def test_a_stranger_cannot_correct_it(chat: Chat) -> None:
    maria, eve = await chat.facilitator("Maria"), await chat.facilitator("Eve")
    code = await saved(maria)
    await eve.says("/sesi")
    for data in (f"session_fix:{code}", f"session_restore:{code}:1"):
        await eve.sends_data(data)
        assert "tidak berlaku" in eve.toast
    assert await stored(chat) == {"face_to_face": 75}


async def test_the_other_fields_of_a_report_are_offered(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await fill_in(maria)
    await maria.taps("Lengkapi")
    await maria.taps("Narasumber")
    await maria.says("petugas BP3MI NTT, kepala desa <b>")
    assert "Narasumber: petugas BP3MI NTT, kepala desa <b>" in maria.last.text
    await maria.taps("Simpan")
    assert "Narasumber" in maria.last.text


async def test_photographs_are_kept_with_the_session_and_thanked_for_once(chat: Chat) -> None:
    """While the form is open, and in answer to the stored card; the same file twice is one."""
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi")
    await chat.settled(chat.simulator.photo(maria.id))
    assert "Tersimpan bersama sesi ini" in maria.last.text
    await maria.says("/batal")
    await saved(maria)
    card = maria.last
    await chat.settled(chat.simulator.photo(maria.id, reply_to=card.id))
    await chat.settled(chat.simulator.document(maria.id, reply_to=card.id))
    assert "2 berkas" in maria.last.text


async def test_a_place_is_learnt_and_offered_next_time(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi")
    await chat.settled(chat.simulator.location(maria.id, -9.95, 124.35))
    assert "Belum ada desa" in maria.last.text
    await maria.says("Nifukani")
    await maria.taps("Kemarin")
    await maria.taps("Tatap muka")
    await maria.says("L 1 P 2")
    await maria.taps("Migrasi aman")
    await maria.taps("Lanjut")
    await maria.taps("Simpan")
    await maria.says("/sesi")
    await chat.settled(chat.simulator.location(maria.id, -9.951, 124.351))
    await maria.taps("Desa Nifukani")
    assert "Tanggal berapa" in maria.last.text


async def test_two_reporters_of_one_event_are_warned(chat: Chat) -> None:
    maria, ben = await chat.facilitator("Maria"), await chat.facilitator("Ben")
    code = await saved(maria)
    await fill_in(ben)
    assert code in ben.last.text
    await asyncio.gather(ben.taps("Simpan"))
    assert await stored(chat) == {"face_to_face": 150}


async def test_files_of_a_session_are_hashed_where_they_stay(chat: Chat) -> None:
    """Each once; what Telegram does not give is noted and not asked for again."""
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await chat.settled(chat.simulator.document(maria.id, b"berita acara", reply_to=maria.last.id))
    client = Client(f"{chat.simulator.url}/bot{chat.simulator.token}")
    await client.initialize()
    try:
        url = f"{chat.simulator.url}/file/bot{chat.simulator.token}"
        assert await hash_new_files(chat.bot.store, client, url) <= 1
        assert await hash_new_files(chat.bot.store, client, url) == 0
    finally:
        await client.shutdown()
    assert await count(chat, evidence, evidence.c.sha256 == sha256(b"berita acara").hexdigest()) == 1


async def test_an_online_session_may_be_for_a_whole_regency_one_face_to_face_not(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi")
    await maria.says("Kabupaten Belu")
    await maria.taps("Daring untuk seluruh")
    await maria.taps("Kemarin")
    await maria.taps("Tatap muka")
    await maria.says("L 60 P 60")
    await maria.taps("Migrasi aman")
    await maria.taps("Lanjut")
    await maria.taps("Simpan")
    assert "perlu nama desa" in maria.toast
    await maria.taps("Cara")
    await maria.taps("Daring")
    await maria.taps("Simpan")
    assert await stored(chat) == {"online": 120}


async def test_an_online_session_for_several_villages_is_split_between_them(chat: Chat) -> None:
    """The split must be of the participants; it stands on the card and is kept when something else is corrected."""
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin online L35 P40")
    await maria.taps("Lengkapi")
    await maria.taps("Per desa")
    await maria.says("Nifukani 45\nBatnun 20")
    assert "Desa Batnun, Kec. Amanuban Selatan" in maria.last.text
    await maria.taps("Simpan")
    assert "jumlah per desa 65, jumlah peserta 75" in maria.toast
    await maria.says("L30 P35")
    await maria.taps("Simpan")
    assert await stored(chat) == {"online": 65}
    await maria.taps("Ubah")
    await maria.taps("Cara")
    await maria.taps("Tatap muka")
    await maria.taps("Simpan")
    assert "hanya untuk sesi daring" in maria.toast
    await maria.taps("Cara")
    await maria.taps("Daring")
    await maria.taps("Simpan")
    await maria.taps("Salah ketik")
    assert "Batnun" in maria.last.text
    assert "Versi 2" in maria.last.text


async def test_what_is_doubtful_in_a_change_is_asked_too(chat: Chat) -> None:
    """Neither guessed nor passed over, and words that change nothing change nothing."""
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    await maria.says("1,960 orang")
    assert "belum tersimpan" not in maria.last.text
    await maria.says("L 30 P 41")
    assert "71 orang" in maria.last.text
    await maria.says("terima kasih banyak e")
    assert "Nifukani" not in maria.last.text
    await maria.taps("Simpan")
    assert await stored(chat) == {"face_to_face": 71}


async def test_a_doubtful_number_in_an_answer_to_the_card_is_asked(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await saved(maria)
    await maria.replies("1,960 orang")
    assert "belum tersimpan" not in maria.last.text
    await maria.says("L 30 P 41")
    await maria.taps("Simpan")
    await maria.taps("Salah ketik")
    assert "71 orang" in maria.last.text


async def test_what_was_written_last_time_is_one_tap_away(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("/sesi nifukani amanuban barat kemarin tatap muka L35 P40")
    await maria.taps("Lengkapi")
    await maria.taps("Penyelenggara")
    await maria.says("BP3MI NTT & desa")
    await maria.taps("Simpan")
    await maria.says("/sesi batnun amanuban selatan kemarin tatap muka L5 P6")
    await maria.taps("Lengkapi")
    await maria.taps("Penyelenggara")
    await maria.taps("↩️ BP3MI NTT & desa")
    assert "Penyelenggara: BP3MI NTT & desa" in maria.last.text
