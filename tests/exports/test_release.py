"""The press release and the page of figures: every number from the statement and traced, none made up."""

import io
import json
import re
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports import documents
from bot.exports.placeholders import OF_A_LINE, release_values, slug, statement_placeholders
from bot.exports.release import draw_release, release_data, release_text
from bot.exports.statements import in_short
from bot.exports.summary import draw_summary, summary_data
from bot.i18n import Texts
from content.indicators import Indicators
from content.library import FOLDER
from tests.exports.statements import PUBLISHED, RELEASED, entry, figures, of_2025, part, rows_of

INDICATORS = Indicators.read(FOLDER / "indicators.toml")[0]
TEXTS = Texts.load(FOLDER / "locales")


def values(**changes: Any) -> dict[str, str]:
    return release_values(of_2025(**changes), TEXTS, INDICATORS)


def text(**changes: Any) -> str:
    return release_text(release_data(of_2025(**changes), TEXTS, INDICATORS))


def numbers(words: str) -> set[str]:
    return set(re.findall(r"\d[\d.,]*\d|\d", words))


# What the release says


def test_the_release_of_2025_reads_whole() -> None:
    said = text(publication=PUBLISHED, internal=False)
    for words in (
        "BP3MI NTT Layani Penempatan 2.226 Pekerja Migran Indonesia Sepanjang 2025\n",
        "\nKUPANG – ",
        "sepanjang 2025, atau 113,57 persen dari target 1.960 orang.",
        "Realisasi itu melampaui target sebanyak 266 orang.\n",
        "terdapat 12 Desa Migran EMAS di Nusa Tenggara Timur.",
        "5 kabupaten/kota, yaitu Kabupaten Kupang, Timor Tengah Selatan, Timor Tengah Utara, Flores Timur, dan Sumba B",
        "sebanyak 523 kasus pengaduan telah diselesaikan.\n",
        "Sebanyak 513 orang, yaitu pekerja migran Indonesia purna",
        "menjangkau 15.345 orang.\n",
        "Sebanyak 140 calon pekerja migran Indonesia mengikuti pelatihan, ",
        "pelatihan, yaitu 80 orang pada bidang perhotelan dan 60 orang pada bidang perkebunan.",
        "Pelatihan itu dilaksanakan bersama Politeknik Negeri Kupang dan SMK PP Negeri Kupang.\n",
        "mencapai Rp78.468.365.801, atau sekitar Rp78,47 miliar.\n",
        f"Angka ditutup pada 13 Januari 2026 dengan kode terbitan T-2025-1 dan sidik {PUBLISHED['hash']}.",
    ):
        assert words in said
    for never in ("Lampiran", "{{", "}}", "None", "belum tersedia", "internal", "RANCANGAN", "  ", " .", " ,", "117"):
        assert never not in said


def test_every_number_of_the_text_is_traced_in_the_table() -> None:
    statement = of_2025(publication=PUBLISHED)
    data = release_data(statement, TEXTS, INDICATORS)
    heads, *rows = rows_of(draw_release(data))
    assert heads == ["No", "Angka", "Sumber", "Data s.d.", "Revisi target", "Kode terbitan"]
    traced = numbers(" ".join(row[1] for row in rows))
    around = {"2025", "2026", "31", "13", "26"} | numbers(f"BP3MI KP2MI {PUBLISHED['code']} {PUBLISHED['hash']}")
    assert numbers(release_text(data)) - around <= traced
    assert all(source and covered == "31 Desember 2025" and code == "T-2025-1" for *_, source, covered, _, code in rows)
    by_number = {row[1]: row for row in rows}
    assert by_number["Penempatan: 2.226 orang dari target 1.960 orang (113,57%, selisih 266 orang)"][4] == (
        "1 (13 Januari 2026)"
    )
    assert by_number["Pelatihan CPMI, Perkebunan: 60 orang"][2] == "ANTARA NTT, pelatihan perkebunan"


def test_what_is_missing_is_left_out_and_never_a_hole() -> None:
    gone: dict[str, Any] = {"realization": None, "rate": None, "breakdown": []}
    said = text(placement=gone, training=gone, remittance=gone, migrant_villages={"breakdown": []})
    assert "Jumlah penempatan pekerja migran Indonesia belum tersedia ketika siaran pers ini disusun." in said
    assert "Capaian Pelayanan BP3MI NTT 2025\n" in said
    for never in ("None", "{{", "pelatihan", "Remitansi", "tersebar", "  ", " .", "target"):
        assert never not in said.replace("pelatihan perhotelan", "").replace("pelatihan perkebunan", "")
    assert "RANCANGAN" in said


