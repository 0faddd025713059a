"""Parting of sentences, headings and items that were glued together where a line break was lost."""

import re

from skilldemand.crawler.fields.line_starts import (
    ABBREVIATIONS,
    HEADING_WORDS,
    NAME_ENDINGS,
    NAMES,
    OPENERS,
    VERBS,
)

_SENTENCES = re.compile(
    r"(?:(?<=[^\W_A-Z])|(?<=[A-Z]{2})|(?<=[)\]%+”\"’']))([.!?;:…])([”\"’)\]]?)(?=([A-Z][^\W\d_]*|\d+\+?)(?![^\W_]|[.@/]\w))"
)
_HUMP = re.compile(r"(?<=[a-z)%])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=[0-9+])(?=[A-Z][a-z]{3})")
_WORD = re.compile(r"[A-Z][^\W\d_]*(?:['’](?:s|ll|re|ve|d))?")
_TOKEN_END = re.compile(r"[^\s,;]{1,200}\Z")
_LETTERS_END = re.compile(r"[^\W\d_]+\Z")
_HUMPS_END = re.compile(r"[A-Z]?[^\W\d_A-Z]+\Z")
_ADDRESS = re.compile(r"://|@|www\.|[\\/][\w.-]*[\\/]|\w\.\w+/", re.IGNORECASE)
_LOST = 3  # glued places that can only be lost breaks, from which on doubtful ones are taken for lost breaks too


def part_glued_sentences(text: str) -> str:
    """Return the text with a line break between a sentence (or a heading with colon) and the one glued to its end."""
    if not _SENTENCES.search(text):
        return text
    return _SENTENCES.sub(_sentence_break, text)


def _sentence_break(match: re.Match[str]) -> str:
    mark, quote, following = match[1], match[2], match[3]
    start = match.start()
    before = _tail(match.string, start, _TOKEN_END)
    word = _tail(before, len(before), _LETTERS_END)
    if _ADDRESS.search(before) or not _may_end_sentence(mark, word, before, following):
        return match[0]
    if mark != ":":
        return match[0] + "\n"
    return match[0] + ("\n" if word in HEADING_WORDS else " ")


def _may_end_sentence(mark: str, word: str, before: str, following: str) -> bool:
    if following[0].isdigit():
        return mark == ":" and word in HEADING_WORDS
    if mark == ":":
        return len(word) > 2
    if mark != ".":
        return True
    if following in NAME_ENDINGS or word.lower() in ABBREVIATIONS or "." in before:
        return following in OPENERS and len(word) > 2
    if len(word) == 1 or (not word and not before.endswith((")", "]", "%", "+", "”", '"'))):
        return False
    return len(following) > 1 or following in "IA"


def part_glued_words(text: str) -> str:
    """Return the text with a line break inside words that are the end of one line and the beginning of the next.

    "ResponsibilitiesDesign" is parted because it begins with a heading, "toolsStrong" because no name ends in Strong;
    "JavaScript" and "McDonald" stay. Where several such places show that the text lost its breaks, any small-letter
    word with a capital inside is parted unless it is a known name.
    """
    seams = [match.start() for match in _HUMP.finditer(text)]
    if not seams:
        return text
    sure, doubtful = [], []
    for seam in seams:
        verdict = _seam(text, seam)
        if verdict is not None:
            (sure if verdict else doubtful).append(seam)
    if len(sure) >= _LOST:
        sure = sorted(sure + doubtful)
    if not sure:
        return text
    edges = [0, *sure, len(text)]
    return "\n".join(text[start:end] for start, end in zip(edges, edges[1:], strict=False))


def _seam(text: str, seam: int) -> bool | None:
    """Tell whether a break was lost at `seam`: True surely, False perhaps, None no."""
    token = _tail(text, seam, _TOKEN_END)
    if _ADDRESS.search(token):
        return None
    left = _tail(token, len(token), _LETTERS_END)
    found = _WORD.match(text, seam)
    right = found[0] if found else ""
    if not left:
        return True if right in OPENERS and token[-1:] in ")%+" else None
    if (left + right).lower() in NAMES or (_tail(left, len(left), _HUMPS_END) + right).lower() in NAMES:
        return None
    if len(left) < 2 or text[seam - 1 : seam].isdigit():
        return None
    if right in OPENERS or _tail(left, len(left), _HUMPS_END) in HEADING_WORDS:
        return True
    small = left.islower() and len(left) >= 3
    if small and (right in VERBS or right in HEADING_WORDS):
        return True
    return False if small and len(left) >= 4 and len(right) >= 3 else None


def _tail(text: str, end: int, pattern: re.Pattern[str]) -> str:
    """Return what `pattern` matches directly before `end`, looking back at most 200 characters."""
    found = pattern.search(text[max(0, end - 200) : end])
    return found[0] if found else ""
