"""Sending, editing and answering, with python-telegram-bot as the client."""

from __future__ import annotations

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
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.simulator import Simulator
from bot.simulator.files import sample_photo

from .conftest import MARIA, URSULA, YOHANES

YES_NO = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y"), InlineKeyboardButton("T", callback_data="n")]])
