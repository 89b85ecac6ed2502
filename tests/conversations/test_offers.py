"""Checking a job offer: pasted, passed on, or typed in passing."""

from tests.chat import Chat

OFFER = """LOWONGAN MALAYSIA!!! Dibutuhkan 20 orang kerja kebun sawit di Sabah.
Gaji besar, tanpa kontrak, berangkat minggu ini lewat Nunukan pakai visa turis.
Biaya pendaftaran 3 juta transfer dulu ke rekening pribadi. Paspor dikumpul di agen. Jangan bilang orang."""
CLEAN = "Halo semua, besok jam 9 ada kerja bakti di gereja, jangan lupa bawa sapu dan air minum."


async def test_an_offer_is_asked_for_and_its_signs_are_named(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/tawaran")
    await ani.says(OFFER)
    assert "tanda yang perlu" in ani.last.text
    assert "Jangan bayar" in ani.last.text
    assert "Dasar:" in ani.last.text


async def test_a_forwarded_offer_is_checked_without_asking(chat: Chat) -> None:
    ani, broker = chat.someone(), chat.someone("Om")
    await ani.forwards(OFFER, by=broker)
    assert "tanda yang perlu" in ani.last.text


async def test_what_reads_clean_is_never_called_safe(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/tawaran")
    await ani.says("PT Contoh Maju Bersama, SIP3MI ada, kontrak kerja 2 tahun, visa kerja, majikan Tuan Lee, Taiwan")
    assert "belum berarti" in ani.last.text
    assert "aman" not in ani.last.text.lower()


async def test_a_forwarded_message_that_is_no_offer_is_read_as_usual(chat: Chat) -> None:
    ani, friend = chat.someone(), chat.someone("Teman")
    await ani.forwards(CLEAN, by=friend)
    assert "tanda yang perlu" not in ani.last.text


async def test_danger_in_an_offer_comes_first(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says("/tawaran")
    await ani.says("tolong saya dikurung agen di penampungan, pintu digembok, mereka pukul kami")
    assert "0800-1000" in ani.last.text


async def test_a_typed_offer_is_answered_and_may_be_checked(chat: Chat) -> None:
    ani = chat.someone()
    await ani.says(OFFER)
    await ani.taps("Periksa tanda-tandanya")
    assert "tanda yang perlu" in ani.last.text
