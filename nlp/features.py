"""What the learned part sees of a sentence: hashed stems, their neighbours, the heading and where it stands.

A feature is a 32-bit hash. Words are folded and cut to a stem, so that a form never seen shares what was learned of
the others; digits are all alike. Nothing here depends on weights: training and reading call the same function.
"""

import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple, get_args

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
_BYTES = array("I").itemsize
_MOST_BYTES = MAX_WORDS * _BYTES
_HEADING_BYTES = 8 * _BYTES
_TENTHS = 10


class Features(NamedTuple):
    """The features of many sentences: sentence rows[i] has feature hashes[i]."""

    rows: Numbers
    hashes: Hashes


class Excerpt(NamedTuple):
    """The sentences of one text that are looked at."""

    folded: str
    """The whole text, folded."""
    sentences: Sequence[Sentence]


class Seen(NamedTuple):
    """What is seen of the sentences of many excerpts: one row a sentence, excerpt after excerpt."""

    words: Features
    shapes: Numbers
    """The row of SHAPES that tells of each sentence where it stands and how long it is."""
    headings: Features
    """One row a distinct heading."""
    heading: Numbers
    """The row of `headings` that each sentence stands under."""


def stem(word: str) -> str:
    """Return a folded word without its ending: one form for plural, -ing, -ed, -er and the like."""
    word = word.translate(_DIGITS).strip(".'-+&#$%")
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_CHARS:
            return word[: -len(ending)]
    return word


def salted(kind: str, value: object) -> int:
    """Return the hash of a feature that is no word: "section requirements"."""
    return zlib.crc32(f"\0{kind}\0{value}".encode())


class _Hashes(dict[str, bytes]):
    """What stands between two blanks with a hash of each of its words' stems, remembered up to a bound."""

    def __init__(self, hash_of: Callable[[str], int]) -> None:
        super().__init__()
        self._hash_of = hash_of

    def __missing__(self, chunk: str) -> bytes:
        if len(self) >= _CACHE:
            self.clear()
        found = self[chunk] = array("I", [self._hash_of(stem(word)) for word in WORD.findall(chunk)]).tobytes()
        return found


hashes_of = _Hashes(lambda word: zlib.crc32(word.encode())).__getitem__
"""Return the hashes of the words between two blanks, the same in every process, as the bytes of an array."""
_heading_hashes_of = _Hashes(lambda word: salted("heading", word)).__getitem__

_SECTIONS: tuple[Section, ...] = get_args(Section)
_CODES = {section: code for code, section in enumerate(_SECTIONS)}
_SIZES = 7
SHAPES: Hashes = np.array(
    [
        (salted("section", section), salted("bullet", bullet), salted("size", size), salted("tenth", tenth))
        for section, bullet, tenth, size in product(_SECTIONS, (False, True), range(_TENTHS), range(_SIZES))
    ],
    dtype=np.uint32,
)
"""The features that are no words, for every section, list item or not, tenth of the text and length."""


def seen(excerpts: Iterable[Excerpt]) -> Seen:
    """Return what is seen of the excerpts' sentences.

    Word features: single stems, pairs and triples within the sentence, its first word once more. A sentence is not
    touched by what else is looked at in the same call.
    """
    stretches: list[str] = []
    places: list[int] = []
    heading: list[int] = []
    headings: dict[str | None, int] = {}
    for folded, sentences in excerpts:
        length = max(1, len(folded))
        for sentence in sentences:
            start = sentence.start
            stretches.append(folded[start : sentence.end])
            places.append((_CODES[sentence.section] * 2 + sentence.bullet) * _TENTHS + _TENTHS * start // length)
            heading.append(headings.setdefault(sentence.heading, len(headings)))
    words, sizes = spoken_features(stretches)
    shapes = np.array(places, dtype=np.int64) * _SIZES + np.minimum(sizes // 5, _SIZES - 1)
    told, _ = _features(list(map(_heading, headings)))
    return Seen(words, shapes, told, np.array(heading, dtype=np.int64))


def features(folded: str, sentences: Sequence[Sentence], chosen: Sequence[int]) -> Features:
    """Return all features of the sentences numbered `chosen`; row i is sentences[chosen[i]].

    `folded` is the whole text, folded. First the words in order, then their pairs and triples, then the rest.
    """
    told = seen([Excerpt(folded, [sentences[number] for number in chosen])])
    rows = np.arange(len(told.shapes))
    heads = [told.headings.hashes[told.headings.rows == heading] for heading in told.heading.tolist()]
    return Features(
        np.concatenate((told.words.rows, np.repeat(rows, list(map(len, heads))), np.repeat(rows, SHAPES.shape[1]))),
        np.concatenate((told.words.hashes, *heads, SHAPES[told.shapes].ravel())),
    )


def _features(rows: Sequence[bytes]) -> tuple[Features, Numbers]:
    """Return hashes row by row as features, and how many each row has."""
    sizes = np.array(list(map(len, rows)), dtype=np.int64) // _BYTES
    return Features(np.repeat(np.arange(len(rows)), sizes), np.frombuffer(b"".join(rows), dtype=np.uint32)), sizes


def spoken_features(stretches: Sequence[str]) -> tuple[Features, Numbers]:
    """Return the word features of folded stretches of text, one row a stretch, and how many words each has.

    First come the words in order, then the pairs, then the triples, then each first word once more.
    """
    words, sizes = _features([_words(said) for said in stretches])
    rows, flat = words
    pairs, triples = _joined(flat)
    paired = rows[:-1] == rows[1:]
    tripled = rows[:-2] == rows[2:]
    opens = np.flatnonzero(np.diff(rows, prepend=-1))
    joined = Features(
        np.concatenate((rows, rows[:-1][paired], rows[:-2][tripled], rows[opens])),
        np.concatenate((flat, pairs[paired], triples[tripled], flat[opens] ^ _OPENS)),
    )
    return joined, sizes


def grams(stretch: str) -> Hashes:
    """Return the features of one folded stretch: the words in order, then the pairs, then the triples."""
    flat = np.frombuffer(_words(stretch), dtype=np.uint32)
    return np.concatenate((flat, *_joined(flat)))


def _words(stretch: str) -> bytes:
    """Return the hashes of a stretch's words."""
    return b"".join(map(hashes_of, stretch.split()))[:_MOST_BYTES]


_OPENS = np.uint32(zlib.crc32(b"\0opens"))
_MULTIPLIER = np.uint32(2_654_435_761)
"""Knuth's multiplicative hashing; any odd number that mixes the high bits would do."""


def _joined(words: Hashes) -> tuple[Hashes, Hashes]:
    """Return the hashes of all pairs and triples of words that stand side by side."""
    pairs = _mixed(words[:-1], words[1:])
    return pairs, _mixed(pairs[:-1], words[2:])


def _mixed(left: Hashes, right: Hashes) -> Hashes:
    mixed = left * _MULTIPLIER
    return (mixed ^ (mixed >> np.uint32(15))) + right


def _heading(heading: str | None) -> bytes:
    """Return the hashes of a heading's first words."""
    return b"".join(map(_heading_hashes_of, fold(heading or "").split()))[:_HEADING_BYTES]


def placing(sentences: Sequence[Sentence]) -> set[int]:
    """Return the hashes of the features that tell the section or heading of the sentences, not their words."""
    told = {salted("section", sentence.section) for sentence in sentences}
    headings = b"".join(map(_heading, {sentence.heading for sentence in sentences}))
    return told.union(np.frombuffer(headings, dtype=np.uint32).tolist())
