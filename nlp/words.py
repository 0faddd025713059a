"""The words of many stretches of text as hashes of their stems, found at once by arithmetic on their characters.

A folded word is cut to its stem, so that a form never seen shares what was learned of the others; digits are all
alike. Making a hash of a word takes a microsecond and texts repeat their words, so hashes are remembered by a key of
64 bits, which numpy computes for all words of many texts in a few passes: the sum of a random number a character,
times a power for its place (Karp and Rabin, Efficient randomized pattern-matching algorithms, 1987).
"""

import re
import zlib
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.int64]
_Keys = NDArray[np.uint64]

WORD = re.compile(r"[^\s/,;:()\[\]{}<>\"|*_•●▪◦■○·!?=~`“”…\\]+")
"""A word of a folded text."""
MAX_WORDS = 120
"""Words of one stretch that are looked at; a longer one is no sentence."""
_DIGITS = str.maketrans("123456789", "000000000")
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "ies", "ied", "edly", "ed", "ers", "er", "es", "s", "ly", "e")
_STEM_CHARS = 4
"""An ending goes only from a word that keeps so many characters."""
_UNITS = 1 << 16
_BLOCK = 1 << 12
"""Powers repeat after so many characters; a word that reaches over has another key there and the same hash."""
_BITS = 17
"""Of a key, that tell its place among the remembered."""
_BREAK = ord("\n")


class Words(NamedTuple):
    """The words of some stretches, stretch after stretch."""

    hashes: Hashes
    sizes: Numbers
    """How many words each stretch has."""


def stem(word: str) -> str:
    """Return a folded word without its ending: one form for plural, -ing, -ed, -er and the like."""
    word = word.translate(_DIGITS).strip(".'-+&#$%")
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_CHARS:
            return word[: -len(ending)]
    return word


def _values() -> _Keys:
    """Return an odd random number for every unit of UTF-16 that can stand in a word, and 0 for the others."""
    drawn = np.random.default_rng(1).integers(1 << 63, size=_UNITS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    values = np.zeros_like(drawn)
    for word in WORD.finditer("".join(map(chr, range(_UNITS)))):
        values[word.start() : word.end()] = drawn[word.start() : word.end()]
    return values


def _powers(base: int) -> _Keys:
    return np.multiply.accumulate(np.full(_BLOCK, base, dtype=np.uint64))


_VALUES = _values()
_BASE = 0x9E37_79B9_7F4A_7C15
_POWERS = _powers(_BASE)
_INVERSES = _powers(pow(_BASE, -1, 1 << 64))


class WordHashes:
    """Hashes of words, remembered by key: two at each place of a table, of which the one that came later stays."""

    def __init__(self) -> None:
        self._held = np.zeros((1 << _BITS, 4), dtype=np.uint64)
        self._lock = Lock()

    def of(self, stretches: Sequence[str]) -> Words:
        """Return the words of folded stretches without line breaks; they are the same in every process."""
        written = "\n".join(["", *stretches, ""]).encode("utf-16-le")
        units = np.frombuffer(written + b"\n\0" * (-(len(written) // 2) % _BLOCK), dtype=np.uint16)
        values = _VALUES.take(units)
        edges = np.flatnonzero(np.diff(values != 0)) + 1
        starts, ends = edges[::2], edges[1::2]
        sums = np.cumsum(values.reshape(-1, _BLOCK) * _POWERS)
        keys = (sums.take(ends) - sums.take(starts - 1)) * _INVERSES.take(starts % _BLOCK)
        breaks = np.flatnonzero(units == _BREAK)[: len(stretches) + 1]
        sizes = np.diff(np.searchsorted(starts, breaks))
        return _bounded(self._looked_up(written, starts, ends, keys), sizes)

    def _looked_up(self, written: bytes, starts: Numbers, ends: Numbers, keys: _Keys) -> Hashes:
        places = (keys >> np.uint64(64 - _BITS)).astype(np.int64)
        new: dict[int, int] = {}
        with self._lock:
            later, hashes, earlier, others = self._held.take(places, axis=0).T
            found: Hashes = np.where(later == keys, hashes, others).astype(np.uint32)
            missed = np.flatnonzero((later != keys) & (earlier != keys))
            spans = zip((2 * starts[missed]).tolist(), (2 * ends[missed]).tolist(), strict=True)
            for number, place, key, (start, end) in zip(
                missed.tolist(), places[missed].tolist(), keys[missed].tolist(), spans, strict=True
            ):
                if key not in new:
                    new[key] = zlib.crc32(stem(written[start:end].decode("utf-16-le")).encode())
                    self._held[place, 2:] = self._held[place, :2]
                    self._held[place, :2] = key, new[key]
                found[number] = new[key]
        return found


def _bounded(hashes: Hashes, sizes: Numbers) -> Words:
    """Return the words without those of a stretch that has more than MAX_WORDS."""
    if sizes.max(initial=0) > MAX_WORDS:
        first = np.repeat(np.cumsum(sizes) - sizes, sizes)
        hashes = hashes[np.arange(len(hashes)) - first < MAX_WORDS]
        sizes = np.minimum(sizes, MAX_WORDS)
    return Words(hashes, sizes)
