"""What nobody can answer yet reaches the office, with consent, and the answer comes back."""

from bot.simulator import Fault
from storage.schema import tickets
from tests.chat import Chat, Someone
from tests.conftest import Clock
from tests.delivery.test_outcomes import count

STRANGE = "apakah kantor bisa bantu legalisir ijazah pesantren untuk kerja di peternakan unta"
GROUP = -100123


async def passed_on(ani: Someone, text: str = STRANGE) -> str:
    """Ask, be told that it is not known, and have it passed on; the code."""
    await ani.says(text)
    await ani.sends_data("pass_on")  # stands under "belum tahu"; a forged one on a choice does the same
    await ani.taps("Ya, kirim")
    return ani.last.text.split("Kodenya ")[1][:6]


async def test_nothing_is_kept_before_consent(chat: Chat) -> None:
    """The card shows what would be sent; saying no leaves no trace."""
    await chat.staff()
    ani = chat.someone()
    await ani.says(STRANGE)
    await ani.sends_data("none")
    assert ani.last.quotes == STRANGE
    await ani.taps("Teruskan")
    assert STRANGE in ani.last.text
    await ani.taps("Tidak jadi")
    assert await count(chat, tickets) == 0


async def test_a_reply_to_the_card_reaches_the_asker_and_both_see_it(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await passed_on(ani)
    assert f"#{code}" in yos.last.text
    assert "Ani" not in yos.last.text
    await yos.replies("Bisa. Bawa ijazah asli ke loket.")
    assert "Bawa ijazah asli" in ani.last.text
    assert STRANGE in ani.last.text
    assert "sampai ke orangnya" in yos.last.text


async def test_who_asked_is_forgotten_once_answered(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await passed_on(ani, f"{STRANGE}, nomor saya 0812 3456 7890")
    card = yos.last
    await yos.replies("Bisa.", to=card)
    async with chat.bot.store.begin() as unit:
        ticket = await unit.tickets.by_code(code)
    assert ticket is not None
    assert (ticket.state, ticket.asker_id, ticket.asker_name) == ("answered", None, None)
    assert "3456" not in ticket.text
    await yos.replies("Satu lagi.", to=card)
    assert "sudah selesai" in yos.last.text
    assert "Satu lagi" not in ani.last.text


async def test_ten_taps_are_one_question(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await ani.says(STRANGE)
    await ani.sends_data("pass_on")
    shown = ani.last
    taps = [chat.simulator.press_data(ani.id, shown.data("Ya, kirim"), message_id=shown.id) for _ in range(10)]
    await chat.settled(*taps)
    assert await count(chat, tickets) == 1
    assert len(yos.heard) == 1


async def test_an_asker_who_blocked_the_bot_is_not_called_reached(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await passed_on(ani)
    chat.simulator.faults.block(ani.id)
    await yos.replies("Bisa.")
    assert "tidak bisa sampai" in yos.last.text


async def test_the_asker_may_name_a_regency_and_take_the_question_back(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await passed_on(ani)
    await ani.taps("Sebut kabupaten")
    await ani.taps("Belu")
    assert "Belu" in ani.last.text
    await yos.says("/pertanyaan")
    assert "Belu" in yos.last.text
    await ani.taps("Tarik kembali")
    assert f"#{code} ditarik kembali" in yos.last.text
    async with chat.bot.store.begin() as unit:
        ticket = await unit.tickets.by_code(code)
    assert ticket is not None
    assert ticket.asker_id is None


async def test_a_stranger_cannot_touch_another_persons_question(chat: Chat) -> None:
    """A forged button, a forwarded card: refused, and the question stays."""
    await chat.staff()
    ani, eve = chat.someone(), chat.someone("Eve")
    code = await passed_on(ani)
    await eve.says("halo")
    for data in (f"withdraw:{code}", f"regency:{code}:53.04", f"ticket_close:{code}", f"ticket_reply:{code}"):
        before = len(ani.heard)
        await eve.sends_data(data)
        assert eve.toast
        assert len(ani.heard) == before
    async with chat.bot.store.begin() as unit:
        ticket = await unit.tickets.by_code(code)
    assert ticket is not None
    assert ticket.is_open


async def test_staff_whose_role_was_revoked_can_no_longer_answer(chat: Chat, clock: Clock) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await passed_on(ani)
    card = yos.last
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(yos.id, clock())
    before = len(ani.heard)
    await yos.replies("Bisa.", to=card)
    await yos.taps("Tutup", on=card)
    assert len(ani.heard) == before


async def test_with_nobody_at_the_office_nothing_is_promised(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says(STRANGE)
    await ani.sends_data("pass_on")
    assert "Belum ada petugas" in ani.toast


async def test_an_answer_that_exists_is_sent_with_one_tap(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await passed_on(ani, "apakah bisa bikin pas lintas batas di motaain kalau mau jenguk keluarga")
    await yos.taps("Kirim:")
    assert "Dicek" in ani.last.text
    assert "jawaban petugas" in ani.heard[-2].text


async def test_alike_questions_are_answered_together(chat: Chat) -> None:
    """One answer, written once and checked, goes to all who asked alike, and each asker is told."""
    yos = await chat.staff("Yos")
    askers = [chat.someone(f"Orang{number}") for number in range(3)]
    for number, asker in enumerate(askers):
        await passed_on(asker, f"{STRANGE} {number}")
    other = chat.someone("Lain")
    await passed_on(other, "dimana beli seragam paskibra merah putih untuk upacara kedutaan")
    await yos.says("/pertanyaan")
    assert "menunggu: 4" in yos.last.text
    await yos.taps("3×")
    await yos.taps("Tulis jawaban untuk 3")
    await yos.says("Bisa, datang ke kantor.")
    assert "Bisa, datang" in yos.last.text
    assert all("Bisa, datang" not in asker.last.text for asker in askers)
    await yos.taps("Kirim ke 3")
    assert all("Bisa, datang" in asker.last.text for asker in askers)
    assert "Bisa, datang" not in other.last.text


async def test_the_desk_group_gets_the_card_and_its_replies_count(chat: Chat) -> None:
    """Staff answer in the group; what others write there goes nowhere."""
    yos, ani, eve = await chat.staff("Yos"), chat.someone(), chat.someone("Eve")
    desk = chat.group(GROUP, yos, eve)
    await desk.hears(yos, "/meja")
    code = await passed_on(ani)
    card = desk.heard[-1]
    assert f"#{code}" in card.text
    before = len(ani.heard)
    await desk.hears(eve, "saya jawab sendiri", answering=card)
    assert len(ani.heard) == before
    await desk.hears(yos, "Bisa, bawa ijazah.", answering=card)
    assert "bawa ijazah" in ani.last.text
    assert "sampai ke orangnya" in desk.heard[-1].text


async def test_where_the_group_is_gone_staff_get_the_question_themselves(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    desk = chat.group(GROUP, yos)
    await desk.hears(yos, "/meja")
    chat.simulator.faults.next("sendMessage", Fault.forbidden(), chat_id=GROUP)
    code = await passed_on(ani)
    assert f"#{code}" in yos.last.text


async def test_a_question_that_waits_is_reminded_of_and_expires_truthfully(chat: Chat, clock: Clock) -> None:
    """A day: staff are reminded once. Fourteen days: the asker is told and forgotten."""
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await passed_on(ani)
    clock.passes(days=1, minutes=1)
    await chat.bot.clockwork.tick()
    await chat.bot.sender.until_idle()
    assert "belum dijawab" in yos.last.text
    heard = len(yos.heard)
    await chat.bot.clockwork.tick()
    await chat.bot.sender.until_idle()
    assert len(yos.heard) == heard
    for _ in range(6):
        clock.passes(days=3)
        await chat.bot.clockwork.tick()
    await chat.bot.sender.until_idle()
    assert "belum terjawab selama 14 hari" in ani.last.text
    async with chat.bot.store.begin() as unit:
        ticket = await unit.tickets.by_code(code)
    assert ticket is not None
    assert (ticket.state, ticket.asker_id) == ("expired", None)


async def test_forgetting_takes_open_questions_back(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await passed_on(ani)
    await ani.says("/hapus_data")
    await ani.taps("Ya, hapus")
    assert f"#{code} ditarik kembali" in yos.last.text
    async with chat.bot.store.begin() as unit:
        assert await unit.tickets.of(ani.id) == []
