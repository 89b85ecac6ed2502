"""What we say: answers, contacts, places, indicators and published figures. Knows neither Telegram nor a database."""
