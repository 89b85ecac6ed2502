"""Forms as pure values: what was answered so far and an input make the next state. No database, no Telegram."""
