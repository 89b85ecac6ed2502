"""Materials in the chat, where ticks already given stand in the draft: no session is about nothing."""

from tests.chat import Chat, Someone
from tests.conversations.test_sessions import stored


async def up_to_materials(chat: Chat) -> Someone:
    ani = await chat.facilitator()
    for text in ("/sesi", "Nifukani", "kemarin", "tatap muka", "L 35 P 40"):
        await ani.says(text)
    assert "Materinya" in ani.last.text
    return ani


async def test_back_from_the_materials_goes_back(chat: Chat) -> None:
    """Ticked or not, “Kembali” undoes the answer before; it never leads on to the note."""
    ani = await up_to_materials(chat)
    await ani.taps("Migrasi aman")
    await ani.taps("Kembali")
    assert "Berapa" in ani.last.text, ani.last.text


async def test_a_session_about_nothing_cannot_be_saved(chat: Chat) -> None:
    """Typed text ticks nothing, and no way leads around the question to a card without materials."""
    ani = await up_to_materials(chat)
    await ani.says("migrasi aman")
    await ani.taps("Kembali")
    if "Lewati" in " ".join(ani.last.buttons):
        await ani.taps("Lewati")
        if any("Simpan" in label for label in ani.last.buttons):
            await ani.taps("Simpan")
    assert await stored(chat) == {}
