"""Patterns tried against the words of a sentence by bit sets, one bit a word."""

from collections.abc import Iterator
from typing import NamedTuple


class Step(NamedTuple):
    """One element of a compiled pattern."""

    number: int
    """Of the word class, the same in all patterns."""
    words: frozenset[bytes]
    prefixes: tuple[bytes, ...]
    shifts: tuple[int, ...]
    """Shifts that, applied one on the other, spread a bit over the places the gap allows."""


class Row:
    """The words of one sentence with their places as bit sets: bit i stands for word i."""

    def __init__(self, words: list[bytes]) -> None:
        self._at: dict[bytes, int] = {}
        bit = 1
        for word in words:
            self._at[word] = self._at.get(word, 0) | bit
            bit <<= 1
        self._distinct = frozenset(self._at)
        self._known: dict[int, int] = {}

    def _places(self, step: Step) -> int:
        """Return where words of the step's class stand."""
        places = 0
        for word in step.words & self._distinct:
            places |= self._at[word]
        if step.prefixes:
            for word in self._distinct:
                if word.startswith(step.prefixes):
                    places |= self._at[word]
        self._known[step.number] = places
        return places

    def reached(self, steps: tuple[Step, ...]) -> int:
        """Return the last words of all matches; 0 when there is none."""
        reached = -1
        for step in steps:
            here = self._known.get(step.number)
            if here is None:
                here = self._places(step)
            if reached != -1:
                for shift in step.shifts:
                    reached |= reached << shift
                reached = (reached << 1) & here
            else:
                reached = here
            if not reached:
                break
        return reached

    def spans(self, steps: tuple[Step, ...], reached: int) -> Iterator[tuple[int, int]]:
        """Yield first and last word of the matches, the shortest ones, left to right, without overlap."""
        done = -1
        while reached:
            bit = reached & -reached
            reached ^= bit
            first = self._begin(steps, bit)
            if first > done:
                done = bit.bit_length() - 1
                yield first, done

    def _begin(self, steps: tuple[Step, ...], bit: int) -> int:
        """Return the latest first word of a match that ends at the bit."""
        row = [self._known[step.number] for step in steps]
        ends = [row[0]]
        for step, here in zip(steps[1:], row[1:], strict=True):
            ends.append(here & (_spread(ends[-1], step.shifts) << 1))
        for i in range(len(steps) - 1, 0, -1):
            back = bit
            for shift in steps[i].shifts:
                back |= back >> shift
            bit = (back >> 1) & ends[i - 1]
        return bit.bit_length() - 1


def shifts(gap: int) -> tuple[int, ...]:
    """Return shifts that spread a bit over `gap` further places: 1, 2, 4, ... and the rest."""
    found, covered = [], 1
    while covered < gap + 1:
        found.append(min(covered, gap + 1 - covered))
        covered += found[-1]
    return tuple(found)


def _spread(bits: int, shifts: tuple[int, ...]) -> int:
    for shift in shifts:
        bits |= bits << shift
    return bits
