"""How strongly a clause asks for what it names: required, preferred or duty."""

from functools import cache, lru_cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.passage import Passage, cue_list, passage
from skilldemand.nlp.records import Section, Strength

_MARKS = " \t\xa0•●▪◦·*-\u2013○■"
_TURNS = (" but ", " although ", " though ", " while ", " whereas ")
_CLAUSE_ENDS = ("", ".", ",", ";", ")", "!", ":", "*", "]")
_AFTER_SOFTENER = (" but ", " if ", " for ", " - ", " such as ")
_COPULAS = ("is ", "are ", "be ", "highly ", "strongly ", "very ", "considered ", "also ", "being ")
_LIST_WORDS = 8
_EXAMPLES = ("for example", "e.g", "eg ", "such as", "like ")
_LEAD_CHARS = 24
"""A softener that starts within so many characters of the sentence reaches over what follows."""


class _Analysis(NamedTuple):
    """What a sentence says about strength; every range is (start, end) in its characters."""

    soft: tuple[tuple[int, int], ...]
    hard: bool
    asks: bool
    """It states experience, or speaks of the person that is wanted."""
    wants: bool
    """It names any quality of a person."""
    duty: bool
    """It begins like a task."""


class _Openers(NamedTuple):
    duty: frozenset[str]
    want: frozenset[str]


@cache
def _openers() -> _Openers:
    rules = load("strength")
    return _Openers(frozenset(rules["duty_openers"]), frozenset(rules["want_openers"]))


@cue_list
def _tails() -> Phrases:
    return Phrases({"tail": load("strength")["tail"]}, where="strength")


@cue_list
def _heads() -> Phrases:
    return Phrases({"head": load("strength")["head"]}, where="strength")


@cue_list
def _hard_phrases() -> Phrases:
    rules = load("strength")
    return Phrases({"not_hard": rules["not_hard"], "hard": rules["hard"]}, where="strength")


@cue_list
def _ask_phrases() -> Phrases:
    rules = load("strength")
    wanted = {"experience": rules["experience"], "wanted": rules["wanted"], "quality": rules["qualities"]}
    return Phrases(wanted, where="strength")


@cue_list
def _want_phrases() -> Phrases:
    return Phrases({"want": load("voice")["want"]["strong"]}, where="voice")


def _last_stop(folded: str, cue: int) -> int:
    """Return where the sentence or half-sentence around `cue` starts; "etc." and "e.g." end none."""
    start = max(folded.rfind(";", 0, cue) + 1, folded.rfind("•", 0, cue) + 1, 0)
    for turn in _TURNS:
        at = folded.rfind(turn, start, cue)
        start = at + len(turn) if at >= 0 else start
    stop = folded.rfind(". ", start, cue)
    while stop >= 0:
        if not folded[max(0, stop - 4) : stop].endswith(("etc", "e.g", "i.e", " eg")):
            return stop + 2
        stop = folded.rfind(". ", start, stop)
    return start


def _clause_start(folded: str, cue: int, hard: list[tuple[int, int]]) -> int:
    """Return where the clause before a softener at `cue` starts."""
    start = max([_last_stop(folded, cue), *(end for _, end in hard if end <= cue)])
    opened = folded.rfind("(", start, cue)
    if opened >= 0 and folded.find(")", opened, cue) < 0:
        if folded[opened + 1 : cue].strip(" -"):
            return opened + 1
        return max(start, folded.rfind(",", start, opened) + 1, folded.rfind(" on ", start, opened) + 1)
    comma = folded.rfind(", ", start, cue)
    while comma >= start:
        if folded[comma + 2 : comma + 30].lstrip().startswith(_new_items()):
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


def _inside_list(said: Passage, end: int) -> bool:
    """Say whether a list goes on after a softener ("AWS preferred, GCP or Azure"): it only ranks the list's members."""
    if not said.folded.startswith(",", end):
        return False
    stop = _clause_end(said.folded, end)
    return len(said.folded[end:stop].split()) <= _LIST_WORDS and not said.find(_tails(), end, stop)


def _softens(said: Passage, start: int, end: int) -> bool:
    """Say whether a softener after the start of a sentence is one: "desired." is, "desired outcomes" is not."""
    folded = said.folded
    cue = folded[start:end]
    if cue == "preferred" and _inside_list(said, end):
        return False
    if (
        " " in cue
        or folded[end : end + 1] in _CLAUSE_ENDS
        or folded.startswith((" but", " if", " for", " - ", "\n"), end)
    ):
        return True
    return folded[:start].endswith(_COPULAS)


def _soft_ranges(said: Passage, lead: int, hard: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges of a sentence that softeners reach; `lead` is where its first word starts."""
    folded = said.folded
    ranges: list[tuple[int, int]] = []
    for _, start, end in said.find(_tails()):
        if start > lead:
            if not _softens(said, start, end):
                continue
            ranges.append((_clause_start(folded, start, hard), start))
            if folded[end : end + 16].lstrip(", (").startswith(_EXAMPLES):
                ranges.append((end, _clause_end(folded, end)))
        elif end < len(folded):
            ranges.append((end, _clause_end(folded, end)))
    for _, start, end in said.find(_heads()):
        cue = folded[start:end]
        if start - lead <= _LEAD_CHARS or cue.startswith(("preferabl", "ideally")) or cue.endswith(":"):
            ranges.append((end, _clause_end(folded, end)))
    return ranges


@lru_cache(maxsize=256)
def _analyse(said: Passage) -> _Analysis:
    folded = said.folded
    lead = len(folded) - len(folded.lstrip(_MARKS))
    first = folded[lead : lead + 24].split(" ", 1)[0].rstrip(",:")
    hard = [(start, end) for label, start, end in said.find(_hard_phrases()) if label == "hard"]
    labels = said.labels_in(_ask_phrases())
    asks = "experience" in labels or first in _openers().want or labels >= {"wanted", "quality"}
    return _Analysis(
        soft=tuple(_soft_ranges(said, lead, hard)),
        hard=bool(hard),
        asks=asks,
        wants=asks or bool(said.find(_want_phrases())),
        duty=first in _openers().duty,
    )


def strength_of(sentence: str | Passage, offset: int, section: Section) -> Strength:
    """Return how strongly a sentence standing in `section` asks for what it names at character `offset`.

    The section gives the base (requirements, preferred, duty); the sentence's own words go before it: a softener
    reaches over its clause, a hard word lifts a wish, a statement of experience asks even among duties, and a task
    is a duty even among requirements.
    """
    said = _analyse(passage(sentence))
    if any(start <= offset < end for start, end in said.soft):
        return "preferred"
    if section == "preferred":
        return "required" if said.hard else "preferred"
    if section == "requirements":
        return "duty" if said.duty and not (said.asks or said.hard) else "required"
    if section == "responsibilities":
        return "required" if said.asks and not said.duty else "duty"
    return "required" if (said.wants or said.hard) and not said.duty else "duty"


def announced(sentence: str | Passage) -> Strength | None:
    """Return how strongly a sentence that introduces a list ("Experience with any of these:") asks for its items."""
    said = _analyse(passage(sentence))
    if said.soft:
        return "preferred"
    return "required" if said.asks and not said.duty else None
