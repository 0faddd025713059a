"""Where the work is done: remote, hybrid or onsite, from the text's words, the title and the place given."""

import re
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load

WORKPLACES = ("remote", "hybrid", "onsite", "unstated")
"""The values of the labelling guide."""

_DAYS = re.compile(
    r"\b(?:[1-5]|one|two|three|four|five)(?:\s?(?:-|to|or)\s?(?:[1-5]|two|three|four|five))?\+?"
    r"\s?(?:set |full )?days?\b"
)
_FULL_WEEK = re.compile(r"\b(?:5|five)\s?days?\b")
_REACH = 45

Place = tuple[str, tuple[int, int] | None]


class _Rules(NamedTuple):
    words: Phrases
    days: Phrases
    after: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]]


@cache
def _rules() -> _Rules:
    content = load("workplace")
    return _Rules(
        Phrases(content["words"], where="workplace"),
        Phrases({"office": content["days"]}, where="workplace"),
        {place: tuple(words) for place, words in content["after"].items()},
        {place: tuple(words) for place, words in content["before"].items()},
    )


def _meant(folded: str, place: str, start: int, end: int) -> bool:
    """Say whether the word at folded[start:end] speaks of this job's place, by its neighbours."""
    rules = _rules()
    following = folded[end : end + 24].lstrip(" ")
    for word in rules.after[place]:
        if following.startswith(word) and not following[len(word) : len(word) + 1].isalpha():
            return False
    preceding = folded[max(0, start - 24) : start].rstrip(" ")
    for word in rules.before[place]:
        if preceding.endswith(word) and not preceding[: -len(word)][-1:].isalpha():
            return False
    return True


def _office_days(folded: str) -> Place | None:
    """Read "three days a week in the office": hybrid, or onsite when it is the whole week."""
    for match in _DAYS.finditer(folded):
        following = folded[match.end() : match.end() + _REACH]
        around = folded[max(0, match.start() - 30) : match.start()] + following
        near = _rules().days.find(following[:14])
        if near or ("week" in around and _rules().days.find(around)):
            whole = _FULL_WEEK.match(folded, match.start()) is not None
            return ("onsite" if whole else "hybrid"), (match.start(), match.end())
    return None


def workplace_of(title: str, location: str | None, folded: str) -> Place:
    """Return one of WORKPLACES and where the folded text shows it (None when title or location tells)."""
    seen: dict[str, tuple[int, int]] = {}
    for place, start, end in _rules().words.find(folded):
        if place not in seen and _meant(folded, place, start, end):
            seen[place] = (start, end)
    days = _office_days(folded) if "day" in folded else None
    if days is not None:
        seen.setdefault(*days)  # type: ignore[arg-type]  # the evidence of _office_days is never None
    named = {place for place, _, _ in _rules().words.find(fold(f"{title} | {location or ''}"))}
    if location and fold(location).strip() in ("anywhere", "worldwide"):
        named.add("remote")
    for place in ("hybrid", "remote", "onsite"):
        if place in seen:
            return place, seen[place]
        if place in named:
            return place, None
    return "unstated", None
