"""Cutting running text into sentences and list items, also where every line break is lost."""

from functools import cache
from itertools import product
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from skilldemand.nlp.cues import load

BULLETS = "●•▪◦■‣∙\u2043➢➤►✔✓✅🔹🔸👉\uf0b7"
_FLAT_CHARS = 300
"""A block longer than this has most likely lost its line breaks, so a capitalised opener may start an item."""
MAX_CHARS = 1_500
"""A stretch without any sentence end is cut after so many characters."""
_FEW_DASHES = 2
"""More dashes between blanks than these are list markers rather than asides."""
_WORD_CHARS = 40
"""No word is longer than this; it bounds every look to the left."""


Cut = tuple[int, bool]
"""A place where a new sentence starts, and whether with a list marker."""
Spot = tuple[str, int, int]
"""A place that may separate sentences: (kind, start, end)."""


class _Lexicon(NamedTuple):
    abbreviations: frozenset[str]
    joiners: frozenset[str]
    starters: frozenset[str]
    names: frozenset[str]
    nouns: frozenset[str]
    claims: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    rules = load("sentences")
    starters = [*rules["starters"], *rules["degrees"]]
    rows = (rules["abbreviations"], rules["joiners"], starters, rules["names"], rules["nouns"], rules["claims"])
    words = (frozenset(map(str, row)) for row in rows)
    return _Lexicon(*words)


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    """Return the scanner of every place that may separate sentences, with the kind of each pattern."""
    kinds: dict[str, str] = {}
    for stop, after in product(".!?…", [" ", "\t", "\xa0", '"', "”", ")", "*", *ascii_uppercase]):
        kinds[stop + after] = "stop"
    for stop, after in product(".!?", digits):
        kinds[stop + after] = "stop"
    for before, after in product(ascii_lowercase + digits + ")]", ascii_uppercase):
        kinds[before + after] = "glue"
    for before, after in product(ascii_lowercase + ")", digits):
        kinds[before + after] = "years"
    for bullet in BULLETS:
        kinds[bullet] = "bullet"
    for dash in "-\u2013\u2014*·":
        kinds[f" {dash} "] = "dash"
    for word in _lexicon().starters:
        kinds[" " + word.capitalize()] = "starter"
    automaton = AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return automaton, list(kinds.values())


def _word_before(text: str, end: int, floor: int) -> str:
    word = text[max(floor, end - _WORD_CHARS) : end].rpartition(" ")[2]
    if word.isalnum():
        return word
    for mark in "(/,;:[\n\t\xa0":
        if mark in word:
            word = word.rpartition(mark)[2]
    return word


def _word_at(text: str, start: int, ceiling: int) -> str:
    end = start
    limit = min(ceiling, start + _WORD_CHARS)
    while end < limit and (text[end].isalpha() or text[end] in "-'\u2019"):
        end += 1
    return text[start:end].lower().replace("\u2019", "'")


def _starts_years(text: str, start: int) -> bool:
    """Say whether text[start:] begins like "5+ years" or "3 - 5 yrs"."""
    ahead = text[start : start + 14].lower()
    return "year" in ahead or "yrs" in ahead


def _glued(text: str, start: int, word: str) -> bool:
    """Say whether a capital directly after a stop begins a sentence: "only!This", but not "ASP.NET" or "U.S."."""
    following = text[start + 1 : start + 2]
    if text[start].isdigit():
        return word[-2:].islower() and _starts_years(text, start)
    if not (following.islower() or following in (" ", "'", "\u2019")):
        return False
    if word[-2:].islower() or word[-1:] in (")", "]", "%") or word[-1:].isdigit():
        return True
    return len(word) > 1 and _word_at(text, start, len(text)) in _lexicon().starters


def _after_stop(text: str, place: int, floor: int, ceiling: int) -> int | None:
    """Return where the next sentence starts when the stop at `place` ends one, else None."""
    word = _word_before(text, place, floor)
    short = word.lower() in _lexicon().abbreviations or (len(word) == 1 and word.isalpha())
    if short and text[place] == ".":
        return None
    start = place + 1
    limit = min(ceiling, start + 8)
    while start < limit and text[start] in " \t\xa0\"”'\u2019)]*.!?…":
        start += 1
    if start >= ceiling:
        return None
    first = text[start]
    if start == place + 1:  # glued: "only!This", but not "Node.JS", "ASP.NET" or "U.S."
        return start if _glued(text, start, word) else None
    goes_on = first.islower() and text[place] not in "!?"
    return None if goes_on else start


