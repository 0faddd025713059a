"""Places that a source states in parts of their own: city, region, country by name or code."""

from functools import lru_cache

from skilldemand.crawler.fields.identity import clean_line
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.posting import Place


@lru_cache(maxsize=4096)
def country_code(name: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country's name or code in any case; None when it is not known."""
    found = parse_places({"addressCountry": name}) if name else []
    return found[0].country if found else None


def stated_place(
    *, raw: str | None = None, city: str | None = None, region: str | None = None, country: str | None = None
) -> Place | None:
    """Return the place, None when nothing is stated; `raw` is the line as published, by default the parts joined."""
    line = clean_line(raw) or ", ".join(part for part in (city, region, country) if part)
    if not line:
        return None
    found = parse_places(line)
    if not (city or region or country):
        return found[0] if len(found) == 1 else Place(raw=line)
    code = country_code(country) or (found[0].country if len(found) == 1 and not country else None)
    return Place(raw=line, city=city or None, region=region or None, country=code)


def distinct(places: list[Place | None]) -> list[Place]:
    """Return the places without gaps and repetitions, in order."""
    return list(dict.fromkeys(place for place in places if place is not None))
