"""Which skills named in a sentence are alternatives of each other: of "PyTorch or TensorFlow" one will do."""

import re
from collections import Counter
from functools import cache
from itertools import compress, pairwise

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.gaps import MAX_ITEM_WORDS, Gap, gap_of, words_of
from skilldemand.nlp.passage import Passage, cue_list, passage

Span = tuple[int, int, str]
"""(start, end, skill id) in the sentence's characters."""

_TRIGGER_REACH = 45
_TRIGGER_WORDS = 5
_TAIL_REACH = 40
_MOSTLY = 0.6
_BRACKET = re.compile(r"[()\[\]]")
_OPENINGS = ("(", "[", ":")
_LABEL_REACH = 3


class _Member:
    """One item of a list: text[start:end] names the skills of the spans numbered `numbers`."""

    __slots__ = ("end", "kinds", "numbers", "start")

    def __init__(self, start: int, end: int, place: int, skill: str) -> None:
        self.start = start
        self.end = end
        self.numbers = [place]
        self.kinds = _substitutes().get(skill, _NO_KINDS)
        """Sets of which one member commonly will do."""

    def take(self, other: "_Member") -> None:
        """Make an overlapping item a part of this one."""
        self.end = max(self.end, other.end)
        self.numbers += other.numbers
        self.kinds |= other.kinds


_NO_KINDS: frozenset[str] = frozenset()


@cache
def _substitutes() -> dict[str, frozenset[str]]:
    """Return for a skill the sets of which one member commonly will do."""
    sets: dict[str, set[str]] = {}
    for name, members in load("alternatives")["substitutes"].items():
        for member in members:
            sets.setdefault(member, set()).add(name)
    return {member: frozenset(names) for member, names in sets.items()}


@cue_list
def _triggers() -> Phrases:
    content = load("alternatives")
    listed = {"idiom": content["idioms"], "trigger": [*content["triggers"], *content["strong"]]}
    return Phrases(listed, where="alternatives")


@cue_list
def _strong() -> Phrases:
    content = load("alternatives")
    return Phrases({"idiom": content["idioms"], "trigger": content["strong"]}, where="alternatives")


@cue_list
def _tails() -> Phrases:
    return Phrases({"tail": load("alternatives")["tails"]}, where="alternatives")


def _brackets(folded: str) -> list[int]:
    """Return for each character the number of its innermost bracket, 0 outside all."""
    if "(" not in folded and "[" not in folded:
        return [0] * len(folded)
    inside: list[int] = []
    stack = [0]
    opened = 0
    for bracket in _BRACKET.finditer(folded):
        inside += stack[-1:] * (bracket.start() - len(inside))
        if bracket[0] in "([":
            opened += 1
            # "Python (or Java)": the bracket goes on with the list outside.
            stack.append(stack[-1] if folded.startswith("or ", bracket.end()) else opened)
        inside.append(stack[-1])
        if bracket[0] in ")]" and len(stack) > 1:
            stack.pop()
    return inside + stack[-1:] * (len(folded) - len(inside))


def group(sentence: str | Passage, spans: list[Span]) -> list[int | None]:
    """Return for each span the number of its group of alternatives in this sentence, or None when it stands alone.

    `spans` are in text order; overlapping ones ("C/C++" names two) are one member of a list. Groups are numbered
    from 1 in order of their first member and have at least two different skills.
    """
    if len(spans) < 2:
        return [None] * len(spans)
    said = passage(sentence)
    announced = bool(said.find(_triggers()))
    if not announced and not _may_choose(said, spans):
        return [None] * len(spans)
    # Two skills at one place (C/C++) stand in the list once and share what is said of it.
    listed = {span[:2]: span for span in spans}
    told = dict(zip(listed, _groups(said, list(listed.values()), announced=announced), strict=True))
    return [told[span[:2]] for span in spans]


def _groups(said: Passage, spans: list[Span], *, announced: bool) -> list[int | None]:
    result: list[int | None] = [None] * len(spans)
    inside = _brackets(said.folded)
    levels: dict[int, list[_Member]] = {}
    for member in _members(spans, inside):
        levels.setdefault(inside[member.start], []).append(member)
    groups: list[list[_Member]] = []
    for level, at_level in levels.items():
        groups.extend(_List(said, inside, level, announced=announced).groups(at_level))
    number = 0
    for found in sorted(groups, key=lambda members: members[0].start):
        places = [place for member in found for place in member.numbers]
        if len({spans[place][2] for place in places}) > 1:
            number += 1
            for place in places:
                result[place] = number
    return result


def _may_choose(said: Passage, spans: list[Span]) -> bool:
    """Say whether anything but a trigger could make alternatives in a sentence; mostly nothing does."""
    folded = said.folded
    if "(" in folded or "[" in folded or said.find(_tails()):
        return True
    if "or" in folded or "..." in folded:
        reached = 0
        for start, end, _ in spans:
            if "or" in folded[reached:start] and reached and "or" in words_of(folded[reached:start]):
                return True
            if _goes_on(folded, end):
                return True
            reached = max(reached, end)
    marked = ":" in folded or "/" in folded or "\\" in folded or "|" in folded
    return marked and len([skill for _, _, skill in spans if skill in _substitutes()]) > 1


