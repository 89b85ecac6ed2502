"""Sending, editing and answering, with python-telegram-bot as the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest

from bot.simulator.files import sample_photo

from .people import MARIA, URSULA, YOHANES, Clock

if TYPE_CHECKING:
    from bot.simulator import Simulator

YES_NO = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ya", callback_data="y")],
        [InlineKeyboardButton("Situs", url="https://bp2mi.go.id/")],
    ]
)


async def test_get_me(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.first_name, me.is_bot) == ("bp3mi_ntt_bot", "BP3MI NTT", True)


async def test_a_message_carries_its_formatting_and_buttons(sim: Simulator, bot: Bot) -> None:
    sent = await bot.send_message(MARIA, " <b>Halo</b> 🙂 <i>Maria</i>\n", parse_mode="HTML", reply_markup=YES_NO)
    assert sent.text_html == "<b>Halo</b> 🙂 <i>Maria</i>"
    assert sent.reply_markup == YES_NO
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    [shown] = sim.chat(MARIA).messages
    assert Message.de_json(shown, bot) == sent
    assert not sim.chat(YOHANES).messages


async def test_editing_replaces_text_and_drops_buttons(sim: Simulator, bot: Bot, clock: Clock) -> None:
    sent = await bot.send_message(MARIA, "satu", reply_markup=YES_NO)
    clock.now += 5
    edited = await bot.edit_message_text("<u>dua</u>", MARIA, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.text_html == "<u>dua</u>"
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    [shown] = sim.chat(MARIA).messages
    assert (shown["text"], shown["edit_date"] - shown["date"]) == ("dua", 5)
    assert [entry.method for entry in sim.chat(MARIA).log] == ["sendMessage", "editMessageText"]


async def test_editing_buttons_alone(sim: Simulator, bot: Bot) -> None:
    sent = await bot.send_message(MARIA, "satu")
    await bot.edit_message_reply_markup(MARIA, sent.message_id, reply_markup=YES_NO)
    assert sim.chat(MARIA).messages[0]["reply_markup"] == YES_NO.to_dict()
    await bot.edit_message_reply_markup(MARIA, sent.message_id)
    assert "reply_markup" not in sim.chat(MARIA).messages[0]


async def test_a_pressed_button_is_answered(sim: Simulator, bot: Bot) -> None:
    sent = await bot.send_message(MARIA, "Setuju?", reply_markup=YES_NO)
    pressed = sim.press(MARIA, sent.message_id, "Ya")
    [update] = await bot.get_updates()
    assert update.update_id == pressed
    assert update.callback_query is not None
    assert update.callback_query.data == "y"
    assert update.callback_query.message == sent
    assert sim.answer_to(pressed) is None
    await update.callback_query.answer("Tersimpan", show_alert=True)
    await update.callback_query.answer()  # twice is fine
    assert sim.answer_to(pressed) == {}
    with pytest.raises(LookupError, match="Situs"):
        sim.press(MARIA, sent.message_id, "Situs")


async def test_deleting(sim: Simulator, bot: Bot, clock: Clock) -> None:
    sim.text(MARIA, "rahasia")
    sent = await bot.send_message(MARIA, "satu")
    for shown in sim.chat(MARIA).messages:
        await bot.delete_message(MARIA, shown["message_id"])
    assert not sim.chat(MARIA).messages
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(MARIA, sent.message_id)
    old = await bot.send_message(MARIA, "lama")
    clock.now += 49 * 3600
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(MARIA, old.message_id)


async def test_photos_documents_and_downloads(sim: Simulator, bot: Bot) -> None:
    picture = sample_photo(1600, 900)
    photo = await bot.send_photo(MARIA, picture, caption="<b>Grafik</b>", parse_mode="HTML")
    assert photo.caption_html == "<b>Grafik</b>"
    assert [(size.width, size.height) for size in photo.photo][-1] == (1280, 720)
    document = await bot.send_document(MARIA, b"a;b\n1;2\n", filename="capaian.csv")
    assert document.document is not None
    assert document.document.file_name == "capaian.csv"
    file = await document.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a;b\n1;2\n"
    assert sim.file(document.document.file_id) == b"a;b\n1;2\n"
    again = await bot.send_document(URSULA, document.document.file_id)
    assert again.document == document.document
    assert len(sim.chat(MARIA).messages) == 2


async def test_an_album_is_one_group(sim: Simulator, bot: Bot) -> None:
    album = await bot.send_media_group(
        MARIA, [InputMediaPhoto(sample_photo(40, 30)), InputMediaPhoto(sample_photo(30, 40), caption="dua")]
    )
    assert len({message.media_group_id for message in album}) == 1
    assert album[1].caption == "dua"
    with pytest.raises(BadRequest, match="can't be mixed"):
        await bot.send_media_group(MARIA, [InputMediaPhoto(sample_photo()), InputMediaDocument(b"x")])
    assert len(sim.chat(MARIA).messages) == 2


async def test_media_can_be_exchanged_and_captions_edited(sim: Simulator, bot: Bot) -> None:
    sent = await bot.send_photo(MARIA, sample_photo(), caption="lama")
    await bot.edit_message_caption(MARIA, sent.message_id, caption="baru")
    assert sim.chat(MARIA).messages[0]["caption"] == "baru"
    await bot.edit_message_media(InputMediaDocument(b"pdf", filename="a.pdf"), MARIA, sent.message_id)
    assert "photo" not in sim.chat(MARIA).messages[0]
    assert sim.chat(MARIA).messages[0]["document"]["file_name"] == "a.pdf"


async def test_a_picture_must_be_one(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(MARIA, b"<svg/>")


async def test_replies_forwards_and_copies(sim: Simulator, bot: Bot) -> None:
    sim.text(MARIA, "Apa itu PMI?")
    [question] = sim.chat(MARIA).messages
    answer = await bot.send_message(
        MARIA, "Pekerja", reply_parameters=ReplyParameters(question["message_id"]), reply_markup=YES_NO
    )
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "Apa itu PMI?"
    forwarded = await bot.forward_message(URSULA, MARIA, question["message_id"])
    assert forwarded.forward_origin is not None
    assert forwarded.text == "Apa itu PMI?"
    await bot.copy_message(URSULA, MARIA, answer.message_id)
    copied = sim.chat(URSULA).messages[-1]
    assert copied["text"] == "Pekerja"
    assert not copied.keys() & {"forward_origin", "reply_markup", "reply_to_message"}


async def test_a_reply_keyboard_stays_until_removed(sim: Simulator, bot: Bot) -> None:
    keyboard = ReplyKeyboardMarkup([["Menu"], ["Darurat"]], resize_keyboard=True)
    sent = await bot.send_message(MARIA, "Pilih", reply_markup=keyboard)
    assert sent.reply_markup is None
    assert sim.chat(MARIA).keyboard == keyboard.to_dict()
    sim.text(MARIA, "Menu")
    assert sim.chat(MARIA).keyboard is not None
    await bot.send_message(MARIA, "ok", reply_markup=ReplyKeyboardRemove())
    assert sim.chat(MARIA).keyboard is None


async def test_commands_follow_scope_and_language(sim: Simulator, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Mulai"), BotCommand("menu", "Menu")])
    await bot.set_my_commands([BotCommand("menu", "Menu")], BotCommandScopeAllPrivateChats(), language_code="en")
    await bot.set_my_commands([BotCommand("capaian", "Angka")], BotCommandScopeChat(URSULA))

    def menu(account_id: int) -> list[str]:
        return [command["command"] for command in sim.commands_for(account_id)]

    assert (menu(MARIA), menu(URSULA)) == (["start", "menu"], ["capaian"])
    sim.change(MARIA, language_code="en")
    assert menu(MARIA) == ["menu"]
    assert set(sim.commands) == {("default", ""), ("all_private_chats", "en"), (f"chat:{URSULA}", "")}
    await bot.delete_my_commands(BotCommandScopeChat(URSULA))
    assert menu(URSULA) == ["start", "menu"]
    assert await bot.get_my_commands(BotCommandScopeChat(URSULA)) == ()


async def test_the_profile(bot: Bot) -> None:
    await bot.set_my_description("Tanya jawab PMI")
    await bot.set_my_description("Questions", language_code="en")
    await bot.set_my_short_description("PMI")
    assert (await bot.get_my_description()).description == "Tanya jawab PMI"
    assert (await bot.get_my_description("en")).description == "Questions"
    assert (await bot.get_my_short_description()).short_description == "PMI"
    await bot.set_chat_menu_button(MARIA)


async def test_other_kinds_of_message(sim: Simulator, bot: Bot) -> None:
    await bot.send_location(MARIA, -10.17, 123.6)
    await bot.send_voice(MARIA, b"OggS")
    await bot.send_chat_action(MARIA, "typing")
    sent = sim.chat(MARIA).messages
    assert [("location" in message, "voice" in message) for message in sent] == [(True, False), (False, True)]
    await bot.pin_chat_message(MARIA, sent[0]["message_id"])
    assert (await bot.get_chat(MARIA)).pinned_message is not None
    await bot.set_message_reaction(MARIA, sent[0]["message_id"], "👍")
    assert (await bot.get_chat_member(MARIA, MARIA)).status == "member"
