"""Everything the taxonomy finds in a text: aliases and patterns, confirmed by context, overlaps resolved."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.language import Language

from skilldemand.nlp.chains import Place
from skilldemand.nlp.context import Judge, Spot
from skilldemand.nlp.patterns import PatternMatcher
from skilldemand.nlp.scan import Candidate, Ref, Scanner
from skilldemand.nlp.taxonomy import Taxonomy, load_taxonomy
from skilldemand.nlp.window import Chunks, Stretch, Windows, blank_english
from skilldemand.nlp.working import Working, working

Span = tuple[int, int]
Reading = tuple[int, int, str, str]
"""Start, minus the end (so that sorting puts the longer first), skill id and rule, in the working text."""


class Found:
    """A place that names a skill, before anything is known of strength and denial."""

    __slots__ = ("end", "rule", "skill_id", "start")

    def __init__(self, skill_id: str, start: int, end: int, rule: str) -> None:
        """Start and end are character offsets into the text; the surface is text[start:end]."""
        self.skill_id = skill_id
        self.start = start
        self.end = end
        self.rule = rule

    def __eq__(self, other: object) -> bool:
        """Say whether the other is of the same skill, place and rule."""
        return isinstance(other, Found) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, int, int, str]:
        return self.skill_id, self.start, self.end, self.rule


class Search(NamedTuple):
    """A text in which to find what it names: see Matcher.find."""

    text: str
    sentences: Sequence[Span] | None = None
    asking: Sequence[bool] | None = None


class _Opened:
    """A text made ready to be searched; places are those of the working copy."""

    __slots__ = ("copy", "sentences", "windows")

    def __init__(self, copy: Working, sentences: list[Stretch], windows: Windows) -> None:
        self.copy = copy
        self.sentences = sentences
        self.windows = windows


class Matcher:
    """The taxonomy compiled; reading does not change it, so one matcher serves any number of texts."""

    def __init__(self, taxonomy: Taxonomy | None = None, nlp: Language | None = None, *, gated: bool = True) -> None:
        """Compile a taxonomy (default: the shipped one).

        `nlp` tokenises for context rules (default: a blank English pipeline). With `gated` False one Doc over the
        whole text replaces the windows; that is slower and finds the same, which a test holds.
        """
        self.taxonomy = taxonomy if taxonomy is not None else load_taxonomy()
        self.nlp = nlp if nlp is not None else blank_english()
        self._gated = gated
        self._chunks = Chunks(self.nlp)
        self._scanner = Scanner(self.taxonomy)
        self._names = self._scanner.names()
        self._judge = Judge(self.taxonomy)
        self._patterns = PatternMatcher(
            (entry.skill.id, pattern)
            for entry in self.taxonomy.entries.values()
            for pattern in entry.skill.all_patterns()
        )

    def find(
        self, text: str, sentences: Sequence[Span] | None = None, asking: Sequence[bool] | None = None
    ) -> list[Found]:
        """Return what the text names, ordered by place.

        `sentences` are character spans in text order; context and patterns never look over their bounds. Without
        them each line is a sentence. Where `asking` is False (legal notices, benefits) only unambiguous aliases are
        looked for, because nothing there can count. Any text is read in time linear in its length.
        """
        return self.find_all([Search(text, sentences, asking)])[0]

    def find_all(self, searches: Iterable[Search]) -> list[list[Found]]:
        """Return what `find` returns for each text."""
        # Each step is taken for all texts before the next one, so that its tables stay in the processor's cache.
        opened = [self._opened(search) for search in searches]
        scanned = [self._scanner.scan(one.copy.text) for one in opened]
        held = [
            _longest(self._judge.confirm(one.copy.text, _placed(candidates, one.sentences), one.windows))
            for one, candidates in zip(opened, scanned, strict=True)
        ]
        return [self._found(one, readings) for one, readings in zip(opened, held, strict=True)]

    def _opened(self, search: Search) -> _Opened:
        text, sentences, asking = search
        copy = working(text, (start for start, _ in sentences or ()), self._names)
        stretches = []
        for number, (begin, end) in enumerate(_lines(text) if sentences is None else sentences):
            low, high = copy.span(begin, end)
            stretches.append(Stretch(low, high, closed=asking is not None and not asking[number]))
        return _Opened(copy, stretches, Windows(self._chunks, copy.text, whole=not self._gated))

    def _found(self, opened: _Opened, held: Sequence[tuple[Candidate, Ref, str]]) -> list[Found]:
        """Return what aliases and patterns name, by place; `held` are the aliases."""
        copy = opened.copy
        found = [(c.start, -c.end, ref.skill_id, why) for c, ref, why in held]
        found += [(c.start, -c.end, also, why) for c, ref, why in held for also in ref.also]
        found += self._by_pattern(opened, found)
        named = []
        for start, end, skill, rule in _distinct(found):
            low, high = copy.original(start, -end)
            named.append(Found(skill, low, high, rule))
        return named

    def _by_pattern(self, opened: _Opened, aliases: list[Reading]) -> list[Reading]:
        """Return pattern matches that no alias already says: not inside another's alias, nor where their own stands."""
        taken = _Taken(aliases)
        text = opened.copy.text
        asking = [one for one in opened.sentences if not one.closed]
        found = []
        for hit in self._patterns.find(text, [(one.start, one.end) for one in asking], taken.within(asking)):
            start, end, skill_id = hit.start, hit.end, hit.skill_id
            if taken.covers(start, end):
                continue
            if skill_id not in self._judge.ruled or not self._judge.rejected(
                skill_id, Spot(text, start, end, asking[hit.sentence], opened.windows)
            ):
                found.append((start, -end, skill_id, "pattern " + hit.text))
        return found


