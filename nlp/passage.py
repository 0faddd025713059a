"""A stretch of a posting with the cue phrases that stand in it, found in one scan over the whole posting.

Strength, denial, alternatives, voice, role and pay each look for phrases of their own lists in every sentence. One
automaton holds all lists; a sentence then is a slice of what was found, and mostly an empty one.
"""

from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from skilldemand.nlp import fold as forms
from skilldemand.nlp.cues import Phrases, fold

Hit = tuple[int, int, str]
"""Start, minus the end (so that sorting puts the longer first), and label."""
Found = list[tuple[str, int, int]]
"""Label, start and end of phrases, in text order."""

_LISTS: list[Callable[[], Phrases]] = []


def cue_list(make: Callable[[], Phrases]) -> Callable[[], Phrases]:
    """Decorate a function that makes a list of phrases: it is made once, and found by the scan over the posting."""
    once = cache(make)
    _LISTS.append(once)
    return once


_Pattern = tuple[str, int, int, bool, bool, list[tuple[Phrases, str]]]
"""A phrase, what leads from the ends of the automaton's match to those of the phrase in the text, whether a word must
begin with it and end with it, and the lists that hold it, each with its label there."""


class Lexicon:
    """All lists of cue phrases in one automaton."""

    def __init__(self, lists: list[Phrases]) -> None:
        """Compile the lists; phrases without a letter or digit (currency signs) are left to their own list."""
        self.lists = frozenset(lists)
        known: dict[tuple[str, bool, bool], _Pattern] = {}
        patterns: dict[bytes, list[_Pattern]] = {}
        for one in lists:
            for phrase, label, prefix in one.entries():
                pattern = known.get((phrase, prefix, one.inside))
                if pattern is None:
                    begins, ends = not one.inside, not (prefix or one.inside)
                    # A blank of the frame is needed only where a letter or digit could go on.
                    left, right = int(begins and phrase[0].isalnum()), int(ends and phrase[-1].isalnum())
                    pattern = known[phrase, prefix, one.inside] = (phrase, left - 1, -right - 1, begins, ends, [])
                    framed = forms.coarse(phrase)
                    patterns.setdefault(framed[1 - left : len(framed) - 1 + right], []).append(pattern)
                pattern[-1].append((one, label))
        self._numbered = list(patterns.values())
        self._automaton = BytesAhoCorasick(list(patterns) or [b"\x00"], implementation=Implementation.DFA)

    def scan(self, folded: str) -> dict[Phrases, list[Hit]]:
        """Return the places of all phrases that stand in a folded text, by list."""
        found: dict[Phrases, list[Hit]] = {}
        plain = folded.isascii()
        numbered = self._numbered
        for number, first, stop in self._automaton.find_matches_as_indexes(forms.coarse(folded), overlapping=True):
            for phrase, left, right, begins, ends, owners in numbered[number]:
                start = first + left
                if not folded.startswith(phrase, start):
                    continue
                end = stop + right
                if not plain and ((begins and _runs_on(folded, start)) or (ends and _runs_on(folded, end))):
                    continue
                for owner, label in owners:
                    hits = found.get(owner)
                    if hits is None:
                        hits = found[owner] = []
                    hits.append((start, -end, label))
        for hits in found.values():
            hits.sort()
        return found


@lru_cache(maxsize=1)
def _lexicon(size: int) -> Lexicon:
    return Lexicon([make() for make in _LISTS[:size]])


class Passage:
    """A folded text, or a part of one, that tells which phrases of a list stand in it."""

    __slots__ = ("_hits", "_lexicon", "_low", "folded")

    def __init__(self, folded: str, lexicon: Lexicon, hits: dict[Phrases, list[Hit]], low: int) -> None:
        """`low` is where the passage begins in the text whose `hits` these are. Made by `read` and `part`."""
        self.folded = folded
        self._lexicon = lexicon
        self._hits = hits
        self._low = low

    def part(self, start: int, end: int) -> "Passage":
        """Return a stretch of the passage as one of its own; no phrase reaches over its bounds."""
        folded = self.folded
        inside = folded[start:end]
        if _runs_on(folded, start) or _runs_on(folded, end):
            # Glued to a neighbour, its first or last word is none to the scan of the whole.
            return _scanned(inside, self._lexicon)
        return Passage(inside, self._lexicon, self._hits, self._low + start)

    def find(self, phrases: Phrases, low: int = 0, high: int | None = None) -> Found:
        """Return the longest phrases of the list that stand between two places, in text order."""
        hits = self._hits.get(phrases)
        if hits is None:
            if phrases in self._lexicon.lists:
                return []
            return [(label, low + start, low + end) for label, start, end in phrases.find(self.folded[low:high])]
        base = self._low
        at = base + low
        ceiling = base + (len(self.folded) if high is None else high)
        found: Found = []
        for place in range(bisect_left(hits, (at, -ceiling, "")), len(hits)):
            start, minus_end, label = hits[place]
            if start >= ceiling:
                break
            if start >= at and -minus_end <= ceiling:
                at = -minus_end
                found.append((label, start - base, at - base))
        return found

    def labels_in(self, phrases: Phrases, low: int = 0, high: int | None = None) -> set[str]:
        """Return the labels of the phrases that `find` returns."""
        return {label for label, _, _ in self.find(phrases, low, high)}


def _runs_on(folded: str, at: int) -> bool:
    """Say whether a word goes on over a place."""
    return 0 < at < len(folded) and folded[at].isalnum() and folded[at - 1].isalnum()


def read(text: str) -> Passage:
    """Return a text folded, with its cue phrases."""
    return _scanned(fold(text), _lexicon(len(_LISTS)))


def _scanned(folded: str, lexicon: Lexicon) -> Passage:
    return Passage(folded, lexicon, lexicon.scan(folded), 0)


@lru_cache(maxsize=256)
def _of_text(text: str) -> Passage:
    return read(text)


def passage(sentence: "str | Passage") -> Passage:
    """Return a passage as it is, and a text as one."""
    return sentence if isinstance(sentence, Passage) else _of_text(sentence)
