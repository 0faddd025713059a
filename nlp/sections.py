"""A posting's text as sentences, each with the section it stands in: headings first, then what the sentence says."""

from functools import cache
from typing import NamedTuple, cast

from skilldemand.nlp import headings
from skilldemand.nlp.blocks import Block, blocks
from skilldemand.nlp.cues import load
from skilldemand.nlp.inline_headings import Inline, inline_headings
from skilldemand.nlp.passage import Passage, read
from skilldemand.nlp.records import Section, Sentence
from skilldemand.nlp.sentences import BULLETS, Cut, cut, scan
from skilldemand.nlp.strength import announced
from skilldemand.nlp.voice import place, signals, voice

__all__ = ["segment", "voice"]

_LINE_CHARS = 90
"""A line longer than this is not looked at as a heading."""
_FIGURE_CHARS = 24
_MARKERS = " \t\xa0*#-·○" + BULLETS
_LEAD_CHARS = 70
"""A heading that opens a sentence ("Key things you will do: ...") ends within this many characters."""


class _Piece(NamedTuple):
    """A stretch of text that is either a heading or one sentence."""

    start: int
    end: int
    bullet: bool
    opens: str | None
    """Section or label that the piece opens when it is a heading."""
    own_line: bool


_CLOSED = frozenset({"benefits", "pay", "legal", "apply"})
_COUNTED = frozenset({"requirements", "preferred", "responsibilities"})


@cache
def _weak() -> frozenset[str]:
    return frozenset(load("heading_context")["weak"])


def _line_heading(line: str, *, bullet: bool) -> str | None:
    """Return what a whole line opens when it is a heading: a section, LABEL, or None for ordinary text."""
    known = headings.known(line)
    if known is not None:
        return known
    if bullet:
        return None
    marked = line.startswith(("#", "**", "__")) or line.endswith(":")
    plain = line.strip("*#_ :")
    shouted = plain.isupper() and len(plain) > 6
    if not (marked or shouted or _titled(plain)):
        return None
    opens = headings.by_words(plain)
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


def _stretch(text: str, start: int, end: int, cuts: list[Cut], pieces: list[_Piece], *, bullet: bool) -> None:
    """Append the sentences of text[start:end], cut at `cuts`."""
    for one in cuts:
        _append(text, start, one.start, pieces, bullet=bullet)
        start, bullet = one.start, bullet if not one.bullet else True
    _append(text, start, end, pieces, bullet=bullet)


def _append(text: str, start: int, end: int, pieces: list[_Piece], *, bullet: bool) -> None:
    """Append text[start:end] as a sentence; a heading that opens it is a piece of its own."""
    kept = text[start:end].rstrip()
    end = start + len(kept)
    kept = kept.lstrip()
    if not kept:
        return
    start = end - len(kept)
    first = start if kept[0].isalpha() else end - len(kept.lstrip(_MARKERS))
    colon = text.find(":", first, min(end, first + _LEAD_CHARS))
    if colon > first and text[first].isupper() and not text[colon + 1 : colon + 2].islower():
        lead = text[first:colon]
        opens = headings.by_words(lead)
        listed = bullet and opens not in _COUNTED
        intro = opens == headings.WEAK and announced(lead) is not None
        if opens is not None and not listed and not intro and headings.bare(lead) not in _weak():
            pieces.append(_Piece(start, colon + 1, bullet=False, opens=opens, own_line=False))
            rest = text[colon + 1 : end]
            start = end - len(rest.lstrip())
            if start == end:
                return
    pieces.append(_Piece(start, end, bullet, None, own_line=False))


def _block_pieces(
    text: str, block: Block, places: list[tuple[str, int, int]], inlines: list[Inline], pieces: list[_Piece]
) -> None:
    """Append the headings and sentences of one block, in order."""
    if block.end - block.body <= _LINE_CHARS:
        opens = _line_heading(text[block.body : block.end], bullet=block.bullet)
        if opens is not None:
            pieces.append(_Piece(block.start, block.end, bullet=False, opens=opens, own_line=True))
            return
    start, bullet, at = block.start, block.bullet, 0
    for heading in inlines:
        if block.bullet and (
            heading.opens not in _COUNTED or headings.bare(text[heading.start : heading.end]) in _weak()
        ):
            continue
        inside = []
        while at < len(places) and places[at][1] < heading.start:
            inside.append(places[at])
            at += 1
        while at < len(places) and places[at][1] < heading.end:
            at += 1
        _stretch(text, start, heading.start, cut(text, inside, start, heading.start), pieces, bullet=bullet)
        pieces.append(_Piece(heading.start, heading.end, bullet=False, opens=heading.opens, own_line=False))
        start, bullet = heading.end, False
    _stretch(text, start, block.end, cut(text, places[at:], max(start, block.body), block.end), pieces, bullet=bullet)


def _pieces(text: str, folded: str) -> list[_Piece]:
    places, inlines = scan(text), inline_headings(text, folded)
    pieces: list[_Piece] = []
    at, inline_at = 0, 0
    for block in blocks(text):
        while at < len(places) and places[at][1] < block.body:
            at += 1
        first = at
        while at < len(places) and places[at][1] < block.end:
            at += 1
        while inline_at < len(inlines) and inlines[inline_at].start < block.start:
            inline_at += 1
        inline_first = inline_at
        while inline_at < len(inlines) and inlines[inline_at].end <= block.end:
            inline_at += 1
        _block_pieces(text, block, places[first:at], inlines[inline_first:inline_at], pieces)
    return pieces


def _opened(section: Section, piece: _Piece, title: str) -> Section:
    """Return the section after a heading; one that names only a kind of content does not end "preferred"."""
    if piece.opens == headings.LABEL:
        return section
    if piece.opens == headings.OTHER:
        return section if section in _COUNTED else "unknown"
    if piece.opens == headings.WEAK:
        return section if section in _COUNTED else "requirements"
    if section == "preferred" and piece.opens == "requirements" and not piece.own_line and title in _weak():
        return section
    return cast("Section", piece.opens)


def _figures(words: str) -> bool:
    """Say whether a sentence starts with a sum, as what stands beside "Salary:" does."""
    return any(char.isdigit() for char in words[:_FIGURE_CHARS])


def _announced(words: str, section: Section) -> Section | None:
    """Return the section of the list items after a sentence such as "Any of these would be a plus:", or None."""
    if not words.endswith(":") or section in _CLOSED:
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
    pieces = _pieces(text, posting.folded)
    said = signals(posting, [(piece.start, piece.end) for piece in pieces])
    section: Section = "unknown"
    before: Section = "unknown"
    heading: str | None = None
    listed: Section | None = None
    sentences = []
    for piece, labels in zip(pieces, said, strict=True):
        words = text[piece.start : piece.end]
        if piece.opens is not None:
            opened = _opened(section, piece, headings.bare(words))
            if opened != "pay" or piece.own_line:
                before = opened
            section, listed = opened, None
            heading = heading if piece.opens == headings.LABEL else words.rstrip(": \t")
            sentences.append(Sentence(piece.start, piece.end, section, heading, bullet=False))
            continue
        if section == "pay" and "pay" not in labels and not _figures(words):
            section = before
        listed = listed if piece.bullet else _announced(words, section)
        stands = place(listed or section, labels, bullet=piece.bullet)
        sentences.append(Sentence(piece.start, piece.end, stands, heading, piece.bullet))
    return sentences
