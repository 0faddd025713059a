"""The pattern language: `build|write ..2 service ..1 =in =Go` read into elements.

Elements are separated by blanks and matched in order over the words of one sentence. `word` or `a|b` stand for any
inflection, `=word` for exactly this form, `scal*` for a prefix, `..N` for up to N tokens in between, `(word)` for an
element that may be missing. A hyphen counts as a blank.
"""

import re

import msgspec

from skilldemand.nlp import inflect
from skilldemand.nlp.errors import TaxonomyError

MAX_WAYS = 32
"""Ways to take one pattern; each optional word doubles them, each hyphenated alternative adds one."""

_WORD = re.compile(r"c\+\+|[cf]#|[a-z0-9]+|[,/&]")
_GAP = re.compile(r"\.\.(\d+)$")

WordClass = tuple[frozenset[bytes], tuple[bytes, ...]]
"""Words, and prefixes of words, that may stand at one place."""


class Element(msgspec.Struct, frozen=True):
    """One place of a pattern: what may stand there, and how many tokens may stand before it."""

    what: WordClass
    gap: int


def parse(text: str) -> list[list[Element]]:
    """Return the pattern's elements, one list for each way to take its optional and its hyphenated words.

    Raises TaxonomyError, to which the caller adds file and skill, when the text is no pattern.
    """
    ways: list[tuple[list[Element], int]] = [([], 0)]
    gap = 0
    optional = False
    for part in text.split():
        match = _GAP.fullmatch(part)
        if match:
            gap += int(match[1])
            continue
        optional = part.startswith("(") and part.endswith(")")
        choices = _choices(part[1:-1] if optional else part, text)
        # A word left out hands its gap on, so `a ..2 (b) c` allows two tokens from a to c.
        if (optional or gap) and not any(way for way, _ in ways):
            break
        skipped = [(way, carried + gap) for way, carried in ways] if optional else []
        ways = [(_extended(way, choice, carried + gap), 0) for way, carried in ways for choice in choices] + skipped
        gap = 0
    if gap or optional or not all(way for way, _ in ways):
        raise TaxonomyError(f"pattern {text!r} must begin and end with a word that is not optional. Add one.")
    if len(ways) > MAX_WAYS:
        raise TaxonomyError(
            f"pattern {text!r} can be taken in {len(ways)} ways, at most {MAX_WAYS}. Write two patterns."
        )
    return [way for way, _ in ways]


def _extended(way: list[Element], choice: list[WordClass], gap: int) -> list[Element]:
    added = [Element(what, 0) for what in choice]
    return [*way, Element(added[0].what, gap if way else 0), *added[1:]]


def _choices(part: str, text: str) -> list[list[WordClass]]:
    """Return the ways to fill one part: all its single words as one class, each hyphenated word as several."""
    single: list[str] = []
    several: list[list[WordClass]] = []
    for choice in part.split("|"):
        words = _WORD.findall(choice.lower())
        if not words:
            raise TaxonomyError(f"pattern {text!r}: {part!r}: an alternative holds no word. Remove a stray sign.")
        if len(words) == 1:
            single.append(choice)
        else:
            sign = "=" if choice.startswith("=") else ""
            several.append([_word_class([sign + word]) for word in words])
    return ([[_word_class(single)]] if single else []) + several


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
