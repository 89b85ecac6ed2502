"""Figures by what they speak of: found once, since combining asks for the same again and again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TypeVar

from bot.achievements.pieces import Days, Piece, differences, length
from storage.figure import Figure

K = TypeVar("K")
V = TypeVar("V")
Node = tuple[str, frozenset[tuple[str, str]]]  # a place and the values of dimensions chosen


@dataclass(frozen=True)
class Nodes:
    """All that is said of one indicator, by node and by place."""

    figures: Sequence[Figure]

    @cached_property
    def said(self) -> Mapping[Node, Sequence[Figure]]:
        return grouped((node_of(f.place_code, f.dimensions), f) for f in self.figures)

    @cached_property
    def below(self) -> Mapping[str, Sequence[str]]:
        """The places directly below a place of which, or of something in them, anything is said."""
        pairs = {pair for code, _ in self.said for pair in pairwise(_with_all_above(code))}
        return grouped(sorted(pairs))

    @cached_property
    def within(self) -> Mapping[str, Sequence[Node]]:
        """The nodes at a place or below it."""
        return grouped((place, node) for node in self.said for place in _with_all_above(node[0]))

    def inside(self, node: Node, days: Days) -> list[Piece]:
        """What is said of the node within the days, the longest first; then what lies between cumulative numbers."""
        return [p for p in self._pieces.get(node, ()) if days[0] <= p.days[0] and p.days[1] <= days[1]]

    def days_of_parts(self, node: Node, days: Days) -> list[Days]:
        """The days of everything that is said within these of a part, whether by dimension or by place."""
        if node not in self._spans:
            parts = (part for part in self.within.get(node[0], ()) if node[1] <= part[1] and part != node)
            self._spans[node] = sorted({piece.days for part in parts for piece in self._pieces[part]})
        return [one for one in self._spans[node] if days[0] <= one[0] and one[1] <= days[1]]

    @cached_property
    def _pieces(self) -> Mapping[Node, Sequence[Piece]]:
        return {node: _ranked(figures) for node, figures in self.said.items()}

    @cached_property
    def _spans(self) -> dict[Node, list[Days]]:
        """The days of all parts of a node, kept as they are asked for."""
        return {}


def node_of(place: str, selection: Mapping[str, str]) -> Node:
    return place, frozenset(selection.items())


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """What belongs to each key, in its order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _ranked(figures: Iterable[Figure]) -> list[Piece]:
    said = [f for f in figures if f.value is not None]
    whole = [Piece((f.from_on, f.to_on), f.value or 0, (f,)) for f in said]
    return [*sorted(whole, key=length), *sorted(differences(said), key=length)]


def _with_all_above(code: str) -> list[str]:
    return list(accumulate(code.split("."), "{}.{}".format))
