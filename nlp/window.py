"""spaCy tokens around a place, made only when a context rule asks for them."""

import re
from bisect import bisect_left, bisect_right
from importlib import resources
from typing import Any, NamedTuple

import spacy
from spacy.language import Language

from skilldemand.nlp import fold
from skilldemand.nlp.near import Words

NEAR = 8
"""Tokens on either side that the near rules look at."""
REACH = 160
"""A window holds at most so many characters on either side of the place; NEAR tokens are far shorter."""
LONGEST = 4000
"""A sentence of at most so many characters becomes one Doc where its blanks are no single spaces."""
MEMO = 50_000
"""Chunks whose tokens are remembered before the memory is emptied."""
_ODD_BLANK = re.compile(r"[^\S ]")
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


def _odd(text: str) -> bool:
    """Say whether anything but single spaces parts the words of a text, which spaCy's tokens then show."""
    # No blank but the space is printable, which is told ten times as fast as a pattern is looked for.
    return "  " in text or (not text.isprintable() and _ODD_BLANK.search(text) is not None)


class Chunk(NamedTuple):
    """The tokens of a stretch of text."""

    words: tuple[str, ...]
    """In lower case."""
    places: tuple[int, ...]
    """Of their first characters in the stretch."""

    def beside(self, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the tokens before a place and those behind it, without its own."""
        return self.words[: max(0, bisect_right(self.places, start) - 1)], self.words[bisect_left(self.places, end) :]


class Chunks(dict[str, Chunk]):
    """spaCy's tokens of the chunks met so far, up to a bound.

    spaCy's tokenizer cuts a text at blanks before anything else, so the tokens of what stands between two blanks are
    the same in every text; making a Doc for it once saves making one for each place.
    """

    def __init__(self, nlp: Language) -> None:
        super().__init__()
        self.nlp = nlp

    def __missing__(self, chunk: str) -> Chunk:
        if len(self) >= MEMO:
            self.clear()
        found = self[chunk] = self.made(chunk)
        return found

    def made(self, text: str) -> Chunk:
        """Return the tokens of a text of any length, which are not remembered."""
        doc = self.nlp.make_doc(text)
        return Chunk(tuple([t.lower_ for t in doc]), tuple([t.idx for t in doc]))


class Stretch:
    """A sentence as the context rules see it."""

    __slots__ = ("closed", "end", "start", "words")

    def __init__(self, start: int, end: int, *, closed: bool = False) -> None:
        """Take its characters in the text; in a closed one no ambiguous reading holds."""
        self.start = start
        self.end = end
        self.closed = closed
        self.words: list[bytes] | None = None
        """The words of its coarse form, once they were asked for."""


class Windows:
    """spaCy tokens over one text, made for the stretches that are asked for."""

    def __init__(self, chunks: Chunks, text: str, *, whole: bool = False) -> None:
        """With `whole`, one Doc over the entire text serves every place: slower, and the same by test."""
        self._chunks = chunks
        self._text = text
        self._whole = whole
        self._docs: dict[tuple[int, int], Chunk] = {}

    def may_hold(self, words: Words, sentence: Stretch) -> bool:
        """Return False when no word of the set stands in a sentence at all, so that no tokens are needed."""
        here = sentence.words
        if here is None:
            here = sentence.words = fold.coarse(self._text[sentence.start : sentence.end]).split()
        return self._whole or words.may_be_in(here)

    def tokens(self, start: int, end: int, sentence: tuple[int, int]) -> list[str]:
        """Return the lower-case tokens within NEAR tokens of a place, without its own, inside the sentence."""
        text, chunks = self._text, self._chunks
        low, high = self._bounds(start, end, sentence)
        if self._whole or _odd(text[low:high]):
            return self._in_doc(start, end, (low, high), sentence)
        begin = text.rfind(" ", low, start) + 1 or low
        stop = text.find(" ", end, high)
        stop = high if stop < 0 else stop
        left, right = chunks[text[begin:stop]].beside(start - begin, end - begin)
        # What stands between two blanks is at least one token, so NEAR chunks on either side are enough.
        before = [word for chunk in text[low:begin].rsplit(None, NEAR)[-NEAR:] for word in chunks[chunk].words]
        after = [word for chunk in text[stop:high].split(None, NEAR)[:NEAR] for word in chunks[chunk].words]
        return [*before, *left][-NEAR:] + [*right, *after][:NEAR]

    def _in_doc(self, start: int, end: int, bounds: tuple[int, int], sentence: tuple[int, int]) -> list[str]:
        """Return the same by a Doc over the whole text, the sentence or, where that is long, what lies in bounds."""
        part = sentence if sentence[1] - sentence[0] <= LONGEST else bounds
        span = (0, len(self._text)) if self._whole else part
        doc = self._docs.get(span)
        if doc is None:
            doc = self._docs[span] = self._chunks.made(self._text[slice(*span)])
        left, right = doc.beside(start - span[0], end - span[0])
        low, high = (bisect_left(doc.places, bound - span[0]) for bound in bounds)
        return [*left[max(low, len(left) - NEAR) :], *right[: min(NEAR, max(0, high - len(doc.words) + len(right)))]]

    def _bounds(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
        low, high = sentence
        if start - low > REACH:
            cut = self._text.find(" ", start - REACH, start)
            low = cut + 1 if cut >= 0 else start
        if high - end > REACH:
            cut = self._text.rfind(" ", end, end + REACH)
            high = cut if cut >= 0 else end
        return low, high
