"""Patterns matched over the words of a text, by dictionary and not one after the other.

Each pattern waits at the words of its rarest class. Where such a word stands, one look at the tokens beside it says
mostly that nothing matches, so thousands of patterns cost little.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from importlib import resources
from typing import NamedTuple

from skilldemand.nlp.anchored import Anchored
from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.near import Words
from skilldemand.nlp.patternlang import WordClass, parse
from skilldemand.nlp.taxonomy import Pattern
from skilldemand.nlp.tokens import END, Tokens

PIECE, OVERLAP = 240, 60
"""A longer sentence is matched in pieces of so many tokens."""
MEMO = 100_000
"""Words whose patterns are remembered before the memory is emptied."""


NOTHING: Mapping[int, Container[str]] = {}


class PatternHit(NamedTuple):
    """Where a pattern matches, in characters of the text."""

    skill_id: str
    start: int
    end: int
    text: str
    sentence: int
    """Number of the sentence among those given."""


Tried = tuple[tuple[Anchored, frozenset[bytes] | None, int, int], ...]
"""Patterns to try where a word stands, each with its gate: the words that must stand there, and from where to where."""

Ready = tuple[int, int, Anchored]
"""A pattern that passed its gate: its number, the place of its rarest word, and itself."""


class PatternMatcher:
    """All patterns of a taxonomy, ready to be matched against texts."""

    def __init__(self, patterns: Iterable[tuple[str, Pattern]]) -> None:
        """Compile (skill id, pattern) pairs. Raises TaxonomyError with the skill's id for a malformed one."""
        compiled = _compiled(patterns)
        self._exact: dict[bytes, list[Anchored]] = {}
        self._prefixes: dict[bytes, list[Anchored]] = {}
        for one in compiled:
            for index, words in zip((self._exact, self._prefixes), one.anchor, strict=True):
                for word in words:
                    index.setdefault(word, []).append(one)
        self._lead = max((one.reach for one in compiled), default=0)
        self._memo = _Memo(self._learn)

    def find(
        self, text: str, sentences: Sequence[tuple[int, int]], said: Mapping[int, Container[str]] = NOTHING
    ) -> list[PatternHit]:
        """Return the matches in the sentences of a text, ordered by place; matches of one pattern do not overlap.

        Of each skill only the first pattern that matches in a sentence tells where, and none for skills that are
        `said` in it anyway; the sentences are numbered.
        """
        tokens = Tokens(text, sentences, self._lead)
        row = tokens.row
        found: list[PatternHit] = []
        ready: list[Ready] = []
        begin, number = self._lead, 0
        for at, tried in [
            (at, tried) for at, tried in enumerate(map(self._memo.__getitem__, row)) if tried is not None
        ]:
            for one, words, low, high in tried:
                if words is None or not words.isdisjoint(row[at + low : at + high]):
                    ready.append((one.number, at, one))
            if not tried:
                if ready:
                    if number in said:
                        ready = [r for r in ready if r[2].skill_id not in said[number]]
                    found += _hits(tokens, number, begin, _in_pieces(row, ready, begin, at))
                    ready = []
                begin = at + 1
                number += 1
        return found

    def _learn(self, word: bytes) -> Tried | None:
        if word == END:
            return ()
        compiled = list(self._exact.get(word, ()))
        for prefix, several in self._prefixes.items():
            if word.startswith(prefix):
                compiled += several
        return tuple([(one, *(one.gate or (None, 0, 0))) for one in dict.fromkeys(compiled)]) or None


class _Memo(dict[bytes, Tried | None]):
    """The patterns to try at the words met so far: None for most words, nothing at the end of a sentence."""

    def __init__(self, learn: Callable[[bytes], Tried | None]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, word: bytes) -> Tried | None:
        if len(self) >= MEMO:
            self.clear()
        tried = self[word] = self._learn(word)
        return tried


def _compiled(patterns: Iterable[tuple[str, Pattern]]) -> list[Anchored]:
    rates = word_rates()

    def rate(what: WordClass) -> tuple[int, int, list[bytes]]:
        return sum(rates.get(w, 0) for w in what[0]) + 20 * len(what[1]), len(what[0]), sorted(what[0])

    compiled: list[Anchored] = []
    for skill_id, pattern in patterns:
        try:
            ways = parse(pattern.pattern)
        except TaxonomyError as error:
            raise TaxonomyError(f"skill {skill_id!r}: {error}") from error
        unless = Words(pattern.unless_near) if pattern.unless_near else None
        for way in ways:
            compiled.append(Anchored(len(compiled), skill_id, pattern.pattern, way, unless=unless, rate=rate))
    return compiled


def word_rates() -> dict[bytes, int]:
    """Return occurrences in 10,000 words of postings for the common words; others are rarer than listed."""
    text = (resources.files("skilldemand.nlp") / "rules" / "word_rates.txt").read_text(encoding="ascii")
    pairs = (item.split(":") for line in text.splitlines() if not line.startswith("#") for item in line.split())
    return {word.encode(): int(rate) for word, rate in pairs}


Match = tuple[Anchored, int, int]
"""A pattern with the first and last word that it matches."""


def _in_pieces(row: Sequence[bytes], ready: Sequence[Ready], begin: int, end: int) -> list[Match]:
    """Return the matches between two tokens, in pieces where they are many."""
    if end - begin <= PIECE:
        return _match(row, ready, begin, end)
    matches: list[Match] = []
    for low in range(begin, end, PIECE - OVERLAP):
        high = min(low + PIECE, end)
        matches += _match(row, [r for r in ready if low <= r[1] < high], low, high)
    return matches


def _match(row: Sequence[bytes], ready: Iterable[Ready], begin: int, end: int) -> list[Match]:
    places: dict[int, tuple[Anchored, list[int]]] = {}
    for number, at, one in ready:
        places.setdefault(number, (one, []))[1].append(at)
    found: list[Match] = []
    told: dict[str, str] = {}
    for _, (one, stands) in sorted(places.items()):
        if told.get(one.skill_id, one.text) == one.text:
            for first, last in one.matches(row, stands, begin, end):
                found.append((one, first, last))
                told[one.skill_id] = one.text
    return found


def _hits(tokens: Tokens, sentence: int, begin: int, matches: Sequence[Match]) -> list[PatternHit]:
    """Return the matches in one sentence with their places in the text, in order, without repeats."""
    if not matches:
        return []
    spans = tokens.spans(sentence, begin, [(first, last) for _, first, last in matches])
    hits = {(*span, one.skill_id, one.text) for span, (one, _, _) in zip(spans, matches, strict=True)}
    return [PatternHit(skill_id, start, end, text, sentence) for start, end, skill_id, text in sorted(hits)]
