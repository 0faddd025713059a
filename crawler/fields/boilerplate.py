"""Blocks of a posting's HTML that the employer puts around every posting."""

import re
from functools import cache

_DIV = re.compile(r"<(/?)div\b[^<>]{0,2000}>", re.IGNORECASE)

_EMPTY = re.compile(r"(?:\s|<[^<>]*>|&nbsp;)*+")


@cache
def _opening(classes: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, classes))
    return re.compile(
        rf"<div\b[^<>]{{0,500}}\bclass=[\"'][^\"'<>]{{0,500}}\b(?:{names})\b[^<>]{{0,500}}>", re.IGNORECASE
    )


def without_blocks(markup: str, *classes: str) -> str:
    """Return the HTML without the <div> blocks that have one of `classes`; a block that never closes stays.

    HTML that is nothing but such blocks is returned whole. The time is linear in the length of the input.
    """
    kept = []
    position = 0
    while (found := _opening(classes).search(markup, position)) is not None:
        end = _end_of_block(markup, found.end())
        if end is None:
            break
        kept.append(markup[position : found.start()])
        position = end
    rest = "".join(kept) + markup[position:]
    return markup if _EMPTY.fullmatch(rest) else rest


def _end_of_block(markup: str, start: int) -> int | None:
    depth = 1
    for tag in _DIV.finditer(markup, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return None
