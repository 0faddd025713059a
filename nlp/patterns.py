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


_BITS = 61


def _bit(gate: int) -> int:
    return 0 if gate < 0 else 1 << gate % _BITS


def _group(gate: int) -> int:
    return _bit(gate // _BITS)


class Word:
    """A word of a text as the patterns see it; one object stands for it wherever it occurs."""

    __slots__ = ("bit", "gate", "group", "waiting")

    def __init__(self, gate: int = -1, waiting: "Waiting | None" = None) -> None:
        """`gate` is the word's number among those that open gates, -1 for the others."""
        self.gate = gate
        self.bit = _bit(gate)
        self.group = _group(gate)
        """Bits of its number's remainder and quotient: most words that open no gate of a set are told by two looks."""
        self.waiting = waiting
        """The patterns whose rarest word it can be."""


_IDLE = Word()
"""Stands for all words that mean nothing to any pattern."""
_END = Word()


class Waiting:
    """The patterns to try where a word stands, told by the words around it."""

    __slots__ = ("_always", "_bits", "_groups", "_high", "_low", "_opened")

    def __init__(self, patterns: Sequence[Anchored], numbers: Mapping[bytes, int]) -> None:
        """Sort patterns by the words that open their gates; `numbers` tells those words."""
        self._always = [one for one in patterns if one.gate is None]
        self._opened: dict[int, list[Opening]] = {}
        self._low = self._high = self._bits = self._groups = 0
        for one in patterns:
            if one.gate is not None:
                words, low, high = one.gate
                self._low, self._high = min(self._low, low), max(self._high, high)
                for word in words:
                    number = numbers[word]
                    self._opened.setdefault(number, []).append((one, low, high))
                    self._bits |= _bit(number)
                    self._groups |= _group(number)

    def tell(self, row: list[Word], at: int, ready: list["Ready"]) -> None:
        """Append the patterns whose gates the words around a place open, some of them several times."""
        if self._always:
            ready += [(one, at) for one in self._always]
        bits, groups = self._bits, self._groups
        for place in range(at + self._low, min(at + self._high, len(row))):
            word = row[place]
            if word.bit & bits and word.group & groups:
                for one, low, high in self._opened.get(word.gate, _NONE):
                    if low <= place - at < high:
                        ready.append((one, at))


Opening = tuple[Anchored, int, int]
"""A pattern whose gate a word opens that stands from the first number of words to the second behind the rarest."""
_NONE: list[Opening] = []
Ready = tuple[Anchored, int]
"""A pattern that passed its gate, and the place of its rarest word."""


class _Words(dict[bytes, Word]):
    """What the words met so far mean to some patterns, up to a bound."""

    def __init__(self, patterns: Sequence[Anchored]) -> None:
        super().__init__()
        self._exact: dict[bytes, list[Anchored]] = {}
        self._prefixes: dict[bytes, list[Anchored]] = {}
        self._gates: dict[bytes, int] = {}
        for one in patterns:
            for index, words in zip((self._exact, self._prefixes), one.anchor, strict=True):
                for word in words:
                    index.setdefault(word, []).append(one)
            for word in one.gate.words if one.gate is not None else ():
                self._gates.setdefault(word, len(self._gates))
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        super().clear()
        self[END] = _END

    def __missing__(self, word: bytes) -> Word:
        if len(self) >= MEMO:
            self.clear()
        patterns = list(self._exact.get(word, ()))
        for prefix, several in self._prefixes.items():
            if word.startswith(prefix):
                patterns += several
        waiting = Waiting(list(dict.fromkeys(patterns)), self._gates) if patterns else None
        gate = self._gates.get(word, -1)
        found = self[word] = Word(gate, waiting) if patterns or gate >= 0 else _IDLE
        return found


class PatternMatcher:
    """All patterns of a taxonomy, ready to be matched against texts."""

    def __init__(self, patterns: Iterable[tuple[str, Pattern]]) -> None:
        """Compile (skill id, pattern) pairs. Raises TaxonomyError with the skill's id for a malformed one."""
        compiled = _compiled(patterns)
        self._lead = max((one.reach for one in compiled), default=0)
        self._words = _Words(compiled)

    def find(
        self, text: str, sentences: Sequence[tuple[int, int]], said: Mapping[int, Container[str]] = NOTHING
    ) -> list[PatternHit]:
        """Return the matches in the sentences of a text, ordered by place; matches of one pattern do not overlap.

        Of each skill only the first pattern that matches in a sentence tells where, and none for skills that are
        `said` in it anyway; the sentences are numbered.
        """
        tokens = Tokens(text, sentences, self._lead)
        words = list(map(self._words.__getitem__, tokens.row))
        found: list[PatternHit] = []
        ready: list[Ready] = []
        begin, number = self._lead, 0
        for at, word in enumerate(words):
            if word.waiting is not None:
                word.waiting.tell(words, at, ready)
            elif word is _END:
                if ready:
                    if number in said:
                        ready = [r for r in ready if r[0].skill_id not in said[number]]
                    found += _hits(tokens, number, begin, _in_pieces(tokens.row, ready, begin, at))
                    ready = []
                begin = at + 1
                number += 1
        return found


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
    for one, at in ready:
        number = one.number
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
    hits = {(low, high, one.skill_id, one.text) for (low, high), (one, _, _) in zip(spans, matches, strict=True)}
    return [PatternHit(skill_id, start, end, text, sentence) for start, end, skill_id, text in sorted(hits)]
