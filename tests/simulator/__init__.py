"""The simulator against a real client, and against what Telegram is known to refuse."""
