"""One pass over a text that finds every place where an alias of the taxonomy is written.

The automaton works on the coarse form (one byte a character, words framed by blanks), so a hit is a whole word
by construction; what the coarse form blurs (punctuation, case) is settled by looking the place up.
"""

import ahocorasick_rs

from skilldemand.nlp import fold
from skilldemand.nlp.aliases import variants
from skilldemand.nlp.seams import MIN_NAME, Names
from skilldemand.nlp.skill_entry import Alias
from skilldemand.nlp.taxonomy import Taxonomy

MEMO = 50_000
"""Surfaces whose meaning is remembered before the memory is emptied."""


class Ref:
    """One alias of one skill."""

    __slots__ = ("alias", "also", "ambiguous", "plain", "rule", "skill_id")

    def __init__(self, skill_id: str, alias: Alias, *, tool: bool) -> None:
        """`tool` says whether the skill is a tool."""
        self.skill_id = skill_id
        self.alias = alias
        self.also = alias.also
        self.rule = f"alias {alias.text}"
        """How a mention says that this alias was found."""
        self.ambiguous = alias.context != "none"
        """True when context has a say."""
        self.plain = tool and not self.ambiguous
        """True for a tool's name that is not ambiguous."""


Reading = tuple[tuple[Ref, ...], bool]
"""The aliases written by a surface, and whether all of them need a positive sign."""


class Candidate:
    """A place where at least one alias is written."""

    __slots__ = ("end", "open", "refs", "start", "surface")

    def __init__(self, start: int, end: int, surface: str, reading: Reading) -> None:
        """Take the surface that the text holds from start to end, and what it may mean."""
        self.start = start
        self.end = end
        self.surface = surface
        self.refs, self.open = reading
        """`open` is True when every reading of it needs a positive sign."""


class Scanner:
    """Finds aliases; knows nothing of their context."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Build the automaton over all generated variants."""
        self._any: dict[str, dict[Ref, None]] = {}
        self._exact: dict[str, dict[Ref, None]] = {}
        patterns: dict[bytes, None] = {}
        for entry in taxonomy.entries.values():
            for alias in entry.skill.all_aliases():
                ref = Ref(entry.skill.id, alias, tool=entry.catalogue == "tool")
                for text in variants(alias, entry.skill.kind):
                    patterns[fold.coarse(text)] = None
                    if alias.case == "exact":
                        self._exact.setdefault(fold.exact_key(text), {})[ref] = None
                    else:
                        self._any.setdefault(fold.key(text), {})[ref] = None
        self.size = len(patterns)
        self._automaton = ahocorasick_rs.BytesAhoCorasick(list(patterns) or [b" \x00 "])
        self._memo: dict[str, Reading] = {}

    def names(self) -> Names:
        """Return the aliases of one word, which show where a blank was lost."""
        single = {text: refs for text, refs in self._any.items() if text.isalpha() and text.isascii()}
        plain = (t for t, refs in single.items() if len(t) >= MIN_NAME and any(r.plain for r in refs))
        return Names(frozenset(plain), frozenset(single) | {t.lower() for t in self._exact if t.isalpha()})

    def scan(self, text: str) -> list[Candidate]:
        """Return the candidates in text order, longer before shorter at the same place; they may overlap."""
        found: list[Candidate] = []
        memo = self._memo
        ordered = True
        for _, start, stop in self._automaton.find_matches_as_indexes(fold.coarse(text), overlapping=True):
            end = stop - 2  # the frame of blanks: one before, one behind
            surface = text[start:end]
            reading = memo.get(surface)
            if reading is None:
                reading = self._lookup(surface)
            if reading[0] and _is_word(text, start, end):
                # The automaton tells places by their ends, and of one end the longest first.
                ordered = ordered and (not found or found[-1].start < start)
                found.append(Candidate(start, end, surface, reading))
        if not ordered:
            found.sort(key=_place)
        return found

    def _lookup(self, surface: str) -> Reading:
        refs = tuple({**self._exact.get(fold.exact_key(surface), {}), **self._any.get(fold.key(surface), {})})
        # A name in its exact case (ReAct) is not also the other name that is written in any case (React).
        exact = tuple(r for r in refs if r.alias.case == "exact")
        if exact and len(exact) < len(refs):
            refs = exact if all(r.alias.context == "none" for r in exact) else refs
        if len(self._memo) >= MEMO:
            self._memo.clear()
        reading = refs, all(ref.alias.context == "required" for ref in refs)
        self._memo[surface] = reading
        return reading


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


def _is_word(text: str, start: int, end: int) -> bool:
    """Return False inside a word with letters outside ASCII, and for initials: R&D, D.C., C++ read as C."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if (before > "\x7f" and before.isalnum()) or (after > "\x7f" and after.isalnum()):
        return False
    if end - start > 2:
        return True
    if after in "+#&" or before == "&":
        return False
    follows = text[end + 1 : end + 2]
    return not (after == "." and follows.isalnum()) and not (before == "." and text[start - 2 : start - 1].isalnum())
