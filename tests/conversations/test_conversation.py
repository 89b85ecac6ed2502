"""Follow-ups, ratings, carrying an answer away, groups, and everything that is not text."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from content.library import Library
from storage.schema import conversations
from tests.chat import Chat
from tests.conftest import Clock
from tests.delivery.test_outcomes import count


async def ratings(chat: Chat, slug: str) -> dict[str, int]:
    async with chat.bot.store.begin() as unit:
        since = chat.bot.house.clock().date() - timedelta(days=40)
        return dict((await unit.ratings.since(since)).get(slug, {}))


async def test_kalau_taiwan_is_understood_from_what_was_read_before(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    await ani.opens("t_biaya-penempatan")
    await ani.says("kalau ke hongkong?")
    assert library.topics["id"]["biaya-penempatan"].title in ani.last.text
    await ani.opens("t_malaysia")
    await ani.says("kalau taiwan?")
    assert ani.last.text.startswith(library.topics["id"]["taiwan"].title)


async def test_half_an_hour_later_it_is_a_question_of_its_own(chat: Chat, library: Library, clock: Clock) -> None:
    ani = chat.someone()
    await ani.opens("t_biaya-penempatan")
    clock.passes(minutes=31)
    await ani.says("kalau ke hongkong?")
    assert library.topics["id"]["biaya-penempatan"].title not in ani.last.text


async def test_a_rating_counts_once_and_leaves_the_answer(chat: Chat) -> None:
    """Ten quick taps are one opinion; nobody's name is kept with it."""
    ani = chat.someone()
    await ani.opens("t_paspor")
    shown = ani.last
    taps = [chat.simulator.press_data(ani.id, shown.data("Membantu"), message_id=shown.id) for _ in range(10)]
    await chat.settled(*taps)
    assert await ratings(chat, "paspor") == {"helpful": 1}
    assert ani.last.text == shown.text
    assert not any("Membantu" in label for label in ani.last.buttons)


async def test_not_helpful_asks_why_and_leads_on(chat: Chat) -> None:
    await chat.staff()
    ani = chat.someone()
    await ani.opens("t_paspor")
    await ani.taps("Belum")
    await ani.taps("Kurang lengkap")
    assert await ratings(chat, "paspor") == {"not_helpful": 1, "incomplete": 1}
    await ani.taps("Teruskan")
    await ani.says("apakah paspor anak ikut dibuat sekalian")
    assert "apakah paspor anak ikut" in ani.last.text
    await ani.taps("Ya, kirim")
    assert "sudah dikirim" in ani.last.text


async def test_an_answer_is_carried_to_whatsapp_and_copied(chat: Chat, library: Library) -> None:
    """As plain text, with its source, its date and the way back, which opens the same answer."""
    ani, budi = chat.someone(), chat.someone("Budi")
    await ani.opens("t_ciri-calo")
    link = next(url for url in ani.last.links if url.startswith("https://wa.me/"))
    assert len(link) <= 1800
    text = unquote(link.split("text=")[1])
    assert library.topics["id"]["ciri-calo"].title in text
    await ani.taps("Selengkapnya")
    await ani.taps("Salin")
    assert "<" not in ani.last.text
    assert "Sumber:" in ani.last.text
    payload = text.split("start=")[1].split()[0]
    await budi.opens(payload)
    assert budi.last.text.startswith(library.topics["id"]["ciri-calo"].title)


async def test_every_answer_can_be_carried_away(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    for slug in library.topics["id"]:
        await ani.opens(f"t_{slug}")
        assert any(len(url) <= 1800 for url in ani.last.links), slug
    assert [call for call in chat.simulator.calls if call.outcome != "ok"] == []


async def test_in_a_group_only_when_addressed(chat: Chat) -> None:
    """By name, by answering the bot, by /tanya; and the answer shows which message it answers."""
    ani = chat.someone()
    group = chat.group(-100300, ani)
    assert await group.hears(ani, "biaya kerja ke malaysia berapa") == []
    named = await group.hears(ani, "@bp3mi_ntt_bot cara cek PT resmi atau tidak")
    assert "Cek legalitas" in named[-1].text
    assert "cara cek PT" in named[-1].quotes
    assert await group.hears(ani, "/tanya@bp3mi_ntt_bot cara buat paspor")
    assert await group.hears(ani, "visa kerja itu apa", answering=named[-1])
    assert await count(chat, conversations) == 0


async def test_in_a_group_nothing_is_passed_on(chat: Chat) -> None:
    await chat.staff()
    ani = chat.someone()
    group = chat.group(-100301, ani)
    heard = await group.hears(ani, "@bp3mi_ntt_bot resep rendang padang yang enak bagaimana")
    assert heard[-1].links
    assert not any("Teruskan" in label for label in heard[-1].buttons)


async def test_a_changed_question_is_answered_anew_under_itself(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("cara buat paspor")
    mine = next(m for m in ani.messages if not m.raw["from"]["is_bot"])
    await chat.settled(chat.simulator.edit(ani.id, mine.id, "cara cek PT resmi atau tidak"))
    assert "Cek legalitas" in ani.last.text
    assert ani.last.quotes


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("voice", "mendengar suara"),
        ("photo", "gambar atau berkas"),
        ("document", "gambar atau berkas"),
        ("sticker", "tulis pertanyaan"),
        ("contact", "Nomor itu tidak saya simpan"),
    ],
)
async def test_what_is_not_text_gets_a_useful_answer(chat: Chat, kind: str, words: str) -> None:
    ani = chat.someone()
    await chat.settled(getattr(chat.simulator, kind)(ani.id))
    assert words in ani.last.text
    assert any("Darurat" in label for label in ani.last.buttons)


async def test_a_location_is_not_kept(chat: Chat) -> None:
    ani = chat.someone()
    await chat.settled(chat.simulator.location(ani.id, -10.17, 123.6))
    assert "tidak saya simpan" in ani.last.text
    await ani.taps("Pos layanan")
    assert "Dicek" in ani.last.text


async def test_staff_see_what_must_be_looked_after(chat: Chat, clock: Clock) -> None:
    yos = await chat.staff("Yos")
    clock.passes(days=400)
    await yos.says("/jawaban")
    assert "Lewat tanggal periksa" in yos.last.text
    assert "Nomor belum diisi" in yos.last.text
    ani = chat.someone()
    await ani.says("/jawaban")
    assert "khusus" in ani.last.text