def _after_glue(text: str, place: int, floor: int) -> bool:
    """Say whether text[place] starts a sentence glued to the word before ("productionStrong")."""
    left, right = text[place - 1], text[place + 1 : place + 2]
    if not (right.islower() or right in (" ", "'", "\u2019")):
        return False
    word = _word_before(text, place, floor)
    if left in ")]":
        return right.islower() or text[place] in "AI"
    following = _word_at(text, place, len(text))
    stem = word.lstrip("(\"'“*_")
    if stem.lower() + following in _lexicon().names:
        return False
    if following in _lexicon().starters:
        return len(word) > 2 or word.isdigit()
    return len(stem) > 3 and stem.replace("-", "").islower() and stem.isascii() and len(following) > 1


def _after_blank(text: str, place: int, floor: int, ceiling: int) -> bool:
    """Say whether the capitalised opener at text[place] starts an item that lost its bullet."""
    opener = _word_at(text, place, ceiling)
    if opener not in _lexicon().starters:
        return False
    before = _word_before(text, place - 1, floor)
    if not before or before[-1] in ",;:/&([" or before.lower() in _lexicon().joiners or text[place - 2] in ",;:/(&":
        return False
    if opener in _lexicon().nouns and not text[place + len(opener) + 1 : place + len(opener) + 2].islower():
        return False
    if before[0].isupper():
        end = place + len(opener)
        word_after = text[end + 1 : end + 12].split(" ", 1)[0]
        if opener in _lexicon().claims:
            return word_after[:1].islower() and before[-1] != "-"
        return word_after in ("with", "in", "of", "to", "using", "and", "the", "a", "on", "for") and before[-1] != "-"
    return True


def scan(text: str) -> list[Spot]:
    """Return every place of `text` that may separate sentences, in order."""
    automaton, kinds = _automaton()
    return [(kinds[number], start, end) for number, start, end in automaton.find_matches_as_indexes(text)]


def _start(text: str, spot: Spot, last: int, ceiling: int) -> int | None:
    """Return where a sentence or item starts at one place of `scan`, or None when the text goes on there."""
    kind, start, end = spot
    if kind == "stop":
        return _after_stop(text, start, last, ceiling)
    if kind == "bullet":
        return start
    if kind == "dash":
        return start + 1 if text[end : end + 1].isupper() else None
    if kind == "glue":
        return end - 1 if _after_glue(text, end - 1, last) else None
    if kind == "years":
        return end - 1 if _starts_years(text, end - 1) else None
    return start + 1 if _after_blank(text, start + 1, last, ceiling) else None


def cut(text: str, places: list[Spot], floor: int, ceiling: int) -> list[Cut]:
    """Return where new sentences start strictly inside text[floor:ceiling]; `places` are those of `scan` in it.

    No sentence is longer than MAX_CHARS, so that whatever reads sentences takes time linear in the text.
    """
    cuts: list[Cut] = []
    flat = ceiling - floor > _FLAT_CHARS
    dashes = len(places) > _FEW_DASHES and sum([kind == "dash" for kind, _, _ in places]) > _FEW_DASHES
    last = floor
    for spot in places:
        kind = spot[0]
        if spot[1] < last or (kind == "starter" and not flat) or (kind == "dash" and not dashes):
            continue
        start = _start(text, spot, last, ceiling)
        if start is None or not floor < start < ceiling:
            continue
        bullet = kind in ("bullet", "dash")
        if cuts and cuts[-1][0] == start:  # a bullet right where a sentence starts
            cuts[-1] = (start, cuts[-1][1] or bullet)
            continue
        if start - last > MAX_CHARS:
            cuts.extend(_forced(text, last, start))
        cuts.append((start, bullet))
        last = start
    if ceiling - last > MAX_CHARS:
        cuts.extend(_forced(text, last, ceiling))
    return cuts


def _forced(text: str, start: int, end: int) -> list[Cut]:
    """Return cuts that keep a stretch without any sentence end below MAX_CHARS, at blanks where there are some."""
    cuts = []
    while end - start > MAX_CHARS:
        blank = text.rfind(" ", start + MAX_CHARS // 2, start + MAX_CHARS)
        start = blank + 1 if blank > 0 else start + MAX_CHARS
        cuts.append((start, False))
    return cuts
