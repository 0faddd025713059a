"""What a sentence is about when its heading does not tell: legal notice, benefit, pay, the company itself, the job."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.passage import Passage, cue_list, passage
from skilldemand.nlp.records import Section

COMPANY_VOICE = "the company speaks of itself"
OWN_NAME = "the employer's own name"

_CLOSED: frozenset[Section] = frozenset({"benefits", "pay", "legal", "apply"})
_WANTED: frozenset[Section] = frozenset({"requirements", "preferred"})
_MARKS = " \t\n\r\xa0•●▪◦■*#-·|>\"'“”"
_LISTING = frozenset(",/()")
_LEAD_CHARS = 90
"""The words before the subject ("As the leader in X, we ...") end with a comma within so many characters."""
_WORDS_CHARS = 40
"""The first two words of a sentence stand within so many characters."""
_STOPS = ",.:"
_SUBJECT_CHARS = 400
"""The subject of a sentence stands within its first so many characters."""
_OPENING_CHARS = 24
"""A statement of experience that starts within so many characters is what the sentence is about."""
_LEGAL_FORM = re.compile(
    r"[,.]?\s(?:inc|llc|ltd|limited|gmbh|corp|corporation|co|company|plc|ag|bv|b\.v|sa|group|holdings)\.?$"
)


class _Rules(NamedTuple):
    subjects: frozenset[str]
    two_words: frozenset[str]
    leads: frozenset[str]
    openers: frozenset[str]
    """The first words of them all."""


@cue_list
def _phrases() -> Phrases:
    rules = load("voice")
    labelled = {section: entry["strong"] for section, entry in rules.items()}
    return Phrases({"firm": load("strength")["experience"], **labelled}, where="voice")


@cache
def _rules() -> _Rules:
    content = load("company")
    subjects, leads = content["subjects"], content["leads"]
    return _Rules(
        frozenset(phrase for phrase in subjects if " " not in phrase),
        frozenset(phrase for phrase in subjects if " " in phrase),
        frozenset(leads),
        frozenset(phrase.partition(" ")[0] for phrase in [*subjects, *leads]),
    )


@cache
def _person() -> Phrases:
    content = load("company")
    return Phrases({"person": content["person"], "working": content["working"]}, where="company")


class Signals:
    """What the sentences of a posting show of `rules/voice.yml`, asked for one after the other."""

    def __init__(self, posting: Passage) -> None:
        self._found = posting.find(_phrases())
        self._at = 0

    def labels(self, start: int, end: int) -> set[str]:
        """Return the labels that start in a span of the posting, which begins behind those asked for before."""
        labels: set[str] = set()
        while self._at < len(self._found):
            label, place, _ = self._found[self._at]
            if place >= end:
                break
            self._at += 1
            if place < start:
                continue
            labels.add(label)
            if label == "firm" and place - start <= _OPENING_CHARS:
                labels.add("opens with firm")
        return labels


def _closed(section: Section, labels: set[str], *, bullet: bool) -> Section | None:
    """Return legal, benefits, pay or apply when the sentence itself says so, else None.

    What opens with a statement of experience, or wants something within a list of wants, is none of them.
    """
    wants = not labels.isdisjoint(("want", "firm"))
    listed = section in _WANTED and wants
    if "legal" in labels and not (listed and bullet):
        return "legal"
    if listed or "opens with firm" in labels:
        return None
    if "benefits" in labels:
        return "benefits"
    if "pay" in labels:
        return "pay"
    asked = section == "responsibilities" and (wants or "candidate" in labels)
    return "apply" if "apply" in labels and not asked else None


def place(section: Section, labels: set[str], *, bullet: bool) -> Section:
    """Return the section of a sentence standing under `section`, given what it says (labels of `Signals`)."""
    if not labels:
        return section
    closed = _closed(section, labels, bullet=bullet)
    if closed is not None:
        return closed
    if section in _CLOSED:
        return "unknown" if "opens with firm" in labels else section
    wants = not labels.isdisjoint(("want", "firm"))
    candidate = "candidate" in labels
    if section in ("about", "team"):
        asked = candidate or "opens with firm" in labels
        return section if not asked else "unknown" if wants else "responsibilities"
    neutral = section in ("unknown", "responsibilities") and not (wants or candidate or bullet)
    return "about" if neutral and "about" in labels else section


@lru_cache(maxsize=1024)
def name_of(company: str) -> str:
    """Return a company's name as sentences use it: folded, without its legal form."""
    name = fold(company).strip()
    while (short := _LEGAL_FORM.sub("", name)) != name:
        name = short.strip(" ,")
    return name


def _named(folded: str, name: str) -> bool:
    """Say whether a folded sentence starts with the company's name."""
    return bool(name) and folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum()


def _subject(folded: str) -> bool:
    """Say whether a folded sentence starts with words for the company, as "we" or "our team"."""
    rules = _rules()
    first, _, rest = folded[:_WORDS_CHARS].partition(" ")
    first = first.rstrip(_STOPS)
    return first in rules.subjects or f"{first} {rest.partition(' ')[0].rstrip(_STOPS)}" in rules.two_words


def _led(folded: str, name: str) -> bool:
    """Say whether the company is the subject behind an opening as "At Acme, we"."""
    lead, comma, rest = folded[:_LEAD_CHARS].partition(", ")
    return bool(comma) and lead.partition(" ")[0] in _rules().leads and (_named(rest, name) or _subject(rest))


def voice(sentence: str | Passage, company: str | None) -> str | None:
    """Return COMPANY_VOICE when a sentence is the company speaking of itself, so that its mentions do not count.

    A sentence that speaks of the person or the job ("we are looking for", "you will"), or tells what the work is
    done with ("we use Python"), is not. `company` is the employer's name, when known.
    """
    whole = passage(sentence)
    folded = whole.folded[:_SUBJECT_CHARS].strip(_MARKS)
    name = name_of(company) if company else ""
    if not _named(folded, name):
        first = folded[:_WORDS_CHARS].partition(" ")[0].rstrip(_STOPS)
        if first not in _rules().openers or not (_subject(folded) or _led(folded, name)):
            return None
    return None if whole.find(_person()) else COMPANY_VOICE


def own_name(sentence_text: str, start: int, end: int, section: Section, company: str) -> str | None:
    """Return OWN_NAME when sentence_text[start:end] is the employer's name and no one is asked to know it.

    A sentence of the requirements that speaks of experience, or lists the name among others, asks for it at its maker
    too, but not where the name owns something ("Hugging Face's offices").
    """
    surface = sentence_text[start:end]
    if not surface[:1].isupper() or surface[0].lower() != name_of(company)[:1] or fold(surface) != name_of(company):
        return None
    if section not in _WANTED or sentence_text[end : end + 2] in ("'s", "\u2019s"):
        return OWN_NAME
    listed = sentence_text[end : end + 1] in _LISTING or sentence_text[:start].rstrip()[-1:] in _LISTING
    wants = {"want", "firm"} & passage(sentence_text).labels_in(_phrases())
    return None if wants or listed else OWN_NAME