def _goes_on(folded: str, end: int) -> bool:
    """Say whether "or" or dots stand behind a name."""
    return folded[end : end + _TAIL_REACH].lstrip(" ,").startswith(("or ", "..."))


def announces(before: str | Passage) -> bool:
    """Say whether words before a colon announce a choice outright: "in one or more of these areas:"."""
    return "trigger" in passage(before).labels_in(_strong())


def _members(spans: list[Span], inside: list[int]) -> list[_Member]:
    """Join overlapping spans to one member of a list, unless a bracket opens or closes between their beginnings."""
    members: list[_Member] = []
    for place, (start, end, skill) in enumerate(spans):
        member = _Member(start, end, place, skill)
        if members and start < members[-1].end and inside[start] == inside[members[-1].start]:
            members[-1].take(member)
        else:
            members.append(member)
    return members


class _List:
    """The text of a sentence as it is seen from inside one bracket (level 0: outside all)."""

    __slots__ = ("announced", "folded", "inside", "level", "said")

    def __init__(self, said: Passage, inside: list[int], level: int, *, announced: bool) -> None:
        """`announced` says whether a trigger stands anywhere in the sentence."""
        self.said = said
        self.folded = said.folded
        self.inside = inside
        self.level = level
        self.announced = announced

    def groups(self, members: list[_Member]) -> list[list[_Member]]:
        """Return the groups of alternatives among the members that stand at this level."""
        found: list[list[_Member]] = []
        chain, gaps = members[:1], list[Gap]()
        loose = self.announced and self._announced(members[0].start, _strong())
        for left, right in pairwise(members):
            gap = gap_of(self._between(left.end, right.start), loose)
            if gap.joined:
                chain.append(right)
                gaps.append(gap)
                continue
            if gaps:
                found += self._split(chain, gaps, chosen=loose)
            chain, gaps = [right], []
            loose = self.announced and self._announced(right.start, _strong())
        if gaps:
            found += self._split(chain, gaps, chosen=loose)
        return found

    def _between(self, start: int, end: int) -> str:
        """Return the text between two members without what stands in brackets inside it."""
        text = self.folded[start:end]
        if "(" not in text and "[" not in text:
            return text
        return "".join(compress(text, map(self.level.__eq__, self.inside[start:end])))

    def _announced(self, start: int, triggers: Phrases) -> bool:
        """Say whether a trigger ("such as") stands before the list that starts at `start`, in the same bracket."""
        floor = max(0, start - _TRIGGER_REACH)
        if self.level:
            floor = self.inside.index(self.level, floor)
        found = [end for label, _, end in self.said.find(triggers, floor, start) if label == "trigger"]
        if not found:
            return False
        rest = self.folded[found[-1] : start]
        return not any(mark in rest for mark in (". ", ";", ")")) and len(rest.split()) <= _TRIGGER_WORDS

    def _tailed(self, end: int) -> bool:
        """Say whether "etc.", "or similar", dots, or "or" and an unknown name end the list behind its last member."""
        if _goes_on(self.folded, end):
            return True
        found = self.said.find(_tails(), end, min(len(self.folded), end + _TAIL_REACH))
        if not found:
            return False
        lead = self.folded[end : found[0][1]]
        return "." not in lead and ")" not in lead and len(lead.split()) <= MAX_ITEM_WORDS

    def _split(self, chain: list[_Member], gaps: list[Gap], *, chosen: bool) -> list[list[_Member]]:
        """Return the groups of one list: all of it, the parts around "or", or runs written with a slash."""
        start = chain[0].start
        if chosen or self._tailed(chain[-1].end) or (self.announced and self._announced(start, _triggers())):
            return [chain]
        labelled = self.folded[max(0, start - _LABEL_REACH) : start].rstrip(" *").endswith(_OPENINGS)
        if labelled and _same_kind(chain):
            return [chain]
        groups: list[list[_Member]] = []
        first, either = 0, False
        for place, gap in enumerate(gaps, start=1):
            if gap.both and not either:
                groups.extend(_slashed(chain[first:place], gaps[first : place - 1]))
                first = place
            either = either or gap.either
        last = chain[first:]
        return [*groups, last] if either else [*groups, *_slashed(last, gaps[first:])]


def _same_kind(chain: list[_Member]) -> bool:
    """Say whether most of a list, and two at least, are of one set of which one will do."""
    counts = Counter(kind for member in chain for kind in member.kinds)
    return max(counts.values(), default=0) >= max(2, _MOSTLY * len(chain))


def _slashed(part: list[_Member], gaps: list[Gap]) -> list[list[_Member]]:
    """Return the runs of a list part that are written with slashes only and of which one will do ("AWS/GCP")."""
    if not any(gap.slash for gap in gaps):
        return []
    runs = [part[:1]]
    for member, gap in zip(part[1:], gaps, strict=True):
        if gap.slash:
            runs[-1].append(member)
        else:
            runs.append([member])
    return [run for run in runs if len(run) > 1 and _same_kind(run)]
