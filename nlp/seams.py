"""Places where two words have lost the blank between them: "learningExperience with", "RedshiftDocker"."""

import re
from collections.abc import Iterator
from string import ascii_letters, ascii_lowercase
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

# Words that begin a list item or sentence; glued to the end of another word they show a lost line break.
_OPENERS = (
    "Ability|Able|About|Additional|Advanced|Also|Bachelor|Basic|Benefits|Bonus|Build|Collaborate|Communicate|Conduct|"
    "Contribute|Create|Deep|Define|Deliver|Demonstrated|Deploy|Design|Desired|Develop|Drive|Education|Ensure|Excellent|"
    "Experience|Experienced|Expert|Expertise|Exposure|Familiar|Familiarity|Good|Great|Hands|Help|Identify|Implement|"
    "Key|Knowledge|Lead|Leverage|Maintain|Manage|Master|Masters|Mentor|Minimum|Must|Nice|Optimize|Our|Own|Partner|"
    "Passion|PhD|Prior|Preferred|Proficiency|Proficient|Proven|Provide|Qualifications|Required|Requirements|Research|"
    "Responsibilities|Skills|Solid|Some|Stay|Strong|Support|The|This|Train|Translate|Understanding|Understand|Use|"
    "We|What|Work|Working|Write|You|Your"
)
_OPENER = re.compile(rf"(?:{_OPENERS})[ ’',:-]")  # noqa: RUF001 - both apostrophes occur
_LEADS = frozenset({
    "as", "or", "and", "with", "in", "of", "using", "like", "the", "to", "for", "on", "via", "including", "plus", "are",
    "is",
})  # fmt: skip
_LEAD_LETTERS = 5
"""A word of so many letters is a whole one; of the shorter ones those in the list are."""
_LEAD_CHARS = 40
"""No word that can stand glued before a name is longer."""

# One byte a character: lower case, upper case, digit, closing bracket, anything else. Where a word may be glued to
# the one before, these shapes stand; scanning for them is many times faster than a pattern tried at every character.
_SHAPE = bytes(
    97 if 97 <= b <= 122 else 65 if 65 <= b <= 90 else 48 if 48 <= b <= 57 else 41 if b == 41 else 32
    for b in range(256)
)
_CAMEL = 0
"""Number of the first shape; in all of them the second character begins the word."""
_SEAMS = BytesAhoCorasick([b"aA", b"AAa", b"0Aa", b")Aa"], implementation=Implementation.DFA)

_CAPITAL = re.compile(r"[A-Z][a-z]{2,}")
_PIECE = re.compile(r"[A-Z]?[a-z]+")
_WORD = re.compile(r"[A-Za-z]+")
_LAST_PIECE = re.compile(r"[A-Z][a-z]*$|[a-z]+$")
MIN_NAME = 4
"""Letters of a name that parts what is glued to it; shorter ones stand inside too many words."""
MIN_LEAD = 3


class Names(NamedTuple):
    """Names of skills, lower-case single words."""

    plain: frozenset[str]
    """Those that mean the skill wherever they stand."""
    all: frozenset[str]
    """Every alias of one word; such a word is never parted."""


NO_NAMES = Names(frozenset(), frozenset())


def seams(text: str, names: Names = NO_NAMES) -> Iterator[int]:
    """Yield the places in a text before which a blank was lost, each at least once."""
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    for seam, start, _ in _SEAMS.find_matches_as_indexes(shape, overlapping=True):
        place = start + 1
        if _OPENER.match(text, place) or (seam == _CAMEL and (_leads(text, place) or _named(text, place, names))):
            yield place


def _leads(text: str, place: int) -> bool:
    """Return True when a whole lower-case word, no part of a name (iPhone, spaCy), stands right before the place."""
    before = text[max(0, place - _LEAD_CHARS) : place]
    lead = before[len(before.rstrip(ascii_lowercase)) :]
    if len(lead) < _LEAD_LETTERS and lead not in _LEADS:
        return False
    return not text[max(0, place - len(lead) - 1) : place - len(lead)].isalpha()


def _named(text: str, place: int, names: Names) -> bool:
    """Return True when a skill's name ends or begins at the place and the whole is no name itself (JavaScript)."""
    before = text[max(0, place - _LEAD_CHARS) : place]
    left = before[len(before.rstrip(ascii_letters)) :]
    after = _WORD.match(text, place, place + _LEAD_CHARS)
    if not left or after is None:
        return False
    right = after[0]
    if (left + right).lower() in names.all:
        return False
    if _CAPITAL.match(right) and _ends_in_name(left, names.plain):
        return True
    piece = _PIECE.match(right)
    begins = right.lower() in names.plain or (piece is not None and piece[0].lower() in names.plain)
    return begins and len(left) >= MIN_LEAD


def _ends_in_name(left: str, plain: frozenset[str]) -> bool:
    piece = _LAST_PIECE.search(left)
    return left.lower() in plain or (piece is not None and piece[0].lower() in plain)
