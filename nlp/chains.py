"""Which names of a sentence stand in one enumeration: "Python, R or Julia"."""

import re
from functools import lru_cache

from skilldemand.nlp.scan import Candidate
from skilldemand.nlp.window import Stretch

LONGEST = 40
"""Members of one enumeration; a longer one is looked at in parts, so that time stays linear."""
_SIGN = (
    r"(?:\s*(?:v?\d[\d.x+]*|\([^()]{0,12}\)))?\s*[)\]\"']?\s*"
    r"(?:,?\s*(?:(?i:and/or|and|or)|&)\s+|[,/|;\\•+]\s*(?:(?i:and/or|and|or|&)\s+)?|\((?=\S))"
    r"[(\[\"']?\s*"
)
_LIST_SIGN = re.compile(rf"{_SIGN}(?:[A-Z][\w.+#-]{{1,20}}{_SIGN})?")
"""What may stand between two members of an enumeration, with one name that nobody knows among them."""

Place = tuple[Candidate, Stretch]
"""A candidate with its sentence."""


class Chains:
    """Which candidates stand in one enumeration; worked out by sentence when first asked."""

    def __init__(self, text: str, places: list[Place]) -> None:
        """Take the candidates of a text in order."""
        self._text = text
        self._places = places
        self._chain: dict[int, list[Candidate]] = {}
        self._within: dict[int, list[Candidate]] = {}

    def mates(self, candidate: Candidate, sentence: Stretch) -> list[Candidate]:
        """Return the other members of the enumeration; ambiguous ones among them vouch for each other."""
        if candidate.start not in self._chain:
            self._link(self._candidates(sentence))
        members = self._chain[candidate.start]
        return [c for c in members if c.end <= candidate.start or c.start >= candidate.end]

    def _candidates(self, sentence: Stretch) -> list[Candidate]:
        """Return those of a sentence; all are sorted into their sentences when first asked, in one pass."""
        if not self._within:
            for one, stretch in self._places:
                self._within.setdefault(id(stretch), []).append(one)
        return self._within[id(sentence)]

    def _link(self, candidates: list[Candidate]) -> None:
        members: list[Candidate] = []
        end = -1
        for candidate in candidates:
            if candidate.end <= end:
                # It lies inside a longer one and shares its list.
                self._chain.setdefault(candidate.start, members)
                continue
            goes_on = end >= 0 and len(members) < LONGEST
            if not (goes_on and _joins(self._text[end : candidate.start])):
                members = []
            members.append(candidate)
            self._chain[candidate.start] = members
            end = candidate.end


@lru_cache(maxsize=2048)
def _joins(between: str) -> bool:
    """Say whether what stands between two names makes them neighbours in an enumeration."""
    return _LIST_SIGN.fullmatch(between) is not None
