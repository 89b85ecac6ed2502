"""How we talk: from an update of Telegram to a committed outcome and its delivery."""
