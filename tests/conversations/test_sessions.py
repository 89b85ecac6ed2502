"""Door two: a facilitator logs an outreach session."""

import asyncio

from tests.chat import Chat, Someone
from tests.conftest import Clock
from tests.reach import reached


async def fill_in(ani: Someone, *, place: str = "Nifukani", people: str = "L 35 P 40") -> None:
    """The whole form up to the card."""
    await ani.says("/sesi")
    await ani.says(place)
    await ani.taps("Kemarin")
    await ani.taps("Tatap muka")
    await ani.says(people)
    await ani.taps("Migrasi aman")
    await ani.taps("Lanjut")


async def stored(chat: Chat) -> dict[str, int]:
    async with chat.bot.store.begin() as unit:
        today = chat.bot.house.clock().date()
        return await reached(unit, today.replace(month=1, day=1), today)


async def test_session_is_checked_on_a_card_before_it_is_stored(chat: Chat) -> None:
    """District and regency are seen, nothing is stored before Simpan, the receipt bears a code."""
    ani = await chat.facilitator()
    await fill_in(ani)
    assert "belum tersimpan" in ani.last.text
    assert "Desa Nifukani, Kec. Amanuban Barat, Kab. Timor Tengah Selatan" in ani.last.text
    assert "75 orang (laki-laki 35, perempuan 40)" in ani.last.text
    assert "Senin, 23 November 2026" in ani.last.text
    assert await stored(chat) == {}
    await ani.taps("Simpan")
    assert "Tersimpan ✅ Kode" in ani.last.text
    assert await stored(chat) == {"face_to_face": 75}


async def test_ten_taps_on_simpan_are_one_session(chat: Chat) -> None:
    """However often and fast Simpan is tapped, the session is stored once and each tap hears so."""
    ani = await chat.facilitator()
    await fill_in(ani)
    card = ani.last
    data = card.data("Simpan")
    taps = [chat.simulator.press_data(ani.id, data, message_id=card.id) for _ in range(10)]
    await chat.settled(*taps)
    assert await stored(chat) == {"face_to_face": 75}
    answers = [chat.simulator.answer_to(tap) for tap in taps]
    assert [("Sudah tersimpan" in (answer or {})["text"]) for answer in answers] == [False] + [True] * 9


async def test_ambiguous_village_is_asked_with_district_and_regency(chat: Chat) -> None:
    """Namesakes are never chosen for the facilitator."""
    ani = await chat.facilitator()
    await ani.says("/sesi")
    await ani.says("Oinlasi")
    assert ani.last.text.count("Desa Oinlasi, Kec.") == 3
    assert sum(label.startswith("Oinlasi") for label in ani.last.buttons) == 3
    await ani.taps("Oinlasi, Amanatun Selatan, Timor Tengah Selatan")
    assert "Tanggal berapa" in ani.last.text


async def test_unknown_village_is_said_to_be_unknown(chat: Chat) -> None:
    ani = await chat.facilitator()
    await ani.says("/sesi")
    await ani.says("Atlantis Raya <b>")
    assert "Saya tidak menemukan “Atlantis Raya <b>”" in ani.last.text


async def test_every_field_can_be_corrected_from_the_card(chat: Chat) -> None:
    ani = await chat.facilitator()
    await fill_in(ani)
    await ani.taps("Peserta")
    await ani.says("12 laki-laki, 30 perempuan")
    assert "42 orang (laki-laki 12, perempuan 30)" in ani.last.text
    await ani.taps("Cara")
    await ani.taps("Daring")
    await ani.taps("Tanggal")
    await ani.taps("Kembali")
    assert "belum tersimpan" in ani.last.text
    await ani.taps("Simpan")
    assert await stored(chat) == {"online": 42}


