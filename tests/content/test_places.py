"""The register of places and its search: what is exact, what is asked back, what is refused."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.places import Level, Place, PlaceMatch, Register, search
from content.places.build import TABLES, build
from content.places.measure import measure, report
from content.places.spelling import BESIDE, letters, slips

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVERY_LEVEL: tuple[Level, ...] = ("village", "district", "regency")
SOUNDS = [pair.split("/") for pair in ("a/e", "o/a", "o/u", "i/e", "l/r", "f/p", "mb/b", "ng/n", "l/ll")]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def codes(found: PlaceMatch) -> list[str]:
    return [candidate.place.code for candidate in found.candidates]


def namesakes(register: Register) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for village in register.villages():
        found[letters(village.name)].append(village.code)
    return found


# The register


def test_holds_all_of_the_province(register: Register) -> None:
    villages = register.villages()
    regencies = register.children("53")
    districts = [district for regency in regencies for district in register.children(regency.code)]
    assert (len(villages), len(districts), len(regencies)) == (3442, 315, 22)
    assert sum(village.kind == "urban_village" for village in villages) == 305
    assert [regency.code for regency in regencies if regency.kind == "city"] == ["53.71"]
    assert sum(len(register.children(district.code)) for district in districts) == 3442
    assert not any(set(village.name) & set('"’‘`') for village in villages)


def test_tells_where_a_place_lies(register: Register) -> None:
    nifukani = register.get("53.02.07.2015")
    assert nifukani is not None
    assert nifukani == Place("53.02.07.2015", "Nifukani", "village", "53.02.07")
    assert register.label(nifukani) == "Desa Nifukani, Kec. Amanuban Barat, Kab. Timor Tengah Selatan"
    assert [place.code for place in register.parents(nifukani)] == ["53.02.07", "53.02", "53"]
    assert register.at("regency", nifukani) == register.get("53.02")
    assert register.get("5302072015") is None
    assert register.children(nifukani.code) == ()


# Exact names


def test_every_village_is_found_by_its_code(register: Register) -> None:
    for village in register.villages():
        for written in (village.code, village.code.replace(".", "")):
            found = search(register, written)
            assert (found.kind, found.place) == ("match", village)


@pytest.mark.parametrize(
    "write",
    [str, str.upper, str.swapcase, lambda name: name.replace(" ", "-"), lambda name: f"  desa {name}."],
)
def test_every_unique_name_matches_and_every_other_is_asked_with_all_namesakes(
    register: Register, write: Callable[[str], str]
) -> None:
    bearers = namesakes(register)
    for village in register.villages():
        found, expected = search(register, write(village.name)), bearers[letters(village.name)]
        assert found.kind == ("match" if len(expected) == 1 else "choices"), village
        assert sorted(codes(found)) == expected, village


def test_letters_run_together_or_torn_apart_are_the_same_name(register: Register) -> None:
    for village in register.villages()[::7]:
        name = village.name.replace(" ", "")
        for written in (name, f"{name[:2]} {name[2:]}", " ".join(name)):
            assert village.code in codes(search(register, written))


def test_a_region_settles_namesakes(register: Register) -> None:
    for bearers in namesakes(register).values():
        if len({code[:8] for code in bearers}) == len(bearers) > 1:
            for code in bearers:
                village, district = register.get(code), register.get(code[:8])
                assert village is not None
                assert district is not None
                found = search(register, f"desa {village.name} kecamatan {district.name}")
                assert (found.kind, found.place) == ("match", village)


THEIR_WAY = """53.02.07.2015 ds nifukani kec. amanuban brt kab TTS|53.02.07.2015 Kec. Amanuban Bar, Nifukani
53.02.07.2015 Nifukani – Amanuban Barat – tts, NTT|53.71.03.1010 kupang Oesapa|53.07.15.1001 beru maumere
53.71.03.1010 kel oesapa kota kpg|53.01.08.2011 penfui tim, kab kpg|53.02.02.2008 oinlasi di kec mollo sel
53.71.05.1005 naikoten 2|53.01.10.2007 camplong dua|53.17.06.2002 Mara Desa|53.10.14.2003 Compang Dari"""


@pytest.mark.parametrize("line", re.split(r"[|\n]", THEIR_WAY))
def test_people_write_regions_and_numbers_their_way(register: Register, line: str) -> None:
    code, text = line.split(" ", 1)
    found = search(register, text)
    assert (found.kind, codes(found)) == ("match", [code])


def test_oesao_is_told_apart_by_its_kind_alone(register: Register) -> None:
    kelurahan, desa = "53.01.06.1004", "53.01.06.2015"
    assert codes(search(register, "kelurahan Oesao, Kupang Timur")) == [kelurahan]
    assert codes(search(register, "Oesao")) == [kelurahan, desa]
    loosely = search(register, "desa Oesao")
    assert (loosely.kind, codes(loosely)) == ("choices", [desa, kelurahan])


def test_those_one_serves_come_first_among_equals_only(register: Register) -> None:
    for served in ("53.02.08.2001", "53.02.10"):
        found = search(register, "oinlasi", prefer={served})
        assert found.kind == "choices"
        assert codes(found)[0].startswith(served)
    assert codes(search(register, "nifukani", prefer={"53.08"})) == ["53.02.07.2015"]


# Regencies and districts

REGIONS = """53.01 kab kupang|53.02 tts|53.71 Kota Kupang|53.11 sumba tmr|53.18 SBD|53.10 manggarai
53.15 kab. mabar|53.11.03 kec lewa|53.01 53.01"""


@pytest.mark.parametrize("line", re.split(r"[|\n]", REGIONS))
def test_regions_are_found_where_asked_for(register: Register, line: str) -> None:
    code, text = line.split(" ", 1)
    found = search(register, text, levels=EVERY_LEVEL)
    assert (found.kind, codes(found)) == ("match", [code])


def test_a_name_of_several_regions_is_asked_back(register: Register) -> None:
    for text, expected in (("kupang", ["53.01", "53.71"]), ("alak", ["53.71.01", "53.71.01.1008"])):
        found = search(register, text, levels=EVERY_LEVEL)
        assert (found.kind, codes(found)) == ("choices", expected)


# Misspelt names


def test_old_names_are_confirmed(register: Register) -> None:
    found = search(register, "pepakelu")
    assert (found.kind, codes(found)) == ("choices", ["53.06.11.2009"])
    assert codes(search(register, "walang sawah"))[0] == "53.13.06.2004"


def test_prices_order_misspellings_as_people_make_them() -> None:
    assert slips("nita", "nita") == 0
    assert slips("walangsawah", "walangsawa") < slips("walangsaw", "walangsawa")
    assert slips("fatukopa", "patukopa") < slips("gatukopa", "patukopa")
    assert slips("nofukani", "nifukani") < slips("nxfukani", "nifukani")
    assert slips("infukani", "nifukani") == slips("nifukni", "nifukani") == 1


def finger(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name) - 1)
    beside = chance.choice(sorted(pair[1] for pair in BESIDE if pair[0] == name[at]))
    head, sign, tail = name[:at], name[at], name[at + 1 :]
    swapped = tail[0] + sign + tail[1:]
    return head + chance.choice([tail, beside + tail, beside + sign + tail, sign + sign + tail, swapped])


def fingers(name: str, chance: random.Random) -> str:
    return finger(finger(name, chance), chance)


def ear(name: str, chance: random.Random) -> str:
    pairs = [pair for pair in SOUNDS if pair[0] in name] or [["", ""]]
    for heard, written in chance.sample(pairs, min(2, len(pairs))):
        name = name.replace(heard, written, 1)
    return name


@pytest.mark.parametrize(("misspell", "shortest", "floor"), [(finger, 5, 0.97), (fingers, 8, 0.95), (ear, 6, 0.95)])
def test_misspelt_names_come_first(
    register: Register, misspell: Callable[[str, random.Random], str], shortest: int, floor: float
) -> None:
    chance = random.Random(53)
    names = [(form, bearers) for form, bearers in namesakes(register).items() if len(form) >= shortest]
    asked = chance.sample([(form, bearers[0]) for form, bearers in names if len(bearers) == 1], 400)
    found = [(codes(search(register, misspell(form, chance)))[:5], code) for form, code in asked]
    assert sum(best[:1] == [code] for best, code in found) >= floor * len(found)
    assert sum(code in best for best, code in found) >= 0.98 * len(found)


def test_misspelt_and_contradictory_texts_are_asked_back(register: Register) -> None:
    for text in ("nifukanni", "nifukani kec amanubn barat", "nifukain, tts", "nifukani, kab ende"):
        found = search(register, text)
        assert (found.kind, codes(found)[0], found.place) == ("choices", "53.02.07.2015", None)


# What is no village

NO_VILLAGE = """?!|🙏|halo|selamat siang|makasih banyak|siap pak|sebentar dulu|kantor desa|aula kantor camat
peserta 40 orang|qwertyuiop|hahahaha|xx|12|081234567890|53.77.01.2001|31.71.01.1001|-9.12345,124.54321|desa
kab. Belu|kota kupang|sumba timur|kecamatan lewa|flores|dari kupang|nifukani surabaya|Johor Bahru
desa Ubud Gianyar|Tanjung Priok Jakarta|kel. Lawanggintung Bogor|mau kerja ke luar negeri"""


@pytest.mark.parametrize("text", ["", " ", "a" * 5000, "kupang " * 500, *re.split(r"[|\n]", NO_VILLAGE)])
def test_what_is_no_village_is_refused(register: Register, text: str) -> None:
    assert search(register, text) == PlaceMatch("unknown")


@given(st.text() | st.text("desa kc.btimursoe'53-, "), st.sampled_from([("village",), EVERY_LEVEL]))
def test_any_text_gets_a_sound_answer(register: Register, text: str, levels: tuple[Level, ...]) -> None:
    found = search(register, text, levels=levels)
    scores = [candidate.score for candidate in found.candidates]
    assert len(set(codes(found))) == len(codes(found))
    assert all(candidate.place.level in levels for candidate in found.candidates)
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert (found.kind == "unknown") == (not scores)
    assert (found.kind == "match") == (found.place is not None)


# As data


def test_the_answer_as_json(register: Register) -> None:
    pohon_bao = {"code": "53.06.03.1022", "name": "Pohon Bao", "score": 1.0}
    around = {"district": "Larantuka", "regency": "Kabupaten Flores Timur"}
    expected = {"kind": "match", "code": "53.06.03.1022", "candidates": [pohon_bao | around]}
    assert search(register, "pohon bao").as_json(register) == expected
    assert search(register, "zz").as_json(register) == {"kind": "unknown", "code": None, "candidates": []}


def test_building_unifies_quotes_and_keeps_old_names(tmp_path: Path) -> None:
    package(tmp_path / "new", '53.01.01.1001,"Bo""a"', "53.01.01.2002,Duli Pali II")
    package(tmp_path / "old", "5301011001,BO'A", "5301012002,DOLIPALI II")
    assert build(tmp_path / "new", [tmp_path / "old", tmp_path / "old"], tmp_path) == (5, 1)
    assert "53.01.01.1001,Bo'a,urban_village\n53.01.01.2002,Duli" in (tmp_path / "places.csv").read_text()
    assert (tmp_path / "aliases.csv").read_bytes() == b"code,alias\n53.01.01.2002,Dolipali II\n"


def package(folder: Path, *villages: str) -> None:
    regions = (["53,NTT"], ["5301,KABUPATEN UJUNG"], ["530101,PUSAT"])
    (folder / "data").mkdir(parents=True)
    for table, rows in zip(TABLES, (*regions, villages), strict=True):
        (folder / "data" / f"{table}.csv").write_text("\n".join(["code,name", *rows, "11,Elsewhere"]))


def test_measuring_counts_by_kind(register: Register, tmp_path: Path) -> None:
    (tmp_path / "queries.csv").write_text("query,codes,kind\nnifukani,53.02.07.2015,exact\nxyzzy,,unknown\n")
    _, exact, unknown = report(measure(register, tmp_path / "queries.csv"))
    assert exact.split()[:6] == ["exact", "1", "100.0%", "100.0%", "0", "0"]
    assert unknown.split()[:6] == ["unknown", "1", "100.0%", "100.0%", "0", "1"]