@pytest.mark.parametrize(
    ("target", "rate", "words"),
    [
        (None, None, "sepanjang 2025.\n"),
        (0, None, "sepanjang 2025.\n"),
        (2226, "100.00", "sepanjang 2025, atau 100 persen dari target 2.226 orang.\n"),
        (3000, "74.20", "74,20 persen dari target 3.000 orang. Realisasi itu masih 774 orang di bawah target.\n"),
    ],
)
def test_the_lead_says_no_more_than_the_target_allows(target: int | None, rate: str | None, words: str) -> None:
    assert words in text(placement={"target": target, "rate": rate})


def test_no_empty_line_is_left_where_something_was_left_out() -> None:
    drawn = io.BytesIO(draw_release(release_data(of_2025(), TEXTS, INDICATORS)))
    empty, as_before = (
        [paragraph.text for paragraph in Document(file).paragraphs].count("")
        for file in (drawn, str(documents.TEMPLATES / "rilis.docx"))
    )
    assert empty == as_before


def test_a_part_is_traced_to_its_own_source_or_to_none() -> None:
    latest = {"revision": 2, "value": 1960, "basis": "DIPA", "dated": None, "recorded_on": "2025-07-01"}
    known = entry("migrant_villages", 9, kind="snapshot", place_code="53.01", source="Daftar Kupang", counts=False)
    places = {"dimension": "regency", "name": "Kabupaten", "parts": [part("53.01", "Kab. Kupang", 9)]}
    schemes = {"dimension": "scheme", "name": "Skema", "parts": [part("g_to_g", "G to G", 26)]}
    modes = {"dimension": "mode", "name": "Cara", "parts": [part("online", "Daring", 7)]}
    first = {**latest, "revision": 1, "recorded_on": "2025-01-01"}
    statement = of_2025(
        placement={"targets": [latest, first], "breakdown": [schemes, places]},
        migrant_villages={"breakdown": [places], "entries": [known]},
        outreach={"breakdown": [modes], "counted_sessions": 3, "sources": []},
    )
    lines = {line["angka"]: line for line in release_data(statement, TEXTS, INDICATORS)["rows"]}
    whole = next(line for told, line in lines.items() if told.startswith("Penempatan: 2.226"))
    assert (whole["asal"], whole["asal_revisi"]) == (f"{RELEASED} (13 Januari 2026)", "2 (1 Juli 2025)")
    assert lines["Desa Migran EMAS, Kab. Kupang: 9 desa"]["asal"] == "Daftar Kupang"
    assert lines["Desa Migran EMAS menurut kabupaten: 1 (Kabupaten Kupang)"]["asal"] == "Daftar Kupang"
    assert lines["Penempatan, G to G: 26 orang"]["asal"] == "–"
    assert lines["Penerima sosialisasi, Daring: 7 orang"]["asal"].startswith("penghitungan bot BP3MI NTT dari 3 sesi")
    assert not any("Penempatan, Kab. Kupang" in told for told in lines)


def test_the_same_statement_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads(json.dumps(release_data(of_2025(), TEXTS, INDICATORS)))
    page = json.loads(json.dumps(summary_data(of_2025(), TEXTS)))
    once = draw_release(data), release_text(data), draw_summary(page)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert (draw_release(data), release_text(data), draw_summary(page)) == once


# Values


@pytest.mark.parametrize(
    ("value", "short"),
    [
        (0, "Rp0"),
        (1, "Rp1"),
        (999, "Rp999"),
        (1000, "Rp1.000"),
        (999_999, "Rp999.999"),
        (1_000_000, "Rp1 juta"),
        (1_005_000, "Rp1,01 juta"),
        (999_994_999, "Rp999,99 juta"),
        (999_995_000, "Rp1 miliar"),
        (78_468_365_801, "Rp78,47 miliar"),
        (2_500_000_000_000_000, "Rp2.500 triliun"),
    ],
)
def test_large_numbers_are_rounded_half_up(value: int, short: str) -> None:
    assert in_short(TEXTS, {"unit": "rupiah"}, value) == short


