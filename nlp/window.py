"""spaCy tokens around a place, made only when a context rule asks for them."""

from importlib import resources
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from skilldemand.nlp import fold
from skilldemand.nlp.near import Words

NEAR = 8
"""Tokens on either side that the near rules look at."""
REACH = 160
"""A window holds at most so many characters on either side of the place; NEAR tokens are far shorter."""
CACHE = 1_000_000
"""Words whose tokenisation spaCy remembers; its default of 10,000 makes tokenising four times slower."""


def blank_english(name: str = "en") -> Language:
    """Return a blank English pipeline with a large tokenizer cache, its vocabulary warmed by common words.

    Words met for the first time inside a memory zone are not remembered for later ones, so the common ones must be
    known before.
    """
    nlp = spacy.blank(name)
    tokenizer: Any = nlp.tokenizer  # any callable by spaCy's types; a blank pipeline has the one with a cache
    tokenizer.max_cache_size = CACHE
    words = (resources.files("skilldemand.nlp") / "rules" / "word_rates.txt").read_text(encoding="ascii")
    for line in words.splitlines():
        if not line.startswith("#"):
            common = [item.split(":")[0] for item in line.split()]
            nlp.make_doc(" ".join([*common, *(w.capitalize() for w in common), *(w + "," for w in common)]))
    return nlp


class Windows:
    """spaCy tokens over one text, made for the stretches that are asked for."""

    def __init__(self, nlp: Language, text: str, *, whole: bool = False) -> None:
        """With `whole`, one Doc over the entire text serves every place: slower, and the same by test."""
        self._nlp = nlp
        self._text = text
        self._whole = whole
        self._docs: dict[tuple[int, int], Doc] = {}
        self._words: dict[tuple[int, int], frozenset[str]] = {}

    def may_hold(self, words: Words, sentence: tuple[int, int]) -> bool:
        """Return False when no word of the set stands anywhere in the sentence; needs no Doc."""
        if self._whole:
            return True
        here = self._words.get(sentence)
        if here is None:
            here = frozenset(fold.coarse(self._text[sentence[0] : sentence[1]]).decode("ascii").split())
            self._words[sentence] = here
        return words.may_be_in(here)

    def at(self, start: int, end: int, sentence: tuple[int, int]) -> list[str]:
        """Return the lower-case tokens within NEAR tokens of a place, without its own, no farther than its sentence."""
        low, high = self._bounds(start, end, sentence)
        first, last = (0, len(self._text)) if self._whole else (low, high)
        doc = self._docs.get((first, last))
        if doc is None:
            doc = self._docs[first, last] = self._nlp.make_doc(self._text[first:last])
        span = doc.char_span(start - first, end - first, alignment_mode="expand")
        if span is None:
            return []
        before = [t.lower_ for t in doc[max(0, span.start - NEAR) : span.start] if t.idx + first >= low]
        return before + [t.lower_ for t in doc[span.end : span.end + NEAR] if t.idx + first < high]

    def _bounds(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
        low, high = sentence
        if start - low > REACH:
            cut = self._text.find(" ", start - REACH, start)
            low = cut + 1 if cut >= 0 else start
        if high - end > REACH:
            cut = self._text.rfind(" ", end, end + REACH)
            high = cut if cut >= 0 else end
        return low, high
