"""Who may do what: invitations, revoking, strangers."""

import re

import pytest

from tests.chat import Chat
from tests.conftest import Clock
from tests.conversations.test_sessions import fill_in, stored


def token_in(text: str) -> str:
    match = re.search(r"start=(inv_[\w-]+)", text)
    assert match, text
    return match[1]


@pytest.mark.parametrize("command", ["/sesi", "/sesi_saya", "/capaian", "/undang"])
async def test_a_stranger_is_refused_in_words(chat: Chat, command: str) -> None:
    stranger = chat.someone()
    await stranger.says(command)
    assert "khusus fasilitator atau petugas" in stranger.last.text


async def test_an_invitation_works_once(chat: Chat) -> None:
    """The link gives the role with its places to one person and to nobody after."""
    yos, ani, ben = await chat.staff(), chat.someone("Ani"), chat.someone("Ben")
    await yos.says("/undang fasilitator Amanuban Barat")
    link = token_in(yos.last.text)
    await ani.opens(link)
    assert "terdaftar sebagai fasilitator" in ani.last.text
    assert "Amanuban Barat" in ani.last.text
    await ben.opens(link)
    assert "tidak berlaku" in ben.last.text
    await ani.says("/sesi")
    assert "Catat sosialisasi" in ani.last.text
    menu = [command["command"] for command in chat.simulator.commands_for(ani.id)]
    assert "sesi" in menu
    assert "capaian" not in menu


async def test_an_invitation_expires(chat: Chat, clock: Clock) -> None:
    yos, ani = await chat.staff(), chat.someone()
    await yos.says("/undang fasilitator")
    clock.passes(days=8)
    await ani.opens(token_in(yos.last.text))
    assert "tidak berlaku" in ani.last.text


async def test_only_administrators_invite_staff(chat: Chat) -> None:
    yos, rut, ani = await chat.staff(), await chat.admin(), chat.someone()
    await yos.says("/undang petugas")
    assert "khusus" in yos.last.text
    await rut.says("/undang petugas")
    await ani.opens(token_in(rut.last.text))
    await ani.says("/capaian 2025")
    assert "Capaian 2025" in ani.last.text


async def test_an_invitation_never_lowers_a_role(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/undang fasilitator")
    await yos.opens(token_in(yos.last.text))
    assert "tidak ada yang diubah" in yos.last.text
    await yos.says("/capaian 2025")
    assert "Capaian 2025" in yos.last.text


async def test_a_role_revoked_in_the_middle_of_a_form_ends_it_at_once(chat: Chat) -> None:
    """The next tap is refused, the person is told, nothing is stored."""
    ani, yos = await chat.facilitator("Ani"), await chat.staff()
    await fill_in(ani)
    card = ani.last
    await yos.says("/undang")
    await yos.taps("Ani")
    await yos.taps("Ya, cabut")
    assert "sudah diakhiri" in ani.last.text
    await ani.taps("Simpan", on=card)
    assert "khusus fasilitator" in ani.toast
    assert await stored(chat) == {}
    assert "sesi" not in [command["command"] for command in chat.simulator.commands_for(ani.id)]


async def test_staff_cannot_revoke_their_equals_or_administrators(chat: Chat) -> None:
    yos, una, rut = await chat.staff("Yos"), await chat.staff("Una"), await chat.admin("Rut")
    await yos.says("/undang")
    assert not any("Una" in label or "Rut" in label for label in yos.last.buttons)
    for someone in (una, rut):
        await yos.sends_data(f"revoke_yes:{someone.id}")
        assert "boleh Anda cabut" in yos.toast


@pytest.mark.parametrize(
    "data",
    [
        "nonsense",
        "form",
        "form:x:save",
        "session:",
        "topic:nope",
        "revoke:abc",
        "capaian_open:x:y",
        "language:xx",
        ":::",
    ],
)
async def test_forged_buttons_are_refused_in_words(chat: Chat, data: str) -> None:
    """Whatever a button says, from whoever: a clear answer, and no effect."""
    for someone in (chat.someone(), await chat.staff()):
        await someone.says("/menu")
        await someone.sends_data(data)
        assert "tidak berlaku" in someone.toast or "khusus" in someone.toast or "boleh Anda cabut" in someone.toast


async def test_forged_invitations_invite_nobody(chat: Chat) -> None:
    ani = chat.someone()
    for payload in ("inv_", "inv_" + "A" * 50, "inv_--", "s_unknown"):
        await ani.opens(payload)
    await ani.says("/sesi")
    assert "khusus" in ani.last.text
