"""The text of a posting cut at the bounds of mentions and evidence, so that each piece can be shown in one way."""

import itertools
from collections.abc import Sequence

import msgspec

from skilldemand.nlp.reading import Reading
from skilldemand.nlp.records import Mention, Section, Sentence

SECTION_TITLES: dict[Section, str] = {
    "requirements": "Requirements",
    "preferred": "Preferred",
    "responsibilities": "Responsibilities",
    "about": "About the company",
    "team": "The team",
    "benefits": "Benefits",
    "pay": "Pay",
    "legal": "Legal",
    "apply": "How to apply",
    "unknown": "No section told",
}


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text over which the same mentions and the same evidence stand."""

    text: str
    mentions: tuple[int, ...] = ()
    """Numbers of the mentions, from 0 in order of place; those that count come first."""
    evidence: tuple[str, ...] = ()
    """Names of the attributes that this place shows."""
    begins: tuple[str, ...] = ()
    """Names of the attributes whose evidence begins here."""


class Paragraph(msgspec.Struct, frozen=True):
    """Sentences of one section on one line, or a heading."""

    section: Section
    title: str
    """Title of the section where it begins, otherwise ""."""
    heading: bool
    bullet: bool
    pieces: tuple[Piece, ...]


def paragraphs(text: str, reading: Reading) -> list[Paragraph]:
    """Return a text's paragraphs in order; their pieces joined are the text but for blanks between paragraphs."""
    evidence = sorted((start, end, name) for name, (start, end) in reading.attributes.evidence.items())
    pieces = _Pieces(text, reading.mentions, evidence)
    found: list[Paragraph] = []
    section: Section | None = None
    for group in _grouped(text, reading.sentences):
        first = group[0]
        cut = pieces.between(first.start, group[-1].end)
        heading = first.heading is not None and text[first.start : group[-1].end].strip(" :\n*#-") == first.heading
        title = SECTION_TITLES[first.section] if first.section != section else ""
        section = first.section
        found.append(Paragraph(first.section, title, heading, first.bullet, cut))
    return found


def _grouped(text: str, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences that stand on one line in one section."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.section == sentence.section
            and not sentence.bullet
            and "\n" not in text[last.end : sentence.start]
        ):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


class _Pieces:
    """Cuts text at the bounds of mentions and evidence; asked for stretches in order of place."""

    def __init__(self, text: str, mentions: Sequence[Mention], evidence: Sequence[tuple[int, int, str]]) -> None:
        self._text = text
        self._mentions = mentions
        self._evidence = evidence
        self._next = 0
        self._over: list[int] = []

    def between(self, low: int, high: int) -> tuple[Piece, ...]:
        """Return the pieces of text[low:high]; no mention that begins here may reach behind `high`."""
        shown = [e for e in self._evidence if e[0] < high and e[1] > low]
        bounds = {low, high}
        bounds.update(max(low, start) for start, _, _ in shown)
        bounds.update(min(high, end) for _, end, _ in shown)
        for mention in itertools.islice(self._mentions, self._next, None):
            if mention.start >= high:
                break
            bounds |= {mention.start, min(mention.end, high)}
        return tuple(self._piece(a, b, shown) for a, b in itertools.pairwise(sorted(bounds)))

    def _piece(self, start: int, end: int, shown: Sequence[tuple[int, int, str]]) -> Piece:
        self._over = [i for i in self._over if self._mentions[i].end > start]
        while self._next < len(self._mentions) and self._mentions[self._next].start <= start:
            self._over.append(self._next)
            self._next += 1
        mentions = self._mentions
        over = sorted(self._over, key=lambda i: (not mentions[i].counts, mentions[i].end - mentions[i].start))
        return Piece(
            self._text[start:end],
            tuple(over),
            tuple(name for a, b, name in shown if a <= start and end <= b),
            tuple(name for a, _, name in shown if a == start),
        )
