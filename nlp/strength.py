"""How strongly a clause asks for what it names: required, preferred or duty."""

from functools import cache, lru_cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.records import Section, Strength

_BASE: dict[Section, Strength] = {"requirements": "required", "preferred": "preferred", "responsibilities": "duty"}
_LEAD_CHARS = 24
"""A softener that starts within so many characters of the sentence reaches over what follows."""


class _Analysis(NamedTuple):
    """What a sentence says about strength; every range is (start, end) in its characters."""

    soft: tuple[tuple[int, int], ...]
    hard: tuple[tuple[int, int], ...]
    asks: bool
    wants: bool


@cache
def _phrases(kind: str) -> Phrases:
    rules = load("strength")
    return Phrases({kind: rules[kind]}, where="strength")


@cache
def _hard_phrases() -> Phrases:
    rules = load("strength")
    return Phrases({"not_hard": rules["not_hard"], "hard": rules["hard"]}, where="strength")


@cache
def _want_phrases() -> Phrases:
    return Phrases({"want": load("voice")["want"]["strong"]}, where="voice")


def _clause_start(folded: str, cue: int, hard: list[tuple[int, int]]) -> int:
    """Return where the clause before a softener at `cue` starts."""
    start = max(
        folded.rfind(mark, 0, cue) + len(mark) if mark in folded[:cue] else 0 for mark in (";", ". ", " but ", "•")
    )
    for begin, end in hard:
        if start < end <= cue and begin >= start:
            start = end
    opened = folded.rfind("(", start, cue)
    if opened >= 0 and folded.find(")", opened, cue) < 0:
        inside = folded[opened + 1 : cue].strip(" -")
        if inside:
            return opened + 1
        cue = opened
        return max(start, folded.rfind(",", start, cue) + 1)
    comma = folded.rfind(", ", start, cue)
    openers = _new_items()
    while comma >= start:
        if folded[comma + 2 : comma + 30].lstrip().startswith(openers):
            return comma + 1
        comma = folded.rfind(", ", start, comma)
    return start


@cache
def _new_items() -> tuple[str, ...]:
    return tuple(item + " " for item in load("strength")["new_item"])


def _clause_end(folded: str, cue: int) -> int:
    """Return where the clause after a softener that ends at `cue` ends."""
    ends = [place for mark in (";", ". ", ")") if (place := folded.find(mark, cue)) >= 0]
    return min(ends, default=len(folded))


@lru_cache(maxsize=256)
def _analyse(sentence: str) -> _Analysis:
    folded = fold(sentence)
    hard = [(start, end) for label, start, end in _hard_phrases().find(folded) if label == "hard"]
    lead = len(folded) - len(folded.lstrip(" •●-*·▪"))
    soft: list[tuple[int, int]] = []
    for _, start, end in _phrases("tail").find(folded):
        if start - lead > _LEAD_CHARS or folded[end:].strip(" .!)") == "":
            soft.append((_clause_start(folded, start, hard), start))
    for _, start, end in _phrases("head").find(folded):
        rest = folded[end : end + 2].strip()
        if start - lead <= _LEAD_CHARS or folded[start:end] in ("preferably", "ideally") or folded[end - 1] == ":":
            if rest or end < len(folded):
                soft.append((end, _clause_end(folded, end)))
    asks = bool(_phrases("experience").find(folded))
    return _Analysis(tuple(soft), tuple(hard), asks, asks or bool(_want_phrases().find(folded)))


def strength_of(sentence_text: str, offset: int, section: Section) -> Strength:
    """Return how strongly a sentence standing in `section` asks for what it names at character `offset`.

    The section gives the base (requirements, preferred, duty); the sentence's own words go before it: a softener
    reaches over its clause, a hard word lifts a wish, a statement of experience asks even among duties.
    """
    said = _analyse(sentence_text)
    base = _BASE.get(section)
    if any(start <= offset < end for start, end in said.soft):
        return "preferred"
    if base == "preferred":
        return "required" if said.hard else "preferred"
    if base == "required":
        return "required"
    if base == "duty":
        return "required" if said.asks else "duty"
    return "required" if said.wants or said.hard else "duty"
