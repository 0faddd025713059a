"""Patterns matched over the words of a sentence, by dictionary and not one after the other.

A sentence first gives the set of word classes it holds, as one integer. Only patterns whose rarest class stands in it
and whose other classes are all there are tried at positions, so thousands of patterns cost little.
"""

import itertools
from collections.abc import Iterable
from importlib import resources

import msgspec

from skilldemand.nlp import fold
from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.near import Words
from skilldemand.nlp.patternlang import TOKEN, Element, WordClass, parse
from skilldemand.nlp.taxonomy import Pattern

NEAR = 8
"""Tokens on either side of a match that `unless_near` looks at."""
PIECE, OVERLAP = 240, 60
"""A longer sentence is matched in pieces of so many tokens, so that time stays linear in its length."""
MEMO = 100_000
"""Words whose classes are remembered before the memory is emptied."""

_LOWER = bytes(b + 32 if 65 <= b <= 90 else b for b in range(256))

Token = tuple[bytes, int, int]


class Compiled(msgspec.Struct, frozen=True, gc=False):
    """One way to match one pattern of one skill."""

    number: int
    skill_id: str
    text: str
    elements: tuple[Element, ...]
    needs: int
    """Bit set of the classes that must stand in the sentence."""
    unless: Words | None


class PatternHit(msgspec.Struct, frozen=True, gc=False):
    """Where a pattern matches, in characters of the sentence given."""

    skill_id: str
    start: int
    end: int
    text: str


class PatternMatcher:
    """All patterns of a taxonomy, ready to be matched against sentences."""

    def __init__(self, patterns: Iterable[tuple[str, Pattern]]) -> None:
        """Compile (skill id, pattern) pairs. Raises TaxonomyError with the skill's id for a malformed one."""
        self._bits: dict[WordClass, int] = {}
        rates = word_rates()
        anchored: dict[WordClass, list[Compiled]] = {}
        self._number = itertools.count()
        for skill_id, pattern in patterns:
            for compiled in self._compile(skill_id, pattern):
                rarest = min((e.what for e in compiled.elements), key=lambda what: _rate(what, rates))
                anchored.setdefault(rarest, []).append(compiled)
        self._exact = self._index(anchored)
        self._prefixes = [
            (prefix, bit, tuple(anchored.get(what, ()))) for what, bit in self._bits.items() for prefix in what[1]
        ]
        self._memo: dict[bytes, tuple[int, tuple[Compiled, ...]]] = {}

    def find(self, sentence: str) -> list[PatternHit]:
        """Return the matches in one sentence, ordered by place; matches of one pattern do not overlap."""
        found: dict[int, Compiled] = {}
        mask = 0
        tried: list[tuple[Compiled, ...]] = []
        memo = self._memo
        for word in fold.coarse(sentence).split():
            known = memo.get(word) or self._learn(word)
            mask |= known[0]
            if known[1]:
                tried.append(known[1])
        for group in tried:
            for compiled in group:
                if compiled.needs & mask == compiled.needs:
                    found[compiled.number] = compiled
        if not found:
            return []
        tokens = _tokens(sentence)
        if len(tokens) <= PIECE:
            return sorted(set(self._match(tokens, found.values())), key=_order)
        return self._in_pieces(tokens)

    def _compile(self, skill_id: str, pattern: Pattern) -> list[Compiled]:
        try:
            ways = parse(pattern.pattern)
        except TaxonomyError as error:
            raise TaxonomyError(f"skill {skill_id!r}: {error}") from error
        unless = Words(pattern.unless_near) if pattern.unless_near else None
        compiled = []
        for way in ways:
            needs = 0
            for element in way:
                needs |= self._bits.setdefault(element.what, 1 << len(self._bits))
            compiled.append(Compiled(next(self._number), skill_id, pattern.pattern, tuple(way), needs, unless))
        return compiled

    def _index(self, anchored: dict[WordClass, list[Compiled]]) -> dict[bytes, tuple[int, tuple[Compiled, ...]]]:
        bits: dict[bytes, int] = {}
        starts: dict[bytes, list[Compiled]] = {}
        for what, bit in self._bits.items():
            for word in what[0]:
                plain = word.rstrip(b"+#") or word
                bits[plain] = bits.get(plain, 0) | bit
                starts.setdefault(plain, []).extend(anchored.get(what, ()))
        return {word: (mask, tuple(starts[word])) for word, mask in bits.items()}

    def _learn(self, word: bytes) -> tuple[int, tuple[Compiled, ...]]:
        mask, starts = self._exact.get(word, (0, ()))
        for prefix, bit, anchored in self._prefixes:
            if word.startswith(prefix):
                mask |= bit
                starts += anchored
        if len(self._memo) >= MEMO:
            self._memo.clear()
        self._memo[word] = (mask, starts)
        return mask, starts

    def _in_pieces(self, tokens: list[Token]) -> list[PatternHit]:
        found: set[PatternHit] = set()
        for at in range(0, len(tokens), PIECE - OVERLAP):
            piece = tokens[at : at + PIECE]
            mask = 0
            tried: dict[int, Compiled] = {}
            for word, _, _ in piece:
                known = self._learn(_stem(word).rstrip(b"+#"))
                mask |= known[0]
                tried.update((c.number, c) for c in known[1])
            found.update(self._match(piece, [c for c in tried.values() if c.needs & mask == c.needs]))
        return sorted(found, key=_order)

    def _match(self, tokens: list[Token], tried: Iterable[Compiled]) -> list[PatternHit]:
        places: dict[WordClass, list[int]] = {}
        words = [_stem(word) for word, _, _ in tokens]
        hits = []
        for compiled in tried:
            for first, last in _places(compiled, words, places):
                if compiled.unless and _near(compiled.unless, words, first, last):
                    continue
                hits.append(PatternHit(compiled.skill_id, tokens[first][1], tokens[last][2], compiled.text))
        return hits


