"""Which section of a posting a heading opens: known phrases first, then the words of a heading-shaped line."""

from functools import cache

from skilldemand.nlp.cues import Phrases, fold, load

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


def bare(line: str) -> str:
    """Return a heading's words: folded, without markdown, colon, bullets and pictures around them."""
    folded = fold(line).replace("\\", "").strip(_MARKS)
    while folded and not folded[0].isalnum() and folded[0] != "(":
        folded = folded[1:].lstrip(_MARKS)
    return " ".join(folded.split())


@cache
def phrases() -> dict[str, str]:
    """Return every known heading with its section or LABEL."""
    known: dict[str, str] = {}
    for section, entry in load("headings").items():
        for phrase in entry["phrases"]:
            known.setdefault(phrase, section)
    return known


@cache
def inline() -> Phrases:
    """Return the known headings as one automaton, for texts whose line breaks are lost."""
    content = load("headings")
    return Phrases({section: entry["phrases"] for section, entry in content.items()}, where="headings")


@cache
def _cues() -> Phrases:
    return Phrases({section: entry["cues"] for section, entry in load("headings").items()}, where="headings")


@cache
def _order() -> dict[str, int]:
    return {section: place for place, section in enumerate(load("headings"))}


def known(line: str) -> str | None:
    """Return the section (or LABEL) of a line that is a known heading word for word, else None."""
    words = bare(line)
    found = phrases().get(words)
    if found is None and words.endswith(")"):
        found = phrases().get(words.rpartition("(")[0].rstrip(" :-"))
    return found


def by_words(line: str) -> str | None:
    """Return the section (or WEAK) that the words of a heading-shaped line point to, or None."""
    words = bare(line)
    if len(words) > MAX_CHARS or words.count(" ") >= MAX_WORDS:
        return None
    labels = _cues().labels_in(words)
    if not labels:
        return "about" if words.startswith("about ") and words.count(" ") <= _NAME_BLANKS else None
    return min(labels, key=_order().__getitem__)
