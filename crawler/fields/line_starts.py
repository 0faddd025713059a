"""The words that lines of postings begin with, loaded from line_starts.yml."""

import re
from importlib.resources import files
from typing import Any

from skilldemand.crawler.yaml_text import load_yaml


def _load() -> dict[str, list[str]]:
    document: Any = load_yaml((files("skilldemand.crawler") / "fields" / "line_starts.yml").read_text("utf-8"))
    return {name: [str(word) for word in words] for name, words in document.items()}


def _alternatives(phrases: list[str]) -> str:
    """Return a pattern for any of the phrases that no word runs into, longest first.

    They are grouped by first letter, and the letter stands before the look behind it, so that most are never tried.
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        groups.setdefault(phrase[0], []).append(re.escape(phrase[1:]).replace(r"\ ", " ").replace("'", "['’]"))
    return "|".join(rf"{letter.upper()}(?<![\w'’/&-].)(?i:{'|'.join(rest)})" for letter, rest in groups.items())


_DATA = _load()

OPENERS = frozenset(_DATA["openers"])
VERBS = frozenset(_DATA["verbs"])
NEVER_BEFORE = frozenset(_DATA["never_before"])
NAMES = frozenset(name.lower() for name in _DATA["names"])
NAME_ENDINGS = frozenset(_DATA["name_endings"])
ABBREVIATIONS = frozenset(_DATA["abbreviations"])
HEADING_WORDS = frozenset(_DATA["headings"])
SURE_HEADINGS = frozenset(_DATA["sure_headings"])
LABELS = frozenset(label.lower() for label in _DATA["labels"])
HEADING_PATTERN = _alternatives([*_DATA["sure_headings"], *(word.lower() for word in _DATA["headings"])])
"""Matches any heading that begins with a capital and a word, whatever the case of its other letters."""
