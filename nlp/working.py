"""The text as the matcher sees it: lost blanks put back, runs of blanks shortened, addresses masked.

Postings come with their line breaks lost ("machine learningExperience with", "such asAWS"), with zero-width signs and
with links whose words are nobody's skill. The matcher reads a working copy; `Working` maps every place back.
"""

import re
from bisect import bisect_right

import msgspec

# Words that begin a list item or sentence; glued to the end of another word they show a lost line break.
_OPENERS = (
    "Ability|Able|About|Additional|Advanced|Also|Bachelor|Basic|Benefits|Bonus|Build|Collaborate|Communicate|Conduct|"
    "Contribute|Create|Deep|Define|Deliver|Demonstrated|Deploy|Design|Desired|Develop|Drive|Education|Ensure|Excellent|"
    "Experience|Experienced|Expert|Expertise|Exposure|Familiar|Familiarity|Good|Great|Hands|Help|Identify|Implement|"
    "Key|Knowledge|Lead|Leverage|Maintain|Manage|Master|Masters|Mentor|Minimum|Must|Nice|Optimize|Our|Own|Partner|"
    "Passion|PhD|Prior|Preferred|Proficiency|Proficient|Proven|Provide|Qualifications|Required|Requirements|Research|"
    "Responsibilities|Skills|Solid|Some|Stay|Strong|Support|The|This|Train|Translate|Understanding|Understand|Use|"
    "We|What|Work|Working|Write|You|Your"
)
_FUNCTION = "as|or|and|with|in|of|using|like|the|to|for|on|via|including|plus|are|is"
_GLUED = re.compile(
    rf"(?<=[A-Za-z0-9)])(?=(?:{_OPENERS})[ ’',:-])"  # noqa: RUF001 - both apostrophes occur
    rf"|(?<![A-Za-z])(?:{_FUNCTION}|[a-z]{{5,}})(?=[A-Z][A-Za-z])"
)
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]+")
_ADDRESS = re.compile(
    r"https?://[^\s<>\")\]]+|\bwww\.[^\s<>\")\]]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|\b[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}\.(?:com|org|edu|gov)\b(?:/[^\s<>\")\]]*)?",
    re.IGNORECASE,
)
_MASK = "~"


class Working(msgspec.Struct, frozen=True, gc=False):
    """A working copy of a text, with the way back to the offsets of the original."""

    text: str
    here: tuple[int, ...] = ()
    """Places in the working text from which on the next shift holds."""
    there: tuple[int, ...] = ()
    """The same places in the original."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original for a non-empty span of the working text."""
        if not self.here:
            return start, end
        return _shift(self.here, self.there, start), _shift(self.here, self.there, end - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the working text for a span of the original."""
        if not self.here:
            return start, end
        return _shift(self.there, self.here, start), _shift(self.there, self.here, end)


def working(text: str) -> Working:
    """Return the working copy of any text; time is linear in its length."""
    edits = [(m.end(), m.end(), " ") for m in _GLUED.finditer(text)]
    if "  " in text or not text.isascii():
        edits += [(m.start(), m.end(), " ") for m in _BLANKS.finditer(text)]
        edits += [(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)]
    if "." in text:
        edits += [(m.start(), m.end(), _MASK * (m.end() - m.start())) for m in _ADDRESS.finditer(text)]
    return _edited(text, sorted(edits)) if edits else Working(text)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> Working:
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
    return Working("".join(parts), tuple(here), tuple(there))


def _shift(source: tuple[int, ...], target: tuple[int, ...], at: int) -> int:
    index = bisect_right(source, at) - 1
    return at if index < 0 else target[index] + at - source[index]
