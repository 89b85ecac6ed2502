"""Offers that are passed on: which signs of danger are found in them, which are not, and how they are told."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.normalize import LONGEST_TEXT
from content.offers import Flag, Offers
from content.signs import WORD

CONTENT = Path(__file__).parents[2] / "content"
TEXTS: Sequence[Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("offer_texts.toml").read_text("utf-8"))[
    "offers"
]
OFFERS = Offers.read(CONTENT / "offers.toml")
SIGNS = {flag.key for flag in OFFERS.flags if not flag.is_missing}
MESSY = st.text() | st.text(alphabet="abdegiknprstu 0123456789_-'.,?!\nRp$", max_size=300)
JUDGEMENTS = re.compile(
    r"\b(aman|penipu|penipuan|pelaku|pasti|calo|sindikat|safe|scammers?|fraud\w*|culprits?|certain(ly)?|criminals?)\b"
)

each_text = pytest.mark.parametrize("offer", TEXTS, ids=[" ".join(offer["text"].split())[:40] for offer in TEXTS])


def keys(text: str) -> set[str]:
    return {found.flag.key for found in OFFERS.check(text)}


# The texts


@each_text
def test_every_sign_is_found(offer: Mapping[str, Any]) -> None:
    """What a careful reader would point out is pointed out."""
    assert set(offer["flags"]) <= keys(offer["text"])


@each_text
def test_nothing_is_held_against_honest_words(offer: Mapping[str, Any]) -> None:
    """What must not be found is not, least of all in a serious announcement."""
    forbidden = set(offer.get("not_flags", ()))
    assert not (forbidden | (SIGNS if "any" in forbidden else set())) & keys(offer["text"])


@each_text
def test_an_offer_is_told_from_other_messages(offer: Mapping[str, Any]) -> None:
    """The check is offered for offers, not for news, questions or things for sale."""
    assert OFFERS.is_offer(offer["text"]) == offer["is_offer"]


def test_the_texts_name_flags_that_exist_and_are_of_every_sort() -> None:
    """A slip in a label cannot hide, and no flag goes untested."""
    labelled = {key for offer in TEXTS for key in offer["flags"]}
    named = labelled | {key for offer in TEXTS for key in offer.get("not_flags", ())}
    assert named - {"any"} <= {flag.key for flag in OFFERS.flags} == labelled
    serious = [offer for offer in TEXTS if offer["is_offer"] and not offer["flags"]]
    others = [offer for offer in TEXTS if not offer["is_offer"]]
    assert (len(TEXTS) >= 110, len(serious) >= 25, len(others) >= 15) == (True, True, True)
    assert not any(re.search(r"(\+62|\b08)\d{3}", offer["text"]) for offer in TEXTS), "no telephone numbers"


@each_text
def test_capitals_and_a_greeting_change_nothing(offer: Mapping[str, Any]) -> None:
    """A broadcast that shouts, passed on with a word of one's own, is read like any other."""
    assert set(offer["flags"]) <= keys(f"tolong cek ini kak.\n{offer['text'].upper()}\nmakasih")


# Words that only look dangerous

HARMLESS = """tanpa biaya|semua proses gratis, zero cost|tidak dipungut biaya apa pun|biaya penempatan Rp 0,-
visa kerja, bukan visa turis|paspor dipegang sendiri oleh pekerja|kontrak kerja 2 tahun|tidak ada potongan gaji
biaya ditanggung pemberi kerja|gaji dibayar tiap tanggal 7 lewat bank|gaji masuk rekening masing-masing pekerja
bawa fotokopi KTP dan ijazah|bawa ijazah asli saat verifikasi|usia 18-35, kerja 12 jam|jaga anak umur 10 tahun
jangan ragu bertanya|waspadai ajakan lewat jalur laut dan visa pelancong|jangan bayar kepada siapa pun"""


@pytest.mark.parametrize("words", re.split(r"[|\n]", HARMLESS))
def test_negations_and_the_words_of_the_law_raise_nothing(words: str) -> None:
    """Saying that there is no fee, or that the passport stays with its owner, is no sign of danger."""
    assert keys(words) & SIGNS <= {"all_paid"}


