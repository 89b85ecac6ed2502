"""Understanding free text: plain words, danger, small talk, topics."""

import csv
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answering import Answering, decided
from content.conversation import SmallTalk
from content.library import Library
from content.measure import main, measure, report
from content.normalize import LONGEST_TEXT, Lexicon, fold, load_lexicon, tokens
from content.ranking import Candidate, Ranker
from content.spelling import Speller, bases

CONTENT = Path(__file__).parents[2] / "content"
LEXICON = tomllib.loads((CONTENT / "lexicon.toml").read_text("utf-8"))
MESSY = st.text() | st.text(alphabet="abdegiknrstu 0123456789_-'.,?!2", max_size=300)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(LEXICON)


@pytest.fixture(scope="module")
def answering(library: Library) -> Answering:
    return library.answering


class TestPlainWords:
    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            ("gmn cra dftr TKI ke Malasya??", "bagaimana cara daftar pmi ke malaysia"),
            ("beta sonde tau", "saya tidak tahu"),
            ("brp lm proses d hk", "berapa lama proses di hong_kong"),
            ("g2g, G to G, government-to-government", "g_to_g"),
            ("PJTKI / PPTKIS", "p3mi"),
            ("kerjaaaa", "kerja"),
            ("jalan2 ke KEBUNN", "berangkat ke kebun"),
            ("gaji 20jt, umur 17 taon 2024", "gaji angka_kecil juta umur angka_kecil tahun angka_tahun"),
            ("tk1", "pmi"),
            ("pasporditahan", "paspor tahan"),
            ("dipotongkan", "potong"),
            ("Rp5.000.000", "rp angka_besar"),
            ("pendaftrnn pelathan", "daftar pelatihan"),
        ],
    )
    def test_ways_of_writing_come_to_one_form(self, lexicon: Lexicon, written: str, plain: str) -> None:
        assert " ".join(tokens(written, lexicon)) == plain

    @given(text=MESSY)
    def test_any_text_and_its_own_result_change_nothing(self, lexicon: Lexicon, text: str) -> None:
        once = tokens(text, lexicon)
        assert tokens(" ".join(once), lexicon) == once

    def test_every_example_question_comes_to_rest(self, lexicon: Lexicon, library: Library) -> None:
        for topic in library.topics["id"].values():
            for question in topic.examples:
                once = tokens(question, lexicon)
                assert tokens(" ".join(once), lexicon) == once

    def test_the_longest_text_is_bounded(self, lexicon: Lexicon) -> None:
        assert len(tokens("kerja luar negeri " * 10_000, lexicon)) <= LONGEST_TEXT
        assert len(fold("ﷺ" * LONGEST_TEXT)) <= LONGEST_TEXT

    def test_the_lexicon_does_not_contradict_itself(self, lexicon: Lexicon) -> None:
        assert list(lexicon.faults()) == []

    def test_contradictions_are_named(self) -> None:
        faults = list(Lexicon({"uang": ["doi", "gaji"], "gaji": ["doi"]}).faults())
        assert len(faults) == 2

    def test_short_words_are_not_repaired(self) -> None:
        speller = Speller(["pukul", "pulang"])
        assert speller.repair("puku") is None
        assert speller.repair("pulnag") == "pulang"
        assert speller.repair("plng") == "pulang"

    def test_affixes(self) -> None:
        assert {"pukul", "siksa"} <= {*bases("memukul"), *bases("nyiksa")}


class TestSmallTalk:
    @pytest.mark.parametrize(
        "text",
        [
            "halo kaka",
            "Selamat siang, admin",
            "makasiiih banyak e",
            "tq min",
            "😊",
            "mo batanya do",
            "wkwkwk",
            "ada orang?",
        ],
    )
    def test_is_recognised(self, answering: Answering, text: str) -> None:
        assert answering.understand(text).kind == "smalltalk"

    @pytest.mark.parametrize(
        "text", ["tolong info lowongan", "selamat pagi, syarat ke Taiwan apa", "kantor di mana", "tes kesehatan", ""]
    )
    def test_is_not_seen_in_questions(self, answering: Answering, text: str) -> None:
        assert answering.understand(text).kind != "smalltalk"

    def test_who_are_you_is_answered(self) -> None:
        assert SmallTalk.read(LEXICON["smalltalk"]).topic("nama bot ini siapa") == "tentang-bot"


