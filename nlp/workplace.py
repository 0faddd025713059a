"""Where the work is done: remote, hybrid or onsite, from the text's words, the title and the place given."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.passage import Passage, cue_list

WORKPLACES = ("remote", "hybrid", "onsite", "unstated")
"""The values of the labelling guide."""

_DAYS = re.compile(
    r"\b(?:[1-5]|one|two|three|four|five)(?:\s?(?:-|to|or)\s?(?:[1-5]|two|three|four|five))?\+?"
    r"\s?(?:set |full |in-office |office )?days?\b|\b(?:once|twice|two times|three times) (?:a|per|every) week\b"
    r"|\b[2-8]0% (?:in|on|from|remote|of|office)\b|\b[1-4](?:-[2-4])?x\s?(?:/|per|a)\s?week\b"
)
_UNITS = ("day", "week", "0% ")
_DAYS_BEFORE, _DAYS_AFTER = 60, 30
"""No match of _DAYS begins so far before its word, or ends so far behind it."""
_WEEKDAYS = re.compile(
    r"\b(?:onsite|on-site|on site|in[- ]office|in the office|in[- ]person) (?:on |every |each )?"
    r"(?:mon|tues|wednes|thurs|fri)days?(?:, | and | & )(?:mon|tues|wednes|thurs|fri|and )"
)
_OFFICE = re.compile(
    r"\b(?:work|working|role|position|job|internship|based|located|sit|sitting|opportunity|needed|hiring|engineer|scientist)\b"
    r"[^.;!?:]{0,25}\b(?:at|from|in|out of|for|to) our (?:[\w&'/-]+[., ]{1,2}){0,4}$"
)
_BEFORE_OFFICE = 90
_FULL_WEEK = re.compile(r"\b(?:5|five)\s?days?\b")
_REACH_BEFORE, _NEAR, _REACH = 30, 14, 45
_NEIGHBOUR = 28
_MEAL = 30
"""What is eaten once a week in the office stands so near before the figure."""
_LABEL_ENDS = (":", "/", "(", "|", "[")
"""After one of these stands the value of a label ("Location: Oslo / onsite")."""
_BESIDE = ("after_ok", "after_not", "before_not")

Place = tuple[str, tuple[int, int] | None]


class _Rules(NamedTuple):
    after_ok: dict[str, tuple[str, ...]]
    after_not: dict[str, tuple[str, ...]]
    before_not: dict[str, tuple[str, ...]]


@cache
def _rules() -> _Rules:
    content = load("workplace")
    lists = ({place: tuple(words) for place, words in content[part].items()} for part in _BESIDE)
    return _Rules(*lists)


@cue_list
def _words_anywhere() -> Phrases:
    return Phrases(load("workplace")["words"], where="workplace", inside=True)


@cache
def _whole_words() -> Phrases:
    return Phrases(load("workplace")["words"], where="workplace")


@cue_list
def _units() -> Phrases:
    return Phrases({"unit": _UNITS}, where="workplace", inside=True)


@cue_list
def _some_weekdays() -> Phrases:
    return Phrases({"weekday": ("tuesday", "wednesday")}, where="workplace", inside=True)


@cue_list
def _offices() -> Phrases:
    return Phrases({"office": ("office",)}, where="workplace", inside=True)


@cue_list
def _day_words() -> Phrases:
    return Phrases({"days": load("workplace")["days"]}, where="workplace")


@cue_list
def _meals() -> Phrases:
    return Phrases({"meals": load("workplace")["meals"]}, where="workplace")


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


def _days(posting: Passage) -> Iterator[re.Match[str]]:
    """Yield the matches of _DAYS; all hold one of _UNITS, so only their surroundings are searched."""
    folded = posting.folded
    low, high = 0, 0
    for _, at, _ in posting.find(_units()):
        if at - _DAYS_BEFORE > high:
            yield from _DAYS.finditer(folded, low, high)
            low = at - _DAYS_BEFORE
        high = at + _DAYS_AFTER
    yield from _DAYS.finditer(folded, max(0, low), high)


def _office_days(posting: Passage) -> tuple[str, tuple[int, int]] | None:
    """Read "three days a week in the office": hybrid, or onsite when it is the whole week."""
    folded = posting.folded
    for match in _days(posting):
        start, end = match.span()
        if posting.find(_meals(), max(0, start - _MEAL), start):
            continue
        near = posting.find(_day_words(), end, end + _NEAR)
        weekly = not near and "week" in folded[max(0, start - _REACH_BEFORE) : end + _REACH]
        if near or (
            weekly
            and (
                posting.find(_day_words(), end, end + _REACH)
                or posting.find(_day_words(), max(0, start - _REACH_BEFORE), start)
            )
        ):
            whole = _FULL_WEEK.match(folded, match.start()) is not None
            return ("onsite" if whole else "hybrid"), (match.start(), match.end())
    return None


def _weekdays(posting: Passage) -> tuple[str, tuple[int, int]] | None:
    """Read "onsite Tuesday, Wednesday and Thursday"."""
    match = _WEEKDAYS.search(posting.folded) if posting.find(_some_weekdays()) else None
    return ("hybrid", match.span()) if match is not None else None


def _our_office(posting: Passage) -> tuple[str, tuple[int, int]] | None:
    """Read "a role in our Oslo office", which is onsite where nothing else is said."""
    for _, start, end in posting.find(_offices()):
        match = _OFFICE.search(posting.folded, max(0, start - _BEFORE_OFFICE), start)
        if match is not None:
            return "onsite", (match.start(), end)
    return None


def _words(text: str, posting: Passage) -> list[tuple[str, int, int]]:
    """Return the words that may say a workplace, also those that a lost blank glued to a neighbour ("RemoteSalary")."""
    folded = posting.folded
    length = len(folded)
    found = []
    for word in posting.find(_words_anywhere()):
        _, start, end = word
        if start and folded[start - 1].isalnum() and not _glued(text, start):
            continue
        if end < length and folded[end].isalnum() and not _glued(text, end):
            continue
        found.append(word)
    return found


def _glued(text: str, at: int) -> bool:
    """Say whether a new word begins at `at` though no blank stands there, or the neighbours are no letters."""
    before, here = text[at - 1], text[at]
    return (before.islower() and not here.islower()) or not (before.isalnum() and here.isalnum())


def workplace_of(title: str, location: str | None, text: str, posting: Passage) -> Place:
    """Return one of WORKPLACES and where the text (`posting`, folded) shows it.

    The place in the text is None when title or location tells.
    """
    folded = posting.folded
    seen: dict[str, tuple[int, int]] = {}
    for place, start, end in _words(text, posting):
        if place not in seen and _meant(folded, place, start, end):
            partly = folded.endswith("from home", start, end) and "office" in folded[end : end + _REACH]
            seen["hybrid" if partly else place] = (start, end)
    for found in (_office_days(posting), _weekdays(posting)):
        if found is not None:
            seen.setdefault(*found)
    named = {place for place, _, _ in _whole_words().find(fold(f"{title} | {location or ''}"))}
    if location and fold(location).strip() in ("anywhere", "worldwide", "virtual"):
        named.add("remote")
    for place in ("hybrid", "remote", "onsite"):
        if place in seen:
            return place, seen[place]
        if place in named:
            return place, None
    return _our_office(posting) or ("unstated", None)
