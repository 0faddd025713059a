"""A pattern tried where its rarest word stands: from there the nearest other words are looked for on both sides."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from skilldemand.nlp.near import Words
from skilldemand.nlp.patternlang import Element, WordClass
from skilldemand.nlp.tokens import SIGNS

NEAR = 8
"""Tokens on either side of a match that `unless_near` looks at."""


class Leg(NamedTuple):
    """The way from one word of a pattern to the next."""

    words: frozenset[bytes]
    prefixes: tuple[bytes, ...]
    reach: int
    """Tokens at most to the next word."""


class Gate(NamedTuple):
    """What must stand around the rarest word for a pattern to match; some of it is enough to try no further."""

    words: frozenset[bytes]
    low: int
    high: int
    """The words stand from this far to that far behind the rarest one."""


class Anchored:
    """One way to match one pattern of one skill."""

    def __init__(
        self,
        number: int,
        skill_id: str,
        text: str,
        way: Sequence[Element],
        *,
        unless: Words | None,
        rate: Callable[[WordClass], tuple[int, int, list[bytes]]],
    ) -> None:
        """Take the elements of the pattern; `rate` tells rare classes from common ones, which only speed depends on."""
        self.number = number
        self.skill_id = skill_id
        self.text = text
        self._unless = unless
        at = min(range(len(way)), key=lambda place: rate(way[place].what))
        self.anchor = way[at].what
        """The class of the rarest word."""
        self._before = [Leg(*way[i].what, way[i + 1].gap + 1) for i in range(at - 1, -1, -1)]
        self._after = [Leg(*element.what, element.gap + 1) for element in way[at + 1 :]]
        self._beside = [element.what[0] - SIGNS for element in way if element.what[0] & SIGNS]
        self.reach = self._before[0].reach if self._before else 0
        gates = [Gate(leg.words, 1, 1 + leg.reach) for leg in self._after[:1] if not leg.prefixes]
        gates += [Gate(leg.words, -leg.reach, 0) for leg in self._before[:1] if not leg.prefixes]
        self.gate = min(gates, key=lambda gate: rate((gate.words, ()))) if gates else None
        """None where there is nothing to ask for."""

    def matches(self, row: Sequence[bytes], places: Sequence[int], begin: int, end: int) -> list[tuple[int, int]]:
        """Return first and last word of the matches between two tokens, left to right, the shortest, none overlapping.

        `places` are where words of the rarest class stand, in order. A sign stands for the words beside which the
        pattern lists it only where one of those words is there too.
        """
        if self._beside and any(words.isdisjoint(row[begin:end]) for words in self._beside):
            return []
        ways: list[tuple[int, int]] = []
        for place in places:
            last = _far(row, place, self._after, 1, end)
            first = _far(row, place, self._before, -1, begin - 1) if last >= 0 else -1
            if first < 0:
                continue
            # Farther right a rarest word gives no earlier end and no earlier begin, so of one end the last is shortest.
            if ways and ways[-1][1] == last:
                ways.pop()
            ways.append((first, last))
        found: list[tuple[int, int]] = []
        done = -1
        for first, last in ways:
            if first > done and not self._forbidden(row, first, last, begin, end):
                found.append((first, last))
            if first > done:
                done = last
        return found

    def _forbidden(self, row: Sequence[bytes], first: int, last: int, begin: int, end: int) -> bool:
        if self._unless is None:
            return False
        around = row[max(begin, first - NEAR) : min(end, last + 1 + NEAR)]
        return self._unless.among([word.decode("ascii") for word in around])


def _far(row: Sequence[bytes], at: int, legs: Sequence[Leg], step: int, bound: int) -> int:
    """Return the nearest place to which the legs lead from a place, before a bound; -1 where they lead nowhere."""
    if not legs:
        return at
    words, prefixes, reach = legs[0]
    for _ in range(reach):
        at += step
        if at == bound:
            break
        word = row[at]
        if word in words or (prefixes and word.startswith(prefixes)):
            place = _far(row, at, legs[1:], step, bound)
            if place >= 0:
                return place
    return -1
