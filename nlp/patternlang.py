"""The pattern language: `build|write ..2 service ..1 =in =Go` read into elements.

Elements are separated by blanks and matched in order over the words of one sentence. `word` or `a|b` stand for any
inflection, `=word` for exactly this form, `scal*` for a prefix, `..N` for up to N tokens in between, `(word)` for an
element that may be missing. A hyphen counts as a blank.
"""

import re

import msgspec

from skilldemand.nlp import inflect
from skilldemand.nlp.errors import TaxonomyError

MAX_OPTIONAL = 4
"""Optional words in one pattern; each doubles the ways to match it."""

TOKEN = re.compile(rb"c\+\+|[cf]#|[a-z0-9]+(?:['?][a-z]{1,2}(?![a-z]))?|[,/;:()&|+]")
"""A token of a lower-cased sentence: a word with its possessive, or a sign that counts inside a gap."""

_WORD = re.compile(r"c\+\+|[cf]#|[a-z0-9]+|[,/&]")
_GAP = re.compile(r"\.\.(\d+)$")

WordClass = tuple[frozenset[bytes], tuple[bytes, ...]]
"""Words, and prefixes of words, that may stand at one place."""


class Element(msgspec.Struct, frozen=True):
    """One place of a pattern: what may stand there, and how many tokens may stand before it."""

    what: WordClass
    gap: int


def parse(text: str) -> list[list[Element]]:
    """Return the pattern's elements, one list for each way to leave its optional elements out.

    Raises TaxonomyError, to which the caller adds file and skill, when the text is no pattern.
    """
    elements: list[tuple[Element, bool]] = []
    gap = 0
    for part in text.split():
        match = _GAP.fullmatch(part)
        if match:
            gap += int(match[1])
            continue
        optional = part.startswith("(") and part.endswith(")")
        for what in _classes(part[1:-1] if optional else part, text):
            elements.append((Element(what, gap), optional))
            gap = 0
    if gap or not elements or all(optional for _, optional in elements):
        raise TaxonomyError(f"pattern {text!r} must begin and end with a word. Remove the gap or add a word.")
    if sum(optional for _, optional in elements) > MAX_OPTIONAL:
        raise TaxonomyError(f"pattern {text!r} has more than {MAX_OPTIONAL} optional words. Write two patterns.")
    return _without_optional(elements)


def _classes(part: str, text: str) -> list[WordClass]:
    """Return one class for each adjacent token of a part: `end-to-end` gives three."""
    choices = part.split("|")
    lengths = {len(_WORD.findall(choice.lower())) for choice in choices}
    if lengths == {1}:
        return [_word_class(choices)]
    if len(choices) > 1 or lengths == {0}:
        raise TaxonomyError(f"pattern {text!r}: {part!r}: each alternative must be one word. Write two patterns.")
    sign = "=" if part.startswith("=") else ""
    return [_word_class([sign + word]) for word in _WORD.findall(part.lower())]


def _word_class(choices: list[str]) -> WordClass:
    words: set[str] = set()
    prefixes: set[str] = set()
    for choice in choices:
        word = _WORD.findall(choice.lower())[0]
        if choice.endswith("*"):
            prefixes.add(word)
        elif choice.startswith("="):
            words.add(word)
        else:
            words |= inflect.forms(word)
    return frozenset(w.encode() for w in words), tuple(sorted(p.encode() for p in prefixes))


def _without_optional(elements: list[tuple[Element, bool]]) -> list[list[Element]]:
    """Expand optional elements; one left out hands its gap on, so `a ..2 (b) c` allows two tokens from a to c."""
    ways: list[tuple[list[Element], int]] = [([], 0)]
    for element, optional in elements:
        taken = [([*way, Element(element.what, element.gap + carried if way else 0)], 0) for way, carried in ways]
        skipped = [(way, carried + element.gap) for way, carried in ways] if optional else []
        ways = taken + skipped
    return [way for way, _ in ways if way]
