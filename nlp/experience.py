"""The years of experience a posting asks for: the figures of its requirements, without ages, contracts and history."""

import re
from functools import cache

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.passage import Passage
from skilldemand.nlp.records import Sentence
from skilldemand.nlp.years import YearsAsked, find_years

_BEFORE, _AFTER = 45, 60
"""How far around a figure its meaning is looked for."""
_DEGREES_REACH = 200
"""Alternatives by degree stand within so many characters of the first."""
_DEGREE_BEFORE = 16
_DEGREE = re.compile(r"\b(?:phd|ph\.d|doctorate|master|masters|master's|bachelor|bachelor's|ms|bs|degree|advanced)\b")
_ALONE = 12
"""A line with hardly more than the figure ("Experience: 3-5 years") speaks of experience."""
_READ = frozenset({"requirements", "preferred", "responsibilities", "unknown", "team", "about"})
_SPOKEN = frozenset({"team", "about", "responsibilities", "unknown"})


@cache
def _phrases() -> Phrases:
    rules = load("experience")
    return Phrases({"foreign": rules["foreign"], "experience": rules["experience"]}, where="experience")


def experience_asked(posting: Passage, sentences: list[Sentence]) -> list[tuple[YearsAsked, str]]:
    """Return the figures of a posting that ask for experience, in order, each with the section it stands in."""
    asked: list[tuple[YearsAsked, str]] = []
    at = 0
    for figure in find_years(posting):
        while at < len(sentences) and sentences[at].end <= figure.start:
            at += 1
        if at == len(sentences) or figure.start < sentences[at].start:
            continue
        sentence = sentences[at]
        start, end = max(sentence.start, figure.start - _BEFORE), min(sentence.end + 20, figure.end + _AFTER)
        around = posting.labels_in(_phrases(), start, end)
        if "foreign" in around or (sentence.section not in _READ and "experience" not in around):
            continue
        alone = sentence.end - sentence.start <= figure.end - figure.start + _ALONE
        if sentence.section in _SPOKEN and not alone and "experience" not in around:
            continue
        asked.append((figure, sentence.section))
    return asked


def headline(asked: list[tuple[YearsAsked, str]], folded: str) -> YearsAsked | None:
    """Return the figure that states the posting's experience in general, or None.

    That is the first one outside wishes; of alternatives by degree ("5 years with a bachelor, 2 with a PhD") the
    smallest. Later and smaller figures are those of single skills and stay on their mentions (years.years_of).
    """
    firm = [figure for figure, section in asked if section != "preferred"] or [figure for figure, _ in asked]
    if not firm:
        return None
    first = firm[0]
    by_degree = [figure for figure in firm[1:] if figure.start - first.end < _DEGREES_REACH]
    by_degree = [
        figure for figure in by_degree if _DEGREE.search(folded, figure.start - _DEGREE_BEFORE, figure.end + _BEFORE)
    ]
    return min([first, *by_degree], key=lambda figure: (figure.smallest, figure.start))
