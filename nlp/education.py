"""The lowest degree a posting asks for: bachelor, master or phd."""

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.passage import Passage, cue_list
from skilldemand.nlp.records import Sentence

LEVELS = ("bachelor", "master", "phd")
"""From the lowest to the highest."""

_READ = frozenset({"requirements", "responsibilities", "unknown"})


@cue_list
def _phrases() -> Phrases:
    rules = load("education")
    return Phrases({label: rules[label] for label in ("not", *LEVELS)}, where="education")


def education_of(posting: Passage, sentences: list[Sentence]) -> tuple[str | None, tuple[int, int] | None]:
    """Return the lowest of LEVELS named in what the posting requires, with its place, or (None, None)."""
    lowest: tuple[int, int, int] | None = None
    at = 0
    for label, start, end in posting.find(_phrases()):
        while at < len(sentences) and sentences[at].end <= start:
            at += 1
        if label == "not" or at == len(sentences) or sentences[at].section not in _READ:
            continue
        found = (LEVELS.index(label), start, end)
        lowest = found if lowest is None or found < lowest else lowest
    if lowest is None:
        return None, None
    return LEVELS[lowest[0]], (lowest[1], lowest[2])
