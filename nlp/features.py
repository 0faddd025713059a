"""What the learned part sees of a sentence: hashed stems, their neighbours, the heading and where it stands.

A feature is a 32-bit hash. Words are folded and cut to a stem, so that a form never seen shares what was learned of
the others; digits are all alike. Nothing here depends on weights: training and reading call the same function.
"""

import re
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp.cues import fold
from skilldemand.nlp.records import Section, Sentence

Hashes = NDArray[np.uint32]
Numbers = NDArray[np.int64]

WORD = re.compile(r"[^\s/,;:()\[\]{}<>\"|*_•●▪◦■○·!?=~`“”…\\]+")
"""A word of a folded text."""
_DIGITS = str.maketrans("123456789", "000000000")
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "ies", "ied", "edly", "ed", "ers", "er", "es", "s", "ly", "e")
_STEM_CHARS = 4
"""An ending goes only from a word that keeps so many characters."""
_CACHE = 40_000
MAX_WORDS = 120
"""Words of one sentence that are looked at; a longer one is no sentence."""
_TENTHS = 10


class Features(NamedTuple):
    """The features of many sentences: sentence rows[i] has feature hashes[i]; rows are ascending."""

    rows: Numbers
    hashes: Hashes


def stem(word: str) -> str:
    """Return a folded word without its ending: one form for plural, -ing, -ed, -er and the like."""
    word = word.translate(_DIGITS).strip(".'-+&#$%")
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_CHARS:
            return word[: -len(ending)]
    return word


class _Hashes(dict[str, tuple[int, ...]]):
    """What stands between two blanks with the hashes of its words' stems, remembered up to a bound."""

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        if len(self) >= _CACHE:
            self.clear()
        found = self[chunk] = tuple([zlib.crc32(stem(word).encode()) for word in WORD.findall(chunk)])
        return found


hashes_of = _Hashes().__getitem__
"""Return the hashes of the words between two blanks, the same in every process."""


def salted(kind: str, value: object) -> int:
    """Return the hash of a feature that is no word: "section requirements"."""
    return zlib.crc32(f"\0{kind}\0{value}".encode())


def features(folded: str, sentences: Sequence[Sentence], chosen: Sequence[int]) -> Features:
    """Return the features of the sentences numbered `chosen`; row i is sentences[chosen[i]].

    `folded` is the whole text, folded. Word features: single stems, pairs and triples within the sentence. Besides:
    the words of the heading, section, list item or not, tenth of the text, length, and the first words once more.
    """
    words = array("I")
    sizes: list[int] = []
    places = array("I")
    place_sizes: list[int] = []
    headings: dict[str | None, list[int]] = {None: []}
    length = max(1, len(folded))
    for number in chosen:
        sentence = sentences[number]
        before = len(words)
        words.extend(chain.from_iterable(map(hashes_of, folded[sentence.start : sentence.end].split())))
        del words[before + MAX_WORDS :]
        size = len(words) - before
        sizes.append(size)
        heading = sentence.heading
        if heading not in headings:
            headings[heading] = _heading(heading)
        shape = _shape(sentence, size, _TENTHS * sentence.start // length)
        places.extend(headings[heading])
        places.extend(shape)
        place_sizes.append(len(headings[heading]) + len(shape))
    flat = np.array(words, dtype=np.uint32)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    pairs = _joined(flat[:-1], flat[1:])
    triples = _joined(pairs[:-1], flat[2:])
    paired = rows[:-1] == rows[1:]
    tripled = rows[:-2] == rows[2:]
    opens = np.flatnonzero(np.diff(rows, prepend=-1))
    all_rows = np.concatenate(
        (rows, rows[:-1][paired], rows[:-2][tripled], rows[opens], np.repeat(np.arange(len(sizes)), place_sizes))
    )
    hashes = np.concatenate(
        (flat, pairs[paired], triples[tripled], flat[opens] ^ _OPENS, np.array(places, dtype=np.uint32))
    )
    return Features(all_rows, hashes)


_OPENS = np.uint32(zlib.crc32(b"\0opens"))
_MULTIPLIER = np.uint32(2_654_435_761)
"""Knuth's multiplicative hashing; any odd number that mixes the high bits would do."""


def _joined(left: Hashes, right: Hashes) -> Hashes:
    mixed = left * _MULTIPLIER
    return (mixed ^ (mixed >> np.uint32(15))) + right


def _heading(heading: str | None) -> list[int]:
    return [salted("heading", stem(word)) for word in WORD.findall(fold(heading or ""))[:8]]


@cache
def _shape_of(section: Section, tenth: int, size: int, *, bullet: bool) -> tuple[int, ...]:
    return (salted("section", section), salted("bullet", bullet), salted("size", size), salted("tenth", tenth))


def _shape(sentence: Sentence, words: int, tenth: int) -> tuple[int, ...]:
    return _shape_of(sentence.section, tenth, min(6, words // 5), bullet=sentence.bullet)


def placing(sentences: Sequence[Sentence]) -> set[int]:
    """Return the hashes of the features that tell the section or heading of the sentences, not their words."""
    told = {salted("section", sentence.section) for sentence in sentences}
    return told.union(*(_heading(heading) for heading in {sentence.heading for sentence in sentences}))
