"""What is not text: each kind gets an answer that helps, and nothing of it is kept."""

from bot.replies import SILENCE, Button, Reply, Row, act, card
from bot.turn import Turn

KINDS = {
    **dict.fromkeys(("voice", "audio", "video_note"), "voice"),
    **dict.fromkeys(("photo", "document", "video", "animation"), "picture"),
    **dict.fromkeys(("sticker", "dice"), "sticker"),
    "location": "location",
    "contact": "contact",
}


async def not_text(turn: Turn) -> Reply:
    """A voice message, a photo, a sticker, a place, a telephone number: say what we can do with it."""
    if not turn.incoming.is_private:
        return SILENCE
    kind = KINDS.get(turn.incoming.attachment or "", "other")
    rows: dict[str, tuple[Row, ...]] = {
        "picture": ((Button(turn.plain("button.check_offer"), act("offer")),),),
        "location": ((Button(turn.plain("button.posts"), act("topic", "pos-layanan")),),),
        "contact": (
            (Button(turn.plain("button.check_company"), act("topic", "cek-p3mi")),),
            (Button(turn.plain("button.report_fraud"), act("topic", "lapor-penipuan")),),
        ),
    }
    always = (
        Button(turn.plain("button.menu"), act("menu")),
        Button(turn.plain("button.emergency"), act("emergency")),
    )
    contact = turn.library.contacts["halo-kp2mi"].inline(turn.language)
    return card(turn.say(f"media.{kind}", contact=contact), *rows.get(kind, ()), always)
