"""Line breaks given back to text that lost them, wherever it can be known that one stood there."""

import re
from collections.abc import Callable
from itertools import pairwise

from skilldemand.crawler.fields.characters import odd_characters
from skilldemand.crawler.fields.glued import part_glued_sentences, part_glued_words
from skilldemand.crawler.fields.line_starts import HEADING_PATTERN, LABELS, NEVER_BEFORE, OPENERS, SURE_HEADINGS, VERBS

_FLAT = 300  # a line of more characters than this is no item and no heading: it may hold several of them
_FLAT_SIGNS = 150
_FLAT_ITEMS = 100

_SIGNS = "•●◦▪■‣∙►▶➢➤➔✓✔✅❖♦◆★"
_SIGN = re.compile(rf"(?!^)[{_SIGNS}]+[ \t]*(?=[^\s{_SIGNS}])", re.MULTILINE)
_ANY_SIGN = re.compile(f"[{_SIGNS}]")
_SIGN_AFTER_ITEM = re.compile(rf"^- [^\n{_SIGNS}]*[{_SIGNS}].*$", re.MULTILINE)
# Weaker signs: (what must stand in the line, pattern, how many of them make them item signs)
_BEFORE_SIGN = r"(?<=[\w.;:,)!?%+])[ \t]+"
_WEAK_SIGNS = (
    (" *", re.compile(_BEFORE_SIGN + r"\*[ \t]?(?=[A-Z0-9])"), 2),
    (" · ", re.compile(_BEFORE_SIGN + r"·[ \t]+(?=[A-Z0-9])"), 2),
    (" o ", re.compile(_BEFORE_SIGN + r"o[ \t]+(?=[A-Z])"), 2),
    (" ? ", re.compile(_BEFORE_SIGN + r"[?][ \t]+(?=[A-Z])"), 3),
    (" -", re.compile(_BEFORE_SIGN + r"-(?=[A-Z][a-z])"), 3),
    (" - ", re.compile(_BEFORE_SIGN + r"-[ \t]+(?=[A-Z0-9])"), 4),
    (" – ", re.compile(_BEFORE_SIGN + r"–[ \t]+(?=[A-Z0-9])"), 4),
)
_GLUED_O = re.compile(r"o (?<=[.:;)]o )(?=[A-Z])")
_NUMBER = re.compile(r"(?<=[\s.;:!?)])(\d{1,2})[.)][ \t]?(?=[A-Z][a-z])")
_HEADING = re.compile(rf"({HEADING_PATTERN})(?![\w'’/&-])[ \t]?(:?)[ \t]*(?=([\w\"“'’(•-][\w+]*))")
_WORD_BEFORE = re.compile(r"([^\s(]{1,40})[ \t]+\Z")
_ITEM = re.compile(r" (?<=[a-z0-9)%+;:] )(?=([A-Z][a-z]+(?:['’]s)?)[ ,-]+([a-z(&]|[A-Z][a-z]* [a-z]))")
_FEWEST_ITEMS = 3


def restore_line_breaks(text: str) -> str:
    """Return the text with lost line breaks given back: between glued words, before items, round headings.

    Lines short enough to be an item or a heading are left alone but for what is glued inside them.
    """
    if len(_GLUED_O.findall(text)) > 1:
        text = _GLUED_O.sub("\n- ", text)
    text = part_glued_words(part_glued_sentences(text))
    if _ANY_SIGN.search(odd_characters(text)):
        text = _SIGN_AFTER_ITEM.sub(lambda match: _SIGN.sub("\n- ", match[0]), text)
    return on_lines(text, _parted, _FLAT_ITEMS)


def _parted(line: str) -> str:
    text = on_lines(line, _part_signed_items, _FLAT_SIGNS)
    text = on_lines(text, _part_headings, _FLAT)
    return on_lines(text, _part_unsigned_items, _FLAT_ITEMS)


def on_lines(text: str, change: Callable[[str], str], longer_than: int) -> str:
    """Return the text with `change` applied to its lines of more than `longer_than` characters."""
    if len(text) <= longer_than:
        return text
    return "\n".join([change(line) if len(line) > longer_than else line for line in text.split("\n")])


def _part_signed_items(line: str) -> str:
    if not line.isascii() and _ANY_SIGN.search(line):
        line = _SIGN.sub("\n- ", line)
    for needle, pattern, fewest in _WEAK_SIGNS:
        if line.count(needle) >= fewest and len(pattern.findall(line)) >= fewest:
            line = pattern.sub("\n- ", line)
    return _part_numbered_items(line)


def _part_numbered_items(line: str) -> str:
    if "1." not in line and "1)" not in line:
        return line
    expected, places = 1, []
    for match in _NUMBER.finditer(line):
        if int(match[1]) == expected:
            places.append(match.start())
            expected += 1
    if len(places) < _FEWEST_ITEMS:
        return line
    return _parted_at(line, places)


def _parted_at(line: str, places: list[int]) -> str:
    return "\n".join(line[start:end].strip() for start, end in pairwise([0, *places, len(line)]))


def _part_headings(line: str) -> str:
    return _HEADING.sub(_heading, line)


def _heading(match: re.Match[str]) -> str:
    """Put a heading on a line of its own when a sentence cannot go through it."""
    heading, colon, following = match[1], match[2], match[3]
    found = _WORD_BEFORE.search(match.string[max(0, match.start() - 42) : match.start()])
    before = found[1] if found else ""
    starts = not before or before.endswith((".", "!", "?", ":", ";", ")", "…"))
    if before.lower() in NEVER_BEFORE or before.endswith((",", "&", "/", "-", "–", "—")):
        return match[0]
    if not (following[0].isupper() or following[0].isdigit() or following[0] in "•-"):
        return match[0]
    sure = heading.lower().replace("’", "'") in SURE_HEADINGS
    subject = following in OPENERS or following in VERBS
    if not (colon or starts or (sure and (before[:1].islower() or subject))):
        return match[0]
    if heading.lower() in _SUBJECTS and not colon:
        return ("\n" if starts and match.start() else "") + match[0]
    label = colon and heading.lower() in LABELS
    return ("\n" if match.start() else "") + heading + colon + (" " if label else "\n")


_SUBJECTS = frozenset(
    {"you will", "you have", "you are", "you bring", "the role", "the team", "the position", "the ideal candidate"}
)


def _part_unsigned_items(line: str) -> str:
    """Part items that follow each other without any sign, when at least three begin as items do."""
    places = [match.start() for match in _ITEM.finditer(line) if _is_item(match)]
    if len(places) < _FEWEST_ITEMS:
        return line
    return _parted_at(line, places)


def _is_item(match: re.Match[str]) -> bool:
    if match[1] not in VERBS and match[1] not in OPENERS:
        return False
    found = _WORD_BEFORE.search(match.string[max(0, match.start() - 40) : match.start() + 1])
    word = found[1] if found else ""
    return word.lower() not in NEVER_BEFORE and not word[:1].isupper()
