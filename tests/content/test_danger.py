"""Danger: the rules that need nothing, and the ear that learnt from what people write."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.alarm import Alarm
from content.danger import DangerRules, find_danger, load_rules
from content.library import Library

CONTENT = Path(__file__).parents[2] / "content"
EXAMPLES = tomllib.loads((CONTENT / "danger_examples.toml").read_text("utf-8"))
DANGER, ORDINARY = (EXAMPLES[kind].strip().splitlines() for kind in ("danger", "ordinary"))
# Where some example questions are calls for help themselves.
DANGER_TOPICS = {"kekerasan", "tppo", "scam-online", "sakit-kecelakaan", "pelaut", "dokumen-ditahan", "hilang-kontak"}
MESSY = st.text() | st.text(alphabet="abdegiknrstu 0123456789_-'.,?!2", max_size=300)


@pytest.fixture(scope="module")
def alarm(library: Library) -> Alarm:
    return library.answering.alarm


class TestTheEar:
    def test_hears_what_it_learnt_from(self, alarm: Alarm) -> None:
        missed = [sentence for sentence in DANGER if alarm.find(sentence) is None]
        assert len(missed) <= len(DANGER) * 0.02, missed

    def test_is_calm_where_people_only_ask(self, alarm: Alarm) -> None:
        alarms = [sentence for sentence in ORDINARY if alarm.find(sentence)]
        assert len(alarms) <= len(ORDINARY) * 0.05, alarms  # each chosen because it sounds like danger

    def test_is_calm_in_what_people_usually_ask(self, alarm: Alarm, library: Library) -> None:
        usual = [q for slug, t in library.topics["id"].items() if slug not in DANGER_TOPICS for q in t.examples]
        alarms = [question for question in usual if alarm.find(question)]
        assert len(alarms) <= len(usual) * 0.01, alarms

    def test_hears_in_capitals_and_within_other_words(self, alarm: Alarm) -> None:
        heard = [sentence for sentence in DANGER if alarm.find(sentence)]
        assert all(alarm.find(sentence.upper()) for sentence in heard)
        framed = [f"selamat malam admin, mohon dijawab. {sentence} kami dari desa di NTT" for sentence in heard]
        missed = [sentence for sentence in framed if alarm.find(sentence) is None]
        assert len(missed) <= len(heard) * 0.02, missed

    def test_mostly_hears_past_a_slip_of_the_finger(self, alarm: Alarm) -> None:
        slipped = list(with_slips(DANGER, random.Random(7)))
        missed = [sentence for sentence in slipped if alarm.find(sentence) is None]
        assert len(missed) <= len(slipped) * 0.1, missed

    def test_hears_a_long_story_through(self, alarm: Alarm) -> None:
        before = "Saya berasal dari desa kecil dan punya dua anak. Dulu saya bekerja di kebun. " * 3
        assert alarm.find(f"{before} Tadi malam majikan memukul saya dengan kayu, saya takut. {before}")

    def test_broken_it_leaves_the_rules(self, alarm: Alarm) -> None:
        """Without the model, what the rules know is still heard."""
        assert Alarm(alarm.rules).find("saya dikurung majikan di gudang")

    @given(text=MESSY)
    def test_any_text_is_read(self, alarm: Alarm, text: str) -> None:
        alarm.find(text)


class TestTheRules:
    @pytest.mark.parametrize("sentence", ["saya dipukul majikan", "tolong saya disekap", "be dapa siksa deng bos"])
    def test_survives_every_slip_in_the_deed(self, sentence: str) -> None:
        for deed in ("dipukul", "disekap", "siksa"):
            for place in range(1, len(deed) - 1):
                swapped = deed[:place] + deed[place + 1] + deed[place] + deed[place + 2 :]
                doubled = deed[:place] + deed[place] + deed[place:]
                assert find_danger(sentence.replace(deed, swapped)) is not None, swapped
                assert find_danger(sentence.replace(deed, doubled)) is not None, doubled

    @given(text=MESSY)
    def test_any_text_is_read(self, text: str) -> None:
        find_danger(text)

    def test_kinds(self) -> None:
        kinds = {
            "rasanya ingin bunuh diri": "self_harm",
            "majikan pukul saya": "violence",
            "saya dikurung di gudang": "confinement",
            "agen ancam saya pakai parang": "threat",
            "adik saya dijual agen": "trafficking",
            "dipaksa jadi scammer di Myanmar": "scam_compound",
            "paspor dan hp saya dirampas": "withheld_documents",
        }
        for sentence, kind in kinds.items():
            danger = find_danger(sentence)
            assert danger is not None, sentence
            assert danger.kind == kind, sentence

    def test_every_kind_has_its_topics(self, library: Library) -> None:
        rules: DangerRules = load_rules(CONTENT / "danger.toml")
        for kind in {sign.kind for sign in rules.signs}:
            assert set(rules.topics_for(kind)) <= library.topics["id"].keys(), kind


def with_slips(sentences: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Each sentence three times, every time with one letter of a longer word swapped, dropped, doubled or wrong."""
    for sentence in [*sentences] * 3:
        words = sentence.split()
        longer = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
        if longer:
            place = chance.choice(longer)
            words[place] = slipped(words[place], chance)
            yield " ".join(words)


def slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    ways = (before + after, before + letter + letter + after, before + after[0] + letter + after[1:])
    return chance.choice((*ways, before + chance.choice("aeiouknst") + after))
