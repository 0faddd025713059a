"""Places as postings name them: "Berlin, DE", "San Jose, CA 95112", lists, and JSON-LD Place objects."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

from skilldemand.crawler.fields.identity import clean_line, present
from skilldemand.crawler.fields.structures import as_structure
from skilldemand.crawler.posting import Place
from skilldemand.crawler.yaml_text import load_yaml

_DATA: Any = load_yaml((files("skilldemand.crawler") / "fields" / "places.yml").read_text("utf-8"))


def _key(name: str) -> str:
    """Return a name without case and accents: "Hyderābād" and "hyderabad" are one."""
    if name.isascii():
        return name.casefold()
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


_COUNTRY = {_key(name): code for code, names in _DATA["countries"].items() for name in (code, *names.split("|"))}
_COUNTRY_NAMED = {name: code for name, code in _COUNTRY.items() if len(name) > 2 or name in ("uk", "us")}
_REGION: dict[str, list[tuple[str, str]]] = {}
"""Key of a region's name or code to its (country, code), in the order of the data file."""
for _country, _regions in _DATA["regions"].items():
    for _code, _names in _regions.items():
        for _name in (_code, *_names.split("|")):
            _REGION.setdefault(_key(_name), []).append((_country, _code))
_CITY = {_key(city): code for code, cities in _DATA["cities"].items() for city in cities}
_DELAWARE = frozenset(_key(town) for town in _DATA["delaware"])
_NO_PLACE = frozenset(_DATA["not_places"])

