"""Where the work is done: remote, hybrid or onsite, from the text's words, the title and the place given."""

import re
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load

WORKPLACES = ("remote", "hybrid", "onsite", "unstated")
"""The values of the labelling guide."""

_DAYS = re.compile(
    r"\b(?:[1-5]|one|two|three|four|five)(?:\s?(?:-|to|or)\s?(?:[1-5]|two|three|four|five))?\+?"
    r"\s?(?:set |full |in-office |office )?days?\b|\b(?:once|twice|two times|three times) (?:a|per|every) week\b"
    r"|\b[2-8]0% (?:in|on|from|remote|of|office)\b"
)
_FULL_WEEK = re.compile(r"\b(?:5|five)\s?days?\b")
_REACH = 45
_NEIGHBOUR = 28
_LABEL_ENDS = (":", "/", "(", "|", "[")
"""After one of these stands the value of a label ("Location: Oslo / onsite")."""
_BESIDE = ("after_ok", "after_not", "before_not")

Place = tuple[str, tuple[int, int] | None]


class _Rules(NamedTuple):
    words: Phrases
    days: Phrases
    after_ok: dict[str, tuple[str, ...]]
    after_not: dict[str, tuple[str, ...]]
    before_not: dict[str, tuple[str, ...]]


@cache
def _rules() -> _Rules:
    content = load("workplace")
    lists = ({place: tuple(words) for place, words in content[part].items()} for part in _BESIDE)
    return _Rules(
        Phrases(content["words"], where="workplace"), Phrases({"office": content["days"]}, where="workplace"), *lists
    )


def _begins(following: str, words: tuple[str, ...]) -> bool:
    return any(following.startswith(word) and not following[len(word) : len(word) + 1].isalpha() for word in words)


def _ends(preceding: str, words: tuple[str, ...]) -> bool:
    return any(preceding.endswith(word) and not preceding[: -len(word)][-1:].isalpha() for word in words)


def _meant(folded: str, place: str, start: int, end: int) -> bool:
    """Say whether the word at folded[start:end] speaks of this job's place, by its neighbours."""
    rules = _rules()
    following = folded[end : end + _NEIGHBOUR].lstrip(" ")
    if _begins(following, rules.after_not[place]):
        return False
    if _ends(folded[max(0, start - _NEIGHBOUR) : start].rstrip(" "), rules.before_not[place]):
        return False
    if folded[max(0, start - 2) : start].strip()[-1:] in _LABEL_ENDS:
        return True
    bare = place in rules.after_ok and " " not in folded[start:end] and following[:1].isalpha()
    return not bare or _begins(following, rules.after_ok[place])


def _office_days(folded: str) -> tuple[str, tuple[int, int]] | None:
    """Read "three days a week in the office": hybrid, or onsite when it is the whole week."""
    for match in _DAYS.finditer(folded):
        following = folded[match.end() : match.end() + _REACH]
        around = folded[max(0, match.start() - 30) : match.start()] + following
        near = _rules().days.find(following[:14])
        if near or ("week" in match.group() + around and _rules().days.find(around)):
            whole = _FULL_WEEK.match(folded, match.start()) is not None
            return ("onsite" if whole else "hybrid"), (match.start(), match.end())
    return None


def workplace_of(title: str, location: str | None, folded: str) -> Place:
    """Return one of WORKPLACES and where the folded text shows it (None when title or location tells)."""
    seen: dict[str, tuple[int, int]] = {}
    for place, start, end in _rules().words.find(folded):
        if place not in seen and _meant(folded, place, start, end):
            partly = folded.endswith("from home", start, end) and "office" in folded[end : end + _REACH]
            seen["hybrid" if partly else place] = (start, end)
    days = _office_days(folded) if "day" in folded or "week" in folded or "0% " in folded else None
    if days is not None:
        seen.setdefault(*days)
    named = {place for place, _, _ in _rules().words.find(fold(f"{title} | {location or ''}"))}
    if location and fold(location).strip() in ("anywhere", "worldwide"):
        named.add("remote")
    for place in ("hybrid", "remote", "onsite"):
        if place in seen:
            return place, seen[place]
        if place in named:
            return place, None
    return "unstated", None