@settings(deadline=None)
@given(st.integers(0, 10**15))
def test_a_rounded_number_is_never_off_by_more_than_half_a_cent_of_its_unit(value: int) -> None:
    shown = in_short(TEXTS, {"unit": "people"}, value)
    amount, _, unit = shown.partition(" ")
    factor = {"": 1, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[unit]
    assert abs(float(amount.replace(".", "").replace(",", ".")) * factor - value) <= factor / 200 * 1.0001


def test_every_indicator_has_placeholders_whatever_the_statement_holds() -> None:
    known = statement_placeholders(INDICATORS)["rilis"] - set(OF_A_LINE)
    assert values().keys() == values(indicators=[]).keys() == known
    assert {"penempatan_p_to_p", "pelatihan_perhotelan", "desa_emas_rincian", "aduan_masuk"} <= known
    assert slug("P to P (P3MI)") == "p_to_p"
    assert values()["penempatan_g_to_g"] == ""
    split = [{"dimension": "scheme", "name": "Skema", "parts": [part("g_to_g", "G to G", 26)]}]
    assert values(placement={"breakdown": split})["penempatan_g_to_g"] == "26"
    assert "" not in {
        one for name, one in values(publication=PUBLISHED).items() if name in {"sumber", "tanggal", "sidik"}
    }


def test_parts_are_told_with_what_they_do_not_reach() -> None:
    def told(*parts: dict[str, Any]) -> str:
        split = [{"dimension": "scheme", "name": "Skema", "parts": list(parts)}]
        return values(placement={"breakdown": split})["penempatan_rincian"]

    g_to_g, rest = part("g_to_g", "G to G", 26), part("unspecified", "belum dirinci", 2200)
    assert told(g_to_g, rest) == "26 orang pada skema G to G dan 2.200 orang belum dirinci"
    assert told(part("contract_extension", "Perpanjangan kontrak", 1), g_to_g, part("p_to_p", "P to P (P3MI)", 0)) == (
        "1 orang pada skema perpanjangan kontrak dan 26 orang pada skema G to G"
    )
    assert told(part("g_to_g", "G to G", None), rest) == told(part("g_to_g", "G to G", 0), rest) == ""
    assert told(g_to_g, part("unspecified", "belum dirinci", -5)) == ""
    assert told(g_to_g, part("p_to_p", "P to P (P3MI)", 2201)) == ""


def test_a_zero_beside_what_is_not_broken_down_is_no_number() -> None:
    def online(*parts: dict[str, Any]) -> tuple[str, bool]:
        modes = [{"dimension": "mode", "name": "Cara", "parts": list(parts)}]
        data = release_data(of_2025(outreach={"breakdown": modes}), TEXTS, INDICATORS)
        return data["values"]["sosialisasi_daring"], any("Daring" in line["angka"] for line in data["rows"])

    nobody, everybody = part("online", "Daring", 0), part("face_to_face", "Tatap muka", 15345)
    assert online(nobody, everybody) == ("0", True)
    assert online(nobody, part("unspecified", "belum dirinci", 15345)) == ("", False)


def test_places_are_named_with_the_numbers_they_have() -> None:
    places = [part("53.01", "Kab. Kupang", 3), part("53.02", "Kab. Timor Tengah Selatan", None)]
    places += [part("53.04", "Kab. Belu", 0), part("53.71", "Kota Kupang", 1), part("unspecified", "belum dirinci", 8)]
    found = values(migrant_villages={"breakdown": [{"dimension": "regency", "name": "Kabupaten", "parts": places}]})
    assert found["desa_emas_rincian"] == (
        "Kabupaten Kupang (3 desa), Timor Tengah Selatan, Kota Kupang (1 desa), dan 8 desa belum dirinci"
    )
    assert found["desa_emas_rincian_jumlah"] == "3"


def test_a_number_the_bot_counted_says_so() -> None:
    counted = {"sources": [], "counted_sessions": 312, "entries": []}
    found = values(outreach=counted, period={**of_2025()["period"], "as_of": "2025-10-31"})
    assert found["sosialisasi_sumber"] == "penghitungan bot BP3MI NTT dari 312 sesi sosialisasi"
    assert found["sosialisasi_data_sd"] == found["penempatan_data_sd"] == "31 Oktober 2025"


def test_an_indicator_no_longer_known_is_passed_over() -> None:
    assert values(indicators=[figures("gone", "Hilang", 7)])["penempatan"] == ""
