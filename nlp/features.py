"""What the learned part sees of a sentence: hashed stems, their neighbours, the heading and where it stands.

A feature is a 32-bit hash. Nothing here depends on weights: training and reading call the same function.
"""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple, get_args

import numpy as np

from skilldemand.nlp.cues import fold
from skilldemand.nlp.records import Section, Sentence
from skilldemand.nlp.words import WORD, Hashes, Numbers, WordHashes, Words, stem

_CACHE = 4_000
_HEADING_WORDS = 8
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

    words: Words
    spoken: Features
    """Words, pairs and triples."""
    shapes: Numbers
    """The row of SHAPES that tells of each sentence where it stands and how long it is."""
    headings: Features
    """One row a distinct heading."""
    heading: Numbers
    """The row of `headings` that each sentence stands under."""


def salted(kind: str, value: object) -> int:
    """Return the hash of a feature that is no word: "section requirements"."""
    return zlib.crc32(f"\0{kind}\0{value}".encode())


hashes_of = WordHashes().of
"""Return the words of folded stretches without line breaks."""

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
    words = hashes_of(stretches)
    shapes = np.array(places, dtype=np.int64) * _SIZES + np.minimum(words.sizes // 5, _SIZES - 1)
    heads = list(map(_heading, headings))
    told = Features(_rows(list(map(len, heads))), np.array(list(chain.from_iterable(heads)), dtype=np.uint32))
    return Seen(words, _spoken(words), shapes, told, np.array(heading, dtype=np.int64))


def features(folded: str, sentences: Sequence[Sentence], chosen: Sequence[int]) -> Features:
    """Return all features of the sentences numbered `chosen`; row i is sentences[chosen[i]].

    `folded` is the whole text, folded. First the words in order, then their pairs and triples, then the rest.
    """
    told = seen([Excerpt(folded, [sentences[number] for number in chosen])])
    rows = np.arange(len(told.shapes))
    heads = [told.headings.hashes[told.headings.rows == heading] for heading in told.heading.tolist()]
    return Features(
        np.concatenate((told.spoken.rows, np.repeat(rows, list(map(len, heads))), np.repeat(rows, SHAPES.shape[1]))),
        np.concatenate((told.spoken.hashes, *heads, SHAPES[told.shapes].ravel())),
    )


def _rows(sizes: Sequence[int] | Numbers) -> Numbers:
    return np.repeat(np.arange(len(sizes)), sizes)


def _spoken(words: Words) -> Features:
    """Return the words in order, then the pairs, then the triples, then each first word once more."""
    flat, rows = words.hashes, _rows(words.sizes)
    pairs, triples = _joined(flat)
    paired = rows[:-1] == rows[1:]
    tripled = rows[:-2] == rows[2:]
    opens = np.flatnonzero(np.diff(rows, prepend=-1))
    return Features(
        np.concatenate((rows, rows[:-1][paired], rows[:-2][tripled], rows[opens])),
        np.concatenate((flat, pairs[paired], triples[tripled], flat[opens] ^ _OPENS)),
    )


def grams(words: Hashes) -> Hashes:
    """Return the features of the words of one stretch: the words in order, then the pairs, then the triples."""
    return np.concatenate((words, *_joined(words)))


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


@lru_cache(_CACHE)
def _heading(heading: str | None) -> tuple[int, ...]:
    """Return the hashes of a heading's first words."""
    return tuple(salted("heading", stem(word)) for word in WORD.findall(fold(heading or ""))[:_HEADING_WORDS])


def placing(sentences: Sequence[Sentence]) -> set[int]:
    """Return the hashes of the features that tell the section or heading of the sentences, not their words."""
    told = {salted("section", sentence.section) for sentence in sentences}
    return told.union(chain.from_iterable(_heading(sentence.heading) for sentence in sentences))
