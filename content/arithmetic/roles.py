"""What a figure is to its neighbours, as the words around it say: a target, what was reached, before or after."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from content.arithmetic import cues, words
from content.arithmetic.sentences import behind_break

if TYPE_CHECKING:
    from content.arithmetic.sentences import Sentence, Words

_TO: Final = frozenset({"menjadi", "jadi", "ke"})
_FILLERS: Final = frozenset({"sebanyak", "sebesar", "sejumlah", "angka", "hanya", "tinggal", "senilai", "sekitar"})
_LONGEST_LEAD, _LONGEST_TAIL = 40, 6
_CLOSE: Final = 3  # words between "bertambah" and by how much


class Role(Enum):
    """What a figure is; UNSURE where the words allow two readings."""

    NONE, TARGET, REALIZED, UNSURE = range(4)


def role(sentence: Sentence, index: int) -> Role:
    """What the figure is to a target, by the last word that says so before it, else by what stands behind it."""
    lead = own_lead(sentence, index)
    for at in range(len(lead) - 1, -1, -1):
        if lead[at] in cues.TARGET:
            return _of_target(sentence.gap(index), lead, at)
        if lead[at] in cues.REALIZED and not _is_wish(lead, at):
            return Role.REALIZED
    tail = own_tail(sentence, index)
    if cues.TARGET & set(tail) and "dari" not in tail and not cues.PASSED & set(tail):
        return Role.TARGET if {"ditargetkan", "menjadi"} & set(tail) else Role.NONE
    return Role.REALIZED if cues.REALIZED & set(tail) else Role.NONE


def own_lead(sentence: Sentence, index: int) -> Words:
    """The words before a figure that belong to it: behind the last comma, unless only "yakni" stands behind that."""
    lead = behind_break(_without_asides(sentence.gap(index)[-_LONGEST_LEAD:]))
    for at in range(len(lead) - 1, -1, -1):
        if lead[at] in {",", ")"} and set(lead[at + 1 :]) - cues.SAYS:
            return lead[at + 1 :]
    return lead


def own_tail(sentence: Sentence, index: int) -> Words:
    """The words behind a figure up to the next sign."""
    tail = sentence.gap(index + 1)[:_LONGEST_TAIL]
    ends = [at for at, word in enumerate(tail) if not word[0].isalnum() or word in cues.BREAKS]
    return tail[: ends[0]] if ends else tail


def is_from(sentence: Sentence, index: int) -> bool:
    """Whether it is what another figure is taken from: "dari 140", "dari total 140", "dari seluruh peserta, 140"."""
    lead = own_lead(sentence, index)
    at = len(lead)
    while at > 0 and lead[at - 1] in cues.OF:
        at -= 1
    if cues.FROM & set(lead[at:]):
        return not (at and lead[at - 1] == "terdiri")
    return role(sentence, index) is Role.TARGET and "dari" in lead


def is_before(sentence: Sentence, index: int) -> bool:
    """Whether it is where a change began: "dari 866", "dibanding 307", "sebelumnya 1.401"."""
    return is_from(sentence, index) or bool(cues.BEFORE & set(own_lead(sentence, index)))


def is_after(sentence: Sentence, index: int) -> bool:
    """Whether it is where a change ended: "menjadi 386"."""
    lead = list(sentence.gap(index))
    while lead and lead[-1] in _FILLERS:
        lead.pop()
    return bool(lead) and lead[-1] in _TO


def is_put_differently(sentence: Sentence, index: int) -> bool:
    """Whether a figure says the one before it in another way: "2.226 orang atau setara 113,57 persen"."""
    gap = sentence.gap(index)
    if cues.BREAKS & set(gap):
        return False
    end = len(gap)
    while end and gap[end - 1] in cues.FILLERS:
        end -= 1
    last = gap[end - 1] if end else ""
    return last in cues.EITHER or "setara" in gap[-4:] or (sentence.depths[index] > 0 and last == ",")


def is_step(sentence: Sentence, index: int) -> bool:
    """Whether a count is by how much something rose or fell: "bertambah 825 orang"."""
    is_end = is_after(sentence, index) or is_before(sentence, index)
    return not is_end and direction(own_lead(sentence, index)[-_CLOSE:]) != 0


def is_change(sentence: Sentence, index: int) -> bool:
    """Whether a percentage is by how much something rose or fell, not what part of a whole it is."""
    tail = own_tail(sentence, index)
    if tail[:1] == ("lebih",) and (words.MORE_THAN | words.LESS_THAN) & set(tail[1:2]):
        return True
    return direction(own_lead(sentence, index)) != 0 and not is_after(sentence, index)


def direction(lead: Words) -> int:
    """1 where the words before a figure speak of a rise, -1 of a fall, 0 of neither; the last word says it."""
    for at in range(len(lead) - 1, -1, -1):
        behind = lead[at + 1] if at + 1 < len(lead) else ""
        if lead[at] in cues.RISE and behind not in cues.NOT_A_RISE:
            return 1
        if lead[at] in cues.FALL:
            return -1
    return 0


def _without_asides(gap: Words) -> Words:
    """The words without those in brackets that are closed again."""
    kept: list[str] = []
    for word in gap:
        if word == ")" and "(" in kept:
            del kept[len(kept) - 1 - kept[::-1].index("(") :]
        else:
            kept.append(word)
    return tuple(kept)


def _of_target(gap: Words, lead: Words, at: int) -> Role:
    """A figure behind "melampaui target, yakni" is the target or what passed it: nobody can say."""
    behind = lead[at + 1 :]
    if "dengan" in behind:
        return Role.REALIZED
    is_passed = cues.PASSED & set(gap[max(0, len(gap) - len(behind) - 4) :])
    return Role.UNSURE if is_passed and cues.SAYS & set(behind) else Role.TARGET


def _is_wish(lead: Words, at: int) -> bool:
    """Whether it is still the target that is spoken of: "target menempatkan", "target yang harus dicapai"."""
    before = lead[at - 1] if at else ""
    if before in cues.WISHES - {"yang"}:
        return True
    active = lead[at].startswith(("me", "di")) and lead[at] not in cues.PASSED
    return active and (before in cues.TARGET or (before in cues.WISHES and bool(cues.TARGET & set(lead[:at]))))
