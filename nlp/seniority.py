"""The seniority a posting is for: the title's word, else what the text calls the person, else the years asked for."""

from functools import cache

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.passage import Passage, cue_list
from skilldemand.nlp.years import YearsAsked

SENIORITIES = ("intern", "junior", "mid", "senior", "lead", "unstated")
"""The levels of the labelling guide; staff, principal and people who lead are one."""

_JUNIOR_YEARS, _MID_YEARS = 2, 4
"""0 to 2 years are junior, 3 and 4 mid, more are senior (labelling guide)."""
_IN_TEXT = ("intern", "lead", "mid", "senior", "junior")
"""A text that names two levels ("mid-level or senior") is read as the lower of the two but for leads."""


@cache
def _titles() -> Phrases:
    return Phrases(load("seniority")["title"], where="seniority")


@cue_list
def _texts() -> Phrases:
    return Phrases(load("seniority")["text"], where="seniority")


def _by_title(title: str) -> str | None:
    found = [label for label, _, _ in _titles().find(fold(title))]
    if not found:
        return None
    if "intern" in found:
        return "intern"
    if "junior" in found[0:1] and "lead" in found:
        return "lead"
    return found[0]


def seniority_of(
    title: str, posting: Passage, asked: list[tuple[YearsAsked, str]]
) -> tuple[str, tuple[int, int] | None]:
    """Return the seniority and where in the text it shows (None when the title tells, or nothing does).

    `asked` are the years of experience.experience_asked: the largest figure (outside wishes if there is one) is
    that of the whole career, on which the level rests.
    """
    by_title = _by_title(title)
    if by_title is not None:
        return by_title, None
    found = posting.find(_texts())
    for level in _IN_TEXT:
        for label, start, end in found:
            if label == level:
                return level, (start, end)
    firm = [figure for figure, section in asked if section != "preferred"] or [figure for figure, _ in asked]
    if not firm:
        return "unstated", None
    most = max(firm, key=lambda figure: (figure.smallest, -figure.start))
    where = (most.start, most.end)
    if most.smallest <= _JUNIOR_YEARS:
        return "junior", where
    return ("mid" if most.smallest <= _MID_YEARS else "senior"), where
