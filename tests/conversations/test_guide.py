"""The route guide: five taps, the routes that fit, a list to tick and come back to."""

from content.library import Library
from tests.chat import Chat


async def test_five_taps_lead_to_a_route_and_its_list(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    await ani.says("/jalur")
    for question in library.guide.questions:
        assert question.text["id"] in ani.last.text
        letter = {"age": "c", "school": "b"}.get(question.key, next(iter(question.options)))
        await ani.taps(question.options[letter]["id"])
    assert "Jalur resmi yang cocok" in ani.last.text


async def test_ticks_are_kept_until_they_are_deleted(chat: Chat, library: Library) -> None:
    """One taps what one has, finds it again with /jalur, and may delete it."""
    ani = chat.someone()
    await ani.says("/jalur")
    await ani.sends_data("route:p-to-p")
    assert library.guide.routes["p-to-p"].checklist[0].text["id"] in ani.last.text
    await ani.taps("⬜ 1")
    assert "✅ 1" in ani.last.buttons
    await ani.says("/jalur")
    assert any("(1/" in label for label in ani.last.buttons)
    await ani.says("/hapus_data")
    await ani.taps("Ya, hapus")
    await ani.says("/jalur")
    assert "1 dari" in ani.last.text


async def test_every_item_ticked_is_said_so_and_a_tick_comes_off_again(chat: Chat, library: Library) -> None:
    ani = chat.someone()
    await ani.says("/jalur")
    await ani.sends_data("route:ssw-jepang")
    shown = ani.last
    items = library.guide.routes["ssw-jepang"].checklist
    for item in items:
        await ani.sends_data(f"tick:ssw-jepang:{item.key}", on=shown)
    assert "semua sudah" in ani.last.text
    await ani.sends_data(f"tick:ssw-jepang:{items[0].key}", on=shown)
    assert "semua sudah" not in ani.last.text


async def test_forged_answers_are_refused(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/jalur")
    for data in ("guide:zzzzz", "guide:aaaaaaaaaaaa", "route:presiden", "tick:p-to-p:istana"):
        await ani.sends_data(data)
        assert "tidak berlaku" in ani.toast
