"""Which section of a posting a heading opens: known phrases first, then the words of a heading-shaped line."""

from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from skilldemand.nlp.cues import Phrases, load

LABEL = "label"
"""Marks a line such as "Location: Berlin", which looks like a heading but leaves the section as it is."""

WEAK = "weak"
"""Marks a heading of what the person brings ("Technical expertise") that does not tell how strongly it is wanted."""

OTHER = "other"
"""Marks a line that is dressed as a heading but whose words tell no section: it ends what does not count."""

_MARKS = " \t\r\u200b\ufeff#*_=~|:.?!-\u2013\u2014•●▪◦■➢➤✅✨🚀👉🔹🔸\u2022\"'“”[]<>"
_NAME_BLANKS = 4
"""A line "About ..." with so few blanks names the company."""
MAX_WORDS = 9
MAX_CHARS = 80


def bare(folded: str) -> str:
    """Return the words of a heading, given folded: without markdown, colon, bullets and pictures around them."""
    words = folded.replace("\\", "").strip(_MARKS)
    while words and not words[0].isalnum() and words[0] != "(":
        words = words[1:].lstrip(_MARKS)
    return " ".join(words.split())


@cache
def phrases() -> dict[str, str]:
    """Return every known heading with its section or LABEL."""
    known: dict[str, str] = {}
    for section, entry in load("headings").items():
        for phrase in entry["phrases"]:
            known.setdefault(phrase, section)
    return known


@cache
def _automaton() -> tuple[BytesAhoCorasick, list[str]]:
    """Return the known headings as one automaton, with the section or LABEL of each."""
    known = {phrase.encode("ascii"): section for phrase, section in phrases().items()}
    automaton = BytesAhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return automaton, list(known.values())


def anywhere(folded: str) -> list[tuple[int, int, int]]:
    """Return (number for `opened`, start, end) of the longest known headings anywhere in a folded text.

    Also inside words and sentences, for texts whose line breaks are lost.
    """
    # One byte a character keeps the offsets; what is not ASCII stands in no phrase, and neither does "?".
    found: list[tuple[int, int, int]] = _automaton()[0].find_matches_as_indexes(folded.encode("ascii", "replace"))
    return found


def opened(number: int) -> str:
    """Return the section or LABEL of a heading that `anywhere` found."""
    return _automaton()[1][number]


@cache
def _cues() -> Phrases:
    return Phrases({section: entry["cues"] for section, entry in load("headings").items()}, where="headings")


@cache
def _order() -> dict[str, int]:
    return {section: place for place, section in enumerate(load("headings"))}


def known(words: str) -> str | None:
    """Return the section (or LABEL) of a known heading, given its `bare` words, else None."""
    found = phrases().get(words)
    if found is None and words.endswith(")"):
        found = phrases().get(words.rpartition("(")[0].rstrip(" :-"))
    return found


def by_words(words: str) -> str | None:
    """Return the section (or WEAK) that the `bare` words of a heading-shaped line point to, or None."""
    if len(words) > MAX_CHARS or words.count(" ") >= MAX_WORDS:
        return None
    labels = _cues().labels_in(words)
    if not labels:
        return "about" if words.startswith("about ") and words.count(" ") <= _NAME_BLANKS else None
    return min(labels, key=_order().__getitem__)
