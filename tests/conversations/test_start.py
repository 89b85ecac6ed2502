"""Arriving, the language, privacy, groups, and messages no one expects."""

from sqlalchemy import func, select

from storage.schema import drafts, outbox, people
from tests.chat import Chat


async def rows(chat: Chat, table: object) -> int:
    async with chat.bot.store.begin() as unit:
        counted = select(func.count()).select_from(table)  # type: ignore[arg-type]
        return int((await unit._connection.execute(counted)).scalar_one())


async def test_a_newcomer_is_told_what_to_do(chat: Chat) -> None:
    ani = chat.someone("Ani")
    await ani.says("/start")
    assert ani.last.text.startswith("Halo, Ani.")
    assert "🆘 Darurat" in ani.last.buttons
    await ani.says("/bantuan")
    assert "/darurat" in ani.last.text
    assert "/capaian" not in ani.last.text


async def test_asking_leaves_nothing_about_the_person(chat: Chat) -> None:
    """No row for somebody who only asks; what was said to them is forgotten once sent."""
    ani = chat.someone()
    await ani.says("cara buat paspor")
    await ani.says("rahasia saya: umur 17, mau ke malaysia")
    assert await rows(chat, people) == 0
    async with chat.bot.store.begin() as unit:
        kept = list(await unit._connection.execute(select(outbox.c.params).where(outbox.c.state == "sent")))
    assert kept
    assert all(row.params is None for row in kept)


async def test_the_choice_of_language_is_kept_and_can_be_forgotten(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/bahasa")
    await ani.taps("English")
    assert "I will answer in English" in ani.last.text
    await ani.says("/privasi")
    assert "Your data" in ani.last.text
    await ani.taps("Delete my data")
    await ani.taps("Yes, delete")
    assert await rows(chat, people) == 0
    await ani.says("/privasi")
    assert "Data Anda" in ani.last.text


async def test_forgetting_keeps_the_role_and_says_why(chat: Chat) -> None:
    ani = await chat.facilitator()
    await ani.says("/sesi")
    await ani.says("/hapus_data")
    await ani.taps("Ya, hapus")
    assert "dipakai untuk angka resmi" in ani.last.text
    assert await rows(chat, drafts) == 0
    await ani.says("/sesi")
    assert "Catat sosialisasi" in ani.last.text


async def test_in_a_group_only_calls_for_help_are_answered(chat: Chat) -> None:
    ani = await chat.facilitator()
    group = -100500
    chat.simulator.group(group, "Desa Oesao", members=[ani.id])
    silent = [chat.simulator.text(ani.id, text, chat_id=group) for text in ("/sesi", "/capaian 2025", "halo semua")]
    await chat.settled(*silent, chat.simulator.text(ani.id, "/darurat", chat_id=group))
    said = [message["text"] for message in chat.simulator.chat(group).messages if message["from"]["is_bot"]]
    assert len(said) == 1
    assert "0800-1000" in said[0]


async def test_a_text_of_ten_thousand_characters_is_answered(chat: Chat) -> None:
    """Longer than any client sends; a forger's update is handled like any other."""
    ani = chat.someone()
    user = {"id": ani.id, "is_bot": False, "first_name": "Ani"}
    message = {"message_id": 1, "date": 1, "chat": {"id": ani.id, "type": "private"}, "from": user}
    await chat.settled(chat.simulator.raw({"message": message | {"text": "gaji malaysia " * 715}}))
    assert len(ani.heard) == 1


async def test_an_edited_message_is_a_new_question_but_no_answer_to_a_form(chat: Chat) -> None:
    ani, mia = chat.someone("Ani"), await chat.facilitator("Mia")
    await ani.says("xyzzy")
    sent = next(shown for shown in ani.messages if not shown.raw["from"]["is_bot"])
    await chat.settled(chat.simulator.edit(ani.id, sent.id, "cara buat paspor"))
    assert "Sumber:" in ani.last.text or "Maksud Anda" in ani.last.text
    await mia.says("/sesi")
    sent = next(shown for shown in mia.messages if not shown.raw["from"]["is_bot"])
    await chat.settled(chat.simulator.edit(mia.id, sent.id, "Nifukani"))
    assert "Pesan yang diubah tidak saya baca" in mia.last.text
