"""What discovery keeps and returns: places of candidates, their counts, and candidates."""

from collections import Counter

import msgspec


class Sight(msgspec.Struct, frozen=True, gc=False):
    """One place where a candidate stands."""

    surface: str
    form: str
    mates: tuple[str, ...]
    """Known skills in the same enumeration."""
    evidence: str


class Count(msgspec.Struct):
    """What is kept of one candidate: sets of employers' numbers, never texts but three."""

    surfaces: Counter[str]
    forms: Counter[str]
    employers: set[int]
    mated: set[int]
    """Employers that list it with a known skill."""
    recent: set[int]
    earlier: set[int]
    mates: Counter[str]
    evidence: dict[int, tuple[bool, str]]
    """By employer; whether it shows list-mates, and the sentence."""
    postings: int = 0
    listed: int = 0

    def absorb(self, other: "Count") -> None:
        """Add what is known of another spelling of the same name."""
        for field in ("employers", "mated", "recent", "earlier"):
            getattr(self, field).update(getattr(other, field))
        for field in ("surfaces", "forms", "mates"):
            getattr(self, field).update(getattr(other, field))
        self.postings += other.postings
        self.listed += other.listed
        for employer, (shows, text) in other.evidence.items():
            self.keep(employer, text, shows=shows)

    def keep(self, employer: int, text: str, *, shows: bool) -> None:
        """Keep the sentence when it is among the three best: list-mates first, one an employer."""
        if len(self.evidence) < 3 or employer in self.evidence:
            if shows > self.evidence.get(employer, (False, ""))[0] or employer not in self.evidence:
                self.evidence[employer] = (shows, text)
        elif shows:
            worse = next((e for e, (listed, _) in self.evidence.items() if not listed), None)
            if worse is not None:
                del self.evidence[worse]
                self.evidence[employer] = (True, text)


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A name that may be a skill the taxonomy lacks."""

    name: str
    score: float
    employers: int
    """Distinct employers that ask for it."""
    list_share: float
    """Share of its places that are in one list with known skills."""
    growth: float
    """Natural log of its share of employers, recent over earlier, shrunk towards 0; 0 without dates."""
    mates: dict[str, int]
    """Known skills it is listed with most, and how often."""
    surfaces: tuple[str, ...]
    """Spellings, the most frequent first."""
    evidence: tuple[str, ...]
