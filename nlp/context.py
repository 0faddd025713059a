"""Is this place really the skill? Case, form and list neighbours answer first; spaCy tokens decide what is left."""

import re
from collections.abc import Container, Sequence

import msgspec

from skilldemand.nlp import fold
from skilldemand.nlp.near import Words
from skilldemand.nlp.scan import Candidate, Ref
from skilldemand.nlp.taxonomy import Context, Entry, Taxonomy
from skilldemand.nlp.window import Windows

SIDE = 48
"""Characters looked at for the words directly before and behind a place."""
ITEM = 8
"""Characters of bullet and punctuation that may stand around a name that is a list item of its own."""
_LIST_SIGN = re.compile(
    r"(?:\s*(?:v?\d[\d.x+]*|\([^()]{0,12}\)))?\s*[)\]\"']?\s*"
    r"(?:,?\s*(?:and/or|and|or|&)\s+|[,/|;\\•+]\s*(?:and/or\s+|and\s+|or\s+|&\s*)?|\((?=\S))"
    r"[(\[\"']?\s*",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_INITIALS = re.compile(r"[A-Za-z]+")

Place = tuple[Candidate, tuple[int, int]]
"""A candidate with the bounds of its sentence."""


class Rules(msgspec.Struct, frozen=True):
    """The context of one skill, ready to be asked."""

    context: Context
    near: Words
    reject_near: Words
    left: tuple[str, ...]
    right: tuple[str, ...]
    reject_left: tuple[str, ...]
    reject_right: tuple[str, ...]


class Spot(msgspec.Struct, frozen=True):
    """A stretch of text on which a context rule is asked."""

    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    windows: Windows

    def near(self, words: Words) -> bool:
        """Return True when a word of the set stands among the spaCy tokens around it in its sentence."""
        if not words or not self.windows.may_hold(words, self.sentence):
            return False
        return words.among(self.windows.at(self.start, self.end, self.sentence))

    def alone(self) -> bool:
        """Return True when nothing else stands in its sentence: a list item that is only the name."""
        low, high = self.sentence
        if self.start - low > ITEM or high - self.end > ITEM:
            return False
        return not any(map(str.isalnum, self.text[low : self.start] + self.text[self.end : high]))

    def beside(self, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
        """Return True when one of the texts stands directly before it, or one directly behind."""
        if left:
            raw = self.text[max(self.sentence[0], self.start - SIDE) : self.start].rstrip()
            before = fold.key(raw).rstrip()
            if any(before.endswith(t) and not (t[0].isalnum() and before[: -len(t)][-1:].isalnum()) for t in left):
                return True
            if raw.endswith(tuple(t for t in left if not t[0].isalnum())):
                return True
        if right:
            raw = self.text[self.end : min(self.sentence[1], self.end + SIDE)].lstrip()
            after = fold.key(raw).lstrip()
            if any(after.startswith(t) and not (t[-1].isalnum() and after[len(t) :][:1].isalnum()) for t in right):
                return True
            return raw.startswith(tuple(t for t in right if not t[-1].isalnum()))
        return False


class Judge:
    """Decides on ambiguous candidates with the context rules of their skills."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Compile the rules of every skill that has some."""
        self._entries = taxonomy.entries
        self._rules = {i: _rules(e.skill.context) for i, e in taxonomy.entries.items() if e.skill.context != Context()}

    def rejected(self, skill_id: str, spot: Spot) -> bool:
        """Return True when a reject rule of the skill speaks against the spot."""
        rules = self._rules.get(skill_id)
        if rules is None:
            return False
        if spot.beside(rules.reject_left, rules.reject_right):
            return True
        return spot.near(rules.reject_near)

    def confirm(
        self, text: str, places: Sequence[Place], windows: Windows, closed: Container[tuple[int, int]] = ()
    ) -> list[tuple[Candidate, Ref, str]]:
        """Return the readings that hold, each with the rule that let it pass, in the order of the candidates.

        In a closed sentence no ambiguous reading holds.
        """
        bound = _acronyms(text, [c for c, _ in places])
        chains = _Chains(text, places) if any(_open(c) for c, _ in places) else None
        held = []
        for candidate, sentence in places:
            spot: Spot | None = None
            for ref in candidate.refs:
                why: str | None = ""
                if ref.alias.context != "none" and sentence in closed:
                    why = None
                elif ref.alias.context != "none" and ref.skill_id in self._rules:
                    meant = bound.get(candidate.surface)
                    spot = spot or Spot(text, candidate.start, candidate.end, sentence, windows)
                    why = self._sign(ref, spot, candidate, chains) if meant is None else _spelled(ref, meant)
                if why is not None:
                    held.append((candidate, ref, f"alias {ref.alias.text}{why}"))
        return held

    def _sign(self, ref: Ref, spot: Spot, candidate: Candidate, chains: "_Chains | None") -> str | None:
        """Return the sign by which an ambiguous reading holds, or None; what needs no tokens is asked first."""
        rules = self._rules[ref.skill_id]
        if self.rejected(ref.skill_id, spot):
            return None
        if ref.alias.context == "optional":
            return ""
        if spot.beside(rules.left, rules.right):
            return "; word beside it"
        if spot.alone():
            return "; an item of its own"
        for mate in chains.mates(candidate) if chains is not None else ():
            if self._mate(rules.context.list_mate, mate, ref.skill_id):
                return f"; listed with {mate.surface}"
        return "; near word" if spot.near(rules.near) else None

    def _mate(self, wanted: tuple[str, ...], mate: Candidate, skill_id: str) -> bool:
        return any(
            _fits(self._entries[ref.skill_id], wanted)
            for ref in mate.refs
            if ref.skill_id != skill_id and (ref.alias.context == "none" or ref.alias.case == "exact")
        )


class _Chains:
    """Which candidates stand in one enumeration."""

    def __init__(self, text: str, places: Sequence[Place]) -> None:
        self._chain: dict[int, int] = {}
        self._members: list[list[Candidate]] = []
        before: Place | None = None
        for candidate, sentence in places:
            if before is not None and candidate.end <= before[0].end:
                self._chain.setdefault(candidate.start, self._chain[before[0].start])
                continue
            linked = (
                before is not None
                and before[1] == sentence
                and _LIST_SIGN.fullmatch(text, before[0].end, candidate.start) is not None
            )
            if not linked:
                self._members.append([])
            self._members[-1].append(candidate)
            self._chain[candidate.start] = len(self._members) - 1
            before = (candidate, sentence)

    def mates(self, candidate: Candidate) -> list[Candidate]:
        """Return the other members of the enumeration; ambiguous ones among them vouch for each other."""
        members = self._members[self._chain[candidate.start]]
        return [c for c in members if c.end <= candidate.start or c.start >= candidate.end]


def _rules(context: Context) -> Rules:
    return Rules(
        context,
        Words(context.near),
        Words(context.reject_near),
        *(tuple(fold.key(t).strip() or t.strip() for t in row) for row in (context.left, context.right)),
        *(tuple(fold.key(t).strip() or t.strip() for t in row) for row in (context.reject_left, context.reject_right)),
    )


def _open(candidate: Candidate) -> bool:
    return all(ref.alias.context == "required" for ref in candidate.refs)


def _fits(entry: Entry, wanted: tuple[str, ...]) -> bool:
    return any(
        spec in (entry.skill.kind, entry.skill.id, entry.catalogue) or spec == f"section:{entry.section}"
        for spec in wanted
    )


def _spelled(ref: Ref, meant: frozenset[str]) -> str | None:
    return "; spelled out in the posting" if ref.skill_id in meant else None


def _acronyms(text: str, candidates: Sequence[Candidate]) -> dict[str, frozenset[str]]:
    """Return for each acronym that the posting spells out itself the skills it can then mean.

    "Reality Labs (RL)" binds RL to nothing here; "reinforcement learning (RL)" binds it to that skill.
    """
    bound: dict[str, frozenset[str]] = {}
    for candidate in candidates:
        start, surface = candidate.start, candidate.surface
        if text[start - 1 : start] != "(" or text[candidate.end : candidate.end + 1] != ")":
            continue
        if surface in bound or not _open(candidate) or not _ACRONYM.fullmatch(surface):
            continue
        words = list(_INITIALS.finditer(text, max(0, start - 80), start))[-len(surface) :]
        if "".join(w[0][0] for w in words).upper() != surface:
            continue
        span = (words[0].start(), start)
        meant = {
            r.skill_id for c in candidates if c.start < span[1] and c.end > span[0] and c.end <= start for r in c.refs
        }
        bound[surface] = frozenset(meant & {r.skill_id for r in candidate.refs})
    return bound
