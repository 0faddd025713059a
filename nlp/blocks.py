"""Lines of a posting as blocks: soft-wrapped lines are one block, and a list marker is told from the text."""

import re

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


Block = tuple[int, int, int, bool]
"""One paragraph, heading or list item: (start, body, end, bullet). It is text[start:end] without blanks around it, and
its words begin at `body`, after the list marker."""


def _wrapped(lines: list[str]) -> bool:
    """Say whether the line breaks were put in by a column limit: nearly all paragraphs break just below one length."""
    lengths: list[int] = []
    for line in lines:
        if line and not line.isspace():
            if len(line) > _WRAP_MAX:
                return False
            lengths.append(len(line))
    longest = max(lengths, default=0)
    if len(lengths) < 8 or longest < _WRAP_MIN:
        return False
    near = sum(length >= longest - 14 for length in lengths)
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
        first = words[0]
        start = offset + line.index(first)
        end = start + len(words)
        marker = None if first.isalpha() and first != "o" else _MARKER.match(words)
        goes_on = before.endswith(_OPEN) or (before and first in _CLOSE)
        if wrapped and not goes_on:
            goes_on = len(before) >= _WRAP_MIN - 8 and not before.endswith(_ENDS)
        if marker is None and goes_on and found:
            found[-1] = (*found[-1][:2], end, found[-1][3])
        else:
            found.append((start, start + marker.end() if marker else start, end, marker is not None))
        before = words
        offset += len(line) + 1
    return found
