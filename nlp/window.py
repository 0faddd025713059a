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
FEW, LONGEST = 3, 4000
"""A sentence of at most LONGEST characters in which more than FEW places are looked at becomes one Doc."""
MEMO = 50_000
"""Chunks whose tokens are remembered before the memory is emptied."""
_ODD_BLANK = re.compile(r"[^\S ]| {2}")
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


class Chunk(NamedTuple):
    """The tokens of what stands between two blanks."""

    words: tuple[str, ...]
    """In lower case."""
    places: tuple[int, ...]
    """Of their first characters in the chunk."""


class Chunks(dict[str, Chunk]):
    """spaCy's tokens of the chunks met so far, up to a bound.

    spaCy's tokenizer cuts a text at blanks before anything else, so the tokens of a chunk are the same in every text;
    making a Doc for a chunk once saves making one for each place.
    """

    def __init__(self, nlp: Language) -> None:
        super().__init__()
        self.nlp = nlp

    def __missing__(self, chunk: str) -> Chunk:
        if len(self) >= MEMO:
            self.clear()
        doc = self.nlp.make_doc(chunk)
        found = self[chunk] = Chunk(tuple([t.lower_ for t in doc]), tuple([t.idx for t in doc]))
        return found


class _Tokens:
    """The tokens of a stretch of text."""

    def __init__(self, words: list[str], starts: list[int]) -> None:
        self._words = words
        self._starts = starts

    def around(self, start: int, end: int, low: int, high: int) -> list[str]:
        """Return the lower-case tokens within NEAR tokens of a place, without its own, inside the bounds."""
        starts = self._starts
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        begin = max(first - NEAR, bisect_left(starts, low), 0)
        stop = min(last + NEAR, bisect_left(starts, high))
        return self._words[begin : max(first, 0)] + self._words[last:stop]


def _by_chunks(text: str, chunks: Chunks) -> _Tokens:
    """Return the tokens of a text whose only blanks are single spaces."""
    words: list[str] = []
    starts: list[int] = []
    at = 0
    for piece in text.split(" "):
        if piece:
            chunk = chunks[piece]
            words += chunk.words
            starts += [at + place for place in chunk.places]
        at += len(piece) + 1
    return _Tokens(words, starts)


def _by_doc(text: str, nlp: Language) -> _Tokens:
    doc = nlp.make_doc(text)
    return _Tokens([token.lower_ for token in doc], [token.idx for token in doc])


class Windows:
    """spaCy tokens over one text, made for the stretches that are asked for."""

    def __init__(self, chunks: Chunks, text: str, *, whole: bool = False) -> None:
        """With `whole`, one Doc over the entire text serves every place: slower, and the same by test."""
        self._nlp = chunks.nlp
        self._chunks = chunks
        self._text = text
        self._whole = whole
        self._docs: dict[tuple[int, int], _Tokens] = {}
        self._asked: dict[tuple[int, int], int] = {}
        self._near: dict[tuple[int, int], tuple[int, int, frozenset[str]]] = {}

    def among(self, words: Words, start: int, end: int, sentence: tuple[int, int]) -> bool:
        """Return True when a word of the set stands within NEAR tokens of a place, in its sentence.

        A Doc is made only when a word of the set stands as near as that at all.
        """
        near = self._near.get((start, end))
        if near is None:
            near = self._near[start, end] = self._reach(start, end, sentence)
        low, high, here = near
        if not self._whole and not words.may_be_in(here):
            return False
        return words.among(self._tokens(start, end, low, high, sentence))

    def _reach(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int, frozenset[str]]:
        """Return how far NEAR tokens around a place can reach, and the words there.

        What stands between two blanks is at least one token.
        """
        low, high = self._bounds(start, end, sentence)
        before = self._text[low:start].rsplit(None, NEAR + 1)
        if len(before) > NEAR + 1:
            low += len(before[0])
        after = self._text[end:high].split(None, NEAR + 1)
        if len(after) > NEAR + 1:
            high -= len(after[-1])
        return low, high, frozenset(fold.coarse(self._text[low:high]).decode("ascii").split())

    def _tokens(self, start: int, end: int, low: int, high: int, sentence: tuple[int, int]) -> list[str]:
        """Return the lower-case tokens within NEAR tokens of a place, without its own, inside the bounds."""
        first, last = (0, len(self._text)) if self._whole else (low, high)
        if not self._whole and sentence[1] - sentence[0] <= LONGEST:
            self._asked[sentence] = asked = self._asked.get(sentence, 0) + 1
            if asked > FEW:
                first, last = sentence
        doc = self._docs.get((first, last))
        if doc is None:
            stretch = self._text[first:last]
            plain = not self._whole and _ODD_BLANK.search(stretch) is None
            doc = _by_chunks(stretch, self._chunks) if plain else _by_doc(stretch, self._nlp)
            self._docs[first, last] = doc
        return doc.around(start - first, end - first, low - first, high - first)

    def _bounds(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
        low, high = sentence
        if start - low > REACH:
            cut = self._text.find(" ", start - REACH, start)
            low = cut + 1 if cut >= 0 else start
        if high - end > REACH:
            cut = self._text.rfind(" ", end, end + REACH)
            high = cut if cut >= 0 else end
        return low, high
