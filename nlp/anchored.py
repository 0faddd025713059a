"""A pattern tried where its rarest word stands: from there the nearest other words are looked for on both sides."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from skilldemand.nlp.near import Words
from skilldemand.nlp.patternlang import Element, WordClass
from skilldemand.nlp.tokens import SIGNS

NEAR = 8
"""Tokens on either side of a match that `unless_near` looks at."""


class Leg:
    """The way from one word of a pattern to the next."""

    __slots__ = ("prefixes", "reach", "then", "words")

    def __init__(self, what: WordClass, gap: int, then: "Leg | None") -> None:
        """`gap` tokens at most stand between the two words; `then` is the way on from the next."""
        self.then = then
        self.words, self.prefixes = what
        self.reach = gap + 1
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
        self._before: Leg | None = None
        for element, behind in pairwise(way[: at + 1]):
            self._before = Leg(element.what, behind.gap, self._before)
        self._after: Leg | None = None
        for element in reversed(way[at + 1 :]):
            self._after = Leg(element.what, element.gap, self._after)
        self._beside = [element.what[0] - SIGNS for element in way if element.what[0] & SIGNS]
        before, after = self._before, self._after
        self.reach = before.reach if before else 0
        gates = [Gate(after.words, 1, 1 + after.reach)] if after and not after.prefixes else []
        gates += [Gate(before.words, -before.reach, 0)] if before and not before.prefixes else []
        self.gate = min(gates, key=lambda gate: rate((gate.words, ()))) if gates else None
        """None where there is nothing to ask for."""

    def matches(self, row: list[bytes], places: list[int], begin: int, end: int) -> list[tuple[int, int]]:
        """Return first and last word of the matches between two tokens, left to right, the shortest, none overlapping.

        `places` are where words of the rarest class stand, in order. A sign stands for the words beside which the
        pattern lists it only where one of those words is there too.
        """
        if self._beside and any(words.isdisjoint(row[begin:end]) for words in self._beside):
            return []
        ways: list[tuple[int, int]] = []
        for place in places:
            last = _far(row, place, self._after, end)
            first = _far(row, place, self._before, begin - 1) if last >= 0 else -1
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

    def _forbidden(self, row: list[bytes], first: int, last: int, begin: int, end: int) -> bool:
        if self._unless is None:
            return False
        around = row[max(begin, first - NEAR) : min(end, last + 1 + NEAR)]
        return self._unless.among([word.decode("ascii") for word in around])


def _far(row: list[bytes], at: int, leg: Leg | None, bound: int) -> int:
    """Return the nearest place to which a leg and those behind it lead, before a bound; -1 where they lead nowhere."""
    if leg is None:
        return at
    step = 1 if at < bound else -1
    for _ in range(leg.reach):
        at += step
        if at == bound:
            break
        word = row[at]
        if word in leg.words or (leg.prefixes and word.startswith(leg.prefixes)):
            place = _far(row, at, leg.then, bound)
            if place >= 0:
                return place
    return -1
