"""A posting's text as sentences, each with the section it stands in: headings first, then what the sentence says."""

from functools import cache
from typing import cast

from skilldemand.nlp import headings
from skilldemand.nlp.blocks import Block, blocks
from skilldemand.nlp.cues import load
from skilldemand.nlp.inline_headings import Inline, inline_headings
from skilldemand.nlp.passage import Passage, read
from skilldemand.nlp.records import Section, Sentence
from skilldemand.nlp.sentences import BULLETS, Cut, Spot, cut, scan
from skilldemand.nlp.strength import announced
from skilldemand.nlp.voice import Signals, place, voice

__all__ = ["segment", "voice"]

_LINE_CHARS = 90
"""A line longer than this is not looked at as a heading."""
_FIGURE_CHARS = 24
_MARKERS = " \t\xa0*#-·○" + BULLETS
_LEAD_CHARS = 70
"""A heading that opens a sentence ("Key things you will do: ...") ends within this many characters."""


_Source = tuple[str, str]
"""A text as it is, and folded."""
_Piece = tuple[int, int, bool, str | None, bool]
"""A stretch of text that is either a heading or one sentence: (start, end, bullet, opens, own line). A heading opens a
section or label; a sentence opens None."""


_CLOSED = frozenset({"benefits", "pay", "legal", "apply"})
_COUNTED = frozenset({"requirements", "preferred", "responsibilities"})


@cache
def _weak() -> frozenset[str]:
    return frozenset(load("heading_context")["weak"])


def _line_heading(line: str, folded: str, *, bullet: bool) -> str | None:
    """Return what a whole line opens when it is a heading: a section, LABEL, or None for ordinary text."""
    words = headings.bare(folded)
    known = headings.known(words)
    if known is not None or bullet:
        return known
    marked = line.startswith(("#", "**", "__")) or line.endswith(":")
    plain = line.strip("*#_ :")
    shouted = plain.isupper() and len(plain) > 6
    if not (marked or shouted or _titled(plain)):
        return None
    opens = headings.by_words(words)
    if opens == headings.WEAK and line.endswith(":") and announced(line) is not None:
        return None
    dressed = opens is None and (shouted or marked) and plain.count(" ") < headings.MAX_WORDS
    return headings.OTHER if dressed and announced(line) is None else opens


def _titled(plain: str) -> bool:
    """Say whether a line is written like a title: few words, capitals on all but the small ones, no full stop."""
    if plain.endswith((".", ";", ",")) or not plain[:1].isupper():
        return False
    words = plain.split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() or len(word) <= 3 or not word[0].isalpha() for word in words)


def _stretch(source: _Source, start: int, end: int, cuts: list[Cut], pieces: list[_Piece], *, bullet: bool) -> None:
    """Append the sentences of text[start:end], cut at `cuts`."""
    for stop, listed in cuts:
        _append(source, start, stop, pieces, bullet)
        start, bullet = stop, bullet or listed
    _append(source, start, end, pieces, bullet)


def _append(source: _Source, start: int, end: int, pieces: list[_Piece], bullet: bool) -> None:
    """Append text[start:end] as a sentence; a heading that opens it is a piece of its own."""
    text, folded = source
    while end > start and text[end - 1].isspace():
        end -= 1
    while end > start and text[start].isspace():
        start += 1
    if start == end:
        return
    first = start if text[start].isalpha() else end - len(text[start:end].lstrip(_MARKERS))
    colon = text.find(":", first, min(end, first + _LEAD_CHARS))
    if colon > first and text[first].isupper() and not text[colon + 1 : colon + 2].islower():
        lead = headings.bare(folded[first:colon])
        opens = headings.by_words(lead)
        listed = bullet and opens not in _COUNTED
        intro = opens == headings.WEAK and announced(text[first:colon]) is not None
        if opens is not None and not listed and not intro and lead not in _weak():
            pieces.append((start, colon + 1, False, opens, False))
            rest = text[colon + 1 : end]
            start = end - len(rest.lstrip())
            if start == end:
                return
    pieces.append((start, end, bullet, None, False))


