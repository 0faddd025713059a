"""Headings inside running text: "...in teams.Preferred qualificationsMaster's degree", "Requirements: Python"."""

from functools import cache
from typing import NamedTuple

from skilldemand.nlp import headings
from skilldemand.nlp.cues import load
from skilldemand.nlp.sentences import BULLETS

_STOPS = ">.!?…:;)]|}\n" + BULLETS + "-\u2013\u2014"
_MARKS = ' \t\xa0*#_"“'
_TITLED = frozenset({"requirements", "preferred", "responsibilities", headings.LABEL})
_BREAKS = "\n\r<" + BULLETS
_MAX_TAIL = 48


Inline = tuple[int, int, str]
"""Start and end of a heading found inside running text, and the section or label it opens."""


class _Context(NamedTuple):
    sure: frozenset[str]
    openers: frozenset[str]
    joiners: frozenset[str]


@cache
def _context() -> _Context:
    rules = load("heading_context")
    return _Context(frozenset(rules["sure"]), frozenset(rules["openers"]), frozenset(load("sentences")["joiners"]))


def _before(text: str, start: int) -> tuple[bool, bool, str]:
    """Return (a clear boundary stands before, the heading is glued to it, the word before when there is none)."""
    place = start
    floor = max(0, start - 8)
    while place > floor and text[place - 1] in _MARKS:
        place -= 1
    if place == 0:
        return True, False, ""
    last = text[place - 1]
    if last in _STOPS:
        return last not in "-\u2013\u2014" or place < start, False, ""
    glued = place == start and last.isalnum()
    word_start = place
    floor = max(0, place - 24)
    while word_start > floor and text[word_start - 1].isalpha():
        word_start -= 1
    return glued or place < start - 1, glued, text[word_start:place]


def _after(text: str, end: int) -> tuple[str, int]:
    """Return what follows a heading ("colon", "break", "capital" or "") and where the text after it starts."""
    place = end
    limit = min(len(text), end + _MAX_TAIL)
    while place < limit and text[place] in _MARKS:
        place += 1
    if place < limit and text[place] == "(":
        closing = text.find(")", place, limit)
        if closing > 0:
            place = closing + 1
            while place < limit and text[place] in _MARKS:
                place += 1
    if place >= len(text) or text[place] in _BREAKS:
        return "break", place
    if text[place] in ":?!…":
        return "colon", place + 1
    if text.startswith("...", place):
        return "colon", place + 3
    if text[place] in "-\u2013\u2014" and place > end and text[place + 1 : place + 2] == " ":
        return "break", place
    if text[place].isupper() or text[place].isdigit():
        return ("break" if place == end else "capital"), place
    return "", place


def _accept(text: str, folded: str, start: int, end: int, opens: str) -> Inline | None:
    """Decide whether the known phrase text[start:end] is a heading where it stands."""
    follows, tail = _after(text, end)
    if not follows:
        return None
    clear, glued, word = _before(text, start)
    upper = text[start].isupper()
    phrase = folded[start:end]
    first = phrase.split(" ", 1)[0]
    many = " " in phrase
    context = _context()
    if glued and not upper:
        return None
    if follows == "colon":
        inside = word[:1].islower() and word not in context.joiners
        titled = many and opens in _TITLED and text[start:end].istitle()
        fits = (clear and (upper or many)) or (upper and inside and (many or phrase in context.sure)) or titled
        return (start, tail, opens) if fits else None
    if not upper or opens == headings.LABEL or first in context.openers:
        return None
    if not clear and (word.lower() in context.joiners or (not many and phrase not in context.sure)):
        return None
    sure = phrase in context.sure or (many and opens != "team")
    if follows == "capital":
        fits = sure and (clear or text[start:end].istitle() or text[start:end].isupper() or phrase in context.sure)
    else:
        fits = sure or (clear and (glued or text[end : end + 1] in BULLETS))
    return (start, end, opens) if fits else None


def inline_headings(text: str, folded: str) -> list[Inline]:
    """Return the known headings that stand inside lines or begin them, in order; `folded` is `fold(text)`."""
    found: list[Inline] = []
    for known, start, end in headings.anywhere(folded):
        ahead = text[end : end + 1]
        if ahead.islower() or (ahead == " " and text[end + 1 : end + 2].islower()):
            continue  # inside a word, or the sentence goes on: most places are this
        heading = _accept(text, folded, start, end, headings.opened(known))
        if heading is not None:
            found.append(heading)
    return found
