"""The first line of a "Who is hiring?" post: Company | Role | Place | REMOTE | Full-time | $range | address.

The order is a loose custom (contract 1.16: the word about remote work stands in any of the first four places), so each
segment is judged by what it says and not by its number.
"""

import re
from importlib.resources import files
from typing import Any, NamedTuple

from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.fields.workplace import parse_workplace
from skilldemand.crawler.yaml_text import load_yaml

_DATA: Any = load_yaml((files("skilldemand.crawler") / "headline.yml").read_text("utf-8"))


def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_DATA[name])})\b", re.IGNORECASE)


ROLE, _MODE, _ASIDE = _words("roles"), _words("modes"), _words("asides")
_DASHES = "\u2010-\u2015-"
_SEPARATORS = (
    re.compile(r"\s*[|\u00a6\u2502]\s*"),
    re.compile(rf"\s+[{_DASHES}\u2022\u00b7]{{1,2}}\s+"),
    re.compile(r"\s*[\u2022\u00b7]\s*"),
)
_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|\S+@\S+", re.IGNORECASE)
_DOMAIN = re.compile(rf"\(?(?:[\w-]+\.)+(?:{'|'.join(_DATA['domains'])})(?:/\S*)?\)?", re.IGNORECASE)
_EMPTY_BRACKETS = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")
_DAYS = re.compile(r"\b\d(?:\s?-\s?\d)?\+?x?\s?(?:days?)?\s?(?:/|a|per)\s?week\b", re.IGNORECASE)
_LOOSE_WORDS = re.compile(
    rf"\A[\s,;:/&+()\[\]{_DASHES}]*(?:(?:in|or|and|from|within|only|at)\b[\s:]*)*"
    rf"|(?:\s+(?:in|or|and|from|within))*[\s,;:/&+(\[{_DASHES}]*\Z", re.IGNORECASE
)  # fmt: skip
_COMPANY_ASIDE = re.compile(
    r"\A(?:(?:now |we are )?hiring\s*:|\[?hiring\]?\s*:)\s*|\s*[(\[](?:yc\b|(?:pre-?)?seed\b|series\b|https?:|www\.|[\w-]+\.[a-z]{2,})[^)\]]*[)\]]?|\s*https?://\S+",
    re.IGNORECASE,
)
_HIRES = re.compile(
    r"^(?P<company>[A-Z][^|.!?]{1,60}?)(?:\s*\([^)]*\))?,?\s+(?:is|are|we are|we're)\s+"
    r"(?:(?:currently|actively|now|an?\s[^.!?|]{1,60}?)\s+)?"
    r"(?:hiring|looking for|seeking|searching for)\s*(?:for\s+|to hire\s+)?(?:an?\s+|our\s+)?(?P<role>[^.!?|]{0,120})"
)
_SEEKER = re.compile(r"^\s*(?:willing to relocate|seeking work|location:.*\n?.*remote:)", re.IGNORECASE)
_LISTED = re.compile(r"^(?:[-*•>+]|\d{1,2}[.)]|(?:role|position|title)s?\s*:)\s*", re.IGNORECASE)
_UNNAMED = re.compile(
    r"(?:(?:multiple|various|several|many|all|open|different|engineering|tech)\s*)*(?:roles|positions|openings)?",
    re.IGNORECASE,
)
_EDGES = " -\u2013\u2014:;,*"
_LONGEST_ROLE, _LONGEST_TITLE = 110, 200
_MOST_ROLES = 12


class Headline(NamedTuple):
    """What a post's first line says; every part may be missing."""

    company: str | None
    roles: list[str]
    locations: list[str]
    workplace: str | None
    """The words about remote work, for parse_workplace."""
    employment: str | None
    salary: str | None


