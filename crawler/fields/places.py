"""Places as postings name them: "Berlin, DE", "San Jose, CA 95112", lists, and JSON-LD Place objects."""

import re
from importlib.resources import files
from typing import Any

import yaml

from skilldemand.crawler.fields.identity import clean_line, present
from skilldemand.crawler.fields.structures import as_structure
from skilldemand.crawler.posting import Place

_DATA: Any = yaml.safe_load((files("skilldemand.crawler") / "fields" / "places.yml").read_text("utf-8"))
_COUNTRY = {name.casefold(): code for code, names in _DATA["countries"].items() for name in (code, *names.split("|"))}
_COUNTRY_NAMED = {name: code for name, code in _COUNTRY.items() if len(name) > 3 or name in ("usa", "uk", "uae")}
_REGION: dict[str, list[tuple[str, str]]] = {}
"""Region name or code, without regard to case, to its (country, code) in the order of the data file."""
for _country, _regions in _DATA["regions"].items():
    for _code, _names in _regions.items():
        for _name in (_code, *_names.split("|")):
            _REGION.setdefault(_name.casefold(), []).append((_country, _code))
_CITY = {city.casefold(): code for code, cities in _DATA["cities"].items() for city in cities}
_NO_PLACE = frozenset(_DATA["not_places"])

_BRACKETS = re.compile(r"\(([^()]{0,100})\)|\[[^\[\]]{0,100}\]")
_MODE = re.compile(
    r"\b(?:(?:fully |100% )?remote(?:[- ](?:first|friendly|only))?|hybrid|on-?site|in-office|work from home|wfh|telecommute)\b(?: (?:in|from|within|or|only))?",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(
    r"\s*(?:;|\||\n|•|·|\s/\s|/(?=[A-Z])|\bor\b|\band\b(?=\s[A-Z][a-z]+,)|\s-\s(?=[A-Z][a-z]+,)|&&)\s*"
)
_POSTCODE = re.compile(r"\b(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2})\b")
_EDGE = re.compile(r"\A[\s,.\-–—:/*]+|[\s,\-–—:/*]+\Z")
_METRO = re.compile(r"\b(?:greater|metropolitan|metro|area|region|county)\b", re.IGNORECASE)
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
        places = [] if text is None else _from_text(text[:_LONGEST])
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


def _from_text(text: str) -> list[Place]:
    places = []
    for piece in _ALTERNATIVES.split(text):
        raw = clean_line(piece)
        if raw is None:
            continue
        bare = _BRACKETS.sub(" ", raw)
        if not _EDGE.sub("", _MODE.sub(" ", bare)):  # "Remote (Germany)"
            bare = " ".join(found or "" for found in _BRACKETS.findall(raw))
        place = _place(raw, bare)
        if place is not None:
            places.append(place)
    return places


def _place(raw: str, bare: str) -> Place | None:
    bare = _POSTCODE.sub("", _MODE.sub(" ", bare))
    parts = [_EDGE.sub("", " ".join(part.split())) for part in bare.split(",")]
    parts = [part for part in parts if part and part.casefold().strip(" .") not in _NO_PLACE]
    if not parts:
        return None
    return _one_part(raw, parts[0]) if len(parts) == 1 else _several_parts(raw, parts)


def _one_part(raw: str, part: str) -> Place:
    key = part.casefold()
    if key in _CITY:
        return Place(raw=raw, city=part, country=_CITY[key])
    if key in _COUNTRY_NAMED and key not in _REGION:
        return Place(raw=raw, country=_COUNTRY_NAMED[key])
    regions = _REGION.get(key, [])
    if len(key) > 3 and regions:
        return Place(raw=raw, region=part, country=None if key == "georgia" else regions[0][0])
    if part in ("US", "EU", "UK", "U.S."):
        return Place(raw=raw, country=_COUNTRY.get(key))
    country = next((code for name, code in _COUNTRY_NAMED.items() if key.endswith(" " + name)), None)
    return Place(raw=raw, city=None if country or _METRO.search(part) else part, country=country)


def _several_parts(raw: str, parts: list[str]) -> Place:
    city, last = parts[0], parts[-1]
    key = last.casefold()
    middle = parts[-2] if len(parts) > 2 else None
    regions = _REGION.get(key, [])
    country = _COUNTRY.get(key)
    if country and (len(parts) > 2 or not regions or (len(key) > 3 and key != "georgia")):
        first_is_region = len(parts) == 2 and _CITY.get(city.casefold()) is None and _is_region_of(city, country)
        return Place(
            raw=raw, city=None if first_is_region else city, region=city if first_is_region else middle, country=country
        )
    home = _CITY.get(city.casefold())
    if regions:
        if country and country == home and not any(state == home for state, _ in regions):
            return Place(raw=raw, city=city, country=home)
        known = next((state for state, _ in regions if state == home), None)
        doubtful = key == "de"  # two Delawares in three "X, DE" are German towns
        return Place(
            raw=raw,
            city=city,
            region=None if doubtful else last,
            country=known or (None if doubtful else regions[0][0]),
        )
    return Place(raw=raw, city=city, region=last, country=home)


def _is_region_of(name: str, country: str) -> bool:
    return any(state == country for state, _ in _REGION.get(name.casefold(), []))
