"""Years of experience: reading "5+ years", "three to five (5) years" and tying them to the skills beside them."""

import re
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases
from skilldemand.nlp.passage import Passage, cue_list, passage

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_FIGURE = r"\d{1,2}(?:\.\d)?"
_NUMBER = rf"(?:{_FIGURE}|\b(?:" + "|".join(_WORDS) + r")\b)"
_AGAIN = r"(?:\s?\(\s?\d{1,2}\s?\+?\s?\))?"
_PLUS = r"\s{0,2}(?:\\?\+|plus\b|or more\b)?\s{0,2}"
_YEARS = re.compile(
    rf"(?<![\d$€£])(?<!\d[.,])({_NUMBER}){_AGAIN}{_PLUS}(?:(?:\\?-|to|or|/|and)\s{{0,2}}({_NUMBER}){_AGAIN}{_PLUS})?"
    r"-?(?:or more |full |calendar |total |solid |of )?(?:years?|yrs?|yoe)\b"
)
_STEMS = ("year", "yr", "yoe")
_UNIT = re.compile(r"years?\b|yrs?\b|yoe\b")
_REACH = 48
"""The figures of a statement start within so many characters before its unit."""
_MAX_YEARS = 25


class YearsAsked(NamedTuple):
    """A number of years as a text states it: the smaller figure of a range, and where it stands."""

    smallest: float
    start: int
    end: int


def _value(figure: str) -> float:
    return float(_WORDS[figure]) if figure in _WORDS else float(figure)


@cue_list
def _stems() -> Phrases:
    return Phrases({"unit": _STEMS}, where="years", inside=True)


def find_years(text: str | Passage) -> list[YearsAsked]:
    """Return every statement of years in a text, in order."""
    said = passage(text)
    folded = said.folded
    found: list[YearsAsked] = []
    last = 0
    for _, at, _ in said.find(_stems()):
        unit = _UNIT.match(folded, at)
        match = _YEARS.search(folded, max(last, at - _REACH), unit.end()) if unit is not None else None
        if match is None:
            continue
        last = match.end()
        smallest = _value(match.group(1))
        if smallest <= _MAX_YEARS:
            found.append(YearsAsked(smallest, match.start(), match.end()))
    return found


def _clause_breaks(folded: str, start: int, end: int) -> bool:
    between = folded[start:end]
    return ";" in between or ". " in between or " and strong" in between


def years_of(sentence: str | Passage, spans: list[tuple[int, int, str]]) -> list[float | None]:
    """Return for each span (start, end, skill id) the smallest number of years its clause asks for with it.

    "5+ years of Python or Java" gives 5 for both; "Python (3 years), Spark - 2 years" gives 3 and 2.
    """
    said = passage(sentence)
    stated = find_years(said)
    if not stated:
        return [None] * len(spans)
    folded = said.folded
    result: list[float | None] = []
    for place, (start, end, _) in enumerate(spans):
        following = spans[place + 1][0] if place + 1 < len(spans) else len(folded)
        own = next(
            (asked for asked in stated if end <= asked.start < following and _attached(folded, end, asked)), None
        )
        if own is None:
            before = [asked for asked in stated if asked.end <= start]
            own = before[-1] if before and not _taken(folded, before[-1], spans, start) else None
        result.append(None if own is None else own.smallest)
    return result


def _attached(folded: str, end: int, asked: YearsAsked) -> bool:
    """Say whether the years follow a name as its own: "Python (3 years)", "Python: 3+ years", "Python - 3 years"."""
    between = folded[end : asked.start].strip()
    return between in ("(", ":", "-", "- (", "(min", "(minimum", "for", ", at least", "experience:", "experience -")


def _taken(folded: str, asked: YearsAsked, spans: list[tuple[int, int, str]], start: int) -> bool:
    """Say whether the years before a name belong to something else: a clause ended, or they close a bracket."""
    if _clause_breaks(folded, asked.end, start):
        return True
    return any(end <= asked.start and _attached(folded, end, asked) for _, end, _ in spans)
