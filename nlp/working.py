"""The text as the matcher sees it: lost blanks put back, runs of blanks shortened, addresses masked.

Postings come with their line breaks lost ("machine learningExperience with", "such asAWS"), with zero-width signs and
with links whose words are nobody's skill. The matcher reads a working copy; `Working` maps every place back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, Implementation

from skilldemand.nlp.seams import NO_NAMES, Names, seams

_WIDE = "\t\u00a0\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANKS = re.compile(f"[ {_WIDE}]{{2,}}")
_THIN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{_THIN}]+")

_ESCAPE = re.compile(r"\\(?=[-+#.&*_()\[\]])")
"""The backslash of Markdown before a sign it would read as markup (C\\+\\+, scikit\\-learn)."""

# A set of letters at the front is searched for many times faster than words in any case.
_LINK = re.compile(r"[hHwW](?:(?<=[hH])(?i:ttps?)://|(?<=[wW])(?i:ww)\.)[^\s<>\")\],;]+")
_MAIL = re.compile(r"[\w.+-]{1,64}$")
_MAIL_HOST = re.compile(r"@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_HOST = re.compile(r"(?:[\w-]{1,40}\.){0,3}[\w-]{1,40}$")
_DOMAIN = re.compile(r"\.(?:com|org|edu|gov)\b(?:/[^\s<>\")\]]*)?", re.IGNORECASE)
_NAME_SIGNS = "_.+-"
"""Beside letters and digits, what a name before an at sign or a domain is made of."""
_WIDEST = 160
_MASK = "~"

_LINKS, _MAILS, _HOSTS, _RUNS, _THINS, _BACKSLASHES = range(6)
_MARKS = {
    "://": _LINKS, "www.": _LINKS, "@": _MAILS, ".com": _HOSTS, ".org": _HOSTS, ".edu": _HOSTS, ".gov": _HOSTS,
    "\\": _BACKSLASHES, **dict.fromkeys(map("".join, product(" " + _WIDE, repeat=2)), _RUNS),
    **dict.fromkeys(_THIN, _THINS),
}  # fmt: skip
"""What a text must hold for an edit of a kind to be looked for."""
_KINDS = list(_MARKS.values())
_FINDER = BytesAhoCorasick([mark.encode() for mark in _MARKS], implementation=Implementation.DFA)

Edit = tuple[int, int, str]
"""Characters start to end of the text become the string."""


class Working:
    """A working copy of a text, with the way back to the offsets of the original."""

    __slots__ = ("_here", "_there", "text")

    def __init__(self, text: str, here: list[int], there: list[int]) -> None:
        """Take places in the working text from which on the next shift holds, and the same in the original."""
        self.text = text
        self._here = here
        self._there = there

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original for a non-empty span of the working text."""
        if not self._here:
            return start, end
        return _shift(self._here, self._there, start), _shift(self._here, self._there, end - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the working text for a span of the original."""
        if not self._here:
            return start, end
        return _shift(self._there, self._here, start), _shift(self._there, self._here, end)


def working(text: str, starts: Iterable[int] = (), names: Names = NO_NAMES) -> Working:
    """Return the working copy of any text; time is linear in its length.

    `starts` are places where sentences begin; a word glued to what stands before is parted from it there, so that no
    token reaches over a sentence's bounds. The `names` of skills are parted from words too.
    """
    glued = {at for at in starts if 0 < at < len(text) and not (text[at - 1].isspace() or text[at].isspace())}
    glued.update(seams(text, names))
    edits = [*((at, at, " ") for at in glued), *_edits(text)]
    return _edited(text, sorted(edits)) if edits else Working(text, [], [])


def _edits(text: str) -> Iterator[Edit]:
    """Yield shorter blanks, dropped signs, and masks for links, mail addresses and host names."""
    marks = _FINDER.find_matches_as_indexes(text.encode("utf-8", "replace"), overlapping=True)
    kinds = {_KINDS[mark] for mark, _, _ in marks}
    if _RUNS in kinds:
        yield from ((m.start(), m.end(), " ") for m in _BLANKS.finditer(text))
    if _THINS in kinds:
        yield from ((m.start(), m.end(), "") for m in _INVISIBLE.finditer(text))
    if _BACKSLASHES in kinds:
        yield from ((m.start(), m.end(), "") for m in _ESCAPE.finditer(text))
    if _LINKS in kinds:
        yield from (_masked(m.start(), m.end()) for m in _LINK.finditer(text))
    if _MAILS in kinds:
        yield from (_masked(*span) for span in _widened(text, _MAIL_HOST, _MAIL))
    if _HOSTS in kinds:
        yield from (_masked(*span) for span in _widened(text, _DOMAIN, _HOST))


def _widened(text: str, core: re.Pattern[str], lead: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in core.finditer(text):
        start = low = match.start()
        while low > max(0, start - _WIDEST) and (text[low - 1].isalnum() or text[low - 1] in _NAME_SIGNS):
            low -= 1
        found = lead.search(text, low, start)
        if found:
            yield found.start(), match.end()


def _masked(start: int, end: int) -> Edit:
    return start, end, _MASK * (end - start)


def _edited(text: str, edits: list[Edit]) -> Working:
    parts: list[str] = []
    here: list[int] = []
    there: list[int] = []
    done = length = 0
    for start, end, new in edits:
        if start < done:
            continue
        parts += (text[done:start], new)
        length += start - done + len(new)
        done = end
        here.append(length)
        there.append(end)
    parts.append(text[done:])
    return Working("".join(parts), here, there)


def _shift(source: list[int], target: list[int], at: int) -> int:
    index = bisect_right(source, at) - 1
    return at if index < 0 else target[index] + at - source[index]
