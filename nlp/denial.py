"""Skills that a sentence names without asking for them: denied, or the subject of a degree."""

import re
from functools import cache

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.passage import Passage, cue_list, passage

DENIED = "denied"
DEGREE_SUBJECT = "degree subject"

_REACH = 60
"""A denial before a name reaches at most this far."""
_SUBJECT_REACH = 160
"""The subjects of a degree stand within this many characters after its name."""
_CLAUSE_MARKS = re.compile(r"[;:•●]|\. |, but |, yet |\bbut\b|\bhowever\b")
_SUBJECT_LINK = re.compile(
    r"\s*(?:'s)?\s*(?:degree|degrees|level)?\s*(?:\([^)]{0,40}\))?\s*(?:or (?:higher|above|equivalent))?"
    r"[\s,:-]*(?:in|of)\b"
)


class Unasked:
    """The stretches of a sentence, (start, end), in which a name is not asked for."""

    __slots__ = ("denied", "subjects")

    def __init__(self, denied: list[tuple[int, int]], subjects: list[tuple[int, int]]) -> None:
        """Take where names are denied, and where they are the subject of a degree."""
        self.denied = denied
        self.subjects = subjects

    def why(self, start: int, end: int) -> str | None:
        """Return why a name that stands there is not asked for (DENIED, DEGREE_SUBJECT), or None."""
        for begin, stop in self.denied:
            if begin <= start and end <= stop:
                return DENIED
        for begin, stop in self.subjects:
            if begin <= start < stop:
                return DEGREE_SUBJECT
        return None


@cue_list
def _phrases() -> Phrases:
    rules = load("denial")
    order = ("not_denying", "before", "after", "softened")
    return Phrases({kind: rules[kind] for kind in order}, where="denial")


@cue_list
def _degrees() -> Phrases:
    rules = load("denial")
    return Phrases({"degree": rules["degrees"], "field": rules["fields"]}, where="denial")


@cache
def _subject_ends() -> Phrases:
    return Phrases({"end": load("denial")["subject_ends"]}, where="denial")


def _clause(folded: str, place: int) -> tuple[int, int]:
    """Return the clause of `folded` around `place`."""
    start, end = 0, len(folded)
    for mark in _CLAUSE_MARKS.finditer(folded):
        if mark.end() <= place:
            start = mark.end()
        elif mark.start() >= place:
            end = mark.start()
            break
    return start, end


def _sentence_end(folded: str, place: int) -> int:
    ends = [at for mark in (". ", ";") if (at := folded.find(mark, place)) >= 0]
    return min(ends, default=len(folded))


def _denied_ranges(said: Passage) -> list[tuple[int, int]]:
    found = said.find(_phrases())
    if not any(label in ("before", "after") for label, _, _ in found):
        return []
    folded = said.folded
    ranges = []
    for label, start, end in found:
        if label not in ("before", "after"):
            continue
        clause_start, clause_end = _clause(folded, start)
        if any(kind == "softened" and clause_start <= at < _sentence_end(folded, start) for kind, at, _ in found):
            continue
        if label == "before":
            ranges.append((end, min(clause_end, end + _REACH)))
        else:
            comma = folded.rfind(", ", clause_start, start)
            ranges.append((max(clause_start, comma + 1) if comma >= 0 else clause_start, start))
    return ranges


def _subject_ranges(said: Passage) -> list[tuple[int, int]]:
    folded = said.folded
    ranges: list[tuple[int, int]] = []
    for label, _, end in said.find(_degrees()):
        if label == "field":
            continue
        link = _SUBJECT_LINK.match(folded, end, min(len(folded), end + 80))
        if link is None or (ranges and ranges[-1][1] > link.end()):
            continue
        stop = min(len(folded), link.end() + _SUBJECT_REACH)
        for mark in (". ", ";", "•", "●", "\n"):
            at = folded.find(mark, link.end(), stop)
            stop = at if at >= 0 else stop
        ends = said.find(_subject_ends(), link.end(), stop)
        ranges.append((link.end(), ends[0][1] if ends else stop))
    return ranges


def unasked(sentence: str | Passage) -> Unasked | None:
    """Return where a sentence names what it does not ask for; None when nowhere.

    "Python is not required" denies Python; "not required, but a plus" wishes for it; "MS in Statistics" names a
    subject, "MS in Statistics with strong SQL" asks for SQL.
    """
    said = passage(sentence)
    denied, subjects = _denied_ranges(said), _subject_ranges(said)
    return Unasked(denied, subjects) if denied or subjects else None
