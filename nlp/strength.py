"""How strongly a clause asks for what it names: required, preferred or duty."""

from functools import cache
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


class Asked:
    """How strongly a sentence asks."""

    __slots__ = ("base", "soft")

    def __init__(self, base: Strength, soft: tuple[tuple[int, int], ...] = ()) -> None:
        """Take its base and the stretches of its characters, (start, end), that softeners reach."""
        self.base = base
        self.soft = soft

    def at(self, offset: int) -> Strength:
        """Return how strongly it asks for what it names at a character."""
        for start, end in self.soft:
            if start <= offset < end:
                return "preferred"
        return self.base


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


def _soft_ranges(said: Passage, lead: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a sentence that softeners reach; `lead` is where its first word starts."""
    tails, heads = said.find(_tails()), said.find(_heads())
    if not tails and not heads:
        return ()
    folded = said.folded
    hard = _hard(said) if tails else []
    ranges: list[tuple[int, int]] = []
    for _, start, end in tails:
        if start > lead:
            if not _softens(said, start, end):
                continue
            ranges.append((_clause_start(folded, start, hard), start))
            if folded[end : end + 16].lstrip(", (").startswith(_EXAMPLES):
                ranges.append((end, _clause_end(folded, end)))
        elif end < len(folded):
            ranges.append((end, _clause_end(folded, end)))
    for _, start, end in heads:
        cue = folded[start:end]
        if start - lead <= _LEAD_CHARS or cue.startswith(("preferabl", "ideally")) or cue.endswith(":"):
            ranges.append((end, _clause_end(folded, end)))
    return tuple(ranges)


def _hard(said: Passage) -> list[tuple[int, int]]:
    return [(start, end) for label, start, end in said.find(_hard_phrases()) if label == "hard"]


def _lead(folded: str) -> tuple[int, str]:
    """Return where the first word of a sentence starts, and the word."""
    lead = len(folded) - len(folded.lstrip(_MARKS))
    return lead, folded[lead : lead + 24].split(" ", 1)[0].rstrip(",:")


def _asks(said: Passage, first: str) -> bool:
    """Say whether a sentence states experience, or speaks of the person that is wanted."""
    if first in _openers().want:
        return True
    labels = said.labels_in(_ask_phrases())
    return "experience" in labels or labels >= {"wanted", "quality"}


def _base(said: Passage, first: str, section: Section) -> Strength:
    """Return how strongly a sentence asks outside what softeners reach."""
    duty = first in _openers().duty
    if section == "preferred":
        return "required" if _hard(said) else "preferred"
    if section == "requirements":
        return "duty" if duty and not _asks(said, first) and not _hard(said) else "required"
    if duty:
        return "duty"
    if section == "responsibilities":
        return "required" if _asks(said, first) else "duty"
    # Elsewhere any quality of a person asks.
    return "required" if _asks(said, first) or said.find(_want_phrases()) or _hard(said) else "duty"


def asked(sentence: str | Passage, section: Section) -> Asked:
    """Return how strongly a sentence standing in `section` asks.

    The section gives the base (requirements, preferred, duty); the sentence's own words go before it: a softener
    reaches over its clause, a hard word lifts a wish, a statement of experience asks even among duties, and a task
    is a duty even among requirements.
    """
    said = passage(sentence)
    lead, first = _lead(said.folded)
    return Asked(_base(said, first, section), _soft_ranges(said, lead))


def strength_of(sentence: str | Passage, offset: int, section: Section) -> Strength:
    """Return how strongly a sentence standing in `section` asks for what it names at character `offset`."""
    return asked(sentence, section).at(offset)


def announced(sentence: str | Passage) -> Strength | None:
    """Return how strongly a sentence that introduces a list ("Experience with any of these:") asks for its items."""
    said = passage(sentence)
    lead, first = _lead(said.folded)
    if _soft_ranges(said, lead):
        return "preferred"
    return "required" if first not in _openers().duty and _asks(said, first) else None
