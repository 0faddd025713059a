"""The words of a sentence that made the learned part decide: what a rule's text is for a pattern."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from skilldemand.nlp.features import MAX_WORDS, WORD, Excerpt, Features, seen
from skilldemand.nlp.records import Sentence
from skilldemand.nlp.scorer import Scorer

_SHOWN = 3
_SPAN_WORDS = 6
_EDGES = ".'-+&#$% "
_HAS_LETTER = re.compile(r"[^\W\d_]")


class Evidence(NamedTuple):
    """Where the words that speak for a score stand, and which phrases weigh most."""

    start: int
    """Character offset into the text."""
    end: int
    phrases: list[str]
    """At most three, the heaviest first."""


def evidence(folded: str, sentence: Sentence, scorer: Scorer, column: int) -> Evidence:
    """Return what in a sentence of a folded text speaks for the score in `column`.

    Without any such words there are no phrases and the span means nothing.
    """
    words = [match.span() for match in WORD.finditer(folded, sentence.start, sentence.end)][:MAX_WORDS]
    if not words:
        return Evidence(sentence.start, sentence.end, [])
    spoken = _contributions(seen([Excerpt(folded, [sentence])]).words, scorer, column)
    lengths = [(size, max(0, len(words) - size + 1)) for size in (1, 2, 3)]
    grams = [(first, size) for size, count in lengths for first in range(count)]
    weights = np.maximum(spoken[: len(grams)], 0.0)
    phrases: list[tuple[int, int]] = []
    for place in np.argsort(-weights, kind="stable").tolist():
        first, size = grams[place]
        if weights[place] <= 0 or len(phrases) == _SHOWN:
            break
        if all(first + size <= low or first >= high for low, high in phrases):
            phrases.append((first, first + size))
    low, high = _window(weights, grams, len(words))
    start, end = _trimmed(folded, words[low][0], words[high][1])
    return Evidence(start, end, [folded[words[a][0] : words[b - 1][1]].strip(_EDGES) for a, b in phrases])


def _contributions(words: Features, scorer: Scorer, column: int) -> NDArray[np.float64]:
    """Return what each feature adds to the score."""
    numbered = Features(np.arange(len(words.hashes)), words.hashes)
    return scorer.column(numbered, len(words.hashes), column)


def _window(weights: NDArray[np.float64], grams: list[tuple[int, int]], words: int) -> tuple[int, int]:
    """Return the first and last word of the heaviest run of a few words, without idle words at its ends."""
    shares = np.zeros(words)
    for place in np.flatnonzero(weights).tolist():
        first, size = grams[place]
        shares[first : first + size] += weights[place] / size
    sums = np.concatenate((np.zeros(1), np.cumsum(shares)))
    width = min(_SPAN_WORDS, words)
    low = int(np.argmax(sums[width:] - sums[: len(sums) - width]))
    busy = np.flatnonzero(shares[low : low + width] > 0)
    if not len(busy):
        return low, low + width - 1
    return low + int(busy[0]), low + int(busy[-1])


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    words = folded[start:end]
    if not _HAS_LETTER.search(words):
        return start, end
    return end - len(words.lstrip(_EDGES + "/")), start + len(words.rstrip(_EDGES + "/"))
