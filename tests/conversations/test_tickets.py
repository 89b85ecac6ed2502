"""What must not happen to tickets: lost words, other people's forms, promises nobody keeps."""

import pytest

from bot.app import _purge
from bot.simulator import Simulator
from content.library import Library
from storage.schema import drafts, tickets
from storage.tickets import masked
from tests.chat import Chat, Someone
from tests.conftest import Clock, chatting
from tests.conversations.test_alerts import CRY, alerted, time_passes
from tests.conversations.test_handover import STRANGE, passed_on
from tests.delivery.test_outcomes import count


def said(someone: Someone, since: int = 0) -> str:
    return "\n".join(shown.text for shown in someone.heard[since:])


async def test_a_long_alert_reaches_staff_whole(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await ani.says(f"{CRY}. {'Adik saya baru dua puluh dan tidak bisa keluar rumah. ' * 15}Alamatnya Jalan Mawar 17")
    await ani.taps("Beri tahu petugas")
    await ani.taps("Ya, beri tahu")
    assert "Jalan Mawar 17" in said(yos)


async def test_a_question_too_long_to_be_shown_whole_is_not_taken(chat: Chat) -> None:
    """What was agreed to is all that is kept."""
    await chat.staff()
    ani = chat.someone()
    await ani.says(f"{STRANGE} " * 30)
    await ani.sends_data("pass_on")
    assert "Terlalu panjang" in ani.toast
    assert await count(chat, tickets) == 0


async def test_what_is_typed_after_the_officer_wrote_is_the_reply(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await alerted(ani)
    card = yos.last
    await ani.says("kami di Batu Pahat")
    await yos.taps("Saya tangani", on=card)
    await yos.replies("Apakah adik bisa bicara sekarang?", to=card)
    await ani.says("bisa kak")
    assert "bisa kak" in yos.last.text
    await ani.says("cara buat paspor")
    assert "paspor" not in yos.last.text


async def test_what_the_officer_in_charge_cannot_get_the_others_get(chat: Chat) -> None:
    yos, rita, ani = await chat.staff("Yos"), await chat.staff("Rita"), chat.someone()
    await alerted(ani)
    await yos.taps("Saya tangani")
    chat.simulator.faults.block(yos.id)
    await ani.says("alamatnya blok C")
    assert "blok C" in rita.last.text


async def test_an_alert_of_an_officer_whose_role_ends_waits_again(chat: Chat, clock: Clock) -> None:
    boss, yos, rita = await chat.admin("Rut"), await chat.staff("Yos"), await chat.staff("Rita")
    ani = chat.someone()
    await alerted(ani)
    card = rita.last
    await yos.taps("Saya tangani")
    await boss.sends_data(f"revoke_yes:{yos.id}")
    heard = len(rita.heard)
    await time_passes(chat, clock, 1)
    assert "🆘" in said(rita, heard)
    await rita.taps("Saya tangani", on=card)
    assert "menangani ini" in rita.toast


async def test_an_alert_that_ends_by_the_clock_is_told_to_both(chat: Chat, clock: Clock) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await alerted(ani)
    await yos.taps("Saya tangani")
    await time_passes(chat, clock, 15 * 24 * 60)
    assert "14 hari" in ani.last.text
    assert "lewat 14 hari" in yos.last.text


async def test_one_person_is_one_alert(chat: Chat) -> None:
    """A second cry joins the first, and officers hear its words; twelve taps do not make twelve alerts."""
    yos, ani = await chat.staff("Yos"), chat.someone()
    await alerted(ani)
    await ani.says("/batal")
    for _ in range(12):
        await ani.says("/darurat")
        await ani.taps("Beri tahu petugas")
        await ani.taps("Ya, beri tahu")
    assert await count(chat, tickets) == 1
    before = len(yos.heard)
    await ani.says("tolong, majikan pukul adik saya lagi dan kunci dia di kamar")
    await ani.taps("Beri tahu petugas")
    await ani.taps("Ya, beri tahu")
    assert "kunci dia di kamar" in said(yos, before)


async def test_a_ready_answer_speaks_the_askers_language(chat: Chat, library: Library) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await ani.says("/bahasa")
    await ani.sends_data("language:en")
    await ani.says(STRANGE)
    await ani.sends_data("pass_on")
    await ani.taps("Yes")
    code = yos.last.text.split("#")[1][:6]
    await yos.sends_data(f"ticket_topic:{code}:{next(iter(library.topics['en']))}")
    assert "Checked" in ani.last.text


async def test_an_administrator_by_setting_can_be_on_duty(
    simulator: Simulator, database_url: str, library: Library, clock: Clock
) -> None:
    async with chatting(simulator, database_url, library, clock, ADMIN_IDS="1001") as chat:
        boss, yos, ani = chat.someone("Boss"), await chat.staff("Yos"), chat.someone()
        for officer in (yos, boss):
            await officer.says("/piket")
            await officer.taps("Mulai piket")
        await alerted(ani)
        assert "🆘" in boss.last.text


@pytest.mark.parametrize("what", ["/tawaran", "pass_on", "ticket_reply", "waiting_write"])
async def test_a_session_being_logged_is_never_overwritten(chat: Chat, what: str) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    code = await passed_on(ani)
    await yos.says("/sesi")
    await yos.says("Oesao Kupang Timur")
    if what.startswith("/"):
        await yos.says(what)
    else:
        await yos.sends_data(what if what == "pass_on" else f"{what}:{code}")
    async with chat.bot.store.begin() as unit:
        draft = await unit.drafts.of(yos.id)
    assert draft is not None
    assert draft.form == "session"


async def test_alerting_leaves_a_session_being_logged_alone(chat: Chat) -> None:
    await chat.staff()
    maria = await chat.facilitator("Maria")
    await maria.says(CRY)
    hotlines = maria.last
    await maria.says("/sesi")
    await maria.taps("Beri tahu petugas", on=hotlines)
    await maria.taps("Ya, beri tahu")
    async with chat.bot.store.begin() as unit:
        draft = await unit.drafts.of(maria.id)
    assert draft is not None
    assert draft.form == "session"


async def test_an_old_card_sends_no_newer_words(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await passed_on(ani)
    await yos.taps("Tulis jawaban")
    await yos.says("Jawaban SATU")
    first = yos.last
    await yos.says("Jawaban DUA")
    await yos.taps("Kirim ke 1", on=first)
    assert "DUA" not in said(ani)
    await yos.taps("Kirim ke 1")
    assert "DUA" in ani.last.text


async def test_a_photograph_is_not_said_to_have_arrived(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await passed_on(ani)
    card, before = yos.last, len(ani.heard)
    await chat.settled(chat.simulator.photo(yos.id, caption="Isi formulir ini", reply_to=card.id))
    assert "Belum terkirim" in yos.last.text
    assert len(ani.heard) == before


async def test_a_form_left_open_is_forgotten(chat: Chat, clock: Clock) -> None:
    """After half an hour it is not read any more, after a day it is gone."""
    yos, ani = await chat.staff("Yos"), chat.someone()
    await alerted(ani)
    clock.passes(minutes=31)
    before = len(yos.heard)
    await ani.says("cara buat paspor")
    assert len(yos.heard) == before
    await ani.says("/tawaran")
    clock.passes(days=2)
    await _purge(chat.bot.store, clock())
    assert await count(chat, drafts) == 0


async def test_unlike_questions_are_not_answered_together(chat: Chat) -> None:
    yos, ani, budi = await chat.staff("Yos"), chat.someone(), chat.someone("Budi")
    await passed_on(ani, "blablabla xyzzy?")
    await passed_on(budi, "kameleon wortel??")
    await yos.says("/pertanyaan")
    assert "2×" not in yos.last.text


@pytest.mark.parametrize(
    "number",
    [
        "081234567890",
        "0812 3456 7890",
        "0812/3456/7890",
        "0812 - 3456 - 7890",
        "(0380) 821-833",
        "+62 812\u00a034567890",
    ],
)
def test_numbers_of_people_are_masked(number: str) -> None:
    assert "•••" in masked(f"hubungi {number} ya")
    assert not any(part in masked(f"hubungi {number} ya") for part in ("3456", "7890", "821"))


def test_sums_of_money_are_left_alone() -> None:
    assert masked("bayar 5 juta atau Rp350.000") == "bayar 5 juta atau Rp350.000"
