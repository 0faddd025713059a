"""Joining of lines that were broken at a fixed column."""

import re
from itertools import pairwise

_NARROWEST, _WIDEST = 40, 100  # e-mails and text browsers wrap at 60, 72, 76 or 80 columns
_FEWEST_PAIRS = 3
_SHARE = 0.6  # of neighbouring lines that can only have been parted by the margin
_SMALL_SHARE = 0.5  # of lines behind a margin that begin with a small letter; items of a list begin with capitals
_WITHIN_MARGIN = 0.97  # of the lines; wide signs and long addresses run over a margin
_ITEM = re.compile(r"[ \t]*(?:[-*+•●◦▪■‣⁃·–—►➢✓✔]|\d{1,2}[.)]|o(?= [A-Z]))(?:\s|$)")
_FIRST_CHUNK = re.compile(r"\S*?[^\W\d_]-(?=\w)|\S*?\w—|\S+")


def join_wrapped_lines(text: str) -> str:
    """Return the text with lines joined that were parted by a margin, and no others.

    A line was parted by the margin when the next word would not have fitted behind it. The margin is the longest
    line, or the longest but a few that run over it; it counts as one only between 40 and 100 columns and when most
    neighbouring lines keep to it.
    """
    lines = text.split("\n")
    lengths = sorted([len(line) for line in lines if " " in line.strip()])
    if len(lengths) <= _FEWEST_PAIRS:
        return text
    for margin in dict.fromkeys((lengths[-1], lengths[int(len(lengths) * _WITHIN_MARGIN)])):
        if _NARROWEST <= margin <= _WIDEST:
            parted = [_parted(first, second, margin) for first, second in pairwise(lines)]
            if _is_margin(lines, parted):
                return _join(lines, parted)
    return text


def _is_margin(lines: list[str], parted: list[bool | None]) -> bool:
    neighbours = sum(state is not None for state in parted)
    seconds = [line.lstrip()[:1] for line, state in zip(lines[1:], parted, strict=True) if state]
    if len(seconds) < _FEWEST_PAIRS or len(seconds) < _SHARE * neighbours:
        return False
    return sum(sign.islower() for sign in seconds) >= _SMALL_SHARE * len(seconds)


def _parted(first: str, second: str, margin: int) -> bool | None:
    """Tell whether the margin parted two neighbouring lines; None when they are no neighbours in one block."""
    if not first.strip() or not second.strip() or _ITEM.match(second):
        return None
    chunk = _FIRST_CHUNK.match(second.lstrip())
    glued = first.endswith(("-", "—"))
    return chunk is not None and len(first.rstrip()) + (not glued) + len(chunk[0]) > margin


def _join(lines: list[str], parted: list[bool | None]) -> str:
    pieces = [lines[0].rstrip()]
    for line, joins in zip(lines[1:], parted, strict=True):
        if not joins:
            pieces.append("\n" + line.rstrip())
            continue
        before = pieces[-1]
        compound = before[-1:] in "-—" and before[-2:-1].isalnum()
        pieces.append(("" if compound else " ") + line.strip())
    return "".join(pieces)