_BRACKETS = re.compile(r"\(([^()]{0,100})\)|\[[^\[\]]{0,100}\]")
_MODE = re.compile(
    r"\b(?:(?:fully |100% )?remote(?:[- ](?:first|friendly|only))?|hybrid|on-?site|in-office|work from home|wfh|"
    r"telecommute)\b(?: (?:in|from|within|or|only))?",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(
    r"\s*(?:;|\||\n|•|·|\s/\s|/(?=[A-Z])|\bor\b|\band\b(?=\s[A-Z][a-z]+,)|\s-\s(?=[A-Z][a-z]+,)|&&)\s*"
)
_POSTCODE = re.compile(r"\b(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2})\b")
_EDGE = re.compile(r"\A[\s,.\-–—:/*()]+|[\s,\-–—:/*()]+\Z")
_OFFICE = re.compile(
    r"^(?:hq|headquarters)\s*[:-]\s*|^greater (?=\S)|[ ,-]+(?:(?:metropolitan |metro )?(?:area|region)|metroplex|"
    r"office|hq|headquarters|only)$",
    re.IGNORECASE,
)
_CODED = re.compile(r"([A-Z]{2})-(?:([A-Z]{2})-)?([A-Z][^\d,-]{2,40})")
_ADDRESS_PART = re.compile(r'"address(Country|Locality|Region)":\s*"([^"]{1,200})"')
_LONGEST, _MOST = 2000, 50


def parse_places(raw: object) -> list[Place]:
    """Return the places that a location field names, in order and without repetition; empty when it names none.

    A country stands only where the field states it or leaves no doubt: a state or province, a large city, or a code
    that can be only one. "Berlin, DE" is Germany and "Dover, DE" Delaware; "Darien, GA" is a state, "Georgia" alone
    stays without a country. Words such as "Remote" or "EMEA" are no places.
    """
    structure = as_structure(raw)
    if isinstance(structure, list):
        places = [place for entry in structure[:_MOST] for place in parse_places(entry)]
    elif isinstance(structure, dict):
        places = _from_json_ld(structure)
    else:
        text = present(raw)
        places = [] if text is None else list(_from_text(text[:_LONGEST]))
    return list(dict.fromkeys(places))[:_MOST]


def _from_json_ld(place: dict[str, Any]) -> list[Place]:
    address = place.get("address", place)
    if isinstance(address, str):
        return parse_places(address)
    if isinstance(address, list):
        return [found for entry in address[:_MOST] for found in parse_places(entry)]
    if not isinstance(address, dict):
        return []
    city = _part(address, "addressLocality", "city", "locality")
    region = _part(address, "addressRegion", "region", "state", "regionCode")
    country_raw = _part(address, "addressCountry", "countryCode", "country")
    raw = ", ".join(part for part in (city, region, country_raw) if part)
    if not raw:
        name = _part(place, "name", "location", "label", "text")
        return parse_places(name) if name else []
    country = _COUNTRY.get((country_raw or "").casefold())
    return [Place(raw=raw, city=city, region=region, country=country)]


def _part(structure: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = structure.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("@id")
        if (text := clean_line(value)) is not None and not isinstance(value, (list, dict)):
            return text[:200]
    return None


def _from_cut_json(text: str) -> list[Place]:
    """Return the places of JSON-LD that was cut short; an address begins where a part comes for the second time."""
    found: list[dict[str, str]] = [{}]
    for part in _ADDRESS_PART.finditer(text):
        if part[1] in found[-1]:
            found.append({})
        found[-1][part[1]] = part[2]
    return [
        place for parts in found for place in _from_json_ld({f"address{name}": value for name, value in parts.items()})
    ]


@lru_cache(maxsize=1 << 12)  # an employer names the same few places in all its postings
def _from_text(text: str) -> tuple[Place, ...]:
    if text.startswith(("[{", '{"')):
        return tuple(_from_cut_json(text))
    places = []
    for piece in _ALTERNATIVES.split(text):
        raw = clean_line(piece)
        if raw is None:
            continue
        bare = _BRACKETS.sub(" ", raw)
        if not _EDGE.sub("", _MODE.sub(" ", bare)):  # "Remote (Germany)"
            bare = " ".join(found or "" for found in _BRACKETS.findall(raw))
        place = _place(raw, _parts(bare))
        if place is not None:
            places.append(place)
    return tuple(places)


def _parts(bare: str) -> list[str]:
    """Return what a location is made of, smallest first, without post codes, streets and words that are no places."""
    bare = _EDGE.sub("", _POSTCODE.sub("", _MODE.sub(" ", bare)))
    if coded := _CODED.fullmatch(bare):
        bare = ", ".join(part for part in (coded[3], coded[2], coded[1]) if part)
    head, dash, tail = bare.partition(" - ")
    if dash and _key(head.strip()) in _COUNTRY_NAMED:
        bare = f"{tail}, {head}"
    parts = [_EDGE.sub("", _OFFICE.sub("", " ".join(part.split()))) for part in bare.split(",")]
    parts = [part for part in parts if part and part.casefold().strip(" .") not in _NO_PLACE]
    while len(parts) > 2 and parts[0][0].isdigit():
        parts = parts[1:]
    return parts[::-1] if len(parts) > 1 and _key(parts[0]) in _COUNTRY_NAMED else parts


def _place(raw: str, parts: list[str]) -> Place | None:
    if not parts:
        return None
    return _one_part(raw, parts[0]) if len(parts) == 1 else _several_parts(raw, parts)


def _one_part(raw: str, part: str) -> Place:
    key = _key(part)
    if key in _CITY:
        return Place(raw=raw, city=part, country=_CITY[key])
    regions = _REGION.get(key, [])
    if regions and key != "georgia" and (len(key) > 2 or (part.isupper() and key not in _COUNTRY)):
        return Place(raw=raw, region=part, country=regions[0][0])
    if key in _COUNTRY_NAMED and not regions:
        return Place(raw=raw, country=_COUNTRY_NAMED[key])
    if regions or key in _COUNTRY:  # "CA", "Georgia": a state or a country
        return Place(raw=raw)
    return _by_its_end(raw, part)


def _by_its_end(raw: str, part: str) -> Place:
    """Return the place that the last words of a name are: "Mapbox Helsinki", "South West London"."""
    words = part.split()
    for start in range(max(1, len(words) - 3), len(words)):
        end = " ".join(words[start:])
        if _key(end) in _CITY:
            return Place(raw=raw, city=end, country=_CITY[_key(end)])
        if _key(end) in _COUNTRY_NAMED:
            return Place(raw=raw, country=_COUNTRY_NAMED[_key(end)])
    return Place(raw=raw, city=part)


def _several_parts(raw: str, parts: list[str]) -> Place:
    city, last = parts[0], parts[-1]
    key = _key(last)
    regions = _REGION.get(key, [])
    country = _COUNTRY.get(key)
    home = _CITY.get(_key(city))
    if country and (len(parts) > 2 or not regions or (len(key) > 3 and key != "georgia")):
        if len(parts) == 2 and home is None and any(state == country for state, _ in _REGION.get(_key(city), [])):
            return Place(raw=raw, region=city, country=country)
        return Place(raw=raw, city=city, region=parts[-2] if len(parts) > 2 else None, country=country)
    if not regions:
        return Place(raw=raw, city=city, region=last, country=home or _CITY.get(key))
    if country and country == home and not any(state == home for state, _ in regions):
        return Place(raw=raw, city=city, country=home)  # "Berlin, DE"
    if key == "de" and _key(city) not in _DELAWARE:
        return Place(raw=raw, city=city)
    known = next((state for state, _ in regions if state == home), regions[0][0])
    return Place(raw=raw, city=city, region=last, country=known)
