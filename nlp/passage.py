"""A stretch of a posting with the cue phrases that stand in it, found in one scan over the whole posting.

Strength, denial, alternatives, voice, role and pay each look for phrases of their own lists in every sentence. One
automaton holds all lists; a sentence then is a slice of what was found, and mostly an empty one.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from skilldemand.nlp import fold as forms
from skilldemand.nlp.cues import Phrases, fold

Found = list[tuple[str, int, int]]
"""Label, start and end of phrases, in text order."""

_LISTS: list[Callable[[], Phrases]] = []


def cue_list(make: Callable[[], Phrases]) -> Callable[[], Phrases]:
    """Decorate a function that makes a list of phrases: it is made once, and found by the scan over the posting."""
    once = cache(make)
    _LISTS.append(once)
    return once


class Hit:
    """A phrase of a list where it stands in a folded text."""

    __slots__ = ("end", "label", "owner", "start")

    def __init__(self, start: int, end: int, owner: Phrases, label: str) -> None:
        """`owner` is the list; an object of its own lets compiled code compare places as machine numbers."""
        self.start = start
        self.end = end
        self.owner = owner
        self.label = label


class _Pattern:
    """A phrase with the lists that hold it, and how to tell it where the automaton matches its coarse form."""

    __slots__ = ("left", "owners", "phrase", "right", "word")

    def __init__(self, phrase: str, *, begins: bool, ends: bool) -> None:
        """Say whether a word must begin with the phrase and end with it."""
        self.phrase = phrase
        # A blank of the frame is needed only where a letter or digit could go on.
        self.left = int(begins and phrase[0].isalnum())
        self.right = int(ends and phrase[-1].isalnum())
        self.word = phrase.isascii() and phrase.isalnum()
        """True for what is the same in every text with this coarse form."""
        self.owners: list[tuple[Phrases, str]] = []
        """The lists, each with the label of the phrase there."""

    def framed(self) -> bytes:
        """Return its coarse form with the blanks that it needs."""
        whole = forms.coarse(self.phrase)
        return whole[1 - self.left : len(whole) - 1 + self.right]

    def stands(self, folded: str, start: int, end: int) -> bool:
        """Say whether it stands in a folded text where its coarse form does."""
        if not self.word and folded[start:end] != self.phrase:
            return False
        # The frame keeps letters of ASCII away; others show as blanks in the coarse form.
        begins = not self.left or not start or not folded[start - 1].isalnum()
        return begins and (not self.right or end == len(folded) or not folded[end].isalnum())


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
                    pattern = _Pattern(phrase, begins=not one.inside, ends=not (prefix or one.inside))
                    known[phrase, prefix, one.inside] = pattern
                    patterns.setdefault(pattern.framed(), []).append(pattern)
                pattern.owners.append((one, label))
        self._numbered = list(patterns.values())
        self._automaton = BytesAhoCorasick(list(patterns) or [b"\x00"], implementation=Implementation.DFA)

    def scan(self, folded: str) -> list[Hit]:
        """Return all phrases that stand in a folded text by place, at one place the longer first."""
        found: list[Hit] = []
        numbered = self._numbered
        for number, first, stop in self._automaton.find_matches_as_indexes(forms.coarse(folded), overlapping=True):
            for pattern in numbered[number]:
                start, end = first + pattern.left - 1, stop - pattern.right - 1
                if pattern.stands(folded, start, end):
                    for owner, label in pattern.owners:
                        _insert(found, Hit(start, end, owner, label))
        return found


def _insert(hits: list[Hit], hit: Hit) -> None:
    """Put a hit where it belongs: at the end or shortly before, as the automaton tells places by their ends."""
    at = len(hits)
    while at and (hits[at - 1].start > hit.start or (hits[at - 1].start == hit.start and hits[at - 1].end < hit.end)):
        at -= 1
    if at == len(hits):
        hits.append(hit)
    else:
        hits.insert(at, hit)


@lru_cache(maxsize=1)
def _lexicon(size: int) -> Lexicon:
    return Lexicon([make() for make in _LISTS[:size]])


class Passage:
    """A folded text, or a part of one, that tells which phrases of a list stand in it."""

    __slots__ = ("_first", "_hits", "_lexicon", "_low", "_stop", "folded")

    def __init__(self, folded: str, lexicon: Lexicon, hits: list[Hit], low: int = 0) -> None:
        """`low` is where the passage begins in the text whose `hits` these are. Made by `read` and `part`."""
        self.folded = folded
        self._lexicon = lexicon
        self._hits = hits
        self._low = low
        self._first = _number(hits, low)
        self._stop = _number(hits, low + len(folded))

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
        hits, base = self._hits, self._low
        at = base + low
        ceiling = base + (len(self.folded) if high is None else high)
        found: Found = []
        for number in range(_number(hits, at) if low else self._first, self._stop):
            hit = hits[number]
            if hit.start >= ceiling:
                break
            if hit.owner is phrases and hit.start >= at and hit.end <= ceiling:
                at = hit.end
                found.append((hit.label, hit.start - base, at - base))
        if not found and phrases not in self._lexicon.lists:
            return [(label, low + start, low + end) for label, start, end in phrases.find(self.folded[low:high])]
        return found

    def labels_in(self, phrases: Phrases, low: int = 0, high: int | None = None) -> set[str]:
        """Return the labels of the phrases that `find` returns."""
        return {label for label, _, _ in self.find(phrases, low, high)}


def _number(hits: list[Hit], place: int) -> int:
    """Return the number of the first hit that starts at a place or behind it."""
    low, high = 0, len(hits)
    while low < high:
        middle = (low + high) >> 1
        if hits[middle].start < place:
            low = middle + 1
        else:
            high = middle
    return low


def _runs_on(folded: str, at: int) -> bool:
    """Say whether a word goes on over a place."""
    return 0 < at < len(folded) and folded[at].isalnum() and folded[at - 1].isalnum()


def read(text: str) -> Passage:
    """Return a text folded, with its cue phrases."""
    return _scanned(fold(text), _lexicon(len(_LISTS)))


def _scanned(folded: str, lexicon: Lexicon) -> Passage:
    return Passage(folded, lexicon, lexicon.scan(folded))


@lru_cache(maxsize=256)
def _of_text(text: str) -> Passage:
    return read(text)


def passage(sentence: "str | Passage") -> Passage:
    """Return a passage as it is, and a text as one."""
    return sentence if isinstance(sentence, Passage) else _of_text(sentence)
