"""Against the numbers of the store: compared only where words, unit, year and scope tie a figure for certain."""

from collections.abc import Sequence

import pytest

from content.arithmetic import Finding, Known, check


def of_the_store(text: str, store: Sequence[Known]) -> tuple[list[Finding], list[Finding]]:
    checked = check(text, store)
    return [one for one in checked.findings if "known" in one.key], [
        one for one in checked.confirmed if "stored" in one.values
    ]


@pytest.mark.parametrize(
    ("text", "stated", "stored"),
    [
        ("Penempatan tahun 2025 sebanyak 2.262 orang.", 2262, 2226),
        ("Sebanyak 2.262 orang ditempatkan.", 2262, 2226),
        ("BP3MI NTT menempatkan 2.262 pekerja migran sepanjang 2025.", 2262, 2226),
        ("KUPANG, 13 Januari 2026 - Penempatan mencapai 2.262 orang.", 2262, 2226),
        ("Penempatan: 2.262 orang", 2262, 2226),
        ("Sosialisasi menjangkau lebih dari 16.000 orang.", 16000, 15345),
        ("Sosialisasi menjangkau hampir 15.000 orang.", 15000, 15345),
        ("Remitansi tahun 2025 mencapai Rp78,64 miliar.", 78_640_000_000, 78_468_365_801),
        ("Kasus pengaduan yang selesai sebanyak 532 kasus.", 532, 523),
        ("Ada 13 Desa Migran EMAS di NTT.", 13, 12),
        ("Remitansi berasal dari 19.547 pengirim di seluruh NTT.", 19547, 19574),
        ("Penempatan hingga 31 Desember 2025 sebanyak 2.262 orang.", 2262, 2226),
        ("Sepanjang Januari hingga Desember 2025 penempatan mencapai 2.262 orang.", 2262, 2226),
        ("Target penempatan 2025 sebanyak 1.690 orang.", 1690, 1960),
        ("Pelatihan di Politeknik Negeri Kupang diikuti 90 orang.", 90, 80),
        ("Capaian penempatan 131,57 persen dari target.", "131.57", "113.57"),
    ],
)
def test_a_number_that_differs_is_told_beside_that_of_the_store(
    text: str, stated: object, stored: object, store: Sequence[Known]
) -> None:
    (finding,), confirmed = of_the_store(text, store)
    assert (str(finding.values["stated"]), str(finding.values["stored"])) == (str(stated), str(stored))
    assert confirmed == []


@pytest.mark.parametrize(
    "text",
    [
        "Penempatan tahun 2025 sebanyak 2.226 orang.",
        "Penempatan menembus 2.200-an orang.",
        "Sosialisasi menjangkau lebih dari 15.000 orang.",
        "Sosialisasi menjangkau 15,3 ribu orang.",
        "Sosialisasi menjangkau 15 ribu 345 orang.",
        "Remitansi mencapai Rp78,47 miliar.",
        "Remitansi mencapai Rp78,5 miliar.",
        "Remitansi mencapai Rp78.468.365.801.",
        "Penempatan 113,6 persen dari target.",
        "Pelatihan di SMK PP Negeri Kupang diikuti 60 orang.",
        "Target penempatan 1.960 orang.",
        "Ada dua belas Desa Migran EMAS.",
    ],
)
def test_a_number_that_agrees_is_confirmed(text: str, store: Sequence[Known]) -> None:
    """Equal, or equal as far as it was rounded or hedged."""
    findings, (confirmed, *_) = of_the_store(text, store)
    assert findings == []
    assert confirmed.key.startswith("check.follows_")


def test_money_cut_off_instead_of_rounded_is_confirmed_and_said(store: Sequence[Known]) -> None:
    """78.468.365.801 rounds to 78,47; offices write 78,46."""
    findings, (confirmed,) = of_the_store("Remitansi tahun 2025 mencapai Rp78,46 miliar.", store)
    assert findings == []
    assert confirmed.key == "check.follows_cut"


@pytest.mark.parametrize(
    "text",
    [
        # another year, or none for certain
        *["Penempatan tahun 2024 sebanyak 1.401 orang.", "Pada 2022 balai melayani penempatan 289 orang."],
        "Penempatan 2023 sebanyak 1.305 orang dan 2024 sebanyak 1.401 orang.",
        "Tahun lalu penempatan 1.401 orang.",
        # part of the year
        *["Hingga Agustus 2025 penempatan mencapai 1.480 orang.", "Penempatan triwulan I 2025 sebanyak 402 orang."],
        *[
            "Pada 20 Oktober 2025 pelatihan dimulai dengan 82 orang.",
            "Selama Mei 2025 sosialisasi menjangkau 1.318 orang.",
        ],
        *["Setiap bulan penempatan rata-rata 185 orang.", "Penempatan Januari-Februari 2025 sebanyak 302 orang."],
        # another place
        *["Sosialisasi di Kabupaten Belu menjangkau 1.204 orang.", "Penempatan ke Malaysia sebanyak 2.013 orang."],
        *[
            "BP3MI Jakarta menempatkan 40.790 orang sepanjang 2025.",
            "Secara nasional penempatan mencapai 296.948 orang.",
        ],
        "Di Desa Nifukani sosialisasi diikuti 97 peserta.",
        # a part
        *["Penempatan perempuan sebanyak 2.041 orang.", "Penempatan skema mandiri sebanyak 300 orang."],
        *["Penempatan tambahan 45 orang.", "Sebanyak 300 orang di antaranya ditempatkan secara mandiri."],
        "Pengaduan yang masuk sebanyak 612 kasus.",
        # what is yet to come
        *[
            "Penempatan akan ditingkatkan menjadi 2.500 orang.",
            "Kuota penempatan 3.000 orang.",
            "Jika penempatan 2.500 orang, tercapai.",
        ],
        # a change
        *["Penempatan bertambah 825 orang.", "Penempatan naik dari 1.401 orang."],
        # another unit
        *["Penempatan ke 12 negara.", "Pelatihan selama 16 hari.", "Sosialisasi digelar 214 kali."],
        # two indicators at once, or none
        *["Sosialisasi dan pelatihan diikuti 500 orang.", "Rapat dihadiri 42 pegawai."],
    ],
)
def test_silence_where_the_tie_is_not_certain(text: str, store: Sequence[Known]) -> None:
    assert of_the_store(text, store) == ([], [])


def test_of_several_numbers_one_that_agrees_speaks_for_the_indicator(store: Sequence[Known]) -> None:
    """A second number is told only if it looks like a slip of the first."""
    other = "Penempatan tahun 2025 sebanyak 2.226 orang. Penempatan itu membuat {} orang berangkat."
    assert of_the_store(other.format("1.870"), store)[0] == []
    assert [one.values["stated"] for one in of_the_store(other.format("2.262"), store)[0]] == [2262]


def test_without_a_store_nothing_is_compared() -> None:
    assert check("Penempatan tahun 2025 sebanyak 2.262 orang.").findings == ()
