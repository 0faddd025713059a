"""Lines of a posting as blocks: soft-wrapped lines are one block, and a list marker is told from the text."""

import re
from typing import NamedTuple

_MARKER = re.compile(
    r"(?:[•●▪◦■‣∙\u2043➢➤►✔✓✅🔹🔸👉\uf0b7·]{1,3}[ \t\xa0]*|"
    r"(?:[*○\u2013\u2014-]|\(?\d{1,2}[.)]|o)[ \t\xa0]+)(?=\S)"
)
_ENDS = (".", "!", "?", ":", ";")
_OPEN = (",", "(", "/", " and", " or")
_CLOSE = ",;.)/"
"""A line goes on when the line before ends with one of the first, or when it begins with one of the second."""
_WRAP_MIN, _WRAP_MAX = 42, 100
"""Columns between which text files are wrapped."""


class Block(NamedTuple):
    """One paragraph, heading or list item: text[start:end] without blanks around it."""

    start: int
    """Where the block begins, list marker included."""
    body: int
    """Where the words begin, after the list marker."""
    end: int
    bullet: bool


def _wrapped(lines: list[str]) -> bool:
    """Say whether the line breaks were put in by a column limit: nearly all paragraphs break just below one length."""
    lengths = sorted(len(line) for line in lines if line and not line.isspace())
    if len(lengths) < 8 or not _WRAP_MIN <= lengths[-1] <= _WRAP_MAX:
        return False
    near = sum(length >= lengths[-1] - 14 for length in lengths)
    return near * 10 >= len(lengths) * 4


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; together they hold every non-blank character."""
    lines = text.split("\n")
    wrapped = _wrapped(lines)
    found: list[Block] = []
    offset = 0
    before = ""
    for line in lines:
        words = line.strip()
        if not words:
            before = ""
            offset += len(line) + 1
            continue
        start = offset + line.index(words[0])
        end = start + len(words)
        marker = _MARKER.match(words)
        goes_on = before.endswith(_OPEN) or (before and words[0] in _CLOSE)
        if wrapped and not goes_on:
            goes_on = len(before) >= _WRAP_MIN - 8 and not before.endswith(_ENDS)
        if marker is None and goes_on and found:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Block(start, start + marker.end() if marker else start, end, bullet=marker is not None))
        before = words
        offset += len(line) + 1
    return found