def word_rates() -> dict[bytes, int]:
    """Return occurrences in 10,000 words of postings for the common words; others are rarer than listed."""
    text = (resources.files("skilldemand.nlp") / "rules" / "word_rates.txt").read_text(encoding="ascii")
    pairs = (item.split(":") for line in text.splitlines() if not line.startswith("#") for item in line.split())
    return {word.encode(): int(rate) for word, rate in pairs}


def _rate(what: WordClass, rates: dict[bytes, int]) -> tuple[int, int, list[bytes]]:
    return sum(rates.get(w, 0) for w in what[0]) + 20 * len(what[1]), len(what[0]), sorted(what[0])


def _order(hit: PatternHit) -> tuple[int, int, str, str]:
    return hit.start, hit.end, hit.skill_id, hit.text


def _tokens(sentence: str) -> list[Token]:
    data = sentence.encode("ascii", "replace").translate(_LOWER)
    return [(m[0], m.start(), m.end()) for m in TOKEN.finditer(data)]


def _stem(word: bytes) -> bytes:
    """Return the token without its possessive or contraction (`client's`, with any kind of apostrophe)."""
    return word if word.isalnum() else word.split(b"'")[0].split(b"?")[0] or word


def _positions(what: WordClass, words: list[bytes], places: dict[WordClass, list[int]]) -> list[int]:
    known = places.get(what)
    if known is None:
        exact, prefixes = what
        known = [i for i, w in enumerate(words) if w in exact or (prefixes and w.startswith(prefixes))]
        places[what] = known
    return known


def _places(compiled: Compiled, words: list[bytes], places: dict[WordClass, list[int]]) -> list[tuple[int, int]]:
    """Return first and last token of the matches, the shortest ones, left to right, without overlap."""
    elements = compiled.elements
    # Last token of the part matched so far -> the latest first token it can begin with.
    begun = {i: i for i in _positions(elements[0].what, words, places)}
    for element in elements[1:]:
        if not begun:
            return []
        reached: dict[int, int] = {}
        for at in _positions(element.what, words, places):
            starts = [begun[before] for before in range(max(0, at - 1 - element.gap), at) if before in begun]
            if starts:
                reached[at] = max(starts)
        begun = reached
    found: list[tuple[int, int]] = []
    for last, first in sorted(begun.items()):
        if not found or first > found[-1][1]:
            found.append((first, last))
    return found


def _near(unless: Words, words: list[bytes], first: int, last: int) -> bool:
    return unless.among([w.decode("ascii") for w in words[max(0, first - NEAR) : last + 1 + NEAR]])
