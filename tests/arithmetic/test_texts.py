"""Releases as people write them: what does not follow is found, nothing else is, and right ones are confirmed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from content.arithmetic import Checked, Finding, Known, check
from content.arithmetic.sentences import LONGEST_EXCERPT
from tests.arithmetic.conftest import TEXTS

each_text = pytest.mark.parametrize("text", TEXTS, ids=[text["name"] for text in TEXTS])


def told(finding: Finding, wanted: Mapping[str, str]) -> dict[str, object]:
    """The finding, cut down to what a text of the file says of it."""
    values = {name: finding.values.get(name) for name in wanted if name != "key"}
    return {"key": finding.key.removeprefix("check."), **{name: str(value) for name, value in values.items()}}


def missed_and_extra(
    checked: Checked, wanted: Sequence[Mapping[str, str]]
) -> tuple[list[Mapping[str, str]], list[Finding]]:
    extra, missed = list(checked.findings), []
    for one in wanted:
        match = next((finding for finding in extra if told(finding, one) == one), None)
        if match is None:
            missed.append(one)
        else:
            extra.remove(match)
    return missed, extra


@each_text
def test_what_does_not_follow_is_found_and_nothing_else(text: Mapping[str, Any], store: Sequence[Known]) -> None:
    assert missed_and_extra(check(text["text"], store), text["findings"]) == ([], [])


@each_text
def test_findings_show_the_piece_they_mean(text: Mapping[str, Any], store: Sequence[Known]) -> None:
    """A piece of the text as it stands, short, with the number in it."""
    checked = check(text["text"], store)
    for finding in (*checked.findings, *checked.confirmed):
        assert finding.excerpt in text["text"]
        assert len(finding.excerpt) <= LONGEST_EXCERPT
        assert str(finding.values["written"]) in " ".join(finding.excerpt.split())


@each_text
def test_what_stays_untied_is_counted(text: Mapping[str, Any], store: Sequence[Known]) -> None:
    """Without the store less is tied, never more."""
    alone, beside = check(text["text"]), check(text["text"], store)
    assert 0 <= beside.unchecked <= alone.unchecked <= alone.read == beside.read


def test_findings_come_in_the_order_of_the_text() -> None:
    text = next(text["text"] for text in TEXTS if text["name"] == "a budget, two slips")
    assert [finding.values["written"] for finding in check(text).findings] == ["96,94 persen", "Rp11,78 miliar"]


def test_silence_is_not_blindness(store: Sequence[Known]) -> None:
    """Of the figures of right releases most are recomputed, not passed over."""
    checked = [check(text["text"], store) for text in TEXTS if not text["findings"]]
    read, unchecked = sum(one.read for one in checked), sum(one.unchecked for one in checked)
    assert unchecked < read / 2


def test_the_texts_are_of_every_sort(store: Sequence[Known]) -> None:
    """A kind of finding nobody tries would be a kind nobody can trust."""
    keys = Counter(finding["key"] for text in TEXTS for finding in text["findings"])
    assert {
        *("rate", "share", "sum", "change", "not_risen", "not_fallen", "times", "difference", "spelled", "twice"),
        *("known", "known_target", "known_rate", "known_part"),
    } <= set(keys)
    right = [text for text in TEXTS if not text["findings"]]
    assert len(right) >= 18
    assert len(TEXTS) >= 45
    assert sum(check(text["text"], store).read for text in right) / len(right) > 5


def test_the_release_of_january_2026(store: Sequence[Known]) -> None:
    """1.960 and 2.226 make 113,57 percent, not 117; what 117 would need is told, never which number is wrong."""
    (finding,) = check(TEXTS[0]["text"], store).findings
    assert dict(finding.values) == {
        "written": "lebih dari 117 persen",
        "stated": 117,
        "computed": Decimal("113.57"),
        "currency": "",
        "realization": 2226,
        "target": 1960,
        "needed_realization": 2293,
        "needed_target": 1902,
    }


def test_a_kind_of_finding_always_tells_the_same_values(store: Sequence[Known]) -> None:
    """The texts of the interface count on them."""
    names: dict[str, set[frozenset[str]]] = {}
    for text in TEXTS:
        checked = check(text["text"], store)
        for finding in (*checked.findings, *checked.confirmed):
            names.setdefault(finding.key, set()).add(frozenset(finding.values))
    assert {key: len(sets) for key, sets in names.items()} == dict.fromkeys(names, 1)
