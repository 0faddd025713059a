"""spaCy tokens around a place, made only when a context rule asks for them."""

from bisect import bisect_left, bisect_right
from importlib import resources

import spacy
from spacy.language import Language
from spacy.tokens import Doc

NEAR = 8
"""Tokens on either side that the near rules look at."""
REACH = 400
"""A window holds at most so many characters on either side of the place; NEAR tokens are far shorter."""
CACHE = 1_000_000
"""Words whose tokenisation spaCy remembers; its default of 10,000 makes tokenising four times slower."""


def blank_english(name: str = "en") -> Language:
    """Return a blank English pipeline with a large tokenizer cache, its vocabulary warmed by common words.

    Words met for the first time inside a memory zone are not remembered for later ones, so the common ones must be
    known before.
    """
    nlp = spacy.blank(name)
    nlp.tokenizer.max_cache_size = CACHE
    words = (resources.files("skilldemand.nlp") / "rules" / "word_rates.txt").read_text(encoding="ascii")
    for line in words.splitlines():
        if not line.startswith("#"):
            common = [item.split(":")[0] for item in line.split()]
            nlp.make_doc(" ".join([*common, *(w.capitalize() for w in common), *(w + "," for w in common)]))
    return nlp


class Window:
    """The tokens of a stretch of text, lower-cased, with their places in the whole text."""

    def __init__(self, doc: Doc, offset: int) -> None:
        """Take a Doc of the stretch and where the stretch begins in the text."""
        self._words = [t.lower_ for t in doc]
        self._starts = [offset + t.idx for t in doc]

    def near(self, start: int, end: int, low: int, high: int) -> list[str]:
        """Return the lower-case tokens within NEAR tokens of the characters start to end, without those in it.

        Tokens that begin outside the characters low to high are left out.
        """
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        lowest = max(first - NEAR, bisect_left(self._starts, low), 0)
        highest = min(last + NEAR, bisect_left(self._starts, high))
        return self._words[lowest:first] + self._words[last:highest]


class Windows:
    """Windows over one text, one for each sentence that needs it."""

    def __init__(self, nlp: Language, text: str, *, whole: bool = False) -> None:
        """With `whole`, one Doc over the entire text serves every place: slower, and the same by test."""
        self._nlp = nlp
        self._text = text
        self._whole = whole
        self._made: dict[tuple[int, int], Window] = {}

    def at(self, start: int, end: int, sentence: tuple[int, int]) -> list[str]:
        """Return the tokens near a place, no farther than its sentence."""
        low, high = self._bounds(start, end, sentence)
        key = (0, len(self._text)) if self._whole else (low, high)
        window = self._made.get(key)
        if window is None:
            window = self._made[key] = Window(self._nlp.make_doc(self._text[key[0] : key[1]]), key[0])
        return window.near(start, end, low, high)

    def _bounds(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
        low, high = sentence
        if start - low > REACH:
            cut = self._text.find(" ", start - REACH, start)
            low = cut + 1 if cut >= 0 else start
        if high - end > REACH:
            cut = self._text.rfind(" ", end, end + REACH)
            high = cut if cut >= 0 else end
        return low, high
