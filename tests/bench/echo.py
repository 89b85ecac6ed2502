"""The yardstick: a bare python-telegram-bot echo, sequential or with `concurrent` updates. Stores nothing."""

import os
import sys

import sniffio  # noqa: F401  without it httpcore repeats a failing import for every request
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(os.environ["TELEGRAM_API_URL"])
if "concurrent" in sys.argv:
    builder = builder.concurrent_updates(256)
application = builder.build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
