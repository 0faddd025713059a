"""The years of experience a posting asks for: the figures of its requirements, without ages, contracts and history."""

from functools import cache

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.records import Sentence
from skilldemand.nlp.years import YearsAsked, find_years

_BEFORE, _AFTER = 45, 60
"""How far around a figure its meaning is looked for."""
_ALONE = 12
"""A line with hardly more than the figure ("Experience: 3-5 years") speaks of experience."""
_READ = frozenset({"requirements", "preferred", "responsibilities", "unknown", "team", "about"})
_SPOKEN = frozenset({"team", "about", "responsibilities", "unknown"})


@cache
def _phrases() -> Phrases:
    rules = load("experience")
    return Phrases({"foreign": rules["foreign"], "experience": rules["experience"]}, where="experience")


def experience_asked(folded: str, sentences: list[Sentence]) -> list[tuple[YearsAsked, str]]:
    """Return the figures of `folded` that ask for experience, in order, each with the section it stands in."""
    asked: list[tuple[YearsAsked, str]] = []
    at = 0
    for figure in find_years(folded):
        while at < len(sentences) and sentences[at].end <= figure.start:
            at += 1
        if at == len(sentences) or figure.start < sentences[at].start:
            continue
        sentence = sentences[at]
        start, end = max(sentence.start, figure.start - _BEFORE), min(sentence.end + 20, figure.end + _AFTER)
        around = _phrases().labels_in(folded[start:end])
        if "foreign" in around or (sentence.section not in _READ and "experience" not in around):
            continue
        alone = sentence.end - sentence.start <= figure.end - figure.start + _ALONE
        if sentence.section in _SPOKEN and not alone and "experience" not in around:
            continue
        asked.append((figure, sentence.section))
    return asked


def smallest(asked: list[tuple[YearsAsked, str]]) -> YearsAsked | None:
    """Return the smallest figure asked for (labelling guide), the first of equals, or None."""
    return min((figure for figure, _ in asked), key=lambda figure: (figure.smallest, figure.start), default=None)