class TestAnswering:
    @pytest.mark.parametrize(
        ("question", "topic"),
        [
            ("cek PT ini terdaftar ko sonde", "cek-p3mi"),
            ("lupa password siskop", "siskop2mi"),
            ("kakak hilang kontak di malaysia 5 taon", "hilang-kontak"),
            ("Apa syarat program perawat ke Jerman?", "g-to-g-jerman"),
            ("surat ijin dari suami bikin dmn", "izin-keluarga"),
            ("visa sy su lewat 1 thn mo plg", "overstay"),
        ],
    )
    def test_plain_questions_come_first(self, answering: Answering, question: str, topic: str) -> None:
        understood = answering.understand(question)
        assert understood.candidates[0].topic == topic
        assert understood.candidates[0].reasons

    def test_the_example_questions_are_understood(self, answering: Answering, library: Library) -> None:
        calm = [(q, slug) for slug, t in library.topics["id"].items() for q in t.examples]
        calm = [(q, slug) for q, slug in calm if answering.alarm.find(q) is None]
        right = sum(slug in {c.topic for c in answering.understand(q).candidates} for q, slug in calm)
        assert right >= 0.95 * len(calm)

    def test_the_same_content_gives_the_same_scores(self, library: Library) -> None:
        examples = {slug: topic.examples for slug, topic in list(library.topics["id"].items())[:8]}
        one, other = (Ranker(examples, load_lexicon(LEXICON)) for _ in range(2))
        assert one.rank("berapa gaji di Taiwan") == other.rank("berapa gaji di Taiwan")

    def test_what_is_none_of_our_business(self, answering: Answering) -> None:
        for question in ("resep rendang padang", "siapa juara liga inggris", "qwerty asdf", "harga gabah sekarang"):
            assert answering.understand(question).kind in {"unknown", "choices"}

    def test_danger_comes_before_everything(self, answering: Answering) -> None:
        understood = answering.understand("halo admin, syarat ke Taiwan apa? saya dikurung majikan")
        assert understood.kind == "emergency"
        assert understood.topic == "kekerasan"
        assert understood.danger is not None

    def test_what_was_asked_before_helps(self) -> None:
        weak = (Candidate("gaji", 0.1, ()),)
        assert decided(weak).kind == "unknown"
        assert [c.topic for c in decided(weak, "taiwan").candidates] == ["taiwan", "gaji"]

    @given(text=MESSY)
    def test_any_text_is_understood(self, answering: Answering, text: str) -> None:
        shape = answering.understand(text).as_json()
        assert shape.keys() == {"kind", "topic", "candidates"}
        assert shape["kind"] in {"answer", "choices", "emergency", "smalltalk", "unknown"}
        assert all(0 <= candidate["score"] <= 1 for candidate in shape["candidates"])


class TestMeasure:
    ROWS = (
        ("cara cek PT resmi", "cek-p3mi", "in", "informal"),
        ("majikan pukul saya tiap hari", "kekerasan", "emergency", "informal"),
        ("makasih kak", "", "smalltalk", "informal"),
        ("harga gabah", "", "out", "formal"),
    )

    def test_counts_what_was_right(
        self, answering: Answering, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "questions.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("text", "slugs", "kind", "register"), *self.ROWS])
        outcomes = measure(answering, path)
        assert not any(outcome.is_missed for outcome in outcomes)
        assert next(line for line in report(outcomes) if line.startswith("all")).split()[1:4] == [
            "4",
            "100.0%",
            "100.0%",
        ]
        assert main(["--misses", str(path)]) == 0
        assert main([]) == 2
        assert "in three" in capsys.readouterr().out
