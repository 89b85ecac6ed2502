"""Somebody in danger may have the office told: with consent, against the clock, discreetly."""

from storage.schema import tickets
from tests.chat import Chat, Someone
from tests.conftest import Clock
from tests.delivery.test_outcomes import count

CRY = "tolong, sa pung adik dapa pukul tiap hari deng dong kurung dia di rumah majikan di Johor"


async def alerted(ani: Someone) -> str:
    """Cry for help and agree to tell the officers; the code."""
    await ani.says(CRY)
    await ani.taps("Beri tahu petugas")
    await ani.taps("Ya, beri tahu")
    return ani.last.text.split("(")[1][:6]


async def time_passes(chat: Chat, clock: Clock, minutes: int) -> None:
    clock.passes(minutes=minutes)
    await chat.bot.clockwork.tick()
    await chat.bot.sender.until_idle()


async def test_hotlines_come_first_and_consent_before_anything_is_told(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await ani.says(CRY)
    assert "0800-1000" in ani.last.text
    await ani.taps("Beri tahu petugas")
    assert not yos.heard
    await ani.taps("Tidak jadi")
    assert not yos.heard
    assert await count(chat, tickets) == 0


async def test_the_officer_on_duty_is_told_first(chat: Chat) -> None:
    """With words, country and name; the colleague who is not on duty is left alone for now."""
    yos, rita, ani = await chat.staff("Yos"), await chat.staff("Rita"), chat.someone()
    await yos.says("/piket")
    await yos.taps("Mulai piket")
    code = await alerted(ani)
    assert f"🆘 #{code}" in yos.last.text
    assert CRY in yos.last.text
    assert "Malaysia" in yos.last.text
    assert "Ani" in yos.last.text
    assert not rita.heard


async def test_taken_the_person_hears_it_and_the_clock_stops(chat: Chat, clock: Clock) -> None:
    yos, rita, ani = await chat.staff("Yos"), await chat.staff("Rita"), chat.someone()
    code = await alerted(ani)
    card = rita.last
    await yos.taps("Saya tangani")
    assert "menangani pesan Anda" in ani.last.text
    assert "ditangani oleh Yos" in rita.last.text
    await rita.taps("Saya tangani", on=card)
    assert "Sudah ditangani oleh Yos" in rita.toast
    heard = len(yos.heard)
    await time_passes(chat, clock, 120)
    assert len(yos.heard) == heard
    assert code in ani.last.text


async def test_unanswered_it_goes_to_everybody_and_the_person_is_told_not_to_wait(chat: Chat, clock: Clock) -> None:
    yos, rita, ani = await chat.staff("Yos"), await chat.staff("Rita"), chat.someone()
    await yos.says("/piket")
    await yos.taps("Mulai piket")
    code = await alerted(ani)
    await time_passes(chat, clock, 4)
    assert not rita.heard
    await time_passes(chat, clock, 2)
    assert f"#{code}" in rita.last.text
    assert "Jangan menunggu kami" in ani.last.text
    assert any("Darurat" in label for label in ani.last.buttons)
    told, times = len(ani.heard), len(rita.heard)
    for _ in range(20):
        await time_passes(chat, clock, 31)
    assert len(ani.heard) == told + 1, "the person is not pestered"
    assert times < len(rita.heard) <= times + 12, "the office is reminded, not for ever"


async def test_both_sides_write_to_each_other(chat: Chat) -> None:
    """By answering messages or by the button; only the two of them read it."""
    yos, rita, ani = await chat.staff("Yos"), await chat.staff("Rita"), chat.someone()
    await alerted(ani)
    card = yos.last
    await ani.says("kami di Batu Pahat, dekat masjid")
    assert "dekat masjid" in yos.last.text
    await yos.taps("Saya tangani", on=card)
    await yos.replies("Apakah adik bisa bicara sekarang?", to=card)
    assert "bisa bicara sekarang" in ani.last.text
    assert "sampai ke orangnya" in yos.last.text
    heard = len(rita.heard)
    await ani.replies("bisa, jam 9 malam")
    assert "jam 9 malam" in yos.last.text
    await ani.sends_data(f"ticket_reply:{card.text.split('#')[1][:6]}")
    await ani.says("alamatnya blok C")
    assert "blok C" in yos.last.text
    assert len(rita.heard) == heard


async def test_closed_it_forgets_who_called(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await alerted(ani)
    await yos.taps("Tutup laporan")
    assert "selesai" in ani.last.text
    async with chat.bot.store.begin() as unit:
        ticket = await unit.tickets.by_code(code)
    assert ticket is not None
    assert (ticket.asker_id, ticket.asker_name) == (None, None)


async def test_self_harm_has_its_own_words(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("rasanya ingin bunuh diri saja")
    assert "tidak sendirian" in ani.last.text
    assert "Keselamatan Anda nomor satu" not in ani.last.text


async def test_without_staff_nobody_is_promised_a_call(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says(CRY)
    assert not any("petugas" in label for label in ani.last.buttons)
    assert "0800-1000" in ani.last.text


async def test_in_a_group_the_card_leads_to_a_private_chat(chat: Chat) -> None:
    """Numbers for all to see, nothing that would tell the group who needs them."""
    await chat.staff()
    ani = chat.someone()
    group = chat.group(-100200, ani)
    heard = await group.hears(ani, f"@bp3mi_ntt_bot {CRY}")
    assert "0800-1000" in heard[-1].text
    assert heard[-1].links
    assert not any("Beri tahu" in label for label in heard[-1].buttons)
