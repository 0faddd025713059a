"""Parting of sentences, headings and items that were glued together where a line break was lost."""

import re
from functools import lru_cache
from itertools import pairwise

from skilldemand.crawler.fields.line_starts import (
    ABBREVIATIONS,
    HEADING_WORDS,
    LABELS,
    NAME_ENDINGS,
    NAMES,
    OPENERS,
    VERBS,
)

# All begin with a fixed set of signs, which the engine looks for at once, and look behind only from there.
_SENTENCES = re.compile(
    r"[.!?:;…](?:(?<=[^\W_A-Z].)|(?<=[A-Z]{2}.)|(?<=[)\]%+”\"’'].))[”\"’)\]]?(?=([A-Z][^\W\d_]*|\d+\+?)(?![^\W_]|[.@/]\w))"
)
_HUMP = re.compile(r"[A-Z](?=[a-z])(?:(?<=[a-z)%].)|(?<=[A-Z]{2}.)(?=[a-z]{3})|(?<=[0-9+].)(?=[a-z]{3}))")
_YEARS = re.compile(r"[0-9](?<=[a-z].)\d?(?:\+|-\d{1,2}\+?)? ?(?=years|yrs)")
_WORD = re.compile(r"[A-Z][^\W\d_A-Z]{0,40}(?:['’](?:s|ll|re|ve|d))?")
_ADDRESS = re.compile(r"://|@|www\.|[\\/][\w.-]*[\\/]|\w\.\w+/", re.IGNORECASE)
_SURELY_HEADING = 8  # letters
_LOST = 3  # glued places that can only be lost breaks, from which on doubtful ones are taken for lost breaks too


def part_glued_sentences(text: str) -> str:
    """Return the text with a line break between a sentence (or a heading with colon) and the one glued to its end."""
    return _SENTENCES.sub(_sentence_break, text)


def _sentence_break(match: re.Match[str]) -> str:
    mark, following = match[0][0], match[1]
    start = match.start()
    before = _token(match.string, start)
    word = _letters(before)
    if _is_address(before) or not _may_end_sentence(mark, word, before, following):
        return match[0]
    if mark != ":":
        return match[0] + "\n"
    return match[0] + ("\n" if word in HEADING_WORDS and word.lower() not in LABELS else " ")


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
    if years := [match.start() for match in _YEARS.finditer(text)]:
        seams = sorted(seams + years)
    if not seams:
        return text
    sure: list[int] = []
    doubtful: list[int] = []
    for seam in seams:
        verdict = _seam(text, seam)
        if verdict is not None:
            (sure if verdict else doubtful).append(seam)
    if len(sure) >= _LOST:
        sure = sorted(sure + doubtful)
    if not sure:
        return text
    edges = [0, *sure, len(text)]
    return "\n".join(text[start:end] for start, end in pairwise(edges))


def _seam(text: str, seam: int) -> bool | None:
    """Tell whether a break was lost at `seam`: True surely, False perhaps, None no."""
    left = _letters(text[max(0, seam - 60) : seam])
    if text[seam].isdigit():  # "learning5+ years"
        verdict = True if len(left) >= 3 else None
    else:
        found = _WORD.match(text, seam)
        right = found[0] if found else ""
        verdict = _between_words(left, right) if left else _behind_sign(text[seam - 1], right)
    return None if verdict is None or _is_address(_token(text, seam)) else verdict


def _behind_sign(sign: str, right: str) -> bool | None:
    return True if right in OPENERS and sign in ")%+" else None


@lru_cache(maxsize=1 << 14)
def _between_words(left: str, right: str) -> bool | None:
    hump = _last_hump(left)
    if len(left) < 2 or (left + right).lower() in NAMES or (hump + right).lower() in NAMES:
        return None
    # A short heading word can begin a name ("StackBlitz"): then the word behind it must begin an item.
    if right in OPENERS or (hump in HEADING_WORDS and (len(hump) >= _SURELY_HEADING or right in VERBS)):
        return True
    if not left.islower() or len(left) < 3:
        return None
    if right in VERBS or right in HEADING_WORDS:
        return True
    return False if len(left) >= 4 and len(right) >= 3 else None


def _is_address(token: str) -> bool:
    """Tell whether the beginning of a token shows it to be a web address, an e-mail address or a path."""
    return any(sign in token for sign in "./@\\") and _ADDRESS.search(token) is not None


def _token(text: str, end: int) -> str:
    """Return the characters directly before `end` up to a space, comma or semicolon, at most 100."""
    window = text[max(0, end - 100) : end]
    for sign in (None, ",", ";"):
        if window and (sign or not window[-1].isspace()):
            window = window.rsplit(sign, 1)[-1]
        else:
            return ""
    return window


def _letters(token: str) -> str:
    """Return the letters at the end of a token."""
    start = len(token)
    while start and token[start - 1].isalpha():
        start -= 1
    return token[start:]


def _last_hump(word: str) -> str:
    """Return the last part of a word that begins with a capital, or all of it: "Key" + "Responsibilities"."""
    start = len(word)
    while start and not word[start - 1].isupper():
        start -= 1
    return word[max(0, start - 1) :]
