"""Patterns matched over the words of a text, by dictionary and not one after the other.

Each pattern waits at the words of its rarest class. Where such a word stands, one look at the tokens beside it says
mostly that nothing matches, so thousands of patterns cost little.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from importlib import resources

from skilldemand.nlp.anchored import Anchored
from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.near import Words
from skilldemand.nlp.patternlang import WordClass, parse
from skilldemand.nlp.skill_entry import Pattern
from skilldemand.nlp.tokens import END, Tokens

PIECE, OVERLAP = 240, 60
"""A longer sentence is matched in pieces of so many tokens."""
MEMO = 100_000
"""Words whose patterns are remembered before the memory is emptied."""


NOTHING: Mapping[int, Container[str]] = {}


class PatternHit:
    """Where a pattern matches, in characters of the text."""

    __slots__ = ("end", "sentence", "skill_id", "start", "text")

    def __init__(self, skill_id: str, start: int, end: int, text: str, sentence: int) -> None:
        """`sentence` is the number of the sentence among those given."""
        self.skill_id = skill_id
        self.start = start
        self.end = end
        self.text = text
        self.sentence = sentence


class Waiting:
    """The patterns to try where a word stands, told by the words around it."""

    __slots__ = ("_always", "_high", "_low", "_opened", "_words")

    def __init__(self, patterns: Sequence[Anchored]) -> None:
        """Sort patterns by the words that open their gates."""
        self._always = [one for one in patterns if one.gate is None]
        self._opened: dict[bytes, list[tuple[Anchored, int, int]]] = {}
        for one in patterns:
            if one.gate is not None:
                words, low, high = one.gate
                for word in words:
                    self._opened.setdefault(word, []).append((one, low, high))
        self._words = frozenset(self._opened)
        self._low = min((low for several in self._opened.values() for _, low, _ in several), default=0)
        self._high = max((high for several in self._opened.values() for _, _, high in several), default=0)

    def tell(self, row: list[bytes], at: int, ready: list["Ready"]) -> None:
        """Append the patterns whose gates the words around a place open, some of them several times."""
        ready += [(one.number, at, one) for one in self._always]
        low, high = at + self._low, at + self._high
        if self._words.isdisjoint(row[low:high]):
            return
        opened = self._opened
        for place in range(low, min(high, len(row))):
            several = opened.get(row[place])
            if several is not None:
                for one, begin, end in several:
                    if begin <= place - at < end:
                        ready.append((one.number, at, one))


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
        self._waiting: dict[bytes, Waiting] = {}
        self._idle: set[bytes] = set()
        """Words met so far where no pattern waits, which are most."""

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
        idle = self._idle
        for at in [at for at, word in enumerate(row) if word not in idle]:
            word = row[at]
            if word != END:
                waiting = self._waiting.get(word) or self._learn(word)
                if waiting is not None:
                    waiting.tell(row, at, ready)
                continue
            if ready:
                if number in said:
                    ready = [r for r in ready if r[2].skill_id not in said[number]]
                found += _hits(tokens, number, begin, _in_pieces(row, ready, begin, at))
                ready = []
            begin = at + 1
            number += 1
        return found

    def _learn(self, word: bytes) -> Waiting | None:
        """Return what waits at a word met for the first time, or None."""
        patterns = list(self._exact.get(word, ()))
        for prefix, several in self._prefixes.items():
            if word.startswith(prefix):
                patterns += several
        if len(self._idle) + len(self._waiting) >= MEMO:
            self._idle.clear()
            self._waiting.clear()
        if not patterns:
            self._idle.add(word)
            return None
        waiting = self._waiting[word] = Waiting(list(dict.fromkeys(patterns)))
        return waiting


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


def _in_pieces(row: list[bytes], ready: list[Ready], begin: int, end: int) -> list[Match]:
    """Return the matches between two tokens, in pieces where they are many."""
    if end - begin <= PIECE:
        return _match(row, ready, begin, end)
    matches: list[Match] = []
    for low in range(begin, end, PIECE - OVERLAP):
        high = min(low + PIECE, end)
        matches += _match(row, [r for r in ready if low <= r[1] < high], low, high)
    return matches


def _match(row: list[bytes], ready: list[Ready], begin: int, end: int) -> list[Match]:
    patterns: dict[int, Anchored] = {}
    places: dict[int, list[int]] = {}
    for number, at, one in ready:
        if number not in patterns:
            patterns[number] = one
            places[number] = [at]
        elif places[number][-1] != at:
            places[number].append(at)
    found: list[Match] = []
    told: dict[str, str] = {}
    for number in sorted(places):
        one = patterns[number]
        if told.get(one.skill_id, one.text) == one.text:
            for first, last in one.matches(row, places[number], begin, end):
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
