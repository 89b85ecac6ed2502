"""Door one: a prospective migrant asks."""

from content.library import Library
from tests.chat import Chat
from tests.conftest import Clock


async def test_an_answer_names_its_source_and_the_day_it_was_checked(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    await ani.says("cara cek PT resmi atau tidak")
    assert "Sumber:" in ani.last.text
    assert f"Dicek {chat.bot.house.texts.day('id', library.topics['id']['cek-p3mi'].checked_on)}" in ani.last.text


async def test_more_opens_in_place(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    await ani.says("/menu")
    await ani.taps("Aman dari calo")
    await ani.taps(library.topics["id"]["cek-p3mi"].title)
    short = ani.last
    await ani.taps("Selengkapnya")
    assert ani.last.id == short.id
    assert len(ani.last.text) > len(short.text)
    assert "Selengkapnya" not in ani.last.buttons


async def test_danger_gets_hotlines_at_once(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("tolong, sa pung adik dapa pukul tiap hari deng dong kurung dia di rumah majikan")
    assert "0800-1000" in ani.last.text
    assert "tidak tahu" not in ani.last.text


async def test_darurat_works_for_everyone(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/darurat")
    assert "0800-1000" in ani.last.text


async def test_what_is_not_known_is_said_to_be_unknown(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("resep rendang padang yang enak bagaimana")
    assert "belum tahu" in ani.last.text
    assert "0800-1000" in ani.last.text


async def test_every_topic_shows_whole_and_within_telegrams_limits(chat: Chat, library: Library) -> None:
    """All answers in both languages are valid HTML of acceptable length: the simulator refuses what Telegram would."""
    for language in ("id", "en"):
        ani = chat.someone()
        await ani.says("/bahasa")
        await ani.sends_data(f"language:{language}")
        for slug in library.topics["id"]:
            await ani.sends_data(f"topic:{slug}")
            if any(label in ani.last.buttons for label in ("Selengkapnya", "More")):
                await ani.sends_data(f"more:{slug}")
    refused = [call for call in chat.simulator.calls if call.outcome != "ok"]
    assert refused == []


async def test_an_answer_past_its_review_date_says_so(chat: Chat, clock: Clock) -> None:
    clock.passes(days=400)
    ani = chat.someone()
    await ani.says("/kontak")
    assert "lewat tanggal periksa" in ani.last.text


async def test_english_where_there_is_english(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/bahasa")
    await ani.taps("English")
    await ani.sends_data("topic:cek-p3mi")
    assert "Checked" in ani.last.text
    await ani.sends_data("topic:sanksi")
    assert "only in Indonesian" in ani.last.text


async def test_whatever_is_sent_gets_an_answer(chat: Chat) -> None:
    """Photos, voices, stickers, locations, strange text: never silence, never a failure."""
    ani = chat.someone("<b>Ani</b> \u202e")
    simulator = chat.simulator
    await ani.says("/start")
    assert "<b>Ani</b>" in ani.last.text
    for send in (simulator.sticker, simulator.voice, lambda person: simulator.location(person, -10.17, 123.6)):
        before = len(ani.heard)
        await chat.settled(send(ani.id))
        assert len(ani.heard) == before + 1
    for text in ("\u202e\u0000abc", "😀" * 2000, "<script>", "a" * 4096, "/tidakada", "%s {x} {0}"):
        before = len(ani.heard)
        await ani.says(text)
        assert len(ani.heard) > before, text


async def test_all_groups_open(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    for group in library.groups:
        await ani.says("/menu")
        await ani.sends_data(f"group:{group}")
        assert len(ani.last.buttons) == len(library.in_group(group, "id")) + 1
