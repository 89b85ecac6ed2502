"""Expected refusals: what a person may not or cannot do, said in their language. Their effects are undone."""

from bot.replies import Card, Reply


class Refusal(Exception):
    """Raise it in a handler: everything the handler did is rolled back and the message becomes the outcome."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def not_allowed() -> Refusal:
    return Refusal("refusal.not_allowed")


def button_is_old() -> Refusal:
    return Refusal("refusal.button_is_old")


def as_reply(html: str, plain: str, *, pressed: bool) -> Reply:
    """A refusal answers a button over the chat and a message in it."""
    return Reply(toast=plain, alert=True) if pressed else Reply((Card(html),))
