"""Staff review what facilitators report: /periksa."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage.people import Person
from storage.schema import audit
from storage.sessions import Report, Session
from tests.chat import Chat, Shown, Someone
from tests.conversations.test_achievements import load_2025
from tests.conversations.test_sessions import fill_in

DAY = date(2026, 11, 23)
NIFUKANI, OTHER_REGENCY = "53.02.07.2015", "53.04.01.2001"


async def logged(
    chat: Chat, who: Someone, key: str, people: tuple[int, int] = (35, 40), *, place: str = NIFUKANI, on: date = DAY
) -> Session:
    """A session as if reported through the form."""
    async with chat.bot.store.begin() as unit:
        report = Report(on, "face_to_face", place, *people, 0, ("safe_migration",))
        return (await unit.sessions.record(key, report, by=who.id, now=chat.bot.house.clock()))[0]


async def review_of(chat: Chat, code: str) -> str:
    async with chat.bot.store.begin() as unit:
        session = await unit.sessions.by_code(code)
    assert session is not None
    return session.review


async def verdicts(chat: Chat) -> list[tuple[str, str]]:
    """What the audit says of reviews: of which session, and which verdict."""
    async with chat.bot.store.begin() as unit:
        rows = select(audit.c.object, audit.c.detail).where(audit.c.action == "review_session").order_by(audit.c.id)
        return [(row.object, row.detail["verdict"]) for row in await unit._connection.execute(rows)]


async def counted(yos: Someone) -> str:
    await yos.says("/capaian sosialisasi")
    return yos.last.text


async def test_an_officer_opens_a_session_and_approves_it(chat: Chat) -> None:
    """From the facilitator's form to the officer's verdict, which the card shows when it is opened again."""
    maria, yos = await chat.facilitator("Maria"), await chat.staff("Yos")
    await fill_in(maria)
    await maria.taps("Simpan")
    await yos.says("/periksa")
    assert "Menunggu diperiksa: 1 sesi" in yos.last.text
    assert "1. 23 Nov · Nifukani · 75 orang · Maria" in yos.last.text
    await yos.taps("1 · Nifukani")
    for line in ("versi 1 · belum diperiksa", "Pelapor: Maria", "Desa Nifukani, Kec. Amanuban Barat", "75 orang"):
        assert line in yos.last.text
    code = yos.last.text.split()[1]
    await yos.taps("Setujui")
    assert f"Sesi {code} disetujui" in yos.last.text
    await yos.says(f"/periksa {code.lower()}")
    assert "versi 1 · disetujui" in yos.last.text
    assert "Yos" in yos.last.text
    assert not any("Setujui" in label for label in yos.last.buttons)
    await yos.says("/periksa")
    assert "Tidak ada sesi yang menunggu" in yos.last.text
    assert await verdicts(chat) == [(f"session:{code}", "approved")]


async def test_flags_are_words_in_the_queue_and_sentences_on_the_card(chat: Chat) -> None:
    maria, ben, yos = await chat.facilitator("Maria"), await chat.facilitator("Ben"), await chat.staff()
    for number in range(3):
        await logged(chat, maria, f"before {number}", (20, 20), on=DAY - timedelta(days=number + 1))
    await logged(chat, ben, "large", (401, 0))
    await logged(chat, ben, "far", (12, 13), place=OTHER_REGENCY)
    await logged(chat, ben, "late", (12, 13), place="53.02.07.2001", on=DAY - timedelta(days=40))
    await yos.says("/periksa")
    lines = {line.split(".")[0]: line for line in yos.last.text.splitlines()}
    assert "⚠️" not in lines["1"]
    assert "⚠️ jauh di atas biasa, beda kabupaten, L/P timpang" in lines["4"]
    assert "⚠️ beda kabupaten" in lines["5"]
    assert "⚠️ terlambat" in lines["6"]
    await yos.taps("4 · Nifukani")
    assert "401 orang, padahal 3 sesi sebelumnya di sini biasanya 40 orang" in yos.last.text
    assert "Laki-laki 401, perempuan 0" in yos.last.text
    await yos.taps("Berikutnya")
    await yos.taps("Berikutnya")
    assert "Dicatat 41 hari sesudah acaranya" in yos.last.text
    await yos.taps("Sebelumnya")
    assert "sesi di kabupaten lain: Desa Nifukani" in yos.last.text


async def test_a_returned_session_comes_to_its_reporter_with_field_and_note(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    session = await logged(chat, maria, "a")
    await yos.says(f"/periksa {session.code}")
    await yos.taps("Kembalikan")
    await yos.taps("Peserta")
    await yos.says("daftar hadir <b>57</b> orang?")
    assert not maria.heard, "a note is shown before it goes"
    await yos.taps("Kirim ke fasilitator")
    assert "dikembalikan. Fasilitator saya beri tahu" in yos.heard[-1].text
    for part in (
        f"Kode {session.code}",
        "Peserta",
        "Catatan petugas: daftar hadir <b>57</b> orang?",
        "tetap tersimpan",
    ):
        assert part in maria.last.text
    assert maria.last.data("Perbaiki") == f"session_fix:{session.code}:people"
    await yos.says("/periksa")
    assert "Dikembalikan dan belum diperbaiki: 1 sesi" in yos.last.text
    async with chat.bot.store.begin() as unit:
        returned, last = await unit.sessions.by_code(session.code), await unit.reviews.last(session)
        assert returned is not None
        assert last is not None
        assert (last.verdict, last.version, last.field, last.note) == (
            "returned",
            1,
            "people",
            "daftar hadir <b>57</b> orang?",
        )
        report = Report(DAY, "face_to_face", NIFUKANI, 27, 30)
        now = chat.bot.house.clock()
        await unit.sessions.correct(returned, report, reason="jumlah", by=maria.id, now=now)
    await yos.says("/periksa")
    assert "1. 23 Nov · Nifukani · 57 orang" in yos.last.text
    await yos.taps("1 · ")
    assert "versi 2 · belum diperiksa" in yos.last.text
    assert "Pemeriksaan terakhir (versi 1): dikembalikan: Peserta" in yos.last.text


async def test_a_note_may_be_left_out_and_an_older_card_sends_nothing(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    first, second = await logged(chat, maria, "a"), await logged(chat, maria, "b", on=DAY - timedelta(days=1))
    await return_for(yos, first, "Tanggal")
    older = yos.last
    await yos.says("tanggalnya?")
    await yos.taps("Tanpa catatan", on=older)
    assert "tidak berlaku" in yos.toast
    await yos.taps("Batal")
    assert "Dibatalkan" in yos.last.text
    assert not maria.heard
    await return_for(yos, second, "Hal lain")
    await yos.taps("Tanpa catatan")
    assert "Yang perlu diperbaiki: Hal lain" in maria.last.text
    assert "Catatan petugas" not in maria.last.text
    assert [await review_of(chat, session.code) for session in (first, second)] == ["new", "returned"]


async def return_for(yos: Someone, session: Session, field: str) -> None:
    await yos.says(f"/periksa {session.code}")
    await yos.taps("Kembalikan")
    await yos.taps(field)


async def test_the_request_speaks_the_reporters_language_and_its_loss_is_told(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    session = await logged(chat, maria, "a")
    await maria.says("/bahasa")
    await maria.taps("English")
    await return_for(yos, session, "Materi")
    await yos.taps("Tanpa catatan")
    assert f"Please correct a session · Code {session.code}" in maria.last.text
    other = await logged(chat, maria, "b", on=DAY - timedelta(days=1))
    chat.simulator.faults.block(maria.id)
    await return_for(yos, other, "Materi")
    await yos.taps("Tanpa catatan")
    assert f"perbaikan sesi {other.code} tidak bisa sampai" in yos.last.text
    assert await review_of(chat, other.code) == "returned"


@pytest.mark.parametrize("whose", ["a document", "somebody whose role is gone"])
async def test_where_nobody_can_be_asked_the_officer_hears_so(chat: Chat, whose: str) -> None:
    """What was imported has no reporter; whoever lost the role may not correct any more."""
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    if whose == "a document":
        maria.id = 0
    session = await logged(chat, maria, "a")
    async with chat.bot.store.begin() as unit:
        await unit.people.revoke(maria.id, chat.bot.house.clock())
    await return_for(yos, session, "Tempat")
    await yos.taps("Tanpa catatan")
    assert "tidak bisa saya hubungi" in yos.last.text
    assert "Mohon perbaiki" not in " ".join(shown.text for shown in yos.heard)
    assert await review_of(chat, session.code) == "returned"


async def test_all_without_a_flag_are_approved_after_their_number_was_named(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    clean = [await logged(chat, maria, f"{n}", (11 + n, 20), on=DAY - timedelta(days=n)) for n in range(10)]
    flagged = await logged(chat, maria, "flagged", (0, 90), on=DAY - timedelta(days=12))
    await yos.says("/periksa")
    assert "Nifukani" in yos.last.text
    await yos.taps("Berikutnya")
    assert "11. 11 Nov · Nifukani · 90 orang · Maria · ⚠️ L/P timpang" in yos.last.text
    await yos.taps("Setujui yang tanpa tanda (10)")
    assert "Setujui 10 sesi tanpa tanda, seluruhnya 355 orang?" in yos.last.text
    assert await verdicts(chat) == []
    asked = yos.last
    late = await logged(chat, maria, "late", place="53.02.07.2001")
    await ten_taps(chat, yos, asked.data("Ya, setujui"), asked)
    assert "10 sesi disetujui" in yos.last.text
    assert [await review_of(chat, session.code) for session in clean] == ["approved"] * 10
    assert [await review_of(chat, session.code) for session in (flagged, late)] == ["new", "new"]
    assert sorted(await verdicts(chat)) == sorted((f"session:{session.code}", "approved") for session in clean)


async def ten_taps(chat: Chat, who: Someone, data: str, on: Shown) -> list[str]:
    """Ten at once; what appears over the chat for each."""
    taps = [chat.simulator.press_data(who.id, data, message_id=on.id) for _ in range(10)]
    await chat.settled(*taps)
    return [str((chat.simulator.answer_to(tap) or {}).get("text", "")) for tap in taps]


async def test_a_queue_that_changed_is_not_approved_unseen(chat: Chat) -> None:
    """One of those named was corrected, or is doubted now: nothing happens, and the officer looks again."""
    maria, ben, yos = await chat.facilitator("Maria"), await chat.facilitator("Ben"), await chat.staff()
    first, second = [await logged(chat, maria, f"{n}", on=DAY - timedelta(days=n)) for n in range(2)]
    await yos.says("/periksa")
    await yos.taps("Setujui yang tanpa tanda (2)")
    await logged(chat, ben, "twin of the first")
    await yos.taps("Ya, setujui 2 sesi")
    assert "Antrean sudah berubah" in yos.toast
    assert [await review_of(chat, session.code) for session in (first, second)] == ["new", "new"]
    for forged in ("review_all_yes", "review_all_yes:x:y", f"review_all_yes:{9**18}:", "review:99999", "review:-1"):
        await yos.sends_data(forged)
    assert await verdicts(chat) == []


async def test_a_correction_makes_the_open_card_stale(chat: Chat) -> None:
    """Whatever is tapped on it is refused in words, also in the middle of the note."""
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    session = await logged(chat, maria, "a")
    await yos.says(f"/periksa {session.code}")
    shown = yos.last
    await yos.taps("Kembalikan")
    await yos.taps("Cara")
    async with chat.bot.store.begin() as unit:
        report = Report(DAY, "online", NIFUKANI, 5, 6)
        await unit.sessions.correct(session, report, reason="cara", by=maria.id, now=chat.bot.house.clock())
    await yos.says("benar daring?")
    assert f"Sesi {session.code} sudah berubah" in yos.last.text
    await yos.sends_data(f"review_ok:{session.code}.1n", on=shown)
    assert "sudah berubah" in yos.toast
    await yos.says("apa itu P3MI?")
    assert "sudah berubah" not in yos.last.text, "the form does not stand in the way"
    assert (await review_of(chat, session.code), await verdicts(chat)) == ("new", [])


async def test_ten_taps_are_one_verdict_and_each_hears_of_it(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff("Yos")
    session = await logged(chat, maria, "a")
    await yos.says(f"/periksa {session.code}")
    toasts = await ten_taps(chat, yos, yos.last.data("Setujui"), yos.last)
    assert ["keputusan Anda tersimpan" in toast for toast in toasts] == [True] + [False] * 9
    assert all("sudah disetujui oleh Yos" in toast for toast in toasts[1:])
    other = await logged(chat, maria, "b")
    await return_for(yos, other, "Catatan")
    await ten_taps(chat, yos, yos.last.data("Tanpa catatan"), yos.last)
    assert len(maria.heard) == 1
    assert await verdicts(chat) == [(f"session:{session.code}", "approved"), (f"session:{other.code}", "returned")]


async def test_of_two_officers_the_second_is_told_who_was_first(chat: Chat) -> None:
    maria, yos, eda = await chat.facilitator("Maria"), await chat.staff("Yos"), await chat.staff("Eda")
    session = await logged(chat, maria, "a")
    await return_for(eda, session, "Tempat")
    await yos.says(f"/periksa {session.code}")
    await yos.taps("Setujui")
    await eda.taps("Tanpa catatan")
    assert f"Sesi {session.code} sudah disetujui oleh Yos" in eda.toast
    assert not maria.heard
    assert await verdicts(chat) == [(f"session:{session.code}", "approved")]


async def test_two_officers_at_the_very_same_time(chat: Chat) -> None:
    maria, officers = await chat.facilitator("Maria"), [await chat.staff(name) for name in ("Yos", "Eda")]
    for number in range(5):
        session = await logged(chat, maria, f"{number}", on=DAY - timedelta(days=number))
        for officer in officers:
            await officer.says(f"/periksa {session.code}")
        presses = [
            chat.simulator.press_data(officer.id, officer.last.data("Setujui"), message_id=officer.last.id)
            for officer in officers
        ]
        await chat.settled(*presses)
        toasts = [(chat.simulator.answer_to(press) or {})["text"] for press in presses]
        assert sorted("sudah disetujui oleh" in toast for toast in toasts) == [False, True]
    assert len(await verdicts(chat)) == 5


EVERY_BUTTON = (
    *("review", "review_open:{0}", "review_ok:{0}.1n", "review_all", "review_all_yes:9:x", "review_back:{0}.1n"),
    *("review_field:{0}.1n:place", "review_send:x", "review_pair:{0}:{1}", "review_same:{0}.1n:{1}.1n:0"),
    *("review_apart:{0}.1n:{1}.1n:0", "review_count:off"),
)


async def test_strangers_facilitators_and_forwarded_cards_do_nothing(chat: Chat) -> None:
    """Every button, pressed by somebody without the role."""
    maria, ani = await chat.facilitator("Maria"), chat.someone()
    pair = [await logged(chat, maria, key) for key in "ab"]
    for someone in (maria, ani):
        await someone.says("/periksa")
        assert "khusus" in someone.last.text
        before = len(someone.heard)
        for data in EVERY_BUTTON:
            await someone.sends_data(data.format(*(session.code for session in pair)))
            assert "khusus" in someone.toast, data
        assert len(someone.heard) == before
    assert await verdicts(chat) == []
    yos = await chat.staff()
    await yos.sends_data("review_count:off", on=await yos.says("/periksa"))
    assert "khusus" in yos.toast, "what counts is for administrators"


FORGED = [
    "review_ok",
    "review_ok:",
    "review_ok:XXXXXX.1n",
    "review_ok:{0}",
    "review_ok:{0}.2n",
    "review_ok:{0}.1a",
    "review_field:{0}.1n",
    "review_field:{0}.1n:salary",
    "review_send:",
    "review_pair:{0}",
    "review_pair:{0}:{0}",
    "review_same:{0}.1n:{0}.1n:0",
    "review_same:{0}.1n:{1}.1n:",
    "review_same:{0}.1n:{1}.1n:7",
    "review_same:{0}.1n:{2}.1n:0",
    "review_apart:{0}.1n:{1}.1n:x",
    "review_count",
    "review_count:maybe",
]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_buttons_are_refused_in_words(chat: Chat, data: str) -> None:
    """Also by those who may: another version, a field there is not, a session as its own twin, another village."""
    maria, rut = await chat.facilitator("Maria"), await chat.admin()
    found = [await logged(chat, maria, key) for key in "ab"]
    found.append(await logged(chat, maria, "elsewhere", place=OTHER_REGENCY))
    await rut.says("/periksa")
    await rut.sends_data(data.format(*(session.code for session in found)))
    assert "tidak" in rut.toast.casefold()
    assert await verdicts(chat) == []


async def test_a_role_revoked_on_the_way_ends_the_way(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    session = await logged(chat, maria, "a")
    await return_for(yos, session, "Tempat")
    asked = yos.last
    async with chat.bot.store.begin() as unit:
        await unit.people.put(Person(yos.id, "Yos"), chat.bot.house.clock())
    await yos.taps("Tanpa catatan", on=asked)
    assert "khusus" in yos.toast
    await yos.says("desanya keliru")
    assert session.code not in yos.last.text
    assert not maria.heard
    assert (await review_of(chat, session.code), await verdicts(chat)) == ("new", [])


async def test_an_open_session_form_is_not_overwritten(chat: Chat) -> None:
    maria, yos = await chat.facilitator("Maria"), await chat.staff()
    session = await logged(chat, maria, "a")
    await yos.says("/sesi")
    await return_for(yos, session, "Tempat")
    assert "Masih ada isian yang terbuka" in yos.toast


async def test_one_event_from_two_reporters_counts_once_after_the_ruling(chat: Chat) -> None:
    maria, ben, yos = await chat.facilitator("Maria"), await chat.facilitator("Ben"), await chat.staff()
    one, other = await logged(chat, maria, "a"), await logged(chat, ben, "b", (36, 40))
    assert "\n151 orang" in await counted(yos)
    await yos.says("/periksa")
    await yos.taps("2 · ")
    await yos.taps(f"Kembar dengan {one.code}")
    for part in ("Maria", "Ben", "75 orang (laki-laki 35, perempuan 40)", "76 orang", "dicatat 24 Nov 2026 10.00 WITA"):
        assert part in yos.last.text
    shown = yos.last
    toasts = await ten_taps(chat, yos, shown.data(f"hitung yang itu: {one.code}"), shown)
    assert ["tersimpan" in toast for toast in toasts] == [True] + [False] * 9
    assert "\n75 orang" in await counted(yos)
    await yos.taps("hitung yang ini", on=shown)
    assert f"Sesi {other.code} sudah ditandai kembar" in yos.toast
    await yos.says(f"/periksa {one.code}")
    assert f"Tidak dihitung karena kembar dengan sesi ini: {other.code}" in yos.last.text
    assert await verdicts(chat) == [(f"session:{other.code}", "duplicate")]
    async with chat.bot.store.begin() as unit:
        lost = await unit.sessions.by_code(other.code)
        assert lost is not None
        report = Report(DAY - timedelta(days=1), "face_to_face", NIFUKANI, 36, 40)
        await unit.sessions.correct(lost, report, reason="tanggal", by=ben.id, now=chat.bot.house.clock())
    assert "\n151 orang" in await counted(yos)
    assert await review_of(chat, other.code) == "new"


async def test_two_events_stay_two_and_are_not_asked_about_again(chat: Chat) -> None:
    maria, yos, eda = await chat.facilitator("Maria"), await chat.staff("Yos"), await chat.staff("Eda")
    one, other = await logged(chat, maria, "a"), await logged(chat, maria, "b", (36, 41))
    for officer in (yos, eda):
        await officer.says(f"/periksa {one.code}")
        await officer.taps("Kembar dengan")
    await yos.taps("Bukan kembar")
    await eda.taps("hitung yang ini")
    assert "baru saja diputuskan orang lain" in eda.toast
    await yos.says("/periksa")
    assert "kembar?" not in yos.last.text
    assert "\n152 orang" in await counted(yos)
    assert await verdicts(chat) == [(f"session:{session.code}", "separate") for session in (one, other)]


async def test_a_twin_whose_other_half_is_cancelled_comes_back(chat: Chat) -> None:
    maria, ben, yos = await chat.facilitator("Maria"), await chat.facilitator("Ben"), await chat.staff()
    one, other = await logged(chat, maria, "a"), await logged(chat, ben, "b")
    await yos.says(f"/periksa {one.code}")
    await yos.taps("Kembar dengan")
    await yos.taps("hitung yang ini")
    async with chat.bot.store.begin() as unit:
        await unit.sessions.cancel(one, reason="mistake", by=maria.id, now=chat.bot.house.clock())
    await yos.says("/periksa")
    assert "⚠️ kembarannya batal" in yos.last.text
    await yos.taps("1 · ")
    assert "Sekarang keduanya tidak dihitung" in yos.last.text
    await yos.taps("Setujui")
    assert await review_of(chat, other.code) == "approved"
    assert "\n75 orang" in await counted(yos)


async def test_what_nobody_has_approved_is_shown_and_may_be_left_out(chat: Chat) -> None:
    """The option of the office: for administrators, told on the card of the figures, and back again."""
    await load_2025(chat)
    maria, yos, rut = await chat.facilitator("Maria"), await chat.staff(), await chat.admin()
    session = await logged(chat, maria, "a")
    await logged(chat, maria, "b", (10, 11), on=DAY - timedelta(days=1))
    await yos.says(f"/periksa {session.code}")
    await yos.taps("Setujui")
    shown = await counted(yos)
    assert "\n96 orang" in shown
    assert "Belum diperiksa: 21 orang dari 1 sesi (ikut dihitung)" in shown
    await yos.says("/periksa")
    assert not any("Hitung" in label for label in yos.last.buttons)
    await rut.says("/periksa")
    await rut.taps("Hitung yang disetujui saja")
    assert "hanya menghitung sesi yang sudah disetujui" in rut.last.text
    shown = await counted(yos)
    assert "\n75 orang" in shown
    assert "Dihitung dari 1 sesi" in shown
    assert "Belum diperiksa: 21 orang dari 1 sesi (tidak ikut dihitung)" in shown
    await yos.says("/capaian sosialisasi 2025")
    assert "\n15.345 orang" in yos.last.text
    assert "Belum diperiksa" not in yos.last.text, "published figures are not the bot's to review"
    await rut.says("/periksa")
    await rut.taps("Hitung semua sesi")
    assert "\n96 orang" in await counted(yos)


async def test_a_code_nobody_holds_is_said_to_be_unknown(chat: Chat) -> None:
    yos = await chat.staff()
    await yos.says("/periksa <b>XX</b> yy")
    assert "Sesi dengan kode <b>XX</b>yy tidak ada" in yos.last.text
