"""Words in a sentence that look like names: CamelCase, acronyms, capitalised, dotted or with digits."""

import itertools
import re
from collections.abc import Sequence

import msgspec

Form = str
"""marked (its form alone shows a name: CamelCase, acronym, digits, node.js), plain (Capitalised) or phrase."""

MAX_WORDS = 4
"""A longer run of capitalised words is a headline, not a name."""
MAX_CHARS = 40
MAX_GAP = 12
"""Characters of sign and blank between two members of a list; keeps a line of a million blanks linear."""
_WORD = re.compile(r"[^\W_](?:(?:[\w+#&'\u2019-]|\.(?=(?:js|ai|io|py|net|NET|ML|jl|rs|sh|cpp|app)\b))*[\w+#])?")
_MARKED = re.compile(
    r"(?=[^\W_])(?:.*[a-z].*[A-Z].*|[A-Z][A-Z0-9&+#]+s?|[A-Z]{2,}[a-z].*|.*[A-Za-z].*\d.*|.*\d.*[A-Za-z].*|.+\..+|[A-Z][\w-]*[+#]+)"
)
_PLAIN = re.compile(r"[A-Z][a-z\u2019'-]+(?:-[A-Z]?[a-z]+)*")
_NOISE = re.compile(
    r"\d+(?:st|nd|rd|th|[kKmMbB]|yrs?|years?|x|hrs?|pm|am|AM|PM)?|[A-Z]\d{4,}|.*['\u2019](?:s|d|ll|re|ve|m|t)"
)
"""Ordinals, amounts, times, reference numbers, possessives and contractions."""
LIST_SIGN = re.compile(
    r"\s*[)\]\"']?\s*(?:,?\s*(?:(?i:and/or|and|or)|&)\s+|[,/|;•+]\s*(?:(?i:and/or|and|or|&)\s+)?|\((?=\S))[(\[\"']?\s*"
)
"""What stands between two members of an enumeration."""
_BETWEEN = re.compile(rf"{LIST_SIGN.pattern}([a-z][a-z-]+(?: [a-z-]+){{0,2}}){LIST_SIGN.pattern}")
_OPENERS = frozenset(
    {"a", "an", "the", "other", "more", "similar", "related", "to", "in", "with", "for", "such", "including", "e"}
)


class Name(msgspec.Struct, frozen=True, gc=False):
    """A place that may name something, in characters of its sentence."""

    start: int
    end: int
    form: Form


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A known skill or a name, as a member of an enumeration."""

    start: int
    end: int
    skill_id: str | None


def words(sentence: str) -> list[tuple[int, int, str]]:
    """Return (start, end, word) of each word; names with dots and signs (Node.js, C++) stay whole."""
    return [(m.start(), m.end(), m[0]) for m in _WORD.finditer(sentence)]


def names(sentence: str, known: Sequence[tuple[int, int]]) -> list[Name]:
    """Return the runs of name-like words outside the `known` spans, each run's words parted by one blank.

    A run directly behind a known name takes it along (AWS Glue), so that products keep their vendor.
    """
    found = []
    for run in _runs(sentence, known):
        start, end = run[0][0], run[-1][1]
        if len(run) > MAX_WORDS or end - start > MAX_CHARS or end - start == 1:
            continue
        marked = any(_MARKED.fullmatch(word) for _, _, word in run)
        vendor = next((s for s, e in known if e == start - 1 and sentence[e] == " " and len(run) < MAX_WORDS), start)
        found.append(Name(vendor, end, "marked" if marked else "plain"))
    return found


def _runs(sentence: str, known: Sequence[tuple[int, int]]) -> list[list[tuple[int, int, str]]]:
    runs: list[list[tuple[int, int, str]]] = []
    last = -2
    at = 0
    for start, end, word in words(sentence):
        while at < len(known) and known[at][1] <= start:
            at += 1
        if at < len(known) and known[at][0] < end:
            continue
        if end - start > MAX_CHARS or _NOISE.fullmatch(word) or not (_PLAIN.fullmatch(word) or _MARKED.fullmatch(word)):
            continue
        if start == last + 1 and sentence[last] in " \u00a0":
            runs[-1].append((start, end, word))
        else:
            runs.append([(start, end, word)])
        last = end
    return runs


def phrases(sentence: str, known: Sequence[tuple[int, int]]) -> list[Name]:
    """Return lower-case items of one to three words that stand in a list between two known skills."""
    found = []
    for (_, left), (right, _) in itertools.pairwise(known):
        if not 0 < right - left <= MAX_CHARS + 2 * MAX_GAP:
            continue
        match = _BETWEEN.fullmatch(sentence, left, right)
        if match and match[1].split(" ")[0] not in _OPENERS and len(match[1].split(" ")[-1]) > 2:
            found.append(Name(match.start(1), match.end(1), "phrase"))
    return found


def chains(sentence: str, units: Sequence[Unit]) -> list[list[Unit]]:
    """Return the enumerations of a sentence: units, sorted by place, that only list signs part from each other."""
    found: list[list[Unit]] = []
    for unit in units:
        end = found[-1][-1].end if found else -1
        if unit.start < end:
            continue
        if found and unit.start - end <= MAX_GAP and LIST_SIGN.fullmatch(sentence, end, unit.start):
            found[-1].append(unit)
        else:
            found.append([unit])
    return found