async def test_doubtful_numbers_and_dates_are_asked(chat: Chat) -> None:
    """A future date is refused, an old one and a huge or empty count are asked twice, 1,960 is not guessed."""
    ani = await chat.facilitator()
    await ani.says("/sesi")
    await ani.says("53.02.01.2012")
    await ani.says("25/11/2026")
    assert "belum tiba" in ani.last.text
    await ani.says("1 Januari 2026")
    assert "327 hari yang lalu. Benar?" in ani.last.text
    await ani.taps("Ya, benar")
    await ani.taps("Tatap muka")
    for text in ("1,960", "2 ribu", "L 10 P 10 total 30", "banyak"):
        await ani.says(text)
        assert "belum terbaca" in ani.last.text, text
    await ani.says("0")
    assert "0 orang. Benar?" in ani.last.text
    await ani.says("99999")
    assert "99.999 orang. Benar?" in ani.last.text
    await ani.taps("Ya, benar")
    assert "Materinya" in ani.last.text


async def test_draft_survives_and_batal_leaves_nothing(chat: Chat, clock: Clock) -> None:
    ani = await chat.facilitator()
    await ani.says("/sesi")
    await ani.says("Nifukani")
    clock.passes(days=3)
    await ani.says("/sesi")
    assert "masih ada" in ani.last.text
    assert "Tanggal berapa" in ani.last.text
    await ani.says("/batal")
    assert "Dibatalkan" in ani.last.text
    await ani.says("/sesi")
    assert "desa atau kelurahan mana" in ani.last.text


async def test_own_and_recent_villages_are_one_tap_away(chat: Chat) -> None:
    ani = await chat.facilitator("Ani", "53.02.05.2004")
    await ani.says("/sesi")
    assert len([label for label in ani.last.buttons if label.startswith("Desa")]) == 1
    await ani.says("/batal")
    await fill_in(ani)
    await ani.taps("Simpan")
    await ani.says("/sesi")
    assert ani.last.buttons[0].startswith("Desa Nifukani")


async def test_session_is_cancelled_with_a_reason_and_counts_no_more(chat: Chat) -> None:
    ani = await chat.facilitator()
    await fill_in(ani)
    await ani.taps("Simpan")
    await ani.says("/sesi_saya")
    await ani.taps("Nifukani")
    await ani.taps("Batalkan sesi ini")
    await ani.says("desanya keliru <script>")
    assert "dengan alasan ini?" in ani.last.text
    await ani.taps("Batalkan sesi ini")
    assert "Alasan: desanya keliru <script>" in ani.last.text
    assert await stored(chat) == {}
    await ani.says("/sesi_saya")
    assert ani.last.buttons[0].startswith("✗")


async def test_another_facilitator_cannot_touch_my_session(chat: Chat) -> None:
    """A forwarded or forged button of somebody else's session or form changes nothing."""
    ani, ben = await chat.facilitator("Ani"), await chat.facilitator("Ben")
    await fill_in(ani)
    save = ani.last.data("Simpan")
    await ben.says("/sesi")
    await ben.sends_data(save)
    assert "tidak berlaku" in ben.toast
    await ani.taps("Simpan")
    await ben.sends_data(ani.last.data("Batalkan"))
    assert "tidak berlaku" in ben.toast
    assert await stored(chat) == {"face_to_face": 75}


async def test_facilitators_at_the_same_time_do_not_mix(chat: Chat) -> None:
    people = [await chat.facilitator(f"F{n}") for n in range(6)]
    await asyncio.gather(*(fill_in(one, people=f"L {n + 1} P 10") for n, one in enumerate(people)))
    await asyncio.gather(*(one.taps("Simpan") for one in people))
    assert await stored(chat) == {"face_to_face": sum(range(1, 7)) + 60}


async def test_danger_in_the_form_is_answered_and_the_form_stays(chat: Chat) -> None:
    ani = await chat.facilitator()
    await ani.says("/sesi")
    await ani.says("tolong, adik saya dipukul majikan dan dikurung di malaysia")
    assert "0800-1000" in ani.last.text
    await ani.says("Nifukani")
    assert "Tanggal berapa" in ani.last.text
