"""The words of a sentence that made the learned part decide: what a rule's text is for a pattern."""

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from skilldemand.nlp.features import grams
from skilldemand.nlp.records import Sentence
from skilldemand.nlp.scorer import Scorer
from skilldemand.nlp.words import WORD, Hashes

_SHOWN = 3
_SPAN_WORDS = 6
_EDGES = ".'-+&#$% "
Gram = tuple[int, int]
"""A word or a few: the number of the first, and of the one behind the last."""
_HAS_LETTER = re.compile(r"[^\W\d_]")


class Evidence(NamedTuple):
    """Where the words that speak for a score stand, and which phrases weigh most."""

    start: int
    """Character offset into the text."""
    end: int
    phrases: list[str]
    """At most three, the heaviest first."""


def evidence(folded: str, sentence: Sentence, hashes: Hashes, scorer: Scorer, column: int) -> Evidence:
    """Return what in a sentence of a folded text, whose words have these hashes, speaks for the score in `column`.

    Without any such words there are no phrases and the span means nothing.
    """
    weights = _weights(hashes, scorer, column)
    if not weights:
        return Evidence(sentence.start, sentence.end, [])
    words = [match.span() for match in WORD.finditer(folded, sentence.start, sentence.end)][: len(hashes)]
    phrases: list[Gram] = []
    for first, stop in sorted(weights, key=lambda gram: -weights[gram]):
        if all(stop <= low or first >= high for low, high in phrases):
            phrases.append((first, stop))
            if len(phrases) == _SHOWN:
                break
    low, high = _window(weights, len(words))
    start, end = _trimmed(folded, words[low][0], words[high][1])
    return Evidence(start, end, [folded[words[a][0] : words[b - 1][1]].strip(_EDGES) for a, b in phrases])


def _weights(hashes: Hashes, scorer: Scorer, column: int) -> dict[Gram, float]:
    """Return what speaks for the score: words, pairs and triples, in the order of the features."""
    added = scorer.column(grams(hashes), column)
    weights: dict[Gram, float] = {}
    for number in np.flatnonzero(added > 0).tolist():
        first, size = number, 1
        while first > len(hashes) - size:
            first, size = first - (len(hashes) - size + 1), size + 1
        weights[first, first + size] = float(added[number])
    return weights


def _window(weights: Mapping[Gram, float], words: int) -> tuple[int, int]:
    """Return the first and last word of the heaviest run of a few words, without idle words at its ends."""
    shares = [0.0] * words
    for (first, stop), weight in weights.items():
        for place in range(first, stop):
            shares[place] += weight / (stop - first)
    sums = [0.0, *accumulate(shares)]
    width = min(_SPAN_WORDS, words)
    low = max(range(words - width + 1), key=lambda place: sums[place + width] - sums[place])
    busy = [place for place in range(low, low + width) if shares[place] > 0]
    return (busy[0], busy[-1]) if busy else (low, low + width - 1)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    words = folded[start:end]
    if not _HAS_LETTER.search(words):
        return start, end
    return end - len(words.lstrip(_EDGES + "/")), start + len(words.rstrip(_EDGES + "/"))