def read_headline(line: str) -> Headline:
    """Return the parts of a first line; a line of prose gives company and role where it says who hires whom."""
    segments = _split(line)
    if len(segments) < 2:
        found = _HIRES.match(line)
        role = [found["role"].strip(" ,:;")] if found and ROLE.search(found["role"]) else []
        return Headline(_company(found["company"]) if found else None, role, [], _mode_words(line), None, None)
    first, rest = segments[0], segments[1:]
    if ROLE.search(first) and len(rest) > 1 and _kind(rest[0]) == "other":
        first, rest = rest[0], [first, *rest[1:]]  # "Senior Engineer | Acme | Berlin"
    kinds = [(segment, _kind(segment)) for segment in rest]
    roles = [segment for segment, kind in kinds if kind == "role"]
    if not roles:
        roles = [segment for segment, kind in kinds if kind == "other"][:1]
    employment = [segment for segment, kind in kinds if kind == "employment"]
    salaries = [segment for segment, kind in kinds if kind == "salary"]
    return Headline(
        company=_company(first),
        roles=roles,
        locations=[place for segment, kind in kinds if kind in ("place", "mode") for place in _place_words(segment)],
        workplace=_mode_words(" | ".join(rest)),
        employment=", ".join(employment) or None,
        salary=salaries[0] if salaries else None,
    )


def _split(line: str) -> list[str]:
    for separator in _SEPARATORS:
        segments = [segment.strip(" ,;") for segment in separator.split(line)]
        segments = [segment for segment in segments if segment]
        if len(segments) > 2 or (len(segments) > 1 and separator is _SEPARATORS[0]):
            return segments
    return [line]


def _kind(segment: str) -> str:
    """Return address, salary, role, employment, mode, aside, place or other."""
    bare = _ADDRESS.sub(" ", segment).strip(" ()<>")
    if not bare or _DOMAIN.fullmatch(bare):
        return "address"
    if any(sign in bare for sign in "$€£₹¥") or re.search(r"\d\s?k\b", bare, re.IGNORECASE):
        return "salary" if parse_salary(bare) else "aside"
    if ROLE.search(bare):
        return "role"
    if employment_of(bare) not in (None, "other"):
        return "employment"
    return _kind_of_place(bare)


def _kind_of_place(bare: str) -> str:
    if _MODE.search(bare):
        return "mode"
    if _ASIDE.search(bare):
        return "aside"
    return "place" if any(place.country or place.region for place in parse_places(bare)) else "other"


def _place_words(segment: str) -> list[str]:
    """Return what a segment says of places beside the words about remote work: "Remote (US)" gives US."""
    words = _EMPTY_BRACKETS.sub("", _ADDRESS.sub(" ", _MODE.sub(" ", segment)))
    words = " ".join(_LOOSE_WORDS.sub("", _DAYS.sub(" ", words)).split())
    if words.count("(") != words.count(")"):
        words = words.replace("(", "").replace(")", "")
    return [words] if re.search(r"[^\W\d_]{2}", words) else []


def place_names(location: str) -> list[str]:
    """Return the cities of "Zurich, Paris, London" one by one; "Zurich, Switzerland" is one place."""
    parts = [part.strip() for part in re.split(r",|\band\b", location) if part.strip()]
    found = [parse_places(part) for part in parts]
    cities = [places[0].city and places[0].country for places in found if len(places) == 1]
    return parts if len(parts) > 1 and len(cities) == len(parts) and all(cities) else [location]


def _mode_words(line: str) -> str | None:
    found = " ".join(match[0] for match in _MODE.finditer(line))
    return found if found and parse_workplace(found) else None


def _company(segment: str) -> str | None:
    return _COMPANY_ASIDE.sub("", segment).strip(_EDGES) or None


def is_seeker(text: str) -> bool:
    """Return whether a post is from somebody who looks for work, misplaced in this thread."""
    return _SEEKER.search(text) is not None


def listed_roles(text: str) -> list[str]:
    """Return the roles that a post names in short lines below the first one: items, and lines with a colon."""
    lines = (line.strip() for line in text.split("\n")[1:])
    roles = [_LISTED.sub("", line).strip(_EDGES) for line in lines if _LISTED.match(line) or line.endswith(":")]
    return [role for role in roles if len(role) <= _LONGEST_ROLE and ROLE.search(role)][:_MOST_ROLES]


def title_of(headline: Headline, text: str) -> str:
    """Return the roles of a post: those of its first line, else those it lists, else the line itself."""
    roles = headline.roles
    if all(_UNNAMED.fullmatch(role) for role in roles):  # "Multiple roles"
        roles = listed_roles(text) or roles
    return ("; ".join(roles) or text.partition("\n")[0])[:_LONGEST_TITLE]
