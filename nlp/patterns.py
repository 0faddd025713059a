"""Patterns matched over the words of a sentence, by dictionary and not one after the other.

A sentence first gives the set of word classes it holds, as one integer. Only patterns whose rarest class stands in it
and whose other classes are all there are tried at positions, so thousands of patterns cost little.
"""

import itertools
import re
from collections.abc import Callable, Container, Iterable
from importlib import resources
from typing import NamedTuple

from skilldemand.nlp import fold
from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.near import Words
from skilldemand.nlp.patternlang import TOKEN, WordClass, parse
from skilldemand.nlp.row import Row, Step, shifts
from skilldemand.nlp.taxonomy import Pattern

NEAR = 8
"""Tokens on either side of a match that `unless_near` looks at."""
PIECE, OVERLAP = 240, 60
"""A longer sentence is matched in pieces of so many tokens, so that time stays linear in its length."""
MEMO = 100_000
"""Words whose classes are remembered before the memory is emptied."""

_LOWER = bytes(b + 32 if 65 <= b <= 90 else b for b in range(256))


class Compiled(NamedTuple):
    """One way to match one pattern of one skill."""

    number: int
    skill_id: str
    text: str
    steps: tuple[Step, ...]
    needs: int
    """Bit set of the classes that must stand in the sentence."""
    unless: Words | None


class PatternHit(NamedTuple):
    """Where a pattern matches, in characters of the sentence given."""

    skill_id: str
    start: int
    end: int
    text: str


Tried = tuple[tuple[int, Compiled], ...]
"""Patterns to try, each behind the bit set of the classes it needs."""

Known = tuple[int, Tried]
"""The classes of a word as a bit set, and the patterns to try where it stands."""

Match = tuple[Compiled, int, int]
"""A pattern with the first and last word that it matches."""


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
                rarest = min(((s.words, s.prefixes) for s in compiled.steps), key=lambda what: _rate(what, rates))
                anchored.setdefault(rarest, []).append(compiled)
        self._exact = self._index(anchored)
        self._prefixes = [
            (prefix, bit, _tried(anchored.get(what, ()))) for what, bit in self._bits.items() for prefix in what[1]
        ]
        self._memo = _Memo(self._learn)

    def find(self, sentence: str, said: Container[str] = ()) -> list[PatternHit]:
        """Return the matches in one sentence, ordered by place; matches of one pattern do not overlap.

        Of each skill only the first pattern that matches tells where, and none for skills already `said` there.
        """
        mask = 0
        tried: list[Tried] = []
        for known in filter(None, map(self._memo.__getitem__, fold.coarse(sentence).split())):
            mask |= known[0]
            if known[1]:
                tried.append(known[1])
        ready = [c for group in tried for needs, c in group if needs & mask == needs and c.skill_id not in said]
        if not ready:
            return []
        plain = sentence.encode("ascii", "replace").translate(_LOWER)
        words = _words(plain)
        spans = self._in_pieces(words, said) if len(words) > PIECE else _match(words, ready)
        return _hits(list(TOKEN.finditer(plain)), spans) if spans else []

    def _compile(self, skill_id: str, pattern: Pattern) -> list[Compiled]:
        try:
            ways = parse(pattern.pattern)
        except TaxonomyError as error:
            raise TaxonomyError(f"skill {skill_id!r}: {error}") from error
        unless = Words(pattern.unless_near) if pattern.unless_near else None
        compiled = []
        for way in ways:
            needs = 0
            steps = []
            for element in way:
                bit = self._bits.setdefault(element.what, 1 << len(self._bits))
                needs |= bit
                steps.append(Step(bit.bit_length(), *element.what, shifts(element.gap)))
            compiled.append(Compiled(next(self._number), skill_id, pattern.pattern, tuple(steps), needs, unless))
        return compiled

    def _index(self, anchored: dict[WordClass, list[Compiled]]) -> dict[bytes, tuple[int, Tried]]:
        bits: dict[bytes, int] = {}
        starts: dict[bytes, list[Compiled]] = {}
        for what, bit in self._bits.items():
            for word in what[0]:
                plain = word.rstrip(b"+#") or word
                bits[plain] = bits.get(plain, 0) | bit
                starts.setdefault(plain, []).extend(anchored.get(what, ()))
        return {word: (mask, _tried(starts[word])) for word, mask in bits.items()}

    def _learn(self, word: bytes) -> Known | None:
        mask, starts = self._exact.get(word, (0, ()))
        for prefix, bit, anchored in self._prefixes:
            if word.startswith(prefix):
                mask |= bit
                starts += anchored
        return (mask, starts) if mask else None

    def _in_pieces(self, words: list[bytes], said: Container[str]) -> list[Match]:
        spans: list[Match] = []
        for at in range(0, len(words), PIECE - OVERLAP):
            piece = words[at : at + PIECE]
            mask = 0
            tried: list[tuple[int, Compiled]] = []
            for word in dict.fromkeys(piece):
                known = self._learn(word.rstrip(b"+#"))
                if known:
                    mask |= known[0]
                    tried += known[1]
            held = _match(piece, [c for needs, c in tried if needs & mask == needs and c.skill_id not in said])
            spans += [(compiled, first + at, last + at) for compiled, first, last in held]
        return spans