@pytest.mark.parametrize(
    "pay", ["35 juta", "Rp.30.000.000,-", "3000 USD", "15-40jt", "25 jt - 30 jt", "5 ribu dolar", "4 juta won"]
)
def test_pay_beyond_belief_is_found_in_any_currency(pay: str) -> None:
    """However the amount is written, it is compared in rupiah."""
    assert "high_pay" in keys(f"kerja pabrik, gajinya sampai {pay} per bulan")


@pytest.mark.parametrize(
    "words",
    [
        "gaji RM1.700, hub 081234567890",
        "gaji 2 juta won",
        "gaji NT$29.500",
        "gaji 15-20 jt",
        "gaji 6 juta, santunan 85 juta",
        "gaji €2.300 untuk lulusan keperawatan",
        "biaya 60 juta",
    ],
)
def test_usual_pay_and_other_numbers_are_no_high_pay(words: str) -> None:
    """Neither a telephone number nor a fee nor a nurse's wage is taken for pay beyond belief."""
    assert "high_pay" not in keys(words)


def test_what_is_named_is_not_called_missing() -> None:
    """Company, contract and visa are missed only where they are."""
    told = "PT Contoh Maju Bersama, kontrak 2 tahun, visa kerja"
    missing = {flag.key for flag in OFFERS.flags if flag.is_missing}
    assert not missing & keys(told)
    assert missing <= keys("ikut om kerja di ladang")


# Any text


@given(MESSY)
def test_any_text_is_checked(text: str) -> None:
    """Nothing anybody pastes stops the check; what is missing is told last, and evidence stands in the text."""
    OFFERS.is_offer(text)
    missing = [found.flag.is_missing for found in OFFERS.check(text)]
    assert missing == sorted(missing)


@pytest.mark.parametrize(
    "words", ["bayar dulu ", "dp 5 juta ", "rp ", "gaji 9", "tanpa\n", "x", "jangan bilang ", "0 "]
)
def test_the_longest_text_is_checked_quickly(words: str) -> None:
    """Nobody can keep the bot busy with a long text."""
    begun = perf_counter()
    OFFERS.check(words * (LONGEST_TEXT // len(words)))
    assert perf_counter() - begun < 2


def test_evidence_is_in_the_words_of_the_offer() -> None:
    """What is shown for a sign is what the person can find again in the message."""
    for offer in TEXTS:
        written = " ".join(WORD.findall(offer["text"].casefold().replace(".", "")))
        for found in OFFERS.check(offer["text"]):
            if found.evidence and found.flag.sign is not None:
                assert found.evidence in written, offer["text"]


# How it is told


@pytest.mark.parametrize("flag", OFFERS.flags, ids=[flag.key for flag in OFFERS.flags])
def test_each_flag_says_why_and_whence_and_judges_nobody(flag: Flag) -> None:
    """Title and reason in both languages, a dated source, a topic to read on; no verdict and no accusation."""
    assert {path.stem for path in (CONTENT / "topics" / "id").rglob("*.md")} >= {flag.topic}
    assert flag.source.name
    assert flag.source.dated
    for language in ("id", "en"):
        assert 3 <= len(flag.title[language].split()) <= 7
        assert 40 <= len(flag.reason[language]) <= 260
        assert len(re.findall(r"[.;?!](?= |$)", flag.reason[language])) <= 3
        assert not JUDGEMENTS.search(f"{flag.title[language]} {flag.reason[language]}".casefold())


def test_a_topic_that_does_not_exist_is_a_fault() -> None:
    """An editor is told which flag leads nowhere."""
    assert list(OFFERS.faults({flag.topic: None for flag in OFFERS.flags})) == []
    assert len(list(OFFERS.faults({}))) == len(OFFERS.flags)


def test_questions_are_rarely_taken_for_offers() -> None:
    """What people ask about working abroad names pay and places too, and is still a question."""
    files = (CONTENT / "topics" / "id").rglob("*.md")
    questions = [line for path in files for line in re.findall(r"^- (.+\?)$", path.read_text("utf-8"), re.MULTILINE)]
    assert sum(map(OFFERS.is_offer, questions)) <= 0.04 * len(questions)
