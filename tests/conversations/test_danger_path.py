"""No way to the bot on which a call for help goes unheard."""

import pytest

from tests.chat import Chat, Shown, Someone
from tests.conftest import Clock

CRY = "tolong, sa pung adik dapa pukul tiap hari deng dong kurung dia di rumah majikan di Johor"
UNRULED = "lagi di dalam truk mau lewat hutan perbatasan, ada anak-anak juga, kami ga tau mau dibawa kemana"
HOTLINES = "Keselamatan Anda nomor satu"
CALM = "Rumah majikan di Johor Bahru. Pekerjaan saya masak dan cuci. Anaknya dua orang masih sekolah. "


def said(someone: Someone, since: int = 0) -> str:
    return "\n".join(shown.text for shown in someone.heard[since:])


def written(someone: Someone) -> Shown:
    """What the person wrote last."""
    return next(shown for shown in reversed(someone.messages) if not shown.raw["from"]["is_bot"])


async def alerted(ani: Someone) -> None:
    await ani.says(CRY)
    await ani.taps("Beri tahu petugas")
    await ani.taps("Ya, beri tahu")


@pytest.mark.parametrize("form", ["/tawaran", "/sesi"])
async def test_in_an_open_form(chat: Chat, form: str) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says(form)
    await maria.says("tolong saya disekap dan dipukul suami")
    assert HOTLINES in said(maria)


async def test_in_a_form_of_free_words_what_only_the_model_hears(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/tawaran")
    await ani.says(UNRULED)
    assert HOTLINES in ani.last.text


async def test_in_an_edited_message_while_a_form_is_open(chat: Chat) -> None:
    maria = await chat.facilitator("Maria")
    await maria.says("halo")
    mine = written(maria)
    await maria.says("/sesi")
    await chat.settled(chat.simulator.edit(maria.id, mine.id, "tolong saya disekap dan dipukul suami"))
    assert HOTLINES in said(maria)


@pytest.mark.parametrize("command", ["/bantuan", "/help", "/tolong", "/start", "/kontak", "/jalur", "/tawaran"])
async def test_behind_a_command(chat: Chat, command: str) -> None:
    ani = chat.someone()
    await ani.says(f"{command} saya dikurung dan dipukul majikan di Johor")
    assert HOTLINES in said(ani)


@pytest.mark.parametrize("text", ["tolong saya", "minta tolong", "tolong tolong tolong", "help me", "sos", "halo"])
async def test_in_bare_words_help_is_one_tap_away(chat: Chat, text: str) -> None:
    ani = chat.someone()
    await ani.says(text)
    assert any("Darurat" in label for label in ani.last.buttons)


async def test_in_one_sentence_of_a_long_calm_story(chat: Chat) -> None:
    ani = chat.someone()
    cry = "Tahun lalu kontrak saya diperpanjang. Sekarang majikan pukul saya dan kunci saya di kamar."
    await ani.says(CALM * 6 + cry)
    assert HOTLINES in ani.last.text


async def test_in_the_caption_of_a_photograph_in_a_group(chat: Chat) -> None:
    ani = chat.someone()
    group = chat.group(-100777, ani)
    caption = "@bp3mi_ntt_bot tolong adik saya disekap majikan dan dipukul"
    await chat.settled(chat.simulator.photo(ani.id, caption=caption, chat_id=group.id))
    assert HOTLINES in group.heard[-1].text


@pytest.mark.parametrize("broken", ["ear", "offers", "ranker"])
async def test_with_a_part_broken(chat: Chat, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Whatever fails, what the rules know is answered with the hotlines."""

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(broken)

    library = chat.bot.house.library
    owner = {"ear": library.answering.alarm.ear, "offers": library.offers, "ranker": library.answering._ranker}[broken]
    monkeypatch.setattr(owner, "is_offer" if broken == "offers" else "rank", fails)
    ani = chat.someone()
    await ani.says("tolong saya disekap majikan dan dipukul")
    assert HOTLINES in said(ani)


async def test_after_an_alert_was_closed_the_next_cry_is_heard_anew(chat: Chat, clock: Clock) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await alerted(ani)
    await yos.taps("Tutup laporan")
    clock.passes(days=20)
    before = len(ani.heard)
    await ani.says("tolong majikan pukul saya lagi dan kunci saya di kamar")
    assert HOTLINES in said(ani, before)


async def test_a_changed_cry_reaches_the_officers(chat: Chat) -> None:
    yos, ani = await chat.staff("Yos"), chat.someone()
    await alerted(ani)
    await chat.settled(chat.simulator.edit(ani.id, written(ani).id, f"{CRY} alamat blok C, dia bawa pisau"))
    assert "blok C" in yos.last.text
    assert "diubah" in yos.last.text
