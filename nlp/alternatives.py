"""Which skills named in a sentence are alternatives of each other: of "PyTorch or TensorFlow" one will do."""

import re
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load

Span = tuple[int, int, str]
"""(start, end, skill id) in the sentence's characters."""

_MAX_GAP = 90
_MAX_ITEM_WORDS = 4
_TRIGGER_REACH = 45
_SEPARATOR = re.compile(r",|/|\\|\||&|\+|\bor\b|\band\b|:|;|•|●")
_WORD = re.compile(r"[^\W_][\w.+#'-]*")


class _Gap(NamedTuple):
    """What joins two neighbours of a list."""

    joined: bool
    either: bool
    """"or", "and/or" stands between."""
    both: bool
    """"and" or "&" stands between."""
    slash: bool
    """Nothing but a slash stands between."""


class _Rules(NamedTuple):
    triggers: Phrases
    tails: Phrases
    breakers: frozenset[str]
    substitutes: dict[str, frozenset[str]]


@cache
def _rules() -> _Rules:
    content = load("alternatives")
    sets: dict[str, set[str]] = {}
    for name, members in content["substitutes"].items():
        for member in members:
            sets.setdefault(member, set()).add(name)
    return _Rules(
        Phrases({"trigger": content["triggers"]}, where="alternatives"),
        Phrases({"tail": content["tails"]}, where="alternatives"),
        frozenset(content["breakers"]),
        {member: frozenset(names) for member, names in sets.items()},
    )


def _gap(between: str) -> _Gap:
    """Read the folded text between two spans that stand in the same bracket."""
    plain = between.strip()
    if plain in ("/", "\\", "|"):
        return _Gap(joined=True, either=False, both=False, slash=True)
    if len(between) > _MAX_GAP:
        return _Gap(joined=False, either=False, both=False, slash=False)
    pieces = _SEPARATOR.split(between)
    if len(pieces) == 1 or ". " in between or "; " in between:
        return _Gap(joined=False, either=False, both=False, slash=False)
    breakers = _rules().breakers
    for piece in pieces:
        words = _WORD.findall(piece)
        if len(words) > _MAX_ITEM_WORDS or not breakers.isdisjoint(words):
            return _Gap(joined=False, either=False, both=False, slash=False)
    words = between.replace("/", " / ").split()
    either = "or" in words
    return _Gap(joined=True, either=either, both=not either and ("and" in words or "&" in words), slash=False)


def _brackets(folded: str) -> tuple[list[int], str]:
    """Return for each character the number of its innermost bracket (0 outside) and the text's bracket marks."""
    if "(" not in folded and "[" not in folded:
        return [0] * len(folded), folded
    inside: list[int] = []
    stack = [0]
    opened = 0
    for char in folded:
        if char in "([":
            opened += 1
            stack.append(opened)
        inside.append(stack[-1])
        if char in ")]" and len(stack) > 1:
            stack.pop()
    return inside, folded


def group(sentence_text: str, spans: list[Span]) -> list[int | None]:
    """Return for each span the number of its group of alternatives in this sentence, or None when it stands alone.

    `spans` are in text order. Groups are numbered from 1 in order of their first member and have at least two
    different skills.
    """
    result: list[int | None] = [None] * len(spans)
    if len(spans) < 2:
        return result
    folded = fold(sentence_text)
    inside, _ = _brackets(folded)
    levels: dict[int, list[int]] = {}
    for place, (start, _, _) in enumerate(spans):
        levels.setdefault(inside[start] if start < len(inside) else 0, []).append(place)
    groups: list[list[int]] = []
    for level, members in levels.items():
        groups.extend(_groups_of_level(folded, inside, level, spans, members))
    for number, members in enumerate(sorted(groups), start=1):
        for place in members:
            result[place] = number
    return result


def _outer(folded: str, inside: list[int], level: int, start: int, end: int) -> str:
    """Return folded[start:end] without what stands in brackets inside it."""
    if "(" not in folded[start:end] and "[" not in folded[start:end]:
        return folded[start:end]
    return "".join(folded[i] for i in range(start, end) if inside[i] == level)


def _groups_of_level(
    folded: str, inside: list[int], level: int, spans: list[Span], members: list[int]
) -> list[list[int]]:
    """Return the groups of alternatives among the spans that stand in one bracket (or outside all)."""
    groups: list[list[int]] = []
    chain: list[int] = [members[0]]
    gaps: list[_Gap] = []
    for left, right in zip(members, members[1:], strict=False):
        gap = _gap(_outer(folded, inside, level, spans[left][1], spans[right][0]))
        if gap.joined:
            chain.append(right)
            gaps.append(gap)
            continue
        groups.extend(_groups_of_chain(folded, inside, level, spans, chain, gaps))
        chain, gaps = [right], []
    groups.extend(_groups_of_chain(folded, inside, level, spans, chain, gaps))
    return [members for members in groups if len({spans[place][2] for place in members}) > 1]


def _triggered(folded: str, inside: list[int], level: int, start: int) -> bool:
    """Say whether a trigger ("such as") stands before the list that starts at `start`, in the same bracket."""
    floor = max(0, start - _TRIGGER_REACH)
    if level:
        while floor < start and inside[floor] != level:
            floor += 1
    before = folded[floor:start]
    found = _rules().triggers.find(before)
    if not found:
        return False
    rest = before[found[-1][2] :]
    return not any(mark in rest for mark in (". ", ";", ")")) and len(rest.split()) <= 5


def _tailed(folded: str, inside: list[int], level: int, end: int) -> bool:
    """Say whether "etc." or "or similar" ends the list whose last member ends at `end`."""
    after = folded[end : end + 40]
    found = _rules().tails.find(after)
    if not found:
        return False
    start = found[0][1]
    return "." not in after[:start] and ")" not in after[:start] and len(after[:start].split()) <= 4


def _same_kind(spans: list[Span], chain: list[int]) -> bool:
    sets = _rules().substitutes
    kinds = [sets.get(spans[place][2], frozenset()) for place in chain]
    return bool(kinds) and bool(frozenset.intersection(*kinds))


def _groups_of_chain(
    folded: str, inside: list[int], level: int, spans: list[Span], chain: list[int], gaps: list[_Gap]
) -> list[list[int]]:
    """Return the groups of one list: all of it, the part around "or", or pairs written with a slash."""
    if len(chain) < 2:
        return []
    first, last = spans[chain[0]][0], spans[chain[-1]][1]
    if _triggered(folded, inside, level, first) or _tailed(folded, inside, level, last):
        return [chain]
    if level and folded[max(0, first - 3) : first].rstrip(" ").endswith(("(", "[")) and _same_kind(spans, chain):
        return [chain]
    groups: list[list[int]] = []
    part = [chain[0]]
    either = False
    for place, gap in zip(chain[1:], gaps, strict=True):
        if gap.both and not either:
            groups.extend(_slashed(spans, chain, gaps, part))
            part, either = [place], False
            continue
        part.append(place)
        either = either or gap.either
    if either:
        return [*groups, part]
    return [*groups, *_slashed(spans, chain, gaps, part)]


def _slashed(spans: list[Span], chain: list[int], gaps: list[_Gap], part: list[int]) -> list[list[int]]:
    """Return the runs of a list part that are written with slashes only ("PyTorch/TensorFlow")."""
    runs: list[list[int]] = []
    run = part[:1]
    for place in part[1:]:
        if gaps[chain.index(place) - 1].slash:
            run.append(place)
            continue
        runs.append(run)
        run = [place]
    runs.append(run)
    return [members for members in runs if len(members) > 1]