def _block_pieces(
    source: _Source, block: Block, places: list[Spot], inlines: list[Inline], pieces: list[_Piece]
) -> None:
    """Append the headings and sentences of one block, in order."""
    text, folded = source
    start, body, end, bullet = block
    if end - body <= _LINE_CHARS:
        opens = _line_heading(text[body:end], folded[body:end], bullet=bullet)
        if opens is not None:
            pieces.append((start, end, False, opens, True))
            return
    at, listed = 0, bullet
    for opens_at, tail, opens in inlines:
        if listed and (opens not in _COUNTED or headings.bare(folded[opens_at:tail]) in _weak()):
            continue
        inside = []
        while at < len(places) and places[at][1] < opens_at:
            inside.append(places[at])
            at += 1
        while at < len(places) and places[at][1] < tail:
            at += 1
        _stretch(source, start, opens_at, cut(text, inside, start, opens_at), pieces, bullet=bullet)
        pieces.append((opens_at, tail, False, opens, False))
        start, bullet = tail, False
    _stretch(source, start, end, cut(text, places[at:], max(start, body), end), pieces, bullet=bullet)


def _pieces(text: str, folded: str) -> list[_Piece]:
    places, inlines = scan(text), inline_headings(text, folded)
    pieces: list[_Piece] = []
    at, inline_at = 0, 0
    for block in blocks(text):
        start, body, end, _ = block
        while at < len(places) and places[at][1] < body:
            at += 1
        first = at
        while at < len(places) and places[at][1] < end:
            at += 1
        while inline_at < len(inlines) and inlines[inline_at][0] < start:
            inline_at += 1
        inline_first = inline_at
        while inline_at < len(inlines) and inlines[inline_at][1] <= end:
            inline_at += 1
        _block_pieces((text, folded), block, places[first:at], inlines[inline_first:inline_at], pieces)
    return pieces


def _opened(section: Section, opens: str, heading: str, *, own_line: bool) -> Section:
    """Return the section after a heading, given folded; one that names only a kind of content ends no "preferred"."""
    if opens == headings.LABEL:
        return section
    if opens == headings.OTHER:
        return section if section in _COUNTED else "unknown"
    if opens == headings.WEAK:
        return section if section in _COUNTED else "requirements"
    if section == "preferred" and opens == "requirements" and not own_line and headings.bare(heading) in _weak():
        return section
    return cast("Section", opens)


def _figures(words: str) -> bool:
    """Say whether a sentence starts with a sum, as what stands beside "Salary:" does."""
    return any(char.isdigit() for char in words[:_FIGURE_CHARS])


def _announced(words: Passage, section: Section) -> Section | None:
    """Return the section of the list items after a sentence such as "Any of these would be a plus:", or None."""
    if section in _CLOSED:
        return None
    said = announced(words)
    if said == "preferred":
        return "preferred"
    return "requirements" if said == "required" and section not in ("requirements", "preferred") else None


def segment(text: str, posting: Passage | None = None) -> list[Sentence]:
    """Return the sentences of `text` in order; every non-blank character belongs to exactly one of them.

    A heading is a sentence of its own, in the section that it opens. A sentence's own words may place it elsewhere
    than its heading does: legal notices, benefits and pay stand anywhere. No sentence is longer than
    sentences.MAX_CHARS. `posting` is passage.read(text), where the caller has it.
    """
    posting = posting or read(text)
    folded = posting.folded
    pieces = _pieces(text, folded)
    said = Signals(posting)
    section: Section = "unknown"
    before: Section = "unknown"
    heading: str | None = None
    listed: Section | None = None
    sentences = []
    for start, end, bullet, opens, own_line in pieces:
        if opens is not None:
            opened = _opened(section, opens, folded[start:end], own_line=own_line)
            if opened != "pay" or own_line:
                before = opened
            section, listed = opened, None
            heading = heading if opens == headings.LABEL else text[start:end].rstrip(": \t")
            sentences.append(Sentence(start, end, section, heading, False))
            continue
        labels = said.labels(start, end)
        if section == "pay" and "pay" not in labels and not _figures(text[start:end]):
            section = before
        if not bullet:
            listed = _announced(posting.part(start, end), section) if text[end - 1] == ":" else None
        stands = listed or section
        sentences.append(
            Sentence(start, end, place(stands, labels, bullet=bullet) if labels else stands, heading, bullet)
        )
    return sentences
