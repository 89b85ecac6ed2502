"""For any text: it never fails; a true release has no finding, and a false one has."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.arithmetic import Known, check
from content.arithmetic.checking import LONGEST
from tests.arithmetic.conftest import DATA, TEXTS, known
from tests.arithmetic.releases import Statement, releases

STORE: Sequence[Known] = tuple(known(row) for row in DATA["store"])
WORDS = [
    *("1", "2.226", "1.960", "2025", "113,57", "%", "persen", "Rp78,46", "miliar", "juta", "ribu", "dua"),
    *("belas", "orang", "kasus", "desa", "dari", "target", "realisasi", "menjadi", "naik", "turun", "atau"),
    *("terdiri", "yakni", "total", "sisanya", "selisih", "antara", "lebih", "kurang", "hampir", "sekitar"),
    *("penempatan", "pelatihan", "perempuan", "laki-laki", "hingga", "Agustus", "di", "Kupang", ".", ",", ";"),
    *(":", "(", ")", "-", "–", "/", "+", "=", "*", "1.", "(2)", "3)", "ke-3", "pukul", "Pasal", "tahun", "kali"),
    *("lipat", "poin", "\n", "0", "00", "999999999999999999"),
]
messy = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
HOSTILE = [
    *("1", "1.", "1,", "1%", "1 %", "1 persen ", "(", "((1", "(1)", "1) ", "1-", "1/", "1:", "\n1", "Rp"),
    *("Rp1 miliar ", "%", ".,%", "- 1 orang\n", "dua ", "dua puluh ", "koma dua ", "1 orang, "),
    *("dari 1 orang ", "terdiri dari 1 orang ", "yakni 1, ", "naik 1 persen dari 2 menjadi 3 "),
    *("target 1 realisasi 2 3 persen ", "selisih antara 1 dan 2 ", "penempatan 1 orang. ", "1+1=", "1.000."),
    *("2025 ", "1 Januari 2025 ", "12 (dua belas) ", "\u200b", "¹", "١", "𝟏 ", "🙂1 ", "*", "_1_ ", "a. ", "…"),
    *("lebih dari 1 ", "1 orang (", "Total: 1\n", "dua kali lipat ", "0", "0.", "00 ", "9", "1e9 "),
    "penempatan perempuan 1 di Kupang hingga Agustus 2025 ",
]


@given(messy)
def test_any_text_is_checked(text: str) -> None:
    checked = check(text, STORE)
    assert 0 <= checked.unchecked <= checked.read
    assert all(finding.excerpt in text for finding in (*checked.findings, *checked.confirmed))


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_the_longest_hostile_text_is_checked(piece: str) -> None:
    """Ten thousand letters of what makes careless patterns run for ever; far longer ones are cut."""
    check((piece * LONGEST)[:LONGEST], STORE)
    check(piece * (LONGEST // len(piece) + 5), STORE)


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 10**6))
def test_ten_thousand_digits_points_and_percents_are_checked(seed: int) -> None:
    check("".join(Random(seed).choices("0123456789.,%() \n-", k=LONGEST)), STORE)


@given(releases())
@settings(deadline=None, max_examples=200)
def test_a_true_release_has_no_finding(release: Statement) -> None:
    checked = check(release.true)
    assert checked.findings == ()
    assert checked.confirmed


@given(releases())
@settings(deadline=None, max_examples=200)
def test_a_release_with_one_number_falsified_has_a_finding(release: Statement) -> None:
    assert check(release.false).findings


@given(st.lists(st.sampled_from([text["text"] for text in TEXTS if not text["findings"]]), min_size=1, max_size=2))
@settings(deadline=None)
def test_a_right_release_stays_right_in_other_typography(texts: Sequence[str]) -> None:
    """One line or many, bold or with Windows line ends: nothing comes of it."""
    (text, *_) = texts
    assert check(text.replace("\n", "\r\n"), STORE).findings == ()
    assert check(text.replace(" persen", "%"), STORE).findings == ()
    assert check(f"*{text.strip()}*", STORE).findings == ()