class _Taken:
    """The alias mentions, asked whether a pattern adds anything to them."""

    def __init__(self, aliases: list[Reading]) -> None:
        self._spans = sorted(aliases)
        self._starts = [reading[0] for reading in self._spans]

    def within(self, sentences: list[Stretch]) -> dict[int, set[str]]:
        """Return the skills that aliases name in each of some stretches of the text, by the stretch's number."""
        said: dict[int, set[str]] = {}
        at = 0
        for start, _, skill_id, _ in self._spans:
            while at < len(sentences) and sentences[at].end <= start:
                at += 1
            if at < len(sentences) and sentences[at].start <= start:
                if at in said:
                    said[at].add(skill_id)
                else:
                    said[at] = {skill_id}
        return said

    def covers(self, start: int, end: int) -> bool:
        """Return True when an alias reaches over all of a stretch."""
        at = bisect_right(self._starts, start)
        # Aliases do not overlap each other, so only the last ones that begin before can reach over the end.
        return any(self._spans[before][1] <= -end for before in range(max(0, at - 3), at))


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line)))
        start += len(line)
    return spans


def _placed(candidates: list[Candidate], sentences: list[Stretch]) -> list[Place]:
    """Return the candidates that lie in one sentence, each with the sentence."""
    placed: list[Place] = []
    at = 0
    for candidate in candidates:
        while at < len(sentences) and sentences[at].end <= candidate.start:
            at += 1
        if at == len(sentences):
            break
        sentence = sentences[at]
        if sentence.start <= candidate.start and candidate.end <= sentence.end:
            placed.append((candidate, sentence))
    return placed


def _longest(held: Sequence[tuple[Candidate, Ref, str]]) -> list[tuple[Candidate, Ref, str]]:
    """Return the readings, which are in order, without those that lie in, or run into, a longer one.

    Equal spans all stay.
    """
    kept: list[tuple[Candidate, Ref, str]] = []
    for reading in held:
        candidate = reading[0]
        last = kept[-1][0] if kept else None
        if last is None or candidate.start >= last.end or (candidate.start, candidate.end) == (last.start, last.end):
            kept.append(reading)
        elif candidate.end - candidate.start > last.end - last.start:
            while kept and kept[-1][0].end > candidate.start:
                kept.pop()
            kept.append(reading)
    return kept


def _distinct(found: Iterable[Reading]) -> list[Reading]:
    """Return the findings by place, of each skill only the first among overlapping ones."""
    kept = []
    reach: dict[str, int] = {}
    for reading in sorted(found):
        start, end, skill_id, _ = reading
        if start >= reach.get(skill_id, -1):
            kept.append(reading)
            reach[skill_id] = -end
    return kept