class _Memo(dict[bytes, Known | None]):
    """What was learned of the words met so far, None for those in no pattern; a new word is learned when asked for."""

    def __init__(self, learn: Callable[[bytes], Known | None]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, word: bytes) -> Known | None:
        if len(self) >= MEMO:
            self.clear()
        known = self[word] = self._learn(word)
        return known


def _tried(patterns: Iterable[Compiled]) -> Tried:
    return tuple((compiled.needs, compiled) for compiled in patterns)


def word_rates() -> dict[bytes, int]:
    """Return occurrences in 10,000 words of postings for the common words; others are rarer than listed."""
    text = (resources.files("skilldemand.nlp") / "rules" / "word_rates.txt").read_text(encoding="ascii")
    pairs = (item.split(":") for line in text.splitlines() if not line.startswith("#") for item in line.split())
    return {word.encode(): int(rate) for word, rate in pairs}


def _rate(what: WordClass, rates: dict[bytes, int]) -> tuple[int, int, list[bytes]]:
    return sum(rates.get(w, 0) for w in what[0]) + 20 * len(what[1]), len(what[0]), sorted(what[0])


def _words(plain: bytes) -> list[bytes]:
    """Return the tokens of a sentence (one byte a character, lower case) without possessive or contraction."""
    words: list[bytes] = TOKEN.findall(plain)
    if b"'" in plain or b"?" in plain:
        return [word if word.isalnum() else _stem(word) for word in words]
    return words


def _match(words: list[bytes], ready: Iterable[Compiled]) -> list[Match]:
    row = Row(words)
    found: list[Match] = []
    told: dict[str, str] = {}
    for _, compiled in sorted({c.number: c for c in ready}.items()):
        if told.get(compiled.skill_id, compiled.text) != compiled.text:
            continue
        reached = row.reached(compiled.steps)
        if not reached:
            continue
        for first, last in row.spans(compiled.steps, reached):
            if not (compiled.unless and _near(compiled.unless, words, first, last)):
                found.append((compiled, first, last))
                told[compiled.skill_id] = compiled.text
    return found


def _hits(tokens: list[re.Match[bytes]], spans: list[Match]) -> list[PatternHit]:
    """Return the matches with character offsets, in order, without repeats."""
    hits = {(tokens[first].start(), tokens[last].end(), c.skill_id, c.text) for c, first, last in spans}
    return [PatternHit(skill_id, start, end, text) for start, end, skill_id, text in sorted(hits)]


def _stem(word: bytes) -> bytes:
    """Return the token without its possessive or contraction (`client's`, with any kind of apostrophe)."""
    return word if word.isalnum() else word.split(b"'")[0].split(b"?")[0] or word


def _near(unless: Words, words: list[bytes], first: int, last: int) -> bool:
    return unless.among([w.decode("ascii") for w in words[max(0, first - NEAR) : last + 1 + NEAR]])
