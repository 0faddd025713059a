"""What a sentence is about when its heading does not tell: legal notice, benefit, pay, the company itself, the job."""

from functools import cache, lru_cache

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.records import Section

_CLOSED: frozenset[Section] = frozenset({"benefits", "pay", "legal", "apply"})
_WANTED: frozenset[Section] = frozenset({"requirements", "preferred"})


@cache
def _phrases() -> Phrases:
    rules = load("voice")
    return Phrases({section: entry["strong"] for section, entry in rules.items()}, where="voice")


def signals(folded: str, spans: list[tuple[int, int]]) -> list[set[str]]:
    """Return for each span of the folded text, given in order, the labels of `rules/voice.yml` that it shows."""
    said: list[set[str]] = [set() for _ in spans]
    at = 0
    for label, start, _ in _phrases().find(folded):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] <= start:
            said[at].add(label)
    return said


def place(section: Section, labels: set[str], folded: str, *, bullet: bool) -> Section:
    """Return the section of a sentence standing under `section`, given what it says (labels of `signals`)."""
    if not labels:
        return section
    wants = "want" in labels or "candidate" in labels
    if "legal" in labels and not (section in _WANTED and bullet and "want" in labels):
        return "legal"
    if "benefits" in labels and not (section in _WANTED and "want" in labels):
        return "benefits"
    if "pay" in labels and not (section in _WANTED and "want" in labels):
        return "pay"
    if "apply" in labels and not (section in _WANTED | {"responsibilities"} and wants):
        return "apply"
    if section in _CLOSED:
        return section
    if section in ("about", "team"):
        if "candidate" in labels:
            return "unknown" if "want" in labels else "responsibilities"
        return section
    if "about" in labels and not wants and section in ("unknown", "responsibilities") and not bullet:
        return "about"
    return section


@lru_cache(maxsize=64)
def voice(sentence_text: str, company: str | None) -> str | None:
    """Return why a sentence is the company speaking of itself, so that its mentions do not count, else None."""
    return None
